"""Cover and page one."""

from __future__ import annotations

from typing import Any

import pandas as pd

from crmpersona.contract import Month
from crmpersona.reporting.data import Figure, ReportData, column_of
from crmpersona.reporting.page import Cover
from crmpersona.reporting.section import Section, Tile
from crmpersona.reporting.sections.actions import first_actions
from crmpersona.reporting.sections.common import HORIZON_DAYS, compared, difference, horizon, section
from crmpersona.reporting.sections.customers import stage_words
from crmpersona.reporting.sections.quality import trust_lines
from crmpersona.reporting.sections.rfm import has_rfm, important_rows
from crmpersona.reporting.sections.words import WORDS
from crmpersona.reporting.tables import Column, Table
from crmpersona.reporting.withholding import is_small
from crmpersona.reporting.words import WORDS as FRAME

__all__ = ["TILES", "cover", "one_page"]

EXCLUDED = {"rejected": "rejected", "returns": "return", "cancelled": "cancelled"}
TILES = (
    ("net_sales", "money", "up"),
    ("buyers", "count", "up"),
    ("first_time_buyers", "count", "up"),
    ("active_rate", "rate", "up"),
    ("sales_per_buyer", "money", "up"),
    ("repeat_rate_{days}", "rate", "up"),
    ("lapse_rate", "rate", "down"),
    ("reactivation_rate", "rate", "up"),
)


def month_name(month: Month, lang: str) -> str:
    """Write a month as people say it.

    Parameters
    ----------
    month : Month
        The month.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        ``"2026 年 10 月"`` or ``"October 2026"``.

    Examples
    --------
    >>> month_name(Month(2026, 10), "zh"), month_name(Month(2026, 10), "en")
    ('2026 年 10 月', 'October 2026')
    """
    names = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December")  # fmt: skip
    return FRAME("month", lang, year=month.year, month=month.month, name=names[month.month - 1])


def tile_list(data: ReportData) -> list[tuple[str, str, str]]:
    """Return the eight tiles: measure, how to write it, and which direction is good.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    list of (str, str, str)
        Eight entries.
    """
    return [(key.format(days=data.parameters.window_days), kind, good) for key, kind, good in TILES]


def cover(data: ReportData) -> Cover:
    """State the scope: goal, population, period, as_of, exclusions, data end.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Cover
        Title and facts.
    """
    lang, fmt, frame = data.lang, data.fmt, data.features.frame
    buyers = int(column_of(frame, "frequency").fillna(0).gt(0).sum())
    # Known customers less buyers are the prospects: under ten of them, the number of buyers stays out.
    told = "fact_population_all" if is_small(len(frame) - buyers) else "fact_population_text"
    counts = {key: data.count_cleaned(item) for key, item in EXCLUDED.items()}
    facts = (
        (WORDS("fact_goal", lang), WORDS("fact_goal_text", lang)),
        (
            WORDS("fact_population", lang),
            WORDS(told, lang, as_of=data.parameters.as_of, n=data.people(len(frame)), buyers=data.people(buyers)),
        ),
        (
            WORDS("fact_period", lang),
            WORDS(
                "fact_period_whole" if data.features.window_days is None else "fact_period_text",
                lang,
                month=month_name(data.month, lang),
                window=data.parameters.window_days,
                zone=data.crm.timezone,
            ),
        ),
        (
            WORDS("fact_excluded", lang),
            WORDS("fact_excluded_text", lang, **{k: fmt.count(v) for k, v in counts.items()}),
        ),
        (WORDS("fact_horizon", lang), horizon(data)),
    )
    eyebrow = (f"as_of {data.parameters.as_of}", WORDS("customers_n", lang, n=data.people(len(frame))))
    return Cover(FRAME("document", lang), month_name(data.month, lang), facts, eyebrow, lang)


def one_page(data: ReportData) -> Section:
    """Answer what happened and what comes first, on one page.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 0: tiles, three actions, important groups, trust.
    """
    lang = data.lang
    tiles = tuple(_tile(data, *entry) for entry in tile_list(data) if data.text(entry[0]) != "–")
    groups, title = _important(data) if has_rfm(data) else (None, WORDS("important_unknown_title", lang))
    blocks: tuple[tuple[str, Any], ...] = (
        (WORDS("first_three", lang), first_actions(data)),
        (title, [("RFM", WORDS("no_rfm", lang))] if groups is None else groups),
        (WORDS("trust_title", lang), trust_lines(data)),
    )
    headline = _headline(data)
    short = data.horizon_gap > HORIZON_DAYS
    if short and data.last_order_day is not None:
        headline = WORDS("headline_until", lang, text=headline, last=data.last_order_day.isoformat())
    return section(
        data,
        "one_page",
        headline,
        tiles=tiles,
        blocks=blocks,
        table=_tile_table(data),
        footer=_daily_words(data),
        note=horizon(data) if short else "",
        extra=() if groups is None else (groups,),
    )


def _headline(data: ReportData) -> str:
    """State the month's finding: net sales, its change, and what moved it most."""
    lang, month = data.lang, month_name(data.month, data.lang)
    figure = data.figure("net_sales")
    if figure.value is None:
        buyers = data.figure("buyers")
        text = data.text("buyers")
        return WORDS("headline_buyers", lang, month=month, value=text, change=compared(data, buyers, "count"))
    change = compared(data, figure, "money", long=False)
    value = data.fmt.money(figure.value)
    return WORDS("headline_net", lang, month=month, value=value, change=change, cause=_cause(data, figure))


def _cause(data: ReportData, figure: Figure) -> str:
    """Name the factor that moved net sales most, in the direction they moved."""
    bridge = None if data.few_buyers else data.rows_of("bridge")
    if bridge is None or figure.previous is None or figure.value is None or figure.value == figure.previous:
        return ""
    rise = figure.value > figure.previous
    steps = bridge[bridge["part"]].set_index("key")["value"].astype(float)
    steps = steps[steps > 0] if rise else -steps[steps < 0]
    if steps.empty:
        return ""
    driver = WORDS(f"driver_{steps.idxmax()}", data.lang)
    return WORDS("cause_up" if rise else "cause_down", data.lang, driver=driver)


def _tile(data: ReportData, key: str, kind: str, good: str) -> Tile:
    """Write one tile with its comparisons and its line."""
    figure = data.figure(key)
    changes = []
    for word, past in (("mom", figure.previous), ("yoy", figure.year_ago)):
        text = difference(data, figure.value, past, kind)
        if text:
            rise = (figure.value or 0.0) - (past or 0.0)
            tone = (
                ""
                if not rise or text.lstrip("+−").startswith("0.0")
                else ("good" if (rise > 0) == (good == "up") else "bad")
            )
            changes.append((WORDS(word, data.lang), text, tone))
    interval = data.fmt.interval(figure.ci_low, figure.ci_high, "rate" if kind == "rate" else kind)
    about = " · ".join(filter(None, [definition_of(data, key), interval]))
    return Tile(key, data.label(key), data.text(key), tuple(changes), figure.series, about)


def _tile_table(data: ReportData) -> Table:
    """Collect the eight tiles as rows of texts, for the workbook."""
    rows = []
    for key, kind, _ in tile_list(data):
        figure = data.figure(key)
        rows.append(
            {
                "measure": data.label(key),
                "value": data.text(key),
                "interval": data.span(figure, kind),
                "mom": difference(data, figure.value, figure.previous, kind) or "–",
                "yoy": difference(data, figure.value, figure.year_ago, kind) or "–",
            }
        )
    columns = [Column(key, WORDS(key, data.lang)) for key in ("measure", "value", "interval", "mom", "yoy")]
    return Table.of("key_figures", "", columns, pd.DataFrame(rows))


def _important(data: ReportData) -> tuple[Table, str]:
    """Show the four important groups with their change."""
    rows, hidden, total, cold = important_rows(data)
    columns = [
        Column("label", ""),
        Column("customers", WORDS("customers_short", data.lang), "customers"),
        *([Column("share_sales", WORDS("important_share", data.lang), "rate")] if data.has_money else []),
        Column("change", WORDS("change_column", data.lang), "change_count"),
    ]
    title = WORDS("important_title", data.lang, n=total, cold=cold)
    return Table.of("important_groups", "", columns, rows, hidden=hidden), title


def _daily_words(data: ReportData) -> str:
    """Count the four words of daily use."""
    high = data.people(int((column_of(data.features.frame, "value_tier") == "high").sum()))
    return WORDS("daily_words", data.lang, high=high, **stage_words(data))


def definition_of(data: ReportData, key: str) -> str:
    """Say how a measure is made, with numerator and denominator.

    Parameters
    ----------
    data : ReportData
        The month.
    key : str
        Measure.

    Returns
    -------
    str
        For the tool tip of a tile.
    """
    figure = data.figure(key)
    if figure.numerator is None or figure.denominator is None or data.kind(key) != "rate":
        return data.label(key)
    return f"{data.label(key)} = {data.fmt.count(figure.numerator)} / {data.fmt.count(figure.denominator)}"
