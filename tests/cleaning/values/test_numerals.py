"""Chinese number words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.cleaning.values.numerals import NUMERAL, chinese_digits, chinese_number, is_chinese_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十五", 15),
        ("廿五", 25),
        ("二十", 20),
        ("一百零五", 105),
        ("三千零五", 3005),
        ("一千零一十", 1010),
        ("壹万贰仟叁佰", 12300),
        ("两万", 20000),
        ("一亿零三百", 100_000_300),
        ("一百二十三亿四千五百六十七万八千九百零一", 12_345_678_901),
        ("一万亿", 10**12),
        ("1.2亿", 120_000_000),
        ("3千5百", 3500),
        ("1万2千", 12000),
        ("零", 0),
        ("12", 12),
    ],
)
def test_numbers_in_words(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    "text", ["三万五", "一百五", "三千五", "1万2", "万", "百", "二〇二四", "", "abc", "千百", "一百二百", "零零五"]
)
def test_colloquial_and_broken_numbers_are_not_read(text: str) -> None:
    assert chinese_number(text) is None


def _words(number: int) -> str:
    """Spell a number below 10,000 the way careful writers do."""
    digits, units = "零一二三四五六七八九", ("千", "百", "十", "")
    spelt = "".join(
        (digits[figure] + unit) if figure else "零"
        for figure, unit in zip(
            (number // 1000, number // 100 % 10, number // 10 % 10, number % 10), units, strict=True
        )
    )
    while "零零" in spelt:
        spelt = spelt.replace("零零", "零")
    return spelt.strip("零")


@given(st.integers(min_value=1, max_value=9999))
def test_what_is_spelt_is_read_back(number: int) -> None:
    assert chinese_number(_words(number)) == number


@given(st.text(alphabet=NUMERAL + "0123456789.", max_size=30))
def test_any_numerals_give_a_number_or_nothing(text: str) -> None:
    number = chinese_number(text)
    assert number is None or number >= 0


def test_digits_place_by_place() -> None:
    assert chinese_digits("二〇二四") == "2024"
    assert is_chinese_number("三十五")
    assert not is_chinese_number("35")
