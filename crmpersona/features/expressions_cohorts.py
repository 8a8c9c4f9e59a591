"""Cohorts by month of the first purchase, as an engine expression."""

from __future__ import annotations

import ibis.expr.types as ir

__all__ = ["cohort_counts"]


def cohort_counts(months: ir.Table, before_month: int) -> ir.Table:
    """Count the buyers of each month by the month of their first purchase.

    Parameters
    ----------
    months : ibis Table
        From `expressions_orders.customer_months`.
    before_month : int
        Number of the first month that is not counted.

    Returns
    -------
    ibis Table
        first_month, month, customers; only pairs that occur.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = pd.DataFrame({"first_month": [1, 1, 2], "month": [1, 3, 2], "orders": [1, 1, 2]})
    >>> cohort_counts(as_table(rows), 3).order_by("month").to_pandas().to_numpy().tolist()
    [[1, 1, 1], [2, 2, 1]]
    """
    bought = months.filter((months.orders > 0) & (months.month < before_month))
    return bought.group_by(["first_month", "month"]).aggregate(customers=bought.count())
