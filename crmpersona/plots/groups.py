"""Groups of customers side by side: size against value, tastes, and value against risk."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.page import BODY, SMALL, Page, no_data, on_shade, shade, written
from crmpersona.plots.rows import records
from crmpersona.plots.scales import ticks
from crmpersona.plots.text import text_width, wrap
from crmpersona.plots.words import WORDS

__all__ = ["penetration", "segment_map", "value_risk"]

MAP_HEIGHT = 400.0
LARGEST = 46.0  # radius of the bubble with the largest share of sales


def segment_map(
    groups: Any, *, title: str, note: str = "", lang: str | None = None, currency: str | None = None
) -> Picture:
    """Draw groups by size and value; the area of a bubble is its share of sales.

    Parameters
    ----------
    groups : pandas.DataFrame or sequence of mapping
        ``label``, ``customers``, ``share_customers``, ``share_low``, ``share_high``, ``share_sales``,
        ``sales_per_customer``.
    title : str
        The finding.
    note : str, optional
        Small print; the reading of the bubbles is added.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        ISO 4217 code.

    Returns
    -------
    Picture
        Bubbles on the left, the same figures in words on the right.

    Examples
    --------
    >>> row = {"label": "A", "customers": 40, "share_customers": 0.4, "share_low": 0.31, "share_high": 0.5,
    ...        "share_sales": 0.7, "sales_per_customer": 120.0}
    >>> segment_map([row], title="A carries the shop", lang="en", currency="USD").alt
    'A carries the shop. A: 40.0%, $120.00'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = [
        row
        for row in records(groups)
        if isinstance(row.get("share_customers"), int | float)
        and isinstance(row.get("sales_per_customer"), int | float)
    ]
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    page = Page(MAP_HEIGHT, title=title, note=f"{note} {WORDS('bubble', fmt.lang)}".strip())
    _draw_map(page.canvas, Box(page.body.x, page.body.y, page.body.width * 0.6, page.body.height), rows, fmt)
    left = page.body.x + page.body.width * 0.64
    _draw_legend(page.canvas, Box(left, page.body.y, page.body.right - left, page.body.height), rows, fmt)
    return page.done(
        "; ".join(
            f"{row['label']}: {fmt.rate(row['share_customers'])}, {fmt.money(row['sales_per_customer'])}"
            for row in rows
        )
    )


def _draw_map(canvas: Canvas, box: Box, rows: Sequence[Mapping[str, Any]], fmt: Formatter) -> None:
    """Draw axes and numbered bubbles, the largest first so that small ones stay in front."""
    plot = Box(box.x + 66, box.y + 26, box.width - 86, box.height - 72)
    across = ticks(0, max(row.get("share_high") or row["share_customers"] for row in rows) * 1.08)
    upward = ticks(
        min(0.0, *(row["sales_per_customer"] for row in rows)), max(r["sales_per_customer"] for r in rows) * 1.18
    )

    def spot(share: float, value: float) -> tuple[float, float]:
        """Return the place of a point."""
        x = plot.x + (share - across[0]) / (across[-1] - across[0]) * plot.width
        return x, plot.bottom - (value - upward[0]) / (upward[-1] - upward[0]) * plot.height

    for tick in upward:
        canvas.line([(plot.x, spot(0, tick)[1]), (plot.right, spot(0, tick)[1])], colour="rule")
        text = fmt.money(tick).replace(".00", "").replace(".0 ", " ")
        canvas.text(plot.x - 10, spot(0, tick)[1], text, SMALL, colour="soft", align="right")
    for tick in across:
        canvas.text(spot(tick, 0)[0], plot.bottom + 16, fmt.rate(tick, 0), SMALL, colour="soft", align="center")
    canvas.text(plot.x, box.y + 6, WORDS("sales_per_customer", fmt.lang), SMALL, colour="soft")
    canvas.text(plot.right, plot.bottom + 36, WORDS("size_axis", fmt.lang), SMALL, colour="soft", align="right")
    top = max((row.get("share_sales") or 0 for row in rows), default=0) or 1.0
    order = sorted(range(len(rows)), key=lambda n: -(rows[n].get("share_sales") or 0))
    labels = []  # over all bubbles, so that none hides another's number
    for number in order:
        row = rows[number]
        x, y = spot(row["share_customers"], row["sales_per_customer"])
        radius = max(LARGEST * math.sqrt(max(row.get("share_sales") or 0, 0) / top), 9.0)
        canvas.dot(x, y, radius, colour=_hue(number, len(rows)), edge="paper")
        if row.get("share_low") is not None:
            under = y + radius + 6
            ends = [(spot(row["share_low"], 0)[0], under), (spot(row["share_high"], 0)[0], under)]
            canvas.line(ends, colour="soft", thickness=1.6)
        inside = radius > 12
        labels.append((x, y - (0 if inside else radius + 10), str(number + 1), "paper" if inside else "ink"))
    for x, y, text, colour in labels:
        canvas.text(x, y, text, 14, bold=True, align="center", colour=colour)


def _hue(number: int, count: int) -> str:
    """Return a teal that gets lighter from the first to the last group."""
    return shade(0.86 - 0.5 * number / max(count - 1, 1))


def _draw_legend(canvas: Canvas, box: Box, rows: Sequence[Mapping[str, Any]], fmt: Formatter) -> None:
    """Write number, name and figures of every group."""
    step = min(58.0, box.height / len(rows))
    for number, row in enumerate(rows):
        y = box.y + number * step
        canvas.text(box.x, y + 12, str(number + 1), 14, bold=True, colour="main")
        canvas.text(box.x + 24, y + 12, str(row["label"]), 13.5, bold=True, room=box.width - 24)
        if step >= 40:
            figures = [
                written(row.get("customers"), "count", fmt),
                WORDS("in_customers", fmt.lang, x=fmt.rate(row["share_customers"])),
                WORDS("in_sales", fmt.lang, x=fmt.rate(row.get("share_sales"))),
                fmt.money(row["sales_per_customer"]),
            ]
            canvas.text(box.x + 24, y + 33, " · ".join(figures), SMALL, colour="soft", room=box.width - 24)


def penetration(
    frame: Any, *, title: str, note: str = "", lang: str | None = None, currency: str | None = None
) -> Picture:
    """Draw which share of each group bought each category.

    Parameters
    ----------
    frame : pandas.DataFrame or sequence of mapping
        ``group``, ``category``, ``share``, ``base`` (share among all), optional ``certified``: the difference is
        certain, set in bold with an arrow.
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
        Categories down, groups across; at most 12 categories, those with the largest share among all.

    Examples
    --------
    >>> row = {"group": "A", "category": "paper", "share": 0.7, "base": 0.5}
    >>> penetration([row], title="A buys paper", lang="en").alt
    'A buys paper. A – paper 70.0% (all customers 50.0%)'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = records(frame)
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    bases = {str(row["category"]): row.get("base") for row in rows}
    categories = sorted(bases, key=lambda name: (-(bases[name] or 0), name))[:12]
    page = Page(54 + 30 * len(categories), title=title, note=note)
    _draw_heat(page.canvas, page.body, groups, categories, rows, fmt)
    spoken = sorted(rows, key=lambda row: -_gap(row))[:8]
    base = WORDS("all_customers", fmt.lang)
    return page.done(
        "; ".join(
            f"{row['group']} – {row['category']} {written(row['share'], 'rate', fmt)} "
            f"({base} {written(row.get('base'), 'rate', fmt)})"
            for row in spoken
        )
    )


def _gap(row: Mapping[str, Any]) -> float:
    """Return how far a share is from the base, nothing for a withheld one."""
    share, base = row.get("share"), row.get("base")
    return abs(share - base) if isinstance(share, int | float) and isinstance(base, int | float) else 0.0


def _draw_heat(
    canvas: Canvas,
    box: Box,
    groups: Sequence[str],
    categories: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    fmt: Formatter,
) -> None:
    """Draw the table of shades, the base as the first column."""
    heads = [WORDS("all_customers", fmt.lang), *groups]
    label = min(max(text_width(name, BODY) for name in categories) + 16, 240.0)
    width = (box.width - label) / len(heads)
    cells = {(str(row["group"]), str(row["category"])): row for row in rows}
    shares = [row["share"] for row in rows if isinstance(row.get("share"), int | float)]
    top = max(shares, default=0) or 1.0
    for number, head in enumerate(heads):
        middle = box.x + label + (number + 0.5) * width
        parts = wrap(head, SMALL, width - 8, lines=2)
        for line, text in enumerate(parts):
            canvas.text(middle, box.y + 34 - 17 * (len(parts) - 1 - line), text, SMALL, colour="soft", align="center")
    for down, category in enumerate(categories):
        y = box.y + 48 + 30 * down
        canvas.text(box.x, y + 15, category, BODY, room=label - 10)
        base = next((row.get("base") for row in rows if str(row["category"]) == category), None)
        for number, group in enumerate(["", *groups]):
            row = cells.get((group, category), {"share": base if number == 0 else None})
            _heat_cell(canvas, Box(box.x + label + number * width, y, width, 30), row, top, fmt)


def _heat_cell(canvas: Canvas, box: Box, row: Mapping[str, Any], top: float, fmt: Formatter) -> None:
    """Draw one share; an arrow tells a certified difference."""
    share, base = row.get("share"), row.get("base")
    place = (share / top) * 0.9 if isinstance(share, int | float) else 0.0
    canvas.frame(Box(box.x + 1.5, box.y + 1.5, box.width - 3, box.height - 3), fill=shade(place), edge=None, radius=4)
    certified = bool(row.get("certified")) and isinstance(base, int | float) and isinstance(share, int | float)
    arrow = (" ↑" if share > base else " ↓") if certified and base is not None and share is not None else ""
    text = written(share, "rate", fmt) + arrow
    canvas.text(box.x + box.width / 2, box.y + 15, text, BODY, colour=on_shade(place), align="center", bold=certified)


def value_risk(
    cells: Any, *, title: str, note: str = "", lang: str | None = None, currency: str | None = None
) -> Picture:
    """Draw value against risk: customers and the money at stake in every cell.

    Parameters
    ----------
    cells : pandas.DataFrame or sequence of mapping
        ``value`` and ``risk`` (labels; rows and columns come in order of appearance), ``customers``, ``sales``.
    title : str
        The finding.
    note : str, optional
        Small print: what risk means here.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        ISO 4217 code.

    Returns
    -------
    Picture
        The grid; the darker, the more money.

    Examples
    --------
    >>> row = {"value": "High value", "risk": "at risk", "customers": 12, "sales": 900.0}
    >>> value_risk([row], title="Twelve may leave", lang="en", currency="USD").alt
    'Twelve may leave. High value, at risk: 12, $900.00'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = records(cells)
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    values = list(dict.fromkeys(str(row["value"]) for row in rows))
    risks = list(dict.fromkeys(str(row["risk"]) for row in rows))
    page = Page(40 + 92 * len(values), title=title, note=note)
    top = max((row["sales"] for row in rows if isinstance(row.get("sales"), int | float)), default=0) or 1.0
    label = 150.0
    columns = Box(page.body.x + label, page.body.y, page.body.width - label, page.body.height).columns(len(risks), 10)
    for column, risk in zip(columns, risks, strict=True):
        page.canvas.text(
            column.x + column.width / 2, column.y + 16, risk, BODY, align="center", bold=True, room=column.width
        )
    for row in rows:
        column, down = columns[risks.index(str(row["risk"]))], values.index(str(row["value"]))
        _stake(page.canvas, Box(column.x, page.body.y + 36 + 92 * down, column.width, 82), row, top, fmt)
    for down, value in enumerate(values):
        page.canvas.text(page.body.x, page.body.y + 77 + 92 * down, value, BODY, bold=True, room=label - 12)
    return page.done(
        "; ".join(
            f"{row['value']}, {row['risk']}: {written(row.get('customers'), 'count', fmt)}, "
            f"{written(row.get('sales'), 'money', fmt)}"
            for row in rows
        )
    )


def _stake(canvas: Canvas, box: Box, row: Mapping[str, Any], top: float, fmt: Formatter) -> None:
    """Draw one cell: money large, customers small."""
    sales = row.get("sales")
    place = max(sales / top, 0.0) * 0.85 if isinstance(sales, int | float) else 0.0
    canvas.frame(box, fill=shade(place), edge=None, radius=8)
    colour, middle = on_shade(place), box.x + box.width / 2
    room = box.width - 12
    canvas.text(
        middle, box.y + 31, written(sales, "money", fmt), 18, bold=True, colour=colour, align="center", room=room
    )
    people = WORDS("customers_unit", fmt.lang, n=written(row.get("customers"), "count", fmt))
    canvas.text(middle, box.y + 57, people, SMALL, colour=colour, align="center", room=room)
