"""K-means finds what scikit-learn finds, and the learnt metric finds what plain K-means misses."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.cluster import KMeans

from crmpersona.segments.lloyd import Fit, adaptive, kmeans, nearest, squared_distances
from crmpersona.statistics import adjusted_rand


def test_distances() -> None:
    rng = np.random.default_rng(1)
    rows, centres = rng.normal(size=(30, 4)), rng.normal(size=(3, 4))
    expected = ((rows[:, None] - centres[None]) ** 2).sum(-1)
    assert squared_distances(rows, centres) == pytest.approx(expected)


@pytest.mark.parametrize("k", [2, 3, 5])
def test_as_cheap_as_scikit_learn(k: int, planted) -> None:
    rows = planted(2, n=300, k=5)[0].to_numpy()
    own = kmeans(rows, k, np.random.default_rng(7), starts=8)
    theirs = KMeans(k, n_init=10, random_state=0).fit(rows)
    assert own.cost <= theirs.inertia_ * 1.0001
    assert own.cost == pytest.approx(((rows - own.centres[own.labels]) ** 2).sum())


def test_narrow_columns_are_not_drowned_by_wide_ones() -> None:
    rng = np.random.default_rng(7)
    truth = rng.integers(0, 2, 300)
    rows = np.c_[2.0 * truth + rng.normal(0, 0.3, 300), rng.normal(0, 1.1, (300, 3))]
    assert adjusted_rand(truth, kmeans(rows, 2, np.random.default_rng(1)).labels) < 0.9
    assert adjusted_rand(truth, adaptive(rows, 2, np.random.default_rng(1)).labels) > 0.98


def test_more_centres_than_places() -> None:
    rows = np.repeat([[0.0], [1.0]], 10, axis=0)
    fit = kmeans(rows, 3, np.random.default_rng(7))
    assert fit.cost == 0.0
    assert np.isfinite(adaptive(rows, 3, np.random.default_rng(7)).centres).all()


def test_ties_go_to_the_first_centre() -> None:
    fit = Fit(np.array([[0.0], [2.0]]), np.empty(0, dtype=np.int64), np.eye(1), 0.0)
    assert nearest(np.array([[1.0]]), fit).tolist() == [0]
