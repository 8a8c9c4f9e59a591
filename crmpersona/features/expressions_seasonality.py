"""Orders by day, and the buyers of January and February together, as engine expressions."""

from __future__ import annotations

import ibis.expr.types as ir

__all__ = ["daily_sums", "opening_buyers"]


def daily_sums(days: ir.Table, before_day: int) -> ir.Table:
    """Sum up each day of the shop.

    Parameters
    ----------
    days : ibis Table
        From `expressions_orders.customer_days`.
    before_day : int
        Local day number from which nothing is seen.

    Returns
    -------
    ibis Table
        day, orders, buyers, net (1/10,000 units).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> days = pd.DataFrame({"customer_id": ["a", "b"], "day": [5, 5], "orders": [2, 0], "net": [50, -10]})
    >>> daily_sums(as_table(days), 9).to_pandas().astype("int64").to_numpy().tolist()
    [[5, 2, 1, 40]]
    """
    seen = days.filter(days.day < before_day)
    return seen.group_by("day").aggregate(orders=seen.orders.sum(), buyers=(seen.orders > 0).sum(), net=seen.net.sum())


def opening_buyers(months: ir.Table, before_month: int) -> ir.Table:
    """Count the distinct buyers of January and February together, by year.

    Parameters
    ----------
    months : ibis Table
        From `expressions_orders.customer_months`.
    before_month : int
        Number of the first month that is not counted.

    Returns
    -------
    ibis Table
        year, buyers.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = pd.DataFrame({"customer_id": ["a", "a"], "month": [2026 * 12, 2026 * 12 + 1], "orders": [1, 1]})
    >>> opening_buyers(as_table(rows), 99_999).to_pandas().to_numpy().tolist()
    [[2026, 1]]
    """
    year = months.month // 12
    opening = months.filter((months.orders > 0) & (months.month - year * 12 < 2) & (months.month < before_month))
    people = opening.select("customer_id", year=opening.month // 12).distinct()
    return people.group_by("year").aggregate(buyers=people.count())
