"""The eight RFM groups as two rows of four tiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.page import BODY, SMALL, Cell, Page, no_data, written
from crmpersona.plots.rows import records
from crmpersona.plots.words import WORDS

__all__ = ["rfm_tiles"]

TILE = 140.0
GAP = 16.0


def rfm_tiles(
    groups: Any, *, title: str, note: str = "", lang: str | None = None, currency: str | None = None
) -> Picture:
    """Draw the RFM groups: four important ones above, four general ones below.

    Parameters
    ----------
    groups : pandas.DataFrame or sequence of mapping
        ``label``, ``code`` ("111" … "000", empty for prospects), ``customers``, ``share_customers``, ``share_sales``,
        ``change`` (customers against last month, or missing), ``good`` ("up", "down" or ""), in report order.
    title : str
        The finding.
    note : str, optional
        Small print: name the cut and its thresholds here.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        Not used; taken so that all pictures are called alike.

    Returns
    -------
    Picture
        The tiles; a ninth row stands as a strip under them.

    Examples
    --------
    >>> row = {"label": "Important: value", "code": "111", "customers": 689, "share_customers": 0.159,
    ...        "share_sales": 0.639, "change": None, "good": "up"}
    >>> rfm_tiles([row], title="A sixth brings two thirds", lang="en").alt
    'A sixth brings two thirds. Important: value 689 (Share of sales 63.9%)'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = records(groups)
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    tiles, others = rows[:8], rows[8:]
    deep = (len(tiles) + 3) // 4
    page = Page(deep * (TILE + GAP) - GAP + (36 if others else 0), title=title, note=note)
    top = max((row["share_sales"] for row in tiles if isinstance(row.get("share_sales"), int | float)), default=1.0)
    for number, row in enumerate(tiles):
        cell = page.body.columns(4, GAP)[number % 4]
        _tile(page.canvas, Box(cell.x, page.body.y + number // 4 * (TILE + GAP), cell.width, TILE), row, top, fmt)
    for row in others[:1]:
        count = written(row.get("customers"), "count", fmt)
        text = WORDS("besides", fmt.lang, label=row["label"], n=count)
        page.canvas.text(page.body.x, page.body.bottom - 10, text, BODY, colour="soft", room=page.body.width)
    sales = WORDS("share_sales", fmt.lang)
    return page.done(
        "; ".join(
            f"{row['label']} {written(row.get('customers'), 'count', fmt)} "
            f"({sales} {written(row.get('share_sales'), 'rate', fmt)})"
            for row in rows
        )
    )


def _tile(canvas: Canvas, box: Box, row: Mapping[str, Any], top: float, fmt: Formatter) -> None:
    """Draw one group: code, name, customers, change, and its shares as two bars."""
    important = str(row.get("code", ""))[-1:] == "1"
    canvas.frame(box, fill="#f6fafb" if important else "paper")
    canvas.frame(Box(box.x, box.y + 14, 4, 34), fill="main" if important else "quiet", edge=None, radius=0)
    inner = Box(box.x + 17, box.y, box.width - 34, box.height)
    code = str(row.get("code") or "")
    canvas.text(inner.right, box.y + 24, code, SMALL, colour="quiet", align="right", box=box)
    canvas.text(inner.x, box.y + 24, str(row["label"]), 14.5, bold=True, room=inner.width - 34, box=box)
    width = canvas.text(inner.x, box.y + 54, written(row.get("customers"), "count", fmt), 22, bold=True, box=box)
    change = row.get("change")
    if isinstance(change, int | float):
        good = row.get("good")
        colour = "soft" if not change or not good else ("main" if (change > 0) == (good == "up") else "alert_text")
        text = f"{WORDS('month_on_month', fmt.lang)} {'+' if change > 0 else ''}{fmt.count(change)}"
        canvas.text(
            inner.x + width + 12, box.y + 57, text, SMALL, colour=colour, room=inner.width - width - 12, box=box
        )
    for number, key in enumerate(("share_customers", "share_sales")):
        place = Box(inner.x, box.y + 86 + number * 26, inner.width, 0)
        _share(canvas, place, WORDS(key, fmt.lang), row.get(key), max(top, 1e-9), key == "share_sales", fmt)


def _share(canvas: Canvas, box: Box, label: str, share: Cell, top: float, strong: bool, fmt: Formatter) -> None:
    """Draw one share as a thin bar with its label and figure."""
    label_width, figure = (118.0 if not fmt.chinese else 62.0), 50.0
    canvas.text(box.x, box.y, label, SMALL, colour="soft", room=label_width - 6)
    room = box.width - label_width - figure
    canvas.frame(Box(box.x + label_width, box.y - 4, room, 8), fill="track", edge=None, radius=4)
    if isinstance(share, int | float) and share > 0:
        length = max(min(float(share) / top, 1.0) * room, 3.0)
        fill = "main" if strong else "#7fbfc9"
        canvas.frame(Box(box.x + label_width, box.y - 4, length, 8), fill=fill, edge=None, radius=4)
    canvas.text(box.right, box.y, written(share, "rate", fmt), SMALL, align="right")
