"""Customers and order lines as the contract wants them."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import shipped
from crmpersona.synthetic import World
from crmpersona.synthetic.block import Workshop
from crmpersona.synthetic.people import BLOCK


def spec(world: World) -> dict[str, Any]:
    return tomllib.loads((shipped("synthetic") / f"{world.name}.toml").read_text(encoding="utf-8"))


def people(world: World) -> dict[str, Any]:
    return tomllib.loads((shipped("synthetic") / spec(world)["people"]).read_text(encoding="utf-8"))


@pytest.fixture
def customers(either: World) -> pd.DataFrame:
    return either.tables["customers"].to_pandas()


def second_ids(world: World) -> set[str]:
    links = world.truth["links"]
    return set(links.loc[links["is_second_id"], "customer_id"])


@pytest.fixture
def lines(either: World) -> pd.DataFrame:
    return either.tables["transactions"].to_pandas()


def test_addresses_name_the_place(either: World, customers: pd.DataFrame) -> None:
    if either.lang == "zh":
        expected = customers["city"] + customers["district"]
        starts = customers["province"].where(customers["province"] != customers["city"], "") + expected
        assert all(address.startswith(start) for address, start in zip(customers["address"], starts, strict=True))
    else:
        ends = customers["city"] + ", " + customers["province"] + " " + customers["postcode"]
        assert all(address.endswith(end) for address, end in zip(customers["address"], ends, strict=True))


def test_nobody_can_own_the_contacts(either: World, customers: pd.DataFrame) -> None:
    if either.lang == "zh":
        # Chinese mobile numbers have 11 digits; none of these three-digit prefixes was ever given to an operator.
        assert customers["phone"].str.fullmatch(r"(154|160|161|163|164|168|169|179|142|143)\d{8}").all()
    else:
        # The North American plan has no exchange that begins with 0 or 1.
        assert customers["phone"].str.fullmatch(r"\+1\d{3}[01]\d{6}").all()
    assert customers["email"].dropna().str.fullmatch(r"[a-z.]+\d+@example\.(com|net|org)").all()
    assert not any(
        re.search(r"\d{17}[\dX]", str(value)) for value in customers.drop(columns="customer_id").to_numpy().ravel()
    )


def test_e_mail_addresses_spell_the_name_of_their_owner(either: World, customers: pd.DataFrame) -> None:
    if either.lang == "zh":
        lists = people(either)
        sounds = dict(
            entry.split(" ")[:2] for key in ("surnames", "openings", "female", "male") for entry in lists[key]
        )
        known = customers.set_index("customer_id")
        for customer in customers[customers["email"].notna()].to_dict("records"):
            owner = int(re.findall(r"(\d+)@", customer["email"])[0])
            name = known.loc[f"C{owner:08d}", "name"] if f"C{owner:08d}" in known.index else customer["name"]
            surname = name[:2] if name[:2] in sounds else name[0]
            assert re.sub(r"\d+@.*", "", customer["email"]).endswith(f".{sounds[surname]}")
    else:
        first = customers["name"].str.split(" ").str[0].str.lower().str.replace("[^a-z]", "", regex=True)
        own = customers["email"].notna() & ~customers["customer_id"].isin(second_ids(either))
        assert all(
            email.startswith(f"{name}.") for email, name in zip(customers.loc[own, "email"], first[own], strict=True)
        )


def test_phones_are_shared_by_second_ids_and_households_only(either: World, customers: pd.DataFrame) -> None:
    links = either.truth["links"].set_index("customer_id")
    for _, group in customers.groupby("phone"):
        if len(group) > 1:
            tied = links.loc[group["customer_id"]]
            assert tied["is_second_id"].any() or tied["household_of"].notna().any()


def test_loyalty_levels_follow_spending(either: World, customers: pd.DataFrame) -> None:
    levels = [row[0] for row in spec(either)["customers"]["levels"]]
    lines = either.tables["transactions"].to_pandas()
    since = pd.Timestamp(either.end) - pd.Timedelta(days=364)
    good = lines[(lines["order_status"] == "completed") & (lines["ordered_at"] >= since)]
    spent = good.assign(amount=good["amount"].astype(float)).groupby("customer_id")["amount"].sum()
    median = (
        customers.set_index("customer_id")
        .join(spent)
        .fillna({"amount": 0.0})
        .groupby("member_level")["amount"]
        .median()
    )
    assert median.reindex(levels).is_monotonic_increasing


def test_numbers_of_orders_and_phones_stay_different_beyond_a_million(shop: Workshop) -> None:
    phones: set[str] = set()
    for block in (0, 19, 20, 199, 200, 217):
        drawn = shop.people.draw(7, block)
        own = (drawn.person == np.arange(BLOCK)) & (drawn.head == np.arange(BLOCK))
        written = np.array(shop.tables.phones(drawn).to_pylist())[own]
        assert len(set(written)) == len(written)
        assert phones.isdisjoint(written)
        phones.update(written)


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
