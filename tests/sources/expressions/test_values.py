"""Cells as texts, ids, whole numbers, yes or no.

Covers also: columns
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from crmpersona.relational import as_table
from crmpersona.sources import read
from crmpersona.sources.expressions import known_text, to_boolean, to_id, to_integer, to_text


def _column(cells: list[Any]) -> Any:
    return as_table(pd.DataFrame({"x": cells})).x


def _values(expression: Any) -> list[Any]:
    return [None if pd.isna(value) else value for value in expression.execute().tolist()]


def test_text() -> None:
    assert _values(to_text(_column([" a ", "", "b"]))) == ["a", None, "b"]
    assert _values(to_text(_column([17850.0, 0.5, None]))) == ["17850", "0.5", None]
    assert _values(to_text(_column([1, 2]))) == ["1", "2"]


@pytest.mark.parametrize("word", ["NULL", "null", "NaN", "None", "N/A", "#N/A", "\\N", "NaT"])
def test_words_for_missing(word: str) -> None:
    assert _values(known_text(_column([word, "Nanette", "NA"]))) == [None, "Nanette", "NA"]


def test_further_words_for_missing() -> None:
    assert _values(known_text(_column(["-", "unbekannt", "x"]), ("-", "Unbekannt"))) == [None, None, "x"]


def test_ids() -> None:
    assert _values(to_id(_column(["17850.0", "0012", "C1.0", "1.10"]))) == ["17850", "0012", "C1.0", "1.10"]
    assert _values(to_id(_column([17850.0, None]))) == ["17850", None]


def test_whole_numbers() -> None:
    assert _values(to_integer(_column(["3", "3.0", "3.5", "x", None]))) == [3, 3, None, None, None]
    assert _values(to_integer(_column([3.0, 3.5]))) == [3, None]
    assert _values(to_integer(_column([7]))) == [7]


def test_yes_and_no() -> None:
    cells = ["是", "否", "TRUE", "n", "1", "0", "vielleicht", None]
    assert _values(to_boolean(_column(cells))) == [True, False, True, False, True, False, None, None]
    assert _values(to_boolean(_column([1.0, 0.0]))) == [True, False]


def test_rules_of_the_mapping_reach_the_cells() -> None:
    frame = pd.DataFrame({"k": ["a", "a"], "t": ["2026-01-05", "2026-01-06"], "fen": ["1250", "x"], "g": ["1", "-"]})
    columns = {
        "customer_id": "k",
        "ordered_at": "t",
        "amount": {"column": "fen", "unit": "fen"},
        "channel": {"column": "g", "values": {"1": "App"}},
        "currency": {"constant": "CNY"},
        "quantity": {"constant": 2},
        "is_return": {"constant": False},
        "line": {"expression": "1 + 1"},
        "coupon_id": {"expression": "40 + 2"},
    }
    rule = {"tables": {"transactions": {"columns": columns, "missing": ["-"]}}}
    rows = read({"transactions": frame}, rule).frame("transactions")
    first = rows.iloc[0]
    assert (first["amount"], first["channel"], first["currency"], first["quantity"]) == (12.5, "App", "CNY", 2.0)
    assert (bool(first["is_return"]), first["line"], first["coupon_id"]) == (False, 2, "42")
    assert rows["amount__raw"].fillna("").tolist() == ["", "x"]
    assert rows["channel"].isna().tolist() == [False, True]
