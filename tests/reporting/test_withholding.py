"""Small counts stay hidden, and nothing gives them away."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.reporting.withholding import SMALL, blocks, hidden_cells, is_small

counts = st.lists(st.integers(min_value=0, max_value=60), min_size=1, max_size=12)


@given(counts)
def test_every_small_count_is_hidden_and_zeros_stay(values):
    hidden = hidden_cells(values)
    array = np.asarray(values)
    assert hidden[(array > 0) & (array < SMALL)].all()
    assert not hidden[array == 0].any()


@given(counts)
def test_total_minus_shown_cells_never_gives_a_small_count(values):
    array, hidden = np.asarray(values), hidden_cells(values)
    if hidden.any():
        together = array[hidden].sum()
        everything_hidden = not ((array > 0) & ~hidden).any()
        assert everything_hidden or (hidden.sum() >= 2 and together >= SMALL)


@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=5))
def test_rows_and_columns_of_a_matrix_are_both_protected(rows):
    array = np.asarray(rows)
    hidden = hidden_cells(array)
    for line, mask in [*zip(array, hidden, strict=True), *zip(array.T, hidden.T, strict=True)]:
        if mask.sum() == 1:
            assert not ((line > 0) & ~mask).any()


def test_nothing_is_hidden_where_all_counts_are_large():
    assert not hidden_cells([10, 11, 0, 500]).any()


def computed_exactly(counts, hidden, lines):
    """Try to compute each hidden cell from the shown ones and the known sums, as a reader could."""
    places = np.flatnonzero(hidden)
    table = np.array([np.isin(places, line) for line in lines], dtype=float)
    kernel = np.eye(len(places)) - np.linalg.pinv(table) @ table
    return {int(place) for place, row in zip(places, kernel, strict=True) if np.allclose(row, 0)}


@given(st.lists(st.lists(st.integers(0, 60), min_size=4, max_size=4), min_size=3, max_size=6))
def test_crossing_lines_together_give_no_small_count_away(rows):
    array = np.asarray(rows)
    places = np.arange(array.size).reshape(array.shape)
    lines = [*places, *places.T]
    hidden = hidden_cells(array).ravel()
    for place in computed_exactly(array, hidden, lines):
        beside = np.unique(np.concatenate([line for line in lines if place in line]))
        nothing_left = not ((array.ravel()[beside] > 0) & ~hidden[beside]).any()
        assert array.ravel()[place] >= SMALL or nothing_left


def test_two_blocks_joined_by_one_small_cell_are_taken_apart():
    # Every line hides two cells, and still row sums less column sums of the first block would give the 3 away.
    table = np.array([[5, 6, 3, 90], [7, 8, 90, 80], [90, 70, 6, 7], [60, 99, 8, 5]])
    hidden = hidden_cells(table)
    places = np.arange(16).reshape(4, 4)
    assert 2 not in computed_exactly(table, hidden.ravel(), [*places, *places.T])


def test_a_total_that_is_a_cell_itself_is_hidden_with_its_only_part():
    counts = [4, 90, 4, 60, 34]  # two moves into a stage of 4 + 90, the stages after
    hidden = hidden_cells(counts, [np.array([0, 2]), np.array([2, 3, 4])])
    assert hidden.tolist() == [True, False, True, False, True]


def test_blocks_are_the_rows_of_equal_keys():
    frame = pd.DataFrame({"source": ["a", None, "a"], "target": ["x", "x", "y"]})
    assert [line.tolist() for line in blocks(frame, ["source"], ["target"])] == [[0, 2], [1], [0, 1], [2]]


def test_only_one_to_nine_persons_are_few():
    assert [is_small(count) for count in (0, 1, 9, 10, None, float("nan"))] == [False, True, True, False, False, False]
