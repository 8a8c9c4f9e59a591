"""Ingredients of the measures as engine expressions: each one grouped pass over all months asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from crmpersona.features.measure_catalogue import PRODUCTS
from crmpersona.relational import local_day, month_number, square

__all__ = [
    "active_by_month",
    "category_buyers",
    "customers_known",
    "feedback_by_month",
    "intervals_by_window",
    "month_sums",
    "registered_by_month",
    "repeats_by_window",
    "top_sales",
]


def _where(condition: ir.BooleanValue, value: Any = 1) -> ir.IntegerColumn:
    """Keep a whole number where a condition holds, else 0."""
    return ibis.cases((condition, value), else_=0).cast("int64")


def _product(left: ir.IntegerColumn, right: ir.IntegerColumn) -> ir.DecimalColumn:
    """Multiply whole numbers without overflow, ready to be summed exactly."""
    return (left.cast("decimal(19, 0)") * right.cast("decimal(19, 0)")).cast("decimal(38, 0)")


def _with_flags(months: ir.Table) -> ir.Table:
    """Add to each customer and month what the customer is in it: buyer, first-time, existing, again."""
    ordered = ibis.window(group_by="customer_id", order_by=months.month)
    bought = months.orders > 0
    before = ibis.cases((bought, months.month), else_=ibis.null("int64")).lag().over(ordered)
    # The row before is last month's if the customer did anything then, because months are unique per customer.
    again = ibis.coalesce(bought & (before == months.month - 1), ibis.literal(False))
    existing = ibis.coalesce(months.first_month < months.month, ibis.literal(False))
    return months.mutate(
        buyers=_where(bought),
        first_time_buyers=_where(bought & (months.first_month == months.month)),
        repeat=_where(months.orders > 1),
        repeat_by_day=_where(months.days > 1),
        rebuyers=_where(again),
        retained=_where(again & (months.first_month == months.month - 1)),
        existing_net_sales=_where(existing, months.net),
        gross_sales=months.gross,
        refunds=months.refund,
        net_sales=months.net,
    )


SUMMED = (
    "buyers", "first_time_buyers", "repeat", "repeat_by_day", "rebuyers", "retained", "orders", "units", "gross_sales",
    "refunds", "net_sales", "existing_net_sales", "discount", "list_value",
)  # fmt: skip


def month_sums(months: ir.Table, last_month: int) -> ir.Table:
    """Sum up every month to the last one: counts, money, and the products that intervals of ratios need.

    Parameters
    ----------
    months : ibis Table
        From `expressions_orders.customer_months`.
    last_month : int
        Number of the last month seen.

    Returns
    -------
    ibis Table
        month, customers (with an order or return), the ingredients of `SUMMED`, and one column ``a*b`` for each pair of
        `measure_catalogue.PRODUCTS`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = {"customer_id": ["a", "a"], "month": [10, 11], "orders": [1, 2], "days": 1, "first_month": 10}
    >>> money = dict.fromkeys(("gross", "refund", "units", "discount", "list_value", "net"), 5)
    >>> sums = month_sums(as_table(pd.DataFrame({**rows, **money})), 11).order_by("month").to_pandas()
    >>> sums[["month", "buyers", "repeat", "rebuyers", "retained"]].to_numpy().tolist()
    [[10, 1, 0, 0, 0], [11, 1, 1, 1, 1]]
    """
    rows = _with_flags(months.filter(months.month <= last_month))
    sums = {name: rows[name].sum().cast("int64") for name in SUMMED}
    products = {f"{a}*{b}": _product(rows[a], rows[b]).sum() for a, b in PRODUCTS}
    return rows.group_by("month").aggregate(customers=rows.count(), **sums, **products)


def repeats_by_window(purchases: ir.Table, ends: Sequence[int], window_days: int) -> ir.Table:
    """Count buyers and repeat buyers of several windows in one pass.

    Parameters
    ----------
    purchases : ibis Table
        From `expressions_orders.purchase_days`.
    ends : sequence of int
        Day numbers after the last day of each window.
    window_days : int
        Length of each window.

    Returns
    -------
    ibis Table
        One row: ``buyers_<i>``, ``repeat_<i>`` (two orders), ``days_<i>`` (two purchase days) for each window.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> bought = as_table(pd.DataFrame({"customer_id": ["a", "a", "b"], "day": [1, 5, 5], "orders": [1, 1, 2]}))
    >>> repeats_by_window(bought, [6], 5).to_pandas().iloc[0].tolist()
    [2, 2, 1]
    """
    per_customer: dict[str, Any] = {}
    for place, end in enumerate(ends):
        inside = (purchases.day >= end - window_days) & (purchases.day < end)
        per_customer[f"orders_{place}"] = _where(inside, purchases.orders).sum()
        per_customer[f"days_{place}"] = _where(inside).sum()
    customers = purchases.group_by("customer_id").aggregate(**per_customer)
    counts: dict[str, Any] = {}
    for place in range(len(ends)):
        bought = customers[f"orders_{place}"]
        counts[f"buyers_{place}"] = _where(bought > 0).sum()
        counts[f"repeat_{place}"] = _where(bought > 1).sum()
        counts[f"days_{place}"] = _where(customers[f"days_{place}"] > 1).sum()
    return customers.aggregate(**counts)


def intervals_by_window(purchases: ir.Table, ends: Sequence[int], window_days: int) -> ir.Table:
    """Count the intervals between purchase days by their length, for several windows in one pass.

    Parameters
    ----------
    purchases : ibis Table
        From `expressions_orders.purchase_days`.
    ends : sequence of int
        Day numbers after the last day of each window.
    window_days : int
        Length of each window; an interval belongs to it by its later purchase.

    Returns
    -------
    ibis Table
        gap (days), ``n_<i>`` for each window.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> bought = as_table(pd.DataFrame({"day": [1, 5, 9], "previous_day": [None, 1, 5]}).astype("Int64"))
    >>> intervals_by_window(bought, [10, 6], 20).to_pandas().to_numpy().tolist()
    [[4, 2, 1]]
    """
    repeated = purchases.filter(purchases.previous_day.notnull())
    repeated = repeated.mutate(gap=repeated.day - repeated.previous_day)
    counts = {
        f"n_{place}": _where((repeated.day >= end - window_days) & (repeated.day < end)).sum()
        for place, end in enumerate(ends)
    }
    return repeated.group_by("gap").aggregate(**counts)


def active_by_month(active: ir.Table, before_day: int) -> ir.Table:
    """Count the customers with a purchase or interaction in each month.

    Parameters
    ----------
    active : ibis Table
        From `expressions_tiers.active_days`.
    before_day : int
        Local day number from which nothing is seen.

    Returns
    -------
    ibis Table
        month, active_customers.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> active = as_table(pd.DataFrame({"customer_id": ["a", "a", "b"], "day": [1, 2, 40]}))
    >>> active_by_month(active, 35).to_pandas()["active_customers"].tolist()
    [1]
    """
    seen = active.filter(active.day < before_day)
    pairs = seen.select("customer_id", month=month_number(seen.day)).distinct()
    return pairs.group_by("month").aggregate(active_customers=pairs.count())


def customers_known(known: ir.Table, ends: Sequence[int]) -> ir.Table:
    """Count the customers known before several days.

    Parameters
    ----------
    known : ibis Table
        From `expressions_population.known_since`.
    ends : sequence of int
        Local day numbers.

    Returns
    -------
    ibis Table
        One row: ``n_<i>`` for each day.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> customers_known(as_table(pd.DataFrame({"known_day": [3, 9]})), [4, 10]).to_pandas().iloc[0].tolist()
    [1, 2]
    """
    counts = {f"n_{place}": ibis.coalesce(_where(known.known_day < end).sum(), 0) for place, end in enumerate(ends)}
    return known.aggregate(**counts)


def registered_by_month(customers: ir.Table, timezone: str) -> ir.Table:
    """Count the customers registered in each month.

    Parameters
    ----------
    customers : ibis Table
        The customers, with registered_at.
    timezone : str
        Business time zone.

    Returns
    -------
    ibis Table
        month, registered_new.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> people = as_table(pd.DataFrame({"registered_at": pd.to_datetime(["1970-01-03", None])}))
    >>> registered_by_month(people, "UTC").to_pandas().to_numpy().tolist()
    [[23640, 1]]
    """
    dated = customers.filter(customers.registered_at.notnull())
    dated = dated.select(month=month_number(local_day(dated.registered_at, timezone)))
    return dated.group_by("month").aggregate(registered_new=dated.count())


def top_sales(months: ir.Table, last_month: int) -> ir.Table:
    """Sum up the net sales of each month's top 20 % of buyers, and what the interval of their share needs.

    Parameters
    ----------
    months : ibis Table
        From `expressions_orders.customer_months`.
    last_month : int
        Number of the last month seen.

    Returns
    -------
    ibis Table
        month, top_buyers, top_sales, top_squares (of the top), line (smallest net sales among them), ranked_sales (of
        all buyers).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = pd.DataFrame({"customer_id": list("abcde"), "month": 10, "orders": 1, "net": [5, 9, 1, 1, 1]})
    >>> top_sales(as_table(rows), 10).to_pandas()[["top_buyers", "top_sales", "line"]].to_numpy().tolist()
    [[1, 9, 9]]
    """
    buyers = months.filter((months.month <= last_month) & (months.orders > 0))
    largest = ibis.window(group_by="month", order_by=buyers.net.desc())
    whole = ibis.window(group_by="month")
    ranked = buyers.mutate(place=ibis.row_number().over(largest), n=buyers.count().over(whole))
    # Place < 20 % of n, in whole numbers; equal amounts at the line are interchangeable in every sum below.
    top = ranked.place * 5 < ranked.n
    held = ibis.cases((top, ranked.net), else_=ibis.null("int64"))
    return ranked.group_by("month").aggregate(
        top_buyers=_where(top).sum(),
        top_sales=held.sum().cast("int64"),
        top_squares=square(held).sum(),
        line=held.min(),
        ranked_sales=ranked.net.sum().cast("int64"),
    )


def category_buyers(lines: ir.Table, last_month: int) -> ir.Table:
    """Count the buyers of each category in each month.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions with category.
    last_month : int
        Number of the last month seen.

    Returns
    -------
    ibis Table
        month, category, buyers.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> lines = pd.DataFrame({"customer_id": ["a", "a"], "day": [1, 2], "category": "x", "is_valid": True})
    >>> category_buyers(as_table(lines), 30_000).to_pandas()["buyers"].tolist()
    [1]
    """
    valid = lines.filter(lines.is_valid & lines.category.notnull())
    pairs = valid.select("customer_id", "category", month=month_number(valid.day)).distinct()
    pairs = pairs.filter(pairs.month <= last_month)
    return pairs.group_by(["month", "category"]).aggregate(buyers=pairs.count())


def feedback_by_month(feedback: ir.Table, timezone: str, before_day: int) -> ir.Table:
    """Count what customers said in each month.

    Parameters
    ----------
    feedback : ibis Table
        The feedback; nps, rating and kind as far as known.
    timezone : str
        Business time zone.
    before_day : int
        Local day number from which nothing is seen.

    Returns
    -------
    ibis Table
        month, promoters, detractors, nps_answers, top_ratings (4 or 5 stars), ratings, stars, star_squares, complaints;
        0 where the column is absent.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> said = pd.DataFrame({"created_at": pd.to_datetime(["1970-01-02"] * 3), "nps": [10, 8, 3]})
    >>> feedback_by_month(as_table(said), "UTC", 99).to_pandas().iloc[0].tolist()[1:4]
    [1, 1, 3]
    """
    days = local_day(feedback.created_at, timezone)
    absent = {"nps": ibis.null("int64"), "rating": ibis.null("int64"), "kind": ibis.null("string")}
    known = {name: feedback[name] if name in feedback.columns else value for name, value in absent.items()}
    seen = feedback.select(month=month_number(days), day=days, **known)
    seen = seen.filter(seen.day < before_day)
    return seen.group_by("month").aggregate(
        promoters=_where(seen.nps >= 9).sum(),
        detractors=_where(seen.nps <= 6).sum(),
        nps_answers=_where(seen.nps.notnull()).sum(),
        top_ratings=_where(seen.rating >= 4).sum(),
        ratings=_where(seen.rating.notnull()).sum(),
        stars=_where(seen.rating.notnull(), seen.rating).sum(),
        star_squares=_where(seen.rating.notnull(), seen.rating * seen.rating).sum(),
        complaints=_where(seen.kind == "complaint").sum(),
    )
