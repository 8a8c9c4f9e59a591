"""Blocks are cut to the customers wanted; files and engine hold the same money."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.synthetic.parts import Part, in_engine_units, in_file_units


@given(st.lists(st.one_of(st.none(), st.integers(-(10**9), 10**9)), max_size=40))
def test_file_and_engine_units_hold_the_same_money(values: list[int | None]) -> None:
    table = pa.table(
        {"amount": pa.array(values, type=pa.int64()), "quantity": pa.array(range(len(values)), pa.int64())}
    )
    engine = in_engine_units(in_file_units(table))
    assert engine["amount"].to_pylist() == [None if value is None else value * 100 for value in values]
    assert engine["quantity"].to_pylist() == [number * 10_000 for number in range(len(values))]


def test_cutting_keeps_the_rows_of_the_first_customers() -> None:
    part = Part(pa.table({"x": [1, 2, 3, 4]}), np.array([0, 5, 1, 7]))
    assert part.cut(2)["x"].to_pylist() == [1, 3]
    assert part.cut(8).num_rows == 4
