"""Formulas of a mapping: exact numbers, texts, conditions; wrong kinds are refused."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from crmpersona.contract import MappingError
from crmpersona.relational import as_table
from crmpersona.sources.expressions import evaluate
from crmpersona.sources.grammar import parse_expression

ROWS = pd.DataFrame(
    {
        "quantity": ["3", "-2", None],
        "price": [2.55, 0.1, 1.0],
        "invoice": ["536365", "C536366", " "],
        "Unit Price": ["1,234.50", "x", "2"],
        "flag": ["yes", "no", None],
    }
)


def _value(text: str) -> tuple[str, list[Any]]:
    table = as_table(ROWS)
    value = evaluate(parse_expression(text, "here"), table, "here", {"order_id": "invoice"})
    found = table.mutate(__found=value.column).to_pandas()["__found"]
    return value.kind, [None if pd.isna(item) else item for item in found]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("quantity * price", "number", [76_500, -2_000, None]),
        ("price / 3", "number", [8_500, 333, 3_333]),
        ("price - 0.05 + 1", "number", [35_000, 10_500, 19_500]),
        ("-price", "number", [-25_500, -1_000, -10_000]),
        ('number(column("Unit Price"))', "number", [12_345_000, None, 20_000]),
        ('startswith(order_id, "C")', "condition", [False, True, None]),
        ('contains(invoice, "53") and quantity > 0', "condition", [True, False, False]),
        ("not quantity < 0", "condition", [True, False, True]),
        ("is_missing(quantity) or price == 2.55", "condition", [True, False, True]),
        ('endswith(invoice, "6")', "condition", [False, True, None]),
        ("coalesce(quantity, 0)", "number", [30_000, -20_000, 0]),
        ('coalesce(quantity, "none")', "text", ["3", "-2", "none"]),
        ("coalesce(invoice, quantity)", "cell", ["536365", "C536366", None]),
        ('concat("#", invoice, "/", 1)', "text", ["#536365/1", "#C536366/1", None]),
        ("substring(invoice, 1, 2)", "text", ["53", "C5", None]),
        ("lower(invoice)", "text", ["536365", "c536366", None]),
        ("upper(strip(flag))", "text", ["YES", "NO", None]),
        ("1 if flag else 0", "number", [10_000, 0, 0]),
        ('"big" if price >= 1 else "small"', "text", ["big", "small", "big"]),
        ('flag == "yes"', "condition", [True, False, None]),
    ],
)
def test_values(text: str, kind: str, expected: list[Any]) -> None:
    assert _value(text) == (kind, expected)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Quantity * price", "nearest column is 'quantity'"),
        ("(quantity > 1) * 2", "condition is no number"),
        ("lower(quantity * 2)", "number is no text"),
        ('1 if "a" else 2', "text is no condition"),
        ("1 < quantity < 3", "a comparison has two sides"),
    ],
)
def test_wrong_kinds_are_refused(text: str, word: str) -> None:
    with pytest.raises(MappingError, match=word):
        _value(text)
