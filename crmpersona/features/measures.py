"""Measures (指标口径): every figure of the monthly report with numerator, denominator, interval and definition."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import Crm, Month, ParameterError, current_options, resolve_lang
from crmpersona.features.ingredients import Ingredients, gather
from crmpersona.features.ledger import Ledger, ledger_of
from crmpersona.features.measure_catalogue import CATALOGUE, Measure
from crmpersona.features.measure_values import Told, told, too_few
from crmpersona.features.rhythm import LifeCycleRuler
from crmpersona.features.words_measures import (
    DEFINITIONS,
    DENOMINATORS,
    INTERVALS,
    LABELS,
    MONEY,
    NOTES,
    NUMERATORS,
    UNITS,
    WINDOWS,
)
from crmpersona.relational import date_of, day_number

__all__ = ["measure_definitions", "measure_history", "measures"]

COLUMNS = [
    "key", "value", "numerator", "denominator", "ci_low", "ci_high", "unit", "kind", "window", "label_zh", "label_en",
    "detail", "note_zh", "note_en",
]  # fmt: skip
BEFORE_SALES = ("customers_total", "registered_new")
NEEDS = {"money_units": "money", "model": "no_model", "registration": "no_registration"}


def _notes(
    measure: Measure, parts: Ingredients, month: Month, row: dict[str, float], value: float, window_days: int
) -> list[str]:
    """Choose the notes of one measure, as keys of `NOTES`."""
    if not parts.available.get(measure.needs, False):
        absent = "no_feedback" if measure.needs in ("nps", "rating", "kind") and not parts.available["feedback"] else ""
        return [absent or _absent(measure.needs, parts)]
    begin = parts.first_day
    if begin is None or begin >= day_number(month.end):
        return ["before_data"] if begin is not None else ["nobody"]
    notes = [measure.note] if measure.note else []
    if measure.note == "purchases_only" and parts.available["interactions"]:
        notes = []
    if measure.note == "inferred" and parts.ruler.method == "fixed":
        notes = ["inferred_fixed"]
    if np.isnan(value):
        notes.append("nobody")
    elif too_few(measure, row):
        notes.append("too_few")
    if measure.key in ("first_time_buyers", "existing_sales_share") and begin > day_number(month.shift(-12).start):
        notes.append("short_history")
    if measure.window == "window" and begin > day_number(month.end) - window_days:
        notes.append("short_window")
    if measure.key in ("buyers", "net_sales") and _ends_early(parts, month):
        notes.append("data_end")
    return notes


def _absent(needs: str, parts: Ingredients) -> str:
    """Name the note that says which column would fill a measure."""
    if needs == "money_units":
        return "no_money" if not parts.available["money"] else "no_units"
    return NEEDS.get(needs, f"no_{needs}")


def _ends_early(parts: Ingredients, month: Month) -> bool:
    """Say whether orders stop a week or more before the month does."""
    return parts.last_day is not None and parts.last_day < day_number(month.end) - 7


def _written(keys: list[str], parts: Ingredients, lang: str) -> str:
    """Write notes as one text."""
    first = "" if parts.first_day is None else date_of(parts.first_day).isoformat()
    last = "" if parts.last_day is None else date_of(parts.last_day).isoformat()
    days = {"data_end": last}
    mark, stop = ("；", "。") if lang == "zh" else ("; ", ".")
    texts = [NOTES(key, lang, day=days.get(key, first)) for key in keys]
    return mark.join(texts) + stop if texts else ""


def _public_key(key: str, window_days: int) -> str:
    """Put the number of days into the key of a window measure."""
    return key.replace("window", str(window_days))


def _row(measure: Measure, parts: Ingredients, month: Month, row: dict[str, float], window_days: int) -> dict[str, Any]:
    """Make one row of the tidy table."""
    begun = parts.first_day is not None and parts.first_day < day_number(month.end)
    known = parts.available.get(measure.needs, False) and (begun or measure.key in BEFORE_SALES)
    found = told(measure, row, parts.intervals, month.number) if known else Told()
    notes = _notes(measure, parts, month, row, found.value, window_days)
    labels = {f"label_{lang}": LABELS(measure.key, lang, days=window_days) for lang in ("zh", "en")}
    return {
        "key": _public_key(measure.key, window_days),
        **found._asdict(),
        "unit": measure.unit,
        "kind": measure.kind,
        "window": measure.window if measure.window != "window" else f"{window_days}d",
        **labels,
        "detail": parts.category if measure.key == "penetration" else "",
        **{f"note_{lang}": _written(notes, parts, lang) for lang in ("zh", "en")},
    }


def _table(parts: Ingredients, month: Month, window_days: int) -> pd.DataFrame:
    """Make the tidy table of one month in report order."""
    row = parts.of(month)
    rows = [_row(measure, parts, month, row, window_days) for measure in CATALOGUE.values()]
    return pd.DataFrame(rows, columns=COLUMNS)


def _checked(crm: Crm, window_days: int) -> tuple[Ledger, int]:
    """Refuse a window that holds no day before anything is computed."""
    if isinstance(window_days, bool) or window_days != int(window_days) or window_days < 1:
        raise ParameterError(
            f"window_days={window_days!r} holds no day", remedy="give a whole number of days, for example 365"
        )
    return ledger_of(crm), int(window_days)


def measures(
    crm: Crm, *, month: Month | str, window_days: int = 365, ruler: LifeCycleRuler | None = None
) -> pd.DataFrame:
    """Measure a month: all measures of the report, with numerator, denominator, interval and unit.

    Rates carry Wilson intervals; quotients of sums (sales per buyer, order value, units per order, refund rate …) carry
    intervals by linearisation with the customer as the unit of chance. Counts and sums are full counts without one.
    A measure that the data cannot tell stays in the table with nan and a note on what would fill it.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    month : Month or str
        The month, such as ``"2026-10"``; rows after its end are invisible.
    window_days : int, default 365
        Window for ``repeat_rate_365`` and the purchase intervals, in days to the end of the month.
    ruler : LifeCycleRuler, optional
        Ruler of the life cycle for lapse and reactivation; None learns it at the end of the month.

    Returns
    -------
    pandas.DataFrame
        ``key``, ``value``, ``numerator``, ``denominator``, ``ci_low``, ``ci_high``, ``unit``, ``kind`` (how to write
        it), ``window``, ``label_zh``, ``label_en``, ``detail`` (the category of ``penetration``), ``note_zh``,
        ``note_en``, in report order. ``repeat_rate`` is that of the month, ``repeat_rate_365`` that of the window; both
        also with a day's orders merged (``…_by_day``). ``nps`` counts in points, ``complaint_rate`` per 1,000 orders.

    Raises
    ------
    ParameterError
        If the month or the window cannot be read.
    ContractError
        If there are no transactions.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> table = measures(tiny_crm(), month="2026-02").set_index("key")
    >>> table.loc[["buyers", "orders", "net_sales", "sales_per_buyer", "repeat_rate"], "value"].tolist()
    [2.0, 3.0, 50.0, 25.0, 0.5]
    """
    chosen = Month.parse(month)
    ledger, days = _checked(crm, window_days)
    return _table(gather(ledger, [chosen], window_days=days, ruler=ruler), chosen, days)


def measure_history(
    crm: Crm,
    month: Month | str,
    months: int = 13,
    *,
    window_days: int = 365,
    ruler: LifeCycleRuler | None = None,
) -> pd.DataFrame:
    """Measure a month and the ones before it, with 环比 and 同比, in one engine pass per kind of ingredient.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    month : Month or str
        The last month, such as ``"2026-10"``.
    months : int, default 13
        How many months: 13 hold the same month of last year.
    window_days : int, default 365
        As in `measures`.
    ruler : LifeCycleRuler, optional
        Ruler of the life cycle for all months; None learns it at the end of the last one, so that lapse rates of
        different months are read on the same ruler.

    Returns
    -------
    pandas.DataFrame
        ``month`` ("YYYY-MM", rising) and the columns of `measures`, one row per month and key, and ``previous``,
        ``change_previous`` (环比), ``year_ago``, ``change_year`` (同比), ``change_kind``: ``"points"`` for rates and
        scores (difference), ``"relative"`` for all else (share of the earlier value). nan where there is no earlier
        month in the table or the data begin later.

    Raises
    ------
    ParameterError
        If the month, the number of months or the window cannot be used.
    ContractError
        If there are no transactions.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> history = measure_history(tiny_crm(), "2026-02", months=2).set_index(["month", "key"])
    >>> round(float(history.loc[("2026-02", "net_sales"), "change_previous"]), 4)
    -0.1667
    """
    last = Month.parse(month)
    if isinstance(months, bool) or months != int(months) or months < 1:
        raise ParameterError(f"months={months!r} is no number of months", remedy="give 1 or more; 13 holds a year ago")
    ledger, days = _checked(crm, window_days)
    span = [last.shift(step) for step in range(1 - int(months), 1)]
    parts = gather(ledger, span, window_days=days, ruler=ruler)
    tables = [_table(parts, each, days).assign(month=str(each)) for each in span]
    history = pd.concat(tables, ignore_index=True)[["month", *COLUMNS]]
    return _with_changes(history, len(CATALOGUE))


def _with_changes(history: pd.DataFrame, per_month: int) -> pd.DataFrame:
    """Put the month before and the year before beside each value."""
    points = history["kind"].eq("rate") | history["unit"].eq("points")
    result = history.assign(change_kind=np.where(points, "points", "relative"))
    for name, change, step in (("previous", "change_previous", 1), ("year_ago", "change_year", 12)):
        earlier = history["value"].shift(step * per_month)
        relative = history["value"] / earlier.where(earlier > 0) - 1
        result[name], result[change] = earlier, (history["value"] - earlier).where(points, relative)
    return result


def measure_definitions(
    lang: str | None = None, *, window_days: int = 365, currency: str | None = None
) -> pd.DataFrame:
    """Tell how every measure is made, for the report's section on definitions (口径).

    Parameters
    ----------
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    window_days : int, default 365
        Window put into words.
    currency : str, optional
        ISO 4217 code put into units; None takes the option in force.

    Returns
    -------
    pandas.DataFrame
        ``key``, ``label``, ``definition``, ``unit``, ``numerator``, ``denominator``, ``window``, ``interval``, in
        report order.

    Examples
    --------
    >>> table = measure_definitions("en", currency="GBP").set_index("key")
    >>> table.loc["rebuy_rate", "denominator"], table.loc["sales_per_buyer", "unit"]
    ("last month's buyers", 'GBP per customer')
    """
    lang, code = resolve_lang(lang), currency or current_options().currency or "unknown"
    money = MONEY(code, lang) if code in MONEY else code
    rows = [
        {
            "key": _public_key(measure.key, window_days),
            "label": LABELS(measure.key, lang, days=window_days),
            "definition": DEFINITIONS(measure.key, lang, days=window_days),
            "unit": UNITS(measure.unit, lang, money=money),
            "numerator": NUMERATORS(measure.above, lang),
            "denominator": DENOMINATORS(measure.below, lang) if measure.below else "",
            "window": WINDOWS(measure.window, lang, days=window_days),
            "interval": INTERVALS(measure.interval, lang),
        }
        for measure in CATALOGUE.values()
    ]
    return pd.DataFrame(rows)
