"""Orders hold what the personas like, rules add what they promise, money adds up.

Covers also: catalogue, truths
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import ParameterError
from crmpersona.synthetic import World, generate
from crmpersona.synthetic.catalogue import make_catalogue
from crmpersona.synthetic.plan import Plan, load_plan


@pytest.fixture
def lines(either: World) -> pd.DataFrame:
    return either.tables["transactions"].to_pandas()


def test_amounts_add_up_to_the_cent(lines: pd.DataFrame) -> None:
    bought = lines[~lines["is_return"]]
    assert (bought["amount"] + bought["discount"] == bought["quantity"] * bought["unit_price"]).all()
    assert (bought["amount"] > Decimal(0)).all()
    assert (bought["discount"] >= Decimal(0)).all()
    assert (bought["cost"] < bought["quantity"] * bought["unit_price"]).all()


def test_order_ids_and_lines_name_a_row(lines: pd.DataFrame) -> None:
    assert not lines.duplicated(["order_id", "line"]).any()
    bought = lines[~lines["is_return"]].groupby("order_id")
    assert (bought["line"].max() == bought.size()).all()
    constant = bought[["customer_id", "ordered_at", "channel", "order_status", "payment_method"]].nunique()
    assert (constant == 1).all().all()
    assert not lines[~lines["is_return"]].duplicated(["order_id", "product_id"]).any()


def test_returns_come_later_and_undo_their_purchase(lines: pd.DataFrame) -> None:
    back = lines[lines["is_return"]]
    assert len(back) > 50
    bought = lines.set_index(["order_id", "line"]).loc[list(zip(back["order_id"].str[1:], back["line"], strict=True))]
    assert (back["amount"].to_numpy() == -bought["amount"].to_numpy()).all()
    assert (back["quantity"].to_numpy() == -bought["quantity"].to_numpy()).all()
    assert (back["ordered_at"].to_numpy() > bought["ordered_at"].to_numpy()).all()
    assert (bought["order_status"] == "completed").all()


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


def test_products_cost_what_they_cost_in_shops(either: World) -> None:
    products = either.tables["products"].to_pandas()
    price = products["list_price"].astype(float)
    limits = (5, 300) if either.lang == "zh" else (9, 420)
    assert price.between(*limits).all()
    assert products["name"].is_unique
    assert products.groupby("subcategory")["category"].nunique().eq(1).all()


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


def test_the_lift_in_the_truth_is_the_lift_of_the_orders(clean: World) -> None:
    lines = clean.tables["transactions"].to_pandas()
    products = clean.tables["products"].to_pandas()
    kept = lines[~lines["is_return"] & (lines["order_status"] == "completed")]
    named = products.loc[products["name"].str.endswith("洗衣液3千克"), "product_id"]
    added = products.loc[products["name"].str.endswith("柔顺剂2升"), "product_id"]
    orders = kept["order_id"].unique()
    first, then = (set(kept.loc[kept["product_id"].isin(ids), "order_id"]) for ids in (named, added))
    rule = clean.truth["rules"].iloc[0]
    assert (rule["antecedent"], rule["consequent"]) == ("item:洗衣液3千克", "item:柔顺剂2升")
    assert rule["orders"] == len(orders)
    assert rule["both_orders"] == len(first & then)
    assert rule["lift"] == pytest.approx(len(first & then) * len(orders) / len(first) / len(then))


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


def test_a_rule_that_names_no_product_is_refused() -> None:
    plan = load_plan("daily_goods", months=2)
    spec = {**plan.spec, "rules": [{"if": ["item:nothing"], "then": "item:卷纸", "probability": 0.2}]}
    with pytest.raises(ParameterError, match="item:nothing"):
        make_catalogue(Plan(spec, plan.folder, plan.months, plan.end))
