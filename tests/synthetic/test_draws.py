"""Table draws follow the weights they were given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import ParameterError
from crmpersona.synthetic.draws import SLOTS, Choice, whole_slots


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
