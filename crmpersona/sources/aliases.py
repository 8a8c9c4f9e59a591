"""Which table a file name means, and which contract column a header means."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from crmpersona.contract import CONTRACT

__all__ = ["column_aliases", "column_names", "guess_table", "table_aliases", "table_name"]

# What exports hang on a table's name: part numbers, years, months, days.
TRAILER = re.compile(r"(?:[\s_\-.]*(?:part|export|导出|第)?[\s_\-.]*\(?\d+\)?(?:年|月|日|期|季度)?)+$")


def _fold(name: str) -> str:
    """Reduce a name to what is compared: no case, no width, no separators, no mark of a required column."""
    return re.sub(r"[\s_\-./*]+", "", unicodedata.normalize("NFKC", name).casefold())


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, Mapping[str, Any]]:
    """Read the lists of aliases."""
    return tomllib.loads((Path(__file__).with_name("aliases.toml")).read_text(encoding="utf-8"))


def table_aliases(table: str) -> tuple[str, ...]:
    """List the names under which exports call a table.

    Parameters
    ----------
    table : str
        Table of the contract.

    Returns
    -------
    tuple of str
        Its own name first.

    Examples
    --------
    >>> table_aliases("tickets")[:2]
    ('tickets', 'ticket')
    """
    return (table, *_listed()["tables"].get(table, ()))


def column_aliases(table: str, column: str) -> tuple[str, ...]:
    """List the names under which exports call a column.

    Parameters
    ----------
    table, column : str
        Names in the contract.

    Returns
    -------
    tuple of str
        Its own name first.

    Examples
    --------
    >>> column_aliases("customers", "gender")
    ('gender', 'sex', '性别')
    """
    return (column, *_listed()["columns"].get(table, {}).get(column, ()))


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, str]:
    """Map every folded alias to its table."""
    return {_fold(alias): table for table in CONTRACT for alias in table_aliases(table)}


@lru_cache(maxsize=1)
def _columns() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Map table and column to the folded aliases, the best first."""
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for table, spec in CONTRACT.items():
        # Columns that are derived later, such as the category of an order line, have aliases too.
        names = dict.fromkeys((*spec.names, *_listed()["columns"].get(table, {})))
        found[table] = {name: tuple(map(_fold, column_aliases(table, name))) for name in names}
    return found


def table_name(stem: str) -> str | None:
    """Return the table that a file, sheet or frame name means.

    Parameters
    ----------
    stem : str
        Name without folder and suffixes. Numbers, dates and "part" at its end do not count.

    Returns
    -------
    str or None
        Name in the contract, or None.

    Examples
    --------
    >>> table_name("transactions_2026-01"), table_name("订单明细_2026年1月"), table_name("Orders-part 02")
    ('transactions', 'transactions', 'transactions')
    >>> table_name("weather") is None
    True
    """
    folded = unicodedata.normalize("NFKC", stem).casefold().strip()
    known = _tables()
    return known.get(_fold(folded)) or known.get(_fold(TRAILER.sub("", folded)))


def column_names(table: str, header: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Find the contract columns among the columns of a file.

    Parameters
    ----------
    table : str
        Name of the table.
    header : iterable of str
        Columns of the file.
    taken : iterable of str, optional
        Contract columns that are settled otherwise.

    Returns
    -------
    dict of str to str
        Contract column to column of the file; every file column is used at most once.

    Examples
    --------
    >>> column_names("transactions", ["客户编号", "下单时间", "Amount", "weather"])
    {'customer_id': '客户编号', 'ordered_at': '下单时间', 'amount': 'Amount'}
    """
    folded: dict[str, str] = {}
    for name in header:
        folded.setdefault(_fold(name), name)
    settled = set(taken)
    found: dict[str, str] = {}
    aliases = _columns()[table]
    # The contract's own names first: an alias must not take a column that another one owns.
    for rank in range(max(map(len, aliases.values()))):
        for column, names in aliases.items():
            if column in settled or column in found or rank >= len(names):
                continue
            if names[rank] in folded and folded[names[rank]] not in found.values():
                found[column] = folded[names[rank]]
    return {column: found[column] for column in aliases if column in found}


def guess_table(header: Iterable[str]) -> str | None:
    """Guess a table from its columns alone: the only one whose required columns are all there.

    Parameters
    ----------
    header : iterable of str
        Columns of the file.

    Returns
    -------
    str or None
        The table, or None where none or several fit equally well.

    Examples
    --------
    >>> guess_table(["客户编号", "下单时间", "金额"])
    'transactions'
    """
    columns = list(header)
    fits = []
    for table, spec in CONTRACT.items():
        found = column_names(table, columns)
        if all(name in found for name in spec.required):
            fits.append((len(found), table))
    fits.sort(reverse=True)
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1]
