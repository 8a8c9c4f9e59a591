"""What the life cycle needs of each buyer, as an engine expression: six whole numbers."""

from __future__ import annotations

import ibis.expr.types as ir

__all__ = ["last_purchases"]


def last_purchases(purchases: ir.Table, before_day: int) -> ir.Table:
    """Return each buyer's last purchase day before a day, with the rhythm known on it.

    Parameters
    ----------
    purchases : ibis Table
        From `expressions_orders.purchase_days`, best held in the engine.
    before_day : int
        Local day number of the reporting date.

    Returns
    -------
    ibis Table
        customer_id, day, place (number of intervals), first_day, previous_day (null after a single purchase day) and
        squares (sum of the squared intervals, days²).

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
    chosen = purchases.filter((purchases.day < before_day) & last)
    return chosen.select("customer_id", "day", "place", "first_day", "previous_day", "squares")
