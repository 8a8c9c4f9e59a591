"""Write a world of any size straight to Parquet, block by block."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from crmpersona.contract import ParameterError, nearest
from crmpersona.synthetic.block import Block, Workshop
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.files import parquet_options, write_facts
from crmpersona.synthetic.generating import block_sizes, world_truth
from crmpersona.synthetic.plan import load_plan

__all__ = ["write"]

ROW_GROUP = 250_000
WORKERS = 2


class _Sink:
    """Parquet files of one folder, opened when their first rows come, filled in large row groups."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        self.waiting: dict[str, list[pa.Table]] = {}
        self.writers: dict[str, pq.ParquetWriter] = {}
        self.rows: dict[str, int] = {}

    def add(self, name: str, table: pa.Table) -> None:
        """Keep rows until there are enough for a row group."""
        kept = self.waiting.setdefault(name, [])
        kept.append(table)
        self.rows[name] = self.rows.get(name, 0) + table.num_rows
        if sum(each.num_rows for each in kept) >= ROW_GROUP:
            self.flush(name)

    def flush(self, name: str) -> None:
        """Write what was kept."""
        table = pa.concat_tables(self.waiting.pop(name))
        if name not in self.writers:
            writer = pq.ParquetWriter(self.folder / f"{name}.parquet", table.schema, **parquet_options())
            self.writers[name] = self.stack.enter_context(writer)
        self.writers[name].write_table(table, row_group_size=table.num_rows or None)

    def finish(self) -> None:
        """Write the rest of every table."""
        for name in list(self.waiting):
            self.flush(name)


def _blocks(shop: Workshop, sizes: Sequence[int], names: frozenset[str] | None) -> Iterator[Block]:
    """Draw blocks on a few threads and hand them over in order; few wait in memory at any time."""
    _prepare(shop)
    with ThreadPoolExecutor(WORKERS) as pool:
        running: deque[Future[Block]] = deque()
        for number, keep in enumerate(sizes):
            running.append(pool.submit(shop.block, number, keep, names))
            if len(running) > WORKERS:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def _prepare(shop: Workshop) -> None:
    """Build pools and samplers once, before threads ask for them at the same time."""
    shop.block(0, 1)


def write(
    world: str | Path,
    folder: str | Path,
    *,
    customers: int,
    months: int = 24,
    seed: int = 7,
    season: bool = True,
    drift: bool = True,
    dirt: bool = True,
    end: str | dt.date | None = None,
    tables: Sequence[str] | None = None,
) -> dict[str, int]:
    """Write a world straight to Parquet, never holding more than a few blocks.

    The rows are those of :func:`generate`: the same arguments give the same customers.

    Parameters
    ----------
    world : str or Path
        Name of a shipped world, or path to a TOML file of the same form.
    folder : str or Path
        Created where missing; one file per table, ``crmpersona.toml`` and ``truth/``.
    customers : int
        Customer ids.
    months : int, default 24
        Months of history.
    seed : int, default 7
        Seed of every draw.
    season, drift, dirt : bool, default True
        Switches of the planted parts, as in :func:`generate`.
    end : str or date, optional
        First day after the data; None takes the fixed day in the world's file.
    tables : sequence of str, optional
        Contract tables to write; None writes all. Fewer tables are quicker; the truth is always whole
        for what is written.

    Returns
    -------
    dict of str to int
        Rows per table; names of truth tables begin with ``truth/``.

    Raises
    ------
    ParameterError
        If the world or a table is unknown, or a parameter has no meaning.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     rows = write("daily_goods", place, customers=50, months=2, tables=["customers", "transactions"])
    >>> rows["customers"]
    50
    """
    plan = load_plan(world, months=months, end=end, season=season, drift=drift, dirt=dirt)
    shop, sizes = Workshop(plan, seed), block_sizes(customers)
    names = None if tables is None else _known(shop, tables)
    folder = Path(folder)
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    sums: dict[str, Array] = {}
    with ExitStack() as stack:
        data, truth = _Sink(folder, stack), _Sink(folder / "truth", stack)
        for block in _blocks(shop, sizes, names):
            for name, table in block.tables.items():
                data.add(name, table)
            for name, table in block.truth.items():
                truth.add(name, table)
            sums = {name: value + sums.get(name, np.zeros_like(value)) for name, value in block.sums.items()}
        for name, table in shop.shared_tables().items():
            if names is None or name in names:
                data.add(name, table)
        for name, table in world_truth(shop, sums).items():
            truth.add(name, table)
        data.finish()
        truth.finish()
    write_facts(folder, _facts(shop))
    return data.rows | {f"truth/{name}": rows for name, rows in truth.rows.items()}


def _facts(shop: Workshop) -> dict[str, Any]:
    """Return what is written about the world beside its tables."""
    facts = {key: shop.plan.spec[key] for key in ("name", "title_zh", "title_en", "lang", "timezone", "currency")}
    return facts | {"start": shop.plan.start, "end": shop.plan.end, "seed": shop.seed}


def _known(shop: Workshop, tables: Sequence[str]) -> frozenset[str]:
    """Refuse tables that the generator does not make."""
    known = [*shop.block(0, 1).tables, *shop.shared_tables()]
    for name in tables:
        if name not in known:
            raise ParameterError(
                f"the generator makes no table {name!r}",
                where=f"tables: {', '.join(known)}",
                remedy=f"did you mean {nearest(name, known) or known[0]!r}?",
            )
    return frozenset(tables)
