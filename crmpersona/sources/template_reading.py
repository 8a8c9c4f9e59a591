"""Returned entry templates: each row checked, the good ones as data, every other one listed with what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from crmpersona.contract import CONTRACT, ContractError, Crm, Provenance, Result, mask, nearest, resolve_lang
from crmpersona.relational import file_digest
from crmpersona.sources.aliases import column_names, table_name
from crmpersona.sources.reading import read
from crmpersona.sources.template_cells import BROKEN, Fault, checked_cell
from crmpersona.sources.template_layout import column_label, sheet_name
from crmpersona.sources.template_workbook import sheets_of
from crmpersona.sources.words_template import FAULTS, WORDS

__all__ = ["Entries", "read_entries"]

FAULT_COLUMNS = ("sheet", "row", "column", "rule", "found", "problem", "what_to_do")
REJECT_COLUMNS = ("sheet", "row", "column", "value")
PLACES = ("entry_sheet", "entry_row")
HEADER = 1


@dataclass(frozen=True, kw_only=True, repr=False)
class Entries(Result):
    """What a returned template holds: every filled-in row is either accepted or rejected.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        Accepted rows by table, values in the contract's form as text; ``entry_sheet`` and ``entry_row`` say
        where they stood.
    faults : pandas.DataFrame
        ``sheet``, ``row`` (as the spreadsheet program counts), ``column``, ``rule`` (stable key), ``found``
        (masked), ``problem`` and ``what_to_do`` in words.
    rejects : pandas.DataFrame
        The cells of rejected rows as they stood: ``sheet``, ``row``, ``column``, ``value``. Personal data.
    name : str
        Name of the file.
    timezone : str, optional
        Business time zone of the moments entered.
    currency : str, optional
        ISO 4217 code of the money entered.
    """

    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    faults: pd.DataFrame = field(repr=False)
    rejects: pd.DataFrame = field(repr=False)
    name: str
    timezone: str | None = None
    currency: str | None = None

    @property
    def accepted(self) -> int:
        """Number of rows that can be used."""
        return sum(len(frame) for frame in self.frames.values())

    @property
    def rejected(self) -> int:
        """Number of rows that need a change."""
        return len(self.rejects[["sheet", "row"]].drop_duplicates())

    @cached_property
    def crm(self) -> Crm:
        """The accepted rows as data; ``source`` names file and sheet, ``source_row`` counts below the header.

        Raises
        ------
        ContractError
            If there are none, or neither customers nor transactions among them.
        """
        if not self.frames:
            raise ContractError("no row can be used", where=f"file {self.name}", remedy="see .faults for what to do")
        found = read(self.frames, timezone=self.timezone, currency=self.currency)
        tables = {
            name: table.mutate(source=table["entry_sheet"], source_row=table["entry_row"] - HEADER).drop(*PLACES)
            for name, table in found.tables.items()
        }
        return found.replace(tables=tables)

    def to_frame(self) -> pd.DataFrame:
        """Return the faults."""
        return self.faults

    def summary(self, lang: str | None = None) -> str:
        """Say how many rows can be used, and what most of the others lack."""
        lang = resolve_lang(lang)
        if not len(self.faults):
            return WORDS("accepted" if self.accepted else "nothing", lang, rows=self.accepted)
        worst = Counter(self.faults["rule"]).most_common(1)[0][0]
        return WORDS(
            "rejected" if self.rejected else "noted",
            lang,
            accepted=self.accepted,
            rejected=self.rejected,
            faults=len(self.faults),
            worst=FAULTS(worst, lang),
        )


def read_entries(
    path: str | Path, *, lang: str | None = None, timezone: str | None = None, currency: str | None = None
) -> Entries:
    """Read a returned entry template, and check it row by row.

    Checks in the spreadsheet program are lost when values are pasted, so all rules are checked again.

    Parameters
    ----------
    path : str or Path
        Workbook made by :func:`entry_template`, filled in; more rows and columns are fine.
    lang : {"en", "zh"}, optional
        Language of problems and advice; None takes the option in force.
    timezone : str, optional
        Business time zone of the moments entered; None takes the option in force.
    currency : str, optional
        ISO 4217 code of the money; None takes the option in force.

    Returns
    -------
    Entries
        ``.crm`` of the accepted rows, ``.faults``, ``.rejects``: no row is lost.

    Raises
    ------
    SourceError
        If the file is missing or no workbook.

    Examples
    --------
    >>> import tempfile
    >>> from crmpersona.sources.template import entry_template
    >>> people = pd.DataFrame({"customer_id": ["007", "008"], "gender": ["female", "robot"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = entry_template(Path(folder, "entries.xlsx"), ["customers"], lang="en", data={"customers": people})
    ...     entries = read_entries(path, lang="en")
    >>> entries.accepted, entries.faults[["row", "column", "rule"]].to_numpy().tolist()
    (1, [[3, 'gender', 'not_allowed']])
    """
    lang, path = resolve_lang(lang), Path(path)
    found = _Found(lang, path.name)
    for sheet, rows in sheets_of(path):
        found.sheet(sheet, rows)
    frames = {table: pd.DataFrame(found.accepted[table]) for table in CONTRACT if table in found.accepted}
    return Entries(
        frames={
            table: frame.astype({name: "string" for name in frame if name != "entry_row"})
            for table, frame in frames.items()
        },
        faults=pd.DataFrame(found.faults, columns=list(FAULT_COLUMNS)),
        rejects=pd.DataFrame(found.rejects, columns=list(REJECT_COLUMNS)),
        name=path.name,
        timezone=timezone,
        currency=currency,
        provenance=Provenance(input_digest=file_digest(path), parameters={"file": path.name}),
    )


@dataclass(frozen=True)
class _Header:
    """The columns of one sheet: position to column of the contract, or to the name of an additional one."""

    known: dict[int, str]
    extra: dict[int, str]
    names: dict[int, str]


class _Found:
    """Collects what the sheets hold."""

    def __init__(self, lang: str, name: str) -> None:
        self.lang, self.name = lang, name
        self.accepted: dict[str, list[dict[str, Any]]] = {}
        self.faults: list[tuple[Any, ...]] = []
        self.rejects: list[tuple[Any, ...]] = []
        self.keys: dict[str, dict[tuple[str, ...], int]] = {}

    def fault(self, sheet: str, row: int, column: str, fault: Fault) -> None:
        """Add one fault."""
        words = (fault.problem(self.lang), fault.remedy(self.lang))
        self.faults.append((sheet, row, column, fault.rule, fault.found, *words))

    def reject(self, sheet: str, row: int, cells: Sequence[Any], names: Mapping[int, str]) -> None:
        """Keep the cells of a row that cannot be used."""
        for place, cell in enumerate(cells):
            if cell not in ("", None):
                text = FAULTS("broken_formula", self.lang) if cell is BROKEN else _plain(cell)
                self.rejects.append((sheet, row, names.get(place) or f"#{place + 1}", text))

    def sheet(self, sheet: str, rows: list[list[Any]]) -> None:
        """Check one sheet."""
        filled = [(number, cells) for number, cells in enumerate(rows, 1) if any(map(_is_filled, cells))]
        if not filled or sheet in WORDS["instructions"]:
            return
        table = table_name(sheet)
        if table is None:
            self._unknown_sheet(sheet, filled)
            return
        # The header is the first row: without it, no cell below could be understood.
        header = self._header(sheet, table, filled[0][1] if filled[0][0] == HEADER else [])
        body = [(number, cells) for number, cells in filled if number > HEADER]
        for number, cells in body:
            if header is None:
                self.reject(sheet, number, cells, {})
            else:
                self._row(sheet, table, number, cells, header)

    def _unknown_sheet(self, sheet: str, filled: list[tuple[int, list[Any]]]) -> None:
        """Report a sheet that is no table."""
        names = [sheet_name(table, self.lang) for table in CONTRACT]
        details = {"near": nearest(sheet, [*CONTRACT, *names]) or "", "names": ", ".join(names)}
        self.fault(sheet, HEADER, "", Fault("", "unknown_sheet", "", details))
        for number, cells in filled:
            self.reject(sheet, number, cells, {})

    def _header(self, sheet: str, table: str, cells: Sequence[Any]) -> _Header | None:
        """Understand the first row; None where no row below could be used."""
        names = {
            place: str(cell).strip().rstrip("*").strip()
            for place, cell in enumerate(cells)
            if _is_filled(cell) and cell is not BROKEN
        }
        usable = True
        for name, times in Counter(name.casefold() for name in names.values()).items():
            if times > 1:
                self.fault(sheet, HEADER, name, Fault("", "repeated_column", ""))
                usable = False
        columns = column_names(table, names.values())
        places = {name: place for place, name in reversed(names.items())}
        known = {places[name]: column for column, name in columns.items()}
        extra = {place: name for place, name in names.items() if place not in known}
        for required in CONTRACT[table].required:
            if required not in columns:
                label = column_label(table, required, self.lang)
                self.fault(sheet, HEADER, label, Fault(required, "missing_column", "", {"column": label}))
                usable = False
        missing = [column_label(table, name, self.lang) for name in CONTRACT[table].names if name not in columns]
        for name in extra.values():
            near = nearest(name, missing) or ""
            self.fault(sheet, HEADER, name, Fault("", "unknown_column", "", {"near": near}))
        return _Header(known, extra, names) if usable else None

    def _row(self, sheet: str, table: str, number: int, cells: list[Any], header: _Header) -> None:
        """Check one row: accept it, or reject it with all its faults."""
        row: dict[str, Any] = {}
        before = len(self.faults)
        for name, fault, value in self._checked(table, cells, header):
            if fault:
                self.fault(sheet, number, name, fault)
            elif value:
                row[name] = value
        for place, cell in enumerate(cells):
            if place not in header.names and _is_filled(cell):
                self.fault(sheet, number, f"#{place + 1}", Fault("", "outside", mask("" if cell is BROKEN else cell)))
        if len(self.faults) == before:
            self._key(sheet, table, number, row, header)
        if len(self.faults) > before:
            self.reject(sheet, number, cells, header.names)
            return
        self.accepted.setdefault(table, []).append({**row, "entry_sheet": f"{self.name}#{sheet}", "entry_row": number})

    def _checked(self, table: str, cells: list[Any], header: _Header) -> Iterator[tuple[str, Fault | None, str]]:
        """Yield name, fault and value of the cells of a row."""
        spec = CONTRACT[table]
        for place, name in header.known.items():
            cell = cells[place] if place < len(cells) else None
            if name not in spec.names:
                yield name, None, _plain(cell)
                continue
            text, fault = checked_cell(spec.column(name), cell, header.names[place], self.lang)
            yield (header.names[place] if fault else name), fault, text
        for place, name in header.extra.items():
            cell = cells[place] if place < len(cells) else None
            yield name, Fault("", "broken_formula", "") if cell is BROKEN else None, _plain(cell)

    def _key(self, sheet: str, table: str, number: int, row: Mapping[str, str], header: _Header) -> None:
        """Refuse a second row with the same key."""
        parts = tuple(row.get(name, "") for name in CONTRACT[table].key)
        if not all(parts):
            return
        first = self.keys.setdefault(table, {}).setdefault(parts, number)
        if first != number:
            key = CONTRACT[table].key[0]
            label = next((header.names[place] for place, name in header.known.items() if name == key), key)
            self.fault(sheet, number, label, Fault(key, "repeated_key", mask(parts[0], "id"), {"other": first}))


def _is_filled(cell: Any) -> bool:
    """Say whether a cell holds anything but blanks."""
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _plain(cell: Any) -> str:
    """Write the cell of an additional column."""
    if cell is None or cell is BROKEN:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
