"""Behaviour features as engine expressions: sums, counts and count tables that merge, no medians, no distinct sets.

Orders are made from order lines first, then customers from orders; a customer's top channel, hour or category is read
from counts, ties broken by the smaller integer code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from crmpersona.relational import as_table, local_day, local_seconds, local_weekday, whole_sum

__all__ = [
    "BANDS",
    "OTHER",
    "WEEKDAYS",
    "Scope",
    "category_totals",
    "contact_totals",
    "frequent_values",
    "order_totals",
    "product_totals",
    "purchase_totals",
    "registrations",
    "return_totals",
    "time_span",
]

BANDS = ("night", "morning", "afternoon", "evening")
"""Hour bands of six hours each, from midnight."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OTHER = "other"
DAY, BAND = 86_400, 21_600


@dataclass(frozen=True)
class Scope:
    """What is asked of the data, and what the data have.

    Parameters
    ----------
    day : int
        Local day number of the view; rows on or after it are not seen.
    timezone : str
        Business time zone.
    windows : tuple of int
        Lengths of the windows in days.
    columns : frozenset of str
        Columns of the transactions.
    plain : frozenset of str
        ``"refund"`` where no purchase line carries a refund, ``"discount"`` where every one says its discount: then
        net sales and list value follow from other sums and need none of their own.
    years : tuple of (int, int)
        First and last year of the moments seen.
    channels, categories : tuple of str
        Values that get a share of their own, in code-point order.
    all_channels, all_categories : tuple of str
        Every value seen, in code-point order: the position is the code.
    festivals : tuple of int
        Day numbers of shopping festivals.

    Examples
    --------
    >>> Scope(day=20_000, timezone="UTC", windows=(30,)).start(30)
    19970
    """

    day: int
    timezone: str
    windows: tuple[int, ...]
    columns: frozenset[str] = field(default_factory=frozenset)
    plain: frozenset[str] = field(default_factory=frozenset)
    years: tuple[int, int] = (1995, 2045)
    channels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    all_channels: tuple[str, ...] = ()
    all_categories: tuple[str, ...] = ()
    festivals: tuple[int, ...] = ()

    def start(self, window: int) -> int:
        """Return the first day of a window of so many days."""
        return self.day - window

    def family(self, kind: str) -> tuple[str, ...]:
        """Return the values with a share of their own, and ``"other"`` where there are more.

        Parameters
        ----------
        kind : {"channels", "categories"}
            Which values.

        Returns
        -------
        tuple of str
            Names of the members.
        """
        shown: tuple[str, ...] = getattr(self, kind)
        return (*shown, OTHER) if len(shown) < len(getattr(self, f"all_{kind}")) else shown

    def has(self, column: str) -> bool:
        """Say whether the transactions have a column."""
        return column in self.columns


def purchase_lines(lines: ir.Table, day: int) -> ir.Table:
    """Return the valid purchase lines before a day."""
    return lines.filter(lines["is_valid"] & (lines["day"] < day))


def time_span(lines: ir.Table, day: int) -> ir.Table:
    """Return the first and the last moment before a day, and count what makes sums of their own necessary.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions.
    day : int
        Local day number of the view.

    Returns
    -------
    ibis Table
        One row: ``first``, ``last``, ``returns`` (lines), ``odd_refund`` (purchase lines with a refund) and
        ``odd_discount`` (purchase lines without a known discount), as far as there are such columns.
    """
    seen = lines.filter(lines["day"] < day)
    odd = {}
    if "refund" in lines.columns:
        odd["odd_refund"] = seen.count(where=seen["is_valid"] & (seen["refund"] != 0))
    if "discount" in lines.columns:
        odd["odd_discount"] = seen.count(where=seen["is_valid"] & seen["discount"].isnull())
    stamps = {"first": seen["ordered_at"].min(), "last": seen["ordered_at"].max()}
    return seen.aggregate(**stamps, returns=seen.count(where=seen["is_return"]), **odd)


def frequent_values(lines: ir.Table, column: str, day: int) -> ir.Table:
    """Count the purchase lines of each value of a text column.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions.
    column : str
        Text column; nulls are left out.
    day : int
        Local day number of the view.

    Returns
    -------
    ibis Table
        ``value`` and ``n``.
    """
    seen = purchase_lines(lines, day)
    known = seen.filter(seen[column].notnull()).select(value=seen[column])
    return known.group_by("value").aggregate(n=known.count())


def order_totals(lines: ir.Table, scope: Scope) -> ir.Table:
    """Make orders from purchase lines.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions.
    scope : Scope
        What is asked.

    Returns
    -------
    ibis Table
        ``customer_id``, ``order_id``, ``at`` and ``day`` (of the first line), ``lines``, and as far as known
        ``gross``, ``net`` and ``net_<window>``, ``units``, ``discount``, ``list_value``, ``channel`` (code).
    """
    bought = purchase_lines(lines, scope.day)
    measures: dict[str, Any] = {"at": bought["ordered_at"].min(), "day": bought["day"].min(), "lines": bought.count()}
    if scope.has("amount"):
        net = bought["amount"] if "refund" in scope.plain else bought["amount"] - bought["refund"]
        measures["gross"] = bought["amount"].sum()
        if "refund" not in scope.plain:
            measures["net"] = net.sum()
        # Money counts on the day of its own line, as in the measures of the report.
        measures |= {f"net_{w}": net.sum(where=bought["day"] >= scope.start(w)) for w in scope.windows}
    if scope.has("discount") and scope.has("list_amount"):
        measures["discount"] = bought["discount"].sum()
        if "discount" not in scope.plain:
            measures["list_value"] = bought["list_amount"].sum()
    if scope.has("quantity"):
        measures["units"] = bought["quantity"].sum()
    if scope.all_channels:
        measures["channel"] = _channel_code(bought["channel"], scope.channels).min()
    return bought.group_by(["customer_id", "order_id"]).aggregate(**measures)


def purchase_totals(lines: ir.Table, scope: Scope) -> ir.Table:
    """Make customers from orders.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions.
    scope : Scope
        What is asked.

    Returns
    -------
    ibis Table
        ``customer_id`` and whole numbers: orders, days, first and last day and moment, sums of money, orders per
        window, band, weekday and channel, and the sum of squared intervals between purchase days.
    """
    orders = order_totals(lines, scope)
    seconds = local_seconds(orders["at"], scope.timezone, scope.years)
    by_day = ibis.window(group_by="customer_id", order_by=orders["day"])
    # Orders of one day have an interval of 0, which changes neither the sum of the intervals nor that of the squares.
    orders = orders.mutate(
        gap=orders["day"] - orders["day"].lag().over(by_day),
        band=seconds // BAND - seconds // DAY * (DAY // BAND),
        weekday=local_weekday(orders["day"]),
    )
    return orders.group_by("customer_id").aggregate(**_purchase_measures(orders, scope))


def _purchase_measures(orders: ir.Table, scope: Scope) -> dict[str, Any]:
    """Return the aggregates of one customer's orders."""
    day, gap = orders["day"], orders["gap"]
    measures: dict[str, Any] = {
        "orders": orders.count(),
        "lines": whole_sum(orders["lines"]),
        "first_day": day.min(),
        "last_day": day.max(),
        "first_order": orders["at"].min(),
        "last_order": orders["at"].max(),
        # A square of days stays below 1e10 and their sum below the square of the whole span: int64 is exact.
        "gap_squares": _total(gap * gap),
        "days": orders.count(where=gap.isnull() | (gap > 0)),
    }
    measures |= {f"orders_{w}": orders.count(where=day >= scope.start(w)) for w in scope.windows}
    measures |= {f"band_{code}": orders.count(where=orders["band"] == code) for code in range(len(BANDS))}
    measures |= {f"weekday_{code}": orders.count(where=orders["weekday"] == code) for code in range(len(WEEKDAYS))}
    if scope.festivals:
        measures["festival"] = orders.count(where=day.isin(scope.festivals))
    if scope.all_channels:
        codes = range(len(scope.family("channels")))
        measures |= {f"channel_{code}": orders.count(where=orders["channel"] == code) for code in codes}
    sums = ("gross", "net", "units", "discount", "list_value", *(f"net_{w}" for w in scope.windows))
    measures |= {name: _total(orders[name]) for name in sums if name in orders.columns}
    if "gross" in measures and "net" not in measures:
        measures["net"] = measures["gross"]
    if "discount" in measures and "list_value" not in measures:
        measures["list_value"] = measures["gross"] + measures["discount"]
    return measures


def return_totals(lines: ir.Table, scope: Scope) -> ir.Table:
    """Sum the money of return lines, which have their own date.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions with an amount.
    scope : Scope
        What is asked.

    Returns
    -------
    ibis Table
        ``customer_id``, ``back`` and ``back_<window>``: fixed point, zero or positive.
    """
    back = lines.filter(lines["is_return"] & (lines["day"] < scope.day))
    returned = -back["amount"]
    parts = {f"back_{w}": _total(returned, back["day"] >= scope.start(w)) for w in scope.windows}
    return back.group_by("customer_id").aggregate(back=_total(returned), **parts)


def category_totals(lines: ir.Table, scope: Scope) -> ir.Table:
    """Count each customer's lines per category, and from these counts the top one, the breadth and the shares.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions with a category.
    scope : Scope
        What is asked.

    Returns
    -------
    ibis Table
        ``customer_id``, ``category_lines``, ``category_count``, ``top`` (packed count and code) and
        ``category_<place>`` for the shown ones.
    """
    bought = purchase_lines(lines, scope.day)
    counted = bought.group_by(["customer_id", "category"]).aggregate(n=bought.count())
    names = list(scope.all_categories)
    codes = as_table(pd.DataFrame({"category": pd.Series(names, dtype="str"), "code": range(len(names))}))
    joined = counted.left_join(codes, "category")
    size = max(len(scope.all_categories), 1)
    known = joined["code"].notnull()
    measures = {
        "category_lines": _total(joined["n"], known),
        "category_count": joined.count(where=known),
        # The most frequent code with ties to the smaller one, as one whole number per row: no sort is needed.
        "top": ibis.coalesce((joined["n"] * size + (size - 1 - joined["code"])).max(), 0),
    }
    for place, name in enumerate(scope.categories):
        # One row per customer and category, so the largest is the only one.
        chosen = joined["code"] == scope.all_categories.index(name)
        measures[f"category_{place}"] = ibis.coalesce(joined["n"].max(where=chosen), 0)
    return joined.group_by("customer_id").aggregate(**measures)


def product_totals(lines: ir.Table, scope: Scope) -> ir.Table:
    """Count the different products of each customer, from a count table that merges.

    Parameters
    ----------
    lines : ibis Table
        Cleaned transactions with a product.
    scope : Scope
        What is asked.

    Returns
    -------
    ibis Table
        ``customer_id`` and ``product_count``.
    """
    bought = purchase_lines(lines, scope.day)
    products = bought.group_by(["customer_id", "product_id"]).aggregate(n=bought.count())
    return products.group_by("customer_id").aggregate(product_count=products["product_id"].count())


def contact_totals(interactions: ir.Table, scope: Scope, window: int) -> ir.Table:
    """Count the interactions of a window.

    Parameters
    ----------
    interactions : ibis Table
        customer_id, occurred_at (UTC).
    scope : Scope
        What is asked.
    window : int
        Length of the window in days.

    Returns
    -------
    ibis Table
        ``customer_id``, ``contacts`` and ``contact_days``.
    """
    dated = interactions.select("customer_id", day=local_day(interactions["occurred_at"], scope.timezone))
    seen = dated.filter((dated["day"] < scope.day) & (dated["day"] >= scope.start(window)))
    days = seen.group_by(["customer_id", "day"]).aggregate(n=seen.count())
    return days.group_by("customer_id").aggregate(contacts=whole_sum(days["n"]), contact_days=days.count())


def registrations(customers: ir.Table, scope: Scope) -> ir.Table:
    """Return the days since registration.

    Parameters
    ----------
    customers : ibis Table
        customer_id, registered_at (UTC).
    scope : Scope
        What is asked.

    Returns
    -------
    ibis Table
        ``customer_id`` and ``registered``: 1 or more, 0 where it is not known or not before the day of the view.
    """
    days = scope.day - local_day(customers["registered_at"], scope.timezone)
    return customers.select("customer_id", registered=(days > 0).ifelse(days, 0))


def _total(column: ir.IntegerColumn, where: ir.BooleanValue | None = None) -> ir.IntegerScalar:
    """Sum whole numbers; nothing sums to 0, so that no column turns into floats."""
    return ibis.coalesce(whole_sum(column, where), 0)


def _channel_code(channel: ir.StringColumn, shown: Sequence[str]) -> ir.IntegerColumn:
    """Turn a channel into its code; the last code is for all others, null stays null."""
    if not shown:
        return channel.isnull().ifelse(ibis.null("int8"), 0)
    coded = channel.cases(*((name, code) for code, name in enumerate(shown)), else_=len(shown))
    return channel.isnull().ifelse(ibis.null("int8"), coded)
