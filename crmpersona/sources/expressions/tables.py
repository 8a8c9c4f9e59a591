"""Whole tables: row numbers, stacking of files, one row per key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

__all__ = ["ROW", "SOURCE", "distinct_cells", "numbered", "one_per_key", "stacked", "with_rows"]

SOURCE, ROW = "source", "source_row"


def with_rows(table: ir.Table, label: str, number: ir.IntegerColumn | None = None) -> ir.Table:
    """Add where each row came from.

    Parameters
    ----------
    table : ibis Table
        A stored table of the engine, unless ``number`` is given.
    label : str
        Name of the source.
    number : ibis int64 column, optional
        Row number from 1; None takes the position in the stored table.

    Returns
    -------
    ibis Table
        With ``source`` and ``source_row``.
    """
    position = table.rowid() + 1 if number is None else number
    return table.mutate(**{SOURCE: ibis.literal(label), ROW: position.cast("int64")})


def numbered(table: ir.Table, columns: Mapping[str, str], files: Mapping[str, str]) -> ir.Table:
    """Name the columns of Parquet files and say from which file and row each row came.

    Parameters
    ----------
    table : ibis Table
        With ``__file`` and ``file_row_number``.
    columns : mapping of str to str
        New name to name in the files.
    files : mapping of str to str
        Path to label.

    Returns
    -------
    ibis Table
        The columns, ``source`` and ``source_row``.
    """
    labels = list(files.values())
    source = ibis.literal(labels[0]) if len(labels) == 1 else table["__file"].substitute(dict(files))
    return table.select(
        **{name: table[given] for name, given in columns.items()},
        **{SOURCE: source, ROW: table["file_row_number"].cast("int64") + 1},
    )


def distinct_cells(table: ir.Table, text: ir.StringColumn) -> ir.Table:
    """List the distinct cells of a column and how often each stands there.

    Looking at distinct cells only makes the look at all cells cheap: dates and prices repeat.

    Parameters
    ----------
    table : ibis Table
        The rows.
    text : ibis string column
        A column of it.

    Returns
    -------
    ibis Table
        ``text`` and ``times``.
    """
    return table.select(text=text).group_by("text").aggregate(times=ibis._.count())


def stacked(tables: Sequence[ir.Table]) -> ir.Table:
    """Put tables on top of each other by column name; a column that one lacks is null there.

    Parameters
    ----------
    tables : sequence of ibis Table
        At least one. Columns of equal name but different types become text.

    Returns
    -------
    ibis Table
        All rows; columns in order of first appearance, source columns last.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> parts = [as_table(pd.DataFrame({"a": [1]})), as_table(pd.DataFrame({"b": ["x"]}))]
    >>> stacked(parts).columns
    ('a', 'b')
    """
    if len(tables) == 1:
        return tables[0]
    kinds: dict[str, list[object]] = {}
    for table in tables:
        for name, kind in table.schema().items():
            kinds.setdefault(name, []).append(kind)
    final = {name: found[0] if len(set(found)) == 1 else "string" for name, found in kinds.items()}
    order = [name for name in final if name not in (SOURCE, ROW)] + [name for name in (SOURCE, ROW) if name in final]
    aligned = []
    for table in tables:
        there = {name: table[name].cast(final[name]) for name in order if name in table.columns}
        aligned.append(table.select(**{name: there.get(name, ibis.null(final[name])) for name in order}))
    return ibis.union(*aligned)


def one_per_key(table: ir.Table, keys: Sequence[str]) -> ir.Table:
    """Keep one row per key: the commonest value of each column, ties to the row that came first.

    Parameters
    ----------
    table : ibis Table
        Rows with ``source`` and ``source_row``.
    keys : sequence of str
        Columns that name a row; rows without them are left out.

    Returns
    -------
    ibis Table
        One row per key, with the source of its first row.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = pd.DataFrame({"id": ["a"] * 3, "name": ["x", "y", "y"], "source": "s", "source_row": [1, 2, 3]})
    >>> one_per_key(as_table(rows), ["id"]).to_pandas()[["id", "name", "source_row"]].to_numpy().tolist()
    [['a', 'y', 1]]
    """
    keys = list(keys)
    known = table.filter(*(table[key].notnull() for key in keys))
    first = known.group_by(keys).aggregate(**{SOURCE: known[SOURCE].argmin(known[ROW]), ROW: known[ROW].min()})
    result = first
    for column in (name for name in table.columns if name not in (*keys, SOURCE, ROW)):
        counted = known.filter(known[column].notnull()).group_by([*keys, column])
        counted = counted.aggregate(n=ibis._.count(), first_row=ibis._[ROW].min())
        window = ibis.window(group_by=keys, order_by=[counted.n.desc(), counted.first_row.asc()])
        best = counted.mutate(place=ibis.row_number().over(window))
        best = best.filter(best.place == 0).select(*keys, column)
        result = result.left_join(best, keys).drop(*(f"{key}_right" for key in keys))
    return result.select(*(name for name in table.columns))
