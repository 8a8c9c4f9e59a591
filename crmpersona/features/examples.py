"""Nine purchases of five customers, small enough to check by hand: the data of the examples in this package."""

from __future__ import annotations

import pandas as pd

from crmpersona.contract import Crm
from crmpersona.relational import FIXED_POINT, as_table, day_number

__all__ = ["tiny_crm"]

_ORDERS = """
ann 2025-12-05 20 App
ann 2026-01-10 20 App
bob 2026-01-12 10 App
bob 2026-01-20 10 Shop
cat 2026-01-25 20 Shop
ann 2026-02-08 30 App
dan 2026-02-11 15 App
dan 2026-02-14 5 App
"""


def tiny_crm() -> Crm:
    """Return cleaned data of four buyers and a prospect, December 2025 to February 2026.

    Returns
    -------
    Crm
        Tables customers (ann, bob, cat, dan, eve) and transactions (eight orders of one line each).

    Examples
    --------
    >>> tiny_crm().counts()["rows"].tolist()
    [5, 8]
    """
    rows = [line.split() for line in _ORDERS.strip().splitlines()]
    lines = pd.DataFrame(rows, columns=["customer_id", "ordered_at", "amount", "channel"])
    moments = pd.to_datetime(lines["ordered_at"]) + pd.Timedelta(hours=20)
    lines = lines.assign(
        order_id=[f"o{place}" for place in range(len(lines))],
        line=1,
        ordered_at=moments,
        day=[day_number(moment.date()) for moment in moments],
        amount=lines["amount"].astype("int64") * FIXED_POINT,
        refund=0,
        is_return=False,
        is_valid=True,
    )
    people = pd.DataFrame({"customer_id": ["ann", "bob", "cat", "dan", "eve"], "source": "people.csv"})
    tables = {"customers": as_table(people), "transactions": as_table(lines)}
    return Crm(tables=tables, currency="CNY", stage="cleaned")
