"""Entered cells: read where they are plain, refused with a reason where they are not, never guessed."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import CONTRACT, ColumnSpec, ParameterError
from crmpersona.sources.template_cells import BROKEN, check_entry, checked_cell

COLUMNS = {
    "id": ColumnSpec("code", "id", "code", "编号"),
    "text": ColumnSpec("note", "text", "note", "备注"),
    "choice": ColumnSpec("kind", "category", "kind", "类型", allowed=("review", "complaint")),
    "integer": ColumnSpec("stars", "integer", "stars", "星", minimum=1, maximum=5),
    "money": ColumnSpec("amount", "money", "amount", "金额"),
    "boolean": ColumnSpec("agreed", "boolean", "agreed", "同意"),
    "date": ColumnSpec("day", "date", "day", "日期"),
    "timestamp": ColumnSpec("moment", "timestamp", "moment", "时间"),
    "required": ColumnSpec("must", "text", "must", "必填", required=True),
}
GOOD = [
    ("id", 13800138000.0, "13800138000"),
    ("id", "007 ", "007"),
    ("id", 7, "7"),
    ("id", 12.5, "12.5"),
    ("id", True, "TRUE"),
    ("id", 1e14, "100000000000000"),
    ("text", "多 行\n文本", "多 行\n文本"),
    ("choice", "投诉", "complaint"),
    ("choice", " REVIEW", "review"),
    ("integer", 3.0, "3"),
    ("integer", "５", "5"),
    ("integer", np.int64(4), "4"),
    ("money", "1,234.50", "1234.50"),
    ("money", -12, "-12"),
    ("money", 0.1, "0.1"),
    ("money", np.float64(2.5), "2.5"),
    ("boolean", "是", "true"),
    ("boolean", False, "false"),
    ("boolean", 1.0, "true"),
    ("date", dt.datetime(2026, 3, 5), "2026-03-05"),
    ("date", dt.date(2026, 3, 5), "2026-03-05"),
    ("date", "2026/3/5", "2026-03-05"),
    ("date", "2026年3月5日", "2026-03-05"),
    ("date", 20260305.0, "2026-03-05"),
    ("timestamp", "2026-03-05T14:30", "2026-03-05 14:30:00"),
    ("timestamp", dt.date(2026, 3, 5), "2026-03-05 00:00:00"),
    ("timestamp", pd.Timestamp("2026-03-05 14:30:15"), "2026-03-05 14:30:15"),
    ("text", None, ""),
    ("text", "  ", ""),
    ("date", pd.NaT, ""),
    ("money", float("nan"), ""),
]
BAD = [
    ("id", 1.2345678901234567e17, "digits_lost"),
    ("id", dt.date(2026, 3, 5), "turned_into_date"),
    ("id", "x" * 65, "too_long"),
    ("text", "长" * 32_767, "too_long"),
    ("choice", "revue", "not_allowed"),
    ("integer", 2.5, "not_whole"),
    ("integer", 6, "above_maximum"),
    ("integer", "0", "below_minimum"),
    ("integer", True, "not_a_number"),
    ("money", "12元", "not_a_number"),
    ("money", "1,23", "not_a_number"),
    ("money", "12..5", "not_a_number"),
    ("money", float("inf"), "not_a_number"),
    ("money", "9" * 39, "above_maximum"),
    ("money", "9" * 400, "not_a_number"),
    ("money", dt.date(2026, 3, 5), "not_a_number"),
    ("money", BROKEN, "broken_formula"),
    ("boolean", "maybe", "not_yes_or_no"),
    ("boolean", 2.0, "not_yes_or_no"),
    ("date", "05/03/2026", "ambiguous_date"),
    ("date", "5.3.26", "ambiguous_date"),
    ("date", "2026-02-30", "not_a_date"),
    ("date", "soon", "not_a_date"),
    ("date", 46000.0, "number_for_date"),
    ("date", 20261305, "not_a_date"),
    ("date", dt.time(8, 0), "not_a_date"),
    ("date", True, "not_a_date"),
    ("date", dt.datetime(2026, 3, 5, 8), "time_of_day"),
    ("date", "1026-03-05", "not_a_date"),
    ("required", " ", "required"),
    ("required", None, "required"),
]


@pytest.mark.parametrize(("kind", "cell", "text"), GOOD)
def test_plain_cells_are_read(kind, cell, text):
    assert checked_cell(COLUMNS[kind], cell, "label", "en") == (text, None)


@pytest.mark.parametrize(("kind", "cell", "rule"), BAD)
def test_other_cells_are_refused_with_advice(kind, cell, rule):
    text, fault = checked_cell(COLUMNS[kind], cell, "label", "zh")
    assert (text, fault.rule) == ("", rule)
    assert fault.problem("zh") != fault.problem("en")
    assert fault.remedy("zh").endswith("。")
    assert fault.remedy("en").endswith(".")
    assert len(fault.found) <= 24


ANY = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes() | st.times()


@given(st.sampled_from(list(COLUMNS.values())), ANY)
def test_any_cell_gives_a_value_or_a_fault(column, cell):
    text, fault = checked_cell(column, cell, "label", "en")
    assert not (text and fault)
    again, no_fault = checked_cell(column, text, "label", "en") if text else ("", None)
    assert (again, no_fault) == (text, None)


@given(st.text(min_size=3))
def test_what_is_personal_is_masked(text):
    column = CONTRACT["customers"].column("income")
    _, fault = checked_cell(column, f"x{text}", "label", "en")
    assert fault is not None
    assert f"x{text}" not in fault.found


def test_a_row_has_all_its_faults():
    row, faults = check_entry("transactions", {"ordered_at": "soon", "amount": "12", "is_return": "no"}, lang="en")
    assert row == {"amount": "12", "is_return": "false"}
    assert [(fault.column, fault.rule) for fault in faults] == [
        ("customer_id", "required"),
        ("ordered_at", "not_a_date"),
    ]


@pytest.mark.parametrize(("table", "values"), [("orders", {}), ("customers", {"nam": "x"})])
def test_unknown_names(table, values):
    with pytest.raises(ParameterError):
        check_entry(table, values)
