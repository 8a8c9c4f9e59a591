"""Arrow columns without a Python object per row."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.synthetic.arrow import coded, decimals, digit_matrix, join, numbered, scattered, stamps, text


@given(st.lists(st.one_of(st.none(), st.integers(-(10**12), 10**12)), max_size=40))
def test_decimals_are_exact_with_signs_and_gaps(values: list[int | None]) -> None:
    from decimal import Decimal

    column = decimals(pa.array(values, type=pa.int64()))
    assert column.to_pylist() == [None if value is None else Decimal(value).scaleb(-2) for value in values]


def test_texts_of_one_width_are_joined() -> None:
    assert numbered("A", digit_matrix(np.array([7, 123]), 4), "Z").to_pylist() == ["A0007Z", "A0123Z"]
    assert numbered("A", size=2).to_pylist() == ["A", "A"]
    assert numbered("A", digit_matrix(np.array([], dtype=int), 4)).to_pylist() == []


def test_a_missing_part_makes_the_text_missing() -> None:
    assert join(coded(np.array([0, -1]), ["x"]), "-", pa.array(["a", "b"])).to_pylist() == ["x-a", None]


def test_a_few_texts_stand_in_an_empty_column() -> None:
    column = scattered(4, np.array([3, 1]), ["late", "early"])
    assert text(column).to_pylist() == [None, "early", None, "late"]


def test_moments_before_1970_and_gaps() -> None:
    column = stamps(np.array([-1, 5]), np.array([True, False]))
    assert text(column).to_pylist() == ["1969-12-31 23:59:59", None]
