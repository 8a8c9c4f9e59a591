"""Ids that last."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.identity.stable import lasting_ids

PEOPLE = st.lists(st.integers(0, 4), min_size=1, max_size=12)


def _first(labels: list[int]) -> np.ndarray:
    """Turn labels into the position of the first record with that label."""
    return np.array([labels.index(label) for label in labels], dtype=np.int64)


def _names(size: int) -> pd.Series:
    return pd.Series([f"R{place:02d}" for place in range(size)])


@given(PEOPLE)
def test_the_same_people_keep_their_ids(labels: list[int]) -> None:
    person = _first(labels)
    once, log = lasting_ids(person, _names(len(labels)), None)
    again, changes = lasting_ids(person, _names(len(labels)), once)
    assert again.tolist() == once.tolist()
    assert changes.empty
    assert set(log["change"]) == {"new"}


@given(PEOPLE, st.randoms())
def test_an_id_is_one_person_whatever_happens(labels: list[int], random: object) -> None:
    once, _ = lasting_ids(_first(labels), _names(len(labels)), None)
    mixed = list(labels)
    random.shuffle(mixed)
    person = _first(mixed)
    again, _ = lasting_ids(person, _names(len(labels)), once)
    both = pd.DataFrame({"person": person, "id": again}).drop_duplicates()
    assert both["person"].is_unique
    assert both["id"].is_unique


def test_a_merge_keeps_the_larger_id_and_a_split_the_larger_part() -> None:
    before = pd.Series(["A", "B", "B"])
    merged, log = lasting_ids(np.array([0, 0, 0]), _names(3), before)
    assert merged.tolist() == ["B", "B", "B"]
    assert log.to_dict("records") == [{"change": "merged", "customer_id": "B", "other_id": "A", "records": 1}]
    split, log = lasting_ids(np.array([0, 1, 1]), _names(3), merged)
    assert split.tolist() == ["R00", "B", "B"]
    assert log[["change", "other_id"]].to_numpy().tolist() == [["split", "B"]]


def test_a_name_that_is_taken_gets_a_number() -> None:
    ids, _ = lasting_ids(np.array([0, 1, 1]), pd.Series(["A", "A", "A"]), pd.Series([None, "A", "A"]))
    assert ids.tolist() == ["A#2", "A", "A"]
