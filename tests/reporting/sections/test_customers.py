"""Cohorts and stages: what readers could compute from shares and totals stays hidden.

Covers also: groups
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from crmpersona.reporting.sections.customers import hidden_stages, withheld_cohorts

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


def test_nothing_is_hidden_where_all_are_many():
    rows = stages([30, 20, 40, 15, 20, 30, 40, 60], [30, 20, 40, 15, 20, 30, 40, 60])
    assert not any(flags.any() for flags in hidden_stages(rows, None).values())
