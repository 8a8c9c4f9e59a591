"""Key figures: tiles with a line of the last months, and the whole first page of a report."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.page import BODY, SMALL, Page, no_data, panel, written
from crmpersona.plots.rows import grid, records
from crmpersona.plots.text import text_width, wrap
from crmpersona.plots.words import WORDS

__all__ = ["kpi_tiles", "page_one"]

TILE = 138.0
GAP = 16.0
ACROSS = 4
POINT_KINDS = ("rate",)


def kpi_tiles(
    tiles: Any,
    *,
    title: str,
    eyebrow: str = "",
    note: str = "",
    lang: str | None = None,
    currency: str | None = None,
) -> Picture:
    """Draw key figures as tiles.

    Parameters
    ----------
    tiles : pandas.DataFrame or sequence of mapping
        ``label``, ``kind`` ("money", "count", "rate", "number", "days"), ``value``, ``previous``, ``year_ago``,
        ``series`` (values of up to 13 months, oldest first, None for a gap), ``good`` ("up", "down" or "").
    title : str
        The finding.
    eyebrow : str, optional
        Small line above the title: scope, month, number of customers.
    note : str, optional
        Small print.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        ISO 4217 code.

    Returns
    -------
    Picture
        Four tiles in a row.

    Examples
    --------
    >>> tile = {"label": "Buyers", "kind": "count", "value": 110, "previous": 100, "year_ago": None,
    ...         "series": [90, 100, 110], "good": "up"}
    >>> kpi_tiles([tile], title="More buyers", lang="en").alt
    'More buyers. Buyers 110 (MoM +10.0%)'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = records(tiles)
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    deep = math.ceil(len(rows) / ACROSS)
    page = Page(deep * (TILE + GAP) - GAP, title=title, eyebrow=eyebrow, note=note)
    _draw_tiles(page.canvas, page.body, rows, fmt)
    return page.done("; ".join(_spoken(row, fmt) for row in rows))


def page_one(
    tiles: Any,
    *,
    title: str,
    eyebrow: str = "",
    actions: Sequence[str] = (),
    groups: Any = (),
    groups_title: str = "",
    trust: Sequence[tuple[str, str]] = (),
    note: str = "",
    lang: str | None = None,
    currency: str | None = None,
) -> Picture:
    """Draw the first page of a report: tiles, three things to do, the important groups, and how far to trust it.

    Parameters
    ----------
    tiles : pandas.DataFrame or sequence of mapping
        As in :func:`kpi_tiles`.
    title : str
        The finding of the month.
    eyebrow : str, optional
        Small line above the title.
    actions : sequence of str
        What to do first, at most three.
    groups : pandas.DataFrame or sequence of mapping
        ``label``, ``customers``, ``share_sales``, ``change`` and ``good`` ("up" or "down" is good news).
    groups_title : str, optional
        The finding of the table.
    trust : sequence of (str, str)
        Name and text of the checks.
    note : str, optional
        Small print.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        ISO 4217 code.

    Returns
    -------
    Picture
        The page.

    Examples
    --------
    >>> page_one([], title="A quiet month", actions=["Call the dormant"], lang="en").alt
    'A quiet month. 1 Call the dormant'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows, members = records(tiles), records(groups)
    lower = _lower_height(actions, members, trust)
    deep = math.ceil(len(rows) / ACROSS)
    above = deep * (TILE + GAP)
    page = Page(above + lower - (0 if lower else GAP), title=title, eyebrow=eyebrow, note=note)
    _draw_tiles(page.canvas, page.body, rows, fmt)
    if lower:
        cells = Box(page.body.x, page.body.y + above, page.body.width, lower).columns(3, GAP)
        _draw_actions(page.canvas, panel(page.canvas, cells[0], WORDS("first_three", fmt.lang)), actions)
        _draw_groups(page.canvas, panel(page.canvas, cells[1], groups_title, lines=2), members, fmt)
        _draw_trust(page.canvas, panel(page.canvas, cells[2], WORDS("trust", fmt.lang)), trust)
    spoken = [_spoken(row, fmt) for row in rows] + [f"{n} {text}" for n, text in enumerate(actions, 1)]
    return page.done("; ".join(spoken))


def _lower_height(actions: Sequence[str], groups: Sequence[Any], trust: Sequence[tuple[str, str]]) -> float:
    """Return the height of the lower boxes: as much as the fullest needs."""
    if not (actions or groups or trust):
        return 0.0
    width = 300.0
    todo = sum(len(wrap(text, 13.5, width, lines=4)) * 20.25 + 12 for text in actions)
    checks = sum(max(1, min(3, len(wrap(text, BODY, width * 0.62)))) * 19 + 11 for _, text in trust)
    return max(todo, checks, (len(groups) + 1) * 29.0 + 22, 90.0) + 72


def _changes(row: Mapping[str, Any], fmt: Formatter) -> list[tuple[str, str, str]]:
    """Return label, text and colour of the two comparisons."""
    result = []
    for key, word in (("previous", "month_on_month"), ("year_ago", "year_on_year")):
        now, then = row.get("value"), row.get(key)
        change = None
        if isinstance(now, int | float) and isinstance(then, int | float):
            change = now - then if row.get("kind") in POINT_KINDS else (now / then - 1 if then else None)
        text = (fmt.points if row.get("kind") in POINT_KINDS else fmt.change)(change)
        result.append((WORDS(word, fmt.lang), text, _tone(change, row)))
    return result


def _tone(change: float | None, row: Mapping[str, Any]) -> str:
    """Return teal for good news, orange for bad news, grey for neither."""
    good = row.get("good")
    if not change or good not in ("up", "down"):
        return "soft"
    return "main" if (change > 0) == (good == "up") else "alert_text"


def _spoken(row: Mapping[str, Any], fmt: Formatter) -> str:
    """Say a tile in words."""
    label, text, _ = _changes(row, fmt)[0]
    return f"{row['label']} {written(row.get('value'), str(row.get('kind')), fmt)} ({label} {text})"


def _draw_tiles(canvas: Canvas, box: Box, rows: Sequence[Mapping[str, Any]], fmt: Formatter) -> None:
    """Draw tiles four in a row."""
    across = min(ACROSS, len(rows)) or 1
    for number, row in enumerate(rows):
        cell = box.columns(across, GAP)[number % across]
        _draw_tile(canvas, Box(cell.x, box.y + number // across * (TILE + GAP), cell.width, TILE), row, fmt)


def _draw_tile(canvas: Canvas, box: Box, row: Mapping[str, Any], fmt: Formatter) -> None:
    """Draw one tile: label, figure, comparisons, line."""
    canvas.frame(box)
    inner = Box(box.x + 17, box.y, box.width - 34, box.height)
    canvas.text(inner.x, box.y + 23, str(row["label"]), SMALL, colour="soft", room=inner.width, box=box)
    value = written(row.get("value"), str(row.get("kind")), fmt)
    canvas.text(inner.x, box.y + 49, value, 24, bold=True, room=inner.width, box=box)
    x, changes = inner.x, _changes(row, fmt)
    for word, text, colour in changes:
        if x + text_width(f"{word} {text}", SMALL) > inner.right:
            break
        x += canvas.text(x, box.y + 74, word, SMALL, colour="soft", box=box) + 5
        x += canvas.text(x, box.y + 74, text, SMALL, colour=colour, box=box) + 14
    tint = "alert" if changes[0][2] == "alert_text" else "main"
    _draw_spark(canvas, Box(inner.x, box.y + 92, inner.width, 32), row.get("series") or (), tint)


def _draw_spark(canvas: Canvas, box: Box, series: Sequence[float | None], colour: str) -> None:
    """Draw the line of the last months, gaps left open, a dot at the end."""
    values = [None if x is None or not math.isfinite(x) else float(x) for x in series]
    known = [x for x in values if x is not None]
    if len(known) < 2:
        return
    low, high = min(known), max(known)
    step = box.width / max(1, len(values) - 1)
    piece: list[tuple[float, float]] = []
    for number, value in enumerate([*values, None]):
        if value is not None:
            share = (value - low) / (high - low) if high > low else 0.5
            piece.append((box.x + number * step, box.bottom - share * box.height))
            continue
        if len(piece) > 1:
            canvas.line(piece, colour=colour, thickness=2)
        elif piece:
            canvas.dot(*piece[0], 1.5, colour=colour)
        last, piece = (piece[-1] if piece else None), []
        if number == len(values) and last:
            canvas.dot(*last, 3.4, colour=colour)


def _draw_actions(canvas: Canvas, box: Box, actions: Sequence[str]) -> None:
    """Write the numbered things to do."""
    y = box.y + 2
    for number, action in enumerate(list(actions)[:3], 1):
        canvas.text(box.x, y + 11, str(number), 15, bold=True, colour="main", box=box)
        room = Box(box.x + 20, y, box.width - 20, min(84.0, box.bottom - y))
        lines = wrap(action, 13.5, room.width, lines=4)
        y = canvas.paragraph(room, "\n".join(lines), 13.5, leading=1.5) + 12


def _draw_groups(canvas: Canvas, box: Box, rows: Sequence[Mapping[str, Any]], fmt: Formatter) -> None:
    """Write the table of groups."""
    if not rows:
        return
    heads = [WORDS(word, fmt.lang) for word in ("group", "customers", "of_sales", "change")]
    texts = [
        [
            str(row["label"]),
            written(row.get("customers"), "count", fmt),
            written(row.get("share_sales"), "rate", fmt),
            _signed(row.get("change"), fmt),
        ]
        for row in rows
    ]
    colours = {(number, 3): _tone(_number(row.get("change")), row) for number, row in enumerate(rows)}
    grid(canvas, box, heads, texts, colours=colours)


def _number(value: Any) -> float | None:
    """Return a number, or None for a text."""
    return float(value) if isinstance(value, int | float) else None


def _signed(value: Any, fmt: Formatter) -> str:
    """Write a difference of counts with its sign."""
    number = _number(value)
    if number is None:
        return str(value) if value is not None else "–"
    return ("+" if number > 0 else "") + fmt.count(number)


def _draw_trust(canvas: Canvas, box: Box, rows: Sequence[tuple[str, str]]) -> None:
    """Write names on the left and texts on the right, with rules between."""
    left = min(max((text_width(name, BODY) for name, _ in rows), default=0) + 14, box.width * 0.42)
    y = box.y
    for name, text in rows:
        names = wrap(name, BODY, left - 10, lines=2)
        texts = wrap(text, BODY, box.width - left, lines=3)
        height = max(len(names), len(texts)) * 19 + 11
        if y + height > box.bottom + 1:
            break
        for number, line in enumerate(names):
            canvas.text(box.x, y + 15 + 19 * number, line, BODY, colour="soft", box=box)
        for number, line in enumerate(texts):
            canvas.text(box.x + left, y + 15 + 19 * number, line, BODY, box=box)
        y += height
        canvas.line([(box.x, y), (box.right, y)], colour="rule")
