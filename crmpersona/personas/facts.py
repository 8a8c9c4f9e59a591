"""What is known of each customer in the window: one row per customer, ready for tags and group figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from crmpersona.contract import Crm, NotEnoughDataError
from crmpersona.features.ledger import ledger_of
from crmpersona.personas.attributes import attributes_of
from crmpersona.personas.expressions import (
    bought_flags,
    customer_habits,
    hour_counts,
    orders_of,
    price_sums,
    sums_by_customer,
    top_values,
    window_of,
)
from crmpersona.relational import day_number, default_engine, to_pandas

__all__ = ["Facts", "gather_facts"]

MOST = {"category": 16, "brand": 12, "channel": 8, "payment_method": 6}
"""Most values of a column that become tags."""


@dataclass(frozen=True)
class Facts:
    """Everything the cards are made of, before any group figure.

    Parameters
    ----------
    frame : pandas.DataFrame
        Index customer_id: money (net, gross, refunds), orders, units and counts of the window in whole numbers.
    flags : pandas.DataFrame
        Boolean columns ``column:value``: bought that category, used that channel; customers with an order only.
    attributes : pandas.DataFrame
        Text attributes; missing where unknown.
    features : pandas.DataFrame
        The features of the same customers.
    hours : pandas.DataFrame or None
        Orders per group code, weekday and hour; None where orders carry no clock time.
    first_day, as_of : datetime.date
        The window: first day, and the day after the last.
    lines : int
        Order lines of the window.
    columns : frozenset of str
        Columns of the transactions.
    """

    frame: pd.DataFrame
    flags: pd.DataFrame
    attributes: pd.DataFrame
    features: pd.DataFrame
    hours: pd.DataFrame | None
    first_day: dt.date
    as_of: dt.date
    lines: int
    columns: frozenset[str] = field(default_factory=frozenset)


def gather_facts(crm: Crm, features: pd.DataFrame, as_of: dt.date, window_days: int, codes: pd.Series[Any]) -> Facts:
    """Pass over the lines of the window once per kind of fact.

    Parameters
    ----------
    crm : Crm
        Cleaned data.
    features : pandas.DataFrame
        Features, index customer_id.
    as_of : datetime.date
        The view: rows at or after it are not seen.
    window_days : int
        Length of the window before ``as_of``.
    codes : pandas.Series
        Position of each customer's group.

    Returns
    -------
    Facts
        The facts.

    Raises
    ------
    NotEnoughDataError
        If there is no customer.
    """
    if features.empty:
        raise NotEnoughDataError(
            "there is no customer to describe", where="features", remedy="check as_of and the data"
        )
    index = features.index
    end = day_number(as_of)
    lines = window_of(crm.table("transactions"), end - window_days, end)
    engine = default_engine()
    orders = engine.materialise(orders_of(lines, crm.timezone), "card_orders")
    habits = customer_habits(orders)
    columns = {name: top_values(lines, name, most) for name, most in MOST.items()}
    frame = habits.reindex(index).fillna(0).astype("int64").join(_money(crm, index, end - window_days, end))
    if {"amount", "quantity", "category"} <= set(lines.columns) and len(columns["category"]) > 1:
        prices = price_sums(lines, list(columns["category"]))
        frame = frame.join(prices.reindex(index).fillna(0).astype("int64"))
    known = habits.index.intersection(index)
    flags = bought_flags(lines, {name: values for name, values in columns.items() if values})
    return Facts(
        frame=frame,
        flags=flags.reindex(known).fillna(False).astype(bool),
        attributes=attributes_of(crm, index, as_of),
        features=features,
        hours=_clock(hour_counts(orders, codes)),
        first_day=as_of - dt.timedelta(days=window_days),
        as_of=as_of,
        lines=int(lines.count().execute()),
        columns=frozenset(lines.columns),
    )


def _money(crm: Crm, index: pd.Index[Any], first: int, end: int) -> pd.DataFrame:
    """Sum gross, refunds and net of the window per customer, in 1/10,000."""
    days = ledger_of(crm).days
    kept = days.filter((days.day >= first) & (days.day < end))
    sums = to_pandas(sums_by_customer(kept, ("gross", "refund", "net")), "customer_id").set_index("customer_id")
    return sums.reindex(index).fillna(0).astype("int64")


def _clock(hours: pd.DataFrame) -> pd.DataFrame | None:
    """Return the counts, or None where all orders stand at one hour: then only days are known."""
    return hours if len(set(hours["hour"])) > 1 else None
