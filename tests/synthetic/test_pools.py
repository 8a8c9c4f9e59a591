"""Names fit genders, places fit each other."""

from __future__ import annotations

import csv
import tomllib
from typing import Any

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import shipped
from crmpersona.synthetic import World
from crmpersona.synthetic.plan import load_plan
from crmpersona.synthetic.pools import faker_pool, make_names


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


def test_given_names_fit_the_gender(either: World, customers: pd.DataFrame) -> None:
    if either.lang == "zh":
        lists = people(either)
        allowed = {gender: {entry.split(" ")[0] for entry in lists[gender]} for gender in ("female", "male")}
        ending = customers["name"].str[-1]
    else:
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


@pytest.mark.parametrize("world", ["daily_goods", "fashion"])
def test_the_region_table_is_sound(world: str) -> None:
    rows = load_plan(world, months=1).districts
    assert len({(row["province"], row["city"], row["district"]) for row in rows}) == len(rows)
    for column in ("area_code", "phone_segment", "tier"):
        assert all(
            len({row[column] for row in rows if row["city"] == city}) == 1 for city in {row["city"] for row in rows}
        )
    # A code begins with two digits of its province.
    codes = [(row["province"], row["code"]) for row in rows if row["code"]]
    assert all(len({code[:2] for name, code in codes if name == province}) == 1 for province, _ in codes)
    assert len({code for _, code in codes}) == len(codes)


def test_pools_of_names_are_large_enough_for_honest_evidence() -> None:
    names = make_names(load_plan("daily_goods", months=1))
    given = len(names.openings) * len(names.endings)
    assert len(names.surnames) > 90
    assert given > 5_000
    lists = load_plan("daily_goods", months=1).people
    assert not {entry.split(" ")[0] for entry in lists["female"]} & {entry.split(" ")[0] for entry in lists["male"]}


def test_pools_are_the_same_each_time() -> None:
    first = faker_pool("zh_CN", "street_name", 50)
    faker_pool.cache_clear()
    assert faker_pool("zh_CN", "street_name", 50) == first == tuple(sorted(first))
