"""link(): one id over all tables, kept from month to month.

Covers also: rewriting, expressions, evidence.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import crmpersona as cp
from crmpersona.contract import Crm, ParameterError
from crmpersona.identity import Identity, link
from crmpersona.relational import as_table
from crmpersona.synthetic import Households


def _until(homes: Households, day: str) -> Crm:
    frame = homes.crm.table("source_records").to_pandas()
    kept = frame[frame["created_at"] < pd.Timestamp(day)]
    return homes.crm.replace(tables={"source_records": as_table(kept)})


@pytest.fixture(scope="module")
def september(homes: Households) -> Identity:
    return link(_until(homes, "2026-10-01"))


@pytest.fixture(scope="module")
def october(homes: Households, september: Identity) -> Identity:
    return link(homes.crm, previous=september)


def test_a_month_later_people_keep_their_ids(september: Identity, october: Identity) -> None:
    before, after = (each.links.set_index("record")["customer_id"] for each in (september, october))
    assert len(after) > len(before)
    kept = (after[before.index] == before).groupby(before).all()
    assert kept.mean() == october.kept_share >= 0.995
    told = set(october.log.loc[october.log["change"] != "new", "other_id"])
    assert set(kept.index[~kept]) <= told


def test_the_month_is_as_good_as_a_full_run(homes: Households, october: Identity) -> None:
    from tests.benchmarks.bench_identity import figures

    person = homes.truth["person_id"].set_axis(homes.records["source_system"] + ":" + homes.records["source_id"])
    links = october.links
    precision, recall, _ = figures(links["customer_id"], person[links["record"]].reset_index(drop=True))
    assert precision > 0.985
    assert recall > 0.93


def test_undoing_a_merge_parts_what_was_joined(homes: Households) -> None:
    frame = homes.crm.table("source_records").to_pandas()
    whole = link(homes.crm)
    two = whole.entities.loc[whole.entities["records"] == 2, "customer_id"].iloc[0]
    chosen = whole.links[whole.links["customer_id"] == two]
    apart = pd.DataFrame({"left": [chosen["record"].iloc[0]], "right": [chosen["record"].iloc[1]], "same": [False]})
    first = link(homes.crm, previous=whole, decisions=apart)
    ids = first.links.set_index("record")["customer_id"][chosen["record"]]
    assert ids.nunique() == 2
    assert len(first.log) == 1
    joined = link(homes.crm, previous=first, decisions=apart.assign(same=True))
    ids = joined.links.set_index("record")["customer_id"][chosen["record"]]
    assert len(set(ids)) == 1
    assert joined.log["change"].tolist() == ["merged"]
    undone = joined.undo(ids.iloc[0])
    assert undone.links.set_index("record")["customer_id"][chosen["record"]].nunique() == 2
    assert len(undone.links) == len(frame)


def test_undo_without_a_merge_says_so(september: Identity) -> None:
    with pytest.raises(ParameterError, match="nothing was merged"):
        september.undo(september.links["customer_id"].iloc[0])


def test_decisions_need_their_columns(homes: Households) -> None:
    with pytest.raises(ParameterError, match="'same'"):
        link(homes.crm, decisions=pd.DataFrame({"left": [], "right": []}))


def test_evidence_adds_up_and_is_told_in_both_languages(october: Identity) -> None:
    pair = october.evidence.sort_values("probability").iloc[-1]
    evidence = october.explain(pair["left"], pair["right"])
    assert np.isclose(evidence.prior + evidence.fields["bits"].sum(), evidence.weight)
    assert "one person" in evidence.summary("en")
    assert "同一人" in evidence.summary("zh")
    picture = evidence.plot("zh")
    assert picture is not None
    with pytest.raises(ParameterError, match="no record"):
        october.explain(pair["left"], "nobody:1")


def test_nothing_personal_is_shown(october: Identity) -> None:
    shown = repr(october) + october._repr_html_() + october.summary("zh") + str(october.to_dict())
    links = october.links.head(30)
    assert not any(value in shown for value in (*links["record"], *links["source_id"]))


def test_one_customer_per_person_over_all_tables() -> None:
    crm = cp.synthetic.sample().crm
    found = link(crm)
    customers = found.crm.frame("customers")
    assert customers["customer_id"].is_unique
    assert set(customers["customer_id"]) == set(found.entities["customer_id"])
    assert found.crm.table("customers").schema() == crm.table("customers").schema()
    for name in ("transactions", "interactions", "feedback"):
        before, after = crm.table(name), found.crm.table(name)
        assert after.count().to_pandas() == before.count().to_pandas()
        assert after.columns == before.columns
        known = set(after.select("customer_id").distinct().to_pandas()["customer_id"].dropna())
        assert known <= {*customers["customer_id"], *before.select("customer_id").to_pandas()["customer_id"]}
        assert not known & set(found.links["given_id"].dropna()) - set(customers["customer_id"])


def test_values_to_go_by_are_those_of_the_records() -> None:
    people = pd.DataFrame(
        {
            "customer_id": ["C2", "C1", "C3"],
            "name": ["张先生", "张伟", "李娜"],
            "phone": ["13800001111", "138 0000 1111", "13900002222"],
            "email": [None, "wei@example.com", None],
            "occupation": ["教师", None, None],
        }
    )
    crm = cp.read({"customers": people})
    decided = pd.DataFrame({"left": ["customers:C1"], "right": ["customers:C2"], "same": [True]})
    found = link(crm, decisions=decided)
    row = found.crm.frame("customers").set_index("customer_id").loc["C1"]
    assert row[["name", "email", "occupation"]].tolist() == ["张伟", "wei@example.com", "教师"]
    assert len(found.entities) == 2
    assert found.lineage.set_index(["customer_id", "field"]).loc[("C1", "name"), "rule"] == "whole"
