"""Customers make sense: every pair of facts agrees, in every row."""

from __future__ import annotations

import csv
import tomllib
from typing import Any

import pandas as pd
import pytest

from crmpersona.contract import shipped
from crmpersona.synthetic import World


def spec(world: World) -> dict[str, Any]:
    return tomllib.loads((shipped("synthetic") / f"{world.name}.toml").read_text(encoding="utf-8"))


def people(world: World) -> dict[str, Any]:
    return tomllib.loads((shipped("synthetic") / spec(world)["people"]).read_text(encoding="utf-8"))


def districts(world: World) -> list[dict[str, str]]:
    with (shipped("synthetic") / spec(world)["regions"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def customers(either: World) -> pd.DataFrame:
    return either.tables["customers"].to_pandas()


def test_every_customer_is_complete(customers: pd.DataFrame) -> None:
    never_missing = [
        "name",
        "gender",
        "birth_date",
        "phone",
        "address",
        "province",
        "city",
        "registered_at",
        "postcode",
    ]
    assert customers[never_missing].notna().all().all()
    assert customers["customer_id"].is_unique


def test_age_occupation_and_income_agree(either: World, customers: pd.DataFrame) -> None:
    table = {row[0]: row[1:] for row in people(either)["occupations"]}
    tier_income = people(either)["tier_income"]
    tiers = {row["city"]: int(row["tier"]) - 1 for row in districts(either)}
    end = pd.Timestamp(either.end)
    told = customers[customers["occupation"].notna()]
    assert len(told) > 300
    for customer in told.to_dict("records"):
        youngest, oldest, _, income = table[customer["occupation"]]
        born = pd.Timestamp(customer["birth_date"])
        age = end.year - born.year - ((end.month, end.day) < (born.month, born.day))
        assert youngest <= age <= oldest
        if customer["income"] is not None:
            usual = income * tier_income[tiers[customer["city"]]]
            assert 0.5 * usual - 1000 <= float(customer["income"]) <= 1.9 * usual + 1000


def second_ids(world: World) -> set[str]:
    links = world.truth["links"]
    return set(links.loc[links["is_second_id"], "customer_id"])


def test_second_ids_repeat_their_person_and_keep_a_contact(either: World, customers: pd.DataFrame) -> None:
    links = either.truth["links"]
    second = links[links["is_second_id"]]
    assert 0.012 < len(second) / len(links) < 0.045
    known = customers.set_index("customer_id")
    for customer, person in zip(second["customer_id"], second["person_id"], strict=True):
        own, first = known.loc[customer], known.loc["C" + person[1:]]
        assert (own["name"], own["birth_date"], own["address"]) == (
            first["name"],
            first["birth_date"],
            first["address"],
        )
        assert own["phone"] == first["phone"] or own["email"] == first["email"]
        assert own["registered_at"] >= first["registered_at"]


def test_registrations_spread_over_the_history_and_before(either: World, customers: pd.DataFrame) -> None:
    local = customers["registered_at"].dt.tz_localize("UTC").dt.tz_convert(either.timezone).dt.tz_localize(None)
    assert 0.22 < (local < pd.Timestamp(either.start)).mean() < 0.42
    assert local.max() < pd.Timestamp(either.end)
    months = local[local >= pd.Timestamp(either.start)].dt.to_period("M").value_counts()
    assert len(months) == 24
    assert months.min() > 15


def test_referrers_registered_earlier(either: World, customers: pd.DataFrame) -> None:
    known = customers.set_index("customer_id")["registered_at"]
    referred = customers[customers["referrer_id"].notna()]
    assert len(referred) > 50
    assert (known.loc[referred["referrer_id"]].to_numpy() < referred["registered_at"].to_numpy()).all()
