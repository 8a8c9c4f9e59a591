"""Behaviour features: from whole numbers of the engine to the units that people read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from crmpersona.contract import Crm
from crmpersona.features.expressions_behaviour import (
    BANDS,
    OTHER,
    WEEKDAYS,
    Scope,
    category_totals,
    contact_totals,
    frequent_values,
    product_totals,
    purchase_totals,
    registrations,
    return_totals,
    time_span,
)
from crmpersona.features.festivals import festival_days, festival_region
from crmpersona.relational import day_number, from_fixed, to_pandas

__all__ = ["CONTACT_DAYS", "SHOWN_VALUES", "WINDOWS", "Behaviour", "behaviour_of"]

WINDOWS = (30, 90, 365)
CONTACT_DAYS = 90
SHOWN_VALUES = 12
"""At most so many channels and categories get a share of their own; the rest is one column."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Behaviour:
    """The behaviour of each customer, and what could not be told.

    Parameters
    ----------
    frame : pandas.DataFrame
        Index customer_id, sorted; features in units of the currency, days and shares.
    missing : tuple of str
        What the data lack, such as ``"amount"``.
    families : mapping of str to tuple of str
        Values with a column of their own.
    """

    frame: pd.DataFrame
    missing: tuple[str, ...]
    families: Mapping[str, tuple[str, ...]]


def behaviour_of(crm: Crm, customers: pd.Index[str], as_of: dt.date, window_days: int | None = None) -> Behaviour:
    """Compute the behaviour features of the known customers.

    Parameters
    ----------
    crm : Crm
        Cleaned data with transactions.
    customers : pandas.Index
        The customers to describe, sorted.
    as_of : datetime.date
        Day of the view.
    window_days : int, optional
        Window of frequency and money for RFM; None takes all history.

    Returns
    -------
    Behaviour
        The features.
    """
    scope, missing = scope_of(crm, as_of, window_days)
    # One block after the other: computed together they would need their memory at the same time.
    raw = pd.concat([_aligned(block, customers) for block in _blocks(crm, scope, missing)], axis=1)
    columns: dict[str, Any] = {}
    for family in FAMILIES:
        columns |= family(raw, scope, missing)
    suffix = "" if window_days is None else f"_{window_days}"
    columns["frequency_window"] = raw[f"orders{suffix}"]
    if "monetary" in columns:
        columns["monetary_window"] = _net(raw, suffix)
    families = {"share_category_*": scope.family("categories"), "share_channel_*": scope.family("channels")}
    return Behaviour(frame=pd.DataFrame(columns, index=customers), missing=missing, families=families)


def _blocks(crm: Crm, scope: Scope, missing: tuple[str, ...]) -> Iterator[pd.DataFrame]:
    """Compute one table per kind of source, each with one row per customer."""
    lines = crm.table("transactions")
    yield to_pandas(purchase_totals(lines, scope))
    if "amount" not in missing:
        yield to_pandas(return_totals(lines, scope))
    if "category" not in missing:
        yield to_pandas(category_totals(lines, scope))
    if "product_id" not in missing:
        yield to_pandas(product_totals(lines, scope))
    if "interactions" not in missing:
        yield to_pandas(contact_totals(crm.table("interactions"), scope, CONTACT_DAYS))
    if "registered_at" not in missing:
        yield to_pandas(registrations(crm.table("customers"), scope))


def _aligned(block: pd.DataFrame, customers: pd.Index[str]) -> pd.DataFrame:
    """Put a block into the order of the customers; whole numbers stay whole, 0 where there is nothing."""
    # Arrow looks texts up twenty times faster than a pandas index does.
    found = pc.index_in(pa.array(customers), value_set=pa.array(block.pop("customer_id")))
    place = found.fill_null(-1).to_numpy()
    columns = {}
    for name in block.columns:
        values = block[name].to_numpy()
        # The place of an absent customer is -1: the last value, which is put there for them.
        empty = np.array(["NaT" if values.dtype.kind == "M" else 0], dtype=values.dtype)
        columns[name] = np.append(values, empty)[place]
    return pd.DataFrame(columns, index=customers)


def scope_of(crm: Crm, as_of: dt.date, window_days: int | None) -> tuple[Scope, tuple[str, ...]]:
    """Look at what the data hold before the day of the view."""
    lines, day = crm.table("transactions"), day_number(as_of)
    span = to_pandas(time_span(lines, day)).iloc[0]
    columns = frozenset(lines.columns)
    plain = frozenset(name for name in ("refund", "discount") if name in columns and span[f"odd_{name}"] == 0)
    first, last = (as_of if pd.isna(span[end]) else pd.Timestamp(span[end]).date() for end in ("first", "last"))
    region = festival_region(crm.currency, crm.timezone)
    calendar = festival_days(day_number(first) - 1, day - 1, region)["day"].tolist() if region else []
    channels, categories = (_values(lines, column, day) for column in ("channel", "category"))
    scope = Scope(
        day=day,
        timezone=crm.timezone,
        windows=tuple(sorted({*WINDOWS, *([window_days] if window_days else [])})),
        columns=columns,
        plain=plain,
        years=(first.year - 1, last.year + 1),
        channels=_most_used(channels),
        categories=_most_used(categories),
        all_channels=tuple(sorted(channels.index)),
        all_categories=tuple(sorted(categories.index)),
        festivals=tuple(calendar),
    )
    have = {
        "amount": "amount" in columns,
        "quantity": "quantity" in columns,
        "discount": {"discount", "list_amount"} <= columns,
        "returns": "amount" in columns and ("refund_amount" in columns or bool(span["returns"] > 0)),
        "category": not categories.empty,
        "product_id": "product_id" in columns,
        "channel": not channels.empty,
        "festivals": region is not None,
        "interactions": crm.has("interactions", "occurred_at"),
        "registered_at": crm.has("customers", "registered_at"),
    }
    return scope, tuple(name for name, there in have.items() if not there)


def _values(lines: Any, column: str, day: int) -> pd.Series[int]:
    """Count the purchase lines of each value of a text column before a day; nothing where the column is absent."""
    if column not in lines.columns:
        return pd.Series(dtype="int64")
    return to_pandas(frequent_values(lines, column, day), "value").set_index("value")["n"]


def _most_used(counts: pd.Series[int]) -> tuple[str, ...]:
    """Return the most used values in code-point order; a value that is called "other" stays with the rest."""
    ranked = sorted(counts.drop(OTHER, errors="ignore").items(), key=lambda item: (-item[1], item[0]))
    return tuple(sorted(str(value) for value, _ in ranked[:SHOWN_VALUES]))


def _ratio(numerator: Any, denominator: Any) -> Floats:
    """Divide, with missing where there is nothing to divide by."""
    above, below = np.asarray(numerator, dtype="float64"), np.asarray(denominator, dtype="float64")
    divided: Floats = np.divide(above, below, out=np.full(len(below), np.nan), where=below != 0)
    return divided


def _where(condition: Any, values: Any) -> Floats:
    """Return values as floats, missing where the condition does not hold."""
    return np.where(condition, np.asarray(values, dtype="float64"), np.nan)


def _net(raw: pd.DataFrame, window: str = "") -> Any:
    """Return paid minus refunded, on purchase lines and by return lines, in units of the currency."""
    return from_fixed(raw[f"net{window}"].to_numpy() - raw[f"back{window}"].to_numpy())


def _basics(raw: pd.DataFrame, scope: Scope, missing: tuple[str, ...]) -> dict[str, Any]:
    """Recency, frequency, money, tenure, first and last order."""
    bought = raw["orders"] > 0
    columns = {
        "recency_days": _where(bought, scope.day - raw["last_day"]),
        "frequency": raw["orders"],
        "tenure_days": _where(bought, scope.day - raw["first_day"]),
        "first_order": _local(raw["first_order"], scope.timezone),
        "last_order": _local(raw["last_order"], scope.timezone),
        "order_count": raw["orders"],
        **{f"orders_{window}d": raw[f"orders_{window}"] for window in WINDOWS},
    }
    if "registered_at" not in missing:
        columns["registered_days"] = _where(raw["registered"] > 0, raw["registered"])
    return columns


def _money(raw: pd.DataFrame, scope: Scope, missing: tuple[str, ...]) -> dict[str, Any]:
    """Money, units, discount and refunds."""
    del scope
    columns: dict[str, Any] = {}
    if "amount" not in missing:
        columns["monetary"] = _net(raw)
        columns["average_order_value"] = _ratio(columns["monetary"], raw["orders"])
        columns |= {f"sales_{window}d": _net(raw, f"_{window}") for window in WINDOWS}
    if "returns" not in missing:
        refunds = raw["gross"] - raw["net"] + raw["back"]
        columns["return_rate"] = _ratio(refunds, raw["gross"])
    if "discount" not in missing:
        columns["discount_share"] = _ratio(raw["discount"], raw["list_value"])
    if "quantity" not in missing:
        columns["units"] = from_fixed(raw["units"].to_numpy())
        columns["units_per_order"] = _ratio(columns["units"], raw["orders"])
    return columns


def _rhythm(raw: pd.DataFrame, scope: Scope, missing: tuple[str, ...]) -> dict[str, Any]:
    """Mean and spread of the intervals between purchase days, from their number, sum and sum of squares."""
    del scope, missing
    intervals = np.maximum(raw["days"].to_numpy() - 1, 0)
    total = (raw["last_day"] - raw["first_day"]).to_numpy()
    # n·Σx² − (Σx)² is a whole number, so equal intervals have a spread of exactly 0.
    spread = intervals * raw["gap_squares"].to_numpy() - total * total
    variance = _ratio(spread, intervals * (intervals - 1))
    return {
        "purchase_days": raw["days"],
        "interval_mean_days": _ratio(total, intervals),
        "interval_sd_days": np.sqrt(variance),
    }


def _categories(raw: pd.DataFrame, scope: Scope, missing: tuple[str, ...]) -> dict[str, Any]:
    """Shares of order lines by category, the top category, and the breadth."""
    breadth = {} if "product_id" in missing else {"product_count": raw["product_count"]}
    if "category" in missing:
        return breadth
    lines, size = raw["category_lines"], len(scope.all_categories)
    codes = np.where(lines > 0, size - 1 - raw["top"].to_numpy() % size, -1)
    shown = [raw[f"category_{place}"] for place in range(len(scope.categories))]
    members = zip(scope.family("categories"), [*shown, lines - sum(shown)], strict=False)
    return {
        "top_category": _named(codes, scope.all_categories),
        "category_count": raw["category_count"],
        **breadth,
        **{f"share_category_{name}": _ratio(part, lines) for name, part in members},
    }


def _channels(raw: pd.DataFrame, scope: Scope, missing: tuple[str, ...]) -> dict[str, Any]:
    """Shares of orders by channel, and the top channel."""
    if "channel" in missing:
        return {}
    return _shares(raw, "channel", scope.family("channels"), prefix="share_channel_")


def _times(raw: pd.DataFrame, scope: Scope, missing: tuple[str, ...]) -> dict[str, Any]:
    """Shares of orders by hour band, weekday and festival."""
    del missing
    columns = _shares(raw, "band", BANDS, top="top_hour_band") | _shares(raw, "weekday", WEEKDAYS)
    columns["share_weekend"] = _ratio(raw["weekday_5"] + raw["weekday_6"], raw["orders"])
    if scope.festivals:
        columns["festival_share"] = _ratio(raw["festival"], raw["orders"])
    return columns


def _contacts(raw: pd.DataFrame, scope: Scope, missing: tuple[str, ...]) -> dict[str, Any]:
    """Interactions of the last days."""
    del scope
    if "interactions" in missing:
        return {}
    return {
        f"interaction_count_{CONTACT_DAYS}d": raw["contacts"],
        f"interaction_days_{CONTACT_DAYS}d": raw["contact_days"],
    }


Family = Callable[[pd.DataFrame, Scope, tuple[str, ...]], dict[str, Any]]
FAMILIES: tuple[Family, ...] = (_basics, _money, _rhythm, _categories, _channels, _times, _contacts)


def _shares(
    raw: pd.DataFrame, stem: str, names: tuple[str, ...], *, prefix: str = "share_", top: str | None = None
) -> dict[str, Any]:
    """Return the share of each value and the most frequent one; ties go to the smaller code."""
    counts = np.column_stack([raw[f"{stem}_{code}"].to_numpy() for code in range(len(names))])
    total = counts.sum(axis=1)
    codes = np.where(total > 0, counts.argmax(axis=1), -1)
    shares = {f"{prefix}{name}": _ratio(counts[:, code], total) for code, name in enumerate(names)}
    return {top or f"top_{stem}": _named(codes, names), **shares}


def _named(codes: NDArray[np.int64], names: tuple[str, ...]) -> Any:
    """Turn codes into texts; −1 is missing."""
    return pd.array(np.array([*names, None], dtype=object)[codes], dtype="str")


def _local(moments: pd.Series[Any], timezone: str) -> pd.Series[Any]:
    """Show UTC moments on the clock of the business."""
    aware = moments.astype("datetime64[us]").dt.tz_localize("UTC").dt.tz_convert(ZoneInfo(timezone))
    return aware.dt.tz_localize(None)
