"""When, where and what customers buy, per group, as engine expressions."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from crmpersona.relational import local_hour, local_weekday

__all__ = ["buyers_by_category", "clock_counts", "gap_counts", "order_facts", "orders_by", "with_group"]


def order_facts(lines: ir.Table, first_day: int, before_day: int) -> ir.Table:
    """Return when each valid order of a window was made.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions.
    first_day, before_day : int
        Local day numbers; the first is included, the second is not. An order belongs to the day of its first line.

    Returns
    -------
    ibis Table
        customer_id, order_id, day, ordered_at (of the first line).

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> lines = tiny_crm().table("transactions")
    >>> int(order_facts(lines, 0, 99_999).count().execute())
    8
    """
    valid = lines.filter(lines.is_valid & (lines.day < before_day))
    orders = valid.group_by(["customer_id", "order_id"]).aggregate(
        day=valid.day.min(), ordered_at=valid.ordered_at.min()
    )
    return orders.filter(orders.day >= first_day)


def with_group(rows: ir.Table, groups: ir.Table | None) -> ir.Table:
    """Repeat rows under the group of their customer, keeping each once under the group of all.

    Parameters
    ----------
    rows : ibis Table
        With customer_id.
    groups : ibis Table or None
        customer_id, group; None knows only the group of all.

    Returns
    -------
    ibis Table
        The rows with ``group``; an empty text stands for all customers.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows, groups = pd.DataFrame({"customer_id": ["a", "b"]}), pd.DataFrame({"customer_id": ["a"], "group": ["x"]})
    >>> sorted(with_group(as_table(rows), as_table(groups)).to_pandas()["group"])
    ['', '', 'x']
    """
    every = rows.mutate(group=ibis.literal(""))
    if groups is None:
        return every
    own = rows.inner_join(groups, "customer_id").select(*rows.columns, "group")
    return ibis.union(every, own, distinct=False)


def clock_counts(orders: ir.Table, timezone: str) -> ir.Table:
    """Count orders by group, weekday and hour.

    Parameters
    ----------
    orders : ibis Table
        From `order_facts` and `with_group`.
    timezone : str
        Business time zone.

    Returns
    -------
    ibis Table
        group, weekday (Monday = 0), hour, orders.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> orders = with_group(order_facts(tiny_crm().table("transactions"), 0, 99_999), None)
    >>> clock_counts(orders, "UTC").to_pandas()["hour"].unique().tolist()
    [20]
    """
    clock = orders.select("group", weekday=local_weekday(orders.day), hour=local_hour(orders.ordered_at, timezone))
    return clock.group_by(["group", "weekday", "hour"]).aggregate(orders=clock.count())


def orders_by(lines: ir.Table, column: str, first_day: int, before_day: int, groups: ir.Table | None) -> ir.Table:
    """Count orders and customers of a window by group and a way of buying.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions.
    column : str
        channel, device or payment_method. The rare order with several values counts once for each.
    first_day, before_day : int
        Local day numbers; the first is included, the second is not.
    groups : ibis Table or None
        customer_id, group.

    Returns
    -------
    ibis Table
        group, value (null where unknown), orders, customers.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> counts = orders_by(tiny_crm().table("transactions"), "channel", 0, 99_999, None)
    >>> counts.order_by("orders").to_pandas()["orders"].tolist()
    [2, 6]
    """
    inside = lines.filter(lines.is_valid & (lines.day >= first_day) & (lines.day < before_day))
    orders = inside.select("customer_id", "order_id", value=inside[column]).distinct()
    customers = orders.group_by(["customer_id", "value"]).aggregate(n=orders.count())
    named = with_group(customers, groups)
    return named.group_by(["group", "value"]).aggregate(orders=named.n.sum(), customers=named.count())


def buyers_by_category(lines: ir.Table, first_day: int, before_day: int, groups: ir.Table | None) -> ir.Table:
    """Count the buyers of each category in a window, by group.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions with category.
    first_day, before_day : int
        Local day numbers; the first is included, the second is not.
    groups : ibis Table or None
        customer_id, group.

    Returns
    -------
    ibis Table
        group, category, buyers; the category is null for lines without one.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> lines = pd.DataFrame({"customer_id": ["a", "a"], "day": [1, 2], "category": "x", "is_valid": True})
    >>> buyers_by_category(as_table(lines), 0, 9, None).to_pandas()["buyers"].tolist()
    [1]
    """
    inside = lines.filter(lines.is_valid & (lines.day >= first_day) & (lines.day < before_day))
    pairs = with_group(inside.select("customer_id", "category").distinct(), groups)
    return pairs.group_by(["group", "category"]).aggregate(buyers=pairs.count())


def gap_counts(days: ir.Table, first_day: int, before_day: int, groups: ir.Table | None) -> ir.Table:
    """Count the days between neighbouring purchase days by length, by group and by category where there is one.

    Parameters
    ----------
    days : ibis Table
        customer_id, day, and perhaps category; each combination once.
    first_day, before_day : int
        Local day numbers; an interval belongs to the window by its later purchase.
    groups : ibis Table or None
        customer_id, group.

    Returns
    -------
    ibis Table
        group, category (if given), gap, n.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> days = as_table(pd.DataFrame({"customer_id": ["a", "a", "a"], "day": [1, 8, 15]}))
    >>> gap_counts(days, 0, 99, None).to_pandas()[["gap", "n"]].to_numpy().tolist()
    [[7, 2]]
    """
    within = ["customer_id", *(["category"] if "category" in days.columns else [])]
    before = days.day.lag().over(ibis.window(group_by=within, order_by=days.day))
    gaps = days.mutate(gap=days.day - before)
    gaps = gaps.filter(gaps.gap.notnull() & (gaps.day >= first_day) & (gaps.day < before_day))
    gaps = with_group(gaps.select(*within, "gap"), groups)
    return gaps.group_by(["group", *within[1:], "gap"]).aggregate(n=gaps.count())
