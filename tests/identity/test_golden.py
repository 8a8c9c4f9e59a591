"""The golden record."""

from __future__ import annotations

import pandas as pd

from crmpersona.identity.golden import golden_records
from crmpersona.identity.records import KINDS


def _chosen(trust: list[str], **columns: list[object]) -> tuple[str, str, int]:
    size = len(next(iter(columns.values())))
    frame = pd.DataFrame({"customer_id": "A", "record": [f"r{place}" for place in range(size)], **columns})
    frame = frame.reindex(columns=["customer_id", "record", "source", "moment", *KINDS])
    found = golden_records(frame, trust)
    assert len(found) == 1
    return tuple(found.loc[0, ["record", "rule", "values"]])


def test_the_source_trusted_most_wins() -> None:
    assert _chosen(["crm"], source=["pos", "crm"], phone=["13800001111", "13900002222"]) == ("r1", "trusted", 2)


def test_a_whole_name_beats_a_surname_and_the_last_word_the_older_one() -> None:
    assert _chosen([], name=["张先生", "张伟"])[:2] == ("r1", "whole")
    moments = list(pd.to_datetime(["2026-01-01", "2026-05-01"]))
    assert _chosen([], moment=moments, phone=["13800001111", "13900002222"])[:2] == ("r1", "latest")


def test_two_spellings_are_one_value_said_twice() -> None:
    assert _chosen([], phone=["13900002222", "13800001111", "+86 138 0000 1111"])[1:] == ("most", 2)
    assert _chosen([], phone=["138-0000-1111", "13800001111"])[1:] == ("agreed", 1)
    assert _chosen([], phone=[None, "13800001111"]) == ("r1", "only", 1)
