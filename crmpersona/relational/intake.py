"""Any frame in: pandas, Polars, Arrow, DuckDB, Ibis or Parquet becomes an engine table."""

from __future__ import annotations

from glob import has_magic
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from crmpersona.contract import SourceError
from crmpersona.relational.engine import Engine, default_engine

__all__ = ["as_table", "from_pandas"]


def from_pandas(frame: pd.DataFrame) -> pa.Table:
    """Turn a pandas frame into Arrow; columns of mixed kinds become text.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows; the index is left out. Not changed.

    Returns
    -------
    pyarrow.Table
        The same columns.

    Raises
    ------
    SourceError
        If a column holds something that is neither a number, a text, a date nor missing.

    Examples
    --------
    >>> from_pandas(pd.DataFrame({"order": [1, "C2"]})).schema.field("order").type
    DataType(string)
    """
    arrays = {}
    for position, column in enumerate(frame.columns):
        arrays[str(column)] = _array(frame.iloc[:, position], str(column))
    return pa.table(arrays)


def _array(series: pd.Series[Any], column: str) -> pa.Array | pa.ChunkedArray:
    """Convert one column, by text where its values are of several kinds."""
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype(object)
    try:
        return pa.array(series, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        pass
    simple = (str, int, float, bool, pd.Timestamp)
    wrong = [type(value).__name__ for value in series.dropna().head(10_000) if not isinstance(value, simple)]
    if wrong and any(name in ("list", "dict", "set", "tuple", "ndarray") for name in wrong):
        raise SourceError(
            f"column {column!r} holds values of type {wrong[0]}",
            where=f"column {column}, {len(wrong)} of the first rows",
            remedy="give plain numbers, texts or dates in each cell",
        )
    return pa.array([None if pd.isna(value) else str(value) for value in series], type=pa.string())


def as_table(source: Any, engine: Engine | None = None) -> ir.Table:
    """Offer any kind of frame to the engine, without copying rows where that is possible.

    Parameters
    ----------
    source : pandas, Polars or Arrow frame, DuckDB relation, Ibis table, or Parquet path or pattern
        The rows. Never changed.
    engine : Engine, optional
        Where to register; None takes the engine of this process.

    Returns
    -------
    ibis Table
        The rows as a table expression.

    Raises
    ------
    SourceError
        If the object is of no known kind, or a file is missing.

    Examples
    --------
    >>> as_table(pd.DataFrame({"a": [1, 2]})).columns
    ('a',)
    """
    engine = engine or default_engine()
    if isinstance(source, ir.Table):
        return source
    if isinstance(source, pd.DataFrame):
        return engine.register(from_pandas(source))
    if isinstance(source, pa.Table):
        return engine.register(source)
    if isinstance(source, (str, Path)):
        return _parquet(str(source), engine)
    for method in ("to_arrow_table", "to_arrow", "collect"):
        if hasattr(source, method):
            return as_table(_arrow(getattr(source, method)()), engine)
    raise SourceError(
        f"{type(source).__module__}.{type(source).__name__} is not a kind of frame that crmpersona reads",
        remedy="give a pandas, Polars or Arrow frame, a DuckDB relation, an Ibis table or a Parquet path",
    )


def _arrow(source: Any) -> Any:
    """Unwrap what a foreign frame gave: a reader becomes a table."""
    return source.read_all() if isinstance(source, pa.RecordBatchReader) else source


def _parquet(path: str, engine: Engine) -> ir.Table:
    """Open a Parquet file, a folder of them, or a pattern, as a view."""
    target = Path(path)
    if target.is_dir():
        path = str(target / "**" / "*.parquet")
    elif not has_magic(path) and not target.is_file():
        raise SourceError("the file does not exist", where=path, remedy="check the path")
    table: ir.Table = engine.connection.read_parquet(path, table_name=engine.name("parquet"))
    return table
