"""Returned templates, filled in by another program: every row is accepted or listed with what to do.

Covers also: template_workbook.
"""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest

import crmpersona as cp
from crmpersona.contract import ContractError, SourceError
from crmpersona.sources import entry_template, read_entries


@pytest.fixture
def fill(tmp_path):
    """Give a function that fills a template by openpyxl and reads it back."""

    def filled(change, tables=("customers", "transactions"), lang="zh", **settings):
        path = entry_template(tmp_path / "entries.xlsx", tables, lang=lang, rows=5)
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return read_entries(path, lang=settings.pop("read_lang", lang), **settings)

    return filled


def _put(sheet, row, **values):
    places = {str(cell.value).rstrip("*"): cell.column for cell in sheet[1] if cell.value}
    for name, value in values.items():
        sheet.cell(row, places[name]).value = value


def _faults(entries):
    return entries.faults[["sheet", "row", "column", "rule"]].to_numpy().tolist()


def test_good_rows_become_data_with_their_place(fill):
    def change(book):
        _put(book["客户"], 2, 客户编号=7, 姓名="张伟", 性别="男", 出生日期=dt.date(1990, 5, 3))
        _put(book["客户"], 4, 客户编号="C8", 性别="female", 年收入="12,000")
        _put(book["订单"], 9, 客户编号="C8", 下单时间=dt.datetime(2026, 3, 5, 8), 实付金额=12.5, 是否退货="否")

    entries = fill(change, timezone="Asia/Shanghai", currency="CNY")
    assert entries.faults.empty
    assert (entries.accepted, entries.rejected) == (3, 0)
    people = entries.crm.frame("customers")
    assert people["customer_id"].tolist() == ["7", "C8"]
    assert people["gender"].tolist() == ["male", "female"]
    assert people["income"].tolist()[1] == 12_000
    assert people[["source", "source_row"]].to_numpy().tolist() == [["entries.xlsx#客户", 1], ["entries.xlsx#客户", 3]]
    orders = entries.crm.frame("transactions")
    assert orders["ordered_at"].tolist() == [dt.datetime(2026, 3, 5, 0)]
    assert orders[["amount", "is_return", "source_row"]].to_numpy().tolist() == [[12.5, False, 8]]
    assert cp.clean(entries.crm).crm.counts()["rows"].sum() > 0
    assert entries.summary("zh") == "3 行全部可用。"


def test_pasted_nonsense_is_listed_row_by_row(fill):
    def change(book):
        sheet = book["customers"]
        _put(sheet, 2, customer_id="C1", gender="robot", birth_date="03/05/1990", income=-5)
        _put(sheet, 3, name="nobody")
        _put(sheet, 4, customer_id="C1", name="李娜")
        _put(sheet, 5, customer_id="C1", name="twin")
        _put(sheet, 900, customer_id="C9", points_balance="many", name="x" * 32_000)
        _put(sheet, 901, customer_id=1.2345678901234567e17)
        _put(sheet, 902, customer_id="C10", income="=1/0")

    entries = fill(change, lang="en")
    assert _faults(entries) == [
        ["customers", 2, "gender", "not_allowed"],
        ["customers", 2, "birth_date", "ambiguous_date"],
        ["customers", 2, "income", "below_minimum"],
        ["customers", 3, "customer_id", "required"],
        ["customers", 5, "customer_id", "repeated_key"],
        ["customers", 900, "name", "too_long"],
        ["customers", 900, "points_balance", "not_a_number"],
        ["customers", 901, "customer_id", "digits_lost"],
        ["customers", 902, "income", "broken_formula"],
    ]
    assert (entries.accepted, entries.rejected) == (1, 6)
    assert entries.faults["what_to_do"][4] == "It repeats row 4: remove one of them, or correct the id."
    assert "1 rows can be used, 6 need a change; 9 faults" in entries.summary("en")
    shown = entries.summary() + entries._repr_html_() + str(entries.to_dict()) + repr(entries)
    assert not any(word in shown for word in ("robot", "nobody", "twin", "C10", "1990-", "李娜", "-5"))
    held = entries.rejects.loc[entries.rejects["row"] == 2, "value"].tolist()
    assert held == ["C1", "robot", "03/05/1990", "-5"]


def test_changed_headers(fill):
    def change(book):
        sheet = book["客户"]
        _put(sheet, 2, 客户编号="C1", 姓名="张伟", 城市="杭州")
        names = {str(cell.value): cell for cell in sheet[1]}
        names["姓名"].value = "姓 名字叫"
        names["城市"].value = "所在城市"
        sheet.cell(1, 30).value = "微信号"
        sheet.cell(2, 30).value = "wx-1"
        sheet.cell(2, 31).value = None

    entries = fill(change)
    assert [(fault[1], fault[3]) for fault in _faults(entries)] == [(1, "unknown_column"), (1, "unknown_column")]
    frame = entries.crm.frame("customers")
    assert frame[["customer_id", "city", "姓 名字叫", "微信号"]].to_numpy().tolist() == [["C1", "杭州", "张伟", "wx-1"]]
    assert "另有 2 处提示" in entries.summary("zh")


def test_a_lost_required_column_rejects_the_sheet_but_keeps_its_cells(fill):
    def change(book):
        _put(book["客户"], 2, 客户编号="C1", 姓名="张伟")
        book["客户"]["A1"].value = "编码"
        _put(book["订单"], 2, 客户编号="C1", 下单时间="2026-03-05")

    entries = fill(change)
    assert ["客户", 1, "客户编号", "missing_column"] in _faults(entries)
    assert entries.rejects["value"].tolist() == ["C1", "张伟"]
    assert list(entries.frames) == ["transactions"]


def test_columns_named_twice_or_not_at_all(fill):
    def change(book):
        book["客户"]["B1"].value = "客户编号"
        _put(book["客户"], 2, 性别="女")
        sheet = book["订单"]
        _put(sheet, 2, 客户编号="C1", 下单时间="2026-03-05")
        _put(sheet, 3, 客户编号="C2", 下单时间="2026-03-05")
        sheet.cell(3, 40).value = "stray"

    entries = fill(change)
    assert ["客户", 1, "客户编号", "repeated_column"] in _faults(entries)
    assert ["订单", 3, "#40", "outside"] in _faults(entries)
    assert (entries.accepted, entries.rejected) == (1, 2)


def test_unknown_and_copied_sheets(fill):
    def change(book):
        _put(book["客户"], 2, 客户编号="C1")
        copy = book.copy_worksheet(book["客户"])
        copy.title = "客户 (2)"
        _put(copy, 2, 客户编号="C2")
        book.create_sheet("随手记")["B3"] = "电话 13812345678"

    entries = fill(change)
    assert _faults(entries) == [["随手记", 1, "", "unknown_sheet"]]
    assert entries.frames["customers"]["customer_id"].tolist() == ["C1", "C2"]
    assert entries.rejects.to_numpy().tolist() == [["随手记", 3, "#2", "电话 13812345678"]]


def test_rows_without_a_header(fill):
    def change(book):
        book["客户"].delete_rows(1)
        book["客户"].insert_rows(1)
        book["客户"]["A5"] = "C1"

    entries = fill(change)
    assert [fault[3] for fault in _faults(entries)] == ["missing_column"]
    assert entries.rejected == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_template(fill, lang):
    entries = fill(lambda _: None, lang=lang)
    assert (entries.accepted, entries.rejected) == (0, 0)
    assert entries.faults.empty
    assert entries.summary(lang) in ("没有填写任何行。", "No row has been filled in.")
    with pytest.raises(ContractError, match="no row can be used"):
        _ = entries.crm


def test_template_in_one_language_advice_in_the_other(fill):
    entries = fill(lambda book: _put(book["客户"], 2, 姓名="张伟"), read_lang="en")
    assert entries.faults["what_to_do"].tolist() == ["Fill in 客户编号."]


def test_tables_that_are_no_customers(fill):
    entries = fill(lambda book: _put(book["products"], 2, product_id="P1"), tables=["products"], lang="en")
    assert entries.frames["products"]["product_id"].tolist() == ["P1"]
    with pytest.raises(ContractError, match="neither customers nor transactions"):
        _ = entries.crm


def test_plain_reading_takes_a_template_too(tmp_path, fill):
    fill(lambda book: _put(book["客户"], 2, 客户编号="007", 出生日期=dt.date(1990, 5, 3)))
    frame = cp.read(tmp_path / "entries.xlsx").frame("customers")
    assert frame["customer_id"].tolist() == ["007"]


@pytest.mark.parametrize("kind", ["missing", "text", "zip"])
def test_what_is_no_workbook(kind, tmp_path):
    path = tmp_path / "entries.xlsx"
    if kind == "text":
        path.write_text("no workbook")
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a", "b")
    with pytest.raises(SourceError):
        read_entries(path)
