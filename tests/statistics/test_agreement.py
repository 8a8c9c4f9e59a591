"""Agreement of groupings against scikit-learn and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from crmpersona.contract import ParameterError
from crmpersona.statistics import adjusted_rand, best_jaccard, jaccard_stability


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=60))
def test_adjusted_rand_equals_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    one, two = zip(*pairs, strict=True)
    assert adjusted_rand(one, two) == pytest.approx(adjusted_rand_score(one, two))


def test_adjusted_rand_of_nobody() -> None:
    assert adjusted_rand([], []) == 1.0


def test_different_customers_cannot_be_compared() -> None:
    with pytest.raises(ParameterError, match="3 labels against 2"):
        adjusted_rand([0, 1, 1], [0, 1])


def test_best_jaccard_by_hand() -> None:
    # Group 0 = {a, b, c}; the other grouping has {a, b} and {c, d}: 2/3 against 1/4.
    found = best_jaccard([0, 0, 0, 1], [5, 5, 9, 9], 3)
    assert found[:2].tolist() == pytest.approx([2 / 3, 1 / 2])
    assert np.isnan(found[2])


def test_stability_draws_with_replacement() -> None:
    seen = []

    def refit(rows: np.ndarray) -> np.ndarray:
        seen.append(rows)
        return np.array([0, 1, 1, 1])

    found = jaccard_stability([0, 0, 1, 1], refit, draws=3, rng=np.random.default_rng(7))
    assert found.shape == (3, 2)
    assert found[0].tolist() == pytest.approx([1 / 2, 2 / 3])
    assert all(rows.max() < 4 and len(rows) == 4 for rows in seen)
