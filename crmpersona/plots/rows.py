"""Rows of text and bars inside a box: bars with a tick for the base, and small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter
from crmpersona.plots.canvas import Align, Box, Canvas
from crmpersona.plots.page import BODY, SMALL, Cell, written
from crmpersona.plots.text import text_width

__all__ = ["base_bars", "grid", "records"]

ROW = 25.0


def records(rows: Any) -> list[dict[str, Any]]:
    """Return rows of a DataFrame or of dicts as a list of dicts, missing values as None.

    Parameters
    ----------
    rows : pandas.DataFrame, or sequence of mapping
        The rows.

    Returns
    -------
    list of dict
        One per row.

    Examples
    --------
    >>> records([{"label": "a", "value": float("nan")}])
    [{'label': 'a', 'value': None}]
    """
    plain: Sequence[Mapping[str, Any]] = rows.to_dict("records") if hasattr(rows, "to_dict") else rows
    return [{key: _none_if_missing(value) for key, value in row.items()} for row in plain]


def _none_if_missing(value: Any) -> Any:
    """Turn a scalar that is not equal to itself (nan, NaT) or pandas' NA into None."""
    if value is None or isinstance(value, str | list | tuple | dict):
        return value
    try:
        return value if bool(value == value) else None  # noqa: PLR0124 - nan is the only value unlike itself
    except TypeError:
        return None


def base_bars(
    canvas: Canvas,
    box: Box,
    rows: Sequence[Mapping[str, Any]],
    fmt: Formatter,
    *,
    kind: str = "rate",
    label_width: float | None = None,
    step: float = ROW,
    digits: int | None = None,
) -> float:
    """Draw one bar per row, with a tick where the base stands.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        Room; rows that do not fit are left out.
    rows : sequence of mapping
        ``label``, ``value`` (or ``share``), optional ``base``, ``low``, ``high``, and
        ``text`` that replaces the figure.
    fmt : Formatter
        Language and currency.
    kind : str, default "rate"
        How to write the figures.
    label_width : float, optional
        Room for labels; by default what the longest needs, up to half of the box.
    step : float, default 25
        Height of a row.
    digits : int, optional
        Decimals of rates; None for one.

    Returns
    -------
    float
        ``y`` under the last row.
    """
    shown = list(rows)[: max(0, int((box.height + 0.01) // step))]
    texts = [_bar_text(row, kind, fmt, digits) for row in shown]
    widest = max((text_width(str(row["label"]), BODY) for row in shown), default=0)
    label_width = min(widest + 12, box.width * 0.5) if label_width is None else label_width
    value_width = max((text_width(text, SMALL) for text in texts), default=0) + 8
    left, room = box.x + label_width, box.width - label_width - value_width
    top = max((_reach(row) for row in shown), default=0.0) or 1.0
    for number, (row, text) in enumerate(zip(shown, texts, strict=True)):
        y = box.y + (number + 0.5) * step
        canvas.text(box.x, y, str(row["label"]), BODY, room=label_width - 8, box=box)
        _bar(canvas, Box(left, y, room / top, min(13.0, step * 0.56)), row, text, box)
    return box.y + len(shown) * step


def _value(row: Mapping[str, Any]) -> Cell:
    """Return the figure of a row under either of its names."""
    return row["value"] if "value" in row else row.get("share")


def _reach(row: Mapping[str, Any]) -> float:
    """Return the largest figure that has to find room."""
    return max(
        (float(x) for x in (_value(row), row.get("base"), row.get("high")) if isinstance(x, int | float)), default=0
    )


def _bar_text(row: Mapping[str, Any], kind: str, fmt: Formatter, digits: int | None) -> str:
    """Write the figure at the end of a bar."""
    value = row.get("text") or _value(row)
    if kind == "rate" and digits is not None and not isinstance(value, str):
        return fmt.rate(value, digits)
    return written(value, kind, fmt)


def _bar(canvas: Canvas, scale: Box, row: Mapping[str, Any], text: str, box: Box) -> None:
    """Draw bar, interval, base tick and figure of one row; ``scale`` holds pixels per unit and the bar's height."""
    value, base = _value(row), row.get("base")
    length = float(value) * scale.width if isinstance(value, int | float) else 0.0
    below = isinstance(value, int | float) and isinstance(base, int | float) and row.get("tone") == "alert"
    end = length
    if length > 0.3:
        colour = "alert" if below else "main"
        canvas.frame(
            Box(scale.x, scale.y - scale.height / 2, max(length, 1.5), scale.height), fill=colour, edge=None, radius=3
        )
    if row.get("low") is not None and row.get("high") is not None:
        low, high = float(row["low"]) * scale.width, float(row["high"]) * scale.width
        canvas.line([(scale.x + low, scale.y), (scale.x + high, scale.y)], colour="ink", thickness=1.6)
        end = max(end, high)
    if isinstance(base, int | float):
        tick = scale.x + float(base) * scale.width
        canvas.line(
            [(tick, scale.y - scale.height * 0.7), (tick, scale.y + scale.height * 0.7)], colour="ink", thickness=1.8
        )
        end = max(end, float(base) * scale.width)
    canvas.text(scale.x + end + 7, scale.y, text, SMALL, colour="soft", box=box)


def grid(
    canvas: Canvas,
    box: Box,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    aligns: Sequence[Align] | None = None,
    colours: Mapping[tuple[int, int], str] | None = None,
    step: float = 29,
    first: float | None = None,
) -> float:
    """Write a small table with thin rules.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        Room; rows that do not fit are left out.
    columns : sequence of str
        Head of the table.
    rows : sequence of sequence of str
        Cells as texts.
    aligns : sequence of {"left", "right"}, optional
        Per column; by default the first is left and all others right.
    colours : mapping of (row, column) to str, optional
        Colour of single cells.
    step : float, default 29
        Height of a row.
    first : float, optional
        Width of the first column; by default what it needs, up to half of the box.

    Returns
    -------
    float
        ``y`` under the last row.
    """
    shown = list(rows)[: max(0, int((box.height + 0.01 - step) // step))]
    sides: list[Align] = list(aligns) if aligns else ["left"]
    sides += ["right"] * (len(columns) - len(sides))
    edges = _edges(box, columns, shown, first)
    for column, head in enumerate(columns):
        _cell(canvas, box, edges[column], box.y + step / 2, head, SMALL, "soft", sides[column])
    for number, row in enumerate(shown):
        y = box.y + (number + 1) * step
        canvas.line([(box.x, y), (box.right, y)], colour="rule")
        for column, text in enumerate(row):
            colour = (colours or {}).get((number, column), "ink")
            _cell(canvas, box, edges[column], y + step / 2, text, BODY, colour, sides[column])
    bottom = box.y + (len(shown) + 1) * step
    canvas.line([(box.x, bottom), (box.right, bottom)], colour="rule")
    return bottom


def _edges(
    box: Box, columns: Sequence[str], rows: Sequence[Sequence[str]], first: float | None
) -> list[tuple[float, float]]:
    """Give each column the room its longest text needs, the spare room shared out evenly."""
    needs = [
        max([text_width(head, SMALL), *(text_width(row[number], BODY) for row in rows)]) + 14
        for number, head in enumerate(columns)
    ]
    if first is not None:
        needs[0] = first
    elif len(needs) > 1:
        needs[0] = max(60.0, min(needs[0], box.width - sum(needs[1:])))
    spare = (box.width - sum(needs)) / max(1, len(needs))
    widths = [need + spare for need in needs] if spare > 0 else [need * box.width / sum(needs) for need in needs]
    starts = [box.x + sum(widths[:number]) for number in range(len(widths))]
    return list(zip(starts, widths, strict=True))


def _cell(
    canvas: Canvas, box: Box, edge: tuple[float, float], y: float, text: str, size: float, colour: str, align: Align
) -> None:
    """Write one cell."""
    start, width = edge
    x = start + width - 6 if align == "right" else start + 6
    room = width - (8 if align == "right" else 12)
    size = next((s for s in (size, size - 1, size - 2) if text_width(text, s) <= room), size - 2)
    canvas.text(x, y, text, size, colour=colour, align=align, room=room, box=box)
