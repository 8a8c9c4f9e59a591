"""Genders: words, signs and titles; codes by their book only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.cleaning.values import clean_value

MALE = [
    "男",
    " Male ",
    "M",
    "m",
    "先生",
    "男性",
    "男士",
    "Mr.",
    "Mr",
    "♂",
    "♂️",
    "🚹",
    "Herr",
    "männlich",
    "boy",
    "帅哥",
    "男(1)",
    "1-男",
    "1男",
    "男 Male",
    "性别：男",
    "Ｍ",
    "남성",
    "мужской",
]
FEMALE = [
    "女",
    "F",
    "女士",
    "小姐",
    "太太",
    "FEMALE",
    "♀",
    "Frau",
    "w",
    "Mrs.",
    "Ms",
    "Miss",
    "nv",
    "女♀",
    "女 性",
    "Gender: female",
    "femme",
    "여자",
]
OTHER = ["其他", "other", "X", "divers", "non-binary", "Mx."]
AMBIGUOUS = [
    "0",
    "1",
    "2",
    "9",
    "3",
    "1.0",
    "１",
    "-1",
    "男/女",
    "先生/女士",
    "男女",
    "M/F",
    "male or female",
    "男?",
    "公",
    "母",
    "雄",
    "雌",
]
MISSING = ["保密", "unknown", "未知", "U", "-", "不愿透露", "未说明的性别", ""]
INVALID = ["Dr.", "老师", "femal", "xyz", "T", "H", "V", "张伟", "男很帅", "12/34"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(raw, value) for value, words in (("male", MALE), ("female", FEMALE), ("other", OTHER)) for raw in words],
)
def test_one_gender_is_meant(raw: str, expected: str) -> None:
    found = clean_value("gender", raw)
    assert (found.status, found.value) == ("ok", expected)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (raw, status)
        for status, words in (("ambiguous", AMBIGUOUS), ("missing", MISSING), ("invalid", INVALID))
        for raw in words
    ],
)
def test_anything_else_has_no_value(raw: str, status: str) -> None:
    found = clean_value("gender", raw)
    assert (found.status, found.value) == (status, None)


@pytest.mark.parametrize(
    "codebook", ["GB/T 2261.1", "GB/T 2261.1-2003", "gb2261", "ISO 5218", "ISO/IEC 5218:2022", "iso5218"]
)
def test_the_standards_give_codes_their_meaning(codebook: str) -> None:
    answers = [clean_value("gender", code, codebook=codebook) for code in ("1", "2", "0", "9", "5", "女")]
    assert [answer.value for answer in answers] == ["male", "female", None, None, None, "female"]
    assert [answer.status for answer in answers] == ["ok", "ok", "missing", "missing", "invalid", "ok"]


def test_a_code_book_can_be_spelled_out() -> None:
    book = "0=女,1=男,9=未知"
    answers = [clean_value("gender", code, codebook=book) for code in ("0", "1", "9", "2", 1, 0.0)]
    assert [answer.value for answer in answers] == ["female", "male", None, None, "male", "female"]
    assert clean_value("gender", "a", codebook="a=male;b=female").value == "male"


def test_an_unknown_code_book_decides_nothing() -> None:
    assert clean_value("gender", "1", codebook="our own").status == "ambiguous"


@pytest.mark.parametrize(
    ("raw", "region", "value"),
    [
        ("V", "NL", "female"),
        ("H", "ES", "male"),
        ("M", "ES", None),
        ("K", "TR", "female"),
        ("E", "TR", "male"),
        ("d", "DE", "other"),
        ("M", "DE", "male"),
    ],
)
def test_letters_mean_what_they_mean_in_the_region(raw: str, region: str, value: str | None) -> None:
    assert clean_value("gender", raw, region=region).value == value


@given(st.text(max_size=60))
def test_any_text_gives_an_answer(raw: str) -> None:
    assert clean_value("gender", raw).value in {"male", "female", "other", None}
    assert clean_value("gender", raw, codebook=raw or "x").status in {"ok", "missing", "invalid", "ambiguous"}
