"""The workbook, read back by another program."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd

from crmpersona.reporting.section import Section
from crmpersona.reporting.tables import Column, Table
from crmpersona.reporting.workbook import write_workbook

COLUMNS = [
    Column("g", "组"),
    Column("n", "客户数（人）", "customers"),
    Column("m", "净销售额", "money"),
    Column("r", "占比", "rate"),
]


def sections() -> list[Section]:
    frame = pd.DataFrame(
        {"g": ["甲", "=1+1", "丙"], "n": [500, 4, 90], "m": [1234.5, 9.0, 88.25], "r": [0.84, 0.01, 0.15]}
    )
    table = Table.of("groups", "", COLUMNS, frame)
    return [
        Section("rfm", 4, "RFM 八分类", "?", "三组。", currency="CNY", table=table, sheet="RFM八分类", note="界线。")
    ]


def written(path):
    write_workbook(path, sections(), as_of=dt.date(2026, 11, 1), title="客户画像月报")
    return path.read_bytes()


def test_headers_formats_and_values_read_back(tmp_path):
    path = tmp_path / "personas.xlsx"
    written(path)
    book = openpyxl.load_workbook(path)
    sheet = book["RFM八分类"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["组", "客户数（人）", "净销售额", "占比"] in rows
    assert ["甲", 500, 1234.5, 0.84] in rows
    assert ["=1+1", "<10", "*", "*"] in rows
    first = next(row for row in sheet.iter_rows() if row[0].value == "甲")
    assert [cell.number_format for cell in first[1:]] == ["#,##0", '"¥"#,##0.00', "0.0%"]
    assert sheet.freeze_panes is not None
    assert book.properties.created.date() == dt.date(2026, 11, 1)


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    path = tmp_path / "personas.xlsx"
    written(path)
    cell = next(
        cell for row in openpyxl.load_workbook(path)["RFM八分类"].iter_rows() for cell in row if cell.value == "=1+1"
    )
    assert cell.data_type == "s"


def test_same_input_gives_the_same_bytes(tmp_path):
    assert written(tmp_path / "a.xlsx") == written(tmp_path / "b.xlsx")


def test_columns_are_as_wide_as_the_widest_table_of_their_sheet(tmp_path):
    narrow = Table.of("narrow", "", [Column("g", "组")], pd.DataFrame({"g": ["甲"]}))
    wide = Table.of("wide", "", [Column("g", "组")], pd.DataFrame({"g": ["唤醒沉睡的好客户"]}))
    section = Section("actions", 12, "下月行动", "?", "先做。", table=wide, sheet="行动", extra=(narrow,))
    write_workbook(tmp_path / "x.xlsx", [section], as_of=dt.date(2026, 11, 1), title="月报")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["行动"].column_dimensions["A"].width >= 18
