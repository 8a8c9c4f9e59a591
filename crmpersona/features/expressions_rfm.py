"""RFM and purchase summaries as engine expressions: two plain aggregations, no sort, no distinct set."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ibis
import ibis.expr.types as ir

from crmpersona.contract import ContractError
from crmpersona.relational import as_of_seconds, epoch_seconds, has_amount, require_columns, to_fixed, whole_sum

__all__ = ["customer_totals", "order_rows", "period_totals", "row_counts"]

DAY = 86_400


def order_rows(
    table: ir.Table,
    columns: dict[str, str | None],
    as_of: dt.date,
    timezone: str | None,
) -> tuple[ir.Table, ir.Table]:
    """Give a user's table our column names and leave out what lies at or after the day of the view.

    Parameters
    ----------
    table : ibis Table
        One row per order or order line.
    columns : dict of str to str or None
        ``customer``, ``date``, ``amount``, ``order``: the user's names; None where there is no such column.
    as_of : datetime.date
        Rows at or after its midnight are not seen.
    timezone : str or None
        Zone in which moments with an offset are read; None for UTC. Naive moments are taken as written.

    Returns
    -------
    seen : ibis Table
        ``customer``, ``at`` (naive timestamp, or whole seconds where the column carries an offset),
        ``units`` (fixed point) with ``paid`` (whether there is an amount) and ``order`` where given.
    everything : ibis Table
        The same before the cut.

    Raises
    ------
    ContractError
        If a column is missing or the date column holds no dates.
    """
    named = {role: name for role, name in columns.items() if name is not None}
    require_columns(table, list(named.values()), "transactions")
    picked = {"customer": table[named["customer"]], "at": _moment(table[named["date"]], named["date"])}
    if "amount" in named:
        picked["units"], picked["paid"] = to_fixed(table[named["amount"]]), has_amount(table[named["amount"]])
    if "order" in named:
        picked["order"] = table[named["order"]]
    everything = table.select(**picked)
    return everything.filter(everything["at"] < _bound(everything["at"], as_of, timezone)), everything


def row_counts(everything: ir.Table, end: Any, start: Any = None) -> ir.Table:
    """Count the rows that cannot be used fully, in one pass over the narrow columns.

    Parameters
    ----------
    everything : ibis Table
        Second result of :func:`order_rows`.
    end, start : bound of :func:`window_start`
        Rows of the view lie before `end`, and their money counts from `start` on (None: always).

    Returns
    -------
    ibis Table
        One row: ``rows``, ``no_date``, and where there is money ``unpaid`` (rows of the view without an amount).
    """
    at = everything["at"]
    counts = {"rows": everything.count(), "no_date": everything.count(where=at.isnull())}
    if "units" in everything.columns:
        inside = at < end if start is None else (at < end) & (at >= start)
        counts["unpaid"] = everything.count(where=inside & ~everything["paid"])
    return everything.aggregate(**counts)


def customer_totals(seen: ir.Table, start: Any, *, by_day: bool) -> ir.Table:
    """Count orders and sum money per customer: first per order, then per customer.

    Grouping twice replaces the set of distinct orders that a plain count(distinct) keeps per customer. There are
    millions of orders, so each carries only what every customer needs; rare rows are counted apart.

    Parameters
    ----------
    seen : ibis Table
        First result of :func:`order_rows`.
    start : datetime.date or None
        First day of the window of frequency and money; None takes all history.
    by_day : bool
        Count days with an order instead of order numbers. Rows without an order number need it too.

    Returns
    -------
    ibis Table
        ``customer``, ``frequency``, ``first``, ``last``, ``units`` where there is money, and ``blank`` (whether any
        row lacks an order number) where there are order numbers.
    """
    keys: dict[str, Any] = {"customer": seen["customer"]}
    has_order = "order" in seen.columns
    if has_order:
        keys["order"] = seen["order"]
    if by_day or not has_order:
        day = seconds_of(seen["at"]) // DAY
        keys["day"] = seen["order"].isnull().ifelse(day, ibis.null("int64")) if has_order else day
    money = {}
    if "units" in seen.columns:
        units = seen["units"] if start is None else (seen["at"] >= start).ifelse(seen["units"], 0)
        money = {"units": units.sum()}
    orders = seen.group_by(**keys).aggregate(first=seen["at"].min(), last=seen["at"].max(), **money)
    counted = orders.count() if start is None else whole_sum((orders["last"] >= start).ifelse(1, 0))
    return orders.group_by("customer").aggregate(
        frequency=counted,
        first=orders["first"].min(),
        last=orders["last"].max(),
        **{name: whole_sum(orders[name]) for name in money},
        **({"blank": orders["order"].isnull().any()} if has_order else {}),
    )


def period_totals(seen: ir.Table, width: int, origin: int) -> ir.Table:
    """Merge each customer's rows of one period, then count the periods.

    Parameters
    ----------
    seen : ibis Table
        First result of :func:`order_rows`.
    width : int
        Length of a period in days.
    origin : int
        Day number on which a period begins.

    Returns
    -------
    ibis Table
        ``customer``, ``periods``, ``first`` and ``last`` (numbers of periods), and ``units`` with
        ``first_units`` where there is money.
    """
    keys: dict[str, Any] = {
        "customer": seen["customer"],
        "period": (seconds_of(seen["at"]) // DAY - origin) // width,
    }
    has_money = "units" in seen.columns
    money = {"units": seen["units"].sum()} if has_money else {}
    periods = seen.group_by(**keys).aggregate(rows=seen.count(), **money)
    measures = {"periods": periods.count(), "first": periods["period"].min(), "last": periods["period"].max()}
    if has_money:
        # One row per period, so the earliest one is never a tie.
        opening = periods["units"].argmin(periods["period"])
        measures |= {"units": whole_sum(periods["units"]), "first_units": opening.cast("decimal(38, 0)").cast("int64")}
    return periods.group_by("customer").aggregate(**measures)


def seconds_of(at: ir.Column) -> ir.IntegerColumn:
    """Return whole seconds of the column ``at``."""
    return at if at.type().is_integer() else epoch_seconds(at)


def window_start(at: ir.Column, day: dt.date, timezone: str | None) -> Any:
    """Return the moment at which a day begins, comparable with the column ``at``."""
    return _bound(at, day, timezone)


def _bound(at: ir.Column, day: dt.date, timezone: str | None) -> Any:
    """Return midnight of a day as whole seconds or as a naive moment, whichever the column holds."""
    if at.type().is_integer():
        return as_of_seconds(day, timezone or "UTC")
    return ibis.literal(f"{day:%Y-%m-%d} 00:00:00", type="timestamp")


def _moment(column: ir.Column, name: str) -> ir.Column:
    """Read a date column; moments with an offset become whole UTC seconds."""
    kind = column.type()
    if kind.is_date():
        return column.cast("timestamp")
    if not kind.is_timestamp():
        raise ContractError(
            f"column {name} holds {kind}, not dates",
            where="table transactions",
            remedy="convert it first, for example with pandas.to_datetime, or read the file with cp.read",
        )
    return epoch_seconds(column) if kind.timezone else column
