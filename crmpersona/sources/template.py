"""The entry template: a workbook generated from the contract, with lists to choose from and checks while typing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from crmpersona.contract import CONTRACT, ColumnSpec, ParameterError, SourceError, nearest, resolve_lang
from crmpersona.sources.template_cells import checked_cell
from crmpersona.sources.template_layout import LENGTHS, choices, column_label, explained, limits, sheet_name
from crmpersona.sources.words_template import FAULTS, KINDS, WORDS

__all__ = ["entry_template"]

MOST_ROWS = 100_000
SURE = 1e11  # up to here a number of a spreadsheet keeps all four decimals
CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
DARK, LIGHT = "#1F3A5F", "#DCE6F1"
FORMATS = {
    "date": "yyyy-mm-dd",
    "timestamp": "yyyy-mm-dd hh:mm:ss",
    "integer": "0",
    "decimal": "General",
    "money": "#,##0.00##",
}
WIDTHS = {"id": 16, "text": 26, "category": 14, "boolean": 10, "date": 13, "timestamp": 20}


def entry_template(
    path: str | Path,
    tables: Sequence[str] = ("customers", "transactions"),
    *,
    lang: str | None = None,
    rows: int = 1_000,
    data: Mapping[str, pd.DataFrame] | None = None,
) -> Path:
    """Write a workbook into which people enter rows by hand.

    One sheet per table: required columns marked, lists to choose from, checks of dates, numbers and
    lengths while typing, a comment with meaning and unit on each column name. The first sheet says
    how to fill it in. The same call writes the same bytes.

    Parameters
    ----------
    path : str or Path
        Workbook to write, ending in ``.xlsx``.
    tables : sequence of str, default ("customers", "transactions")
        Tables of the contract.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    rows : int, default 1,000
        Rows that are checked while typing, at most 100,000. Reading checks all rows.
    data : mapping of str to pandas.DataFrame, optional
        Rows to fill in, by table; columns named as in the contract.

    Returns
    -------
    Path
        The workbook; :func:`read_entries` reads it back.

    Raises
    ------
    ParameterError
        If a table is unknown, named twice or not named at all, or ``rows`` is out of range.
    SourceError
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     entry_template(Path(folder, "customers.xlsx"), ["customers"], lang="zh").name
    'customers.xlsx'
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    lang, path, data = resolve_lang(lang), Path(path), dict(data or {})
    names = _checked(tables, rows, data, path)
    book = xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": WORDS("title", lang), "created": CREATED})
    formats = _Formats(book)
    _write_instructions(book, names, lang, formats)
    for name in names:
        _write_table(book, name, lang, formats, rows, data.get(name, pd.DataFrame()))
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        raise SourceError(
            f"the workbook cannot be written ({type(error).__name__})",
            where=str(path),
            remedy="close it in the spreadsheet program, or choose another folder",
        ) from None
    return path


def _checked(tables: Sequence[str], rows: int, data: Mapping[str, pd.DataFrame], path: Path) -> list[str]:
    """Check the arguments."""
    names = [tables] if isinstance(tables, str) else list(tables)
    for name in (*names, *data):
        if name not in CONTRACT:
            near = nearest(str(name), CONTRACT)
            advice = f"did you mean {near!r}?" if near else f"tables: {', '.join(CONTRACT)}"
            raise ParameterError(f"there is no table {name!r}", where="tables", remedy=advice)
    if not names or len(set(names)) < len(names):
        raise ParameterError(f"tables={names!r}", remedy="name each table once, at least one")
    if isinstance(rows, bool) or not isinstance(rows, int) or not 1 <= rows <= MOST_ROWS:
        raise ParameterError(f"rows={rows!r}", remedy=f"give a whole number from 1 to {MOST_ROWS:,}")
    if path.suffix.lower() != ".xlsx":
        raise ParameterError(f"{path.name!r} is no name of a workbook", where="path", remedy="let it end in .xlsx")
    return names


class _Formats:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        shape = {"bold": True, "border": 1, "border_color": "#FFFFFF", "valign": "vcenter", "locked": True}
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": DARK})
        self.line = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({**shape, "bg_color": LIGHT, "font_color": DARK})
        self.required = book.add_format({**shape, "bg_color": DARK, "font_color": "#FFFFFF"})
        self.cells = {
            kind: book.add_format({"num_format": FORMATS.get(kind, "@")})
            for kind in (*WIDTHS, "integer", "decimal", "money")
        }


def _write_instructions(book: Any, tables: Sequence[str], lang: str, formats: _Formats) -> None:
    """Write the sheet that says how to fill in the others."""
    sheet = book.add_worksheet(WORDS("instructions", lang))
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, WORDS("title", lang), formats.title)
    steps = [WORDS(f"how_{number}", lang) for number in range(1, 7)]
    for row, text in enumerate(steps, 2):
        sheet.merge_range(row, 0, row, 5, f"{row - 1}. {text}", formats.line)
        sheet.set_row(row, 32)
    start = len(steps) + 3
    for place, (key, width) in enumerate(
        (("table", 16), ("column", 22), ("required", 9), ("kind", 18), ("meaning", 44), ("values", 40))
    ):
        sheet.set_column(place, place, width)
        sheet.write_string(start, place, WORDS(key, lang), formats.head)
    listed = [(name, column) for name in tables for column in CONTRACT[name].columns]
    for row, (name, column) in enumerate(listed, start + 1):
        lines = explained(column, lang).splitlines()
        cells = (
            sheet_name(name, lang),
            column_label(name, column.name, lang),
            WORDS("yes", lang) if column.required else "",
            KINDS(column.type, lang),
            lines[0],
            " ".join(lines[2:-1]),
        )
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, formats.line)


def _write_table(book: Any, table: str, lang: str, formats: _Formats, rows: int, data: pd.DataFrame) -> None:
    """Write the sheet of one table."""
    sheet = book.add_worksheet(sheet_name(table, lang))
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 24)
    for place, column in enumerate(CONTRACT[table].columns):
        label = column_label(table, column.name, lang) + ("*" if column.required else "")
        sheet.set_column(place, place, max(WIDTHS.get(column.type, 14), 2 * len(label)), formats.cells[column.type])
        sheet.write_string(0, place, label, formats.required if column.required else formats.head)
        note = explained(column, lang)
        sheet.write_comment(0, place, note, {"author": "crmpersona", "x_scale": 1.6, "y_scale": 1.1})
        sheet.data_validation(1, place, max(rows, len(data)), place, _rule(column, lang))
        for row, value in enumerate(data.get(column.name, ()), 1):
            _write_cell(sheet, row, place, value, column, lang, formats)


def _write_cell(sheet: Any, row: int, place: int, value: Any, column: ColumnSpec, lang: str, formats: _Formats) -> None:
    """Fill in one cell; text stays text, whatever it looks like."""
    if value is None or pd.isna(value):
        return
    form = formats.cells[column.type]
    offered = dict(
        zip(("true", "false") if column.type == "boolean" else column.allowed, choices(column, lang), strict=True)
    )
    # What keeps the rule is written as a real number or date; what breaks it stays as it was, to be corrected.
    text, fault = checked_cell(column, value, "", lang)
    if not text and not fault:
        return
    if fault:
        sheet.write_string(row, place, str(value), form)
    elif column.type in ("date", "timestamp"):
        sheet.write_datetime(row, place, dt.datetime.fromisoformat(text), form)
    elif column.type in ("integer", "decimal", "money") and abs(float(text)) < SURE:
        sheet.write_number(row, place, float(text), form)
    else:
        sheet.write_string(row, place, offered.get(text, text), form)


def _rule(column: ColumnSpec, lang: str) -> dict[str, Any]:
    """Write the check that the spreadsheet program does while somebody types."""
    note = explained(column, lang).replace("\n", "；" if lang == "zh" else "; ")
    common = {
        "ignore_blank": True,
        "input_title": WORDS("prompt_title", lang),
        "input_message": note[:255],
        "error_title": WORDS("refusal_title", lang),
    }
    offered = choices(column, lang)
    if offered:
        return {**common, "validate": "list", "source": list(offered), "error_message": FAULTS("not_allowed", lang)}
    if column.type in ("date", "timestamp"):
        span = {"criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        return {**common, "validate": "date", **span, "error_message": FAULTS("not_a_date", lang)}
    if column.type in LENGTHS:
        most = {"criteria": "<=", "value": LENGTHS[column.type]}
        return {**common, "validate": "length", **most, "error_message": FAULTS("too_long", lang)}
    low, high = limits(column)
    kind, fault = ("integer", "not_whole") if column.type == "integer" else ("decimal", "not_a_number")
    span = {"criteria": "between", "minimum": low, "maximum": high}
    message = f"{FAULTS(fault, lang)} / {explained(column, lang)}"
    return {**common, "validate": kind, **span, "error_message": message[:255]}
