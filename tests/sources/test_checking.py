"""Checking lists every failure of every table, masked, and never only the first."""

from __future__ import annotations

import pandas as pd
import pytest

from crmpersona.contract import ContractError
from crmpersona.sources import check, read

TABLES = {
    "customers": pd.DataFrame({"customer_id": ["Zhang001", "Zhang001"], "gender": ["male", "unknown"]}),
    "transactions": pd.DataFrame(
        {
            "customer_id": ["Zhang001", "Nobody77", None],
            "ordered_at": ["2026-01-05", "2026-01-06", "soon"],
            "product_id": ["p", "q", None],
            "discount": [1, -2, 0],
        }
    ),
    "products": pd.DataFrame({"product_id": ["p"]}),
}


def test_all_failures_at_once() -> None:
    found = check(read(TABLES)).failures
    assert {(row.table, row.column, row.rule, row.rows) for row in found.itertuples()} == {
        ("customers", "gender", "not allowed", 1),
        ("customers", "customer_id", "unique", 1),
        ("transactions", "customer_id", "required", 1),
        ("transactions", "ordered_at", "unreadable", 1),
        ("transactions", "discount", "below minimum", 1),
        ("transactions", "customer_id", "reference to customers", 1),
        ("transactions", "product_id", "reference to products", 1),
    }
    assert not found["examples"].str.contains("Zhang001|Nobody77").any()


def test_strict_raises_with_the_whole_list() -> None:
    with pytest.raises(ContractError) as caught:
        check(read(TABLES), strict=True)
    for word in ("gender: not allowed", "discount: below minimum", "reference to products"):
        assert word in str(caught.value)
    assert "Zhang001" not in str(caught.value)


def test_good_data_are_good_in_both_languages() -> None:
    good = pd.DataFrame({"customer_id": ["a"], "ordered_at": ["2026-01-05"], "amount": [5]})
    found = check(read({"transactions": good}), strict=True)
    assert found.ok
    assert "keep the data contract" in found.summary("en")
    assert "数据约定" in found.summary("zh")


def test_words_for_rules() -> None:
    found = check(read(TABLES))
    assert "不在允许的取值内" in found.labelled("zh")["rule"].tolist()
    assert "cannot be read" in found.labelled("en")["rule"].tolist()
    assert "break 7 rules" in found.summary("en")
