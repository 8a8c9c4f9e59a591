"""Valleys between neighbours: geometry, ties, and an exact level."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from crmpersona.segments.lloyd import Fit
from crmpersona.segments.valleys import Counts, neighbours, spread_ties, valley_p


def _fit(centres: np.ndarray) -> Fit:
    return Fit(centres, np.empty(0, dtype=np.int64), np.eye(centres.shape[1]), 0.0)


def test_only_neighbours_are_compared() -> None:
    triangle = np.array([[0.0, 0.0], [4.0, 0.0], [2.0, 3.0], [2.0, 1.0]])
    # Centre 3 lies inside the sphere that any other two span.
    assert {(pair.first, pair.second) for pair in neighbours(_fit(triangle))} == {(0, 3), (1, 3), (2, 3)}


def test_the_region_keeps_out_other_groups() -> None:
    pair = next(iter(neighbours(_fit(np.array([[0.0, 0.0], [2.0, 0.0], [1.0, 4.0]])))))
    rows = np.array([[0.0, 0.0], [1.0, 1.0], [1.0, 4.0]])
    assert pair.positions(rows).tolist() == [0.0, 0.5]


def test_equal_centres_are_no_pair() -> None:
    assert list(neighbours(_fit(np.zeros((2, 1))))) == []


def test_p_value_is_binomial() -> None:
    expected = max(binom.cdf(3, 23, 0.5), binom.cdf(3, 21, 0.5))
    assert valley_p(Counts(20, 3, 18), 1.0) == pytest.approx(expected)
    assert valley_p(Counts(20, 3, 18), 0.8) > expected


def test_level_on_one_hump() -> None:
    """A flat hump is the hardest case: the valley is found in at most 5 % of populations."""
    rng = np.random.default_rng(7)
    pair = next(iter(neighbours(_fit(np.array([[0.25], [0.75]])))))
    found = [
        valley_p(Counts.held_out(pair, rng.random((120, 1)), rng.random((120, 1))), 1.0) <= 0.05 for _ in range(400)
    ]
    assert np.mean(found) <= 0.05


def test_depth() -> None:
    assert Counts(20, 5, 10).depth == 0.5
    assert Counts(0, 0, 0).depth == 0.0


def test_ties_fill_their_gap_and_others_stay() -> None:
    rng = np.random.default_rng(7)
    space = np.array([[1.0], [1.0], [2.0], [4.0], [4.0], [np.nan]])
    spread = spread_ties(space, rng)
    assert ((spread[:2] >= 0.5) & (spread[:2] <= 1.5)).all()
    assert spread[2] == 2.0
    assert ((spread[3:5] >= 3.0) & (spread[3:5] <= 5.0)).all()
    assert spread[5] == 0.0
    assert np.isnan(space[5, 0])
