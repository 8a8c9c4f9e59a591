"""Orders hold what the personas like, rules add what they promise, money adds up."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from crmpersona.synthetic import World, generate


@pytest.fixture
def lines(either: World) -> pd.DataFrame:
    return either.tables["transactions"].to_pandas()


def test_amounts_add_up_to_the_cent(lines: pd.DataFrame) -> None:
    bought = lines[~lines["is_return"]]
    assert (bought["amount"] + bought["discount"] == bought["quantity"] * bought["unit_price"]).all()
    assert (bought["amount"] > Decimal(0)).all()
    assert (bought["discount"] >= Decimal(0)).all()
    assert (bought["cost"] < bought["quantity"] * bought["unit_price"]).all()


def test_refunds_are_parts_of_kept_lines(lines: pd.DataFrame) -> None:
    refunded = lines[lines["refund_amount"] > Decimal(0)]
    assert len(refunded) > 30
    assert (refunded["refund_amount"] < refunded["amount"]).all()
    assert (refunded["order_status"] == "completed").all()


def test_stores_are_open_and_in_the_customers_city(either: World, lines: pd.DataFrame) -> None:
    store = "门店" if either.lang == "zh" else "Store"
    in_store = lines[lines["channel"] == store]
    assert (lines["store_id"].notna() == (lines["channel"] == store)).all()
    bought = in_store[~in_store["is_return"]]
    hour = bought["ordered_at"].dt.tz_localize("UTC").dt.tz_convert(either.timezone).dt.hour
    assert hour.between(8, 20).all()
    city = either.tables["customers"].to_pandas().set_index("customer_id")["city"]
    assert in_store.groupby("store_id")["customer_id"].apply(lambda ids: city.loc[ids].nunique()).eq(1).all()


def test_tastes_of_personas_show_in_what_they_buy(either: World, lines: pd.DataFrame) -> None:
    products = either.tables["products"].to_pandas().set_index("product_id")
    persona = either.truth["personas"].set_index("customer_id")["persona"]
    bought = lines[~lines["is_return"]]
    table = pd.crosstab(
        persona.loc[bought["customer_id"]].to_numpy(),
        products.loc[bought["product_id"], "category"].to_numpy(),
        normalize="index",
    )
    definitions = either.truth["persona_definitions"].set_index("key")
    # Rules add to some categories, so the favourite may come second, never third.
    place = table.rank(axis=1, ascending=False)
    assert all(place.loc[key, definitions.loc[key, "top_category"]] <= 2 for key in table.index)
    channel = pd.crosstab(
        persona.loc[bought["customer_id"]].to_numpy(), bought["channel"].to_numpy(), normalize="index"
    )
    assert (channel.max(axis=1) > 0.5).all()


def test_planted_rules_are_seen_in_the_data(either: World) -> None:
    rules = either.truth["rules"]
    error = np.sqrt(0.25 / rules["antecedent_orders"])
    assert (rules["confidence"] > rules["planted_probability"] - 4 * error).all()
    assert (rules["lift"] > 2.5).all()


def test_the_taste_of_one_persona_moves_and_stays_without_drift() -> None:
    shares = {}
    for drift in (True, False):
        world = generate("daily_goods", customers=3_000, seed=3, dirt=False, drift=drift)
        lines = world.tables["transactions"].to_pandas()
        persona = world.truth["personas"].set_index("customer_id")["persona"]
        category = world.tables["products"].to_pandas().set_index("product_id")["category"]
        own = lines[persona.loc[lines["customer_id"]].eq("quality_home").to_numpy() & ~lines["is_return"].to_numpy()]
        late = own["ordered_at"] >= pd.Timestamp("2026-07-01")
        is_kitchen = category.loc[own["product_id"]].eq("厨房用具").to_numpy()
        shares[drift] = (
            is_kitchen[late.to_numpy()].mean() - is_kitchen[(own["ordered_at"] < "2026-05-01").to_numpy()].mean()
        )
    assert shares[True] > 0.08
    assert abs(shares[False]) < 0.04
    assert len(generate("daily_goods", customers=10, months=2, drift=False).truth["drift"]) == 0


def test_discounts_follow_sensitivity(clean: World) -> None:
    lines = clean.tables["transactions"].to_pandas()
    bought = lines[~lines["is_return"]].astype({"discount": float, "amount": float})
    persona = clean.truth["personas"].set_index("customer_id").loc[bought["customer_id"], "persona"].to_numpy()
    sums = bought.groupby(persona)[["discount", "amount"]].sum()
    share = sums["discount"] / sums.sum(axis=1)
    assert share.idxmax() == "thrifty_family"
    assert share["store_regular"] < 0.5 * share["thrifty_family"]
