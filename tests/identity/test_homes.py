"""Households."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crmpersona.identity import Links
from crmpersona.identity.comparisons import Field
from crmpersona.identity.homes import LARGEST, households
from crmpersona.identity.resolving import key_columns
from crmpersona.synthetic import Households


def test_an_address_without_a_number_is_no_home() -> None:
    fields = [Field("f0", "address", "street")]
    frame = pd.DataFrame({"address": ["杭州市文三路", "杭州市文三路", "杭州市文三路1号", "杭州市文三路1号"]})
    found = households(key_columns(frame, fields), fields, np.arange(4))
    assert found.tolist() == [0, 1, 2, 2]


def test_a_tower_is_no_home() -> None:
    fields, size = [Field("f0", "tel", "phone")], LARGEST + 1
    keys = pd.DataFrame({"f0_key": ["1"] * size})
    assert households(keys, fields, np.arange(size)).tolist() == list(range(size))


def test_planted_households_are_found(homes: Households, links: Links) -> None:
    truth = homes.truth.set_index("record_id")
    together = truth.groupby("household_id")["person_id"].transform("nunique") > 1
    shared = links.entities.set_index("id").loc[truth.index[together]]
    homes_of = shared.groupby(truth.loc[shared.index, "household_id"])["household_id"].nunique()
    assert (homes_of == 1).mean() > 0.85
