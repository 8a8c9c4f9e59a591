"""The measures as data: numerator, denominator, unit, interval and what each needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

__all__ = ["CATALOGUE", "PRODUCTS", "Measure"]


@dataclass(frozen=True)
class Measure:
    """One measure: a count or sum, or the quotient of two.

    Parameters
    ----------
    key : str
        Stable name; ``window`` in it is replaced by the number of days.
    numerator : str
        Ingredient above the line, or the only one.
    denominator : str, optional
        Ingredient below the line; empty for counts and sums.
    unit : str
        Key of `words_measures.UNITS`.
    kind : {"count", "money", "number", "rate", "days"}
        How to write the value; rates change in points, all others in per cent.
    interval : {"none", "wilson", "ratio", "top", "mean", "quantile"}
        How the interval is made.
    window : {"month", "month_end", "window"}
        Time the measure speaks of.
    needs : str
        What the data must hold, a key of the availability checks; empty if orders suffice.
    above, below : str
        Keys of the words for numerator and denominator.
    scale : float
        Factor of the quotient: 1,000 for complaints per 1,000 orders.
    note : str
        Key of a note that always stands beside the measure.

    Examples
    --------
    >>> CATALOGUE["sales_per_buyer"].numerator, CATALOGUE["sales_per_buyer"].denominator
    ('net_sales', 'buyers')
    """

    key: str
    numerator: str
    denominator: str = ""
    unit: str = "customers"
    kind: str = "count"
    interval: str = "none"
    window: str = "month"
    needs: str = ""
    above: str = "customers"
    below: str = ""
    scale: float = 1.0
    note: str = ""


def _count(key: str, unit: str = "customers", **more: Any) -> Measure:
    return Measure(key, key, unit=unit, above=more.pop("above", "customers"), **more)


def _money(key: str, above: str, **more: Any) -> Measure:
    return Measure(key, key, unit="currency", kind="money", needs="money", above=above, **more)


def _rate(key: str, top: str, bottom: str, above: str, below: str = "", **more: Any) -> Measure:
    settings: dict[str, Any] = {"interval": "wilson", **more}
    return Measure(key, top, bottom, "rate", "rate", above=above, below=below or bottom, **settings)


def _ratio(key: str, top: str, bottom: str, unit: str, kind: str, needs: str = "") -> Measure:
    return Measure(key, top, bottom, unit, kind, "ratio", needs=needs, above=top, below=bottom)


_MEASURES = (
    _count("customers_total", window="month_end"),
    _count("registered_new", needs="registration"),
    _count("buyers"),
    _count("first_time_buyers"),
    _count("orders", "orders", above="orders"),
    _count("units", "units", above="units", needs="units"),
    _count("active_customers", above="active", note="purchases_only"),
    _rate("active_rate", "active_customers", "customers_total", "active", note="purchases_only"),
    _money("gross_sales", "net_sales"),
    _money("refunds", "refunds", note="refund_date"),
    _money("net_sales", "net_sales", note="refund_date"),
    _ratio("sales_per_buyer", "net_sales", "buyers", "currency_per_customer", "money", "money"),
    _ratio("average_order_value", "net_sales", "orders", "currency_per_order", "money", "money"),
    _ratio("price_per_unit", "net_sales", "units", "currency_per_unit", "money", "money_units"),
    _ratio("units_per_order", "units", "orders", "units_per_order", "number", "units"),
    _ratio("orders_per_buyer", "orders", "buyers", "orders_per_customer", "number"),
    _rate("repeat_rate", "repeat", "buyers", "repeat"),
    _rate("repeat_rate_by_day", "repeat_by_day", "buyers", "repeat_by_day"),
    _rate("repeat_rate_window", "window_repeat", "window_buyers", "repeat", window="window"),
    _rate("repeat_rate_window_by_day", "window_repeat_by_day", "window_buyers", "repeat_by_day", window="window"),
    _rate("rebuy_rate", "rebuyers", "buyers_previous", "rebuyers"),
    _rate("retention_rate", "retained", "first_time_previous", "retained"),
    _rate(
        "existing_sales_share", "existing_net_sales", "net_sales", "existing_net_sales", interval="ratio", needs="money"
    ),
    _rate("lapse_rate", "newly_lapsed", "not_lapsed_at_start", "newly_lapsed", note="inferred"),
    _rate("reactivation_rate", "reactivated", "silent_at_start", "reactivated", note="inferred"),
    Measure("purchase_interval_days", "interval_median", "", "days", "days", "quantile", "window", above="intervals"),
    Measure("purchase_interval_days_p80", "interval_p80", "", "days", "days", "quantile", "window", above="intervals"),
    _rate("refund_rate", "refunds", "gross_sales", "refunds", interval="ratio", needs="money", note="refund_date"),
    _rate("discount_share", "discount", "list_value", "discount", interval="ratio", needs="discount"),
    _rate("top20_sales_share", "top_sales", "net_sales", "top_sales", interval="top", needs="money"),
    _rate("penetration", "category_buyers", "buyers", "category_buyers", needs="category"),
    Measure(
        "nps", "promoters_net", "nps_answers", "points", "number", "mean", needs="nps", above="promoters_net",
        below="nps_answers", scale=100.0,
    ),
    _rate("csat", "top_ratings", "ratings", "top_ratings", needs="rating"),
    Measure("csat_mean", "stars", "ratings", "stars", "number", "mean", needs="rating", above="stars", below="ratings"),
    Measure(
        "complaint_rate", "complaints", "orders", "per_1000_orders", "number", "wilson", needs="kind",
        above="complaints", below="orders", scale=1000.0,
    ),
    Measure("lifetime_value", "lifetime_value", "", "currency_per_customer", "money", needs="model", above="net_sales"),
    Measure(
        "past_net_sales", "past_net_sales", "buyers_ever", "currency_per_customer", "money", "none", "month_end",
        "money", "past_net_sales", "buyers_ever",
    ),
)  # fmt: skip

CATALOGUE: Mapping[str, Measure] = MappingProxyType({measure.key: measure for measure in _MEASURES})
"""All measures in report order."""

PRODUCTS: tuple[tuple[str, str], ...] = tuple(
    dict.fromkeys(
        pair
        for measure in _MEASURES
        if measure.interval == "ratio"
        for pair in (
            (measure.numerator, measure.numerator),
            (measure.numerator, measure.denominator),
            (measure.denominator, measure.denominator),
        )
    )
)
"""Pairs of ingredients whose products are summed over customers for the intervals of ratios."""
