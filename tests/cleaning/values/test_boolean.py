"""Yes and no."""

from __future__ import annotations

from typing import Any

import pytest

from crmpersona.cleaning.values import clean_value

CASES: list[tuple[Any, dict[str, Any], Any, str, str]] = [
    ("Y", {}, True, "ok", "boolean.word"),
    ("no", {}, False, "ok", "boolean.word"),
    ("✓", {}, True, "ok", "boolean.word"),
    ("✔️", {}, True, "ok", "boolean.word"),
    ("×", {}, None, "ambiguous", "boolean.either"),
    ("-", {}, None, "missing", "value.placeholder"),
    ("有", {}, True, "ok", "boolean.word"),
    ("无", {}, None, "ambiguous", "boolean.either"),
    ("1", {}, True, "ok", "boolean.word"),
    ("0", {}, False, "ok", "boolean.word"),
    ("1.0", {}, True, "ok", "boolean.word"),
    (1, {}, True, "ok", "boolean.word"),
    (0, {}, False, "ok", "boolean.word"),
    (1.0, {}, True, "ok", "boolean.word"),
    (True, {}, True, "ok", "boolean.word"),
    (False, {}, False, "ok", "boolean.word"),
    (2, {}, None, "invalid", "boolean.other"),
    ("2", {}, None, "invalid", "boolean.other"),
    ("on", {}, True, "ok", "boolean.word"),
    ("OFF", {}, False, "ok", "boolean.word"),
    ("TRUE", {}, True, "ok", "boolean.word"),
    ("n/a", {}, None, "missing", "value.placeholder"),
    ("是的", {}, True, "ok", "boolean.word"),
    ("未知", {}, None, "missing", "value.placeholder"),
    ("maybe", {}, None, "invalid", "boolean.other"),
    ("t", {}, True, "ok", "boolean.word"),
    ("x", {}, None, "ambiguous", "boolean.either"),
    ("没有", {}, None, "ambiguous", "boolean.either"),
    ("none", {}, None, "ambiguous", "boolean.either"),
]


@pytest.mark.parametrize(("raw", "context", "value", "status", "rule"), CASES)
def test_boolean(raw: Any, context: dict[str, Any], value: Any, status: str, rule: str) -> None:
    answer = clean_value("boolean", raw, **context)
    assert (answer.value, answer.status, answer.rule) == (value, status, rule)
