"""Any frame in."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from crmpersona.contract import SourceError
from crmpersona.relational import as_table, from_pandas, to_pandas

ROWS = {"customer_id": ["a", "b"], "amount": [1.5, 2.5]}


def kinds(folder):
    frame = pd.DataFrame(ROWS)
    path = folder / "orders.parquet"
    frame.to_parquet(path)
    connection = duckdb.connect()
    return {
        "pandas": frame,
        "arrow": pa.table(ROWS),
        "polars": pl.DataFrame(ROWS),
        "polars lazy": pl.LazyFrame(ROWS),
        "duckdb": connection.from_arrow(pa.table(ROWS)),
        "ibis": as_table(frame),
        "path": path,
        "text path": str(path),
        "folder": folder,
        "pattern": str(folder / "*.parquet"),
    }


@pytest.mark.parametrize(
    "kind",
    ["pandas", "arrow", "polars", "polars lazy", "duckdb", "ibis", "path", "text path", "folder", "pattern"],
)
def test_every_kind_gives_the_same_rows(kind, tmp_path):
    table = as_table(kinds(tmp_path)[kind])
    assert to_pandas(table, "customer_id").to_dict("list") == ROWS


def test_mixed_columns_become_text():
    table = from_pandas(pd.DataFrame({"order": [536365, "C536366", None]}))
    assert table["order"].to_pylist() == ["536365", "C536366", None]


def test_categories_and_odd_names_are_taken():
    table = from_pandas(pd.DataFrame({1: pd.Categorical(["x", None])}))
    assert table["1"].to_pylist() == ["x", None]


@pytest.mark.parametrize("wrong", [42, {"a": [1]}, None])
def test_other_things_are_refused(wrong):
    with pytest.raises(SourceError, match="kind of frame"):
        as_table(wrong)


def test_nested_cells_are_refused():
    with pytest.raises(SourceError, match="'tags'"):
        from_pandas(pd.DataFrame({"tags": [["a"], "b"]}))


def test_missing_files_are_named(tmp_path):
    with pytest.raises(SourceError, match="does not exist"):
        as_table(tmp_path / "nothing.parquet")
