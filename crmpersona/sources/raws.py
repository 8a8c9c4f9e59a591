"""What every loader hands over: one table of cells as they stand, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crmpersona.contract import SourceError

__all__ = ["MOST_COLUMNS", "Raw", "checked_header"]

MOST_COLUMNS = 2_000
RESERVED = {"source": "source_given", "source_row": "source_row_given"}


@dataclass(frozen=True)
class Raw:
    """One file, sheet or frame inside the engine, not yet typed.

    Parameters
    ----------
    label : str
        Name for messages and for the column ``source``.
    table : engine table
        The columns of the file, then ``source`` and ``source_row``.
    digest : str
        sha256 of the input.
    header : tuple of str
        Columns of the file.
    stored : bool
        Whether the cells are stored in the engine as text; False for a view on a typed file or frame.
    notes : tuple of str, default ()
        What loading had to decide.

    Examples
    --------
    >>> Raw("orders.csv", None, "", ("a",), stored=True).label
    'orders.csv'
    """

    label: str
    table: Any
    digest: str
    header: tuple[str, ...]
    stored: bool
    notes: tuple[str, ...] = ()


def checked_header(names: Iterable[object], label: str) -> tuple[str, ...]:
    """Check column names and make them usable.

    Parameters
    ----------
    names : iterable
        The first row of a file, or the columns of a frame.
    label : str
        Name of the source, for messages.

    Returns
    -------
    tuple of str
        Stripped names; an empty one is named by its position.

    Raises
    ------
    SourceError
        If there are none or too many, if two are equal, or if they look like data.

    Examples
    --------
    >>> checked_header([" customer_id", "", "source"], "orders.csv")
    ('customer_id', 'column_2', 'source_given')
    """
    found = [str(name).strip().lstrip("\ufeff").strip().strip('"') if name is not None else "" for name in names]
    where = f"file {label}"
    if not any(found):
        raise SourceError("it has no header row", where=where, remedy="put the column names into the first row")
    if len(found) > MOST_COLUMNS:
        raise SourceError(
            f"it has {len(found):,} columns; crmpersona reads up to {MOST_COLUMNS:,}",
            where=where,
            remedy="export the columns that are needed, or one row per value (table measurements)",
        )
    if not any(character.isalpha() for name in found for character in name):
        raise SourceError(
            "its first row looks like data, not like column names",
            where=where,
            remedy="put the column names into the first row",
        )
    named = tuple(RESERVED.get(name, name) or f"column_{position}" for position, name in enumerate(found, 1))
    folded = [name.casefold() for name in named]
    doubled = sorted({name for name, fold in zip(named, folded, strict=True) if folded.count(fold) > 1})
    if doubled:
        raise SourceError(
            f"the column name {doubled[0]!r} stands there {folded.count(doubled[0].casefold())} times",
            where=where,
            remedy="give every column its own name",
        )
    return named
