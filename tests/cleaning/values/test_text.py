"""The shared first step: repair, one form of characters, spellings of missing.

Covers also: missing, mojibake.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.cleaning.values import clean_value
from crmpersona.cleaning.values.mojibake import repaired
from crmpersona.cleaning.values.text import parts, tidy, western_digits

MISSING = [
    *(
        "N/A",
        "n/a",
        "NULL",
        "null",
        "None",
        "nan",
        "NaN",
        "-",
        "--",
        "—",
        "——",
        "/",
        "\\N",
        ".",
        "...",
        "?",
        "？？",
        "无",
    ),
    *(
        "未知",
        "不详",
        "暂无",
        "(空)",
        "（无）",
        "未填写",
        "保密",
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#####",
        "　",
        "",
        " \t\n",
        "\u200b",
    ),
    *("\ufeff", "&nbsp;", "Unknown", "TBD", "未提供", "【无】", "<null>", "'-", "*", "____"),
]


@pytest.mark.parametrize("raw", MISSING)
def test_spellings_of_missing(raw: str) -> None:
    answer = clean_value("text", raw)
    assert (answer.value, answer.status) == (None, "missing")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  a   b ", "a b"),
        ("ＡＢＣ　１２３", "ABC 123"),
        ("张\u200b伟", "张伟"),
        ("a\u00a0\u202fb", "a b"),
        ("\u202a客户\u202c", "客户"),
        ("e\u0301", "é"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("M\u00c3\u00bcller", "Müller"),
        ("⼈民", "人民"),
        ("first\r\nsecond", "first second"),
        ("Christopher Null", "Christopher Null"),
        ("无锡", "无锡"),
        ("空调", "空调"),
        ("10 m²", "10 m²"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("0", "0"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a &amp;amp; b", "a & b"),
        ("Ã\x11\u00a0 la carte", "à la carte"),
    ],
)
def test_text_is_repaired_and_tidied(raw: str, expected: str) -> None:
    answer = clean_value("text", raw)
    assert (answer.value, answer.status) == (expected, "ok")


@pytest.mark.parametrize("name", ["张伟", "王小明", "北京市朝阳区", "李雷", "欧阳娜娜", "联通公司"])
@pytest.mark.parametrize(
    ("written", "read"), [("utf-8", "latin-1"), ("utf-8", "cp1252"), ("gb2312", "latin-1"), ("utf-8", "gbk")]
)
def test_chinese_read_in_a_wrong_encoding_is_repaired(name: str, written: str, read: str) -> None:
    try:
        broken = name.encode(written).decode(read)
    except UnicodeDecodeError:
        # These bytes have no reading in that encoding: such a file could not have been opened.
        assert name.encode(written).decode(read, errors="replace") != name
        return
    assert repaired(broken) == name


@pytest.mark.parametrize(
    "text", ["Müller", "张伟", "François Noël", "ÅÄÖ", "龘靐齉", "繁體中文", "東京都", "€ 5", "naïve café", "犇猋骉"]
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("raw", ["\ufffd\ufffd", "锟斤拷锟斤拷", "张\ufffd"])
def test_lost_characters_are_not_made_up(raw: str) -> None:
    assert clean_value("text", raw).status == "invalid"


def test_a_megabyte_of_text_is_text() -> None:
    assert clean_value("text", "客户 " * 300_000).status == "ok"
    assert clean_value("text", "x" * 5_000_000).status == "invalid"


def test_several_values_in_one_cell() -> None:
    assert parts("a;b；c、d|e or f 或 g") == ["a", "b", "c", "d", "e", "f", "g"]
    assert parts("Oregon") == ["Oregon"]


def test_digits_of_every_script() -> None:
    assert western_digits("٠١٢३४") == "01234"
    assert western_digits("²") == "²"


@given(st.text(max_size=200))
def test_tidy_is_idempotent_and_composed(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once


@given(st.text(max_size=300))
def test_text_never_raises_and_a_second_pass_changes_nothing(raw: str) -> None:
    answer = clean_value("text", raw)
    assert answer.status in {"ok", "missing", "invalid"}
    if answer.status == "ok":
        assert clean_value("text", answer.value).value == answer.value
