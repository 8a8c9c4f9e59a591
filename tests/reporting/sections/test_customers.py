"""Cohorts and stages: what readers could compute from shares and totals stays hidden.

Covers also: groups
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.reporting.sections.common import ACTIVE
from crmpersona.reporting.sections.customers import hidden_stages, withheld_cohorts
from crmpersona.reporting.sections.groups import told
from crmpersona.reporting.withholding import SMALL

STAGES = ["new", "growing", "mature", "returned", "at_risk", "dormant", "lapsed", "prospect"]


def stages(now: list[int], before: list[int]) -> pd.DataFrame:
    """Make a table of stages."""
    return pd.DataFrame({"key": STAGES, "customers": np.array(now, float), "before": np.array(before, float)})


def test_share_of_a_small_number_is_hidden_and_so_is_another_cohort_of_that_month():
    cells = pd.DataFrame(
        {
            "cohort": ["2026-08", "2026-08", "2026-09", "2026-07", "2026-07", "2026-07"],
            "month": [0, 1, 0, 0, 1, 2],
            "size": [80, 80, 50, 90, 90, 90],
            "customers": [80.0, 4.0, 50.0, 90.0, 40.0, 30.0],
        }
    )
    cells["share"] = cells["customers"] / cells["size"]
    shown = withheld_cohorts(cells)
    assert shown["withheld"].tolist() == [False, True, False, False, False, True]
    assert shown.loc[shown["withheld"], ["share", "customers"]].isna().all().all()


def test_few_new_customers_hide_what_would_tell_their_number():
    rows = stages([30, 20, 40, 15, 20, 30, 40, 52], [30, 20, 40, 15, 20, 30, 40, 48])
    stay = [{"source": key, "target": key, "customers": count} for key, count in
            zip(STAGES, [30, 20, 40, 15, 20, 30, 40, 48], strict=True)]  # fmt: skip
    hidden = hidden_stages(rows, pd.DataFrame([*stay, {"source": None, "target": "prospect", "customers": 4}]))
    assert hidden["flow"][[7, 8]].all()  # those who stayed prospects, too: 52 - 48 would tell the four
    assert hidden["before"][-1]
    assert hidden["before"].sum() >= 2
    assert not hidden["customers"].any()  # this month's sizes stay


@given(st.lists(st.lists(st.integers(0, 40), min_size=8, max_size=8), min_size=9, max_size=9))
def test_no_small_move_can_be_computed_from_the_sizes_shown(matrix):
    moves = [
        {"source": None if place == 8 else STAGES[place], "target": target, "customers": count}
        for place, row in enumerate(matrix)
        for target, count in zip(STAGES, row, strict=True)
        if count
    ]
    if not moves:
        return
    flows, counts = pd.DataFrame(moves), np.array(matrix)
    rows = stages(counts.sum(axis=0).tolist(), counts[:8].sum(axis=1).tolist())
    hidden = hidden_stages(rows, flows)
    covered = np.flatnonzero(hidden["flow"])
    shown = {("target", key) for key, hide in zip(STAGES, hidden["customers"], strict=True) if not hide}
    shown |= {("source", key) for key, hide in zip(STAGES, hidden["before"], strict=True) if not hide}
    known = [line for side in ("target", "source") for key, line in flows.groupby(side).indices.items()
             if (side, key) in shown]  # fmt: skip
    table = np.array([np.isin(covered, line) for line in known], dtype=float).reshape(len(known), len(covered))
    certain = np.isclose(np.diag(np.linalg.pinv(table) @ table), 1) if len(covered) else np.zeros(0, dtype=bool)
    assert not (flows["customers"].to_numpy()[covered][certain] < SMALL).any()


def test_nothing_is_hidden_where_all_are_many():
    rows = stages([30, 20, 40, 15, 20, 30, 40, 60], [30, 20, 40, 15, 20, 30, 40, 60])
    assert not any(flags.any() for flags in hidden_stages(rows, None).values())


def test_sum_with_a_single_hidden_group_is_not_told():
    rows = stages([24, 0, 0, 0, 1, 0, 0, 0], [20, 0, 0, 0, 1, 0, 0, 0])
    data = SimpleNamespace(people=str)
    assert told(data, rows, ACTIVE, [True, *[False] * 3, True, *[False] * 3]) == "*"
    assert told(data, rows, ACTIVE, [False] * 8) == "24.0"
