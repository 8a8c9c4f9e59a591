"""The persona card: one page that a director can read in a minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.card_parts import (
    actions_height,
    contrast_height,
    draw_actions,
    draw_contrast,
    draw_stages,
    draw_voice,
    draw_who,
)
from crmpersona.plots.dots import draw_dots
from crmpersona.plots.page import MARGIN, SMALL, WIDTH, badge, missing, panel
from crmpersona.plots.rhythm import draw_hours
from crmpersona.plots.rows import base_bars
from crmpersona.plots.text import text_width, wrap
from crmpersona.plots.theme import COLOURS

__all__ = ["persona_card"]

GAP = 16
NAME = 27
KPI_HEIGHT = 112
MIDDLE_HEIGHT = 366
LOWER_HEIGHT = 236


def persona_card(card: Mapping[str, Any], *, lang: str | None = None) -> Picture:
    """Draw a persona card.

    Parameters
    ----------
    card : mapping
        ``eyebrow``, ``name``, ``portrait``, ``badges`` (text, tone), ``proof``, ``kpis`` (label, value, note, tone),
        and the blocks ``traits``, ``hours``, ``channels``, ``who``, ``stages``, ``voice``, ``actions``, ``contrast``:
        each a mapping with ``title`` and its rows, or with ``missing``, the reason why it is empty; ``footer``.
    lang : {"en", "zh"}, optional
        Language of the fixed words; the texts of the card come in their language already.

    Returns
    -------
    Picture
        A page of 1180 logical pixels width.

    Examples
    --------
    >>> picture = persona_card({"name": "Evening shoppers", "portrait": "They shop late."}, lang="en")
    >>> picture.alt
    'Evening shoppers. They shop late.'
    """
    fmt = Formatter(resolve_lang(lang), card.get("currency"))
    footer = wrap(str(card.get("footer", "")), SMALL, WIDTH - 2 * MARGIN, lines=4)
    portrait = wrap(str(card.get("portrait", "")), 14, WIDTH - 2 * MARGIN - 24, lines=2)
    head = 60 + max(1, len(portrait)) * 21
    third = (WIDTH - 2 * MARGIN - 2 * GAP) / 3
    last = max(
        actions_height((card.get("actions") or {}).get("rows") or [], 2 * third + GAP - 34) + 64,
        contrast_height((card.get("contrast") or {}).get("rows") or [], third - 34) + 64,
        130.0,
    )
    tops: list[float] = [MARGIN + head + GAP]
    for height in (KPI_HEIGHT, MIDDLE_HEIGHT, LOWER_HEIGHT, min(last, 300.0)):
        tops.append(tops[-1] + height + GAP)
    canvas = Canvas(WIDTH, tops[-1] + 14 + len(footer) * 18 + MARGIN * 0.6)
    _draw_head(canvas, card, portrait, head)
    _draw_kpis(canvas, Box(MARGIN, tops[0], WIDTH - 2 * MARGIN, KPI_HEIGHT), card.get("kpis") or [])
    _draw_middle(canvas, Box(MARGIN, tops[1], WIDTH - 2 * MARGIN, MIDDLE_HEIGHT), card, fmt)
    _draw_lower(canvas, Box(MARGIN, tops[2], WIDTH - 2 * MARGIN, LOWER_HEIGHT), card, fmt)
    _draw_action_row(canvas, Box(MARGIN, tops[3], WIDTH - 2 * MARGIN, tops[4] - tops[3] - GAP), card, fmt)
    canvas.line([(MARGIN, tops[4]), (WIDTH - MARGIN, tops[4])], colour="rule")
    for number, line in enumerate(footer):
        canvas.text(MARGIN, tops[4] + 19 + number * 18, line, SMALL, colour="soft")
    canvas.picture.alt = _spoken(card)
    canvas.picture.placed = canvas.placed
    return canvas.picture


def _spoken(card: Mapping[str, Any]) -> str:
    """Say the card in words: name, portrait, the six figures, what to do."""
    figures = ", ".join(f"{item['label']} {item['value']}" for item in card.get("kpis") or [])
    todo = "; ".join(f"{label}: {text}" for label, text in (card.get("actions") or {}).get("rows", [])[:3])
    parts = [str(card.get("name", "")), str(card.get("portrait", "")).rstrip("。."), figures, todo]
    return ". ".join(part for part in parts if part) + ("" if figures or todo else ".")


def _draw_head(canvas: Canvas, card: Mapping[str, Any], portrait: Sequence[str], height: float) -> None:
    """Draw accent bar, eyebrow, name, portrait, badges and the line of proof."""
    canvas.frame(Box(MARGIN, MARGIN, 6, height), fill="main", edge=None, radius=0)
    left = MARGIN + 20
    right = float(WIDTH - MARGIN)
    for text, tone in reversed(card.get("badges") or []):
        right -= badge(canvas, right, MARGIN + 10, str(text), str(tone), align="right") + 6
    canvas.text(left, MARGIN + 8, str(card.get("eyebrow", "")), SMALL, colour="soft", room=right - left - 16)
    proof = str(card.get("proof", ""))
    canvas.text(WIDTH - MARGIN, MARGIN + 38, proof, SMALL, colour="soft", align="right")
    name, room = str(card.get("name", "")), WIDTH - MARGIN - left - text_width(proof, SMALL) - 20
    size = next((s for s in (NAME, 24, 21, 18) if text_width(name, s, bold=True) <= room), 18)
    canvas.text(left, MARGIN + 38, name, size, bold=True, room=room)
    for number, line in enumerate(portrait):
        canvas.text(left, MARGIN + 72 + number * 21, line, 14)


def _draw_kpis(canvas: Canvas, box: Box, kpis: Sequence[Mapping[str, Any]]) -> None:
    """Draw the boxes with a figure, its comparison and its interval."""
    if not kpis:
        return
    for cell, item in zip(box.columns(max(len(kpis), 6), GAP), kpis, strict=False):
        canvas.frame(cell)
        inner = Box(cell.x + 15, cell.y, cell.width - 26, cell.height)
        canvas.text(inner.x, cell.y + 23, str(item["label"]), SMALL, colour="soft", room=inner.width, box=cell)
        value = str(item["value"])
        size = next((s for s in (24, 21, 18, 15) if text_width(value, s, bold=True) <= inner.width), 15)
        canvas.text(inner.x, cell.y + 49, value, size, bold=True, room=inner.width, box=cell)
        colour = {"good": "main", "alert": "alert_text"}.get(str(item.get("tone")), "soft")
        for number, line in enumerate(_two_lines(str(item.get("note", "")), inner.width)):
            tint = colour if number == 0 else "soft"
            small = next((s for s in (SMALL, 11.5, 11, 10.5) if text_width(line, s) <= inner.width), 10.5)
            canvas.text(inner.x, cell.y + 75 + number * 17.5, line, small, colour=tint, room=inner.width, box=cell)


def _two_lines(note: str, width: float) -> list[str]:
    """Return the two lines of a note: as given, or one text broken."""
    lines = note.split("\n")
    return lines[:2] if len(lines) > 1 else wrap(note, SMALL, width, lines=2)


def _draw_middle(canvas: Canvas, box: Box, card: Mapping[str, Any], fmt: Formatter) -> None:
    """Draw the traits on the left; hours and channels on the right."""
    left = Box(box.x, box.y, 656, box.height)
    right = Box(left.right + GAP, box.y, box.right - left.right - GAP, box.height)
    traits = card.get("traits") or {}
    inner = panel(canvas, left, str(traits.get("title", "")))
    if traits.get("rows"):
        notes = wrap(str(traits.get("note", "")), SMALL, inner.width, lines=2)
        lower = draw_dots(
            canvas, Box(inner.x, inner.y, inner.width, inner.height - 18 * len(notes) - 4), traits["rows"], fmt
        )
        canvas.paragraph(Box(inner.x, lower + 4, inner.width, 40), "\n".join(notes), SMALL, colour="soft")
    else:
        missing(canvas, inner, str(traits.get("missing", "")), fmt.lang)
    hours, channels = card.get("hours") or {}, card.get("channels") or {}
    inner = panel(canvas, right, str(hours.get("title", "")))
    map_box = Box(inner.x, inner.y, inner.width, 142)
    lower = draw_hours(canvas, map_box, hours.get("matrix"), fmt, reason=str(hours.get("missing", "")))
    canvas.text(inner.x, lower + 22, str(channels.get("title", "")), 14, bold=True, room=inner.width, box=right)
    rest = Box(inner.x, lower + 38, inner.width, inner.bottom - lower - 38)
    if channels.get("rows"):
        base_bars(
            canvas, rest, channels["rows"], fmt, digits=0, step=min(25.0, rest.height / min(len(channels["rows"]), 5))
        )
    else:
        missing(canvas, rest, str(channels.get("missing", "")), fmt.lang)


def _draw_lower(canvas: Canvas, box: Box, card: Mapping[str, Any], fmt: Formatter) -> None:
    """Draw who they are, their stages and their voice."""
    cells = box.columns(3, GAP)
    for cell, key, draw in zip(cells, ("who", "stages", "voice"), (draw_who, draw_stages, draw_voice), strict=True):
        block = card.get(key) or {}
        inner = panel(canvas, cell, str(block.get("title", "")))
        if block.get("rows"):
            draw(canvas, inner, block, fmt)
        else:
            missing(canvas, inner, str(block.get("missing", "")), fmt.lang)


def _draw_action_row(canvas: Canvas, box: Box, card: Mapping[str, Any], fmt: Formatter) -> None:
    """Draw what to do, and beside it the contrast with the nearest persona."""
    unit = (box.width - 2 * GAP) / 3
    left = Box(box.x, box.y, 2 * unit + GAP, box.height)
    right = Box(left.right + GAP, box.y, unit, box.height)
    actions = card.get("actions") or {}
    canvas.frame(left, edge=COLOURS["main"], thickness=1.3)
    inner = left.inside(17)
    width = canvas.text(inner.x, inner.y + 8, str(actions.get("title", "")), 15.5, bold=True, box=left)
    if actions.get("badge"):
        text, tone = actions["badge"]
        width += 14 + badge(canvas, inner.x + width + 12, inner.y + 8, str(text), str(tone))
    hint = str(actions.get("hint", ""))
    canvas.text(inner.right, inner.y + 8, hint, SMALL, colour="soft", align="right", room=inner.width - width - 24)
    rest = inner.below(30)
    if actions.get("rows"):
        draw_actions(canvas, rest, actions["rows"])
    else:
        missing(canvas, rest, str(actions.get("missing", "")), fmt.lang)
    contrast = card.get("contrast") or {}
    inner = panel(canvas, right, str(contrast.get("title", "")))
    if contrast.get("rows"):
        draw_contrast(canvas, inner, contrast)
    else:
        missing(canvas, Box(inner.x, inner.y, inner.width, inner.height), str(contrast.get("missing", "")), fmt.lang)
