"""The RFM table: one row per customer with recency, frequency, money and tenure."""

from __future__ import annotations

import datetime as dt
import warnings
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from crmpersona.contract import ParameterError, as_of_date, current_options
from crmpersona.features.expressions_rfm import customer_totals, order_rows, row_counts, window_start
from crmpersona.relational import as_table, from_fixed, to_pandas

__all__ = ["RowsLeftOutWarning", "rfm_table"]

DAY = 86_400


class RowsLeftOutWarning(UserWarning):
    """Some rows could not be used; the message counts them.

    Examples
    --------
    >>> issubclass(RowsLeftOutWarning, UserWarning)
    True
    """


def rfm_table(
    transactions: Any,
    *,
    as_of: Any,
    customer: str = "customer_id",
    date: str = "ordered_at",
    amount: str | None = "amount",
    order: str | None = "order_id",
    window_days: int | None = None,
) -> pd.DataFrame:
    """Return recency, frequency, money and tenure of each customer, as of a day.

    Rows at or after midnight of `as_of` are not seen. Everything is counted in the engine in whole numbers,
    so the order of the rows, the number of threads and the kind of frame never change a result. Rows without
    customer or date are left out, rows without amount count as an order without money; both are counted in a
    :class:`RowsLeftOutWarning`.

    Parameters
    ----------
    transactions : pandas, Polars or Arrow frame, DuckDB relation, Ibis table, or Parquet path or pattern
        Orders or order lines, all of which count: leave out cancelled ones first, and give returns with a
        negative amount if money is to be paid minus refunded. Never changed.
    as_of : str or datetime.date
        Day of the view; recency counts from it, so an order of the day before has 1 day.
    customer, date : str
        Names of the columns; defaults as in the data contract. Dates are days or moments; moments without an
        offset are taken as written, moments with one are read in the time zone of :func:`crmpersona.options`.
    amount : str or None, default "amount"
        Name of the money column in units of the currency (integers, decimals, floats); None where no money
        is known, then there is no ``monetary``.
    order : str or None, default "order_id"
        Name of the order number, distinct within a customer; None counts days with an order. A row without
        an order number belongs to the order of its customer and day.
    window_days : int, optional
        Frequency and money count the last so many days only; None counts all history. Recency, tenure, first
        and last order always look at all history.

    Returns
    -------
    pandas.DataFrame
        Index `customer`, sorted. ``recency_days`` (`as_of` − day of the last order), ``frequency`` (distinct
        orders), ``monetary`` (sum of the amounts, units of the currency), ``tenure_days`` (`as_of` − day of
        the first order), ``first_order``, ``last_order`` (moments).

    Raises
    ------
    ContractError
        If a column is missing or the date column does not hold dates.
    SourceError
        If `transactions` is of no known kind, or the file is missing.
    ParameterError
        If `as_of` is not a day or `window_days` not a positive number.

    Warns
    -----
    RowsLeftOutWarning
        If rows have no customer, no date or no amount.

    Examples
    --------
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "order_id": [1, 2, 3], "amount": [9.5, 20, 7],
    ...     "ordered_at": pd.to_datetime(["2026-01-05 08:00", "2026-03-31 23:59", "2026-02-01 12:00"])})
    >>> rfm_table(orders, as_of="2026-04-01")[["recency_days", "frequency", "monetary"]]
                 recency_days  frequency  monetary
    customer_id
    a                       1          2      29.5
    b                      59          1       7.0
    """
    day = as_of_date(as_of)
    columns = {"customer": customer, "date": date, "amount": amount, "order": order}
    zone = current_options().timezone
    seen, everything = order_rows(as_table(transactions), columns, day, zone)
    size = window_size(window_days)
    start = None if size is None else window_start(seen["at"], day - dt.timedelta(days=size), zone)
    totals = to_pandas(customer_totals(seen, start, by_day=order is None), "customer")
    if order is not None and bool(totals["blank"].any()):
        totals = to_pandas(customer_totals(seen, start, by_day=True), "customer")
    nameless = totals["customer"].isna()
    without = int(seen.filter(seen["customer"].isnull()).count().execute()) if nameless.any() else 0
    _warn(without, to_pandas(row_counts(everything, window_start(seen["at"], day, zone), start)).iloc[0])
    return _finish(totals[~nameless].reset_index(drop=True) if without else totals, day, customer, zone)


def window_size(window_days: int | None) -> int | None:
    """Check the length of a window in days; None is all history.

    Parameters
    ----------
    window_days : int or None
        The length.

    Returns
    -------
    int or None
        The same.

    Raises
    ------
    ParameterError
        If it is not a whole number from 1 on.

    Examples
    --------
    >>> window_size(365), window_size(None)
    (365, None)
    """
    size: Any = window_days
    if size is None:
        return None
    if isinstance(size, bool) or not isinstance(size, (int, np.integer)) or not 1 <= size <= 40_000:
        raise ParameterError(
            f"window_days={window_days!r} is not a number of days", remedy="use a whole number from 1 on, or None"
        )
    return int(size)


def _warn(without: int, counts: pd.Series[Any]) -> None:
    """Warn of rows that could not be used."""
    undated, unpaid = int(counts["no_date"]), int(counts.get("unpaid", 0))
    if without or unpaid or undated:
        warnings.warn(
            f"of {counts['rows']:,} rows, {without:,} without customer and {undated:,} without date "
            f"are left out, {unpaid:,} without amount count as orders without money; cp.clean lists them with reasons",
            RowsLeftOutWarning,
            stacklevel=3,
        )


def _finish(totals: pd.DataFrame, as_of: dt.date, customer: str, zone: str) -> pd.DataFrame:
    """Turn whole numbers into the units that people read."""
    first, last = (_moments(totals[end], zone) for end in ("first", "last"))
    today = pd.Timestamp(as_of)
    table = {
        "recency_days": (today - last.dt.normalize()).dt.days.astype("int64"),
        "frequency": totals["frequency"].astype("int64"),
        **({"monetary": from_fixed(totals["units"].fillna(0))} if "units" in totals else {}),
        "tenure_days": (today - first.dt.normalize()).dt.days.astype("int64"),
        "first_order": first,
        "last_order": last,
    }
    return pd.DataFrame(table).set_index(pd.Index(totals["customer"], name=customer))


def _moments(column: pd.Series[Any], zone: str) -> pd.Series[Any]:
    """Return naive moments; whole UTC seconds are read on the business's wall clock."""
    if not pd.api.types.is_numeric_dtype(column):
        return column.astype("datetime64[us]")
    aware = pd.to_datetime(column, unit="s", utc=True).dt.tz_convert(ZoneInfo(zone))
    return aware.dt.tz_localize(None).astype("datetime64[us]")
