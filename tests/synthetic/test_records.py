"""Consents, foreign ids and source systems."""

from __future__ import annotations

import pandas as pd

from crmpersona.synthetic import World


def frame(world: World, name: str) -> pd.DataFrame:
    return world.tables[name].to_pandas()


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
