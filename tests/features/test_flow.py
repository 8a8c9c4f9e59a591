"""Movement between stages: every customer once, on one ruler."""

from __future__ import annotations

import pandas as pd
import pytest

from crmpersona.contract import ParameterError
from crmpersona.features.flow import stage_flow
from crmpersona.features.life_cycle import life_cycle
from crmpersona.features.rhythm import LifeCycleRuler
from crmpersona.features.words_cycle import STAGES

RULER = LifeCycleRuler(regularity=1.2, shape=2.0, scale=80.0)


@pytest.fixture(scope="module")
def crm(make_crm, random_lines):
    return make_crm(random_lines(61, customers=80))


def test_pairs_equal_the_slow_twin(crm):
    flow = stage_flow(crm, start="2023-02-01", end="2023-03-01", ruler=RULER)
    before = life_cycle(crm, as_of="2023-02-01", ruler=RULER).frame["life_cycle"].to_dict()
    after = life_cycle(crm, as_of="2023-03-01", ruler=RULER).frame["life_cycle"].to_dict()
    expected: dict[tuple[str | None, str], int] = {}
    for person, stage in after.items():
        pair = (before.get(person), stage)
        expected[pair] = expected.get(pair, 0) + 1
    found = {
        (None if pd.isna(row["source"]) else row["source"], row["target"]): row["customers"]
        for row in flow.to_frame().to_dict("records")
    }
    assert found == expected
    assert any(source is None for source, _ in found)


def test_every_customer_is_counted_once_and_shares_add_up(crm):
    flow = stage_flow(crm, start="2023-02-01", end="2023-03-01")
    assert flow.frame["customers"].sum() == len(life_cycle(crm, as_of="2023-03-01").frame)
    sums = flow.frame.groupby("source", dropna=False)["share"].sum()
    assert sums.tolist() == pytest.approx([1.0] * len(sums))
    assert (flow.frame["ci_low"] <= flow.frame["share"]).all()
    matrix = flow.matrix()
    assert matrix.shape == (9, 8)
    assert int(matrix.to_numpy().sum()) == flow.frame["customers"].sum()


def test_pairs_stand_in_stage_order(crm):
    frame = stage_flow(crm, start="2023-02-01", end="2023-03-01").frame
    order = {stage: place for place, stage in enumerate(STAGES)}
    places = [
        (order.get(source, 8), order[target]) for source, target in zip(frame["source"], frame["target"], strict=True)
    ]
    assert places == sorted(places)


def test_nobody_becomes_a_prospect_again(crm):
    frame = stage_flow(crm, start="2022-08-01", end="2023-04-01").frame.dropna(subset="source")
    assert frame.loc[frame["target"] == "prospect", "source"].isin(["prospect"]).all()
    assert "came back" in stage_flow(crm, start="2022-08-01", end="2023-04-01").summary("en")
    assert "新进入" in stage_flow(crm, start="2022-08-01", end="2023-04-01").summary("zh")


def test_dates_must_follow_each_other(crm):
    with pytest.raises(ParameterError, match="not before"):
        stage_flow(crm, start="2023-03-01", end="2023-03-01")
