"""What a mapping says, as frozen data: tables, files, columns."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["UNITS", "ColumnRule", "Mapping", "TableRule"]

UNITS: AnyMapping[str, tuple[int, int]] = {
    "cents": (1, 100),
    "fen": (1, 100),
    "jiao": (1, 10),
    "percent": (1, 100),
    "thousand": (1_000, 1),
    "wan": (10_000, 1),
    "ms": (1, 1_000),
    "minutes": (60, 1),
    "hours": (3_600, 1),
}
"""Units a mapping may name: the factor to the contract's unit as numerator and denominator."""


@dataclass(frozen=True)
class ColumnRule:
    """Where one column comes from.

    Exactly one of ``columns``, ``expression`` and ``constant`` is given.

    Parameters
    ----------
    name : str
        Column of the contract, or an extra one.
    columns : tuple of str, default ()
        Names in the file; the first that exists is taken.
    expression : str, default ""
        A simple expression over the file's columns.
    constant : str, int, bool or None
        One value for every row.
    format : str, default ""
        ``dmy``, ``mdy``, ``ymd``, ``epoch_s``, ``epoch_ms``, ``excel`` or a strptime format.
    unit : str, default ""
        A name of :data:`UNITS`.
    timestamps : str, default ""
        Time zone of this column's naive moments.
    values : mapping of str to str, default {}
        Cell text to value; texts not listed stay.
    optional : bool, default False
        Whether a file may lack it.
    place : str, default ""
        Where the mapping says so, for messages.

    Examples
    --------
    >>> ColumnRule("amount", expression="quantity * price").optional
    False
    """

    name: str
    columns: tuple[str, ...] = ()
    expression: str = ""
    constant: str | int | bool | None = None
    format: str = ""
    unit: str = ""
    timestamps: str = ""
    values: AnyMapping[str, str] = field(default_factory=dict)
    optional: bool = False
    place: str = ""


@dataclass(frozen=True)
class TableRule:
    """Where one table of the contract comes from.

    Parameters
    ----------
    name : str
        Table of the contract.
    files : tuple of str, default ()
        Patterns of file, sheet or frame names; empty goes by the table's own names.
    sheet : str, default ""
        Sheet of a workbook.
    encoding, delimiter, decimal : str, default ""
        How its text files are written; empty finds out.
    missing : tuple of str, default ()
        Further cell texts that mean "missing".
    choose : {"all", "first"}, default "all"
        Whether every pattern is read, or only the first that has files.
    unique : bool, default False
        Whether to keep one row per key: for a table taken out of the rows of another.
    broken_lines : {"error", "skip"}, default "error"
        What to do with lines that have too many or too few fields; skipped ones are counted in the notes.
    timestamps : str, default ""
        Time zone of its naive moments.
    columns : mapping of str to ColumnRule, default {}
        The columns.

    Examples
    --------
    >>> TableRule("transactions").choose
    'all'
    """

    name: str
    files: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    missing: tuple[str, ...] = ()
    choose: str = "all"
    unique: bool = False
    broken_lines: str = "error"
    timestamps: str = ""
    columns: AnyMapping[str, ColumnRule] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapping:
    """How the files of one business map to the contract.

    Parameters
    ----------
    label : str, default ""
        Where it comes from, for messages.
    about : str, default ""
        What it is for.
    timezone : str, default ""
        Business time zone.
    timestamps : str, default ""
        Time zone of naive moments; empty is the business time zone.
    currency : str, default ""
        ISO 4217 code.
    tables : mapping of str to TableRule, default {}
        The tables.
    rest : mapping, default {}
        The block of a source of web pages, as it stands; :mod:`crmpersona.sources.rest` reads it.
    digest : str, default ""
        Name of its content.

    Examples
    --------
    >>> Mapping().tables
    {}
    """

    label: str = ""
    about: str = ""
    timezone: str = ""
    timestamps: str = ""
    currency: str = ""
    tables: AnyMapping[str, TableRule] = field(default_factory=dict)
    rest: AnyMapping[str, Any] = field(default_factory=dict)
    digest: str = ""

    def table(self, name: str) -> TableRule:
        """Return the rule of a table, an empty one where the mapping says nothing.

        Parameters
        ----------
        name : str
            Table of the contract.

        Returns
        -------
        TableRule
            The rule.
        """
        return self.tables.get(name) or TableRule(name)
