"""Contacts, voices, records and consents hang together.

Covers also: voice, records
"""

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


def test_sentiment_shows_in_stars_and_words(either: World) -> None:
    both = frame(either, "feedback").merge(either.truth["feedback_topics"], on="feedback_id")
    stars = both.groupby("sentiment")["rating"].mean()
    assert stars["positive"] > 4.3
    assert stars["negative"] < 2.3
    assert both.loc[both["kind"] == "complaint", "sentiment"].eq("negative").all()
    assert both["text"].str.len().min() > 3
    assert not both["text"].str.contains("{", regex=False).any()


def test_planted_weak_points_are_the_ones_people_complain_about(clean: World) -> None:
    both = frame(clean, "feedback").merge(clean.truth["feedback_topics"], on="feedback_id")
    persona = clean.truth["personas"].set_index("customer_id").loc[both["customer_id"], "persona"].to_numpy()
    thrifty = both[persona == "thrifty_family"]
    good = thrifty.assign(good=thrifty["sentiment"] == "positive").groupby("topic")["good"].mean()
    assert good["价格优惠"] > 0.8
    assert good["配送时效"] < 0.55


def test_tickets_are_answered_before_they_close(either: World) -> None:
    tickets = frame(either, "tickets")
    answered = tickets[tickets["first_response_at"].notna()]
    assert (answered["first_response_at"] > answered["opened_at"]).all()
    closed = tickets[tickets["closed_at"].notna()]
    assert (closed["closed_at"] > closed["first_response_at"]).all()
    assert tickets["closed_at"].isna().any()


def test_everybody_was_asked_for_every_purpose(either: World) -> None:
    consents = frame(either, "consents")
    assert consents.groupby("customer_id")["purpose"].nunique().eq(3).all()
    rates = consents.groupby("purpose")["granted"].mean()
    assert rates["marketing"] < rates["profiling"] < rates["analysis"]


def test_source_systems_overlap_and_the_truth_knows_who_is_who(either: World) -> None:
    records = frame(either, "source_records")
    truth = either.truth["source_links"]
    assert records["source_system"].nunique() == 3
    assert len(records) == len(truth)
    assert (records["source_id"].to_numpy() == truth["source_id"].to_numpy()).all()
    per_person = truth.groupby("person_id")["source_system"].nunique()
    assert 0.15 < (per_person > 1).mean() < 0.45
    names = frame(either, "customers").set_index("customer_id").loc[truth["customer_id"], "name"].to_numpy()
    plain = records["name"].str.replace(" ", "", regex=False).to_numpy()
    if either.lang == "zh":
        assert (plain == names).all()
    assert (
        records["phone"].to_numpy()
        != frame(either, "customers").set_index("customer_id").loc[truth["customer_id"], "phone"].to_numpy()
    ).any()


def test_foreign_ids_are_different_within_their_kind(either: World) -> None:
    ids = frame(either, "external_ids")
    assert not ids.duplicated(["kind", "value"]).any()
    assert ids["kind"].nunique() >= 3
