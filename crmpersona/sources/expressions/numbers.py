"""Exact arithmetic on whole 1/10,000 units, and numbers as people write them."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from crmpersona.relational import FIXED_POINT, whole_sum
from crmpersona.sources.writtenforms import NUMBER_SHAPES, SIGNS, NumberForm

__all__ = [
    "number_counts",
    "plain_number",
    "plain_to_fixed",
    "product_fixed",
    "quotient_fixed",
    "scaled_fixed",
    "text_to_fixed",
]


def _rounded(numerator: ir.IntegerColumn, denominator: int | ir.IntegerColumn) -> ir.IntegerColumn:
    """Divide whole numbers that are not negative, halves up."""
    return (numerator * 2 + denominator) // (denominator * 2)


def _signed(value: ir.IntegerColumn, *signs: ir.IntegerColumn) -> ir.IntegerColumn:
    """Give a size the sign of a product."""
    negative = signs[0] < 0
    for sign in signs[1:]:
        negative = negative != (sign < 0)
    return negative.ifelse(-value, value)


def product_fixed(left: ir.IntegerColumn, right: ir.IntegerColumn) -> ir.IntegerColumn:
    """Multiply two columns of 1/10,000 units, rounding half away from zero.

    The left factor is cut into whole units and rest, so that nothing overflows before the result does.

    Parameters
    ----------
    left, right : ibis int64 column
        Factors in 1/10,000.

    Returns
    -------
    ibis int64 column
        Product in 1/10,000.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> row = as_table(pd.DataFrame({"quantity": [-30_000], "price": [25_500]}))
    >>> product_fixed(row.quantity, row.price).execute().tolist()
    [-76500]
    """
    one, two = left.abs(), right.abs()
    whole, rest = one // FIXED_POINT, one % FIXED_POINT
    return _signed(whole * two + _rounded(rest * two, FIXED_POINT), left, right)


def quotient_fixed(left: ir.IntegerColumn, right: ir.IntegerColumn) -> ir.IntegerColumn:
    """Divide two columns of 1/10,000 units, rounding half away from zero.

    Parameters
    ----------
    left, right : ibis int64 column
        Dividend and divisor in 1/10,000.

    Returns
    -------
    ibis int64 column
        Quotient in 1/10,000; null where the divisor is 0.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> row = as_table(pd.DataFrame({"a": [10_000, 10_000], "b": [30_000, 0]}))
    >>> quotient_fixed(row.a, row.b).execute().astype("Int64").tolist()
    [3333, <NA>]
    """
    divisor = right.nullif(0)
    return _signed(_rounded(left.abs() * FIXED_POINT, divisor.abs()), left, divisor)


def scaled_fixed(units: ir.IntegerColumn, factor: tuple[int, int]) -> ir.IntegerColumn:
    """Multiply by a fraction, rounding half away from zero.

    Parameters
    ----------
    units : ibis int64 column
        Whole units.
    factor : (int, int)
        Numerator and denominator.

    Returns
    -------
    ibis int64 column
        Whole units.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> scaled_fixed(as_table(pd.DataFrame({"cents": [2_550_000]})).cents, (1, 100)).execute().tolist()
    [25500]
    """
    numerator, denominator = factor
    product = units * numerator if numerator != 1 else units
    return product if denominator == 1 else _signed(_rounded(product.abs(), denominator), product)


def plain_number(text: ir.StringColumn, form: NumberForm) -> ir.StringColumn:
    """Rewrite cells of one form as plain decimal numbers.

    Parameters
    ----------
    text : ibis string column
        Stripped cells.
    form : NumberForm
        How the column is written.

    Returns
    -------
    ibis string column
        Null where a cell is written otherwise.
    """
    if form.signed:
        text = text.re_replace(rf"^([+-]?)\s*(?:[{SIGNS}]|RMB|CNY)\s*([+-]?)", r"\1\2")
    if form.decimal == ",":
        fits = text.re_search(r"^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$")
        text = fits.ifelse(text.replace(".", "").replace(",", "."), ibis.null("string"))
    elif form.grouped:
        text = text.re_search(NUMBER_SHAPES["grouped"]).ifelse(text.replace(",", ""), text)
    # Underscores and letters are a number for some engines and none for others.
    return text.re_search(r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?$").ifelse(text, ibis.null("string"))


def text_to_fixed(text: ir.StringColumn, form: NumberForm) -> ir.IntegerColumn:
    """Read a text column as numbers in its own written form.

    Parameters
    ----------
    text : ibis string column
        Stripped cells.
    form : NumberForm
        How the column is written.

    Returns
    -------
    ibis int64 column
        1/10,000 units; null where a cell is written otherwise.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> cells = as_table(pd.DataFrame({"price": ["1.234,50", "¥3"]})).price
    >>> text_to_fixed(cells, NumberForm(",", grouped=True)).execute().astype("Int64").tolist()
    [12345000, <NA>]
    """
    return plain_to_fixed(plain_number(text, form))


def plain_to_fixed(plain: ir.StringColumn) -> ir.IntegerColumn:
    """Read plain decimal numbers as 1/10,000 units.

    A cast to four decimals rounds half away from zero like :func:`crmpersona.relational.to_fixed`, and
    is forty times quicker.

    Parameters
    ----------
    plain : ibis string column
        Result of :func:`plain_number`.

    Returns
    -------
    ibis int64 column
        1/10,000 units; null where a cell is no number, or beyond 1e14.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> plain_to_fixed(as_table(pd.DataFrame({"x": ["2.55", "-1.00005"]})).x).execute().tolist()
    [25500, -10001]
    """
    # Widened before it is multiplied: eighteen digits are enough for the amount, not for ten thousand times its scale.
    return (plain.try_cast("decimal(18, 4)").cast("decimal(28, 4)") * FIXED_POINT).cast("int64")


def number_counts(text: ir.StringColumn, times: ir.IntegerColumn) -> dict[str, ir.IntegerScalar]:
    """Count the cells of a column per written shape of numbers.

    Parameters
    ----------
    text : ibis string column
        Distinct stripped cells.
    times : ibis int64 column
        How often each stands there.

    Returns
    -------
    dict of str to ibis scalar
        Counts for :func:`crmpersona.sources.writtenforms.decide_number`.
    """
    counts = {name: whole_sum(times, where=text.re_search(shape)) for name, shape in NUMBER_SHAPES.items()}
    return {"cells": whole_sum(times, where=text.notnull()), **counts}
