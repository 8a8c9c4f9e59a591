"""Plain pictures for any tidy frame: bars, lines, tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.page import BODY, SMALL, Page, no_data, written
from crmpersona.plots.rows import base_bars, grid, records
from crmpersona.plots.scales import ticks
from crmpersona.plots.text import text_width
from crmpersona.plots.words import WORDS

__all__ = ["bars", "k_table", "lines", "table"]

HUES = ("main", "alert", "second", "soft", "#2f9e44", "#b08a5b")
LINES_HEIGHT = 320.0


def bars(
    frame: Any,
    *,
    title: str,
    kind: str = "rate",
    note: str = "",
    lang: str | None = None,
    currency: str | None = None,
) -> Picture:
    """Draw one horizontal bar per row.

    Parameters
    ----------
    frame : pandas.DataFrame or sequence of mapping
        ``label``, ``value``, optional ``base`` (a tick), ``low`` and ``high`` (an interval), ``tone`` ("alert").
    title : str
        The finding.
    kind : str, default "rate"
        What the values are.
    note : str, optional
        Small print.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        ISO 4217 code.

    Returns
    -------
    Picture
        The bars.

    Examples
    --------
    >>> bars([{"label": "App", "value": 0.4}], title="Four in ten order in the app", lang="en").alt
    'Four in ten order in the app. App 40.0%'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = records(frame)
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    page = Page(27.0 * len(rows) + 4, title=title, note=note)
    base_bars(page.canvas, page.body, rows, fmt, kind=kind, step=27.0)
    return page.done("; ".join(f"{row['label']} {written(row.get('value'), kind, fmt)}" for row in rows))


def lines(
    frame: Any,
    *,
    title: str,
    kind: str = "count",
    note: str = "",
    lang: str | None = None,
    currency: str | None = None,
    base: str | None = None,
) -> Picture:
    """Draw one line per series over ordered places such as months.

    Parameters
    ----------
    frame : pandas.DataFrame or sequence of mapping
        ``x`` (text, in order of appearance), ``series`` (name) and ``value`` (missing values leave a gap).
    title : str
        The finding.
    kind : str, default "count"
        What the values are.
    note : str, optional
        Small print.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        ISO 4217 code.
    base : str, optional
        Name of the series that others are compared with, drawn in grey beside them.

    Returns
    -------
    Picture
        The lines, named at their ends.

    Examples
    --------
    >>> rows = [{"x": "2026-01", "series": "buyers", "value": 10}, {"x": "2026-02", "series": "buyers", "value": 12}]
    >>> lines(rows, title="Buyers rise", lang="en").alt
    'Buyers rise. buyers: 10 → 12'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = [row for row in records(frame) if isinstance(row.get("value"), int | float)]
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    places = list(dict.fromkeys(str(row["x"]) for row in records(frame)))
    names = list(dict.fromkeys(str(row.get("series") or "") for row in rows))
    page = Page(LINES_HEIGHT, title=title, note=note)
    hues = {name: HUES[place % len(HUES)] for place, name in enumerate(names)}
    if base in hues and len(names) > 1:
        hues[str(base)] = "soft"
    _draw_lines(page.canvas, page.body, rows, places, hues, kind, fmt)
    ends = []
    for name in names:
        own = [row["value"] for row in rows if str(row.get("series") or "") == name]
        ends.append(f"{name}: {written(own[0], kind, fmt)} → {written(own[-1], kind, fmt)}".removeprefix(": "))
    return page.done("; ".join(ends))


def _draw_lines(
    canvas: Canvas,
    box: Box,
    rows: Sequence[Mapping[str, Any]],
    places: Sequence[str],
    hues: Mapping[str, str],
    kind: str,
    fmt: Formatter,
) -> None:
    """Draw axes, lines and their names."""
    values = [float(row["value"]) for row in rows]
    low = 0.0 if min(values) >= 0 and min(values) < 0.6 * max(values) else min(values)
    marks = ticks(low, max(values))
    label = max(text_width(written(mark, kind, fmt), SMALL) for mark in marks) + 14
    ends = min(max(text_width(name, BODY) for name in hues) + 20, 220.0)
    plot = Box(box.x + label, box.y + 12, box.width - label - ends, box.height - 46)

    def height(value: float) -> float:
        """Return the y of a value."""
        return plot.bottom - (value - marks[0]) / (marks[-1] - marks[0]) * plot.height

    for mark in marks:
        canvas.line([(plot.x, height(mark)), (plot.right, height(mark))], colour="rule")
        canvas.text(plot.x - 10, height(mark), written(mark, kind, fmt), SMALL, colour="soft", align="right")
    step = plot.width / max(1, len(places) - 1)
    every = max(1, -(-len(places) * 64 // max(int(plot.width), 1)))
    for number, place in enumerate(places):
        if (len(places) - 1 - number) % every == 0:
            canvas.text(plot.x + number * step, plot.bottom + 18, place, SMALL, colour="soft", align="center")
    _draw_series(canvas, plot, rows, places, hues, height, step)


def _draw_series(
    canvas: Canvas,
    plot: Box,
    rows: Sequence[Mapping[str, Any]],
    places: Sequence[str],
    hues: Mapping[str, str],
    height: Callable[[float], float],
    step: float,
) -> None:
    """Draw the lines; names at their ends are moved apart where they would touch."""
    labels: list[tuple[float, str, str]] = []
    for name, hue in hues.items():
        own = {str(row["x"]): float(row["value"]) for row in rows if str(row.get("series") or "") == name}
        piece: list[tuple[float, float]] = []
        for position, place in enumerate(places):
            if place in own:
                piece.append((plot.x + position * step, height(own[place])))
            if (place not in own or position == len(places) - 1) and piece:
                _piece(canvas, piece, hue)
                labels.append((piece[-1][1], name, hue)) if position == len(places) - 1 else None
                piece = []
        if not any(label[1] == name for label in labels):
            labels.append((height(list(own.values())[-1]), name, hue))
    lowest = plot.y - 20
    for y, name, hue in sorted(labels):
        lowest = max(y, lowest + 18)
        canvas.text(plot.right + 12, lowest, name, BODY, colour="alert_text" if hue == "alert" else hue, room=208)


def _piece(canvas: Canvas, piece: Sequence[tuple[float, float]], hue: str) -> None:
    """Draw an unbroken part of a line with a dot at its end."""
    if len(piece) > 1:
        canvas.line(piece, colour=hue, thickness=2.2)
    canvas.dot(*piece[-1], 3.6, colour=hue)


def table(frame: Any, *, title: str, note: str = "", lang: str | None = None, currency: str | None = None) -> Picture:
    """Draw a small table as a picture, for places that take no HTML.

    Parameters
    ----------
    frame : pandas.DataFrame or sequence of mapping
        Texts, or numbers that are written with separators; the first column is the name.
    title : str
        The finding.
    note : str, optional
        Small print.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        Not used; taken so that all pictures are called alike.

    Returns
    -------
    Picture
        The table.

    Examples
    --------
    >>> table([{"group": "A", "customers": 1200}], title="One group", lang="en").alt
    'One group. group A, customers 1,200'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = records(frame)
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    heads = list(rows[0])
    texts = [[_plain(row.get(head), fmt) for head in heads] for row in rows]
    page = Page(29.0 * (len(rows) + 1) + 4, title=title, note=note)
    grid(page.canvas, page.body, [str(head) for head in heads], texts)
    return page.done("; ".join(", ".join(f"{h} {x}" for h, x in zip(heads, row, strict=True)) for row in texts[:6]))


def _plain(value: Any, fmt: Formatter) -> str:
    """Write a cell: whole numbers without decimals, others with up to three digits."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return "–" if value is None else str(value)
    number = float(value)
    return fmt.number(number, 0 if number == int(number) else 3)


def k_table(frame: Any, *, title: str, note: str = "", lang: str | None = None, currency: str | None = None) -> Picture:
    """Draw the criteria by which a number of segments was chosen.

    Parameters
    ----------
    frame : pandas.DataFrame or sequence of mapping
        ``k``, one column per criterion, and ``chosen`` (True in the row taken).
    title : str
        The finding.
    note : str, optional
        Small print.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        Not used; taken so that all pictures are called alike.

    Returns
    -------
    Picture
        The table, the row taken in colour.

    Examples
    --------
    >>> rows = [{"k": 2, "stability": 0.9, "chosen": True}, {"k": 3, "stability": 0.6, "chosen": False}]
    >>> k_table(rows, title="Two segments are stable", lang="en").alt
    'Two segments are stable. k 2, stability 0.900; k 3, stability 0.600'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = records(frame)
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    heads = [head for head in rows[0] if head != "chosen"]
    texts = [[_plain(row.get(head), fmt) for head in heads] for row in rows]
    page = Page(29.0 * (len(rows) + 1) + 4, title=title, note=note)
    for number, row in enumerate(rows):
        if row.get("chosen"):
            strip = Box(page.body.x, page.body.y + 29 * (number + 1) + 1, page.body.width, 27)
            page.canvas.frame(strip, fill="wash", edge=None, radius=4)
    grid(page.canvas, page.body, [str(head) for head in heads], texts)
    return page.done("; ".join(", ".join(f"{h} {x}" for h, x in zip(heads, row, strict=True)) for row in texts))
