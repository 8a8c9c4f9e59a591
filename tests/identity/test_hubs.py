"""Contacts that many people left."""

from __future__ import annotations

import pandas as pd

from crmpersona.identity.comparisons import Field
from crmpersona.identity.hubs import CAPS, without_hubs
from crmpersona.identity.resolving import key_columns

FIELDS = [Field("f0", "name", "full_name"), Field("f1", "tel", "phone")]
LETTERS = "芳娜敏静丽艳娟霞秀燕"


def _keys(names: list[str]) -> pd.DataFrame:
    return key_columns(pd.DataFrame({"name": names, "tel": "13800001234"}), FIELDS)


def test_a_home_is_no_hub_and_a_shop_is() -> None:
    family, shop = ([f"王{letter}" for letter in LETTERS[:size]] for size in (CAPS["phone"], CAPS["phone"] + 1))
    assert without_hubs(_keys(family), FIELDS)[0]["f1_key"].notna().all()
    kept, found = without_hubs(_keys(shop), FIELDS)
    assert kept["f1_key"].isna().all()
    assert found.to_numpy().tolist() == [["tel", 1, len(shop)]]


def test_many_records_of_one_name_are_no_hub() -> None:
    assert without_hubs(_keys(["王芳"] * 30), FIELDS)[0]["f1_key"].notna().all()
