"""Buyers, orders and net sales of some months, as an engine expression."""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir

__all__ = ["bridge_sums"]


def bridge_sums(months: ir.Table, numbers: Sequence[int]) -> ir.Table:
    """Sum up some months.

    Parameters
    ----------
    months : ibis Table
        From `expressions_orders.customer_months`.
    numbers : sequence of int
        Month numbers.

    Returns
    -------
    ibis Table
        month, buyers, orders, net (1/10,000 units); months without any row are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = pd.DataFrame({"month": [1, 1, 2], "orders": [2, 0, 1], "net": [50, -10, 30]})
    >>> bridge_sums(as_table(rows), [1]).to_pandas().astype("int64").to_numpy().tolist()
    [[1, 1, 2, 40]]
    """
    chosen = months.filter(months.month.isin(list(numbers)))
    return chosen.group_by("month").aggregate(
        buyers=(chosen.orders > 0).sum(), orders=chosen.orders.sum(), net=chosen.net.sum()
    )
