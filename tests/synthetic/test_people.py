"""Customers make sense: every pair of facts agrees, in every row.

Covers also: pools, tables
"""

from __future__ import annotations

import csv
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


def test_given_names_fit_the_gender(either: World, customers: pd.DataFrame) -> None:
    if either.lang == "zh":
        lists = people(either)
        allowed = {gender: {entry.split(" ")[0] for entry in lists[gender]} for gender in ("female", "male")}
        ending = customers["name"].str[-1]
    else:
        from crmpersona.synthetic.pools import faker_pool

        pools = {gender: set(faker_pool("en_US", f"first_name_{gender}", 3000)) for gender in ("female", "male")}
        allowed = {"female": pools["female"] - pools["male"], "male": pools["male"] - pools["female"]}
        ending = customers["name"].str.rsplit(" ", n=1).str[0]
    fits = [name in allowed[gender] for name, gender in zip(ending, customers["gender"], strict=True)]
    assert np.mean(fits) == 1.0


def test_province_city_district_postcode_and_phone_agree(either: World, customers: pd.DataFrame) -> None:
    rows = {(row["province"], row["city"], row["district"]): row for row in districts(either)}
    for customer in customers.to_dict("records"):
        row = rows[customer["province"], customer["city"], customer.get("district", "")]
        assert str(customer["postcode"]).startswith(row["postcode_prefix"])
        segment = customer["phone"][3:6] if either.lang == "zh" else customer["phone"][2:5]
        if either.lang == "zh":
            assert int(segment) // 8 == int(row["phone_segment"]) // 8
        else:
            assert segment == row["area_code"]


def test_addresses_name_the_place(either: World, customers: pd.DataFrame) -> None:
    if either.lang == "zh":
        expected = customers["city"] + customers["district"]
        starts = customers["province"].where(customers["province"] != customers["city"], "") + expected
        assert all(address.startswith(start) for address, start in zip(customers["address"], starts, strict=True))
    else:
        ends = customers["city"] + ", " + customers["province"] + " " + customers["postcode"]
        assert all(address.endswith(end) for address, end in zip(customers["address"], ends, strict=True))


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


def second_ids(world: World) -> set[str]:
    links = world.truth["links"]
    return set(links.loc[links["is_second_id"], "customer_id"])


def test_phones_are_shared_by_second_ids_and_households_only(either: World, customers: pd.DataFrame) -> None:
    links = either.truth["links"].set_index("customer_id")
    for _, group in customers.groupby("phone"):
        if len(group) > 1:
            tied = links.loc[group["customer_id"]]
            assert tied["is_second_id"].any() or tied["household_of"].notna().any()


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
    assert 0.28 < (local < pd.Timestamp(either.start)).mean() < 0.42
    assert local.max() < pd.Timestamp(either.end)
    months = local[local >= pd.Timestamp(either.start)].dt.to_period("M").value_counts()
    assert len(months) == 24
    assert months.min() > 15


def test_referrers_registered_earlier(either: World, customers: pd.DataFrame) -> None:
    known = customers.set_index("customer_id")["registered_at"]
    referred = customers[customers["referrer_id"].notna()]
    assert len(referred) > 50
    assert (known.loc[referred["referrer_id"]].to_numpy() < referred["registered_at"].to_numpy()).all()


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
