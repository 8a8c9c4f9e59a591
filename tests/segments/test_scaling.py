"""The ruler: bends skewed columns, ignores what says nothing, comes back from JSON unchanged."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from scipy.stats import skew

from crmpersona.contract import ContractError, NotEnoughDataError
from crmpersona.segments.scaling import ColumnScale, Scaling, numeric_frame


def test_skewed_columns_become_straight() -> None:
    rng = np.random.default_rng(7)
    frame = pd.DataFrame({"money": np.exp(rng.normal(5, 1.2, 800)), "age": rng.normal(40, 9, 800)})
    ruler = Scaling.learn(frame)
    space = ruler.apply(frame)
    assert abs(skew(space[:, 0])) < 0.3
    assert ruler.columns[1].power is None
    assert np.median(space, axis=0) == pytest.approx([0.0, 0.0], abs=1e-12)


def test_currency_does_not_matter() -> None:
    money = np.exp(np.random.default_rng(7).normal(5, 1.2, 300))
    one, other = (Scaling.learn(pd.DataFrame({"m": values})) for values in (money, money * 7.25))
    there, back = one.apply(pd.DataFrame({"m": money})), other.apply(pd.DataFrame({"m": money * 7.25}))
    assert there == pytest.approx(back, abs=1e-6)


def test_order_is_kept() -> None:
    values = np.sort(np.exp(np.random.default_rng(7).normal(0, 2, 200)))
    assert (np.diff(Scaling.learn(pd.DataFrame({"m": values})).apply(pd.DataFrame({"m": values}))[:, 0]) > 0).all()


def test_constant_columns_are_dropped_and_missing_values_are_typical() -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0, 3.0, np.nan], "b": 1.0})
    ruler = Scaling.learn(frame)
    assert ruler.dropped == ("b",)
    assert ruler.apply(frame)[3, 0] == 0.0
    assert np.isnan(ruler.apply(frame, fill=False)[3, 0])


def test_one_value_for_many_counts_as_unknown_where_groups_are_looked_for() -> None:
    rng = np.random.default_rng(7)
    values = np.where(rng.random(400) < 0.4, 0.0, rng.normal(50, 5, 400))
    ruler = Scaling.learn(pd.DataFrame({"tenure": values}))
    assert ruler.columns[0].atoms == (0.0,)
    neutral = ruler.apply(pd.DataFrame({"tenure": values}), neutral=True)
    assert (neutral[values == 0.0] == 0.0).all()


def test_counts_are_no_single_value() -> None:
    counts = np.random.default_rng(7).poisson(1.0, 500).astype(float)
    assert ColumnScale.learn("orders", counts).atoms == ()


def test_json_keeps_every_digit() -> None:
    frame = pd.DataFrame(np.exp(np.random.default_rng(7).normal(size=(60, 3))), columns=list("abc"))
    ruler = Scaling.learn(frame)
    again = Scaling.from_dict(json.loads(json.dumps(ruler.to_dict())))
    assert again == ruler
    assert (again.apply(frame) == ruler.apply(frame)).all()


def test_bad_input() -> None:
    frame = pd.DataFrame({"spend": [1.0, 2.0]})
    with pytest.raises(ContractError, match=r"spend.*missing"):
        Scaling.learn(frame).apply(pd.DataFrame({"spent": [1.0]}))
    with pytest.raises(NotEnoughDataError):
        Scaling.learn(pd.DataFrame({"a": [1.0, 1.0]}))
    with pytest.raises(ContractError, match="twice"):
        numeric_frame(pd.DataFrame([[1, 2]], columns=["a", "a"]))
    with pytest.raises(ContractError, match="no column holds numbers"):
        numeric_frame(pd.DataFrame({"a": ["x"]}))


def test_infinite_is_missing() -> None:
    numbers, left_out = numeric_frame(pd.DataFrame({"a": [1.0, np.inf], "b": ["x", "y"], "c": [True, False]}))
    assert numbers["a"].isna().tolist() == [False, True]
    assert numbers["c"].tolist() == [1.0, 0.0]
    assert left_out == ["b"]
