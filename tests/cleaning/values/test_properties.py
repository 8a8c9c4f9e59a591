"""What holds for every cleaner and any cell: an answer, quickly, the same on a second pass."""

from __future__ import annotations

import time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.cleaning.values import clean_column, clean_value
from crmpersona.cleaning.values.result import STATUSES

FIELDS = ("phone", "email", "email_key", "date", "money", "currency", "boolean", "age", "cn_id", "uscc", "text")
CONTEXTS: tuple[dict[str, Any], ...] = (
    {},
    {"region": "CN"},
    {"region": "US", "timezone": "America/New_York", "as_of": "2026-11-01"},
    {"region": "DE", "source": "excel", "date_system": 1900},
    {"region": "JP", "source": "epoch"},
    {"region": "TW"},
    {"region": "TH", "currency": "EUR", "area_code": "010", "date_order": "ymd", "decimal": ","},
)
# Pieces of real cells in any order find more than letters drawn at random.
PIECES = st.sampled_from(
    [
        *"0123456789+-./,:;()[]<>@#*%$¥€£ TZxXkKmMwe'\"年月日时分秒点元角块万亿百千十一二三四五两零〇",
        *"壹贰转是否无岁后约～至",
        *(
            "138",
            "0013",
            "8000",
            "+86",
            "0086",
            "010",
            "2024",
            "1709596800",
            "45356",
            "民国",
            "令和",
            "农历",
            "下午",
            "pm",
            "UTC",
            "+08:00",
        ),
        *(
            "Mar",
            "Tue",
            "USD",
            "CNY",
            "人民币",
            "整",
            "含税",
            "mailto:",
            "example.com",
            "gmail.com",
            "(at)",
            "ext",
            "个月",
            "E+10",
        ),
        *(
            "110105",
            "19491231",
            "002X",
            "91110000",
            "null",
            "\u200b",
            "\u00a0",
            "\ufffd",
            "Ã",
            "１",
            "％",
            "①",
            "²",
            "٣",
            "\x00",
            "😀",
        ),
    ]
)
CELLS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=60))


def _check(field: str, raw: Any, context: dict[str, Any]) -> None:
    answer = clean_value(field, raw, **context)
    assert answer.status in STATUSES
    assert (answer.value is not None) == (answer.status == "ok")
    assert answer.note
    if answer.status == "ok":
        again = clean_value(field, answer.value, **context)
        assert (again.value, again.status) == (answer.value, "ok")


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=300)
@given(raw=CELLS, place=st.integers(min_value=0, max_value=len(CONTEXTS) - 1))
def test_any_text_has_an_answer_that_a_second_pass_keeps(field: str, raw: str, place: int) -> None:
    _check(field, raw, CONTEXTS[place])


@pytest.mark.parametrize("field", FIELDS)
@given(
    raw=st.one_of(
        st.integers(),
        st.floats(),
        st.decimals(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.binary(max_size=20),
        st.none(),
        st.lists(st.integers(), max_size=2),
        st.timedeltas(),
        st.complex_numbers(),
        st.fractions(),
    )
)
def test_any_cell_has_an_answer(field: str, raw: Any) -> None:
    for context in CONTEXTS:
        answer = clean_value(field, raw, **context)
        assert answer.status in STATUSES
        assert (answer.value is not None) == (answer.status == "ok")


LONG = {
    "dots": "." * 1_000_000,
    "digits": "1" * 1_000_000,
    "spaces": " " * 1_000_000 + "x",
    "ats": "a@" * 500_000,
    "words": "一" * 1_000_000,
    "brackets": "(" * 500_000 + ")" * 500_000,
    "mojibake": "Ã¼" * 500_000,
    "entities": "&amp;" * 200_000,
    "thousand": "1," * 499 + "1",
    "dashes": "- " * 499 + "1",
    "halves": "T " * 499 + "1",
    "signs": "+86" * 330,
    "colons": "1:" * 499,
}
SECONDS = 5


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("kind", sorted(LONG))
def test_no_cell_takes_long(field: str, kind: str) -> None:
    start = time.process_time()
    assert clean_value(field, LONG[kind]).status in STATUSES
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("field", FIELDS)
def test_notes_and_reprs_hide_the_value(field: str) -> None:
    for raw in ("13800138000", "li.lei@example.com", "11010519491231002X", "secret-words"):
        for context in CONTEXTS:
            answer = clean_value(field, raw, **context)
            assert raw not in answer.note
            if field not in {"date", "money", "age"}:
                assert raw not in repr(answer)


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=25)
@given(column=st.lists(st.one_of(CELLS, st.none(), st.integers(), st.booleans()), max_size=12))
def test_columns_agree_with_values_but_for_what_they_settle(field: str, column: list[Any]) -> None:
    frame = clean_column(pd.Series(column, dtype=object), field, region="CN")
    assert list(frame.columns) == ["value", "status", "rule", "note"]
    assert len(frame) == len(column)
    for row, raw in zip(frame.itertuples(index=False), column, strict=True):
        answer = clean_value(field, raw, region="CN")
        if not row.rule.endswith(".settled"):
            assert (row.value, row.status, row.rule, row.note) == (
                answer.value,
                answer.status,
                answer.rule,
                answer.note,
            )
        else:
            assert answer.status == "ambiguous"
