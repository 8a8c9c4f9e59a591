"""Cohorts and retention against a slow twin; unfinished months stay blank.

Covers also: expressions_cohorts
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import Month, ParameterError
from crmpersona.features.cohorts import cohorts
from crmpersona.features.expressions_cohorts import cohort_counts
from crmpersona.features.horizon import Horizon, horizon_of
from crmpersona.features.ledger import ledger_of
from crmpersona.relational import date_of, day_number, lint_sql


def _month(day: int) -> int:
    date = date_of(int(day))
    return Month(date.year, date.month).number


def _twin(lines: pd.DataFrame, complete: Month) -> dict[tuple[str, int], tuple[int, int]]:
    valid = lines[lines["is_valid"]]
    orders = valid.groupby(["customer_id", "order_id"], as_index=False)["day"].min()
    months = orders.assign(month=orders["day"].map(_month)).groupby("customer_id")["month"].apply(set)
    cells = {}
    for cohort in range(min(map(min, months)), complete.number + 1):
        members = [seen for seen in months if min(seen) == cohort]
        for month in range(cohort, complete.number + 1) if members else ():
            name = str(Month(cohort // 12, cohort % 12 + 1))
            cells[name, month - cohort] = (len(members), sum(month in seen for seen in members))
    return cells


@pytest.mark.parametrize("as_of", ["2023-03-01", "2023-03-15"])
def test_the_triangle_equals_the_slow_twin(make_crm, random_lines, as_of):
    lines = random_lines(31, customers=60)
    found = cohorts(make_crm(lines), as_of=as_of)
    seen = found.frame[found.frame["finished"]].set_index(["cohort", "month"])
    expected = _twin(lines, Month.parse("2023-02"))
    assert {key: (row["size"], row["customers"]) for key, row in seen.iterrows()} == expected
    assert seen["share"].tolist() == pytest.approx([b / a for a, b in expected.values()])
    assert (seen["ci_low"] <= seen["share"]).all()
    assert (seen["share"] <= seen["ci_high"]).all()


def test_unfinished_months_are_blank(make_crm, random_lines):
    lines = random_lines(32, customers=60)
    found = cohorts(make_crm(lines), as_of="2023-03-15")
    blank = found.frame[~found.frame["finished"].astype(bool)]
    assert len(blank) == found.frame["cohort"].nunique()
    assert blank[["customers", "share", "ci_low", "ci_high"]].isna().all().all()
    assert found.retention.iloc[0].isna().sum() == 1
    assert "2023-03" not in set(found.frame["cohort"])


def test_months_after_the_end_of_the_data_are_unfinished(make_crm):
    days = [day_number(dt.date(2022, 1, 1)) + step for step in range(0, 200, 2)]
    lines = pd.DataFrame({"customer_id": [f"c{d % 9}" for d in days], "order_id": [f"o{d}" for d in days], "day": days})
    crm = make_crm(lines)
    seen = horizon_of(ledger_of(crm), dt.date(2022, 12, 1))
    assert (seen.longest_pause, seen.last_day) == (2, date_of(days[-1]))
    assert seen.finished(Month(2022, 6))
    assert not seen.finished(Month(2022, 7))
    found = cohorts(crm, as_of="2022-12-01")
    assert found.frame.loc[found.frame["finished"].astype(bool), "month"].max() == 5
    assert not Horizon(None, None, 1, dt.date(2022, 1, 1)).finished(Month(2021, 1))


def test_averages_pool_all_finished_cohorts(make_crm, random_lines):
    found = cohorts(make_crm(random_lines(33, customers=60)), as_of="2023-05-01")
    pooled = found.average().set_index("month")
    cells = found.frame[found.frame["finished"] & (found.frame["month"] == 2)]
    assert pooled.loc[2, "share"] == pytest.approx(cells["customers"].sum() / cells["size"].sum())
    assert pooled.loc[0, "share"] == 1
    assert "bought again" in found.summary("en")
    assert "次月" in found.summary("zh")


def test_the_last_cohorts_only(make_crm, random_lines):
    crm = make_crm(random_lines(33, customers=60))
    last, whole = cohorts(crm, as_of="2023-05-01", months=3).frame, cohorts(crm, as_of="2023-05-01").frame
    kept = whole[whole["cohort"] >= "2023-02"].reset_index(drop=True)
    pd.testing.assert_frame_equal(last, kept)
    with pytest.raises(ParameterError, match="months=0"):
        cohorts(crm, as_of="2023-05-01", months=0)


def test_too_early_to_tell(make_crm, random_lines):
    crm = make_crm(random_lines(34, customers=5))
    empty = cohorts(crm, as_of="2001-01-01")
    assert empty.frame.empty
    assert "No month is complete" in empty.summary("en")


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000), cut=st.integers(19_100, 19_480))
def test_later_rows_and_row_order_change_nothing(make_crm, random_lines, seed, cut):
    lines = random_lines(seed, customers=12)
    seen = lines[lines["day"] < cut]
    if seen.empty:
        return
    whole = cohorts(make_crm(lines.sample(frac=1, random_state=seed)), as_of=date_of(cut)).frame
    pd.testing.assert_frame_equal(whole, cohorts(make_crm(seen), as_of=date_of(cut)).frame)
    assert not np.isinf(whole["share"].dropna()).any()


def test_the_expression_means_the_same_on_every_engine(make_crm, random_lines):
    assert lint_sql(cohort_counts(ledger_of(make_crm(random_lines(1, customers=3))).months, 30_000)) == []


@pytest.mark.shared
def test_retention_of_the_public_log(online_retail):
    found = cohorts(online_retail, as_of="2011-12-10")
    assert found.sizes["2010-12"] == 885
    assert found.sizes["2011-11"] == 323
    assert np.isnan(found.retention.loc["2010-12", 12])
