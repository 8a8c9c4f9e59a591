"""What the sections share: comparisons in words, groups of customers as rows, the frame of a section."""

from __future__ import annotations

from typing import Any

from crmpersona.reporting.data import Figure, ReportData
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.words import FESTIVALS, NAMES, QUESTIONS, SHEETS, WORDS
from crmpersona.reporting.tables import Column

__all__ = [
    "ACTIVE",
    "compared",
    "cut_text",
    "difference",
    "festivals_of",
    "horizon",
    "money_columns",
    "section",
    "structure_word",
    "unavailable",
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
