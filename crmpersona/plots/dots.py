"""The index against the base (TGI): a dot with its interval per trait, on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.page import BODY, SMALL, Page, missing, no_data, panel
from crmpersona.plots.rows import records
from crmpersona.plots.text import text_width
from crmpersona.plots.words import WORDS

__all__ = ["draw_dots", "tgi_dots"]

ROW = 26.0
TALLEST = 34.0  # rows spread over spare room, up to this height
TICKS = (50, 200, 25, 400, 150, 75, 12.5, 800, 125)  # the first ones win where two would touch
HEAD = 22.0
MOST_ROWS = 8
WIDEST = 8.0  # the axis never shows more than 100 / 8 to 100 * 8: a wider interval ends at the border


def tgi_dots(
    traits: Any, *, title: str, note: str = "", lang: str | None = None, currency: str | None = None
) -> Picture:
    """Draw what sets a group, or several groups, apart.

    Parameters
    ----------
    traits : pandas.DataFrame or sequence of mapping
        ``label``, ``index``, ``ci_low``, ``ci_high`` (100 is the base), ``share_group``, ``share_base``,
        ``certified`` (the adjusted interval excludes 100); with a column ``group``, one panel per group.
    title : str
        The finding.
    note : str, optional
        Small print; the reading of the axis is added.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        Not used; taken so that all pictures are called alike.

    Returns
    -------
    Picture
        The picture; a line of text where there is no trait.

    References
    ----------
    .. [1] TGI: share of the group with a trait / share of all customers with it, times 100.

    Examples
    --------
    >>> row = {"label": "evening", "index": 150, "ci_low": 130, "ci_high": 170,
    ...        "share_group": 0.45, "share_base": 0.3, "certified": True}
    >>> tgi_dots([row], title="They shop in the evening", lang="en").alt
    'They shop in the evening. evening: TGI 150 (130–170)'
    """
    rows = records(traits)
    fmt = Formatter(resolve_lang(lang), currency)
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    groups = list(dict.fromkeys(str(row.get("group") or "") for row in rows))
    reading = f"{WORDS('tgi_axis', fmt.lang)}; {WORDS('not_certified', fmt.lang)}"
    if fmt.chinese:
        reading = reading.replace("; ", "；") + "。"
    across = 1 if len(groups) == 1 else 2
    members = {name: [row for row in rows if str(row.get("group") or "") == name][:MOST_ROWS] for name in groups}
    tallest = max(map(len, members.values()))
    height = HEAD + tallest * ROW + 30 + (60 if groups != [""] else 34)
    deep = math.ceil(len(groups) / across)
    page = Page(deep * height + (deep - 1) * 16, title=title, note=f"{note} {reading}".strip())
    limits = axis_limits(rows)
    for number, name in enumerate(groups):
        cell = page.body.columns(across, 16)[number % across]
        box = Box(cell.x, cell.y + (number // across) * (height + 16), cell.width, height)
        draw_dots(page.canvas, panel(page.canvas, box, name), members[name], fmt, limits=limits)
    return page.done("; ".join(_spoken(row) for row in rows[:12]))


def _spoken(row: Mapping[str, Any]) -> str:
    """Say one trait in words."""
    group = f"{row['group']} – " if row.get("group") else ""
    interval = f" ({row['ci_low']:.0f}–{row['ci_high']:.0f})" if row.get("ci_low") is not None else ""
    return (
        f"{group}{row['label']}: TGI {row['index']:.0f}{interval}"
        if row.get("index") is not None
        else f"{group}{row['label']}"
    )


def axis_limits(rows: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """Choose the ends of the axis so that 100 and all dots are inside.

    Parameters
    ----------
    rows : sequence of mapping
        Traits.

    Returns
    -------
    low, high : float
        Ends of the axis.

    Examples
    --------
    >>> low, high = axis_limits([{"index": 150, "ci_low": 140, "ci_high": 160}])
    >>> round(low), round(high)
    (63, 176)
    """
    ends = [
        float(row[name]) for row in rows for name in ("index", "ci_low", "ci_high") if row.get(name) and row[name] > 0
    ]
    low = max(min([*ends, 100 / 1.45]) / 1.1, 100 / WIDEST)
    high = min(max([*ends, 145]) * 1.1, 100 * WIDEST)
    return low, high


def draw_dots(
    canvas: Canvas,
    box: Box,
    rows: Sequence[Mapping[str, Any]],
    fmt: Formatter,
    *,
    limits: tuple[float, float] | None = None,
) -> float:
    """Draw traits inside a box.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        Room; rows that do not fit are left out.
    rows : sequence of mapping
        As in :func:`tgi_dots`.
    fmt : Formatter
        Language.
    limits : (float, float), optional
        Ends of the axis, so that several panels share it.

    Returns
    -------
    float
        ``y`` under the axis.
    """
    if not rows:
        missing(canvas, box, WORDS("empty", fmt.lang), fmt.lang)
        return box.y + HEAD
    shown = list(rows)[: max(1, int((box.height - HEAD - 24) // ROW))]
    step = min((box.height - HEAD - 24) / len(shown), TALLEST)
    low, high = limits or axis_limits(shown)
    right_head = WORDS("group_and_base", fmt.lang)
    shares = [_shares(row, fmt) for row in shown]
    share_width = max(text_width(text, SMALL) for text in [right_head, *shares]) + 4
    label_width = min(max(text_width(str(row["label"]), BODY) for row in shown) + 16, box.width * 0.4)
    axis = Box(box.x + label_width, box.y + HEAD, box.width - label_width - share_width - 52, len(shown) * step)

    def place(index: float) -> float:
        """Return the x of an index, borders included."""
        inside = min(max(index, low), high)
        return axis.x + (math.log(inside) - math.log(low)) / (math.log(high) - math.log(low)) * axis.width

    canvas.text(
        box.right - share_width - 8, box.y + HEAD / 2, WORDS("index", fmt.lang), SMALL, colour="soft", align="right"
    )
    canvas.text(box.right, box.y + HEAD / 2, right_head, SMALL, colour="soft", align="right", box=box)
    _ticks(canvas, axis, place, (low, high), fmt)
    canvas.line([(place(100), axis.y), (place(100), axis.bottom + 4)], colour="quiet", thickness=1.4, dashed=True)
    for number, row in enumerate(shown):
        y = axis.y + (number + 0.5) * step
        canvas.text(box.x, y, str(row["label"]), BODY, room=label_width - 10, box=box)
        _dot(canvas, row, y, place)
        if row.get("index") is not None:
            figure = fmt.number(row["index"])
            if not row["index"] and row.get("ci_high") is not None:
                figure = f"<{fmt.number(max(row['ci_high'], 1))}"  # nobody has it: the upper limit says more than a 0
            canvas.text(
                box.right - share_width - 8, y, figure, SMALL, bold=True, colour=_tone(row, text=True), align="right"
            )
        canvas.text(box.right, y, shares[number], SMALL, colour="soft", align="right", box=box)
    return axis.bottom + 24


def _shares(row: Mapping[str, Any], fmt: Formatter) -> str:
    """Write the two shares of a trait."""
    group, base = row.get("share_group"), row.get("share_base")
    parts = [part if isinstance(part, str) else fmt.rate(part, 0) for part in (group, base)]
    return " / ".join(parts)


def _tone(row: Mapping[str, Any], *, text: bool = False) -> str:
    """Return the colour of a trait: teal above, orange below, grey where not certified."""
    if not row.get("certified"):
        return "soft" if text else "quiet"
    if row["index"] >= 100:
        return "main"
    return "alert_text" if text else "alert"


def _dot(canvas: Canvas, row: Mapping[str, Any], y: float, place: Any) -> None:
    """Draw one dot and its interval."""
    if row.get("index") is None:
        return
    colour = _tone(row)
    if row.get("ci_low") is not None and row.get("ci_high") is not None:
        canvas.line([(place(row["ci_low"]), y), (place(row["ci_high"]), y)], colour=colour, thickness=2.4)
    canvas.dot(place(row["index"]), y, 4.6, colour=colour)


def _ticks(canvas: Canvas, axis: Box, place: Any, limits: tuple[float, float], fmt: Formatter) -> None:
    """Write the ticks that lie inside the axis and do not touch the label of 100."""
    low, high = limits
    label = WORDS("base_is_100", fmt.lang)
    canvas.text(place(100), axis.bottom + 13, label, SMALL, colour="soft", align="center")
    taken = [(place(100), text_width(label, SMALL) / 2)]
    for tick in TICKS:
        width = text_width(f"{tick:g}", SMALL) / 2
        free = all(abs(place(tick) - x) > width + other + 8 for x, other in taken)
        if low <= tick <= high and free:
            taken.append((place(tick), width))
            canvas.line([(place(tick), axis.y), (place(tick), axis.bottom + 4)], colour="rule", thickness=1)
            canvas.text(place(tick), axis.bottom + 13, f"{tick:g}", SMALL, colour="soft", align="center")
