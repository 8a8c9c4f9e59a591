"""How the cells of a text column are written: one form per column, decided from counts, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

__all__ = ["DATE_SHAPES", "NUMBER_SHAPES", "DateForm", "NumberForm", "decide_date", "decide_number"]

TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:[AaPp][Mm])?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
DATE_SHAPES: Mapping[str, str] = {
    "iso": rf"^\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}{TIME}$",
    "compact": r"^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[T ]?\d{6})?$",
    "chinese": rf"^\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日{TIME}$",
    "numeric": rf"^\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}{TIME}$",
    "short_year": rf"^\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2}}{TIME}$",
    "number": r"^\d+(?:\.\d+)?$",
    "month_name": r"^(?:\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}|[A-Za-z]{3,9} \d{1,2},? \d{2,4}).*$",
}
READABLE = ("iso", "compact", "chinese", "numeric")
NEEDS_FORMAT: Mapping[str, tuple[str, str]] = {
    "short_year": ("dates with a two-digit year", "%m/%d/%y"),
    "number": ("plain numbers, such as epochs or Excel serials", "epoch_s"),
    "month_name": ("dates with a month in letters", "%d-%b-%y"),
}
SIGNS = "¥￥$€£"
NUMBER_SHAPES: Mapping[str, str] = {
    "grouped": r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$",
    "point": r"^[+-]?\d*\.\d+$",
    "comma": r"^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})$",
    "signed": rf"^[+-]?\s*(?:[{SIGNS}]|RMB|CNY)\s*[+-]?[\d.,]+$",
}


@dataclass(frozen=True)
class DateForm:
    """How the dates of one column are written.

    Parameters
    ----------
    form : str
        ``"iso"``, ``"compact"``, ``"chinese"``, ``"dmy"``, ``"mdy"``, ``"ymd"``, ``"epoch_s"``,
        ``"epoch_ms"``, ``"excel"`` or a strptime format; ``""`` where it is not decided.
    problem : str, default ""
        Why it is not decided.
    suggestion : str, default ""
        A ``format`` that the mapping could name.
    twelve_hours : bool, default False
        Whether some cells say AM or PM.
    offsets : bool, default False
        Whether some cells carry an offset from UTC.
    waits : bool, default False
        Whether other files of the same table may still decide.

    Examples
    --------
    >>> DateForm("iso").form
    'iso'
    """

    form: str
    problem: str = ""
    suggestion: str = ""
    twelve_hours: bool = False
    offsets: bool = False
    waits: bool = False


@dataclass(frozen=True)
class NumberForm:
    """How the numbers of one column are written.

    Parameters
    ----------
    decimal : {".", ","}, default "."
        Decimal mark.
    grouped : bool, default False
        Whether some cells group thousands.
    signed : bool, default False
        Whether most cells carry a currency sign.

    Examples
    --------
    >>> NumberForm().decimal
    '.'
    """

    decimal: str = "."
    grouped: bool = False
    signed: bool = False


def decide_date(counts: Mapping[str, int]) -> DateForm:
    """Decide how a column writes its dates.

    The commonest readable form wins; cells in another form keep their text for cleaning. Day and
    month of ``05/03/2024`` are told apart only by a cell of the column with a number above 12.

    Parameters
    ----------
    counts : mapping of str to int
        Cells per shape of :data:`DATE_SHAPES`; ``first_above_12``, ``second_above_12`` and
        ``unequal`` among those of shape ``numeric``; ``twelve_hours``, ``offsets``.

    Returns
    -------
    DateForm
        The form, or why there is none.

    Examples
    --------
    >>> decide_date({"numeric": 3, "unequal": 3, "second_above_12": 1}).form
    'mdy'
    >>> decide_date({"numeric": 3, "unequal": 3}).problem
    'day and month cannot be told apart: no cell has a number above 12'
    """
    best = max(READABLE, key=lambda shape: counts.get(shape, 0))
    found = counts.get(best, 0)
    for shape, (what, suggestion) in NEEDS_FORMAT.items():
        if counts.get(shape, 0) > found:
            return DateForm("", f"the column holds {what}", suggestion)
    twelve, offsets = counts.get("twelve_hours", 0) > 0, counts.get("offsets", 0) > 0
    if not found:
        return DateForm("iso")
    if best != "numeric":
        return DateForm(best, twelve_hours=twelve, offsets=offsets)
    return replace(_decide_order(counts), twelve_hours=twelve, offsets=offsets)


def _decide_order(counts: Mapping[str, int]) -> DateForm:
    """Tell day-month from month-day."""
    first, second = counts.get("first_above_12", 0), counts.get("second_above_12", 0)
    if first and second:
        problem = f"{first:,} cells can only be day/month and {second:,} only month/day"
        return DateForm("", problem, "dmy" if first >= second else "mdy")
    if first or second or not counts.get("unequal", 0):
        return DateForm("dmy" if first else "mdy")
    problem = "day and month cannot be told apart: no cell has a number above 12"
    return DateForm("", problem, "dmy", waits=True)


def decide_number(counts: Mapping[str, int], decimal: str = "") -> NumberForm:
    """Decide how a column writes its numbers.

    Parameters
    ----------
    counts : mapping of str to int
        ``cells`` and the cells per shape of :data:`NUMBER_SHAPES`.
    decimal : {"", ".", ","}, default ""
        Decimal mark that the mapping states; empty takes the one with more evidence.

    Returns
    -------
    NumberForm
        The form.

    Examples
    --------
    >>> decide_number({"cells": 9, "comma": 5}).decimal
    ','
    >>> decide_number({"cells": 9, "grouped": 5}).grouped
    True
    """
    mark = decimal or ("," if counts.get("comma", 0) > counts.get("point", 0) + counts.get("grouped", 0) else ".")
    signed = 2 * counts.get("signed", 0) >= max(counts.get("cells", 0), 1)
    return NumberForm(mark, counts.get("grouped", 0) > 0 or signed or mark == ",", signed)
