"""Every text exists in both languages."""

import pytest

from crmpersona.contract import ParameterError, Words

WORDS = Words({"buyers": ("成交客户 {n} 人", "{n} buyers")})


def test_language_and_places():
    assert WORDS("buyers", "zh", n=3) == "成交客户 3 人"
    assert WORDS("buyers", "en", n=3) == "3 buyers"


def test_mapping_protocol():
    assert dict(WORDS) == {"buyers": ("成交客户 {n} 人", "{n} buyers")}
    assert len(WORDS) == 1


def test_unknown_key_names_the_nearest():
    with pytest.raises(ParameterError, match="buyers"):
        WORDS("buyer", "en")
