"""Stacking files and keeping one row per key."""

from __future__ import annotations

from typing import Any

import pandas as pd

from crmpersona.relational import as_table
from crmpersona.sources import read
from crmpersona.sources.expressions import one_per_key, stacked


def _rows(**columns: list[Any]) -> Any:
    frame = pd.DataFrame(columns)
    return as_table(frame.assign(source="s", source_row=range(1, len(frame) + 1)))


def test_stacking_fills_what_one_lacks() -> None:
    table = stacked([_rows(a=["1"], b=[2]), _rows(b=[3], c=["x"])])
    assert table.columns == ("a", "b", "c", "source", "source_row")
    assert sorted(table.to_pandas()["b"]) == [2, 3]


def test_columns_of_different_kinds_become_text() -> None:
    table = stacked([_rows(a=[1]), _rows(a=["x"])])
    assert sorted(table.to_pandas()["a"]) == ["1", "x"]


def test_one_row_per_key_takes_the_commonest_value() -> None:
    table = _rows(k=["a", "a", "a", "b", None], v=["x", "y", "y", None, "z"], w=["2", "1", None, "3", "4"])
    found = one_per_key(table, ["k"]).order_by("k").to_pandas()
    assert found["v"].fillna("").tolist() == ["y", ""]
    assert found["w"].tolist() == ["2", "3"]
    assert found["source_row"].tolist() == [1, 4]


def test_a_derived_table_says_so() -> None:
    lines = pd.DataFrame({"customer_id": ["a", "a"], "ordered_at": ["2026-01-05"] * 2, "land": ["DE", "DE"]})
    columns = {"customer_id": "customer_id", "country": "land"}
    rule = {
        "tables": {"transactions": {"files": ["x"]}, "customers": {"files": ["x"], "unique": True, "columns": columns}}
    }
    crm = read({"x": lines}, rule)
    assert crm.frame("customers")[["customer_id", "country"]].to_numpy().tolist() == [["a", "DE"]]
    assert any("one row per customer_id" in note for note in crm.notes)
