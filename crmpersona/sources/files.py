"""Which files of a folder feed which table."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crmpersona.contract import SourceError, nearest
from crmpersona.sources.aliases import table_name
from crmpersona.sources.mapping_rules import Mapping, TableRule
from crmpersona.sources.workbooks import sheet_names

__all__ = ["MAPPING_FILE", "Item", "assign", "items_of_folder", "items_of_frames", "items_of_path"]

MAPPING_FILE = "crmpersona.toml"
KINDS = {
    ".csv": "delimited",
    ".tsv": "delimited",
    ".tab": "delimited",
    ".txt": "delimited",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
    ".xlsx": "sheet",
    ".xlsm": "sheet",
    ".xls": "sheet",
}
PLAIN_SHEETS = ("sheet", "sheet1", "工作表1", "工作表", "data", "数据", "export")


@dataclass(frozen=True)
class Item:
    """One thing to load: a file, a sheet, a frame, or Parquet parts of one table.

    Parameters
    ----------
    label : str
        Name for messages and rows.
    kind : {"delimited", "parquet", "json", "sheet", "frame"}
        How to load it.
    names : tuple of str
        Names under which patterns and aliases know it.
    paths : tuple of Path, default ()
        The files.
    sheet : str, default ""
        Sheet of a workbook.
    frame : object, default None
        A frame.
    parts : tuple of str, default ()
        Labels of several Parquet files.

    Examples
    --------
    >>> Item("orders.csv", "delimited", ("orders",)).sheet
    ''
    """

    label: str
    kind: str
    names: tuple[str, ...]
    paths: tuple[Path, ...] = ()
    sheet: str = ""
    frame: Any = None
    parts: tuple[str, ...] = ()


def _suffixes(path: Path) -> tuple[str, str]:
    """Return the kind of a file and its stem, gzip aside."""
    name = path.name[:-3] if path.suffix.lower() == ".gz" else path.name
    return KINDS.get(Path(name).suffix.lower(), ""), Path(name).stem


def items_of_path(path: Path, label: str, extra: Iterable[str] = ()) -> list[Item]:
    """Turn one file into items: a workbook into one per sheet.

    Parameters
    ----------
    path : Path
        The file.
    label : str
        Its name for messages.
    extra : iterable of str, default ()
        Further names, such as the folder it lies in.

    Returns
    -------
    list of Item
        Empty where the kind of file is not read.

    Examples
    --------
    >>> [item.kind for item in items_of_path(Path("orders.csv.gz"), "orders.csv.gz")]
    ['delimited']
    """
    kind, stem = _suffixes(path)
    names = (*extra, path.name, stem)
    if kind != "sheet":
        return [Item(label, kind, names, (path,), parts=(label,))] if kind else []
    sheets = sheet_names(path, label)
    found = []
    for sheet in sheets:
        own = () if sheet.casefold() in PLAIN_SHEETS else (sheet,)
        known_as = (*own, *names) if len(sheets) == 1 or not own else (*own, *extra)
        found.append(Item(f"{label}#{sheet}" if len(sheets) > 1 else label, kind, known_as, (path,), sheet=sheet))
    return found


def items_of_folder(folder: Path) -> list[Item]:
    """List what a folder holds: its files, and sub-folders that are named like a table.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    list of Item
        Sorted by name.
    """
    found: list[Item] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$", "_")) or path.name == MAPPING_FILE:
            continue
        if path.is_file():
            found.extend(items_of_path(path, path.name))
        elif path.is_dir() and table_name(path.name):
            found.extend(_parts(path, folder))
    return found


def _parts(folder: Path, root: Path) -> list[Item]:
    """List the files of a table's own folder; its Parquet files are one item."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "_")))
    parquet = [path for path in paths if _suffixes(path)[0] == "parquet"]
    found: list[Item] = []
    if parquet:
        labels = tuple(path.relative_to(root).as_posix() for path in parquet)
        found.append(Item(f"{folder.name}/*.parquet", "parquet", (folder.name,), tuple(parquet), parts=labels))
    for path in paths:
        if path not in parquet:
            found.extend(items_of_path(path, path.relative_to(root).as_posix(), (folder.name,)))
    return found


def items_of_frames(frames: AnyMapping[str, Any]) -> list[Item]:
    """Turn named frames, or named paths, into items.

    Parameters
    ----------
    frames : mapping of str to frame or path
        The tables.

    Returns
    -------
    list of Item
        In the order given.

    Raises
    ------
    SourceError
        If a path does not exist.
    """
    found: list[Item] = []
    for name, frame in frames.items():
        if not isinstance(frame, (str, Path)):
            found.append(Item(str(name), "frame", (str(name),), frame=frame))
            continue
        path = Path(frame)
        if not path.exists():
            raise SourceError("the file does not exist", where=f"table {name}, {path.name}", remedy="check the path")
        items = _parts(path, path.parent) if path.is_dir() else items_of_path(path, path.name)
        found.extend(replace(item, names=(str(name), *item.names)) for item in items)
    return found


def assign(items: list[Item], mapping: Mapping) -> tuple[dict[str, list[Item]], list[str]]:
    """Say which items feed which table.

    Patterns of the mapping come first and may give one item to several tables; what they leave
    goes by its name.

    Parameters
    ----------
    items : list of Item
        What there is.
    mapping : Mapping
        The rules.

    Returns
    -------
    tables : dict of str to list of Item
        Items per table.
    notes : list of str
        What is not read, and why.

    Examples
    --------
    >>> tables, notes = assign([Item("wheather.csv", "delimited", ("wheather",))], Mapping())
    >>> tables, notes[0][:41]
    ({}, 'wheather.csv is not read: its name means ')
    """
    tables: dict[str, list[Item]] = {}
    notes: list[str] = []
    settled: set[str] = set()
    for name, rule in mapping.tables.items():
        if not rule.files:
            continue
        chosen, passed = _matching(items, rule)
        tables[name] = chosen
        settled.update(item.label for item in (*chosen, *passed))
        notes += [f"{item.label} is not read as {name}: the mapping takes the first of its patterns" for item in passed]
    for item in items:
        if item.label in settled:
            continue
        table = next((found for found in map(table_name, item.names) if found), None)
        sheet = mapping.table(table).sheet if table else ""
        if table is None:
            notes.append(f"{item.label} is not read: its name means no table of the contract{_hint(item)}")
        elif not mapping.table(table).files and (not sheet or item.sheet in ("", sheet)):
            tables.setdefault(table, []).append(item)
    return {name: found for name, found in tables.items() if found}, notes


def _matching(items: list[Item], rule: TableRule) -> tuple[list[Item], list[Item]]:
    """Split the items that a rule's patterns match into those taken and those passed over."""
    chosen: list[Item] = []
    passed: list[Item] = []
    for pattern in rule.files:
        found = [item for item in items if _matches(item, pattern, rule.sheet) and item not in chosen]
        if rule.choose == "first" and chosen:
            passed += [item for item in found if item not in passed]
        else:
            chosen += found
    return chosen, passed


def _matches(item: Item, pattern: str, sheet: str) -> bool:
    """Say whether a pattern matches one of an item's names, whatever the case."""
    if sheet and item.sheet and item.sheet != sheet:
        return False
    names = (*item.names, item.label)
    return any(fnmatch.fnmatchcase(name.casefold(), pattern.casefold()) for name in names)


def _hint(item: Item) -> str:
    """Say how an unread item could be mapped."""
    from crmpersona.contract import CONTRACT

    near = nearest(item.names[-1], CONTRACT)
    return f"; the nearest is {near!r} (files = [{item.label!r}] under [tables.{near}] of a mapping)" if near else ""
