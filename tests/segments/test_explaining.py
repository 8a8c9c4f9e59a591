"""Rules replay, traits rank what was planted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import ParameterError
from crmpersona.segments import Segmentation, explain, load, segment


@pytest.fixture(scope="module")
def found() -> Segmentation:
    rng = np.random.default_rng(7)
    group = rng.integers(0, 2, 400)
    frame = pd.DataFrame({"monetary": 50 + 60 * group + rng.normal(0, 6, 400), "age": rng.normal(40, 9, 400)})
    return segment(frame, max_k=3)


def test_rules_replay(found: Segmentation) -> None:
    told = explain(found)
    assert told.fidelity > 0.97
    for _, rule in told.rules.iterrows():
        caught = pd.Series(True, index=found.frame.index)
        for column, sign, value in rule["conditions"]:
            caught &= (found.frame[column] <= value) if sign == "<=" else (found.frame[column] > value)
        assert caught.sum() == rule["n"]
        assert (found.labels[caught] == rule["segment"]).mean() == pytest.approx(rule["precision"])
        assert len(rule["conditions"]) <= 3
    assert told.rules["n"].sum() == 400
    assert "一致" in told.summary("zh")


def test_traits_by_hand(found: Segmentation) -> None:
    traits = explain(found).traits
    first = traits.iloc[0]
    assert first["column"] == "monetary"
    assert first["difference"] > 5
    age = traits[(traits["segment"] == 0) & (traits["column"] == "age")].iloc[0]
    assert age["ci_low"] < age["difference"] < age["ci_high"]
    inside, outside = (found.frame.loc[found.labels == label, "age"] for label in (0, 1))
    pooled = np.sqrt(((len(inside) - 1) * inside.var() + (len(outside) - 1) * outside.var()) / 398)
    assert age["difference"] == pytest.approx((inside.mean() - outside.mean()) / pooled * (1 - 3 / (4 * 398 - 1)))


def test_labels_of_definitions(found: Segmentation) -> None:
    names = pd.DataFrame({"column": ["monetary"], "label_zh": ["消费金额"], "label_en": ["spend"]})
    rules = explain(found, definitions=names).rules
    assert rules["rule_zh"].str.contains("消费金额").all()
    assert rules["rule_en"].str.contains("spend").all()


def test_one_segment_has_nothing_to_explain(continuum: pd.DataFrame) -> None:
    told = explain(segment(continuum, max_k=2))
    assert told.traits.empty
    assert told.rules["rule_en"].tolist() == ["all customers"]
    assert "nothing to explain" in told.summary("en")


def test_bad_input(found: Segmentation, tmp_path) -> None:
    with pytest.raises(ParameterError, match="depth=0"):
        explain(found, depth=0)
    with pytest.raises(ParameterError, match="no customers"):
        explain(load(found.save(tmp_path / "ruler.json")))
