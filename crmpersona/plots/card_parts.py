"""The lower blocks of the persona card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter
from crmpersona.plots.canvas import Box, Canvas
from crmpersona.plots.page import BODY, SMALL
from crmpersona.plots.rows import base_bars, grid
from crmpersona.plots.text import text_width, wrap

__all__ = [
    "actions_height",
    "contrast_height",
    "draw_actions",
    "draw_contrast",
    "draw_stages",
    "draw_voice",
    "draw_who",
]

LINE = 19.0
ROW_GAP = 8.0
COLUMN_GAP = 28.0


def draw_who(canvas: Canvas, box: Box, block: Mapping[str, Any], fmt: Formatter) -> None:
    """Draw the basic attributes: the leading value of each, its share and the base tick.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        Room.
    block : mapping
        ``rows`` (label, share, base, optional text) and ``note``.
    fmt : Formatter
        Language.
    """
    _bars_with_note(canvas, box, block, fmt)


def draw_stages(canvas: Canvas, box: Box, block: Mapping[str, Any], fmt: Formatter) -> None:
    """Draw the mix of life-cycle stages beside that of all customers.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        Room.
    block : mapping
        ``rows`` (label, share, base, optional tone "alert" and text) and ``note``.
    fmt : Formatter
        Language.
    """
    _bars_with_note(canvas, box, block, fmt)


def _bars_with_note(canvas: Canvas, box: Box, block: Mapping[str, Any], fmt: Formatter) -> None:
    """Draw bars from the top and small print at the bottom of a box."""
    notes = wrap(str(block.get("note", "")), SMALL, box.width, lines=2) if block.get("note") else []
    room = Box(box.x, box.y, box.width, box.height - 18 * len(notes) - 6 * bool(notes))
    rows = block["rows"]
    step = min(25.0, max(room.height / max(len(rows), 1), 16.0))
    base_bars(canvas, room, rows, fmt, digits=0, step=step)
    for number, line in enumerate(notes):
        canvas.text(box.x, box.bottom - 18 * (len(notes) - number) + 10, line, SMALL, colour="soft", box=box)


def draw_voice(canvas: Canvas, box: Box, block: Mapping[str, Any], fmt: Formatter) -> None:
    """Draw the table of what customers say.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        Room.
    block : mapping
        ``columns``, ``rows`` of texts, optional ``tones`` ((row, column) to "good" or "alert") and ``note``.
    fmt : Formatter
        Language.
    """
    del fmt
    note = wrap(str(block.get("note", "")), SMALL, box.width, lines=2) if block.get("note") else []
    room = Box(box.x, box.y - 4, box.width, box.height - 18 * len(note))
    tones = {place: {"good": "main", "alert": "alert_text"}[tone] for place, tone in (block.get("tones") or {}).items()}
    lower = grid(canvas, room, block["columns"], block["rows"], colours=tones, step=27)
    for number, line in enumerate(note):
        canvas.text(box.x, lower + 14 + 18 * number, line, SMALL, colour="soft", box=box)


def actions_height(rows: Sequence[tuple[str, str]], width: float) -> float:
    """Measure the height that :func:`draw_actions` needs.

    Parameters
    ----------
    rows : sequence of (str, str)
        Label and text.
    width : float
        Room.

    Returns
    -------
    float
        Height in logical pixels, at most three lines per row.
    """
    return max((_column_height(lines) for lines in _action_lines(rows, (width - COLUMN_GAP) / 2)), default=0.0)


def _halves(rows: Sequence[tuple[str, str]]) -> tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]]:
    """Cut rows into a left and a right column."""
    half = (len(rows) + 1) // 2
    return rows[:half], rows[half:]


def _label_width(rows: Sequence[tuple[str, str]]) -> float:
    """Return the room of the labels of a column, at most a third of a usual column."""
    return min(max((text_width(label, BODY, bold=True) for label, _ in rows), default=0) + 12, 120.0)


def _action_lines(rows: Sequence[tuple[str, str]], width: float) -> list[list[list[str]]]:
    """Break the texts of both columns into lines."""
    return [[wrap(text, BODY, width - _label_width(part), lines=3) for _, text in part] for part in _halves(rows)]


def _column_height(texts: Sequence[Sequence[str]]) -> float:
    """Add up the lines of a column and the gaps between its rows."""
    return sum(len(lines) * LINE for lines in texts) + ROW_GAP * max(0, len(texts) - 1)


def draw_actions(canvas: Canvas, box: Box, rows: Sequence[tuple[str, str]]) -> None:
    """Draw what to do: label and text in two columns, read downwards.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        Room.
    rows : sequence of (str, str)
        Label and text.
    """
    texts = _action_lines(rows, (box.width - COLUMN_GAP) / 2)
    for column, part, lines_of in zip(box.columns(2, COLUMN_GAP), _halves(rows), texts, strict=True):
        label_width = _label_width(part)
        spare = column.height - _column_height(lines_of)
        gap = ROW_GAP + min(max(0.0, spare) / max(1, len(part) - 1), 8.0)
        y = column.y
        for (label, _), lines in zip(part, lines_of, strict=True):
            if y + LINE * len(lines) > column.bottom + 1:
                break
            canvas.text(column.x, y + 10, label, BODY, bold=True, colour="main", room=label_width - 8, box=box)
            for number, line in enumerate(lines):
                canvas.text(column.x + label_width, y + 10 + LINE * number, line, BODY, box=box)
            y += LINE * len(lines) + gap


def contrast_height(rows: Sequence[tuple[str, str]], width: float) -> float:
    """Measure the height that :func:`draw_contrast` needs.

    Parameters
    ----------
    rows : sequence of (str, str)
        Label and text.
    width : float
        Room.

    Returns
    -------
    float
        Height in logical pixels.
    """
    return sum(20 * len(_label_lines(label, width)) + len(wrap(text, SMALL, width)) * 18.5 + 6 for label, text in rows)


def _label_lines(label: str, width: float) -> list[str]:
    """Break a bold label into at most two lines."""
    return wrap(label, BODY + 0.5, width, lines=2) if label else []


def draw_contrast(canvas: Canvas, box: Box, block: Mapping[str, Any]) -> None:
    """Draw the nearest persona with the differences, and the rule that finds this one.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        Room.
    block : mapping
        ``rows``: (label, text) in order; an empty label continues the block above.
    """
    y = box.y
    for label, text in block["rows"]:
        heads = _label_lines(label, box.width)
        if y + 20 * len(heads) + 18 > box.bottom + 1:
            break
        for head in heads:
            canvas.text(box.x, y + 9, head, BODY, bold=True, colour="main", room=box.width, box=box)
            y += 20
        y = canvas.paragraph(Box(box.x, y, box.width, box.bottom - y), text, SMALL, leading=18.5 / SMALL) + 6
