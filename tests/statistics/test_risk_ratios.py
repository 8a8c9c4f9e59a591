"""Ratios of shares: published interval, exact carry-over to the index, coverage by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from crmpersona.statistics import TwoShares, fisher_p, share_index_interval, share_ratio_interval


def test_published_interval() -> None:
    # Koopman (1984), Biometrics 40, 513-517: x = 36 of 40, y = 16 of 80 gives (2.94, 7.15).
    found = share_ratio_interval(TwoShares(36, 40, 16, 80))
    assert found.low == pytest.approx(2.94, abs=0.005)
    assert found.high == pytest.approx(7.15, abs=0.005)


def test_group_and_rest_change_places() -> None:
    there, back = share_ratio_interval(TwoShares(9, 30, 5, 70)), share_ratio_interval(TwoShares(5, 70, 9, 30))
    assert there.low == pytest.approx(1 / back.high)
    assert there.high == pytest.approx(1 / back.low)


counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, counts)
def test_interval_holds_the_estimate(one: tuple[int, int], two: tuple[int, int]) -> None:
    (x1, n1), (x0, n0) = one, two
    found = share_index_interval(TwoShares(x1, n1, x0, n0))
    if x1 + x0 == 0:
        assert np.isnan(found.low)
        return
    index = (x1 / n1) / ((x1 + x0) / (n1 + n0))
    assert 0 <= found.low <= index + 1e-9
    assert found.high >= index - 1e-9
    # The group is part of everybody: the index cannot exceed everybody / group.
    assert found.high <= (n1 + n0) / n1 + 1e-9


def test_edges() -> None:
    nobody = share_index_interval(TwoShares(0, 10, 0, 90))
    everyone = share_index_interval(TwoShares(10, 10, 0, 0))
    none_inside = share_index_interval(TwoShares(0, 10, 50, 90))
    assert np.isnan(nobody.low)
    assert everyone == (1.0, 1.0)
    assert none_inside.low == 0.0
    assert 0.0 < none_inside.high < 1.0


def test_fisher_equals_scipy_and_is_one_where_nothing_can_differ() -> None:
    found = fisher_p(TwoShares([8, 0, 5], [9, 4, 5], [1, 0, 7], [6, 9, 7]))
    assert found[0] == pytest.approx(fisher_exact([[8, 1], [1, 5]])[1])
    assert found[1:].tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("n1", "n0", "p1", "p0"), [(30, 270, 0.2, 0.2), (50, 450, 0.4, 0.15), (100, 300, 0.1, 0.1)])
def test_coverage(n1: int, n0: int, p1: float, p0: float) -> None:
    rng = np.random.default_rng(7)
    x1, x0 = rng.binomial(n1, p1, 4_000), rng.binomial(n0, p0, 4_000)
    weight = n1 / (n1 + n0)
    truth = p1 / (weight * p1 + (1 - weight) * p0)
    found = share_index_interval(TwoShares(x1, n1, x0, n0))
    covered = ((found.low <= truth) & (truth <= found.high)).mean()
    assert 0.935 <= covered <= 0.97
