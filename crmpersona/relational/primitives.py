"""Relational building blocks that mean the same on every engine."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir

from crmpersona.contract import ContractError, nearest

__all__ = ["count_table", "integer_codes", "moments", "most_frequent", "require_columns", "square", "whole_sum"]

EXACT = "decimal(38, 0)"


def require_columns(table: ir.Table, columns: Sequence[str], name: str) -> None:
    """Refuse a table that lacks columns, naming the nearest ones it has.

    Parameters
    ----------
    table : ibis Table
        The table.
    columns : sequence of str
        Names that must be there.
    name : str
        How to call the table in the message.

    Raises
    ------
    ContractError
        If a column is missing; all missing ones are named.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> require_columns(as_table(pd.DataFrame({"custmer_id": [1]})), ["customer_id"], "transactions")
    Traceback (most recent call last):
    ...
    crmpersona.contract.errors.ContractError: column customer_id is missing [table transactions]. What to do: \
the nearest column here is 'custmer_id'; rename it or map it.
    """
    missing = [column for column in columns if column not in table.columns]
    if not missing:
        return
    near = nearest(missing[0], table.columns)
    shown = ", ".join(table.columns[:12]) + (" …" if len(table.columns) > 12 else "")
    advice = f"the nearest column here is {near!r}; rename it or map it" if near else f"columns here: {shown}"
    word = "column" if len(missing) == 1 else "columns"
    verb = "is" if len(missing) == 1 else "are"
    raise ContractError(f"{word} {', '.join(missing)} {verb} missing", where=f"table {name}", remedy=advice)


def square(column: ir.IntegerColumn) -> ir.DecimalColumn:
    """Square whole numbers without overflow, ready to be summed exactly.

    Parameters
    ----------
    column : ibis int64 column
        Whole numbers below 1e18 in size.

    Returns
    -------
    ibis decimal(38, 0) column
        Exact squares.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> int(square(as_table(pd.DataFrame({"a": [3_000_000_000]})).a).sum().execute())
    9000000000000000000
    """
    wide = column.cast("decimal(19, 0)")
    return (wide * wide).cast(EXACT)


def whole_sum(column: ir.IntegerColumn, where: ir.BooleanValue | None = None) -> ir.IntegerScalar:
    """Sum whole numbers into a 64-bit whole number.

    DuckDB sums 64-bit numbers into 128 bits, which reach pandas as slow decimals. Ibis drops ``.cast("int64")`` as
    redundant, so the cast is made as a node; a detour by an exact decimal would cost a microsecond per group and sum.

    Parameters
    ----------
    column : ibis int64 column
        Whole numbers; nulls are left out.
    where : ibis boolean column, optional
        Rows that count.

    Returns
    -------
    ibis int64 scalar
        The sum; null without rows. A sum beyond 9.2e18 is an error, never a wrap-around.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = as_table(pd.DataFrame({"a": [3, 4]}))
    >>> str(rows.aggregate(total=whole_sum(rows.a)).to_pandas()["total"].dtype)
    'int64'
    """
    return ops.Cast(column.sum(where=where).op(), to=dt.int64).to_expr()


def moments(table: ir.Table, keys: Sequence[str], column: str) -> ir.Table:
    """Count, sum and sum of squares of whole numbers per key: exact and mergeable.

    Parameters
    ----------
    table : ibis Table
        Rows.
    keys : sequence of str
        Group columns.
    column : str
        Whole-number column; nulls are left out.

    Returns
    -------
    ibis Table
        keys, ``<column>_count``, ``<column>_sum``, ``<column>_squares``.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = as_table(pd.DataFrame({"id": ["a", "a"], "gap": [3, 4]}))
    >>> moments(rows, ["id"], "gap").to_pandas()["gap_sum"].tolist()
    [7]
    """
    values = table[column]
    return table.group_by(list(keys)).aggregate(
        **{
            f"{column}_count": values.count(),
            f"{column}_sum": whole_sum(values),
            f"{column}_squares": square(values).sum(),
        }
    )


def count_table(table: ir.Table, keys: Sequence[str], value: str) -> ir.Table:
    """Count rows per key and value; the sum of such tables is the table of the sum.

    Parameters
    ----------
    table : ibis Table
        Rows.
    keys : sequence of str
        Group columns.
    value : str
        Column whose values are counted; nulls are left out.

    Returns
    -------
    ibis Table
        keys, the value column, ``n``.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = as_table(pd.DataFrame({"id": ["a", "a", "a"], "code": [1, 1, 2]}))
    >>> count_table(rows, ["id"], "code").order_by("code").to_pandas()["n"].tolist()
    [2, 1]
    """
    known = table.filter(table[value].notnull())
    return known.group_by([*keys, value]).aggregate(n=ibis._.count())


def most_frequent(table: ir.Table, keys: Sequence[str], code: str, count: str | None = None) -> ir.Table:
    """Pick the most frequent whole-number code per key, ties to the smaller code.

    Parameters
    ----------
    table : ibis Table
        Rows, or a table of :func:`count_table`.
    keys : sequence of str
        Group columns.
    code : str
        Whole-number column; a text would tie differently on each engine.
    count : str, optional
        Column that already holds counts; None counts the rows.

    Returns
    -------
    ibis Table
        keys, the code, ``n``.

    Raises
    ------
    ContractError
        If the code is not a whole number.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = as_table(pd.DataFrame({"id": ["a", "a", "a", "a"], "hour": [9, 9, 8, 8]}))
    >>> most_frequent(rows, ["id"], "hour").to_pandas()["hour"].tolist()
    [8]
    """
    if not table[code].type().is_integer():
        raise ContractError(f"column {code!r} is {table[code].type()}", remedy="give whole-number codes")
    counted = count_table(table, keys, code) if count is None else table.select(*keys, code, n=table[count])
    window = ibis.window(group_by=list(keys), order_by=[counted.n.desc(), counted[code].asc()])
    ranked = counted.mutate(place=ibis.row_number().over(window))
    return ranked.filter(ranked.place == 0).drop("place")


def integer_codes(table: ir.Table, column: str) -> list[str]:
    """List the distinct texts of a column in code-point order: their positions are the codes.

    Parameters
    ----------
    table : ibis Table
        Rows.
    column : str
        Text column; nulls are left out.

    Returns
    -------
    list of str
        Sorted by Python, because engines collate texts differently.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> integer_codes(as_table(pd.DataFrame({"channel": ["门店", "App", None, "App"]})), "channel")
    ['App', '门店']
    """
    values = table.filter(table[column].notnull()).select(column).distinct().to_pandas()[column]
    return sorted(str(value) for value in values)
