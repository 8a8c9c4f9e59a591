"""link_frames on a world with households, and on bad input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import ContractError, ParameterError
from crmpersona.identity import Links, link_frames
from crmpersona.synthetic import Households
from tests.benchmarks.bench_identity import figures

FIELDS = {"name": "full_name", "phone": "phone"}
SMALL = pd.DataFrame({"id": [3, 1, 2], "name": ["张伟", "Zhang Wei", "李娜"], "phone": ["13800001234"] * 3})


def test_people_are_found_and_families_kept_apart(homes: Households, links: Links) -> None:
    person = links.entities.set_index("id")["entity_id"].reindex(homes.records["record_id"]).reset_index(drop=True)
    precision, recall, _ = figures(person, homes.truth["person_id"])
    assert precision > 0.985
    assert recall > 0.94


def test_no_record_is_lost_and_ids_are_those_given(homes: Households, links: Links) -> None:
    assert sorted(links.entities["id"]) == sorted(homes.records["record_id"])
    assert set(links.entities["entity_id"]) <= set(homes.records["record_id"])
    assert len(links.entities) == len(homes.records)


def test_pairs_are_the_closure_of_entities(links: Links) -> None:
    sizes = links.entities.groupby("entity_id").size()
    assert len(links.pairs) == int((sizes * (sizes - 1) // 2).sum())
    person = links.entities.set_index("id")["entity_id"]
    assert (person[links.pairs["left_id"]].to_numpy() == person[links.pairs["right_id"]].to_numpy()).all()
    assert links.pairs["probability"].between(0.9, 1.0).all()


def test_a_person_never_spans_two_households(links: Links) -> None:
    both = links.entities.drop_duplicates(["entity_id", "household_id"])
    assert both["entity_id"].is_unique


def test_order_of_rows_changes_nothing(homes: Households, links: Links) -> None:
    from tests.identity.conftest import FIELDS as ALL

    mixed = homes.records.sample(frac=1.0, random_state=3)
    again = link_frames(mixed, id_column="record_id", fields=ALL)
    pd.testing.assert_frame_equal(again.entities, links.entities)
    pd.testing.assert_frame_equal(again.pairs, links.pairs)


def test_nothing_personal_is_shown(links: Links, homes: Households) -> None:
    shown = repr(links) + links._repr_html_() + links.summary("zh") + str(links.to_dict())
    assert not any(value in shown for value in homes.records["name"].dropna().head(50))
    assert not any(value in shown for value in homes.records["record_id"].head(50))


def test_summary_in_both_languages(links: Links) -> None:
    assert "people" in links.summary("en")
    assert "人" in links.summary("zh")
    assert links.to_frame()["people"].sum() == links.entities["entity_id"].nunique()


def test_two_frames_with_the_same_ids() -> None:
    left = SMALL.head(2).assign(id=["a", "b"])
    right = SMALL.iloc[[1, 2]].assign(id=["a", "b"])
    found = link_frames(left, right, id_column="id", fields=FIELDS, threshold=0.5)
    assert len(found.entities) == 4
    assert set(found.pairs["right_id"]) == {"a"}
    assert set(found.entities["frame"]) == {"left", "right"}


def test_input_is_not_changed_and_ids_keep_their_type() -> None:
    before = SMALL.copy()
    found = link_frames(SMALL, id_column="id", fields=FIELDS, threshold=0.5)
    pd.testing.assert_frame_equal(SMALL, before)
    assert found.entities["entity_id"].dtype == np.int64
    assert found.entities.set_index("id")["entity_id"].to_dict() == {1: 1, 2: 2, 3: 1}


def test_empty_frame_is_an_answer() -> None:
    found = link_frames(SMALL.head(0), id_column="id", fields=FIELDS)
    assert found.entities.empty
    assert found.pairs.empty
    assert "0" in found.summary("en")


@pytest.mark.parametrize(
    ("frame", "arguments", "error", "words"),
    [
        (SMALL, {"fields": {}}, ParameterError, "fields is empty"),
        (SMALL, {"fields": {"name": "fullname"}}, ParameterError, "did you mean 'full_name'"),
        (SMALL, {"fields": {"nam": "full_name"}}, ContractError, "did you mean 'name'"),
        (SMALL, {"threshold": 90}, ParameterError, "no probability"),
        (SMALL.assign(id=[1, 1, 2]), {}, ContractError, "stand more than once"),
        (SMALL.assign(id=[1, None, 2]), {}, ContractError, "no id"),
    ],
)
def test_bad_input(frame: pd.DataFrame, arguments: dict, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        link_frames(frame, **{"id_column": "id", "fields": FIELDS, **arguments})


@pytest.mark.shared
def test_febrl_without_the_social_security_number(shared) -> None:
    from tests.benchmarks.bench_identity import FEBRL

    frame = pd.read_csv(shared / "data" / "febrl_1_3" / "dataset1.csv.gz", dtype=str)
    found = link_frames(frame, id_column="rec_id", fields=FEBRL)
    person = found.entities.set_index("id")["entity_id"].reindex(frame["rec_id"]).reset_index(drop=True)
    assert figures(person, frame["rec_id"].str.split("-").str[1])[2] >= 0.9939
