"""Cells as text, ids, categories, whole numbers and yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from crmpersona.relational import FIXED_POINT, to_fixed
from crmpersona.sources.expressions.numbers import plain_to_fixed

__all__ = ["MISSING", "known_text", "to_boolean", "to_id", "to_integer", "to_text"]

MISSING = ("null", "nan", "none", "n/a", "#n/a", "nat", "\\n", "<na>", "(null)")
"""What exports of databases, spreadsheets and pandas write for "missing", in lower case."""

YES = ("true", "t", "yes", "y", "1", "1.0", "是", "有", "对", "真")
NO = ("false", "f", "no", "n", "0", "0.0", "否", "无", "错", "假")


def to_text(column: ir.Column) -> ir.StringColumn:
    """Return a column as text: stripped, empty cells null, whole numbers without ``.0``.

    Parameters
    ----------
    column : ibis column
        Any simple kind.

    Returns
    -------
    ibis string column
        Text.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> to_text(as_table(pd.DataFrame({"id": [17850.0, None]})).id).fill_null("-").execute().tolist()
    ['17850', '-']
    """
    kind = column.type()
    if kind.is_string():
        return column.strip().nullif("")
    if kind.is_floating():
        whole = column.cast("int64")
        known = column.isnan().ifelse(ibis.null("float64"), column)
        size = (known.abs() <= 4 * 10**15).ifelse(known, ibis.null("float64"))
        return (size == whole.cast("float64")).ifelse(size.cast("int64").cast("string"), known.cast("string"))
    if kind.is_binary() or kind.is_nested():
        return column.cast("string")
    return column.cast("string")


def known_text(column: ir.Column, missing: tuple[str, ...] = ()) -> ir.StringColumn:
    """Return a column as text in which the usual words for "missing" are null.

    Parameters
    ----------
    column : ibis column
        Any simple kind.
    missing : tuple of str, default ()
        Further words of the mapping.

    Returns
    -------
    ibis string column
        Text.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> known_text(as_table(pd.DataFrame({"id": [" a ", "NULL", "-"]})).id, ("-",)).count().execute()
    1
    """
    text = to_text(column)
    if not column.type().is_string():
        return text
    words = sorted({*MISSING, *(word.lower() for word in missing)})
    # A list of words becomes a join in DuckDB, which is slow and never pruned; one anchored pattern is neither.
    short = text.length() <= max(map(len, words))
    return short.ifelse(_is_one_of(text, words).ifelse(ibis.null("string"), text), text)


def _is_one_of(text: ir.StringColumn, words: Iterable[str]) -> ir.BooleanColumn:
    """Compare with a list of words by one pattern, whatever the case."""
    return text.re_search(f"(?i)^(?:{'|'.join(map(re.escape, words))})$")


def to_id(column: ir.Column) -> ir.StringColumn:
    """Return a column as ids: text without the ``.0`` that spreadsheets add, zeros in front kept.

    Parameters
    ----------
    column : ibis column
        Stripped text, or any other simple kind.

    Returns
    -------
    ibis string column
        Ids.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> to_id(as_table(pd.DataFrame({"id": ["17850.0", "00012"]})).id).execute().tolist()
    ['17850', '00012']
    """
    if not column.type().is_string():
        return to_text(column)
    return column.endswith(".0").ifelse(column.re_replace(r"^(\d+)\.0$", r"\1"), column)


def to_integer(column: ir.Column) -> ir.IntegerColumn:
    """Return a column as whole numbers; 3.5 is none.

    Parameters
    ----------
    column : ibis column
        Plain numbers as text, or any kind of number.

    Returns
    -------
    ibis int64 column
        Whole numbers; null where a cell is none.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> to_integer(as_table(pd.DataFrame({"n": ["3.0", "3.5"]})).n).execute().astype("Int64").tolist()
    [3, <NA>]
    """
    if column.type().is_integer():
        return column.cast("int64")
    units = plain_to_fixed(column) if column.type().is_string() else to_fixed(column)
    return (units % FIXED_POINT == 0).ifelse(units // FIXED_POINT, ibis.null("int64"))


def to_boolean(column: ir.Column) -> ir.BooleanColumn:
    """Return a column as true or false: 1/0, yes/no, 是/否 and their like.

    Parameters
    ----------
    column : ibis column
        Stripped text, or any other simple kind.

    Returns
    -------
    ibis boolean column
        Null where a cell says neither.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> to_boolean(as_table(pd.DataFrame({"is_return": ["是", "N"]})).is_return).execute().tolist()
    [True, False]
    """
    if column.type().is_boolean():
        return column
    text = to_text(column)
    return ibis.cases((_is_one_of(text, YES), True), (_is_one_of(text, NO), False), else_=ibis.null("boolean"))
