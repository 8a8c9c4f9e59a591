"""Section 1: did people, frequency or price move net sales?"""

from __future__ import annotations

from typing import Any

import pandas as pd

from crmpersona.reporting.data import HISTORY_MONTHS, ReportData
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.common import compared, difference, festivals_of, section, unavailable
from crmpersona.reporting.sections.words import WORDS
from crmpersona.reporting.tables import Column, Table

__all__ = ["overview"]

SHOWN = (
    "net_sales", "buyers", "orders_per_buyer", "average_order_value", "sales_per_buyer", "units_per_order",
    "existing_sales_share", "refund_rate", "discount_share", "top20_sales_share",
)  # fmt: skip
JOINER = "\u2060"  # keeps the sign and its amount on one line
FACTORS = ("buyers", "orders_per_buyer", "average_order_value")


def overview(data: ReportData) -> Section:
    """Split the change of net sales into buyers, orders per buyer and order value.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 1: a waterfall whose parts add exactly, and the measures.
    """
    from crmpersona import plots

    figure = data.figure("net_sales")
    if figure.value is None:
        return unavailable(data, "overview", WORDS("no_money", data.lang))
    bridge = None if data.few_buyers else data.rows_of("bridge")
    picture = None
    if bridge is not None:
        picture = plots.waterfall(
            bridge.to_dict("records"),
            title=WORDS("bridge_title", data.lang),
            note=WORDS("bridge_note", data.lang),
            lang=data.lang,
            currency=data.currency,
        )
    headline = WORDS(
        "overview_headline",
        data.lang,
        value=data.fmt.money(figure.value),
        change=compared(data, figure, "money"),
        parts=_parts(data, bridge),
    )
    return section(
        data,
        "overview",
        headline,
        figure=picture,
        table=measure_table(data, "measures", [key for key in SHOWN if data.text(key) != "–"]),
        note=_note(data),
        extra=(
            measure_table(data, "all_measures", list(data.measures.index)),
            _history(data),
        ),
    )


def _parts(data: ReportData, bridge: pd.DataFrame | None) -> str:
    """Say what each factor added."""
    if bridge is None:
        return ""
    steps = bridge[bridge["part"]].set_index("key")["value"]
    texts = [
        WORDS("bridge_part", data.lang, factor=WORDS(f"factor_{key}", data.lang), value=_signed(data, steps[key]))
        for key in FACTORS
        if key in steps.index
    ]
    return WORDS("bridge_parts", data.lang, parts=WORDS("join", data.lang).join(texts)) if texts else ""


def _signed(data: ReportData, value: float) -> str:
    """Write money with its sign."""
    sign, amount = ("+" if value > 0 else "−" if value < 0 else ""), data.fmt.money(abs(value))
    return f"{sign}{JOINER}{amount}" if sign else amount


def _note(data: ReportData) -> str:
    """Say what a reader must know of the figures: festivals, refunds, incomplete data."""
    festivals = festivals_of(data)
    shown = WORDS("festival_note", data.lang, names=WORDS("and", data.lang).join(festivals)) if festivals else ""
    return " ".join(filter(None, [WORDS("overview_note", data.lang), shown]))


def measure_table(data: ReportData, key: str, measures: list[str]) -> Table:
    """Show measures with interval, numerator, denominator and comparisons.

    Parameters
    ----------
    data : ReportData
        The month.
    key : str
        Name of the table.
    measures : list of str
        Keys.

    Returns
    -------
    Table
        One row per measure; rows that stand on fewer than ten customers are hidden.
    """
    rows: list[dict[str, Any]] = []
    for name in measures:
        figure, kind = data.figure(name), data.kind(name)
        rows.append(
            {
                "measure": data.label(name),
                "value": data.text(name),
                "interval": data.span(figure, kind),
                "mom": difference(data, figure.value, figure.previous, kind) or "–",
                "yoy": difference(data, figure.value, figure.year_ago, kind) or "–",
            }
        )
    columns = [Column(name, WORDS(name, data.lang)) for name in ("measure", "value", "interval", "mom", "yoy")]
    return Table.of(key, "", columns, pd.DataFrame(rows, columns=[column.key for column in columns]))


def _history(data: ReportData) -> Table:
    """Show thirteen months of every measure as numbers, for the workbook."""
    months = [str(data.month.shift(step)) for step in range(1 - HISTORY_MONTHS, 1)]
    rows = []
    for name in data.measures.index:
        series = data.figure(name).series
        for month, value in zip(months, series, strict=True):
            rows.append({"key": data.label(name), "month": month, "value": value})
    columns = [Column("key", WORDS("measure", data.lang)), Column("month", WORDS("month", data.lang)),
               Column("value", WORDS("value_plain", data.lang), "number")]  # fmt: skip
    return Table.of("history", WORDS("history_title", data.lang), columns, pd.DataFrame(rows))
