"""Hand-made dirty values: value and status of each."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crmpersona.cleaning.values import clean_value
from crmpersona.cleaning.values.registry import FIELD_TYPES

RIGHT_AT_LEAST = 78


def _plain(value: Any) -> Any:
    """Return amounts as numbers, and only those parts of a place that the material names."""
    if isinstance(value, dict) and "amount" in value:
        return {**value, "amount": Decimal(value["amount"])}
    return value


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((shared / "oracles" / "dirty_values.json").read_text(encoding="utf-8"))
    return found


def _is_right(case: dict[str, Any]) -> bool:
    answer = clean_value(case["field_type"], case["raw"], **case["context"])
    return bool(
        _plain(answer.value) == _plain(case["expected"])
        and type(answer.value) is type(case["expected"])
        and answer.status == case["status"]
    )


def test_dirty_values(cases: list[dict[str, Any]]) -> None:
    wrong = [(case["field_type"], case["raw"]) for case in cases if not _is_right(case)]
    assert len(cases) - len(wrong) >= RIGHT_AT_LEAST, wrong
    assert {case["field_type"] for case in cases} <= set(FIELD_TYPES)


def test_no_ambiguous_value_is_guessed(cases: list[dict[str, Any]]) -> None:
    guesses = [
        (case["field_type"], case["raw"])
        for case in cases
        if case["expected"] is None
        and clean_value(case["field_type"], case["raw"], **case["context"]).value is not None
    ]
    assert not guesses
