"""Keys of fields."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.identity.keys import KEYS, field_keys


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("phone", ["13800001234", "+86 138-0000-1234", "0086 13800001234", "138 0000 1234"]),
        ("phone", ["+49 170 1234567", "0170/1234567", "0049-170-1234567"]),
        ("email", ["Li.Wei@Example.com ", "li.wei+shop@example.com"]),
        ("email", ["l.i@gmail.com", "li@googlemail.com"]),
        ("birth_date", ["1990-03-05", "19900305", "1990/3/5", "1990年3月5日", "05.03.1990", dt.date(1990, 3, 5)]),
        ("street", ["浙江省杭州市西湖区文三路12号", "杭州市西湖区文三路 12 號", "中国浙江省杭州市西湖区文三路１２号"]),
        ("street", ["12 Main Street", "12, main st."]),
        ("city", ["杭州市", "杭州", "杭 州"]),
        ("number", ["7", "07", "7.0", 7]),
        ("postcode", ["02139", "02139 "]),
        ("given_name", ["伟", "偉", "Wei"]),
        ("category", ["Gold", " gold"]),
    ],
)
def test_spellings_of_one_value_have_one_key(kind: str, values: list[object]) -> None:
    keys = field_keys(pd.Series(values, dtype=object), kind)["key"]
    assert keys.notna().all()
    assert len(set(keys)) == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "0000000"),
        ("phone", "n/a"),
        ("email", "info@example.com"),
        ("email", "nobody"),
        ("birth_date", "?"),
        ("text", " "),
    ],
)
def test_values_that_say_nothing_have_no_key(kind: str, value: str) -> None:
    assert field_keys(pd.Series([value]), kind)["key"].tolist() == [None]


def test_timestamps_are_read_as_days() -> None:
    keys = field_keys(pd.Series(pd.to_datetime(["1990-03-05", None])), "birth_date")["key"]
    assert keys.tolist() == ["19900305", None]


def test_leading_zeros_of_a_postcode_count() -> None:
    assert field_keys(pd.Series(["0676", "676"]), "postcode")["key"].nunique() == 2


@given(st.sampled_from(sorted(KEYS)), st.lists(st.one_of(st.none(), st.text(max_size=30)), min_size=1, max_size=5))
def test_no_text_breaks_a_key(kind: str, values: list[str | None]) -> None:
    found = field_keys(pd.Series(values, dtype=object), kind)
    assert len(found) == len(values)
    assert list(found.columns) == list(KEYS[kind][1])
