"""Orders, returns and purchase days as engine expressions: the ground on which every measure stands.

An order counts on the day of its first valid line, so that each order falls into exactly one month; money and units
count on the day of their own line. Both look backwards only: rows after a reporting date never change a figure before
it. All sums are whole numbers: money in 1/10,000 units, quantities likewise.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from crmpersona.relational import month_number, require_columns

__all__ = ["SUMS", "customer_days", "customer_months", "purchase_days", "shop_days"]

SUMS = ("gross", "refund", "units", "discount", "list_value")


def _sum_where(lines: ir.Table, condition: ir.BooleanValue, column: str) -> ir.IntegerScalar:
    """Sum a whole-number column over some lines, 0 where it is absent or has no value."""
    if column not in lines.columns:
        return ibis.literal(0, "int64")
    chosen = ibis.cases((condition, lines[column]), else_=ibis.null("int64"))
    return ibis.coalesce(chosen.sum(), 0).cast("int64")


def _orders_by_day(lines: ir.Table) -> ir.Table:
    """Count the orders of each customer and day, each order on the day of its first valid line."""
    valid = lines.filter(lines.is_valid)
    firsts = valid.group_by(["customer_id", "order_id"]).aggregate(day=valid.day.min())
    return firsts.group_by(["customer_id", "day"]).aggregate(orders=firsts.count())


def customer_days(lines: ir.Table) -> ir.Table:
    """Return one row per customer and day with a valid purchase line or a return.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions: customer_id, order_id, day, is_valid, is_return, and as far as known amount, refund,
        quantity, discount, list_amount.

    Returns
    -------
    ibis Table
        customer_id, day, orders (that began on the day), gross, refund (on the purchase lines themselves, and by
        return lines on the day of the return), units, discount, list_value, net = gross - refund.

    Raises
    ------
    ContractError
        If a needed column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> lines = pd.DataFrame({"customer_id": ["a", "a", "a"], "order_id": ["1", "1", "2"], "day": [5, 5, 9],
    ...     "amount": [70_000, 30_000, -20_000], "is_valid": [True, True, False], "is_return": [False, False, True]})
    >>> days = customer_days(as_table(lines)).order_by("day").to_pandas()
    >>> days[["day", "orders", "gross", "refund", "net"]].to_numpy().tolist()
    [[5, 1, 100000, 0, 100000], [9, 0, 0, 20000, -20000]]
    """
    require_columns(lines, ["customer_id", "order_id", "day", "is_valid", "is_return"], "transactions")
    counted = lines.filter(lines.is_valid | lines.is_return)
    bought, back = counted.is_valid, counted.is_return
    sums = counted.group_by(["customer_id", "day"]).aggregate(
        gross=_sum_where(counted, bought, "amount"),
        refund=_sum_where(counted, bought, "refund") - _sum_where(counted, back, "amount"),
        units=_sum_where(counted, bought, "quantity"),
        discount=_sum_where(counted, bought, "discount"),
        list_value=_sum_where(counted, bought, "list_amount"),
    )
    joined = sums.left_join(_orders_by_day(lines), ["customer_id", "day"])
    return joined.select(
        "customer_id",
        "day",
        *SUMS,
        orders=ibis.coalesce(joined.orders, 0).cast("int64"),
        net=joined.gross - joined.refund,
    )


def purchase_days(days: ir.Table) -> ir.Table:
    """Return the purchase days of each customer with the one before and the first one.

    Parameters
    ----------
    days : ibis Table
        From `customer_days`, best held in the engine.

    Returns
    -------
    ibis Table
        customer_id, day, orders, place (0 for the first purchase day), previous_day (null on the first), first_day.
        Each column looks backwards only.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> days = as_table(pd.DataFrame({"customer_id": ["a", "a", "a"], "day": [5, 9, 20], "orders": [1, 0, 2]}))
    >>> purchase_days(days).order_by("day").to_pandas()[["day", "place", "first_day"]].to_numpy().tolist()
    [[5, 0, 5], [20, 1, 5]]
    """
    bought = days.filter(days.orders > 0).select("customer_id", "day", "orders")
    ordered = ibis.window(group_by="customer_id", order_by=bought.day)
    return bought.mutate(
        place=ibis.row_number().over(ordered).cast("int64"),
        previous_day=bought.day.lag().over(ordered),
        first_day=bought.day.min().over(ibis.window(group_by="customer_id")),
    )


def customer_months(days: ir.Table) -> ir.Table:
    """Return one row per customer and calendar month with an order or a return.

    Parameters
    ----------
    days : ibis Table
        From `customer_days`, best held in the engine.

    Returns
    -------
    ibis Table
        customer_id, month (number), orders, days (purchase days), gross, refund, units, discount, list_value, net, and
        first_month (month of the customer's first purchase; null while there is none).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> days = pd.DataFrame({"customer_id": ["a", "a"], "day": [5, 40], "orders": [1, 2], "gross": 3, "refund": 0,
    ...     "units": 1, "discount": 0, "list_value": 3, "net": 3})
    >>> months = customer_months(as_table(days)).order_by("month").to_pandas()
    >>> months[["month", "orders", "days", "first_month"]].to_numpy().tolist()
    [[23640, 1, 1, 23640], [23641, 2, 1, 23640]]
    """
    bought = ibis.cases((days.orders > 0, days.day), else_=ibis.null("int64"))
    marked = days.mutate(first_day=bought.min().over(ibis.window(group_by="customer_id")), month=month_number(days.day))
    months = marked.group_by(["customer_id", "month"]).aggregate(
        days=(marked.orders > 0).sum().cast("int64"),
        first_day=marked.first_day.min(),
        **{name: marked[name].sum().cast("int64") for name in ("orders", *SUMS, "net")},
    )
    return months.mutate(first_month=month_number(months.first_day)).drop("first_day")


def shop_days(days: ir.Table) -> ir.Table:
    """Return the days on which anybody bought, with the pause before each.

    Parameters
    ----------
    days : ibis Table
        From `customer_days`.

    Returns
    -------
    ibis Table
        day, pause (days since the shop's previous day with an order; null on the first).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> days = as_table(pd.DataFrame({"customer_id": ["a", "b", "a"], "day": [5, 5, 9], "orders": [1, 1, 1]}))
    >>> shop_days(days).order_by("day").to_pandas()["pause"].tolist()
    [nan, 4.0]
    """
    sold = days.filter(days.orders > 0).select("day").distinct()
    return sold.mutate(pause=sold.day - sold.day.lag().over(ibis.window(order_by=sold.day)))
