"""Tables of the report: raw figures with a kind per column, written alike on the page, in the workbook and on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import Formatter, ParameterError
from crmpersona.reporting.withholding import SMALL, Lines, hidden_cells

__all__ = ["KINDS", "SMALL", "SMALL_TEXT", "Column", "Table", "write_value"]

KINDS = (
    "text", "customers", "count", "change_count", "money", "rate", "points", "change", "days", "number", "index",
)  # fmt: skip
SMALL_TEXT = f"<{SMALL}"
WITHHELD_TEXT = "*"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    key : str
        Stable name, used on disk.
    label : str
        Heading in the report's language, with its unit.
    kind : str
        One of :data:`KINDS`. ``customers`` are counts of persons, which are protected; ``count`` are counts of
        anything else.

    Examples
    --------
    >>> Column("buyers", "成交客户数", "customers").kind
    'customers'
    """

    key: str
    label: str
    kind: str = "text"

    def __post_init__(self) -> None:
        """Refuse kinds that nothing could write."""
        if self.kind not in KINDS:
            raise ParameterError(
                f"column {self.key} has unknown kind {self.kind!r}", remedy=f"use one of {', '.join(KINDS)}"
            )


@dataclass(frozen=True)
class Table:
    """Figures ready to be shown, with small groups already hidden.

    Parameters
    ----------
    key : str
        Stable name: file name of the Parquet copy.
    title : str
        Heading.
    columns : tuple of Column
        What the columns are.
    frame : pandas.DataFrame
        Figures; one column per entry of ``columns``. Hidden cells are missing.
    marks : pandas.DataFrame
        What to write in place of hidden cells: ``"<10"``, ``"*"`` or empty.
    note : str
        Small print, for example what ``*`` means.

    Examples
    --------
    >>> columns = (Column("group", "Group"), Column("n", "Customers", "customers"))
    >>> table = Table.of("groups", "Groups", columns, pd.DataFrame({"group": ["a", "b", "c"], "n": [500, 4, 90]}))
    >>> table.texts("en").to_dict("list")
    {'Group': ['a', 'b', 'c'], 'Customers': ['500', '<10', '*']}
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    marks: pd.DataFrame = field(repr=False)
    note: str = ""

    @classmethod
    def of(
        cls,
        key: str,
        title: str,
        columns: Sequence[Column],
        frame: pd.DataFrame,
        *,
        note: str = "",
        lines: Lines | None = None,
        hidden: Mapping[str, Any] | None = None,
    ) -> Table:
        """Make a table, hiding the rows of groups under ten persons.

        Parameters
        ----------
        key, title : str
            Stable name and heading.
        columns : sequence of Column
            What to show, in this order.
        frame : pandas.DataFrame
            Figures by column key; other columns are dropped. Not changed.
        note : str, optional
            Small print.
        lines : sequence of arrays of row positions, optional
            Rows that add up to a total which readers know, see :func:`~crmpersona.reporting.withholding.hidden_cells`;
            None: all rows; empty: nothing adds up.
        hidden : mapping of str to sequence of bool, optional
            Cells of a column that must be hidden because of what stands elsewhere. For a column of customers this is
            the whole choice, made by the caller for several tables together.

        Returns
        -------
        Table
            The table; a row whose number of persons is hidden hides all its figures.
        """
        shown = frame[[column.key for column in columns]].reset_index(drop=True)
        marks = pd.DataFrame("", index=shown.index, columns=shown.columns)
        given = dict(hidden or {})
        for column in columns:
            if column.kind == "customers":
                chosen = given.pop(column.key, None)
                numbers = pd.to_numeric(shown[column.key], errors="coerce").to_numpy(dtype=float)
                _hide(shown, marks, column, columns, hidden_cells(numbers, lines) if chosen is None else chosen)
        for name, chosen in given.items():
            _withhold(shown, marks, name, np.asarray(chosen, dtype=bool))
        return cls(key, title, tuple(columns), shown, marks, note)

    def texts(self, lang: str, currency: str | None = None) -> pd.DataFrame:
        """Write every cell as people read it.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language.
        currency : str, optional
            ISO 4217 code.

        Returns
        -------
        pandas.DataFrame
            Texts under the headings.
        """
        fmt = Formatter(lang, currency)
        written = {
            number: [
                mark or write_value(value, column.kind, fmt)
                for value, mark in zip(self.frame[column.key], self.marks[column.key], strict=True)
            ]
            for number, column in enumerate(self.columns)
        }
        result = pd.DataFrame(written, index=self.frame.index)
        result.columns = pd.Index([column.label for column in self.columns])
        return result

    def shown(self, key: str) -> list[Any]:
        """Return a column for a picture: figures, and the mark where one is hidden.

        Parameters
        ----------
        key : str
            Column.

        Returns
        -------
        list
            Figures (None where there is none) and marks.

        Examples
        --------
        >>> Table.of("t", "T", [Column("n", "N", "customers")], pd.DataFrame({"n": [3, 40, 50]})).shown("n")
        ['<10', '*', 50.0]
        """
        pairs = zip(self.marks[key], self.frame[key], strict=True)
        return [mark or (None if pd.isna(value) else value) for mark, value in pairs]

    @property
    def hides(self) -> bool:
        """Whether any cell is hidden."""
        return bool((self.marks != "").to_numpy().any())

    def stored(self) -> pd.DataFrame:
        """Return the figures for disk, with a column ``withheld`` that says which rows are hidden.

        Returns
        -------
        pandas.DataFrame
            Stable column names, missing values in hidden cells.

        Examples
        --------
        >>> table = Table.of("t", "T", [Column("n", "N", "customers")], pd.DataFrame({"n": [3, 40]}))
        >>> table.stored()["withheld"].tolist()
        [True, True]
        """
        return self.frame.assign(withheld=(self.marks != "").any(axis=1))

    def head(self, rows: int) -> Table:
        """Return the first rows only.

        Parameters
        ----------
        rows : int
            How many.

        Returns
        -------
        Table
            A shorter table.

        Examples
        --------
        >>> len(Table.of("t", "T", [Column("x", "X")], pd.DataFrame({"x": list("abc")})).head(2).frame)
        2
        """
        return Table(self.key, self.title, self.columns, self.frame.head(rows), self.marks.head(rows), self.note)


def _hide(shown: pd.DataFrame, marks: pd.DataFrame, column: Column, columns: Sequence[Column], hidden: Any) -> None:
    """Hide counts of one column, and every figure beside them: a share or a sum would let a reader compute them."""
    numbers = pd.to_numeric(shown[column.key], errors="coerce").astype(float)
    chosen = np.asarray(hidden, dtype=bool)
    for item in columns:
        if item.kind not in {"text", "customers"} or item.key == column.key:
            _withhold(shown, marks, item.key, chosen)
    marks.loc[chosen & (numbers < SMALL), column.key] = SMALL_TEXT


def _withhold(shown: pd.DataFrame, marks: pd.DataFrame, key: str, chosen: Any) -> None:
    """Take figures out of a column and leave the mark."""
    if chosen.any():
        shown[key] = pd.to_numeric(shown[key], errors="coerce").astype(float)
        shown.loc[chosen, key] = np.nan
        marks.loc[chosen, key] = WITHHELD_TEXT


def write_value(value: Any, kind: str, fmt: Formatter) -> str:
    """Write one figure by its kind.

    Parameters
    ----------
    value : object
        The figure; missing values give a dash.
    kind : str
        One of :data:`KINDS`.
    fmt : Formatter
        Language and currency.

    Returns
    -------
    str
        The text.

    Examples
    --------
    >>> write_value(0.517, "rate", Formatter("en")), write_value(None, "text", Formatter("en"))
    ('51.7%', '–')
    """
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return "–"
    if kind == "text":
        return str(value)
    number = float(value)
    writers = {
        "customers": fmt.count, "count": fmt.count, "money": fmt.money, "rate": fmt.rate, "points": fmt.points,
        "change": fmt.change, "days": fmt.days, "index": fmt.count,
    }  # fmt: skip
    if kind == "change_count":
        return f"+{fmt.count(number)}" if number > 0 else fmt.count(number)
    if kind == "number":
        return fmt.number(number, 0 if number == round(number) else 2)
    return writers[kind](number)
