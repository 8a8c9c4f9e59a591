"""Retention of cohorts: one row per first month, one column per month after it."""

from __future__ import annotations

from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.page import SMALL, Page, no_data, on_shade, shade, written
from crmpersona.plots.rows import records
from crmpersona.plots.words import WORDS

__all__ = ["cohort_triangle"]

ROW = 25.0
MOST = 24


def cohort_triangle(
    cohorts: Any, *, title: str, note: str = "", lang: str | None = None, currency: str | None = None
) -> Picture:
    """Draw the share of each cohort that bought again, month by month.

    Parameters
    ----------
    cohorts : pandas.DataFrame or sequence of mapping
        ``cohort`` (text such as "2026-01"), ``size`` (customers, or "<10"), ``month`` (0, 1, 2 … after the first),
        ``share`` (missing where the month is not over: left blank; a text such as "*" where it is withheld).
    title : str
        The finding.
    note : str, optional
        Small print; that blanks are unfinished months is added.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        Not used; taken so that all pictures are called alike.

    Returns
    -------
    Picture
        The triangle; the last 24 cohorts and months.

    Examples
    --------
    >>> rows = [{"cohort": "2026-01", "size": 80, "month": k, "share": s} for k, s in enumerate((1.0, 0.2, None))]
    >>> cohort_triangle(rows, title="One in five returns", lang="en").alt
    'One in five returns. 2026-01: 20.0%'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = records(cohorts)
    if not any(isinstance(row.get("share"), int | float) for row in rows):
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    names = sorted({str(row["cohort"]) for row in rows})[-MOST:]
    last = min(max(int(row["month"]) for row in rows if row.get("share") is not None), MOST)
    page = Page(ROW * (len(names) + 2), title=title, note=f"{note} {WORDS('unfinished', fmt.lang)}".strip())
    cells = {(str(row["cohort"]), int(row["month"])): row for row in rows}
    _draw(page.canvas, page.body, names, last, cells, fmt)
    first = [(name, cells.get((name, 1), {}).get("share")) for name in names]
    return page.done("; ".join(f"{name}: {written(share, 'rate', fmt)}" for name, share in first if share is not None))


def _draw(canvas: Canvas, box: Box, names: list[str], last: int, cells: dict[Any, Any], fmt: Formatter) -> None:
    """Draw head, rows and cells; month 0 is always 100 % and stands as the size."""
    left = box.x + 174
    width = min((box.right - left) / max(last, 1), 86.0)
    canvas.text(box.x, box.y + ROW * 1.5, WORDS("cohort", fmt.lang), SMALL, colour="soft")
    canvas.text(left - 14, box.y + ROW * 1.5, WORDS("cohort_size", fmt.lang), SMALL, colour="soft", align="right")
    canvas.text(left + 2, box.y + ROW * 0.5, WORDS("month_after", fmt.lang), SMALL, colour="soft")
    shares = [row["share"] for (_, month), row in cells.items() if month and isinstance(row.get("share"), int | float)]
    top = max(shares, default=0) or 1.0
    for month in range(1, last + 1):
        middle = left + (month - 0.5) * width
        canvas.text(middle, box.y + ROW * 1.5, str(month), SMALL, colour="soft", align="center")
    for number, name in enumerate(names):
        y = box.y + ROW * (number + 2)
        size = next((row.get("size") for (cohort, _), row in cells.items() if cohort == name), None)
        canvas.text(box.x, y + ROW / 2, name, SMALL)
        canvas.text(left - 14, y + ROW / 2, written(size, "count", fmt), SMALL, align="right")
        for month in range(1, last + 1):
            share = cells.get((name, month), {}).get("share")
            _cell(canvas, Box(left + (month - 1) * width, y, width, ROW), share, top, fmt)


def _cell(canvas: Canvas, box: Box, share: Any, top: float, fmt: Formatter) -> None:
    """Draw one month of one cohort; nothing where it is unfinished."""
    if share is None:
        return
    place = (float(share) / top) ** 0.8 * 0.92 if isinstance(share, int | float) else 0.0
    canvas.frame(Box(box.x + 1, box.y + 1, box.width - 2, box.height - 2), fill=shade(place), edge=None, radius=3)
    text = share if isinstance(share, str) else fmt.rate(share, 1 if box.width > 50 else 0)
    canvas.text(box.x + box.width / 2, box.y + box.height / 2, text, 11.5, colour=on_shade(place), align="center")
