"""Intervals against published figures, statsmodels and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import ParameterError
from crmpersona.statistics.intervals import (
    RatioMoments,
    check_level,
    mean_interval,
    proportion_interval,
    ratio_interval,
    ratio_moments,
)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I: methods 3 (score) for 81/263, 15/148, 0/20, 1/29.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_equals_the_published_table(successes: int, n: int, low: float, high: float) -> None:
    found = proportion_interval(successes, n)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # The same table, method 5 (Clopper-Pearson).
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0000, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_clopper_pearson_equals_the_published_table(successes: int, n: int, low: float, high: float) -> None:
    found = proportion_interval(successes, n, method="clopper_pearson")
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(("method", "name"), [("wilson", "wilson"), ("clopper_pearson", "beta")])
def test_arrays_equal_statsmodels(method: str, name: str) -> None:
    from statsmodels.stats.proportion import proportion_confint

    successes = np.array([0, 1, 5, 30, 99, 100])
    expected = proportion_confint(successes, 100, alpha=0.1, method=name)
    found = proportion_interval(successes, 100, method=method, level=0.9)  # type: ignore[arg-type]
    np.testing.assert_allclose(found.low, expected[0], atol=1e-12)
    np.testing.assert_allclose(found.high, expected[1], atol=1e-12)


@pytest.mark.parametrize("method", ["wilson", "clopper_pearson"])
def test_no_customers_give_no_interval(method: str) -> None:
    found = proportion_interval([0, 1], [0, 2], method=method)  # type: ignore[arg-type]
    assert np.isnan(found.low[0])
    assert np.isnan(found.high[0])
    assert 0 < found.low[1] < found.high[1] < 1


@given(st.integers(1, 5000), st.data())
def test_an_interval_holds_its_share_and_stays_in_range(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    for method in ("wilson", "clopper_pearson"):
        low, high = proportion_interval(successes, n, method=method)  # type: ignore[arg-type]
        assert 0 <= low <= successes / n <= high <= 1
        mirrored = proportion_interval(n - successes, n, method=method)  # type: ignore[arg-type]
        assert mirrored.low == pytest.approx(1 - high, abs=1e-9)


def test_impossible_counts_and_unknown_words_are_refused() -> None:
    with pytest.raises(ParameterError, match="5 of 3"):
        proportion_interval(5, 3)
    with pytest.raises(ParameterError, match="wald"):
        proportion_interval(1, 3, method="wald")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="95"):
        check_level(95)


def test_the_mean_interval_equals_statsmodels() -> None:
    from statsmodels.stats.weightstats import DescrStatsW

    values = np.array([3.0, 8.0, 1.0, 12.0, 7.5])
    expected = DescrStatsW(values).tconfint_mean(alpha=0.05)
    found = mean_interval(values.mean(), values.std(ddof=1), values.size)
    assert found == pytest.approx(expected)
    assert np.isnan(mean_interval(3.0, float("nan"), 1).low)


def test_a_ratio_over_ones_is_the_mean() -> None:
    values = np.array([3.0, 8.0, 1.0, 12.0, 7.5])
    expected = mean_interval(values.mean(), values.std(ddof=1), values.size)
    assert ratio_interval(ratio_moments(values, np.ones(5))) == pytest.approx(expected)


def test_the_ratio_interval_equals_the_survey_textbook_formula() -> None:
    x, y = np.array([10.0, 25.0, 9.0, 40.0]), np.array([1.0, 2.0, 1.0, 5.0])
    ratio = x.sum() / y.sum()
    variance = np.sum((x - ratio * y) ** 2) / (4 * 3) / y.mean() ** 2
    low, high = ratio_interval(ratio_moments(x, y))
    assert (high - low) / 2 == pytest.approx(3.182446305284263 * np.sqrt(variance))
    assert (high + low) / 2 == pytest.approx(ratio)


def test_moments_of_two_halves_add_up() -> None:
    x, y = np.arange(10.0), np.arange(10.0) + 1
    assert ratio_moments(x[:4], y[:4]) + ratio_moments(x[4:], y[4:]) == ratio_moments(x, y)


def test_a_ratio_without_customers_or_denominator_has_no_interval() -> None:
    assert np.isnan(ratio_interval(RatioMoments(1, 5, 1, 25, 5, 1)).low)
    assert np.isnan(ratio_interval(ratio_moments([1.0, 2.0], [0.0, 0.0])).low)


def test_the_ratio_interval_covers_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(400):
        orders = 1 + rng.poisson(1.0, 300)
        sales = rng.gamma(2.0, 10.0, 300) * orders
        low, high = ratio_interval(ratio_moments(sales, orders))
        hits += low <= 20.0 <= high
    assert 0.92 <= hits / 400 <= 0.98
