"""Small counts stay hidden, and nothing gives them away."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.reporting.withholding import SMALL, hidden_cells

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
