"""The report's figures as an Excel workbook: one sheet per section, real numbers with formats, no customer."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crmpersona.reporting.section import Section
from crmpersona.reporting.tables import Table

__all__ = ["write_workbook"]

SYMBOLS = {"CNY": "¥", "GBP": "£", "USD": "$", "EUR": "€", "JPY": "¥"}
WIDEST = 60


def write_workbook(path: Path, sections: Sequence[Section], *, as_of: dt.date, title: str) -> None:
    """Write the workbook.

    Parameters
    ----------
    path : pathlib.Path
        File to write.
    sections : sequence of Section
        Sections; those with a ``sheet`` get one. Sections that share a sheet follow each other on it.
    as_of : datetime.date
        Day of the view: stands as the file's date, so that equal reports have equal bytes.
    title : str
        Title in the file's properties.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"in_memory": True, "nan_inf_to_errors": True}) as book:
        book.set_properties({"title": title, "created": dt.datetime(as_of.year, as_of.month, as_of.day, tzinfo=dt.UTC)})
        formats = _Formats(book, next((section.currency for section in sections if section.currency), None))
        for name, members in _by_sheet(sections).items():
            sheet = book.add_worksheet(_sheet_name(name))
            sheet.hide_gridlines(2)
            row = 0
            for section in members:
                row = _write_section(sheet, row, section, formats)
            for place, width in enumerate(_widths(members)):
                sheet.set_column(place, place, width)
            _freeze(sheet, members)


def _by_sheet(sections: Sequence[Section]) -> dict[str, list[Section]]:
    """Collect sections under their sheet, in the report's order."""
    sheets: dict[str, list[Section]] = {}
    for section in sections:
        if section.sheet:
            sheets.setdefault(section.sheet, []).append(section)
    return sheets


def _sheet_name(name: str) -> str:
    """Keep to what Excel accepts as a sheet's name."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


class _Formats:
    """Cell formats, made once per workbook."""

    def __init__(self, book: Any, currency: str | None) -> None:
        symbol = SYMBOLS.get(currency or "", f"{currency} " if currency else "")
        money = f'"{symbol}"#,##0.00'
        codes = {
            **dict.fromkeys(("customers", "count", "days"), "#,##0"),
            **dict.fromkeys(("points", "change"), "+0.0%;-0.0%;0.0%"),
            "text": "@",
            "money": money,
            "rate": "0.0%",
            "number": "#,##0.00",
            "index": "0",
            "change_count": "+#,##0;-#,##0;0",
        }
        face = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
        self.cells = {
            kind: book.add_format({**face, "num_format": code, "bottom": 1, "bottom_color": "#e1e6eb"})
            for kind, code in codes.items()
        }
        self.title = book.add_format({**face, "bold": True, "font_size": 14})
        self.soft = book.add_format({**face, "font_color": "#5c6b7a"})
        self.head = book.add_format(
            {**face, "bold": True, "bg_color": "#0b7285", "font_color": "#ffffff", "text_wrap": True, "border": 0}
        )
        self.mark = book.add_format({**face, "align": "right", "bottom": 1, "bottom_color": "#e1e6eb"})


def _write_section(sheet: Any, row: int, section: Section, formats: _Formats) -> int:
    """Write headline, tables and note; return the next free row."""
    sheet.write_string(row, 0, section.headline, formats.title)
    sheet.write_string(row + 1, 0, section.question, formats.soft)
    row += 3
    for table in section.tables():
        row = _write_table(sheet, row, table, formats) + 1
    if section.note:
        sheet.write_string(row, 0, section.note, formats.soft)
        row += 2
    return row


def _write_table(sheet: Any, row: int, table: Table, formats: _Formats) -> int:
    """Write one table with its heading and note; return the next free row."""
    if table.title:
        sheet.write_string(row, 0, table.title, formats.soft)
        row += 1
    for place, column in enumerate(table.columns):
        sheet.write_string(row, place, column.label, formats.head)
    for record, marks in zip(table.frame.to_numpy(dtype=object), table.marks.to_numpy(), strict=True):
        row += 1
        for place, column in enumerate(table.columns):
            _write_cell(sheet, row, place, record[place], marks[place], column.kind, formats)
    if table.note:
        row += 1
        sheet.write_string(row, 0, table.note, formats.soft)
    return row + 1


def _widths(members: Sequence[Section]) -> list[int]:
    """Return the widths of a sheet's columns: each as wide as the widest cell of all its tables."""
    widths: list[int] = []
    for table in (table for section in members for table in section.tables()):
        widths += [10] * (len(table.columns) - len(widths))
        for place, column in enumerate(table.columns):
            widest = max([_width(column.label), *(_width(value) for value in table.frame[column.key])])
            widths[place] = min(max(widest + 2, widths[place]), WIDEST)
    return widths


def _write_cell(sheet: Any, row: int, place: int, value: Any, mark: str, kind: str, formats: _Formats) -> None:
    """Write a number as a number, a text as a text, a hidden figure as its mark."""
    if mark:
        sheet.write_string(row, place, mark, formats.mark)
    elif value is None or (isinstance(value, float) and math.isnan(value)):
        sheet.write_blank(row, place, None, formats.cells["text"])
    elif kind == "text":
        sheet.write_string(row, place, str(value), formats.cells["text"])
    else:
        sheet.write_number(row, place, float(value), formats.cells[kind])


def _width(value: Any) -> int:
    """Estimate the width of a value: a Chinese character takes two places."""
    text = f"{value:,.2f}" if isinstance(value, float) else str(value)
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _freeze(sheet: Any, members: Sequence[Section]) -> None:
    """Keep the heading of a sheet with one table in sight; with several only the headline."""
    tables = [table for section in members for table in section.tables()]
    if len(tables) == 1:
        sheet.freeze_panes(4 + bool(tables[0].title), 1)
    else:
        sheet.freeze_panes(1, 0)
