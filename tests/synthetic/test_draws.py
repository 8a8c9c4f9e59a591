"""Table draws follow the weights they were given.

Covers also: arrow, parts
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import ParameterError
from crmpersona.synthetic.arrow import coded, decimals, digit_matrix, join, numbered, scattered, stamps, text
from crmpersona.synthetic.draws import SLOTS, Choice, whole_slots
from crmpersona.synthetic.parts import Part, in_engine_units, in_file_units


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30).filter(lambda weights: sum(weights) > 1e-6))
def test_slots_add_up_and_stay_within_one_of_the_weights(weights: list[float]) -> None:
    slots = whole_slots(np.array([weights]))[0]
    exact = np.array(weights) / sum(weights) * SLOTS
    assert slots.sum() == SLOTS
    assert np.all(np.abs(slots - exact) < 1.0 + 1e-9)


@pytest.mark.parametrize("weights", [[[0.0, 0.0]], [[1.0, -1.0]]])
def test_weights_without_meaning_are_refused(weights: list[list[float]]) -> None:
    with pytest.raises(ParameterError, match="weights"):
        Choice.of(weights)


def test_shares_drawn_agree_with_the_probabilities() -> None:
    choice = Choice.of([[1.0, 2.0, 5.0], [3.0, 0.0, 1.0]])
    rows = np.repeat([0, 1], 200_000)
    drawn = choice.draw(np.random.default_rng(1), len(rows), rows)
    for row in (0, 1):
        share = np.bincount(drawn[rows == row], minlength=3) / 200_000
        error = np.sqrt(choice.probabilities[row] * (1 - choice.probabilities[row]) / 200_000)
        assert np.all(np.abs(share - choice.probabilities[row]) <= 4 * error)


def test_what_weighs_nothing_is_never_drawn() -> None:
    assert 1 not in Choice.of([[3.0, 0.0, 1.0]]).draw(np.random.default_rng(2), 100_000)


@given(st.lists(st.one_of(st.none(), st.integers(-(10**12), 10**12)), max_size=40))
def test_decimals_are_exact_with_signs_and_gaps(values: list[int | None]) -> None:
    from decimal import Decimal

    column = decimals(pa.array(values, type=pa.int64()))
    assert column.to_pylist() == [None if value is None else Decimal(value).scaleb(-2) for value in values]


@given(st.lists(st.one_of(st.none(), st.integers(-(10**9), 10**9)), max_size=40))
def test_file_and_engine_units_hold_the_same_money(values: list[int | None]) -> None:
    table = pa.table(
        {"amount": pa.array(values, type=pa.int64()), "quantity": pa.array(range(len(values)), pa.int64())}
    )
    engine = in_engine_units(in_file_units(table))
    assert engine["amount"].to_pylist() == [None if value is None else value * 100 for value in values]
    assert engine["quantity"].to_pylist() == [number * 10_000 for number in range(len(values))]


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


def test_cutting_keeps_the_rows_of_the_first_customers() -> None:
    part = Part(pa.table({"x": [1, 2, 3, 4]}), np.array([0, 5, 1, 7]))
    assert part.cut(2)["x"].to_pylist() == [1, 3]
    assert part.cut(8).num_rows == 4
