"""The truth is the truth of the data."""

from __future__ import annotations

import pandas as pd
import pytest

from crmpersona.synthetic import World, generate
from crmpersona.synthetic.people import BLOCK


@pytest.fixture
def lines(either: World) -> pd.DataFrame:
    return either.tables["transactions"].to_pandas()


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


def test_the_truth_states_both_clocks() -> None:
    # A whole block: no order of a person is cut off with a second id.
    world = generate("daily_goods", customers=BLOCK, seed=4, dirt=False)
    truth = world.truth["bg_nbd"]
    left = truth[truth["dropped_at"].notna()]
    assert len(left) > 100
    assert (left["dropped_at"] >= left["first_order_at"]).all()
    assert (left["dropped_weeks"] <= left["observed_weeks"] + 1e-9).all()
    lines = world.tables["transactions"].to_pandas()
    links = world.truth["links"].set_index("customer_id")["person_id"]
    bought = lines[~lines["is_return"]]
    first = bought.groupby(links.loc[bought["customer_id"]].to_numpy())["ordered_at"].min()
    known = truth.set_index("customer_id").loc["C" + first.index.str[1:], "first_order_at"]
    assert (known.to_numpy().astype("datetime64[s]") == first.to_numpy().astype("datetime64[s]")).all()
