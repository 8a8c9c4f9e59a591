"""The embedded engine: one DuckDB connection behind Ibis."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
import weakref
from functools import lru_cache
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

__all__ = ["Engine", "default_engine", "to_pandas"]


class Engine:
    """An embedded DuckDB database that holds tables for this process.

    Parameters
    ----------
    threads : int, optional
        Threads of the engine; None takes DuckDB's default (all cores). Results do not depend on
        it, because nothing floating is summed in the engine.
    memory_limit : str, optional
        For example ``"4GB"``; beyond it the engine spills to its temporary folder.

    Attributes
    ----------
    connection : ibis backend
        The Ibis connection.
    folder : pathlib.Path
        Temporary folder for spilling and transcoded files; removed with the engine.

    Examples
    --------
    >>> engine = Engine(threads=1)
    >>> int(engine.register(pd.DataFrame({"a": [1, 2]})).a.sum().execute())
    3
    """

    def __init__(self, threads: int | None = None, memory_limit: str | None = None) -> None:
        self._holder = tempfile.TemporaryDirectory(prefix="crmpersona-", ignore_cleanup_errors=True)
        self.folder = Path(self._holder.name)
        settings: dict[str, Any] = {"temp_directory": str(self.folder / "spill")}
        if threads is not None:
            settings["threads"] = threads
        if memory_limit is not None:
            settings["memory_limit"] = memory_limit
        self.connection: Any = ibis.duckdb.connect(**settings)
        self.connection.raw_sql("SET enable_progress_bar = false")
        self._names = itertools.count(1)

    def name(self, stem: str = "t") -> str:
        """Return a table name that is not in use.

        Parameters
        ----------
        stem : str, default "t"
            Beginning of the name.

        Returns
        -------
        str
            The name.

        Examples
        --------
        >>> Engine(threads=1).name("orders")
        'orders_1'
        """
        return f"{stem}_{next(self._names)}"

    def register(self, frame: pd.DataFrame | pa.Table) -> ir.Table:
        """Offer a frame to the engine without copying it.

        Parameters
        ----------
        frame : pandas.DataFrame or pyarrow.Table
            The rows. Not changed.

        Returns
        -------
        ibis Table
            A view of it.

        Examples
        --------
        >>> Engine(threads=1).register(pa.table({"a": [1]})).columns
        ('a',)
        """
        table = frame if isinstance(frame, pa.Table) else pa.Table.from_pandas(frame, preserve_index=False)
        name = self.name("frame")
        self.connection.con.register(name, table)
        view = self.connection.table(name)
        weakref.finalize(view.op(), _unregister, weakref.ref(self.connection), name)
        return view

    def materialise(self, expression: ir.Table, stem: str = "t") -> ir.Table:
        """Compute a table once and keep it in the engine.

        Parameters
        ----------
        expression : ibis Table
            What to compute.
        stem : str, default "t"
            Beginning of the table's name.

        Returns
        -------
        ibis Table
            The stored table; dropped when nothing refers to it any more.

        Examples
        --------
        >>> engine = Engine(threads=1)
        >>> int(engine.materialise(engine.register(pd.DataFrame({"a": [1, 2]}))).count().execute())
        2
        """
        name = self.name(stem)
        sql = self.connection.compile(expression)  # ibis.to_sql would also pretty-print, at twice the cost
        self.connection.raw_sql(f'CREATE TEMP TABLE "{name}" AS {sql}')
        table = self.connection.table(name)
        weakref.finalize(table.op(), _drop, weakref.ref(self.connection), name)
        return table

    def sql(self, query: str) -> ir.Table:
        """Turn a DuckDB query into a table expression.

        Parameters
        ----------
        query : str
            A SELECT statement in DuckDB's dialect, made by this package only.

        Returns
        -------
        ibis Table
            The expression.

        Examples
        --------
        >>> Engine(threads=1).sql("SELECT 1 AS a").columns
        ('a',)
        """
        return self.connection.sql(query)


def _drop(connection: Any, name: str) -> None:
    """Drop a stored table, where its connection still lives."""
    if (alive := connection()) is not None:
        with contextlib.suppress(Exception):  # the connection may be closing
            alive.raw_sql(f'DROP TABLE IF EXISTS "{name}"')


def _unregister(connection: Any, name: str) -> None:
    """Forget a registered frame, where its connection still lives."""
    if (alive := connection()) is not None:
        with contextlib.suppress(Exception):  # the connection may be closing
            alive.con.unregister(name)


@lru_cache(maxsize=1)
def default_engine() -> Engine:
    """Return the engine of this process, made at the first call.

    Returns
    -------
    Engine
        One embedded database shared by all tables, so that they can be joined.

    Examples
    --------
    >>> default_engine() is default_engine()
    True
    """
    return Engine()


def to_pandas(expression: ir.Table, order_by: str | list[str] | None = None) -> pd.DataFrame:
    """Compute a table as pandas, in a stated order.

    Parameters
    ----------
    expression : ibis Table
        What to compute.
    order_by : str or list of str, optional
        Columns to sort by, so that equal input gives equal order; None only for one row.

    Returns
    -------
    pandas.DataFrame
        The rows.

    Examples
    --------
    >>> to_pandas(default_engine().register(pd.DataFrame({"a": [2, 1]})), "a")["a"].tolist()
    [1, 2]
    """
    # By Arrow, column by column: Ibis' own way builds the frame twice and reads columns with nulls value by value.
    rows: pa.Table = (expression.order_by(order_by) if order_by else expression).to_pyarrow()
    days = {field.name: "datetime64[s]" for field in rows.schema if pa.types.is_date(field.type)}
    frame: pd.DataFrame = rows.to_pandas(date_as_object=False, split_blocks=True, self_destruct=True)
    return frame.astype(days) if days else frame
