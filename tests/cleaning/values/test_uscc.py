"""Unified social credit codes."""

from __future__ import annotations

from typing import Any

import pytest

from crmpersona.cleaning.values import clean_value

CASES: list[tuple[Any, dict[str, Any], Any, str, str]] = [
    ("91110000600037341L", {}, "91110000600037341L", "ok", "uscc.code"),
    ("9111 0000 6000 3734 1L", {}, "91110000600037341L", "ok", "uscc.code"),
    ("91110000600037341I", {}, None, "invalid", "uscc.letters"),
    ("9111O000600037341L", {}, None, "invalid", "uscc.letters"),
    ("91350100M000100Y43", {}, "91350100M000100Y43", "ok", "uscc.code"),
    ("110000000000000", {}, None, "invalid", "uscc.registration"),
    ("９１１１００００６０００３７３４１Ｌ", {}, "91110000600037341L", "ok", "uscc.code"),
    ("91110000600037341", {}, None, "invalid", "uscc.length"),
    ("000000000000000000", {}, None, "invalid", "uscc.placeholder"),
]


@pytest.mark.parametrize(("raw", "context", "value", "status", "rule"), CASES)
def test_uscc(raw: Any, context: dict[str, Any], value: Any, status: str, rule: str) -> None:
    answer = clean_value("uscc", raw, **context)
    assert (answer.value, answer.status, answer.rule) == (value, status, rule)
