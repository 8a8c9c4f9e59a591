"""What the sections share: comparisons in words, groups of customers as rows, the frame of a section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.reporting.data import Figure, ReportData, column_of
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.words import FESTIVALS, NAMES, QUESTIONS, SHEETS, WORDS
from crmpersona.reporting.tables import Column
from crmpersona.reporting.withholding import hidden_cells, is_small

__all__ = [
    "ACTIVE",
    "compared",
    "cut_text",
    "difference",
    "festivals_of",
    "group_lines",
    "group_rows",
    "hidden_groups",
    "horizon",
    "known_groups",
    "money_columns",
    "moved",
    "section",
    "structure_word",
    "unavailable",
    "window_sales",
]

ACTIVE = ("new", "growing", "mature", "returned")
NUMBERS = {
    key: number
    for number, key in enumerate(
        ("one_page", "overview", "retention", "life_cycle", "rfm", "personas", "contrast", "tastes", "habits", "risk",
         "voice", "campaigns", "actions", "quality")
    )
}  # fmt: skip
HORIZON_DAYS = 3
PROSPECTS = ("prospect", "prospects")


def section(data: ReportData, key: str, headline: str, *, name: str = "", **parts: Any) -> Section:
    """Make a section with its name and question in the report's language.

    Parameters
    ----------
    data : ReportData
        The month.
    key : str
        Stable name.
    headline : str
        The answer.
    name : str, optional
        Key of another name and sheet than the section's own.
    **parts : object
        Further fields of :class:`~crmpersona.reporting.Section`.

    Returns
    -------
    Section
        The section.
    """
    settled: dict[str, Any] = {"sheet": SHEETS(name or key, data.lang), "currency": data.currency, **parts}
    picture = settled.get("figure")
    if picture is not None:
        settled.setdefault("alt", getattr(picture, "alt", ""))
    return Section(
        key,
        NUMBERS[key],
        NAMES(name or key, data.lang),
        QUESTIONS(key, data.lang),
        headline,
        lang=data.lang,
        **settled,
    )


def unavailable(data: ReportData, key: str, reason: str, *, waiting: bool = False) -> Section:
    """Make a section of one line that says what would fill it.

    Parameters
    ----------
    data : ReportData
        The month.
    key : str
        Stable name.
    reason : str
        Why there is nothing.
    waiting : bool, default False
        Whether a later version of the package delivers it.

    Returns
    -------
    Section
        The section, without a sheet in the workbook.
    """
    line = reason if waiting else WORDS("missing", data.lang, reason=reason.rstrip("。."))
    return section(data, key, line, status="waiting" if waiting else "no_data", sheet="")


def compared(data: ReportData, figure: Figure, kind: str, *, long: bool = True) -> str:
    """Say how a measure compares with last month and last year.

    Parameters
    ----------
    data : ReportData
        The month.
    figure : Figure
        The measure.
    kind : {"rate", "money", "count", "number", "days"}
        Rates differ in points, everything else in per cent.
    long : bool, default True
        Whether to say it with both comparisons.

    Returns
    -------
    str
        For example ``"环比 +4.1%，同比 +12.0%"``.
    """
    if figure.instead:
        return WORDS("too_few_to_compare", data.lang)
    texts: list[str] = []
    for word, past in (("mom", figure.previous), ("yoy", figure.year_ago)):
        text = difference(data, figure.value, past, kind)
        if text and (long or not texts):
            texts.append(WORDS(f"{word}_long", data.lang, change=text))
    return WORDS("join", data.lang).join(texts) or WORDS("no_past", data.lang)


def difference(data: ReportData, now: float | None, past: float | None, kind: str) -> str:
    """Write the difference between two values; empty where one is missing.

    Parameters
    ----------
    data : ReportData
        The month.
    now, past : float or None
        The values.
    kind : str
        Rates differ in points, everything else in per cent.

    Returns
    -------
    str
        The text with its sign.
    """
    if now is None or past is None:
        return ""
    if kind == "rate":
        return data.fmt.points(now - past)
    return data.fmt.change(now / past - 1) if past > 0 else ""


def window_sales(frame: pd.DataFrame) -> pd.Series[Any]:
    """Return net sales in the window per customer, zero where there are none.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per customer.

    Returns
    -------
    pandas.Series
        Money.
    """
    return pd.to_numeric(column_of(frame, "monetary_window"), errors="coerce").fillna(0.0).astype(float)


def group_rows(data: ReportData, column: str, names: dict[str, str]) -> pd.DataFrame:
    """Count customers and money by group, now and a month before.

    Parameters
    ----------
    data : ReportData
        The month.
    column : str
        Column with the group's key.
    names : dict
        Key to name, in report order.

    Returns
    -------
    pandas.DataFrame
        One row per group: ``key``, ``label``, ``customers``, ``share_customers``, ``sales``, ``share_sales``,
        ``per_customer``, ``before``, ``change``.
    """
    now = data.features.frame
    keys = pd.Index(list(names))
    customers = column_of(now, column).value_counts().reindex(keys, fill_value=0)
    sales = window_sales(now).groupby(column_of(now, column)).sum().reindex(keys, fill_value=0.0)
    count, total = customers.to_numpy(dtype=float), float(sales.sum())
    rows = pd.DataFrame({"key": keys, "label": [names[key] for key in keys], "customers": count})
    rows["share_customers"] = count / max(count.sum(), 1.0)
    rows["sales"] = sales.to_numpy(dtype=float) if data.has_money else float("nan")
    rows["share_sales"] = rows["sales"] / total if total > 0 else float("nan")
    rows["per_customer"] = rows["sales"] / rows["customers"].where(rows["customers"] > 0)
    rows["before"] = float("nan")
    if data.before is not None:
        earlier = column_of(data.before.frame, column).value_counts().reindex(keys, fill_value=0)
        rows["before"] = earlier.to_numpy(dtype=float)
    rows["change"] = rows["customers"] - rows["before"]
    return rows


def group_lines(rows: pd.DataFrame, count: str, *sums: Sequence[str]) -> list[Any]:
    """List the groups whose sum readers know: all, all but prospects, and the sums that sentences tell.

    Parameters
    ----------
    rows : pandas.DataFrame
        As :func:`group_rows` makes them.
    count : {"customers", "before"}
        This month or the last.
    *sums : sequence of str
        Keys of groups that are told as one number.

    Returns
    -------
    list of numpy.ndarray
        Positions of rows, known ones left out, for :func:`~crmpersona.reporting.withholding.hidden_cells`.
    """
    told = [~known_groups(rows, count), *(rows["key"].isin(list(names)) for names in sums)]
    if count == "customers":
        told.append(~rows["key"].isin(PROSPECTS))  # the cover tells the number of buyers
    return [np.flatnonzero(mask) for mask in told]


def known_groups(rows: pd.DataFrame, count: str = "customers") -> pd.Series[bool]:
    """Tell which groups every table of groups shows: this month's prospects, unless there are too few to be shown.

    Parameters
    ----------
    rows : pandas.DataFrame
        As :func:`group_rows` makes them.
    count : {"customers", "before"}
        This month or the last.

    Returns
    -------
    pandas.Series of bool
        True for groups that cannot be hidden to protect others, since another table would show them.
    """
    return rows["key"].isin(PROSPECTS) & ~rows[count].map(is_small) & (count == "customers")


def hidden_groups(rows: pd.DataFrame, *sums: Sequence[str]) -> dict[str, Any]:
    """Choose what a table of groups must hide: sizes, and changes that tell last month's size.

    Parameters
    ----------
    rows : pandas.DataFrame
        As :func:`group_rows` makes them.
    *sums : sequence of str
        Keys of groups that are told as one number.

    Returns
    -------
    dict
        For the ``hidden`` of :meth:`~crmpersona.reporting.Table.of`.
    """
    return {
        name: hidden_cells(rows[count], group_lines(rows, count, *sums))
        for name, count in (("customers", "customers"), ("change", "before"))
    }


def moved(data: ReportData, rows: pd.DataFrame, names: Sequence[str]) -> str:
    """Write by how many customers some groups together grew; nothing where either month has fewer than ten.

    Parameters
    ----------
    data : ReportData
        The month.
    rows : pandas.DataFrame
        As :func:`group_rows` makes them.
    names : sequence of str
        Keys of the groups.

    Returns
    -------
    str
        The change with its sign, or a dash.
    """
    sums = rows[rows["key"].isin(list(names))][["customers", "before"]].sum(skipna=False)
    return "–" if sums.map(is_small).any() else data.steps(sums["customers"] - sums["before"])


def money_columns(data: ReportData) -> list[Column]:
    """Return the columns of money of a table of groups; none without amounts.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    list of Column
        Net sales of the window, their share, and per customer.
    """
    if not data.has_money:
        return []
    return [
        Column("sales", WORDS("sales", data.lang, days=data.parameters.window_days), "money"),
        Column("share_sales", WORDS("share_sales", data.lang), "rate"),
        Column("per_customer", WORDS("per_customer", data.lang), "money"),
    ]


def cut_text(data: ReportData) -> str:
    """Print the cut between high and low as raw thresholds.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    str
        One sentence; empty where the scheme has no cut.
    """
    if data.parameters.scheme != "eight":
        return WORDS("cut_map", data.lang)
    text = data.features.cut_text(data.lang) if data.features.cut is not None else ""
    return WORDS("cut_text", data.lang, cut=text) if text else ""


def horizon(data: ReportData) -> str:
    """Say where the data end, and warn when that is far before the end of the month.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    str
        One sentence.
    """
    last = data.last_order_day
    if last is None:
        return WORDS("no_orders", data.lang)
    key = "fact_horizon_short" if data.horizon_gap > HORIZON_DAYS else "fact_horizon_good"
    return WORDS(key, data.lang, last=last.isoformat(), days=data.horizon_gap)


def structure_word(data: ReportData) -> str:
    """Name the verdict on natural groups, as the words of certificates and verdicts end.

    Parameters
    ----------
    data : ReportData
        The month, with a segmentation.

    Returns
    -------
    str
        found, continuum, few_repeaters or too_few.
    """
    if data.segmentation.certificate.get("cause") == "few_repeaters":
        return "few_repeaters"
    return {True: "found", False: "continuum", None: "too_few"}[data.segmentation.has_structure]


def festivals_of(data: ReportData) -> list[str]:
    """Name the shopping festivals of the month.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    list of str
        Names in the report's language; empty outside China's currency, where they are not celebrated.
    """
    from crmpersona import features
    from crmpersona.relational import day_number

    if data.currency != "CNY":
        return []
    days = features.festival_days(day_number(data.month.start), day_number(data.month.end) - 1)
    return [FESTIVALS(key, data.lang) for key in dict.fromkeys(days["festival"])]
