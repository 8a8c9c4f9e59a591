"""From one total to another, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.page import BODY, Page, no_data, written
from crmpersona.plots.rows import records
from crmpersona.plots.text import wrap
from crmpersona.plots.words import WORDS

__all__ = ["waterfall"]

HEIGHT = 330.0


def waterfall(
    parts: Any,
    *,
    title: str,
    kind: str = "money",
    note: str = "",
    lang: str | None = None,
    currency: str | None = None,
) -> Picture:
    """Draw standing totals and the steps between them.

    Parameters
    ----------
    parts : pandas.DataFrame or sequence of mapping
        ``label``, ``value`` and ``part``: False for a standing total, True for a step that adds to what came before.
    title : str
        The finding.
    kind : str, default "money"
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
        The picture.

    Examples
    --------
    >>> parts = [{"label": "May", "value": 100, "part": False}, {"label": "people", "value": 20, "part": True},
    ...          {"label": "June", "value": 120, "part": False}]
    >>> waterfall(parts, title="People made the rise", kind="count", lang="en").alt
    'People made the rise. May 100; people +20; June 120'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = [row for row in records(parts) if row.get("value") is not None]
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    spans = _spans(rows)
    page = Page(HEIGHT, title=title, note=note)
    texts = [_text(row, kind, fmt) for row in rows]
    _draw(page.canvas, page.body, rows, spans, texts)
    return page.done("; ".join(f"{row['label']} {text}" for row, text in zip(rows, texts, strict=True)))


def _spans(rows: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    """Return where each bar begins and ends."""
    level, spans = 0.0, []
    for row in rows:
        start = level if row["part"] else 0.0
        level = start + float(row["value"])
        spans.append((start, level))
    return spans


def _text(row: Mapping[str, Any], kind: str, fmt: Formatter) -> str:
    """Write a figure, steps with their sign."""
    text = written(row["value"], kind, fmt)
    return f"+{text}" if row["part"] and row["value"] > 0 else text


def _draw(
    canvas: Canvas,
    box: Box,
    rows: Sequence[Mapping[str, Any]],
    spans: Sequence[tuple[float, float]],
    texts: Sequence[str],
) -> None:
    """Draw bars, links and labels; the axis starts near the steps where totals dwarf them, and is then broken."""
    plot = Box(box.x, box.y + 24, box.width, box.height - 24 - 52)
    ends = [end for span in spans for end in span]
    steps = [end for row, span in zip(rows, spans, strict=True) if row["part"] for end in span]
    reach = max(steps, default=0) - min(steps, default=0)
    floor = min(0.0, *ends)
    if steps and min(ends, default=0) >= 0 and reach < 0.35 * max(ends):
        floor = max(0.0, min(steps) - max(reach, 0.04 * max(ends)) * 1.2)
    top = max(*ends, 0.0) or 1.0

    def place(value: float) -> float:
        """Return the y of a value."""
        return plot.bottom - (max(value, floor) - floor) / ((top - floor) or 1.0) * plot.height

    width = plot.width / len(rows)
    for number, (row, (start, end), text) in enumerate(zip(rows, spans, texts, strict=True)):
        left = plot.x + number * width + width * 0.16
        colour = "main" if not row["part"] else ("#3f9aa8" if end >= start else "alert")
        upper, lower = place(max(start, end)), place(min(start, end))
        canvas.frame(Box(left, upper, width * 0.68, max(lower - upper, 1.5)), fill=colour, edge=None, radius=3)
        if not row["part"] and floor > 0:
            _break(canvas, Box(left, plot.bottom - 16, width * 0.68, 0))
        tone = "ink" if not row["part"] else ("main" if end >= start else "alert_text")
        canvas.text(left + width * 0.34, upper - 12, text, BODY + 1, bold=True, colour=tone, align="center")
        if number + 1 < len(rows):
            canvas.line([(left + width * 0.68, place(end)), (left + width, place(end))], colour="quiet", dashed=True)
        for line, part in enumerate(wrap(str(row["label"]), BODY, width - 12, lines=2)):
            canvas.text(left + width * 0.34, plot.bottom + 18 + 18 * line, part, BODY, align="center")
    canvas.line([(plot.x, plot.bottom), (plot.right, plot.bottom)], colour="quiet")


def _break(canvas: Canvas, box: Box) -> None:
    """Mark a bar whose axis does not start at zero."""
    for offset in (0, 6):
        y = box.y + offset
        canvas.line([(box.x - 3, y + 4), (box.right + 3, y - 4)], colour="paper", thickness=3)
