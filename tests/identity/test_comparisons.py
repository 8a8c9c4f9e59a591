"""Levels of agreement, read by DuckDB."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from crmpersona.identity.comparisons import LEVELS, Field, best_level, comparison, first_of_kind
from crmpersona.identity.keys import KEYS, field_keys


def _label(kind: str, one: str | None, other: str | None) -> str:
    field = Field("f0", "value", kind)
    keys = field_keys(pd.Series([one, other], dtype=object), kind).add_prefix("f0_")
    row = {f"{name}_{side}": keys[name].iloc[place] for place, side in enumerate("lr") for name in keys}
    pair = pd.DataFrame([row]).astype({name: "str" for name in row if "chinese" not in name and "partial" not in name})
    with duckdb.connect() as connection:
        connection.register("pair", pair)
        for level in comparison(field, {kind: field})["comparison_levels"]:
            condition = level["sql_condition"]
            if condition == "ELSE" or connection.execute(f"SELECT {condition} FROM pair").fetchone()[0]:
                return level["label_for_charts"]
    raise AssertionError


@pytest.mark.parametrize(
    ("kind", "one", "other", "label"),
    [
        ("full_name", "张伟", "張偉先生", "same"),
        ("full_name", "张伟", "Zhang Wei", "same_sound"),
        ("full_name", "张伟", "张威", "same_sound"),
        ("full_name", "张文静", "章文静", "same_sound"),
        ("full_name", "张晓芳", "Xiao Fang Zhang", "same_sound"),
        ("full_name", "张晓芳", "Zhang Xiaofan", "near"),
        ("full_name", "张文静", "张文晶", "same_sound"),
        ("full_name", "张伟", "张先生", "compatible"),
        ("full_name", "王晓芳", "王晓丽", "different"),
        ("full_name", "Thomas Mueller", "Tim Mueller", "different"),
        ("full_name", "Thomas Mueller", "Tomas Müller", "near"),
        ("full_name", "Anna Schmidt", "Anna Fischer", "compatible"),
        ("full_name", "A. Schmidt", "Anna Schmidt", "compatible"),
        ("full_name", "张伟", None, "missing"),
        ("phone", "13800001234", "13800001243", "near"),
        ("phone", "13800001234", "13911115678", "different"),
        ("email", "li.wei8@example.com", "li.wei9@example.com", "different"),
        ("email", "li.wei8@example.com", "li.wei8@example.org", "near"),
        ("birth_date", "1990-03-05", "1990-05-03", "one_slip"),
        ("birth_date", "1990-03-05", "1980-03-05", "one_slip"),
        ("birth_date", "1990-03-05", "1990-03-25", "one_slip"),
        ("birth_date", "1990-03-05", "1990-03-19", "near"),
        ("birth_date", "1990-03-05", "1971-11-28", "different"),
        ("street", "杭州市文三路1号", "宁波市文三路1号", "different"),
        ("city", "杭州市", "杭州", "same"),
        ("number", "7", "8", "different"),
        ("number", "71", "72", "near"),
    ],
)
def test_levels(kind: str, one: str, other: str | None, label: str) -> None:
    assert _label(kind, one, other) == label


def test_every_kind_is_compared_and_has_keys() -> None:
    assert {*LEVELS, "given_name", "surname"} == set(KEYS)


def test_exchanged_names_are_a_level_only_where_both_columns_are_there() -> None:
    given, surname = Field("f0", "first", "given_name"), Field("f1", "last", "surname")
    assert best_level(given, first_of_kind([given, surname])) == best_level(given, first_of_kind([given])) + 1
