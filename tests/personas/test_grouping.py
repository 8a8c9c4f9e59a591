"""Who shares a card."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from crmpersona.personas.grouping import group_customers

FRAME = pd.DataFrame({"rfm_eight": ["important_value", None, "general_winback"]}, index=["a", "b", "c"])


def test_segments_where_there_is_structure_and_prospects_beside_them():
    found = SimpleNamespace(has_structure=True, k=2, labels=pd.Series([1, 0], index=["a", "c"]), tiers=None)
    grouping = group_customers(FRAME, found)
    assert grouping.labels.to_dict() == {"a": "P2", "b": "prospects", "c": "P1"}
    assert grouping.keys == ("P1", "P2", "prospects")


def test_rfm_groups_in_report_order_where_there_is_none():
    grouping = group_customers(FRAME, SimpleNamespace(has_structure=None, k=1, labels=None, tiers=None))
    assert grouping.keys == ("important_value", "general_winback", "prospects")
    assert grouping.structure is None
    assert grouping.codes().tolist() == [0, 2, 1]


NAMES = [
    ("life_cycle", "mature", "成熟期客户"),
    ("value_tier", "high", "高价值客户"),
    ("rfm_eleven", "champions", "核心客户"),
]


@pytest.mark.parametrize(("kind", "key", "zh"), NAMES)
def test_fallback_groups_are_named_as_what_they_are(kind, key, zh):
    tiers = pd.DataFrame({"group": [key, None, key], "grouping": kind}, index=FRAME.index)
    grouping = group_customers(FRAME, SimpleNamespace(has_structure=False, k=1, labels=None, tiers=tiers))
    assert grouping.kind == kind
    assert grouping.name(key, "zh") == zh
    assert grouping.name("prospects", "en") == "Prospects"
