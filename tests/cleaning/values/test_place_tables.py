"""The tables of divisions: whole, consistent, and of the stated size."""

from __future__ import annotations

from collections import Counter

import pytest

from crmpersona.cleaning.values.place_tables import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    Division,
    aliases,
    described,
    divisions,
    holds,
    present,
    rows,
    same_characters,
)

TABLES = [
    "cn_divisions.tsv",
    "cn_divisions_past.tsv",
    "tw_hk_mo_divisions.tsv",
    "place_aliases.tsv",
    "place_characters.tsv",
]


def _official() -> list[Division]:
    official = {code for code, *_ in rows("cn_divisions.tsv")}
    return [division for division in divisions() if division.until is None and division.code in official]


def test_counts_are_those_of_the_list_of_2024() -> None:
    counts = Counter(division.level for division in _official())
    assert counts == {PROVINCE: 34, PREFECTURE: 333, COUNTY: 2849}


def test_codes_are_unique() -> None:
    codes = Counter(division.code for division in divisions() if division.until is None)
    assert max(codes.values()) == 1
    names = Counter((division.code, division.name) for division in divisions())
    assert max(names.values()) == 1


def test_every_division_has_its_province_and_every_county_its_prefecture() -> None:
    known = present()
    directly_below = {"11", "12", "31", "50", "81", "82"}
    for division in present().values():
        assert division.code[:2] + "0000" in known
        if division.level == COUNTY and division.code[:2] not in directly_below:
            assert division.code[:4] + "00" in known or division.code[2:4] == "90", division


def test_past_divisions_lead_to_present_ones() -> None:
    known = present()
    past = [division for division in divisions() if division.until is not None]
    assert len(past) == 3865
    for division in past:
        assert division.now
        assert all(code in known for code in division.now)
        assert 1981 <= (division.until or 0) <= 2024


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_whole_and_sorted_apart(name: str) -> None:
    table = rows(name)
    assert len({len(row) for row in table}) == 1
    assert all(cell and cell == cell.strip() for row in table for cell in row)


def test_romanised_names_are_letters() -> None:
    assert all(division.pinyin.isascii() and division.pinyin.isalpha() for division in _official())


def test_aliases_and_characters_are_known() -> None:
    assert dict(aliases())["沪"].name == "上海市"
    assert chr(next(iter(same_characters()))) not in same_characters().values()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("440305", ("广东省", "深圳市", "南山区")),
        ("310000", ("上海市", "上海市", None)),
        ("110105", ("北京市", "北京市", "朝阳区")),
        ("150000", ("内蒙古自治区", None, None)),
        ("429004", ("湖北省", "仙桃市", None)),
        ("659001", ("新疆维吾尔自治区", "石河子市", None)),
        ("810000", ("香港特别行政区", None, None)),
        ("460400", ("海南省", "儋州市", None)),
    ],
)
def test_described(code: str, expected: tuple[str | None, ...]) -> None:
    assert tuple(described(code).values()) == expected


def test_holds_knows_past_and_present() -> None:
    known = present()
    chaohu = next(d for d in divisions() if d.code == "341400")
    juchao = next(d for d in divisions() if d.name == "居巢区")
    assert holds(chaohu, juchao)
    assert holds(known["340100"], juchao)
    assert not holds(known["340200"], known["340181"])
    assert not holds(known["440000"], known["320100"])
