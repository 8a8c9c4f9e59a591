"""When and where customers order: a weekday by hour map, and channels beside the base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.page import SMALL, Page, missing, no_data, panel, shade
from crmpersona.plots.rows import base_bars
from crmpersona.plots.words import WORDS

__all__ = ["draw_hours", "rhythm"]

TICKS = (0, 6, 12, 18)


def rhythm(
    groups: Sequence[Mapping[str, Any]],
    *,
    title: str,
    note: str = "",
    lang: str | None = None,
    currency: str | None = None,
) -> Picture:
    """Draw an hour map and channel bars per group.

    Parameters
    ----------
    groups : sequence of mapping
        ``name``, ``hours`` (7 rows from Monday, 24 columns, shares or counts; None without clock times) and
        ``channels`` (sequence of mapping with ``label``, ``share``, ``base``); ``hours_missing`` and
        ``channels_missing`` say why there are none.
    title : str
        The finding.
    note : str, optional
        Small print; the reading of the colours is added.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        Not used; taken so that all pictures are called alike.

    Returns
    -------
    Picture
        The picture.

    Examples
    --------
    >>> hours = [[1.0] * 24] * 7
    >>> rhythm([{"name": "A", "hours": hours, "channels": []}], title="No peak", lang="en").alt
    'No peak'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    if not groups:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    reading = f"{WORDS('darker_more', fmt.lang)}{'；' if fmt.chinese else '; '}{WORDS('base_tick', fmt.lang)}"
    most = max((len(group.get("channels") or ()) for group in groups), default=0)
    height = 58 + max(156, min(most, 6) * 25)
    page = Page(len(groups) * (height + 14) - 14, title=title, note=f"{note} {reading}".strip())
    for number, group in enumerate(groups):
        box = Box(page.body.x, page.body.y + number * (height + 14), page.body.width, height)
        inner = panel(page.canvas, box, str(group["name"]))
        left = Box(inner.x, inner.y, inner.width * 0.56, inner.height)
        right = Box(inner.x + inner.width * 0.62, inner.y, inner.width * 0.38, inner.height)
        draw_hours(page.canvas, left, group.get("hours"), fmt, reason=str(group.get("hours_missing") or ""))
        _draw_channels(page.canvas, right, group, fmt)
    return page.done()


def _draw_channels(canvas: Canvas, box: Box, group: Mapping[str, Any], fmt: Formatter) -> None:
    """Draw channel bars or say that no channel is known."""
    if group.get("channels"):
        base_bars(canvas, box, group["channels"], fmt, digits=0)
    else:
        missing(canvas, box, str(group.get("channels_missing") or WORDS("empty", fmt.lang)), fmt.lang)


def draw_hours(canvas: Canvas, box: Box, hours: Any, fmt: Formatter, *, reason: str = "") -> float:
    """Draw a weekday by hour map that fills the width of a box.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        Room.
    hours : array-like of 7 x 24, or None
        Monday first.
    fmt : Formatter
        Language.
    reason : str, optional
        What to say where there are no hours.

    Returns
    -------
    float
        ``y`` under the hour labels.
    """
    matrix = None if hours is None else [[float(x or 0) for x in row] for row in hours]
    top = 0.0 if matrix is None else max(max(row) for row in matrix)
    if matrix is None or top <= 0:
        missing(canvas, box, reason or WORDS("empty", fmt.lang), fmt.lang)
        return box.y + 44
    names = list(WORDS("weekdays", fmt.lang)) if fmt.chinese else WORDS("weekdays", fmt.lang).split()
    left = box.x + 22
    width, height = (box.right - left) / 24, min(19.0, (box.height - 20) / 7)
    for day in range(7):
        canvas.text(box.x, box.y + (day + 0.5) * height, names[day], 11, colour="soft", box=box)
        for hour in range(24):
            cell = Box(left + hour * width, box.y + day * height, width - 1.6, height - 1.6)
            canvas.frame(cell, fill=shade((matrix[day][hour] / top) ** 0.8), edge=None, radius=2.5)
    for hour in TICKS:
        canvas.text(
            left + hour * width,
            box.y + 7 * height + 10,
            WORDS("hour", fmt.lang, n=hour),
            SMALL - 1,
            colour="soft",
            box=box,
        )
    return box.y + 7 * height + 20
