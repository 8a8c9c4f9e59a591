"""The nearest persona and the rule."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crmpersona.personas.contrast import nearest_groups, rule_of
from crmpersona.personas.tags import Tag
from crmpersona.personas.traits import Trait


def group(**shares):
    return [Trait(Tag(family, "x"), 100, 90, 110, share, 0.5, 50, 100, True) for family, share in shares.items()]


def test_the_nearest_group_and_what_differs_most():
    others = {"b": group(time=0.6, price=0.5), "c": group(time=0.1, price=0.9)}
    found = nearest_groups({"a": group(time=0.5, price=0.5), **others})
    assert found["a"]["nearest"] == "b"
    assert found["a"]["differences"][0]["family"] == "time"


def test_a_rule_is_tested_on_customers_it_has_not_seen():
    random = np.random.default_rng(3)
    columns = pd.DataFrame({"orders": random.poisson(4, 400), "noise": random.normal(size=400)})
    members = (columns["orders"] >= 6).to_numpy()
    rule = rule_of(columns, members)
    assert rule["precision"] > 0.95
    assert rule["recall"] > 0.95
    assert rule["conditions"][0]["column"] == "orders"
    assert len(rule["conditions"]) <= 3


def test_no_rule_for_a_handful_of_customers():
    assert rule_of(pd.DataFrame({"a": range(50)}), np.arange(50) < 5) is None
