"""The cells of a returned workbook at their places, with those marked that reading would leave empty."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from crmpersona.contract import SourceError
from crmpersona.sources.template_cells import BROKEN
from crmpersona.sources.workbooks import open_workbook

__all__ = ["sheets_of"]

PLACE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")


def sheets_of(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    """Yield the sheets of a workbook.

    Parameters
    ----------
    path : Path
        The workbook.

    Yields
    ------
    name : str
        Name of the sheet.
    rows : list of list
        Its cells from A1 on; a formula without a result is :data:`~crmpersona.sources.template_cells.BROKEN`.

    Raises
    ------
    SourceError
        If it is no readable workbook.

    Examples
    --------
    >>> import tempfile
    >>> from crmpersona.sources.template import entry_template
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = entry_template(Path(folder, "entries.xlsx"), ["products"], lang="en")
    ...     [name for name, _ in sheets_of(path)]
    ['Instructions', 'products']
    """
    if not path.is_file():
        raise SourceError("there is no such file", where=str(path), remedy="check the path")
    book, broken = open_workbook(path, path.name), _broken(path)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, place in broken.get(name, ()):
            rows.extend([] for _ in range(row - len(rows)))
            rows[row - 1].extend([""] * (place - len(rows[row - 1])))
            rows[row - 1][place - 1] = BROKEN
        yield name, rows


def _broken(path: Path) -> dict[str, list[tuple[int, int]]]:
    """Find the cells with an error, or with a formula that was never computed; reading shows them as empty."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: list(_broken_cells(archive, part)) for name, part in _parts(archive).items()}
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as error:
        raise SourceError(
            f"it is no readable workbook ({type(error).__name__})",
            where=f"file {path.name}",
            remedy="save it again as .xlsx in the spreadsheet program",
        ) from None


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Map the names of the sheets to the files inside the workbook."""
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat bounds expansion
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat bounds expansion
    found = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            link = next(value for name, value in sheet.items() if name.endswith("}id"))
            target = targets[link]
            found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _broken_cells(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int]]:
    """Yield row and column, from 1, of the broken cells of a sheet."""
    with archive.open(part) as stream:
        for _, element in ET.iterparse(stream):  # noqa: S314 - expat bounds expansion
            if element.tag.endswith("}c"):
                kinds = {child.tag.rpartition("}")[2] for child in element if child.text or child.tag.endswith("}is")}
                place = PLACE.match(element.get("r", ""))
                if place and (element.get("t") == "e" or ("f" in kinds and "v" not in kinds)):
                    yield int(place[2]), _number_of(place[1])
            elif element.tag.endswith("}row"):
                element.clear()


def _number_of(letters: str) -> int:
    """Turn the letters of a column into its number."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
