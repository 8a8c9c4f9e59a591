"""Resident identity numbers."""

from __future__ import annotations

from typing import Any

import pytest

from crmpersona.cleaning.values import clean_value

CASES: list[tuple[Any, dict[str, Any], Any, str, str]] = [
    ("11010519491231002Ｘ", {"as_of": "2026-01-01"}, "11010519491231002X", "ok", "cn_id.number"),
    ("110105 19491231 002X", {"as_of": "2026-01-01"}, "11010519491231002X", "ok", "cn_id.number"),
    ("11010519491231002", {"as_of": "2026-01-01"}, None, "invalid", "cn_id.length"),
    ("1101051949123100212", {"as_of": "2026-01-01"}, None, "invalid", "cn_id.length"),
    ("110105194913310025", {"as_of": "2026-01-01"}, None, "invalid", "cn_id.check"),
    ("H12345678", {"as_of": "2026-01-01"}, None, "invalid", "cn_id.permit"),
    ("810000199408230021", {"as_of": "2026-01-01"}, "810000199408230021", "ok", "cn_id.residence_permit"),
    ("830000199201300022", {"as_of": "2026-01-01"}, "830000199201300022", "ok", "cn_id.residence_permit"),
    ("1.10105E+17", {"as_of": "2026-01-01"}, None, "invalid", "cn_id.scientific"),
    ("110105********002X", {"as_of": "2026-01-01"}, None, "invalid", "cn_id.masked"),
    ("'11010519491231002X", {"as_of": "2026-01-01"}, "11010519491231002X", "ok", "cn_id.number"),
    ("身份证：11010519491231002X", {"as_of": "2026-01-01"}, "11010519491231002X", "ok", "cn_id.number"),
    (110105194912310021, {"as_of": "2026-01-01"}, None, "invalid", "cn_id.check"),
    ("110105491231996", {"as_of": "2026-01-01"}, None, "invalid", "cn_id.birth_date"),
    ("A123456(3)", {"as_of": "2026-01-01"}, None, "invalid", "cn_id.permit"),
    ("111111111111111", {}, None, "invalid", "cn_id.placeholder"),
    ("000000000000000000", {}, None, "invalid", "cn_id.placeholder"),
]


@pytest.mark.parametrize(("raw", "context", "value", "status", "rule"), CASES)
def test_cn_id(raw: Any, context: dict[str, Any], value: Any, status: str, rule: str) -> None:
    answer = clean_value("cn_id", raw, **context)
    assert (answer.value, answer.status, answer.rule) == (value, status, rule)
