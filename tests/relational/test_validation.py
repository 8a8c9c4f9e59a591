"""Validation compiles the contract to one counting query."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from crmpersona.contract import CONTRACT
from crmpersona.relational import as_table, validate
from crmpersona.relational.validation import FAILURE_COLUMNS, missing_references


def _failures(table: str, **columns: list[Any]) -> list[tuple[str, str, int]]:
    found = validate(as_table(pd.DataFrame(columns)), CONTRACT[table])
    assert tuple(found.columns) == FAILURE_COLUMNS
    return list(found[["column", "rule", "rows"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("table", "columns", "expected"),
    [
        ("products", {"product_id": ["a", "b"]}, []),
        ("products", {"product_id": ["a", "a", None]}, [("product_id", "required", 1), ("product_id", "unique", 1)]),
        ("products", {"name": ["a"]}, [("product_id", "missing column", 1)]),
        ("products", {"product_id": ["a"], "list_price": [-1]}, [("list_price", "below minimum", 1)]),
        (
            "feedback",
            {"customer_id": ["a"] * 3, "created_at": pd.to_datetime(["2026-01-05"] * 3), "rating": [1, 6, 0]},
            [("rating", "below minimum", 1), ("rating", "above maximum", 1)],
        ),
        ("customers", {"customer_id": ["a", "b"], "gender": ["x", None]}, [("gender", "not allowed", 1)]),
        (
            "transactions",
            {
                "customer_id": ["a", "a"],
                "ordered_at": pd.to_datetime(["2026-01-05", None]),
                "ordered_at__raw": [None, "soon"],
                "currency": ["CNY", "USD"],
                "order_id": ["1", "1"],
                "line": [1, 1],
            },
            [("ordered_at", "unreadable", 1), ("order_id + line", "unique", 1), ("currency", "one currency", 2)],
        ),
    ],
)
def test_rules(table: str, columns: dict[str, list[Any]], expected: list[tuple[str, str, int]]) -> None:
    assert _failures(table, **columns) == expected


def test_examples_are_masked_and_placed() -> None:
    rows = pd.DataFrame(
        {"customer_id": ["a"] * 3, "gender": ["Geheim", "male", "Verborgen"], "source": "s", "source_row": [1, 2, 3]}
    )
    found = validate(as_table(rows.assign(customer_id=["a", "b", "c"])), CONTRACT["customers"])
    assert found["examples"].tolist() == ["row 1: G*****; row 3: V********"]


def test_money_limits_are_in_units_of_the_currency() -> None:
    rows = pd.DataFrame({"product_id": ["a"], "list_price": [-25_500]})
    assert validate(as_table(rows), CONTRACT["products"])["examples"].tolist() == ["-2.55"]


def test_one_query_per_table(monkeypatch: pytest.MonkeyPatch) -> None:
    import crmpersona.relational.validation as module

    calls = []
    original = module.to_pandas
    monkeypatch.setattr(module, "to_pandas", lambda *given: calls.append(1) or original(*given))
    _failures("products", product_id=["a", "a"], list_price=[-1, 2])
    assert len(calls) == 1


def test_references() -> None:
    tables = {"a": as_table(pd.DataFrame({"k": ["x", "y", "y", None]})), "b": as_table(pd.DataFrame({"k": ["x"]}))}
    found = missing_references(tables, {("a", "k"): ("b", "k"), ("a", "none"): ("b", "k"), ("c", "k"): ("b", "k")})
    assert found[["table", "column", "rule", "rows"]].to_numpy().tolist() == [["a", "k", "reference to b", 2]]
