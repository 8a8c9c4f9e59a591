"""Cut points: exact quantiles, an order-free mean, K-means without randomness."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import ContractError, ParameterError
from crmpersona.features.rfm_cut_points import as_floats, check_cuts, kmeans_cuts, mean_cuts, quantile_cuts

numbers = st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=60)


@given(values=numbers, bins=st.integers(2, 10))
def test_quantiles_are_the_linear_ones(values, bins):
    exact = []
    ordered = sorted(values)
    for step in range(1, bins):
        place = Fraction(step * (len(ordered) - 1), bins)
        low = ordered[int(place)]
        high = ordered[min(int(place) + 1, len(ordered) - 1)]
        exact.append(float(low + (high - low) * (place - int(place))))
    found = quantile_cuts(np.array(values, dtype=float), bins)
    assert found == pytest.approx(exact, rel=1e-12, abs=1e-9)
    assert found == pytest.approx(np.quantile(values, np.arange(1, bins) / bins), rel=1e-9, abs=1e-9)


@given(values=numbers)
def test_the_mean_is_correctly_rounded_in_any_order(values):
    cents = np.array(values, dtype=float) / 100
    expected = () if len(set(values)) == 1 else (float(Fraction(sum(values), 100 * len(values))),)
    assert mean_cuts(cents) == expected
    assert mean_cuts(cents[::-1]) == expected


def test_a_mean_that_a_customer_hits_is_that_customers_value():
    assert mean_cuts(np.array([0.1, 0.2, 0.3])) == (0.2,)
    assert np.mean([0.1, 0.2, 0.3]) != 0.2


def test_money_finer_than_a_ten_thousandth_still_has_a_mean():
    values = np.array([1e-9, 3e-9])
    assert mean_cuts(values) == pytest.approx((2e-9,))


@given(values=numbers, bins=st.integers(2, 6))
def test_kmeans_cuts_are_ordered_and_leave_no_level_empty(values, bins):
    cuts = kmeans_cuts(np.array(values, dtype=float), bins)
    if len(set(values)) == 1:
        assert cuts == ()
        return
    assert len(cuts) == bins - 1
    assert list(cuts) == sorted(cuts)
    distinct = len(set(cuts))
    assert len(np.unique(np.searchsorted(np.unique(cuts), values))) == distinct + 1


def test_kmeans_finds_obvious_clumps():
    values = np.concatenate([np.full(500, 1.0), np.full(30, 100.0), np.full(5, 1_000.0), np.arange(3) + 20])
    cuts = kmeans_cuts(values, 3)
    assert 21 < cuts[0] < 100
    assert 100 < cuts[1] < 1_000


def test_fewer_distinct_values_than_levels_keep_the_best_level():
    assert kmeans_cuts(np.array([1.0, 2.0, 2.0]), 5) == (1.5, 1.5, 1.5, 1.5)


def test_no_values_no_cuts():
    empty = np.array([])
    assert quantile_cuts(empty, 5) == mean_cuts(empty) == kmeans_cuts(empty, 5) == ()


@pytest.mark.parametrize("cuts", [[1], [3, 1], [1, float("nan")], [1, float("inf")], ["x", 2], []])
def test_bad_cut_points_are_refused_by_name(cuts):
    with pytest.raises(ParameterError, match="frequency"):
        check_cuts("frequency", cuts, bins=3)


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, 2]),
        pd.Series([1.0, 2.0]),
        pd.Series([1, 2], dtype="Int64"),
        pd.Series([Decimal(1), Decimal(2)]),
        pd.Series([1, 2], dtype="int8"),
    ],
)
def test_every_kind_of_number_is_read(column):
    assert as_floats(column, "monetary").tolist() == [1.0, 2.0]


def test_text_is_no_number():
    with pytest.raises(ContractError, match="monetary"):
        as_floats(pd.Series(["many"]), "monetary")
