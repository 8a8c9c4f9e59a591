"""Size, value and habits of a group in figures, each beside that of all customers, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import FIXED_POINT
from crmpersona.personas.facts import Facts
from crmpersona.personas.protect import bounded_share, hidden_parts, shown_count, shown_share
from crmpersona.statistics import mean_interval, proportion_interval, ratio_interval, ratio_moments

__all__ = ["busiest", "habit_figures", "mix", "size_and_value", "stage_figures"]

Flags = np.ndarray[Any, np.dtype[np.bool_]]


def _figure(value: float | None, low: float | None, high: float | None, n: int, base: float | None) -> dict[str, Any]:
    """Return a figure with interval, number of customers and base, missing values as None."""

    def plain(x: float | None) -> float | None:
        return None if x is None or not np.isfinite(x) else float(x)

    return {"value": plain(value), "low": plain(low), "high": plain(high), "n": n, "base": plain(base)}


def size_and_value(facts: Facts, group: Flags) -> dict[str, Any]:
    """Measure how many they are and what they bring.

    Parameters
    ----------
    facts : Facts
        The facts.
    group : numpy.ndarray of bool
        Members of the group.

    Returns
    -------
    dict
        ``customers``, ``share_customers``, ``share_sales``, ``sales_per_buyer``, ``average_order_value``,
        ``orders_per_buyer``, ``repeat_rate``, ``units_per_order``, ``discount_share``, ``refund_rate``,
        ``margin_rate``; each with ``value``, ``low``, ``high``, ``n`` and ``base``, where the data have it.
    """
    frame, total = facts.frame, len(facts.frame)
    members, buyers = int(group.sum()), frame["orders"].to_numpy() > 0
    share = proportion_interval(members, total)
    everything = int(frame["net"].sum())
    result = {
        "customers": {"value": shown_count(members)},
        "buyers": {"value": shown_count(int((group & buyers).sum()))},
        "share_customers": _figure(members / total, share.low, share.high, members, None),
    }
    if everything > 0:
        result["share_sales"] = _figure(int(frame.loc[group, "net"].sum()) / everything, None, None, members, None)
    here = group & buyers
    if here.sum() < 10:
        return result
    money = facts_has_money(facts)
    repeat = frame["orders"].to_numpy() >= 2
    rate = proportion_interval(int((here & repeat).sum()), int(here.sum()))
    base_rate = float((buyers & repeat).sum() / buyers.sum())
    told = shown_share(int((here & repeat).sum()), int(here.sum()))
    low, high = rate if told is not None else (None, None)
    result["repeat_rate"] = _figure(told, low, high, int(here.sum()), base_rate)
    result["orders_per_buyer"] = _mean(frame["orders"], here, buyers, 1)
    if money:
        result["sales_per_buyer"] = _mean(frame["net"], here, buyers, FIXED_POINT)
        result["average_order_value"] = _ratio(frame["net"], frame["orders"], here, buyers, FIXED_POINT)
        result["refund_rate"] = _ratio(frame["refund"], frame["gross"], here, buyers, 1)
    if "quantity" in frame:
        result["units_per_order"] = _ratio(frame["quantity"], frame["orders"], here, buyers, FIXED_POINT)
    if "discount" in frame and "list_amount" in frame and int(frame["list_amount"].sum()) > 0:
        result["discount_share"] = _ratio(frame["discount"], frame["list_amount"], here, buyers, 1)
    if "cost" in frame and int(frame["cost"].sum()) > 0:
        margin = frame["amount"] - frame["cost"]
        result["margin_rate"] = _ratio(margin, frame["amount"], here, buyers, 1)
    return result


def facts_has_money(facts: Facts) -> bool:
    """Say whether any money is known.

    Parameters
    ----------
    facts : Facts
        The facts.

    Returns
    -------
    bool
        Whether amounts are there and not all zero.
    """
    return "amount" in facts.columns and int(facts.frame["gross"].abs().sum()) > 0


def _mean(column: pd.Series[Any], here: Flags, base: Flags, unit: int) -> dict[str, Any]:
    """Return the mean over customers with its t interval."""
    values = column.to_numpy(dtype=float) / unit
    own = values[here]
    interval = mean_interval(own.mean(), own.std(ddof=1), len(own))
    return _figure(own.mean(), max(interval.low, min(0.0, own.min())), interval.high, len(own), values[base].mean())


def _ratio(top: pd.Series[Any], bottom: pd.Series[Any], here: Flags, base: Flags, unit: int) -> dict[str, Any]:
    """Return a ratio of sums over customers with its interval."""
    above, below = top.to_numpy(dtype=float) / unit, bottom.to_numpy(dtype=float)
    if below[here].sum() == 0:
        return _figure(None, None, None, int(here.sum()), None)
    interval = ratio_interval(ratio_moments(above[here], below[here]))
    floor = 0.0 if above[here].min() >= 0 else -np.inf  # no negative units per order
    return _figure(
        above[here].sum() / below[here].sum(),
        max(interval.low, floor),
        interval.high,
        int(here.sum()),
        above[base].sum() / below[base].sum(),
    )


def mix(values: pd.Series[Any], group: Flags) -> list[dict[str, Any]]:
    """Split a group by a text column, beside all customers, small parts withheld.

    Parameters
    ----------
    values : pandas.Series
        Text per customer, missing where unknown.
    group : numpy.ndarray of bool
        Members of the group.

    Returns
    -------
    list of dict
        ``value``, ``count`` ("<10" or None where withheld), ``share``, ``base``; by falling share among the group.
    """
    known = values.notna().to_numpy()
    inside, everybody = values[known & group], values[known]
    names = sorted(str(x) for x in everybody.unique())
    counts = [int((inside == name).sum()) for name in names]
    hidden = hidden_parts(counts)
    rows = []
    for name, count, hide in zip(names, counts, hidden, strict=True):
        small = 0 < count < 10
        rows.append(
            {
                "value": name,
                "count": ("<10" if small else None) if hide else count,
                "share": None if hide or not len(inside) else count / len(inside),
                "base": float((everybody == name).mean()),
            }
        )
    return sorted(rows, key=lambda row: (-(row["share"] if row["share"] is not None else -1), row["value"]))


def busiest(hours: Sequence[Sequence[float]] | None, span: tuple[int, int] = (0, 24)) -> tuple[int | None, int | None]:
    """Find the strongest hour over all days, and the weekday on which it and the hours around it are strongest.

    Parameters
    ----------
    hours : sequence of sequence of float, optional
        Orders by weekday, Monday first, and hour.
    span : tuple of int, default (0, 24)
        First hour, and the hour after the last, that may be found.

    Returns
    -------
    tuple
        Weekday and hour; None and None where there is nothing to choose from.

    Examples
    --------
    >>> hours = [[0.0] * 24 for _ in range(7)]
    >>> hours[2][12], hours[3][12], hours[3][20] = 5.0, 4.0, 3.0
    >>> busiest(hours), busiest(hours, (18, 22))
    ((2, 12), (3, 20))
    """
    if hours is None:
        return None, None
    matrix = np.array(hours, dtype=np.float64)
    allowed = np.zeros(matrix.shape[1])
    allowed[span[0] : span[1]] = matrix.sum(axis=0)[span[0] : span[1]]
    if not allowed.any():
        return None, None
    hour = int(allowed.argmax())
    return int(matrix[:, max(hour - 1, 0) : hour + 2].sum(axis=1).argmax()), hour


def stage_figures(facts: Facts, group: Flags) -> dict[str, Any]:
    """Measure the mix of stages and RFM groups, silence and rhythm.

    Parameters
    ----------
    facts : Facts
        The facts.
    group : numpy.ndarray of bool
        Members of the group.

    Returns
    -------
    dict
        ``life_cycle``, ``rfm_eight``, ``value_tier``, ``activity`` (mixes as far as the features have them),
        ``recency_days`` and ``interval_days`` (medians), ``at_risk`` (customers and their net sales in the window).
    """
    features = facts.features
    result: dict[str, Any] = {}
    for column in ("life_cycle", "rfm_eight", "value_tier", "activity"):
        if column in features:
            result[column] = mix(features[column], group)
    for name, column in (("recency_days", "recency_days"), ("interval_days", "interval_mean_days")):
        if column in features:
            own = pd.to_numeric(features.loc[group, column], errors="coerce").dropna()
            base = pd.to_numeric(features[column], errors="coerce").dropna()
            if len(own) >= 10:
                result[name] = {"value": float(own.median()), "n": len(own), "base": float(base.median())}
    if "life_cycle" in features:
        cold = group & (features["life_cycle"] == "at_risk").to_numpy()
        count = int(cold.sum())
        sales = (
            int(facts.frame.loc[cold, "net"].sum()) / FIXED_POINT if count >= 10 and facts_has_money(facts) else None
        )
        result["at_risk"] = {"customers": shown_count(count), "sales": sales}
    return result


def habit_figures(facts: Facts, group: Flags, code: int) -> dict[str, Any]:
    """Measure channels, hours, payment, categories and brands.

    Parameters
    ----------
    facts : Facts
        The facts.
    group : numpy.ndarray of bool
        Members of the group.
    code : int
        Position of the group.

    Returns
    -------
    dict
        ``channel``, ``payment_method``, ``category``, ``brand`` (rows ``value``, ``count``, ``share``, ``base`` among
        customers with an order), ``hours`` (7 rows of 24 shares of orders, or None).
    """
    buyers = pd.Series(group, index=facts.frame.index).reindex(facts.flags.index).to_numpy(dtype=bool)
    result: dict[str, Any] = {}
    for column in ("channel", "payment_method", "category", "brand"):
        rows = []
        for name in [name for name in facts.flags.columns if str(name).startswith(f"{column}:")]:
            flag = facts.flags[name].to_numpy()
            count, total = int((flag & buyers).sum()), int(buyers.sum())
            share, text = bounded_share(count, total)
            exact = shown_count(count) if text is None or text == "<10" else None
            rows.append(
                {
                    "value": str(name).split(":", 1)[1],
                    "count": exact,
                    "share": share,
                    "text": text,
                    "base": float(flag.mean()),
                }
            )
        if rows:
            result[column] = sorted(
                rows, key=lambda row: (-(row["share"] if row["share"] is not None else -1), row["value"])
            )
    result["hours"] = _hours(facts, code)
    return result


def _hours(facts: Facts, code: int) -> list[list[float]] | None:
    """Return shares of orders by weekday and hour, or None without a clock or with too few orders."""
    if facts.hours is None:
        return None
    own = facts.hours[facts.hours["code"] == code]
    total = int(own["orders"].sum())
    if total < 30:
        return None
    matrix = np.zeros((7, 24))
    matrix[own["weekday"].to_numpy(dtype=int), own["hour"].to_numpy(dtype=int)] = own["orders"].to_numpy(dtype=float)
    return [[round(float(x), 5) for x in row] for row in matrix / total]
