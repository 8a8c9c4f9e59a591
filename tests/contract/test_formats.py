"""Figures as people write them."""

import math

import pytest

from crmpersona.contract import Formatter, options

ZH, EN = Formatter("zh", "CNY"), Formatter("en", "GBP")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (168.2, "¥168.20", "£168.20"),
        (2_054.2665, "¥2,054.27", "£2,054.27"),
        (2_453_000, "¥245.3 万", "£2,453,000"),
        (123_456_789, "¥1.23 亿", "£123,456,789"),
        (-58_000, "−¥5.8 万", "−£58,000"),
        (None, "–", "–"),
        (math.nan, "–", "–"),
    ],
)
def test_money(value, zh, en):
    assert ZH.money(value) == zh
    assert EN.money(value) == en


def test_changes_carry_their_sign():
    assert ZH.points(-0.002) == "−0.2 百分点"
    assert EN.change(0.041) == "+4.1%"
    assert EN.change(-0.5) == "−50.0%"
    assert EN.points(None) == "–"
    assert EN.change(None) == "–"


def test_intervals_and_days():
    assert EN.interval(1360, 1510, "money") == "95% CI £1,360.00–£1,510.00"
    assert ZH.interval(None, 1) == ""
    assert EN.interval(10, 20, "count") == "95% CI 10–20"
    assert EN.days(2.4) == "2 days"
    assert EN.days(None) == "–"


def test_currency_of_the_session_is_used():
    with options(currency="EUR"):
        assert Formatter("en").money(3) == "€3.00"
    assert Formatter("en").money(3) == "3.00"
    assert Formatter("en", "SEK").money(3) == "SEK 3.00"
