"""Missing values are filled with what was learnt, and only with that.

Covers also: frames
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.impute import SimpleImputer
from sklearn.utils.estimator_checks import estimator_checks_generator

from crmpersona.cleaning import Imputer
from crmpersona.contract import ContractError, NotEnoughDataError, ParameterError


@pytest.fixture(name="people")
def _people() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "age": [20.0, 30.0, np.nan, 60.0, np.nan],
            "income": [10.0, 20.0, 30.0, 40.0, 50.0],
            "city": ["a", "a", "b", None, "b"],
            "level": pd.Categorical(["x", None, "y", "y", "y"]),
        }
    )


@pytest.mark.parametrize(("estimator", "check"), list(estimator_checks_generator(Imputer(), mark="xfail")))
def test_scikit_learn_checks(estimator, check) -> None:
    assert check(estimator) is None


def test_medians_equal_those_of_scikit_learn(people) -> None:
    numbers = people[["age", "income"]]
    ours = Imputer(indicator=False).fit(numbers).transform(numbers)
    assert np.array_equal(ours.to_numpy(), SimpleImputer(strategy="median").fit_transform(numbers))


def test_nothing_of_the_second_data_set_is_learnt(people) -> None:
    fitted = Imputer().fit(people)
    later = people.assign(age=[900.0, 900.0, np.nan, 900.0, 900.0])
    assert fitted.transform(later)["age"].tolist() == [900.0, 900.0, 30.0, 900.0, 900.0]


def test_texts_and_categories_take_their_commonest_value(people) -> None:
    filled = Imputer().fit(people).transform(people)
    assert filled["city"].tolist() == ["a", "a", "b", "a", "b"]  # two of each: the one that sorts first
    assert filled["level"].tolist() == ["x", "y", "y", "y", "y"]
    assert filled["level"].dtype == people["level"].dtype


def test_groups_have_their_own_value_and_new_groups_that_of_all(people) -> None:
    fitted = Imputer({"age": "group"}, group="city").fit(people)
    later = pd.DataFrame({"age": [np.nan] * 3, "income": 1.0, "city": ["a", "b", "new"], "level": "x"})
    assert fitted.transform(later)["age"].tolist() == [25.0, 30.0, 30.0]


def test_the_model_recovers_a_line() -> None:
    rng = np.random.default_rng(7)
    income = rng.normal(100, 20, 500)
    rows = pd.DataFrame({"income": income, "spend": 3 * income + rng.normal(0, 1, 500)})
    holes = rows.copy()
    holes.loc[holes.index[:100], "spend"] = np.nan
    filled = Imputer("model").fit(holes).transform(holes)
    off = (filled["spend"] - rows["spend"]).abs()[:100]
    assert off.mean() < 2.0
    assert (filled["spend"][100:] == rows["spend"][100:]).all()
    assert filled["spend"].between(holes["spend"].min() - 1e-9, holes["spend"].max() + 1e-9).all()
    again = Imputer("model").fit(holes).transform(holes)
    pd.testing.assert_frame_equal(filled, again)


def test_the_indicators_are_those_of_the_first_data_set(people) -> None:
    fitted = Imputer().fit(people)
    later = people.assign(age=1.0, income=[np.nan, 1, 2, 3, 4])
    made = fitted.transform(later)
    assert list(made.columns) == [*people.columns, "age_missing", "city_missing", "level_missing"]
    assert list(made.columns) == list(fitted.get_feature_names_out())
    assert not made["age_missing"].any()
    assert made["income"].tolist()[0] == 30.0


def test_the_input_is_not_changed(people) -> None:
    before = people.copy(deep=True)
    Imputer().fit(people).transform(people)
    pd.testing.assert_frame_equal(people, before)


def test_whole_numbers_with_gaps_keep_their_type_where_the_value_is_whole() -> None:
    rows = pd.DataFrame({"orders": pd.array([1, None, 3], dtype="Int64"), "odd": pd.array([1, None, 2], dtype="Int64")})
    made = Imputer(indicator=False).fit(rows).transform(rows)
    assert made["orders"].tolist() == [1, 2, 3]
    assert made["orders"].dtype == "Int64"
    assert made["odd"].tolist() == [1.0, 1.5, 2.0]


@given(
    values=st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=30).filter(
        lambda row: any(value is not None for value in row)
    )
)
def test_no_hole_is_left_and_no_known_value_moves(values) -> None:
    rows = pd.DataFrame({"x": pd.Series(values, dtype="float64")})
    made = Imputer().fit(rows).transform(rows)
    known = rows["x"].notna()
    assert made["x"].notna().all()
    assert (made["x"][known] == rows["x"][known]).all()
    assert len(made) == len(rows)


def test_unknown_strategy_names_the_nearest(people) -> None:
    with pytest.raises(ParameterError, match="median"):
        Imputer("medain").fit(people)


def test_unknown_column_names_the_nearest(people) -> None:
    with pytest.raises(ContractError, match="income"):
        Imputer({"incme": "median"}).fit(people)
    with pytest.raises(ParameterError, match="group="):
        Imputer("group").fit(people)


def test_a_column_without_any_value_is_named(people) -> None:
    with pytest.raises(NotEnoughDataError, match="nothing"):
        Imputer().fit(people.assign(nothing=np.nan))


def test_copies_have_the_same_parameters() -> None:
    assert clone(Imputer("mode", group="city", indicator=False, seed=3)).get_params() == {
        "strategy": "mode",
        "group": "city",
        "indicator": False,
        "seed": 3,
    }
