"""Groups by rule where there are no natural ones."""

from __future__ import annotations

import pandas as pd

from crmpersona.segments.tiers import fallback_groups


def _features() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "frequency": [0, 1, 2, 3, 1],
            "rfm_eight": ["prospects", "general_winback", "general_value", "important_value", "important_keep"],
            "life_cycle": ["prospect", "lapsed", "growing", "mature", "at_risk"],
            "value_tier": [None, "low", "low", "high", "medium"],
        },
        index=list("abcde"),
    )


def test_rfm_groups_come_first() -> None:
    tiers = fallback_groups(_features())
    assert tiers["group"].tolist() == _features()["rfm_eight"].tolist()
    assert set(tiers["grouping"]) == {"rfm_eight"}
    assert tiers["life_cycle"].equals(_features()["life_cycle"])


def test_without_frequency_the_life_cycle_comes_first() -> None:
    tiers = fallback_groups(_features(), frequency_known=False)
    assert tiers["group"].tolist() == ["prospect", "lapsed", "growing", "mature", "at_risk"]


def test_rfm_groups_that_tell_hardly_anything_apart_give_way_to_the_life_cycle() -> None:
    features = _features().assign(
        rfm_eight=["prospects", "general_winback", "general_develop", "important_value", "important_value"]
    )
    assert set(fallback_groups(features)["grouping"]) == {"life_cycle"}


def test_a_plain_frame_is_cut_by_value() -> None:
    tiers = fallback_groups(pd.DataFrame({"monetary": range(1, 11)}))
    assert tiers["group"].value_counts().to_dict() == {"high": 2, "medium": 3, "low": 5}


def test_equal_values_share_a_tier() -> None:
    assert set(fallback_groups(pd.DataFrame({"a": [3.0] * 6}))["group"]) == {"low"}
