"""Sales and active days in a window, as engine expressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir

from crmpersona.relational import local_day

__all__ = ["active_days", "active_days_in", "window_sales"]


def window_sales(days: ir.Table, first_day: int, before_day: int) -> ir.Table:
    """Return orders and net sales of each customer in a window.

    Parameters
    ----------
    days : ibis Table
        From `expressions_orders.customer_days`.
    first_day, before_day : int
        Local day numbers; the first is included, the second is not.

    Returns
    -------
    ibis Table
        customer_id, orders, net (1/10,000 units).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> days = as_table(pd.DataFrame({"customer_id": ["a", "a"], "day": [5, 9], "orders": [1, 1], "net": [70, 30]}))
    >>> window_sales(days, 6, 10).to_pandas().to_numpy().tolist()
    [['a', 1, 30]]
    """
    inside = days.filter((days.day >= first_day) & (days.day < before_day))
    return inside.group_by("customer_id").aggregate(
        orders=inside.orders.sum().cast("int64"), net=inside.net.sum().cast("int64")
    )


def active_days(purchases: ir.Table, tables: Mapping[str, Any], timezone: str) -> ir.Table:
    """Return the days on which each customer bought or interacted.

    Parameters
    ----------
    purchases : ibis Table
        From `expressions_orders.purchase_days`.
    tables : mapping of str to engine table
        Tables of the Crm; ``interactions`` is used where it is there.
    timezone : str
        Business time zone.

    Returns
    -------
    ibis Table
        customer_id, day; each pair once.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> bought = as_table(pd.DataFrame({"customer_id": ["a"], "day": [1]}))
    >>> seen = pd.DataFrame({"customer_id": ["a", "a"], "occurred_at": pd.to_datetime(["1970-01-02", "1970-01-05"])})
    >>> active_days(bought, {"interactions": as_table(seen)}, "UTC").order_by("day").to_pandas()["day"].tolist()
    [1, 4]
    """
    bought = purchases.select("customer_id", day=purchases.day.cast("int64"))
    if "interactions" not in tables:
        return bought.distinct()
    contacts = tables["interactions"]
    contacts = contacts.select("customer_id", day=local_day(contacts.occurred_at, timezone).cast("int64"))
    contacts = contacts.filter(contacts.customer_id.notnull() & contacts.day.notnull())
    return ibis.union(bought, contacts, distinct=True)


def active_days_in(active: ir.Table, first_day: int, before_day: int) -> ir.Table:
    """Count the active days of each customer in a window.

    Parameters
    ----------
    active : ibis Table
        From `active_days`.
    first_day, before_day : int
        Local day numbers; the first is included, the second is not.

    Returns
    -------
    ibis Table
        customer_id, active_days.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> active = as_table(pd.DataFrame({"customer_id": ["a", "a"], "day": [1, 4]}))
    >>> active_days_in(active, 2, 9).to_pandas().to_numpy().tolist()
    [['a', 1]]
    """
    inside = active.filter((active.day >= first_day) & (active.day < before_day))
    return inside.group_by("customer_id").aggregate(active_days=inside.count())
