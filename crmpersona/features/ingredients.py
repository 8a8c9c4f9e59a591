"""Ingredients of the measures, one row per month: whole numbers from the engine, put side by side in pandas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import Month
from crmpersona.features import expressions_measures as engine
from crmpersona.features.expressions_life_cycle import last_purchases
from crmpersona.features.expressions_orders import shop_days
from crmpersona.features.expressions_tiers import active_days
from crmpersona.features.ledger import Ledger
from crmpersona.features.life_cycle import buyer_rhythms
from crmpersona.features.rhythm import LifeCycleRuler, fit_ruler
from crmpersona.relational import FIXED_POINT, day_number, to_pandas

__all__ = ["FIXED", "Ingredients", "gather"]

FIXED = frozenset({"units", "gross_sales", "refunds", "net_sales", "existing_net_sales", "discount", "list_value"})
"""Ingredients in 1/10,000 units; all others are plain counts."""

SAID = ("promoters", "detractors", "nps_answers", "top_ratings", "ratings", "stars", "star_squares", "complaints")


@dataclass(frozen=True)
class Ingredients:
    """What measures are made of.

    Parameters
    ----------
    table : pandas.DataFrame
        Index: month numbers asked for, rising. Columns: ingredients of the catalogue in plain units (floats), and the
        sums that intervals need.
    intervals : pandas.DataFrame
        ``gap`` (days) and how often it was seen, one column per month number.
    available : dict
        What the data hold: money, units, money_units, discount, category, registration, nps, rating, kind,
        interactions, model.
    first_day, last_day : int or None
        First and last day with an order before the end of the last month; None without orders.
    category : str
        The category whose penetration is told: the one with most buyers in the last month.
    ruler : LifeCycleRuler
        One ruler for all months, so that their lapse rates compare.
    """

    table: pd.DataFrame
    intervals: pd.DataFrame
    available: dict[str, bool]
    first_day: int | None
    last_day: int | None
    category: str
    ruler: LifeCycleRuler

    def of(self, month: Month) -> dict[str, float]:
        """Return the ingredients of one month.

        Parameters
        ----------
        month : Month
            One of the months asked for.

        Returns
        -------
        dict
            Name to plain number.
        """
        return {str(name): float(value) for name, value in self.table.loc[[month.number]].iloc[0].items()}


def _by_month(frame: pd.DataFrame, months: Sequence[int]) -> pd.DataFrame:
    """Line a table with a column month up with the months asked for, 0 where it has none."""
    # Sums of products come as exact decimals; one float of 53 bits is enough for an interval.
    values = frame.set_index("month").astype(object).astype(float)
    return values.reindex(list(months)).fillna(0.0)


def _plain_units(table: pd.DataFrame) -> pd.DataFrame:
    """Turn whole 1/10,000 units into plain ones, products of two of them alike."""
    power = {name: sum(part in FIXED for part in name.split("*")) for name in table.columns}
    return table / pd.Series({name: float(FIXED_POINT) ** count for name, count in power.items()})


def _sums(ledger: Ledger, months: Sequence[int]) -> pd.DataFrame:
    """Sum up the months, with last month's buyers beside and the past to each month's end."""
    raw = to_pandas(engine.month_sums(ledger.months, max(months)), "month")
    span = range(min([*raw["month"], *months]) - 1, max(months) + 1)
    table = _plain_units(_by_month(raw, span))
    table["buyers_previous"] = table["buyers"].shift(fill_value=0.0)
    table["first_time_previous"] = table["first_time_buyers"].shift(fill_value=0.0)
    table["past_net_sales"] = table["net_sales"].cumsum()
    table["buyers_ever"] = table["first_time_buyers"].cumsum()
    return table.loc[list(months)]


def _tops(ledger: Ledger, months: Sequence[int]) -> pd.DataFrame:
    """Sum up the top 20 % of each month in plain units."""
    table = _by_month(to_pandas(engine.top_sales(ledger.months, max(months)), "month"), months)
    money = ["top_sales", "line", "ranked_sales"]
    return table.assign(
        **{name: table[name] / FIXED_POINT for name in money}, top_squares=table.top_squares / FIXED_POINT**2
    )


def _windows(ledger: Ledger, months: Sequence[int], ends: Sequence[int], window_days: int) -> pd.DataFrame:
    """Count buyers and repeat buyers of the window before each month's end."""
    counts = to_pandas(engine.repeats_by_window(ledger.purchases, ends, window_days)).iloc[0].fillna(0)
    names = {"window_buyers": "buyers", "window_repeat": "repeat", "window_repeat_by_day": "days"}
    return pd.DataFrame(
        {name: [float(counts[f"{short}_{place}"]) for place in range(len(ends))] for name, short in names.items()},
        index=list(months),
    )


def _people(ledger: Ledger, months: Sequence[int], ends: Sequence[int]) -> pd.DataFrame:
    """Count known, registered and active customers."""
    known = to_pandas(engine.customers_known(ledger.known, ends)).iloc[0].fillna(0)
    table = pd.DataFrame({"customers_total": [float(known[f"n_{i}"]) for i in range(len(ends))]}, index=list(months))
    active = active_days(ledger.purchases, ledger.tables, ledger.timezone)
    table = table.join(_by_month(to_pandas(engine.active_by_month(active, ends[-1]), "month"), months))
    customers = ledger.tables.get("customers")
    if customers is None or "registered_at" not in customers.columns:
        return table.assign(registered_new=np.nan)
    return table.join(_by_month(to_pandas(engine.registered_by_month(customers, ledger.timezone), "month"), months))


def _feedback(ledger: Ledger, months: Sequence[int], before_day: int) -> pd.DataFrame:
    """Count what customers said; without the table all stays 0 and unavailable."""
    if "feedback" not in ledger.tables:
        names = (
            "promoters",
            "detractors",
            "nps_answers",
            "top_ratings",
            "ratings",
            "stars",
            "star_squares",
            "complaints",
        )
        table = pd.DataFrame(0.0, index=list(months), columns=list(names))
    else:
        said = engine.feedback_by_month(ledger.tables["feedback"], ledger.timezone, before_day)
        table = _by_month(to_pandas(said, "month"), months)
    return table.assign(promoters_net=table["promoters"] - table["detractors"])


def _silences(ledger: Ledger, start: Month, ruler: LifeCycleRuler) -> pd.DataFrame:
    """Tell for every buyer whether the silence at a month's start is beyond the lines of dormant and lapsed."""
    today = day_number(start.start)
    last = to_pandas(last_purchases(ledger.purchases, today), "customer_id").set_index("customer_id")
    silence = today - last["day"].to_numpy()
    _, dormant, lapsed = ruler.lines_for(last["place"], last["day"] - last["first_day"])
    return pd.DataFrame({"place": last["place"], "silent": silence > dormant, "lapsed": silence > lapsed})


def _movement(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, float]:
    """Count who lapsed and who came back between two dates, among those who had bought at the first."""
    now = after.reindex(before.index)
    bought = now["place"].to_numpy() > before["place"].to_numpy()
    return {
        "not_lapsed_at_start": float((~before["lapsed"]).sum()),
        "newly_lapsed": float((~before["lapsed"] & now["lapsed"].astype(bool)).sum()),
        "silent_at_start": float(before["silent"].sum()),
        "reactivated": float((before["silent"] & bought).sum()),
    }


def _movements(
    ledger: Ledger, months: Sequence[Month], ruler: LifeCycleRuler | None
) -> tuple[pd.DataFrame, LifeCycleRuler]:
    """Count who lapsed and who came back in each month, all read on one ruler."""
    if ruler is None:
        rhythms = buyer_rhythms(ledger, months[-1].end)
        ruler = fit_ruler(rhythms["intervals"], rhythms["span"], rhythms["squares"])
    rows, before = [], _silences(ledger, months[0], ruler)
    for month in months:
        after = _silences(ledger, month.shift(1), ruler)
        rows.append(_movement(before, after))
        before = after
    return pd.DataFrame(rows, index=[month.number for month in months]), ruler


def _category(ledger: Ledger, months: Sequence[int]) -> tuple[str, pd.DataFrame]:
    """Count the buyers of the last month's largest category, ties to the first in code-point order."""
    nobody = pd.DataFrame({"category_buyers": 0.0}, index=list(months))
    if not ledger.has("category"):
        return "", nobody
    counted = to_pandas(engine.category_buyers(ledger.tables["transactions"], max(months)), ["month", "category"])
    latest = counted[counted["month"] == max(months)].sort_values("category", kind="stable")
    if latest.empty:
        return "", nobody
    largest = str(latest["category"].iloc[int(latest["buyers"].to_numpy().argmax())])
    chosen = counted[counted["category"] == largest].rename(columns={"buyers": "category_buyers"})
    return largest, _by_month(chosen[["month", "category_buyers"]], months)


def _available(ledger: Ledger) -> dict[str, bool]:
    """Say what the data hold."""
    feedback = ledger.tables["feedback"].columns if "feedback" in ledger.tables else ()
    customers = ledger.tables["customers"].columns if "customers" in ledger.tables else ()
    return {
        "": True,
        "money": ledger.has("amount"),
        "units": ledger.has("quantity"),
        "money_units": ledger.has("amount") and ledger.has("quantity"),
        "discount": ledger.has("discount") and ledger.has("list_amount"),
        "category": ledger.has("category"),
        "registration": "registered_at" in customers,
        "feedback": "feedback" in ledger.tables,
        **{name: name in feedback for name in ("nps", "rating", "kind")},
        "interactions": "interactions" in ledger.tables,
        "model": False,
    }


def gather(
    ledger: Ledger, months: Sequence[Month], *, window_days: int = 365, ruler: LifeCycleRuler | None = None
) -> Ingredients:
    """Collect the ingredients of all measures for some months, in one engine pass per kind.

    Parameters
    ----------
    ledger : Ledger
        The purchase ledger.
    months : sequence of Month
        Neighbouring months, rising; rows after the last are invisible.
    window_days : int, default 365
        Length of the window before each month's end, for repeat rate and purchase intervals.
    ruler : LifeCycleRuler, optional
        Ruler of the life cycle; None learns it at the end of the last month.

    Returns
    -------
    Ingredients
        One row per month and what stands beside.
    """
    numbers = [month.number for month in months]
    ends = [day_number(month.end) for month in months]
    movements, chosen = _movements(ledger, months, ruler)
    category, penetration = _category(ledger, numbers)
    parts: list[Any] = [
        _sums(ledger, numbers), _tops(ledger, numbers), _windows(ledger, numbers, ends, window_days),
        _people(ledger, numbers, ends), _feedback(ledger, numbers, ends[-1]), movements, penetration,
    ]  # fmt: skip
    gaps = to_pandas(engine.intervals_by_window(ledger.purchases, ends, window_days), "gap")
    gaps.columns = pd.Index(["gap", *numbers])
    sold = to_pandas(shop_days(ledger.days.filter(ledger.days.day < ends[-1])), "day")["day"]
    return Ingredients(
        table=pd.concat(parts, axis=1),
        intervals=gaps,
        available=_available(ledger),
        first_day=None if sold.empty else int(sold.iloc[0]),
        last_day=None if sold.empty else int(sold.iloc[-1]),
        category=category,
        ruler=chosen,
    )
