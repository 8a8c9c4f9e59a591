"""One value and a column of values through the whole way.

Covers also: scalars.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from crmpersona.cleaning.values import clean_column, clean_value
from crmpersona.cleaning.values.scalars import as_text
from crmpersona.contract import ParameterError


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (12345.0, "12345"),
        (np.float64(0.5), "0.5"),
        (np.int64(7), "7"),
        (Decimal("1234.50"), "1234.50"),
        (Decimal("1E+3"), "1000"),
        (1e-7, "0.0000001"),
        (b"\xd5\xc5\xce\xb0", "张伟"),
        ("张伟".encode(), "张伟"),
        (dt.date(2024, 3, 5), "2024-03-05"),
        (pd.Timestamp("2024-03-05"), "2024-03-05"),
        (np.datetime64("2024-03-05T10:30"), "2024-03-05T10:30:00"),
        (True, "True"),
    ],
)
def test_cells_that_are_not_text_are_read_as_their_owner_sees_them(cell: Any, expected: str) -> None:
    assert as_text(cell, "text") == expected


@pytest.mark.parametrize("cell", [None, float("nan"), pd.NA, pd.NaT, np.datetime64("NaT"), Decimal("NaN")])
def test_missing_markers(cell: Any) -> None:
    assert clean_value("text", cell).status == "missing"


@pytest.mark.parametrize("cell", [float("inf"), 110105194912310021.0, [1], {"a": 1}, object(), 10**50])
def test_cells_that_hold_no_value_are_invalid(cell: Any) -> None:
    assert clean_value("text", cell).status == "invalid"


def test_column_keeps_index_order_and_types() -> None:
    series = pd.Series(["a ", None, "无", "a "], index=[7, 7, "x", 0])
    frame = clean_column(series, "text")
    assert list(frame.columns) == ["value", "status", "rule", "note"]
    assert frame.index.tolist() == [7, 7, "x", 0]
    assert frame["value"].tolist() == ["a", None, None, "a"]
    assert frame["status"].tolist() == ["ok", "missing", "missing", "ok"]
    assert frame["value"].dtype == object


@pytest.mark.parametrize("dtype", [object, "str", "category", "string[pyarrow]"])
def test_every_text_dtype_gives_the_same(dtype: Any) -> None:
    frame = clean_column(pd.Series([" a", "无", "b", " a"], dtype=dtype), "text")
    assert frame["value"].tolist() == ["a", None, "b", "a"]


def test_one_one_and_true_are_three_values() -> None:
    assert clean_column([1, True, 1.5, "1", [1], None], "text")["value"].tolist() == [
        "1",
        "True",
        "1.5",
        "1",
        None,
        None,
    ]


def test_empty_and_all_missing_columns() -> None:
    assert clean_column([], "text").shape == (0, 4)
    assert set(clean_column(pd.Series([np.nan] * 3), "text")["status"]) == {"missing"}
    assert len(clean_column(pd.Series([], dtype="float64"), "text")) == 0


def test_column_agrees_with_single_values() -> None:
    raw = ["  x", "N/A", "\u200b", "ＡＢ", 5, 5.0, None, True]
    frame = clean_column(raw, "text", lang="zh")
    for row, cell in zip(frame.itertuples(), raw, strict=True):
        answer = clean_value("text", cell, lang="zh")
        assert (row.value, row.status, row.rule, row.note) == (answer.value, answer.status, answer.rule, answer.note)


@pytest.mark.parametrize("column", ["abc", 5, None, {"a": 1}])
def test_what_is_not_a_column_is_refused(column: Any) -> None:
    with pytest.raises(ParameterError, match="not a column"):
        clean_column(column, "text")


def test_notes_follow_the_language() -> None:
    assert clean_value("text", "", lang="zh").note == "空白"
    assert clean_value("text", "", lang="en").note == "blank"


def test_one_clear_date_settles_the_order_of_its_column() -> None:
    frame = clean_column(["05/03/2024", "13/03/2024", "01/02/2024", None], "date", lang="en")
    assert frame["value"].tolist() == ["2024-03-05", "2024-03-13", "2024-02-01", None]
    assert frame["rule"].tolist()[:3] == ["date.settled", "date.day_first", "date.settled"]
    assert frame["note"][0] == "day and month as in 1 of the column's other values"
    assert frame.attrs["evidence"] == {"date_order": "dmy", "values": 1, "rows": 1, "settled_rows": 2}


def test_contradicting_dates_settle_nothing() -> None:
    frame = clean_column(["05/03/2024", "13/03/2024", "03/13/2024"], "date")
    assert frame["status"].tolist() == ["ambiguous", "ok", "ok"]
    assert frame.attrs["evidence"] == {"date_order": None, "contradicting": {"dmy": 1, "mdy": 1}}


def test_dates_year_first_settle_nothing() -> None:
    frame = clean_column(["05/03/2024", "2024-03-13"], "date")
    assert frame["status"].tolist() == ["ambiguous", "ok"]
    assert frame.attrs["evidence"] == {}


def test_amounts_settle_the_decimal_sign_of_their_column() -> None:
    frame = clean_column(["1.234", "1.234,50", "2.500"], "money", currency="EUR")
    assert [value["amount"] for value in frame["value"]] == ["1234", "1234.50", "2500"]
    assert frame.attrs["evidence"]["decimal"] == ","


def test_a_known_region_needs_no_settling() -> None:
    assert clean_column(["05/03/2024", "13/03/2024"], "date", region="US")["value"].tolist() == [
        "2024-05-03",
        "2024-03-13",
    ]


def test_short_cut_for_plain_mobiles_agrees_with_the_whole_way() -> None:
    numbers = [
        "138 0013 8000",
        "+86 138-0013-8000",
        "008613800138000",
        "１３８００１３８０００",
        "13800138000.0",
        "12345678901",
        "10000000000",
    ]
    frame = clean_column(numbers, "phone", region="CN")
    for row, raw in zip(frame.itertuples(), numbers, strict=True):
        answer = clean_value("phone", raw, region="CN")
        assert (row.value, row.status, row.rule, row.note) == (answer.value, answer.status, answer.rule, answer.note)
