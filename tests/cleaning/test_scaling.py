"""Scales are learnt once and applied as learnt."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import MinMaxScaler, PowerTransformer, RobustScaler, StandardScaler
from sklearn.utils.estimator_checks import estimator_checks_generator

from crmpersona.cleaning import FrameScaler
from crmpersona.contract import ParameterError


@pytest.fixture(name="rows")
def _rows() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    return pd.DataFrame({"orders": rng.poisson(3, 50), "spend": rng.lognormal(3, 1, 50), "city": ["a", "b"] * 25})


@pytest.mark.parametrize(("estimator", "check"), list(estimator_checks_generator(FrameScaler(), mark="xfail")))
def test_scikit_learn_checks(estimator, check) -> None:
    assert check(estimator) is None


@pytest.mark.parametrize(
    ("method", "peer"),
    [("standard", StandardScaler), ("robust", RobustScaler), ("minmax", MinMaxScaler), ("power", PowerTransformer)],
)
def test_numbers_equal_those_of_scikit_learn_and_texts_stay(rows, method, peer) -> None:
    made = FrameScaler(method).fit(rows).transform(rows)
    numbers = ["orders", "spend"]
    assert np.allclose(made[numbers].to_numpy(), peer().fit_transform(rows[numbers].astype(float)), atol=1e-12)
    assert list(made.columns) == list(rows.columns)
    assert made["city"].equals(rows["city"])


@pytest.mark.parametrize("method", ["standard", "robust", "minmax", "power"])
def test_the_way_back(rows, method) -> None:
    fitted = FrameScaler(method).fit(rows)
    back = fitted.inverse_transform(fitted.transform(rows))
    assert np.allclose(back["spend"], rows["spend"])
    assert np.allclose(back["orders"], rows["orders"])


def test_later_rows_are_measured_on_the_first_ruler(rows) -> None:
    fitted = FrameScaler().fit(rows)
    later = rows.assign(spend=rows["spend"] + rows["spend"].std(ddof=0))
    moved = fitted.transform(later)["spend"] - fitted.transform(rows)["spend"]
    assert np.allclose(moved, 1.0)


def test_missing_values_stay_missing_and_are_not_learnt(rows) -> None:
    holes = rows.assign(spend=rows["spend"].where(rows.index > 4))
    made = FrameScaler().fit(holes).transform(holes)
    assert made["spend"].isna().sum() == 5
    assert abs(made["spend"].mean()) < 1e-12


def test_without_numbers_everything_passes() -> None:
    rows = pd.DataFrame({"city": ["a", "b"], "member": [True, False]})
    fitted = FrameScaler().fit(rows)
    assert fitted.transform(rows).equals(rows)
    assert fitted.inverse_transform(rows).equals(rows)
    assert list(fitted.get_feature_names_out()) == ["city", "member"]


def test_unknown_method_names_the_nearest(rows) -> None:
    with pytest.raises(ParameterError, match="robust"):
        FrameScaler("robst").fit(rows)
