"""Parquet files and frames: typed already, kept as views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from crmpersona.contract import SourceError, digest
from crmpersona.relational import Engine, arrow_digest, as_table, file_digest, from_pandas
from crmpersona.sources.delimited import engine_errors
from crmpersona.sources.expressions import numbered, with_rows
from crmpersona.sources.raws import Raw, checked_header

__all__ = ["is_frame", "load_frame", "load_parquet"]


def load_parquet(paths: Sequence[Path], labels: Sequence[str], engine: Engine) -> Raw:
    """Open one Parquet file, or several that make up one table, as a view.

    Parameters
    ----------
    paths : sequence of Path
        The files.
    labels : sequence of str
        Their names for the column ``source``.
    engine : Engine
        Where the view lives.

    Returns
    -------
    Raw
        A view; nothing is copied.

    Raises
    ------
    SourceError
        If a file is no Parquet.
    """
    label = labels[0] if len(labels) == 1 else f"{Path(labels[0]).parent.as_posix()}/*.parquet"
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    options = "file_row_number = true, filename = '__file', union_by_name = true"
    with engine_errors(label):
        table = engine.sql(f"SELECT * FROM read_parquet([{listed}], {options})")
    names = dict(zip(map(str, paths), labels, strict=True))
    given = [name for name in table.columns if name not in ("__file", "file_row_number")]
    header = checked_header(given, label)
    view = numbered(table, dict(zip(header, given, strict=True)), names)
    content = [file_digest(path) for path in paths]
    return Raw(label, view, content[0] if len(content) == 1 else digest(content), header, stored=False)


def is_frame(source: Any) -> bool:
    """Say whether an object is a frame of rows.

    Parameters
    ----------
    source : object
        pandas, Polars, Arrow, DuckDB or Ibis.

    Returns
    -------
    bool
        Whether it can be read as one table.

    Examples
    --------
    >>> is_frame(pa.table({"a": [1]})), is_frame({"a": [1]})
    (True, False)
    """
    return hasattr(source, "columns") and not isinstance(source, Mapping)


def load_frame(frame: Any, label: str, engine: Engine) -> Raw:
    """Offer a frame to the engine, with the position of each row.

    Parameters
    ----------
    frame : pandas, Polars or Arrow frame, DuckDB relation or Ibis table
        The rows. Never changed.
    label : str
        Name for messages and rows.
    engine : Engine
        Where it is registered.

    Returns
    -------
    Raw
        A view, or a stored copy of a lazy table.

    Raises
    ------
    SourceError
        If the object is no frame.
    """
    if isinstance(frame, (str, bytes)) or not is_frame(frame):
        raise SourceError(
            f"{type(frame).__name__} is no kind of frame that crmpersona reads",
            where=f"table {label}",
            remedy="give a pandas, Polars or Arrow frame, a DuckDB relation, an Ibis table or a path",
        )
    rows = _as_arrow(frame, engine)
    header = checked_header(rows.column_names, label)
    rows = rows.rename_columns(list(header))
    content = arrow_digest(rows)
    numbers = pa.array(np.arange(1, rows.num_rows + 1, dtype=np.int64))
    table = engine.register(rows.append_column("__row", numbers))
    view = with_rows(table, label, table["__row"]).drop("__row")
    return Raw(label, view, content, header, stored=False)


def _as_arrow(frame: Any, engine: Engine) -> pa.Table:
    """Turn any frame into Arrow."""
    if isinstance(frame, pa.Table):
        return frame
    if isinstance(frame, pd.DataFrame):
        if not frame.columns.is_unique:
            checked_header(frame.columns, "frame")
        return from_pandas(frame)
    found = as_table(frame, engine).to_pyarrow()
    return found if isinstance(found, pa.Table) else pa.table(found)
