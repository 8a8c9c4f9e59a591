"""The shop's products, how personas choose among them, and the rules that tie them together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from crmpersona.contract import ParameterError
from crmpersona.synthetic.arrow import coded, digit_matrix, numbered, numbers
from crmpersona.synthetic.draws import Array, Choice
from crmpersona.synthetic.plan import Plan
from crmpersona.synthetic.pools import faker_pool

__all__ = ["TASTES", "Catalogue", "Rule", "make_catalogue"]

TASTES = 2  # before and after the planted change of taste


@dataclass(frozen=True)
class Rule:
    """One planted association.

    Parameters
    ----------
    antecedent : tuple of array of bool
        Per condition, the products that meet it; all conditions must be met in one order.
    consequent : array of bool
        The products that may be added.
    added : Choice
        Which of them, row per persona.
    probability : float
        Chance of adding one.
    names : tuple of str
        Conditions and consequent as written in the world's file.
    """

    antecedent: tuple[Array, ...]
    consequent: Array
    added: Choice
    probability: float
    names: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Products and how they are chosen.

    Parameters
    ----------
    item, category, subcategory, brand, name : list of str
        Texts, one per product; ``item`` is the name without the brand.
    level : array of int
        Price level, 0 cheapest.
    price, cost : array of int
        Hundredths for one unit.
    choice : Choice
        Product of a line; row ``(persona * 2 + taste) * 2 + festive``.
    rules : tuple of Rule
        Planted associations.
    """

    item: list[str]
    category: list[str]
    subcategory: list[str]
    brand: list[str]
    name: list[str]
    level: Array
    price: Array
    cost: Array
    choice: Choice
    rules: tuple[Rule, ...]

    @property
    def bits(self) -> int:
        """Binary digits that hold any product number."""
        return max(1, math.ceil(math.log2(len(self.name))))

    @property
    def ids(self) -> pa.Array:
        """Product ids."""
        return numbered("P", digit_matrix(np.arange(1, len(self.name) + 1), 4))

    def table(self, locale: str) -> pa.Table:
        """Return the contract's products table.

        Parameters
        ----------
        locale : str
            Faker's locale for the names of suppliers.

        Returns
        -------
        pyarrow.Table
            One row per product; ``supplier`` is an extra column.
        """
        suppliers = faker_pool(locale, "company", 40)
        brands = sorted(set(self.brand))
        return pa.table(
            {
                "product_id": self.ids,
                "name": self.name,
                "category": self.category,
                "subcategory": self.subcategory,
                "brand": self.brand,
                "list_price": numbers(self.price),
                "supplier": coded(np.array([brands.index(brand) % len(suppliers) for brand in self.brand]), suppliers),
            }
        )


def _ending(price: float, ending: int) -> int:
    """Round a price as shops do: to a whole unit less a little; small prices to a tenth."""
    if price < 10:
        return max(round(price * 10), 1) * 10
    return math.floor(price) * 100 + ending


def _rows(spec: Mapping[str, Any]) -> list[tuple[str, str, str, str, int, float, float]]:
    """List all products: category, subcategory, brand, item, level, price, share of the category."""
    total: dict[str, float] = {}
    for category, _, popularity, _, _ in spec["subcategories"]:
        total[category] = total.get(category, 0.0) + popularity
    rows = []
    for category, subcategory, popularity, brands, items in spec["subcategories"]:
        falling = [1.0 / (rank + 2.0) for rank in range(len(items))]
        for (item, price), weight in zip(items, falling, strict=True):
            share = popularity / total[category] * weight / sum(falling)
            for level, brand in enumerate(brands):
                rows.append((category, subcategory, brand, item, level, price * spec["level_price"][level], share))
    return rows


def make_catalogue(plan: Plan) -> Catalogue:
    """Build the products of a world.

    Parameters
    ----------
    plan : Plan
        The planted facts.

    Returns
    -------
    Catalogue
        Products, choices and rules.

    Examples
    --------
    >>> from crmpersona.synthetic.plan import load_plan
    >>> catalogue = make_catalogue(load_plan("daily_goods", months=1))
    >>> catalogue.name[0], int(catalogue.price[0])
    ('舒禾抽纸3层100抽12包', 2090)
    """
    spec = plan.spec["catalogue"]
    rows = _rows(spec)
    category, subcategory, brand, item = (list(column) for column in list(zip(*rows, strict=True))[:4])
    level = np.array([row[4] for row in rows])
    price = np.array([_ending(row[5], spec["price_ending"]) for row in rows], dtype=np.int64)
    share = np.array([row[6] for row in rows])
    cost = (price * np.rint(np.array(spec["cost_share"]) * 100).astype(np.int64)[level] + 50) // 100
    liked = np.stack([share * np.array(persona["price_levels"])[level] for persona in plan.personas])
    return Catalogue(
        item,
        category,
        subcategory,
        brand,
        [spec["title"].format(brand=b, item=i) for b, i in zip(brand, item, strict=True)],
        level,
        price,
        cost,
        _choice(plan, category, liked),
        tuple(_rule(rule, item, subcategory, liked) for rule in plan.spec["rules"]),
    )


def _choice(plan: Plan, category: Sequence[str], liked: Array) -> Choice:
    """Weigh products by persona, taste and kind of day."""
    names = list(dict.fromkeys(category))
    column = np.array([names.index(name) for name in category])
    wanted = np.stack([plan.weights("categories", names)] * TASTES, axis=1)
    taste = plan.spec["drift"].get("taste")
    if plan.drift and taste:
        wanted[plan.position(taste["persona"]), 1] = [taste["categories"].get(name, 0.0) for name in names]
    boost = np.array([plan.spec["catalogue"]["festive_boost"].get(name, 1.0) for name in names])
    by_day = np.stack([wanted, wanted * boost], axis=2)[..., column]
    return Choice.of((by_day * liked[:, None, None, :]).reshape(-1, len(category)))


def _rule(spec: Mapping[str, Any], item: Sequence[str], subcategory: Sequence[str], liked: Array) -> Rule:
    """Turn a rule of the file into sets of products."""
    antecedent = tuple(_products(text, item, subcategory) for text in spec["if"])
    consequent = _products(spec["then"], item, subcategory)
    return Rule(
        antecedent,
        consequent,
        Choice.of(liked * consequent),
        float(spec["probability"]),
        (*spec["if"], spec["then"]),
    )


def _products(text: str, item: Sequence[str], subcategory: Sequence[str]) -> Array:
    """Find the products of "item:…" or "subcategory:…"."""
    kind, _, name = text.partition(":")
    found = np.array([value == name for value in (item if kind == "item" else subcategory)])
    if kind not in ("item", "subcategory") or not found.any():
        raise ParameterError(
            f"rule names {text!r}, which no product is",
            remedy="write item:<name> or subcategory:<name> of the catalogue",
        )
    return found
