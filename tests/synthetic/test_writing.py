"""Writing block by block gives the same rows as generating in memory."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from crmpersona.contract import ParameterError
from crmpersona.synthetic import generate, write


def test_written_rows_are_the_generated_ones(tmp_path: Path) -> None:
    rows = write("daily_goods", tmp_path, customers=6_000, months=6, seed=7)
    world = generate("daily_goods", customers=6_000, months=6, seed=7)
    assert {name for name in rows if "/" not in name} == set(world.tables)
    for name, table in world.tables.items():
        written = pq.read_table(tmp_path / f"{name}.parquet")
        assert rows[name] == table.num_rows
        assert written.schema.names == table.schema.names
        assert written.cast(table.schema).equals(table), name
    for name, table in world.truth_tables.items():
        assert pq.read_table(tmp_path / "truth" / f"{name}.parquet").cast(table.schema).equals(table), name


def test_a_choice_of_tables_draws_the_same_rows(tmp_path: Path) -> None:
    rows = write("fashion", tmp_path, customers=300, months=4, seed=5, tables=["transactions", "tickets"])
    assert sorted(path.stem for path in tmp_path.glob("*.parquet")) == ["tickets", "transactions"]
    whole = generate("fashion", customers=300, months=4, seed=5)
    for name in ("tickets", "transactions"):
        assert pq.read_table(tmp_path / f"{name}.parquet").cast(whole.tables[name].schema).equals(whole.tables[name])
    assert rows["truth/personas"] == 300


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="did you mean 'transactions'"):
        write("fashion", tmp_path, customers=10, months=2, tables=["transaction"])
