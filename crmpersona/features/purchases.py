"""The purchase summary of probability models: repeat purchases, age at the last one, age, mean spend."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import ParameterError, as_of_date, current_options, nearest
from crmpersona.features.expressions_rfm import order_rows, period_totals
from crmpersona.relational import as_table, day_number, from_fixed, to_pandas

__all__ = ["GRAINS", "UNITS", "purchase_summary"]

UNITS = {"D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}
"""Length of a unit of time in days; months and years are means of the calendar."""

GRAINS = {"D": 1, "W": 7}
"""Length of a purchase period in days; weeks begin on Monday."""

MONDAY = day_number(dt.date(1970, 1, 5))


def purchase_summary(
    transactions: Any,
    *,
    as_of: Any,
    unit: str = "W",
    grain: str = "D",
    customer: str = "customer_id",
    date: str = "ordered_at",
    amount: str | None = "amount",
) -> pd.DataFrame:
    """Return the purchase history of each customer in the convention of Fader and Hardie.

    A customer's purchases in one period of the grain are one purchase, and the first one is not counted: it
    only starts the clock. The grain (what is one purchase) and the unit (in what time is measured) are set
    apart on purpose; a weekly grain gives other model parameters than a daily one.

    Parameters
    ----------
    transactions : pandas, Polars or Arrow frame, DuckDB relation, Ibis table, or Parquet path or pattern
        Orders or order lines, all of which count: leave out cancelled orders and returns first. Never changed.
    as_of : str or datetime.date
        Day of the view: the observation ends with the day before. Rows at or after its midnight are not seen.
    unit : {"D", "W", "M", "Y"}, default "W"
        Unit of recency and age: days, weeks, months of 30.4375 days, years of 365.25 days.
    grain : {"D", "W"}, default "D"
        Purchases on one day, or in one calendar week from Monday, are one.
    customer, date : str
        Names of the columns.
    amount : str or None, default "amount"
        Name of the money column in units of the currency; None leaves ``monetary`` out.

    Returns
    -------
    pandas.DataFrame
        Index `customer`, sorted. ``frequency`` (repeat purchases), ``recency`` (age at the last purchase, 0
        for one-time buyers), ``age`` (from the first purchase to the day before `as_of`), both in `unit`, and
        ``monetary`` (mean amount of the repeat purchases, 0 for one-time buyers).

    Raises
    ------
    ContractError
        If a column is missing or the date column does not hold dates.
    SourceError
        If `transactions` is of no known kind, or the file is missing.
    ParameterError
        If `as_of`, `unit` or `grain` is not allowed.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005). "Counting your customers" the easy way: an alternative
    to the Pareto/NBD model. Marketing Science 24(2), 275-284.

    Examples
    --------
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "a"], "amount": [10.0, 20.0, 5.0],
    ...     "ordered_at": pd.to_datetime(["2026-01-01 12:00", "2026-01-15 09:00", "2026-01-15 21:00"])})
    >>> purchase_summary(orders, as_of="2026-01-30")
                 frequency  recency  age  monetary
    customer_id
    a                    1      2.0  4.0      25.0
    """
    day = as_of_date(as_of)
    days_per_unit, width = _choice("unit", unit, UNITS), int(_choice("grain", grain, GRAINS))
    columns = {"customer": customer, "date": date, "amount": amount, "order": None}
    seen, _ = order_rows(as_table(transactions), columns, day, current_options().timezone)
    known = seen.filter(seen["customer"].notnull())
    origin = MONDAY if width == 7 else 0
    totals = to_pandas(period_totals(known, width, origin), "customer")
    last_period = (day_number(day) - 1 - origin) // width
    repeats = totals["periods"].to_numpy(dtype="int64") - 1
    table = {
        "frequency": repeats,
        "recency": (totals["last"] - totals["first"]).to_numpy(dtype="float64") * (width / days_per_unit),
        "age": (last_period - totals["first"]).to_numpy(dtype="float64") * (width / days_per_unit),
    }
    if amount is not None:
        spent = from_fixed((totals["units"] - totals["first_units"]).to_numpy(dtype="int64"))
        table["monetary"] = np.where(repeats > 0, spent / np.maximum(repeats, 1), 0.0)
    return pd.DataFrame(table, index=pd.Index(totals["customer"], name=customer))


def _choice(name: str, given: str, allowed: dict[str, Any]) -> float:
    """Look up a word of a small table, or say which words there are."""
    if given not in allowed:
        raise ParameterError(
            f"{name}={given!r} is unknown",
            remedy=f"use one of {', '.join(allowed)}; nearest: {nearest(str(given), allowed) or next(iter(allowed))}",
        )
    return float(allowed[given])
