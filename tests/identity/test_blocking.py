"""Which pairs are compared."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.identity.blocking import Rule, candidate_pairs, choose_rules, estimated_recall
from crmpersona.identity.comparisons import Field

FIELDS = [Field("f0", "tel", "phone"), Field("f1", "zone", "category"), Field("f2", "tier", "category")]
VALUES = st.lists(st.sampled_from(["a", "b", "c", None]), min_size=2, max_size=12)


@given(VALUES, st.randoms())
def test_candidates_are_the_pairs_that_agree(values: list[str | None], random: object) -> None:
    other = list(values)
    random.shuffle(other)
    keys = pd.DataFrame({"f0_key": values, "f1_key": other})
    left, right = candidate_pairs(keys, [Rule(("f0_key", "f1_key"), 0)])
    wanted = [
        (one, two)
        for one, two in itertools.combinations(range(len(values)), 2)
        if values[one] is not None
        and values[one] == values[two]
        and other[one] is not None
        and other[one] == other[two]
    ]
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == wanted


def test_frequent_keys_are_used_in_pairs_only() -> None:
    size = 600
    keys = pd.DataFrame(
        {
            "f0_key": [str(row // 2) for row in range(size)],
            "f1_key": [str(row % 3) for row in range(size)],
            "f2_key": [str(row % 5) for row in range(size)],
        }
    )
    rules = choose_rules(keys, FIELDS)
    assert rules[0] == Rule(("f0_key",), size // 2)
    assert ("f1_key",) not in [rule.columns for rule in rules]
    assert ("f1_key", "f2_key") in [rule.columns for rule in rules]


def test_recall_is_one_where_a_rule_always_holds_and_falls_with_its_gaps() -> None:
    keys = pd.DataFrame({"f0_key": ["a", "a"] * 50, "f1_key": ["x", "x", "x", None] * 25})
    left, right = np.arange(0, 100, 2), np.arange(1, 100, 2)
    random = np.random.default_rng(7)
    assert estimated_recall(keys, left, right, [Rule(("f0_key",), 1)], random) == 1.0
    assert estimated_recall(keys, left, right, [Rule(("f1_key",), 1)], random) == 0.5
    assert np.isnan(estimated_recall(keys, left[:0], right[:0], [Rule(("f0_key",), 1)], random))
