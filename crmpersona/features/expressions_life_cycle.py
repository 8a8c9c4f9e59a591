"""What the life cycle needs of each buyer, as an engine expression: six whole numbers."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

__all__ = ["last_purchases", "rhythm_table"]


def _longest_recent(before: ir.Table, recent_from: int) -> ir.Table:
    """Return each customer's longest silence that ended recently, the later one where two are equally long."""
    recent = before.filter((before.day >= recent_from) & before.gap.notnull())
    longest_first = ibis.window(group_by="customer_id", order_by=[recent.gap.desc(), recent.day.desc()])
    ranked = recent.mutate(rank=ibis.row_number().over(longest_first))
    longest = ranked.filter(ranked.rank == 0)
    return longest.select(
        "customer_id",
        recent_gap=longest.gap,
        recent_intervals=longest.place - 1,
        recent_span=longest.previous_day - longest.first_day,
    )


def rhythm_table(purchases: ir.Table, before_day: int, recent_days: int) -> ir.Table:
    """Return the purchase rhythm of each buyer as seen at the start of a day.

    Parameters
    ----------
    purchases : ibis Table
        From `expressions_orders.purchase_days`, best held in the engine.
    before_day : int
        Local day number of the reporting date.
    recent_days : int
        How many days before it count as recent for a return.

    Returns
    -------
    ibis Table
        customer_id, purchase_days, first_day, last_day, squares (sum of squared intervals, days²), and of the longest
        silence that ended recently: recent_gap, recent_intervals and recent_span (number and sum of the intervals
        before it); null where no silence ended recently.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.features.expressions_orders import purchase_days
    >>> from crmpersona.relational import as_table
    >>> days = as_table(pd.DataFrame({"customer_id": ["a", "a"], "day": [5, 15], "orders": [1, 1]}))
    >>> rhythm_table(purchase_days(days), 20, 90).to_pandas()[["purchase_days", "squares"]].to_numpy().tolist()
    [[2, 100]]
    """
    before = purchases.filter(purchases.day < before_day)
    before = before.mutate(gap=before.day - before.previous_day)
    buyers = before.group_by("customer_id").aggregate(
        purchase_days=before.count(),
        first_day=before.day.min(),
        last_day=before.day.max(),
        squares=ibis.coalesce((before.gap * before.gap).sum(), 0).cast("int64"),
    )
    recent = _longest_recent(before, before_day - recent_days)
    joined = buyers.left_join(recent, "customer_id")
    return joined.select(*buyers.columns, *(name for name in recent.columns if name != "customer_id"))


def last_purchases(purchases: ir.Table, before_day: int) -> ir.Table:
    """Return each buyer's last purchase day before a day: all that a silence line needs.

    Parameters
    ----------
    purchases : ibis Table
        From `expressions_orders.purchase_days`, best held in the engine.
    before_day : int
        Local day number of the reporting date.

    Returns
    -------
    ibis Table
        customer_id, day, place (number of intervals before it), first_day.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.features.expressions_orders import purchase_days
    >>> from crmpersona.relational import as_table
    >>> days = as_table(pd.DataFrame({"customer_id": ["a", "a"], "day": [5, 15], "orders": [1, 1]}))
    >>> last_purchases(purchase_days(days), 15).to_pandas()["day"].tolist()
    [5]
    """
    last = purchases.next_day.isnull() | (purchases.next_day >= before_day)
    return purchases.filter((purchases.day < before_day) & last).select("customer_id", "day", "place", "first_day")
