"""The entry template: generated from the contract, checked by an independent reader and writer.

Covers also: template_layout.
"""

from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd
import pytest

from crmpersona.contract import CONTRACT, ParameterError, SourceError
from crmpersona.sources import entry_template, read_entries
from crmpersona.sources.aliases import column_names, table_name
from crmpersona.sources.template_layout import LENGTHS, choices, column_label, key_of_choice, sheet_name

LANGS = ("zh", "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("table", CONTRACT)
def test_names_are_understood_when_they_come_back(table, lang):
    assert table_name(sheet_name(table, lang)) == table
    labels = [column_label(table, name, lang) for name in CONTRACT[table].names]
    assert list(column_names(table, [f"{label}*" for label in labels])) == list(CONTRACT[table].names)


@pytest.mark.parametrize("lang", LANGS)
def test_values_to_choose_from_lead_back_to_the_contract(lang):
    for spec in CONTRACT.values():
        for column in spec.columns:
            keys = [key_of_choice(column, word.upper()) for word in choices(column, lang)]
            assert keys == list(("true", "false") if column.type == "boolean" else column.allowed)


@pytest.fixture(scope="module", params=LANGS)
def book(request, tmp_path_factory):
    path = entry_template(tmp_path_factory.mktemp("template") / "all.xlsx", list(CONTRACT), lang=request.param, rows=50)
    return openpyxl.load_workbook(path), request.param


def test_one_sheet_per_table_after_the_instructions(book):
    found, lang = book
    assert found.sheetnames == [
        {"zh": "填写说明", "en": "Instructions"}[lang],
        *(sheet_name(t, lang) for t in CONTRACT),
    ]
    listed = [cell for row in found.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert all(column_label(table, name, lang) in listed for table in CONTRACT for name in CONTRACT[table].names)


def test_headers_are_frozen_marked_and_explained(book):
    found, lang = book
    for table, spec in CONTRACT.items():
        sheet = found[sheet_name(table, lang)]
        assert sheet.freeze_panes == "A2"
        for cell, column in zip(sheet[1], spec.columns, strict=True):
            assert cell.value.endswith("*") == column.required
            assert (cell.fill.fgColor.rgb == "FF1F3A5F") == column.required
            about = column.about_zh if lang == "zh" else column.about_en
            assert about in cell.comment.text


def test_checks_while_typing_follow_the_contract(book):
    found, lang = book
    for table, spec in CONTRACT.items():
        sheet = found[sheet_name(table, lang)]
        rules = {str(rule.sqref).partition(":")[0]: rule for rule in sheet.data_validations.dataValidation}
        for place, column in enumerate(spec.columns, 1):
            rule = rules[f"{openpyxl.utils.get_column_letter(place)}2"]
            assert str(rule.sqref).endswith("51")
            assert len(rule.error) <= 255
            if choices(column, lang):
                assert rule.formula1.strip('"').split(",") == list(choices(column, lang))
            elif column.type in LENGTHS:
                assert (rule.type, rule.formula1) == ("textLength", str(LENGTHS[column.type]))
            elif column.type in ("date", "timestamp"):
                assert (rule.type, rule.operator) == ("date", None) or rule.operator == "between"
            else:
                assert rule.type == ("whole" if column.type == "integer" else "decimal")
                assert column.minimum is None or float(rule.formula1) == column.minimum
                assert column.maximum is None or float(rule.formula2) == column.maximum


def test_ids_and_dates_have_their_format(book):
    found, lang = book
    sheet = found[sheet_name("customers", lang)]
    formats = {
        column.name: sheet.column_dimensions[openpyxl.utils.get_column_letter(place)]
        for place, column in enumerate(CONTRACT["customers"].columns, 1)
    }
    assert formats["customer_id"].number_format == "@"
    assert formats["birth_date"].number_format == "yyyy-mm-dd"


def test_the_same_call_writes_the_same_bytes(tmp_path):
    one, other = (entry_template(tmp_path / name, lang="zh").read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert one == other


def test_data_survive_the_round_trip(tmp_path):
    people = pd.DataFrame(
        {
            "customer_id": ["007", "008"],
            "name": ["=1+1", "张伟"],
            "gender": ["female", None],
            "birth_date": [dt.date(1990, 5, 3), pd.NaT],
            "income": [120000.5, float("nan")],
            "registered_at": [pd.Timestamp("2026-01-05 08:30"), pd.NaT],
            "phone": ["013812345678", "http://x"],
            "points_balance": [" ", "12.5"],
        }
    )
    path = entry_template(tmp_path / "people.xlsx", ["customers"], lang="zh", data={"customers": people})
    entries = read_entries(path, timezone="UTC")
    assert entries.faults.empty
    frame = entries.crm.frame("customers")
    assert frame["customer_id"].tolist() == ["007", "008"]
    assert frame["name"].tolist() == ["=1+1", "张伟"]
    assert frame["gender"].tolist()[0] == "female"
    assert frame["income"].tolist()[0] == 120000.5
    assert frame["registered_at"].tolist()[0] == pd.Timestamp("2026-01-05 08:30")
    assert frame["phone"].tolist() == ["013812345678", "http://x"]
    assert frame["points_balance"].tolist()[1] == 12.5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"tables": ["custmers"]}, "did you mean 'customers'"),
        ({"tables": []}, "name each table once"),
        ({"tables": ["products", "products"]}, "name each table once"),
        ({"rows": 0}, "whole number from 1"),
        ({"rows": True}, "whole number from 1"),
        ({"data": {"orders": pd.DataFrame()}}, "no table 'orders'"),
    ],
)
def test_wrong_arguments(arguments, message, tmp_path):
    with pytest.raises(ParameterError, match=message):
        entry_template(tmp_path / "a.xlsx", **arguments)


def test_places_that_cannot_be_written(tmp_path):
    with pytest.raises(ParameterError, match=r"end in \.xlsx"):
        entry_template(tmp_path / "a.xls")
    with pytest.raises(SourceError, match="cannot be written"):
        entry_template(tmp_path / "nowhere" / "a.xlsx")
