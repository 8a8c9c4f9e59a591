"""What cleaning one value gives, and what may be assumed while doing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from crmpersona.cleaning.values.words import NOTES
from crmpersona.contract import ParameterError, mask, nearest, resolve_lang

__all__ = ["STATUSES", "Cleaned", "Context", "ambiguous", "finished", "invalid", "missing", "ok"]

STATUSES = ("ok", "missing", "invalid", "ambiguous")

# Kinds of value that name a person: shown masked wherever a result is printed.
PERSONAL = frozenset({"phone", "email", "email_key", "name", "cn_id", "text", "place", "uscc", "postcode"})


@dataclass(frozen=True, repr=False, slots=True)
class Cleaned:
    """One cleaned value and how sure it is.

    Parameters
    ----------
    value : object
        The cleaned value; None unless the status is ``"ok"``.
    status : {"ok", "missing", "invalid", "ambiguous"}
        ``ok``: one reading is possible. ``missing``: nothing was recorded. ``invalid``: something
        was recorded that cannot be such a value. ``ambiguous``: several readings are possible, and
        the context does not say which; nothing is guessed.
    rule : str
        Name of the rule that decided, ``"<field type>.<rule>"``.
    note : str, default ""
        The rule as a sentence, without the value itself.
    candidates : tuple, default ()
        Readings between which an ambiguous value could not be decided, where they are few.
    details : mapping, optional
        What fills the places of the note.

    Examples
    --------
    >>> from crmpersona.cleaning import clean_value
    >>> clean_value("boolean", "是").value
    True
    >>> clean_value("phone", "138 0013 8000", region="CN")
    Cleaned(value='+***********', status='ok', rule='phone.mobile')
    """

    value: Any
    status: str
    rule: str
    note: str = ""
    candidates: tuple[Any, ...] = ()
    details: Mapping[str, object] | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        """Show status and rule; values that name a person are masked."""
        hidden = self.value is not None and self.rule.partition(".")[0] in PERSONAL
        shown = mask(self.value) if hidden else self.value
        return f"Cleaned(value={shown!r}, status={self.status!r}, rule={self.rule!r})"


def ok(value: object, rule: str, **details: object) -> Cleaned:
    """Return a value with one possible reading."""
    return Cleaned(value, "ok", rule, details=details)


def missing(rule: str, **details: object) -> Cleaned:
    """Return the answer that nothing was recorded."""
    return Cleaned(None, "missing", rule, details=details)


def invalid(rule: str, **details: object) -> Cleaned:
    """Return the answer that what was recorded cannot be such a value."""
    return Cleaned(None, "invalid", rule, details=details)


def ambiguous(rule: str, candidates: tuple[Any, ...] = (), **details: object) -> Cleaned:
    """Return the answer that several readings are possible."""
    return Cleaned(None, "ambiguous", rule, candidates=candidates, details=details)


@lru_cache(maxsize=1024)
def _plain_note(rule: str, lang: str) -> str:
    return NOTES(rule, lang)


def finished(cleaned: Cleaned, lang: str) -> Cleaned:
    """Return the same result with its rule put into words."""
    note = NOTES(cleaned.rule, lang, **cleaned.details) if cleaned.details else _plain_note(cleaned.rule, lang)
    return Cleaned(cleaned.value, cleaned.status, cleaned.rule, note, cleaned.candidates, cleaned.details)


@dataclass(frozen=True)
class Context:
    """What may be assumed about a value; whatever is None is not known and not assumed.

    Parameters
    ----------
    region : str, optional
        Country the values come from, ISO 3166-1 alpha-2 (``"CN"``): telephone region, currency,
        decimal separator and order of day and month follow its conventions.
    source : str, optional
        Where bare numbers come from: ``"excel"`` (also spreadsheet, xlsx, csv from one) or ``"epoch"``
        (seconds, milliseconds … since 1970); other names are kept and mean nothing by themselves.
    date_system : {1900, 1904}, optional
        Day zero of spreadsheet serial numbers.
    codebook : str, optional
        Meaning of bare codes, for example ``"GB/T 2261.1"`` for gender.
    scheme : str, optional
        Code list of the column, for example ``"iso2"`` for countries.
    timezone : str, optional
        IANA zone in which times without one were written.
    lang : {"zh", "en"}, optional
        Language of the notes; None takes the option in force.
    date_order : {"ymd", "dmy", "mdy"}, optional
        Order of year, month and day in dates written with figures only.
    decimal : {".", ","}, optional
        Decimal separator of amounts.
    currency : str, optional
        ISO 4217 code of amounts that carry none.
    area_code : str, optional
        Area code of landline numbers written without one, with its leading zero (``"010"``).
    as_of : str, optional
        Day (ISO) up to which values were recorded: decides the century of two-digit years and
        refuses dates of birth after it.
    original : str, default ""
        The cell as it was, set by :func:`crmpersona.cleaning.clean_value`.
    numeric : bool, default False
        Whether the cell held a number rather than text, set likewise: the point of a number is a
        decimal point in every country.
    """

    region: str | None = None
    source: str | None = None
    date_system: int | None = None
    codebook: str | None = None
    scheme: str | None = None
    timezone: str | None = None
    lang: str | None = None
    date_order: str | None = None
    decimal: str | None = None
    currency: str | None = None
    area_code: str | None = None
    as_of: str | None = None
    original: str = ""
    numeric: bool = False

    @classmethod
    def of(cls, **given: Any) -> Context:
        """Return the context for what a caller gave, checked.

        Parameters
        ----------
        **given : object
            Any field of the class that callers may set.

        Returns
        -------
        Context
            The checked context.

        Raises
        ------
        ParameterError
            If a key is not known (the nearest is named) or a value is not possible.

        Examples
        --------
        >>> Context.of(region="cn").region
        'CN'
        """
        known = [part.name for part in fields(cls) if part.name not in {"original", "numeric"}]
        for name in given:
            if name not in known:
                suggestion = nearest(name, known)
                remedy = f"did you mean {suggestion!r}?" if suggestion else f"one of {', '.join(known)}"
                raise ParameterError(f"unknown context {name!r}", remedy=remedy)
        from crmpersona.cleaning.values.context import checked

        return cls(**{name: checked(name, value) for name, value in given.items() if value is not None})

    def with_cell(self, original: str, *, numeric: bool) -> Context:
        """Return the context of one cell.

        Parameters
        ----------
        original : str
            The cell as it was.
        numeric : bool
            Whether it held a number.

        Returns
        -------
        Context
            The same context with the cell.
        """
        # Once per distinct value: dataclasses.replace would check fourteen fields each time.
        copy = object.__new__(Context)
        copy.__dict__.update(self.__dict__, original=original, numeric=numeric)
        return copy

    @property
    def language(self) -> str:
        """Language of the notes, resolved."""
        return resolve_lang(self.lang)
