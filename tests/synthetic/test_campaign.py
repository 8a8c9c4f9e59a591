"""The campaign's effect is known, and the data show it."""

from __future__ import annotations

import numpy as np
import pytest

from crmpersona.synthetic import World, generate


@pytest.fixture(scope="module")
def large() -> World:
    return generate("daily_goods", customers=15_000, months=6, seed=21, dirt=False)


def outcome(world: World, metric: str) -> dict[str, np.ndarray]:
    both = (
        world.tables["outcomes"]
        .to_pandas()
        .merge(world.tables["assignments"].to_pandas(), on=["campaign_id", "customer_id"])
    )
    chosen = both[both["metric"] == metric]
    return {variant: rows["value"].astype(float).to_numpy() for variant, rows in chosen.groupby("variant")}


@pytest.mark.parametrize(("metric", "effect"), [("ordered", "effect_ordered"), ("orders", "effect_orders")])
def test_the_difference_in_the_data_is_the_planted_one(large: World, metric: str, effect: str) -> None:
    arms = outcome(large, metric)
    difference = arms["treatment"].mean() - arms["control"].mean()
    error = np.sqrt(sum(arm.var() / len(arm) for arm in arms.values()))
    planted = large.truth["campaign_effect"].set_index("persona").loc["all", effect]
    assert abs(difference - planted) < 3.5 * error
    assert difference > 3.5 * error


def test_outcomes_are_what_the_transactions_say(large: World) -> None:
    campaign = large.tables["campaigns"].to_pandas().iloc[0]
    lines = large.tables["transactions"].to_pandas()
    inside = lines[lines["ordered_at"].between(campaign["started_at"], campaign["ended_at"], inclusive="left")]
    orders = inside[~inside["is_return"]].groupby("customer_id")["order_id"].nunique()
    told = large.tables["outcomes"].to_pandas()
    told = told[told["metric"] == "orders"].set_index("customer_id")["value"].astype(int)
    assert (orders.reindex(told.index, fill_value=0) == told).all()


def test_the_arms_are_alike_before_the_campaign(large: World) -> None:
    start = large.tables["campaigns"].to_pandas().iloc[0]["started_at"]
    lines = large.tables["transactions"].to_pandas()
    before = lines[lines["ordered_at"] < start].groupby("customer_id")["order_id"].nunique()
    assigned = large.tables["assignments"].to_pandas().set_index("customer_id")
    arms = [before.reindex(rows.index, fill_value=0) for _, rows in assigned.groupby("variant")]
    error = np.sqrt(sum(arm.var() / len(arm) for arm in arms))
    assert abs(arms[0].mean() - arms[1].mean()) < 3.5 * error


def test_the_truth_adds_up_over_personas(large: World) -> None:
    truth = large.truth["campaign_effect"].set_index("persona")
    parts, whole = truth.drop(index="all"), truth.loc["all"]
    for column in ("customers_control", "customers_treatment", "ordered_control", "ordered_treatment"):
        assert parts[column].sum() == whole[column]
    tested = parts["customers_control"] + parts["customers_treatment"]
    assert np.average(parts["effect_orders"], weights=tested) == pytest.approx(whole["effect_orders"])


def test_a_history_without_the_campaign_has_no_campaign() -> None:
    world = generate("daily_goods", customers=50, months=3, end="2025-03-01")
    assert not {"campaigns", "assignments", "outcomes"} & set(world.tables)
    assert (world.truth["campaign_effect"]["customers_control"] == 0).all()
