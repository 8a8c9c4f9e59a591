"""Life-cycle stages against a slow twin, planted stages and the invariants.

Covers also: expressions_life_cycle, words_cycle
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import ContractError, Crm, ParameterError
from crmpersona.features.expressions_life_cycle import last_purchases
from crmpersona.features.ledger import Ledger
from crmpersona.features.life_cycle import life_cycle
from crmpersona.features.rhythm import LifeCycleRuler
from crmpersona.features.words_cycle import STAGES
from crmpersona.relational import date_of, lint_sql

TODAY = 19_450
RULER = LifeCycleRuler(regularity=1.2, shape=2.0, scale=80.0)


def _twin_stage(days: list[int], today: int, ruler: LifeCycleRuler, returned_days: int = 90, mature: int = 4) -> str:
    """Say the definition again, one customer at a time."""
    days = sorted({day for day in days if day < today})
    if not days:
        return "prospect"

    def lines(history: list[int]) -> list[float]:
        return [float(line) for line in ruler.lines_for(len(history) - 1, history[-1] - history[0])]

    silence = today - days[-1]
    for stage, line in reversed(list(zip(("at_risk", "dormant", "lapsed"), lines(days), strict=True))):
        if silence > line:
            return stage
    if len(days) > 1 and silence <= returned_days and days[-1] - days[-2] > lines(days[:-1])[1]:
        return "returned"
    return "new" if len(days) == 1 else "growing" if len(days) < mature else "mature"


def _order_days(lines: pd.DataFrame) -> pd.Series:
    valid = lines[lines["is_valid"]]
    firsts = valid.groupby(["customer_id", "order_id"])["day"].min().reset_index()
    return firsts.groupby("customer_id")["day"].apply(list)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_stages_equal_the_slow_twin(make_crm, random_lines, seed):
    lines = random_lines(seed, customers=60)
    found = life_cycle(make_crm(lines), as_of=date_of(TODAY), ruler=RULER).frame
    days = _order_days(lines)
    seen = lines[lines["day"] < TODAY]["customer_id"].unique()
    expected = {person: _twin_stage(days.get(person, []), TODAY, RULER) for person in seen}
    assert found["life_cycle"].to_dict() == expected
    assert found.index.is_monotonic_increasing


def _planted() -> pd.DataFrame:
    """Plant each stage: buyers every 20 days by and large, and one of each kind among them."""
    rng = np.random.default_rng(4)
    rows = []
    for person in range(60):
        days = TODAY - 5 - np.cumsum(rng.integers(14, 27, 8))[::-1]
        rows += [(f"crowd{person:02d}", int(day)) for day in days]
    kinds = {
        "mature": [-10, -30, -50, -70, -90],
        "growing": [-12, -30],
        "new": [-6],
        "at_risk": [-26, -46, -66, -86, -106],
        "dormant": [-31, -51, -71, -91, -111, -131],
        "lapsed": [-300, -320, -340, -360, -380],
        "returned": [-5, -205, -225, -245, -265],
        "prospect": [40],
    }
    rows += [(f"plant_{kind}", TODAY + day) for kind, days in kinds.items() for day in days]
    frame = pd.DataFrame(rows, columns=["customer_id", "day"])
    return frame.assign(order_id=[f"o{i}" for i in range(len(frame))], amount=10.0)


def test_planted_stages_are_found(make_crm):
    people = pd.DataFrame({"customer_id": sorted(set(_planted()["customer_id"])), "source": "people.csv"})
    found = life_cycle(make_crm(_planted(), customers=people), as_of=date_of(TODAY))
    assert found.ruler.method == "rhythm"
    plants = found.frame[found.frame.index.str.startswith("plant_")]["life_cycle"]
    assert {f"plant_{stage}": stage for stage in STAGES} == plants.to_dict()


def test_silence_counts_against_the_own_rhythm(make_crm):
    rng = np.random.default_rng(9)
    days = {f"w{i:02d}": np.arange(0, 600, 7) + rng.integers(0, 3, 86) for i in range(30)}
    days |= {f"q{i:02d}": np.arange(0, 600, 90) + rng.integers(0, 9, 7) for i in range(30)}
    days["weekly"], days["quarterly"] = np.arange(0, 560, 7), np.arange(20, 570, 90)
    rows = [(person, 18_900 + int(day)) for person, values in days.items() for day in values]
    frame = pd.DataFrame(rows, columns=["customer_id", "day"]).drop_duplicates()
    frame["order_id"] = [f"o{i}" for i in range(len(frame))]
    found = life_cycle(make_crm(frame), as_of=date_of(18_900 + 600)).frame
    assert found.loc["weekly", "life_cycle"] == "lapsed"
    assert found.loc["quarterly", "life_cycle"] == "mature"
    assert found.loc["weekly", "lapsed_days"] < 41 < found.loc["quarterly", "at_risk_days"]


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), cut=st.integers(19_050, 19_480))
def test_later_rows_and_row_order_change_nothing(make_crm, random_lines, seed, cut):
    lines = random_lines(seed, customers=12)
    as_of = date_of(cut)
    seen = lines[lines["day"] < cut]
    whole = life_cycle(make_crm(lines.sample(frac=1, random_state=seed)), as_of=as_of)
    if seen.empty:
        assert whole.frame.empty
        return
    part = life_cycle(make_crm(seen), as_of=as_of)
    pd.testing.assert_frame_equal(whole.frame, part.frame)
    assert whole.lines == part.lines
    assert whole.frame["life_cycle"].isin(list(STAGES)).all()
    assert int(whole.to_frame()["customers"].sum()) == len(whole.frame)


def test_fixed_days_and_saved_rulers(make_crm):
    crm = make_crm(_planted())
    fixed = life_cycle(crm, as_of=date_of(TODAY), fixed_days=(30, 60, 120))
    assert fixed.ruler.reason == "asked"
    assert fixed.frame.loc["plant_dormant", "life_cycle"] == "at_risk"
    assert fixed.lines["lapsed_days"] == 120
    fitted = life_cycle(crm, as_of=date_of(TODAY))
    again = life_cycle(crm, as_of=date_of(TODAY), ruler=LifeCycleRuler.from_dict(fitted.ruler.to_dict()))
    pd.testing.assert_frame_equal(fitted.frame, again.frame)
    assert life_cycle(crm, as_of=date_of(TODAY), ruler="fixed").lines["lapsed_days"] == 365
    with pytest.raises(ParameterError, match="weekly"):
        life_cycle(crm, as_of=date_of(TODAY), ruler="weekly")


def test_words_in_both_languages(make_crm):
    found = life_cycle(make_crm(_planted()), as_of=date_of(TODAY))
    assert "lapsed (inferred)" in found.summary("en")
    assert "流失（推断）" in found.summary("zh")
    few = life_cycle(make_crm(_planted().head(8)), as_of=date_of(TODAY))
    assert "Too few" in few.summary("en")
    assert few.to_dict()["ruler"]["method"] == "fixed"


def test_nobody_bought_yet(make_crm):
    people = pd.DataFrame({"customer_id": ["a", "b"], "source": "people.csv"})
    found = life_cycle(make_crm(_planted(), customers=people), as_of=dt.date(1999, 1, 1))
    assert found.frame["life_cycle"].tolist() == ["prospect", "prospect"]
    assert found.frame["silence_days"].isna().all()


def test_without_orders_the_message_says_what_is_needed():
    with pytest.raises(ContractError, match="transactions"):
        life_cycle(Crm(tables={}, stage="cleaned"), as_of="2026-01-01")


def test_expressions_mean_the_same_on_every_engine(make_crm, random_lines):
    ledger = Ledger(make_crm(random_lines(5)))
    assert lint_sql(last_purchases(ledger.purchases, TODAY)) == []
