"""The purchase rhythm: recovered parameters, exact shrinkage, forecasts that hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import ParameterError
from crmpersona.features.rhythm import LifeCycleRuler, fit_ruler, regularity_of


def _population(regularity: float, shape: float, scale: float, customers: int = 4000, most: int = 10, seed: int = 3):
    rng = np.random.default_rng(seed)
    rates = rng.gamma(shape, 1 / scale, customers)
    gaps = np.maximum(np.rint(rng.gamma(regularity, 1, (customers, most)) / rates[:, None]), 1)
    used = np.arange(most) < rng.integers(0, most + 1, customers)[:, None]
    return gaps, used


def _sums(gaps, used):
    return used.sum(1), (gaps * used).sum(1).astype(int), (gaps**2 * used).sum(1).astype(int)


@pytest.mark.parametrize(("regularity", "shape", "scale"), [(1.0, 2.0, 120.0), (4.0, 3.0, 600.0)])
def test_planted_parameters_are_recovered(regularity, shape, scale):
    ruler = fit_ruler(*_sums(*_population(regularity, shape, scale)))
    assert ruler.method == "rhythm"
    assert ruler.regularity == pytest.approx(regularity, rel=0.1)
    assert ruler.shape == pytest.approx(shape, rel=0.15)
    assert ruler.scale == pytest.approx(scale, rel=0.15)


def test_next_intervals_stay_below_their_lines_as_often_as_said():
    gaps, used = _population(2.0, 2.5, 300.0, seed=8)
    ruler = fit_ruler(*_sums(gaps, used))
    counts, spans, _ = _sums(gaps, used)
    following = np.random.default_rng(8).gamma(2.5, 1 / 300.0, len(gaps))  # the same rates, drawn in the same order
    upcoming = np.random.default_rng(1).gamma(2.0, 1, len(gaps)) / following
    for quantile, line in zip(ruler.quantiles, ruler.lines_for(counts, spans), strict=True):
        assert np.mean(upcoming <= line) == pytest.approx(quantile, abs=0.02)


def test_lines_move_from_the_population_to_the_own_rhythm():
    ruler = LifeCycleRuler(regularity=2.0, shape=2.0, scale=100.0)
    own = [float(ruler.line(0.9, n, 10 * n)) for n in (0, 1, 3, 10, 100, 10_000)]
    assert own == sorted(own, reverse=True)
    from scipy.stats import gamma

    assert own[-1] == pytest.approx(gamma.ppf(0.9, 2.0) * 10 / 2.0, rel=0.01)


def test_the_line_is_the_quantile_of_the_predictive_distribution():
    ruler = LifeCycleRuler(regularity=1.0, shape=2.0, scale=60.0)
    # With regularity 1 the forecast is a Lomax distribution with a closed form.
    expected = (60.0 + 45.0) * ((1 - 0.9) ** (-1 / (2.0 + 3)) - 1)
    assert float(ruler.line(0.9, 3, 45)) == pytest.approx(expected)


@given(st.lists(st.lists(st.integers(1, 90), min_size=0, max_size=6), min_size=25, max_size=40), st.randoms())
def test_the_order_of_customers_changes_no_digit(histories, random):
    rows = [(len(h), sum(h), sum(gap * gap for gap in h)) for h in histories]
    shuffled = random.sample(rows, len(rows))
    assert fit_ruler(*np.array(rows).T) == fit_ruler(*np.array(shuffled).T)


@given(st.integers(0, 30), st.integers(0, 900))
def test_the_three_lines_rise(intervals, span):
    lines = LifeCycleRuler(regularity=1.5, shape=2.2, scale=67.0).lines_for(intervals, span)
    assert 0 < lines[0] < lines[1] < lines[2] < np.inf


def test_few_intervals_fall_back_to_fixed_days_and_say_so():
    few = fit_ruler([1] * 19, [30] * 19, [900] * 19)
    assert (few.method, few.reason, few.n_intervals) == ("fixed", "few_intervals", 19)
    one_fan = fit_ruler([200, 0, 0], [2000, 0, 0], [20_000, 0, 0])
    assert one_fan.method == "fixed"
    rare = fit_ruler([1] * 25 + [0] * 29_919, [40] * 25 + [0] * 29_919, [1600] * 25 + [0] * 29_919)
    assert rare.method == "fixed"
    assert [line.tolist() for line in rare.lines_for([0, 5], [0, 50])] == [[90, 90], [180, 180], [365, 365]]


def test_even_buyers_get_a_high_regularity_and_nobody_gets_nonsense():
    assert regularity_of([5, 5], [50, 150], [500, 4500]) == 50.0
    assert regularity_of([0, 1], [0, 10], [0, 100]) == 1.0
    assert regularity_of([2, 2], [1000, 1000], [998_002, 998_002]) == 0.2


def test_rulers_survive_saving_and_refuse_nonsense():
    ruler = fit_ruler(*_sums(*_population(1.0, 2.0, 60.0, customers=300)))
    assert LifeCycleRuler.from_dict({**ruler.to_dict(), "unknown": 1}) == ruler
    with pytest.raises(ParameterError, match="method"):
        LifeCycleRuler(method="magic")
    with pytest.raises(ParameterError, match="quantiles"):
        LifeCycleRuler(quantiles=(0.9, 0.8, 0.7))
    with pytest.raises(ParameterError, match="fixed_days"):
        LifeCycleRuler(fixed_days=(0, 1, 2))
