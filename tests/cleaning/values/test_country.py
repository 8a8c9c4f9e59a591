"""Countries: names, codes, flags and calling codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.cleaning.values import clean_value
from crmpersona.cleaning.values.place_tables import rows

OK = {
    "GB": ["英国", "UK", "U.K.", "GB", "GBR", "England", "Scotland", "Great Britain", "826", "🇬🇧", "英國", "大不列颠"],
    "CN": [
        "中国",
        "中國",
        "China",
        "CHINA",
        "P.R. China",
        "PRC",
        "People's Republic of China",
        "cn",
        "CHN",
        "156",
        "+86",
        "0086",
    ],
    "US": [
        "美国",
        "USA",
        "U.S.A.",
        "US",
        "United States",
        "United States of America",
        "America",
        "840",
        "US - United States",
    ],
    "KR": ["韩国", "South Korea", "Republic of Korea", "Korea, Republic of", "KOR", "대한민국", "韩国(KR)"],
    "KP": ["朝鲜", "North Korea", "DPRK"],
    "DE": ["Deutschland", "德国", "Germany", "GER", "West Germany"],
    "CI": ["Côte d'Ivoire", "Cote dIvoire", "Ivory Coast"],
    "CD": ["DR Congo", "Congo, Democratic Republic of the", "刚果（金）", "Zaire"],
    "TW": ["台湾", "臺灣", "中国台湾", "Taiwan, Province of China"],
    "HK": ["香港", "Hong Kong SAR China", "HongKong", "中国香港"],
    "NL": ["Holland", "the Netherlands", "荷兰"],
    "TR": ["Turkey", "Türkiye", "土耳其"],
    "LC": ["St. Lucia", "Saint Lucia"],
    "BA": ["Bosnia-Herzegovina", "波黑"],
    "MM": ["Burma", "缅甸"],
    "SZ": ["Swaziland"],
    "GN": ["Guinea"],
    "NE": ["Niger"],
    "RU": ["Россия", "Russian Federation", "俄国"],
}
AMBIGUOUS = [
    "Korea",
    "Congo",
    "刚果",
    "Georgia",
    "NA",
    "na",
    "Virgin Islands",
    "Saint Martin",
    "苏联",
    "Yugoslavia",
    "Czechoslovakia",
    "澳",
    "多米尼加",
]
AMBIGUOUS += ["86", "36", "+1", "+7", "美国/中国", "China, USA", "中国、日本"]
INVALID = ["XX", "EU", "Europe", "Deutchland", "999", "D", "火星", "China Beijing", "+999", "x" * 200]


@pytest.mark.parametrize(("raw", "expected"), [(raw, code) for code, names in OK.items() for raw in names])
def test_one_country_is_named(raw: str, expected: str) -> None:
    found = clean_value("country", raw)
    assert (found.status, found.value) == ("ok", expected)


@pytest.mark.parametrize("raw", ["中国 China", "China (CN)", "CN-中国", "🇨🇳 中国", "中国China", "China (+86)"])
def test_one_country_in_several_ways(raw: str) -> None:
    assert clean_value("country", raw).value == "CN"


@pytest.mark.parametrize("raw", AMBIGUOUS)
def test_nothing_is_guessed(raw: str) -> None:
    found = clean_value("country", raw)
    assert (found.status, found.value) == ("ambiguous", None)


@pytest.mark.parametrize("raw", INVALID)
def test_what_is_no_country_is_refused(raw: str) -> None:
    assert clean_value("country", raw).status == "invalid"


def test_the_scheme_decides() -> None:
    assert clean_value("country", "NA", scheme="iso2").value == "NA"
    assert clean_value("country", "36", scheme="iso-numeric").value == "AU"
    assert clean_value("country", "Georgia", scheme="iso2").value == "GE"
    assert clean_value("country", "999", scheme="iso").status == "invalid"


def test_the_flag_of_england_is_a_country() -> None:
    assert (
        clean_value("country", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f").value == "GB"
    )


def test_the_table_is_whole() -> None:
    table = rows("countries.tsv")
    assert len(table) == 249
    for place, length in ((0, 2), (1, 3), (2, 3)):
        codes = [row[place] for row in table]
        assert len(set(codes)) == 249
        assert {len(code) for code in codes} == {length}
    known = {row[0] for row in table} | {"XK", "GE-US"}
    assert {code for _, codes in rows("country_aliases.tsv") for code in codes.split(" ")} <= known


@pytest.mark.parametrize("row", rows("countries.tsv"), ids=lambda row: row[0])
def test_codes_and_names_of_the_table_lead_to_their_country(row: list[str]) -> None:
    for written in (row[0], row[1], row[4]):
        found = clean_value("country", written, scheme="iso2")
        assert found.status == "ambiguous" or found.value == row[0]
    assert clean_value("country", row[1]).value == row[0]


@given(st.text(max_size=100))
def test_any_text_gives_an_answer(raw: str) -> None:
    found = clean_value("country", raw)
    assert found.status in {"ok", "missing", "invalid", "ambiguous"}
    assert (
        found.status != "ok"
        or clean_value("country", str(found.value), scheme="iso2").value == found.value
        or found.value == "XK"
    )
