"""Field types and the cleaner of each."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from crmpersona.cleaning.values.result import Cleaned, Context
from crmpersona.contract import ParameterError, nearest

__all__ = ["FIELD_TYPES", "Cleaner", "FieldType", "cleaner_of", "field_type_of", "part_of"]

FOLDER = "crmpersona.cleaning.values"

Cleaner = Callable[[str, Context], Cleaned]


@dataclass(frozen=True)
class FieldType:
    """How values of one kind are cleaned.

    Parameters
    ----------
    module : str
        Module of this folder that holds the cleaner; imported when it is first needed.
    function : str
        The cleaner: takes the text after the shared first step and the context.
    keeps : frozenset of str, default empty
        Spellings of "missing" (casefolded) that mean something in this kind of column.
    longest : int, default 1,000
        Characters of the repaired text that are looked at; a longer one is invalid.
    quick : str, default ""
        Function of the module that answers plain cells of a long column at once:
        ``(context) -> (cell -> value or None)``.
    settle : str, default ""
        Function of the module by which a whole column decides between readings.

    """

    module: str
    function: str
    keeps: frozenset[str] = frozenset()
    longest: int = 1_000
    quick: str = ""
    settle: str = ""


# "Missing" for the shared first step, but perhaps a value in some columns: their cleaners decide.
NO_WORDS = frozenset({"无", "無", "没有", "沒有", "none", "nil", "-", "–", "—", "/", "no data", "na", "x", "×"})

FIELD_TYPES: dict[str, FieldType] = {
    "phone": FieldType("phone", "clean_phone", quick="plain_mobile"),
    "email": FieldType("email", "clean_email"),
    "email_key": FieldType("email", "clean_email_key"),
    "date": FieldType("dates", "clean_date", settle="settled_order"),
    "money": FieldType("money", "clean_money", settle="settled_decimal"),
    "currency": FieldType("currency", "clean_currency"),
    "boolean": FieldType("boolean", "clean_boolean", keeps=NO_WORDS),
    "age": FieldType("age", "clean_age"),
    "cn_id": FieldType("cn_id", "clean_cn_id"),
    "uscc": FieldType("uscc", "clean_uscc"),
    "text": FieldType("text", "clean_text", longest=2_000_000),
    "name": FieldType("names", "clean_name", keeps=frozenset({"null", "na", "nan", "nil", "none"})),
    "gender": FieldType("gender", "clean_gender", keeps=frozenset({"-"})),
    "place": FieldType("place", "clean_place"),
    "postcode": FieldType("postcode", "clean_postcode", keeps=frozenset({"000000"})),
    "country": FieldType("country", "clean_country", keeps=frozenset({"na"})),
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
def part_of(name: str, part: str) -> Any:
    """Return a function of a field type's module, importing the module when it is first needed.

    Parameters
    ----------
    name : str
        One of the keys of ``FIELD_TYPES``.
    part : {"quick", "settle"}
        Which function.

    Returns
    -------
    callable or None
        The function; None where the field type has none.
    """
    field_type = field_type_of(name)
    function = getattr(field_type, part)
    if not function:
        return None
    return getattr(importlib.import_module(f"{FOLDER}.{field_type.module}"), function)


@cache
def cleaner_of(name: str) -> Cleaner:
    """Return the cleaner of a field type, importing its module when it is first needed.

    Parameters
    ----------
    name : str
        One of the keys of ``FIELD_TYPES``.

    Returns
    -------
    callable
        ``(text, context) -> Cleaned``.

    Raises
    ------
    ParameterError
        If there is no such field type.
    """
    field_type = field_type_of(name)
    module = importlib.import_module(f"{FOLDER}.{field_type.module}")
    cleaner: Cleaner = getattr(module, field_type.function)
    return cleaner
