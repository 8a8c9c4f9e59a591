"""Passes over the order lines: one row per customer, and counts per group. Whole numbers only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import pandas as pd

from crmpersona.relational import (
    as_table,
    epoch_seconds,
    integer_codes,
    local_day,
    local_hour,
    local_weekday,
    to_pandas,
    whole_sum,
)

__all__ = [
    "BANDS",
    "bought_flags",
    "customer_habits",
    "feedback_counts",
    "hour_counts",
    "marketing_consents",
    "orders_of",
    "price_sums",
    "sums_by_customer",
    "top_values",
    "window_of",
]

BANDS: Mapping[str, tuple[int, int]] = {
    "night": (22, 6),
    "morning": (6, 11),
    "noon": (11, 14),
    "afternoon": (14, 18),
    "evening": (18, 22),
}
"""Hours of the day by name, the end left out; night goes over midnight."""


MARKETING = re.compile(r"market|promo|营销|推广|活动|sms|短信|email|newsletter|push", re.IGNORECASE)
"""Purposes of consent that allow a campaign."""


def window_of(lines: Any, first_day: int, end_day: int) -> Any:
    """Keep the valid purchase lines of a span of days.

    Parameters
    ----------
    lines : engine table
        Cleaned transactions.
    first_day, end_day : int
        Local day numbers; the end is left out.

    Returns
    -------
    engine table
        The lines.
    """
    return lines.filter(lines.is_valid & (lines.day >= first_day) & (lines.day < end_day))


def top_values(lines: Any, column: str, most: int) -> dict[str, list[str]]:
    """List the values of a text column that most customers have; spellings that differ by case alone are one value.

    Parameters
    ----------
    lines : engine table
        Rows with ``customer_id``.
    column : str
        Text column.
    most : int
        Number of values wanted.

    Returns
    -------
    dict of str to list of str
        The most frequent spelling to all spellings; the most frequent value first, ties in code-point order.
    """
    if column not in lines.columns:
        return {}
    known = lines.filter(lines[column].notnull())
    frame = to_pandas(known.group_by(column).aggregate(n=known.customer_id.nunique()), [column])
    ranked = sorted(zip(frame["n"].tolist(), frame[column].tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))
    values: dict[str, list[str]] = {}
    heads: dict[str, str] = {}
    for _, value in ranked:
        head = heads.setdefault(str(value).strip().casefold(), str(value))
        values.setdefault(head, []).append(str(value))
    return dict(list(values.items())[:most])


def orders_of(lines: Any, timezone: str) -> Any:
    """Fold lines into orders: hour, weekday, money, units, whether a coupon or a discount was used.

    Parameters
    ----------
    lines : engine table
        Valid lines of the window.
    timezone : str
        Business time zone.

    Returns
    -------
    engine table
        One row per customer and order.
    """
    have = set(lines.columns)
    sums = {
        name: whole_sum(lines[name])
        for name in ("amount", "quantity", "discount", "list_amount", "cost")
        if name in have
    }
    coupon = {"coupons": lines.coupon_id.count()} if "coupon_id" in have else {}
    placed = lines.group_by(["customer_id", "order_id"]).aggregate(ordered_at=lines.ordered_at.min(), **sums, **coupon)
    return placed.mutate(
        hour=local_hour(placed.ordered_at, timezone).cast("int64"),
        weekday=local_weekday(local_day(placed.ordered_at, timezone)).cast("int64"),
    )


def _band(hour: Any, begin: int, end: int) -> Any:
    """Say whether an hour lies in a band."""
    return (hour >= begin) & (hour < end) if begin < end else (hour >= begin) | (hour < end)


def customer_habits(orders: Any) -> pd.DataFrame:
    """Count each customer's orders by time of day, on weekends and with a discount; sum money and units.

    Parameters
    ----------
    orders : engine table
        From :func:`orders_of`.

    Returns
    -------
    pandas.DataFrame
        Index customer_id (sorted), whole numbers; money and units in 1/10,000.
    """
    have = set(orders.columns)
    measures = {f"orders_{name}": _count(_band(orders.hour, *span)) for name, span in BANDS.items()}
    measures["orders_weekend"] = _count(orders.weekday >= 5)
    if "coupons" in have:
        measures["orders_coupon"] = _count(orders.coupons > 0)
    if "discount" in have:
        measures["orders_discount"] = _count(orders.discount > 0)
    for name in ("amount", "quantity", "discount", "list_amount", "cost"):
        if name in have:
            measures[name] = whole_sum(orders[name])
    table = orders.group_by("customer_id").aggregate(orders=orders.count().cast("int64"), **measures)
    return to_pandas(table, "customer_id").set_index("customer_id").sort_index()


def _count(condition: Any) -> Any:
    """Count the rows that meet a condition."""
    return whole_sum(condition.cast("int64"))


def sums_by_customer(days: Any, columns: Sequence[str]) -> Any:
    """Sum whole-number columns per customer.

    Parameters
    ----------
    days : engine table
        Rows with ``customer_id``.
    columns : sequence of str
        Columns to sum.

    Returns
    -------
    engine table
        customer_id and the sums.
    """
    return days.group_by("customer_id").aggregate(**{name: whole_sum(days[name]) for name in columns})


def bought_flags(lines: Any, columns: Mapping[str, Mapping[str, Sequence[str]]]) -> pd.DataFrame:
    """Say for each customer which values of which columns occur among the lines.

    Parameters
    ----------
    lines : engine table
        Valid lines of the window.
    columns : mapping of str to mapping
        Column to the values asked for, each with its spellings, from :func:`top_values`.

    Returns
    -------
    pandas.DataFrame
        Index customer_id (sorted), one boolean column per value, named ``column:value``.
    """
    measures: dict[str, Any] = {}
    names: dict[str, str] = {}
    for column, values in columns.items():
        for value, spellings in values.items():
            short = f"flag_{len(measures)}"
            names[short] = f"{column}:{value}"
            measures[short] = lines[column].isin(list(spellings)).cast("int64").max()
    if not measures:
        return pd.DataFrame(index=pd.Index([], name="customer_id", dtype=str))
    frame = to_pandas(lines.group_by("customer_id").aggregate(**measures), "customer_id").set_index("customer_id")
    return (frame.sort_index().fillna(0) > 0).rename(columns=names)


def hour_counts(orders: Any, labels: pd.Series[Any]) -> pd.DataFrame:
    """Count orders per group, weekday and hour.

    Parameters
    ----------
    orders : engine table
        From :func:`orders_of`.
    labels : pandas.Series
        Group code (int) per customer_id.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``weekday``, ``hour``, ``orders``; cells without an order are left out.
    """
    codes = as_table(pd.DataFrame({"customer_id": labels.index.astype(str), "code": labels.to_numpy(dtype="int64")}))
    joined = orders.inner_join(codes, "customer_id")
    counted = joined.group_by(["code", "weekday", "hour"]).aggregate(orders=joined.count().cast("int64"))
    return to_pandas(counted, ["code", "weekday", "hour"])


def price_sums(lines: Any, categories: Sequence[str]) -> pd.DataFrame:
    """Compare what customers paid with what the same units cost on average in their categories.

    Parameters
    ----------
    lines : engine table
        Valid lines with ``amount``, ``quantity`` and ``category``.
    categories : sequence of str
        Categories compared; other lines are left out.

    Returns
    -------
    pandas.DataFrame
        Index customer_id (sorted): ``paid`` and ``usual`` in 1/10,000 of the currency.
    """
    kept = lines.filter(lines.category.isin(list(categories)) & (lines.quantity > 0))
    means = to_pandas(
        kept.group_by("category").aggregate(paid=whole_sum(kept.amount), units=whole_sum(kept.quantity)), "category"
    )
    prices = {
        str(row["category"]): int(row["paid"]) * 10_000 // int(row["units"])
        for row in means.to_dict("records")
        if row["units"]
    }
    if not prices:
        return pd.DataFrame({"paid": [], "usual": []}, index=pd.Index([], name="customer_id", dtype=str))
    price = ibis.cases(*[(kept.category == name, value) for name, value in prices.items()], else_=0)
    valued = kept.mutate(usual=kept.quantity * price // 10_000)
    table = valued.group_by("customer_id").aggregate(paid=whole_sum(valued.amount), usual=whole_sum(valued.usual))
    return to_pandas(table, "customer_id").set_index("customer_id").sort_index()


def marketing_consents(consents: Any, timezone: str, end_day: int) -> pd.Index[Any]:
    """List the customers whose latest answer on marketing, before a day, is yes.

    Parameters
    ----------
    consents : engine table
        ``customer_id``, ``granted``, and as far as known ``purpose`` and ``changed_at``.
    timezone : str
        Business time zone.
    end_day : int
        Local day number; answers on or after it are not seen.

    Returns
    -------
    pandas.Index
        customer_id, sorted. A customer who refused any marketing purpose last is left out of it.
    """
    kept = consents.filter(consents.granted.notnull())
    if "changed_at" in kept.columns:
        kept = kept.filter(local_day(kept.changed_at, timezone) < end_day)
    keys = ["customer_id"]
    if "purpose" in kept.columns:
        purposes = [name for name in integer_codes(kept, "purpose") if MARKETING.search(name)]
        kept = kept.filter(kept.purpose.isin(purposes)) if purposes else kept
        keys.append("purpose")
    at = epoch_seconds(kept.changed_at) if "changed_at" in kept.columns else ibis.literal(0, "int64")
    coded = kept.mutate(
        code=at * 2 + (1 - kept.granted.cast("int64"))
    )  # of two answers at one moment the refusal counts
    latest = coded.group_by(keys).aggregate(code=coded["code"].max())
    answers = latest.group_by("customer_id").aggregate(refused=(latest.code % 2).max())
    frame = to_pandas(answers.filter(answers.refused == 0), "customer_id")
    return pd.Index(sorted(frame["customer_id"].astype(str)), name="customer_id")


def feedback_counts(feedback: Any, products: Any, labels: pd.Series[Any], timezone: str, end_day: int) -> pd.DataFrame:
    """Count feedback per group and category: ratings, good ratings, promoters, detractors, complaints.

    Parameters
    ----------
    feedback : engine table
        ``customer_id``, ``created_at`` and as far as known ``rating``, ``nps``, ``kind``, ``product_id``.
    products : engine table or None
        To find the category of a product.
    labels : pandas.Series
        Group code (int) per customer_id.
    timezone : str
        Business time zone.
    end_day : int
        Local day number; later feedback is not seen.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``category`` (missing where unknown), ``messages``, ``ratings``, ``stars``, ``good``, ``answers``,
        ``promoters``, ``detractors``, ``complaints``.
    """
    kept = feedback.filter(local_day(feedback.created_at, timezone) < end_day)
    if products is not None and {"product_id"} <= set(kept.columns) and "category" in products.columns:
        kept = kept.left_join(products.select("product_id", "category"), "product_id")
    else:
        kept = kept.mutate(category=ibis.null("string"))
    codes = as_table(pd.DataFrame({"customer_id": labels.index.astype(str), "code": labels.to_numpy(dtype="int64")}))
    kept = kept.inner_join(codes, "customer_id")
    have = set(feedback.columns)
    zero = ibis.literal(0, "int64")
    measures = {
        "ratings": kept.rating.count() if "rating" in have else zero.max(),
        "stars": whole_sum(kept.rating) if "rating" in have else zero.max(),
        "good": _count(kept.rating >= 4) if "rating" in have else zero.max(),
        "answers": kept.nps.count() if "nps" in have else zero.max(),
        "promoters": _count(kept.nps >= 9) if "nps" in have else zero.max(),
        "detractors": _count(kept.nps <= 6) if "nps" in have else zero.max(),
        "complaints": _count(kept.kind == "complaint") if "kind" in have else zero.max(),
    }
    counted = kept.group_by(["code", "category"]).aggregate(messages=kept.count(), **measures)
    frame = to_pandas(counted, ["code", "category"])
    numbers = [*measures, "messages"]
    frame[numbers] = frame[numbers].fillna(0).astype("int64")
    return frame
