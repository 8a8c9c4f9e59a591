"""Errors that name what was wrong, where, and what to do next."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "CleaningError",
    "ContractError",
    "CrmPersonaError",
    "MappingError",
    "NotEnoughDataError",
    "ParameterError",
    "PrivacyError",
    "ReportError",
    "SourceError",
    "nearest",
]


class CrmPersonaError(Exception):
    """Base of every error that crmpersona raises on purpose.

    Parameters
    ----------
    what : str
        What was found, as one sentence without personal data.
    where : str, optional
        Place of the fault: file, table, column, number of rows.
    remedy : str, optional
        What the reader can do about it.

    Attributes
    ----------
    what, where, remedy : str
        The parts of the message, for programs that show them apart.

    Examples
    --------
    >>> error = CrmPersonaError("no rows are left", where="table transactions", remedy="check the date filter")
    >>> print(error)
    no rows are left [table transactions]. What to do: check the date filter.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what.rstrip(". ")
        self.where = where
        self.remedy = remedy.rstrip(". ")
        place = f" [{where}]" if where else ""
        advice = f". What to do: {self.remedy}." if remedy else ""
        super().__init__(f"{self.what}{place}{advice}")


class ContractError(CrmPersonaError):
    """A table or column does not keep the data contract.

    Examples
    --------
    >>> raise ContractError("column customer_id is missing", where="table transactions")
    Traceback (most recent call last):
    ...
    crmpersona.contract.errors.ContractError: column customer_id is missing [table transactions]
    """


class MappingError(CrmPersonaError):
    """A mapping file asks for something that cannot be done.

    Examples
    --------
    >>> issubclass(MappingError, CrmPersonaError)
    True
    """


class SourceError(CrmPersonaError):
    """A file, frame or connection cannot be read.

    Examples
    --------
    >>> issubclass(SourceError, CrmPersonaError)
    True
    """


class CleaningError(CrmPersonaError):
    """Cleaning cannot go on without losing rows silently.

    Examples
    --------
    >>> issubclass(CleaningError, CrmPersonaError)
    True
    """


class NotEnoughDataError(CrmPersonaError):
    """A strict call found too few data for an honest answer.

    Examples
    --------
    >>> issubclass(NotEnoughDataError, CrmPersonaError)
    True
    """


class ParameterError(CrmPersonaError, ValueError):
    """An argument has a name, type or value that is not allowed.

    Examples
    --------
    >>> issubclass(ParameterError, ValueError)
    True
    """


class PrivacyError(CrmPersonaError):
    """An output would show personal data.

    Examples
    --------
    >>> issubclass(PrivacyError, CrmPersonaError)
    True
    """


class ReportError(CrmPersonaError):
    """A report could not be made; the last good one is still in place.

    Examples
    --------
    >>> issubclass(ReportError, CrmPersonaError)
    True
    """


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that looks most like a mistyped word.

    Parameters
    ----------
    word : str
        What the user wrote.
    choices : iterable of str
        What would have been valid.

    Returns
    -------
    str or None
        The nearest valid choice, or None where none is similar.

    Examples
    --------
    >>> nearest("mnth", ["month", "data", "out"])
    'month'
    >>> nearest("zzz", ["month"]) is None
    True
    """
    by_fold = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(str(word).casefold(), list(by_fold), n=1, cutoff=0.5)
    return by_fold[found[0]] if found else None
