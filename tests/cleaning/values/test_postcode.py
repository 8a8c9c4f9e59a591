"""Postcodes by country.

Covers also: postcode_forms.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.cleaning.values import clean_value
from crmpersona.cleaning.values.postcode import postcode_provinces
from crmpersona.cleaning.values.postcode_forms import CHINESE_AREAS, FORMS

OK = [
    ("518000", "CN", "518000"),
    ("５１８０００", "CN", "518000"),
    ("518000.0", "CN", "518000"),
    ("邮编：518000", "CN", "518000"),
    ("518 000", "CN", "518000"),
    ("030000", "CN", "030000"),
    (30000, "CN", "030000"),
    ("2139", "US", "02139"),
    ("501", "US", "00501"),
    ("94105", "US", "94105"),
    ("94105-1234", "US", "94105-1234"),
    ("941051234", "US", "94105-1234"),
    ("21390001", "US", "02139-0001"),
    ("CA 94105", "US", "94105"),
    ("sw1a1aa", "GB", "SW1A 1AA"),
    ("M1 1AE", "GB", "M1 1AE"),
    ("GIR0AA", "GB", "GIR 0AA"),
    ("10115", "DE", "10115"),
    ("1067", "DE", "01067"),
    ("D-10115", "DE", "10115"),
    ("DE-10115", "DE", "10115"),
    ("1000001", "JP", "100-0001"),
    ("〒100-0001", "JP", "100-0001"),
    ("600000", "JP", "060-0000"),
    ("k1a0b1", "CA", "K1A 0B1"),
    ("1234ab", "NL", "1234 AB"),
    ("01310100", "BR", "01310-100"),
    ("00950", "PL", "00-950"),
    ("11455", "SE", "114 55"),
    ("1010", "AT", "1010"),
    ("800", "AU", "0800"),
    ("518000", None, "518000"),
    ("SW1A1AA", None, "SW1A 1AA"),
    ("100-0001", None, "100-0001"),
    ("01310-100", None, "01310-100"),
]
OTHER = [
    ("10000", "CN", "ambiguous"),
    ("51800", "CN", "ambiguous"),
    ("2139", None, "ambiguous"),
    ("10115", None, "ambiguous"),
    ("99", None, "ambiguous"),
    ("000000", "CN", "missing"),
    ("123456", "CN", "missing"),
    ("00000", "US", "missing"),
    ("290000", "CN", "invalid"),
    ("990000", "CN", "invalid"),
    ("5.18E+05", "CN", "invalid"),
    ("5180000", "CN", "invalid"),
    ("QQ1 1AA", "GB", "invalid"),
    ("SW1A OAA", "GB", "invalid"),
    ("D1A 0B1", "CA", "invalid"),
    ("999077", "HK", "invalid"),
    ("12345", "NP", "invalid"),
    ("abc", None, "invalid"),
    ("北京市", "CN", "invalid"),
]


@pytest.mark.parametrize(("raw", "region", "expected"), OK)
def test_the_spelling_of_the_country(raw: object, region: str | None, expected: str) -> None:
    found = clean_value("postcode", raw, region=region)
    assert (found.status, found.value) == ("ok", expected)


@pytest.mark.parametrize(("raw", "region", "status"), OTHER)
def test_anything_else_has_no_value(raw: str, region: str | None, status: str) -> None:
    found = clean_value("postcode", raw, region=region)
    assert (found.status, found.value) == (status, None)


def test_a_spreadsheet_loses_leading_zeros() -> None:
    assert clean_value("postcode", "30000", region="CN", source="excel").value == "030000"


def test_provinces_of_chinese_postcodes() -> None:
    assert postcode_provinces("100000") == ("北京市",)
    assert postcode_provinces("710000") == ("陕西省",)
    assert postcode_provinces("290000") == ()
    assert {province for provinces in CHINESE_AREAS.values() for province in provinces} == {
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"),
        *("44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"),
    }


@pytest.mark.parametrize("region", sorted(FORMS))
@given(data=st.data())
def test_a_postcode_in_its_own_spelling_stays(region: str, data: st.DataObject) -> None:
    bare = data.draw(st.from_regex(re.compile(FORMS[region].pattern, re.ASCII), fullmatch=True))
    found = clean_value("postcode", bare, region=region)
    if found.status == "ok":
        again = clean_value("postcode", found.value, region=region)
        assert again.value == found.value
    else:
        assert found.rule in {"postcode.placeholder", "postcode.area", "value.placeholder"}


@given(st.text(max_size=60), st.sampled_from([None, "CN", "US", "GB", "HK", "JP"]))
def test_any_text_gives_an_answer(raw: str, region: str | None) -> None:
    assert clean_value("postcode", raw, region=region).status in {"ok", "missing", "invalid", "ambiguous"}
