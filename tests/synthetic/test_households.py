"""Records with households: the promised shares, coherence, and the same bytes from the same seed.

Covers also: household_forms
"""

from __future__ import annotations

import pandas as pd
import pytest

from crmpersona.synthetic import Households, generate_households
from crmpersona.synthetic.household_forms import NAME_FORMS


@pytest.fixture(scope="module")
def homes() -> Households:
    return generate_households(5_000, seed=3)


def test_promised_shares(homes: Households) -> None:
    sizes = homes.truth.groupby("person_id").size()
    assert len(sizes) == 5_000
    assert sizes.max() == 4
    assert abs((sizes > 1).mean() - 0.30) < 0.02
    people = homes.truth.drop_duplicates("person_id")
    shared = len(people) - people["household_id"].nunique()
    assert abs(shared / 5_000 - 0.06) < 0.01
    assert 0.0005 < people["has_shop_phone"].mean() < 0.005
    assert abs(people["has_shared_mailbox"].mean() - 0.01) < 0.005
    assert people["is_twin"].sum() > 5


def test_families_share_telephone_and_address(homes: Households) -> None:
    first = homes.records.join(homes.truth[["person_id", "household_id"]]).drop_duplicates("person_id")
    digits = first["phone"].str.replace(r"\D", "", regex=True).str[-11:]
    known = ~homes.truth.loc[first.index, "has_shop_phone"]
    both = first.assign(digits=digits)[known].drop_duplicates(["household_id", "digits"])
    assert both["household_id"].is_unique
    assert first["name"].notna().all()


def test_twins_share_the_birth_date_and_not_the_name(homes: Households) -> None:
    people = homes.records.join(homes.truth.drop(columns="record_id")).drop_duplicates("person_id")
    plain = people[people["name_form"] == "plain"]
    twins = plain[plain["is_twin"]]
    heads = plain[~plain["is_twin"]].set_index("person_id")
    twins = twins.assign(head="P" + twins["household_id"].str[1:])
    pairs = twins.join(heads, on="head", suffixes=("", "_head")).dropna()
    assert len(pairs) > 3
    assert (pairs["birth_date"] == pairs["birth_date_head"]).all()
    assert (pairs["name"] != pairs["name_head"]).all()


def test_every_form_of_a_name_occurs(homes: Households) -> None:
    assert set(homes.truth["name_form"]) == set(NAME_FORMS)
    latin = homes.records.loc[homes.truth["name_form"] == "latin", "name"]
    assert latin.str.isascii().all()


def test_same_seed_same_records_and_more_people_change_none(homes: Households) -> None:
    fewer = generate_households(700, seed=3)
    pd.testing.assert_frame_equal(homes.records.head(len(fewer.records)), fewer.records)
    assert not generate_households(700, seed=4).records.equals(fewer.records)


def test_as_a_crm(homes: Households) -> None:
    table = homes.crm.table("source_records").count().to_pandas()
    assert table == len(homes.records)
    assert "5,000" in homes.summary("en")
    assert homes.to_frame()["people"].sum() == 5_000


def test_western_world() -> None:
    found = generate_households(300, seed=3, world="fashion")
    assert found.records["name"].str.isascii().mean() > 0.9
