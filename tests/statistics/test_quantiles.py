"""Quantiles and top shares against numpy and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import ParameterError
from crmpersona.statistics.quantiles import TopSums, quantile_interval, quantile_of_counts, top_share, top_share_of_sums


def test_quantiles_are_seen_values_and_counts_are_repetition() -> None:
    assert quantile_of_counts([30, 7, 14], [2, 5, 3], 0.5) == 7
    assert quantile_of_counts([30, 7, 14], [2, 5, 3], 0.8) == 14
    assert quantile_of_counts([30, 7, 14], [2, 5, 3], 0.81) == 30
    assert quantile_of_counts([1, 2, 3, 4], None, 1.0) == 4
    assert np.isnan(quantile_of_counts([], [], 0.5))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.floats(0.01, 1.0))
def test_quantiles_equal_numpy(values: list[int], probability: float) -> None:
    expected = np.quantile(values, probability, method="inverted_cdf")
    close_to_a_step = abs(probability * len(values) - round(probability * len(values))) < 1e-6
    assert close_to_a_step or quantile_of_counts(values, None, probability) == expected


def test_quantile_intervals_need_enough_observations() -> None:
    assert np.isnan(quantile_interval([1, 2, 3], None, 0.5).low)
    assert np.isnan(quantile_interval([], None, 0.5).low)
    assert quantile_interval([10, 20], [60, 60], 0.5) == (10.0, 20.0)


def test_the_top_share_counts_and_covers() -> None:
    result = top_share([1.0] * 10)
    assert result.share == pytest.approx(0.2)
    assert (result.low, result.high) == pytest.approx((0.2, 0.2))
    assert np.isnan(top_share([0.0, 0.0]).share)
    assert np.isnan(top_share([5.0]).low)
    with pytest.raises(ParameterError, match="20"):
        top_share([1.0], top=20)
    rng = np.random.default_rng(11)
    truth = top_share(rng.gamma(1.0, 1.0, 1_000_000)).share
    hits = 0
    for _ in range(300):
        found = top_share(rng.gamma(1.0, 1.0, 400))
        hits += found.low <= truth <= found.high
    assert 0.91 <= hits / 300 <= 0.98


def test_customers_outside_the_ranking_only_add_to_the_total() -> None:
    ranked, rest = np.array([40.0, 30.0, 20.0, 10.0, 5.0]), np.array([-8.0, -2.0])
    everyone = np.concatenate([ranked, rest])
    sums = TopSums(
        n=7,
        n_ranked=5,
        ranked_sum=105.0,
        n_top=1,
        top_sum=40.0,
        top_squares=1600.0,
        total=95.0,
        squares=float((everyone**2).sum()),
        line=40.0,
    )
    found = top_share_of_sums(sums)
    influence = np.maximum(everyone - 40, 0) + np.array([8.0] * 5 + [0.0] * 2) - found.share * everyone
    error = np.std(influence, ddof=1) * np.sqrt(7) / 95.0
    assert found.share == pytest.approx(40 / 95)
    assert found.high - found.share == pytest.approx(min(2.446911851144969 * error, 1 - found.share))
    assert np.isnan(top_share_of_sums(TopSums(0, 0, 0, 0, 0, 0, 0, 0, 0)).share)
