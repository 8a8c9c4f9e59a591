"""Maps: the built-in one covers all cells once, others are checked."""

from __future__ import annotations

import numpy as np
import pytest

from crmpersona.contract import ParameterError
from crmpersona.features.rfm_maps import ELEVEN_MAP, UNASSIGNED, RFMMap, RFMRule

# Copied from the definition, one line per group, so that a slip in the map shows.
DEFINITION = """
hibernating R1-2 F1-2
at_risk R1-2 F3-4
cant_lose R1-2 F5-5
about_to_sleep R3-3 F1-2
need_attention R3-3 F3-3
loyal R3-4 F4-5
promising R4-4 F1-1
new R5-5 F1-1
potential_loyalist R4-5 F2-3
champions R5-5 F4-5
"""


def test_the_eleven_map_is_the_definition():
    written = {}
    for line in DEFINITION.split("\n"):
        if line:
            key, r, f = line.split()
            written[key] = (tuple(map(int, r[1:].split("-"))), tuple(map(int, f[1:].split("-"))))
    assert {rule.key: (rule.r, rule.f) for rule in ELEVEN_MAP.rules} == written


def test_the_eleven_map_covers_all_25_cells_once():
    check = ELEVEN_MAP.check()
    assert check.cells == 25
    assert check.ok
    assert not check.gaps
    assert not check.overlaps
    assert not check.unreachable
    assert "25" in check.summary("zh")


def test_gaps_overlaps_and_unreachable_names_are_reported():
    # The ten-segment table of many public notebooks (R `rfm` 0.2): 36 of 125 cells have no group, 39 have several.
    boxes = {
        "champions": ((4, 5), (4, 5), (4, 5)),
        "loyal": ((2, 5), (3, 5), (3, 5)),
        "potential": ((3, 5), (1, 3), (1, 3)),
        "new": ((4, 5), (1, 1), (1, 1)),
        "promising": ((3, 4), (1, 1), (1, 1)),
        "need_attention": ((2, 3), (2, 3), (2, 3)),
        "about_to_sleep": ((2, 3), (1, 2), (1, 2)),
        "at_risk": ((1, 2), (2, 5), (2, 5)),
        "cant_lose": ((1, 1), (4, 5), (4, 5)),
        "lost": ((1, 2), (1, 2), (1, 2)),
    }
    check = RFMMap("public", tuple(RFMRule(key, *box) for key, box in boxes.items())).check()
    assert check.cells == 125
    assert len(check.gaps) == 36
    assert len(check.overlaps) == 39
    assert check.unreachable == ("new", "promising", "cant_lose")
    assert "36" in check.summary("en")
    assert "39" in check.summary("zh")


def test_the_first_rule_wins_and_gaps_are_unassigned():
    own = RFMMap("own", (RFMRule("a", (2, 2), (1, 2)), RFMRule("b", (2, 2), (2, 2))), levels=2)
    assert own.assign(np.array([2, 1]), np.array([2, 2]), None).tolist() == ["a", UNASSIGNED]


def test_plain_data_makes_a_map_with_names():
    own = RFMMap.from_dict("tiers", {"top": {"r": 5, "name_zh": "头部客户"}, "rest": {"r": [1, 4], "m": (1, 5)}})
    assert own.names("zh") == {"top": "头部客户", "rest": "rest"}
    assert own.uses_money
    assert own.check().ok


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ({}, "0 rules"),
        ({"prospects": {"r": 1}}, "prospects"),
        ({"a": {"r": (0, 5)}}, "R from 0 to 5"),
        ({"a": {"f": (4, 2)}}, "F from 4 to 2"),
        ({"a": {"m": (1, 6)}}, "M from 1 to 6"),
        ({"a": {"r": (1, 2, 3)}}, "two whole numbers"),
        ({"a": {"r": ("1", "2")}}, "two whole numbers"),
        ({"a": {"recency": 5}}, "recency"),
    ],
)
def test_rules_that_cannot_mean_anything_are_refused(groups, said):
    with pytest.raises(ParameterError, match=said):
        RFMMap.from_dict("own", groups)


def test_a_name_twice_is_refused():
    with pytest.raises(ParameterError, match="'a'"):
        RFMMap("own", (RFMRule("a", (1, 5), (1, 5)), RFMRule("a", (1, 1), (1, 1))))
