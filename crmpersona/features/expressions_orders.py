"""Orders, returns and purchase days as engine expressions: the ground on which every measure stands.

An order counts on the day of its first valid line, so that each order falls into exactly one month; money and units
count on the day of their own line. Both look backwards only: rows after a reporting date never change a figure before
it. All sums are whole numbers: money in 1/10,000 units, quantities likewise.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from crmpersona.relational import month_number, require_columns

__all__ = ["SUMS", "customer_days", "customer_months", "order_table", "purchase_days", "shop_days"]

SOURCES = {
    "gross": "amount",
    "refund": "refund",
    "units": "quantity",
    "discount": "discount",
    "list_value": "list_amount",
}
SUMS = tuple(SOURCES)


def _summed(lines: ir.Table, **columns: str) -> dict[str, ir.IntegerScalar]:
    """Sum whole-number columns under new names, 0 where a column is absent or has no value."""
    nothing = ibis.literal(0, "int64")
    return {
        name: ibis.coalesce(lines[column].sum(), 0).cast("int64") if column in lines.columns else nothing
        for name, column in columns.items()
    }


def order_table(lines: ir.Table) -> ir.Table:
    """Return one row per valid order.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions.

    Returns
    -------
    ibis Table
        customer_id, order_id, day (of the first valid line), last_day, and the sums of `SUMS` over its lines.

    Raises
    ------
    ContractError
        If a needed column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> lines = pd.DataFrame({"customer_id": ["a", "a"], "order_id": ["1", "1"], "day": [5, 6], "amount": [70, 30],
    ...     "is_valid": [True, True], "is_return": [False, False]})
    >>> order_table(as_table(lines)).to_pandas()[["day", "last_day", "gross"]].to_numpy().tolist()
    [[5, 6, 100]]
    """
    require_columns(lines, ["customer_id", "order_id", "day", "is_valid", "is_return"], "transactions")
    valid = lines.filter(lines.is_valid)
    return valid.group_by(["customer_id", "order_id"]).aggregate(
        day=valid.day.min(), last_day=valid.day.max(), **_summed(valid, **SOURCES)
    )


def _part(rows: ir.Table, orders: int, sums: dict[str, ir.IntegerValue]) -> ir.Table:
    """Shape rows for the union: who, when, how many orders begin, what is added."""
    added = {name: sums.get(name, ibis.literal(0, "int64")).cast("int64") for name in SUMS}
    return rows.select("customer_id", day=rows.day.cast("int64"), orders=ibis.literal(orders, "int64"), **added)


def customer_days(lines: ir.Table, orders: ir.Table | None = None) -> ir.Table:
    """Return one row per customer and day with a valid purchase line or a return.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions: customer_id, order_id, day, is_valid, is_return, and as far as known amount, refund,
        quantity, discount, list_amount.
    orders : ibis Table, optional
        From `order_table`, best held in the engine.

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
    orders = order_table(lines) if orders is None else orders
    whole, split = orders.filter(orders.day == orders.last_day), orders.filter(orders.day < orders.last_day)
    # Money of the few orders that run over several days belongs to the days of their lines.
    pieces = lines.filter(lines.is_valid).semi_join(split, ["customer_id", "order_id"])
    spread = pieces.group_by(["customer_id", "day"]).aggregate(**_summed(pieces, **SOURCES))
    back = lines.filter(lines.is_return)
    returned = {"refund": -back.amount} if "amount" in lines.columns else {}
    every = ibis.union(
        _part(whole, 1, {name: whole[name] for name in SUMS}),
        _part(split, 1, {}),
        _part(spread, 0, {name: spread[name] for name in SUMS}),
        _part(back, 0, returned),
        distinct=False,
    )
    days = every.group_by(["customer_id", "day"]).aggregate(
        **{name: ibis.coalesce(every[name].sum(), 0).cast("int64") for name in ("orders", *SUMS)}
    )
    return days.mutate(net=days.gross - days.refund)


def purchase_days(days: ir.Table) -> ir.Table:
    """Return the purchase days of each customer with what was known of the customer's rhythm on each.

    Parameters
    ----------
    days : ibis Table
        From `customer_days`, best held in the engine.

    Returns
    -------
    ibis Table
        customer_id, day, orders, place (number of intervals up to the day), previous_day (null on the first),
        first_day, squares (sum of the squared intervals up to the day, days²), next_day (null on the last). All but
        next_day look backwards only; next_day may only be asked whether it lies before the reporting date.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> days = as_table(pd.DataFrame({"customer_id": ["a", "a", "a"], "day": [5, 9, 20], "orders": [1, 0, 2]}))
    >>> found = purchase_days(days).order_by("day").to_pandas()
    >>> found[["day", "place", "first_day", "squares"]].astype("int64").to_numpy().tolist()
    [[5, 0, 5, 0], [20, 1, 5, 225]]
    """
    bought = days.filter(days.orders > 0).select("customer_id", "day", "orders")
    ordered = ibis.window(group_by="customer_id", order_by=bought.day)
    known = bought.mutate(
        place=ibis.row_number().over(ordered).cast("int64"),
        previous_day=bought.day.lag().over(ordered),
        next_day=bought.day.lead().over(ordered),
        first_day=bought.day.min().over(ibis.window(group_by="customer_id")),
    )
    gap = known.day - known.previous_day
    so_far = ibis.window(group_by="customer_id", order_by=known.day, preceding=None, following=0)
    return known.mutate(squares=ibis.coalesce((gap * gap).sum().over(so_far), 0))


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
