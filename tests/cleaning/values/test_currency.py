"""Currencies: codes, signs and words.

Covers also: currency_table.
"""

from __future__ import annotations

from typing import Any

import pytest

from crmpersona.cleaning.values import clean_value

CASES: list[tuple[Any, dict[str, Any], Any, str, str]] = [
    ("CNY", {}, "CNY", "ok", "currency.code"),
    ("cny", {}, "CNY", "ok", "currency.code"),
    ("人民币", {}, "CNY", "ok", "currency.code"),
    ("RMB", {}, "CNY", "ok", "currency.code"),
    ("¥", {}, None, "ambiguous", "currency.sign"),
    ("￥", {}, None, "ambiguous", "currency.sign"),
    ("$", {}, None, "ambiguous", "currency.sign"),
    ("US$", {}, "USD", "ok", "currency.code"),
    ("美元", {}, "USD", "ok", "currency.code"),
    ("€", {}, "EUR", "ok", "currency.code"),
    ("EUR ", {}, "EUR", "ok", "currency.code"),
    ("欧元", {}, "EUR", "ok", "currency.code"),
    ("元", {}, "CNY", "ok", "currency.code"),
    ("HK$", {}, "HKD", "ok", "currency.code"),
    ("港币", {}, "HKD", "ok", "currency.code"),
    ("日元", {}, "JPY", "ok", "currency.code"),
    ("円", {}, "JPY", "ok", "currency.code"),
    ("abc", {}, None, "invalid", "currency.unknown"),
    ("XXX", {}, None, "invalid", "currency.unknown"),
    ("100", {}, None, "invalid", "currency.unknown"),
    ("USD/EUR", {}, None, "ambiguous", "currency.several"),
    ("kr", {}, None, "ambiguous", "currency.sign"),
    ("£", {}, "GBP", "ok", "currency.code"),
    ("英镑", {}, "GBP", "ok", "currency.code"),
    ("NT$", {}, "TWD", "ok", "currency.code"),
    ("₩", {}, "KRW", "ok", "currency.code"),
    ("rs", {}, None, "ambiguous", "currency.sign"),
    ("CNH", {}, "CNY", "ok", "currency.code"),
    ("(USD)", {}, "USD", "ok", "currency.code"),
    ("人民币元", {}, "CNY", "ok", "currency.code"),
    ("US Dollars", {}, "USD", "ok", "currency.code"),
    ("BTC", {}, None, "invalid", "currency.unknown"),
    ("-", {}, None, "missing", "value.placeholder"),
    ("¥", {"region": "CN"}, "CNY", "ok", "currency.code"),
    ("$", {"region": "CN"}, None, "ambiguous", "currency.sign"),
    ("元", {"region": "CN"}, "CNY", "ok", "currency.code"),
    ("$", {"region": "US"}, "USD", "ok", "currency.code"),
    ("¥", {"region": "US"}, None, "ambiguous", "currency.sign"),
    ("元", {"region": "US"}, None, "ambiguous", "currency.sign"),
    ("¥", {"region": "JP"}, "JPY", "ok", "currency.code"),
    ("円", {"region": "JP"}, "JPY", "ok", "currency.code"),
    ("元", {"region": "JP"}, None, "ambiguous", "currency.sign"),
]


@pytest.mark.parametrize(("raw", "context", "value", "status", "rule"), CASES)
def test_currency(raw: Any, context: dict[str, Any], value: Any, status: str, rule: str) -> None:
    answer = clean_value("currency", raw, **context)
    assert (answer.value, answer.status, answer.rule) == (value, status, rule)
