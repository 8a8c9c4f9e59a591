"""Encodings are scored: right ones win clearly, close races are no decision."""

from __future__ import annotations

import pytest

from crmpersona.sources.encodings import decide_encoding

CHINESE = "订单号,客户姓名,商品\n1,张伟,洗衣液(薰衣草)\n2,欧阳娜娜,保湿面霜,浙江省杭州市余杭区\n"
WESTERN = "name;city\nJosé;São Paulo\nMüller;Köln\nZoë;Besançon\n"


def _decide(data: bytes) -> str | None:
    try:
        data.decode()
        valid = True
    except UnicodeDecodeError:
        valid = False
    return decide_encoding(data[:64], data, valid_utf8=valid).encoding


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "gb18030", "gb18030"),
        (WESTERN, "utf-8", "utf-8"),
        (WESTERN, "latin-1", "cp1252"),
        ("price\n£5\n€6\n", "cp1252", "cp1252"),
        ("a,b\n1,2\n", "ascii", "utf-8"),
        ("李伟\n", "gb18030", "gb18030"),
    ],
)
def test_supported_encodings_win(text: str, encoding: str, expected: str) -> None:
    assert _decide(text.encode(encoding)) == expected


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("訂單編號,客戶姓名\n1,張偉,臺北市\n", "big5"),
        ("Заказ,Клиент\nИван Петров\n", "cp1251"),
        ("2,彧,翀\n", "gb18030"),
        ("\x81\x8d\x8f", "latin-1"),
    ],
)
def test_others_are_no_decision(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    verdict = decide_encoding(data[:64], data, valid_utf8=False)
    assert verdict.encoding is None
    assert verdict.reason


def test_damaged_utf_8_is_told_apart_from_other_encodings() -> None:
    verdict = decide_encoding(b"", CHINESE.encode() + b"\xe5\x8c,x\n", valid_utf8=False)
    assert verdict.encoding is None
    assert "valid UTF-8" in verdict.reason


def test_zero_bytes_are_no_text() -> None:
    assert decide_encoding(b"PK\x03\x00", b"", valid_utf8=True).encoding is None


def test_a_sample_may_end_inside_a_character() -> None:
    assert _decide(CHINESE.encode("gb18030")[:-3]) == "gb18030"
