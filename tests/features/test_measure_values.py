"""Values and intervals from ingredients: limits, few answers, empty denominators."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crmpersona.features.measure_catalogue import CATALOGUE, PRODUCTS
from crmpersona.features.measure_values import Told, told, too_few
from crmpersona.statistics import mean_interval

NONE = pd.DataFrame()


def _tell(key: str, **row: float) -> Told:
    return told(CATALOGUE[key], row, NONE, 0)


def test_intervals_stay_in_the_range_that_exists():
    promoters = _tell("nps", promoters=11.0, detractors=1.0, promoters_net=10.0, nps_answers=12.0)
    assert promoters.ci_high == 100
    stars = _tell("csat_mean", stars=58.0, star_squares=282.0, ratings=12.0)
    assert stars.value <= stars.ci_high <= 5
    products = {"existing_net_sales*existing_net_sales": 9_900.0, "existing_net_sales*net_sales": 9_900.0}
    share = _tell(
        "existing_sales_share", customers=20.0, existing_net_sales=390.0, net_sales=400.0, **products,
        **{"net_sales*net_sales": 10_000.0},
    )  # fmt: skip
    assert share.ci_low < share.value < share.ci_high == 1


def test_a_figure_beyond_its_range_is_its_own_limit():
    squares = {"refunds*refunds": 500.0, "refunds*gross_sales": 450.0, "gross_sales*gross_sales": 410.0}
    found = _tell("refund_rate", customers=30.0, refunds=110.0, gross_sales=100.0, **squares)
    assert found.value == pytest.approx(1.1)
    assert found.ci_low < 1.1 == pytest.approx(found.ci_high)


def test_fewer_than_ten_answers_have_no_interval():
    row = {"promoters": 5.0, "detractors": 1.0, "promoters_net": 4.0, "nps_answers": 9.0}
    assert too_few(CATALOGUE["nps"], row)
    found = _tell("nps", **row)
    assert found.value == pytest.approx(400 / 9)
    assert np.isnan(found.ci_low)
    ten = _tell("nps", promoters=6.0, detractors=2.0, promoters_net=4.0, nps_answers=10.0)
    answers = np.repeat([100.0, -100.0, 0.0], [6, 2, 2])
    low, high = mean_interval(answers.mean(), answers.std(ddof=1), 10)
    assert (ten.ci_low, ten.ci_high) == pytest.approx((low, min(high, 100)))


def test_nobody_has_no_rate():
    found = _tell("rebuy_rate", rebuyers=0.0, buyers_previous=0.0)
    assert np.isnan(found.value)
    assert (found.numerator, found.denominator) == (0, 0)
    assert np.isnan(_tell("sales_per_buyer", net_sales=-5.0, buyers=0.0).value)


def test_rates_per_thousand_scale_their_interval():
    found = _tell("complaint_rate", complaints=5.0, orders=449.0)
    assert found.value == pytest.approx(1000 * 5 / 449)
    assert 0 < found.ci_low < found.value < found.ci_high < 1000
    assert np.isnan(_tell("complaint_rate", complaints=50.0, orders=20.0).ci_low)


def test_every_ratio_finds_its_products():
    for measure in CATALOGUE.values():
        if measure.interval == "ratio":
            top, bottom = measure.numerator, measure.denominator
            assert {(top, top), (top, bottom), (bottom, bottom)} <= set(PRODUCTS)
