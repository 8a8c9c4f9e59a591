"""Products look like those of a shop, rules name products."""

from __future__ import annotations

import pytest

from crmpersona.contract import ParameterError
from crmpersona.synthetic import World
from crmpersona.synthetic.catalogue import make_catalogue
from crmpersona.synthetic.plan import Plan, load_plan


def test_products_cost_what_they_cost_in_shops(either: World) -> None:
    products = either.tables["products"].to_pandas()
    price = products["list_price"].astype(float)
    limits = (5, 300) if either.lang == "zh" else (9, 420)
    assert price.between(*limits).all()
    assert products["name"].is_unique
    assert products.groupby("subcategory")["category"].nunique().eq(1).all()


def test_a_rule_that_names_no_product_is_refused() -> None:
    plan = load_plan("daily_goods", months=2)
    spec = {**plan.spec, "rules": [{"if": ["item:nothing"], "then": "item:卷纸", "probability": 0.2}]}
    with pytest.raises(ParameterError, match="item:nothing"):
        make_catalogue(Plan(spec, plan.folder, plan.months, plan.end))
