"""Field types and the cleaner of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from crmpersona.cleaning.values.result import Cleaned, Context
from crmpersona.contract import ParameterError, nearest

__all__ = ["FIELD_TYPES", "Cleaner", "FieldType", "Parts", "field_type_of", "parts_of"]

Cleaner = Callable[[str, Context], Cleaned]


@dataclass(frozen=True)
class FieldType:
    """What the shared first step has to know of a kind of value.

    Parameters
    ----------
    keeps : frozenset of str, default empty
        Spellings of "missing" (casefolded) that mean something in this kind of column.
    longest : int, default 1,000
        Characters of the repaired text that are looked at; a longer one is invalid.
    free : bool, default False
        Whether any text is such a value, a few lost characters included.
    """

    keeps: frozenset[str] = frozenset()
    longest: int = 1_000
    free: bool = False


@dataclass(frozen=True)
class Parts:
    """The functions that clean one kind of value.

    Parameters
    ----------
    clean : callable
        The cleaner: takes the text after the shared first step, and the context.
    quick : callable, optional
        Makes the short cut by which plain cells of a long column are answered:
        ``(context) -> (cell -> answer or None)``, or None where there is none for this context.
    settle : callable, optional
        Decides for a whole column between readings.
    """

    clean: Cleaner
    quick: Callable[[Context], Callable[[Any], Cleaned | None] | None] | None = None
    settle: Callable[..., tuple[dict[str, Any], str, dict[str, Any]]] | None = None


# "Missing" for the shared first step, but perhaps a value in some columns: their cleaners decide.
NO_WORDS = frozenset({"无", "無", "没有", "沒有", "none", "nil", "-", "–", "—", "/", "no data", "na", "x", "×"})

FIELD_TYPES: dict[str, FieldType] = {
    "phone": FieldType(),
    "email": FieldType(),
    "email_key": FieldType(),
    "date": FieldType(),
    "money": FieldType(),
    "currency": FieldType(),
    "boolean": FieldType(keeps=NO_WORDS),
    "age": FieldType(),
    "cn_id": FieldType(),
    "uscc": FieldType(),
    "text": FieldType(longest=2_000_000, free=True),
    "name": FieldType(keeps=frozenset({"null", "na", "nan", "nil", "none"})),
    "gender": FieldType(keeps=frozenset({"-"})),
    "place": FieldType(),
    "postcode": FieldType(keeps=frozenset({"000000"})),
    "country": FieldType(keeps=frozenset({"na"})),
}


def field_type_of(name: str) -> FieldType:
    """Return a field type by name.

    Parameters
    ----------
    name : str
        One of the keys of ``FIELD_TYPES``.

    Returns
    -------
    FieldType
        How its values are cleaned.

    Raises
    ------
    ParameterError
        If there is no such field type; the nearest one is named.
    """
    if name not in FIELD_TYPES:
        suggestion = nearest(str(name)[:40], FIELD_TYPES)
        remedy = f"did you mean {suggestion!r}?" if suggestion else f"one of {', '.join(FIELD_TYPES)}"
        raise ParameterError(f"unknown field type {str(name)[:40]!r}", remedy=remedy)
    return FIELD_TYPES[name]


@cache
def _all_parts() -> dict[str, Parts]:
    """Import the cleaners when the first value needs one; each brings its own library in only when it is used."""
    from crmpersona.cleaning.values import (
        age,
        boolean,
        cn_id,
        country,
        currency,
        dates,
        email,
        gender,
        money,
        names,
        phone,
        place,
        postcode,
        text,
        uscc,
    )

    return {
        "phone": Parts(phone.clean_phone, quick=phone.plain_numbers),
        "email": Parts(email.clean_email),
        "email_key": Parts(email.clean_email_key),
        "date": Parts(dates.clean_date, settle=dates.settled_order),
        "money": Parts(money.clean_money, settle=money.settled_decimal),
        "currency": Parts(currency.clean_currency),
        "boolean": Parts(boolean.clean_boolean),
        "age": Parts(age.clean_age),
        "cn_id": Parts(cn_id.clean_cn_id),
        "uscc": Parts(uscc.clean_uscc),
        "text": Parts(text.clean_text),
        "name": Parts(names.clean_name),
        "gender": Parts(gender.clean_gender),
        "place": Parts(place.clean_place),
        "postcode": Parts(postcode.clean_postcode),
        "country": Parts(country.clean_country),
    }


def parts_of(name: str) -> Parts:
    """Return the functions of a field type.

    Parameters
    ----------
    name : str
        One of the keys of ``FIELD_TYPES``.

    Returns
    -------
    Parts
        Its cleaner, and what only some field types have.

    Raises
    ------
    ParameterError
        If there is no such field type.
    """
    field_type_of(name)
    return _all_parts()[name]
