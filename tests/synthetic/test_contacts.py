"""Contacts, voices, records and consents hang together."""

from __future__ import annotations

import pandas as pd

from crmpersona.contract import CONTRACT
from crmpersona.synthetic import World


def frame(world: World, name: str) -> pd.DataFrame:
    return world.tables[name].to_pandas()


def test_every_table_has_its_key_and_its_customers(either: World) -> None:
    customers = set(frame(either, "customers")["customer_id"])
    assert set(either.tables) <= set(CONTRACT)
    assert len(either.tables) == 12
    for name, table in either.tables.items():
        rows = table.to_pandas()
        assert not rows.duplicated(list(CONTRACT[name].key)).any(), name
        assert rows[list(CONTRACT[name].required)].notna().all().all(), name
        if "customer_id" in rows:
            assert set(rows["customer_id"]) <= customers, name


def test_moments_lie_in_the_data(either: World) -> None:
    first = pd.Timestamp(either.start, tz=either.timezone).tz_convert("UTC").tz_localize(None)
    last = pd.Timestamp(either.end, tz=either.timezone).tz_convert("UTC").tz_localize(None)
    for name, column in (("interactions", "occurred_at"), ("feedback", "created_at"), ("tickets", "opened_at")):
        moments = frame(either, name)[column]
        assert moments.min() >= first
        assert moments.max() < last


def test_values_of_the_contract_are_kept(either: World) -> None:
    feedback = frame(either, "feedback")
    assert set(feedback["kind"]) == {"review", "complaint", "suggestion"}
    assert feedback["rating"].dropna().between(1, 5).all()
    assert feedback["nps"].dropna().between(0, 10).all()
    assert set(frame(either, "customers")["gender"]) == {"female", "male"}


def test_contacts_are_numbered_in_time_order(either: World) -> None:
    contacts = frame(either, "interactions")
    assert contacts["interaction_id"].is_monotonic_increasing
    assert contacts.groupby("customer_id")["occurred_at"].apply(lambda moments: moments.is_monotonic_increasing).all()
    assert contacts.loc[contacts["kind"] == "search", "search_term"].notna().all()
    assert contacts.loc[contacts["kind"] == "view", "product_id"].notna().all()


def test_campaign_messages_go_to_the_treated_only(either: World) -> None:
    contacts = frame(either, "interactions")
    reached = set(contacts.loc[contacts["campaign_id"].notna(), "customer_id"])
    variants = frame(either, "assignments").set_index("customer_id")["variant"]
    assert reached
    assert variants.loc[list(reached)].eq("treatment").all()
