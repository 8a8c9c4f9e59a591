"""XLSX workbooks: every sheet is a source of its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa

from crmpersona.contract import SourceError
from crmpersona.relational import Engine, file_digest
from crmpersona.sources.expressions import with_rows
from crmpersona.sources.raws import Raw, checked_header

__all__ = ["load_sheet", "open_workbook", "sheet_names"]


def open_workbook(path: Path, label: str) -> Any:
    """Open a workbook.

    Parameters
    ----------
    path : Path
        The workbook.
    label : str
        Name for messages.

    Returns
    -------
    python_calamine.CalamineWorkbook
        Its sheets.

    Raises
    ------
    SourceError
        If it cannot be opened.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError(
            f"it is no readable workbook ({type(error).__name__})",
            where=f"file {label}",
            remedy="open it in a spreadsheet program and save it again as .xlsx, without a password",
        ) from None


def sheet_names(path: Path, label: str) -> list[str]:
    """List the sheets of a workbook that hold cells.

    Parameters
    ----------
    path : Path
        The workbook.
    label : str
        Name for messages.

    Returns
    -------
    list of str
        Names in order.

    Raises
    ------
    SourceError
        If it cannot be opened.
    """
    book = open_workbook(path, label)
    return [name for name in book.sheet_names if book.get_sheet_by_name(name).total_height]


def load_sheet(path: Path, sheet: str, label: str, engine: Engine) -> Raw:
    """Load one sheet; a column of one kind keeps it, a mixed one becomes text.

    Parameters
    ----------
    path : Path
        The workbook.
    sheet : str
        Name of the sheet.
    label : str
        Name for messages and rows.
    engine : Engine
        Where the rows go.

    Returns
    -------
    Raw
        The cells.

    Raises
    ------
    SourceError
        If the workbook cannot be opened or has no header.
    """
    rows = open_workbook(path, label).get_sheet_by_name(sheet).to_python(skip_empty_area=True)
    if not rows:
        raise SourceError("it is empty", where=f"file {label}", remedy="put the column names into the first row")
    header = checked_header(rows[0], label)
    body = [row for row in rows[1:] if any(cell != "" for cell in row)]
    cells = pa.table({name: _column([row[place] for row in body]) for place, name in enumerate(header)})
    table = engine.materialise(engine.register(cells), stem="cells")
    return Raw(label, with_rows(table, label), file_digest(path), header, stored=True)


def _column(cells: list[Any]) -> pa.Array:
    """Turn the cells of a column into Arrow, by text where they are of several kinds."""
    known = [None if cell == "" else cell for cell in cells]
    kinds = {type(cell) for cell in known if cell is not None}
    if kinds <= {int, float}:
        return pa.array([None if cell is None else float(cell) for cell in known], type=pa.float64())
    if kinds <= {dt.datetime, dt.date}:
        stamps = [dt.datetime(cell.year, cell.month, cell.day) if type(cell) is dt.date else cell for cell in known]  # noqa: DTZ001 - the sheet knows no zone
        return pa.array(stamps, type=pa.timestamp("us"))
    if kinds == {bool}:
        return pa.array(known, type=pa.bool_())
    return pa.array([None if cell is None else _text(cell) for cell in known], type=pa.string())


def _text(cell: Any) -> str:
    """Write one cell as text the way a person would."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)
