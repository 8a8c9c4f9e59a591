"""Exact money: whole 1/10,000 units, made once by the only rounding in the engine."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd

from crmpersona.contract import FIXED_POINT, ContractError

__all__ = ["FIXED_POINT", "from_fixed", "has_amount", "to_fixed"]

LARGEST = 4 * 10**14
WIDE = "decimal(30, 10)"


def to_fixed(column: ir.Column, *, strict_text: bool = False) -> ir.IntegerColumn:
    """Turn a number into whole 1/10,000 units, rounding half away from zero.

    Doubling before ``floor`` makes the rounding exact in integers, so that every engine gives the
    same answer; a cast of ``price * 100`` would be wrong for one price in twenty.

    Parameters
    ----------
    column : ibis column
        Integer, decimal, floating or text. Text is read as a plain decimal number.
    strict_text : bool, default False
        Whether text that is no number is an error; by default it becomes null.

    Returns
    -------
    ibis int64 column
        Whole units; null for null, NaN, infinity, unreadable text and sizes beyond 4e14.

    Raises
    ------
    ContractError
        If the column is of a kind that is no number.

    Examples
    --------
    >>> from crmpersona.relational import as_table
    >>> prices = as_table(pd.DataFrame({"price": [2.55, -1.00005, 0.1 + 0.2]}))
    >>> to_fixed(prices.price).execute().tolist()
    [25500, -10001, 3000]
    """
    kind = column.type()
    if kind.is_integer() or kind.is_boolean():
        whole = column.cast("int64")
        return (whole.abs() <= LARGEST).ifelse(whole, ibis.null("int64")) * FIXED_POINT
    if kind.is_string():
        column = column.strip().cast(WIDE) if strict_text else column.strip().try_cast(WIDE)
    elif kind.is_decimal():
        column = column.cast(WIDE)
    elif not kind.is_floating():
        raise ContractError(f"column {column.get_name()!r} of type {kind} is no number")
    # Engines hold NaN for larger than any number, so it goes with the sizes that are too large.
    usable = (column.abs() <= LARGEST).ifelse(column.abs(), ibis.null(column.type()))
    units = ((usable * (2 * FIXED_POINT)).floor().cast("int64") + 1) >> 1
    return (column < 0).ifelse(-units, units)


def has_amount(column: ir.Column) -> ir.BooleanColumn:
    """Say where :func:`to_fixed` finds a number, at less cost than making it.

    Parameters
    ----------
    column : ibis column
        Integer, decimal, floating or text.

    Returns
    -------
    ibis boolean column
        False for null, NaN, infinity, unreadable text and sizes beyond 4e14.

    Examples
    --------
    >>> from crmpersona.relational import as_table
    >>> has_amount(as_table(pd.DataFrame({"price": [2.55, None]})).price).execute().tolist()
    [True, False]
    """
    known = column.abs() <= LARGEST if column.type().is_floating() else to_fixed(column).notnull()
    return ibis.coalesce(known, False)


def from_fixed(units: Any) -> Any:
    """Turn whole 1/10,000 units into plain numbers, after the engine.

    Parameters
    ----------
    units : int, pandas.Series or numpy.ndarray
        Whole units; nulls stay missing.

    Returns
    -------
    float, pandas.Series or numpy.ndarray
        Units of the currency.

    Examples
    --------
    >>> from_fixed(25_500)
    2.55
    >>> from_fixed(pd.Series([25_500, None], dtype="Int64")).tolist()
    [2.55, nan]
    """
    if isinstance(units, pd.Series):
        return units.astype("Float64").astype("float64") / FIXED_POINT
    if isinstance(units, np.ndarray):
        return units.astype(np.float64) / FIXED_POINT
    return int(units) / FIXED_POINT
