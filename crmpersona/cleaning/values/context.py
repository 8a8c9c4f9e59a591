"""The values that each part of a context may take."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crmpersona.contract import ParameterError, as_of_date

__all__ = ["checked", "regions"]

CHOICES: dict[str, tuple[object, ...]] = {
    "date_system": (1900, 1904),
    "date_order": ("ymd", "dmy", "mdy"),
    "decimal": (".", ","),
    "lang": ("zh", "en"),
}

# Territories that have no telephone numbering of their own and yet are regions.
WITHOUT_PHONES = frozenset({"AQ", "BV", "GS", "HM", "PN", "TF", "UM"})
ALIASES = {"UK": "GB", "EL": "GR"}


@cache
def regions() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes that are known."""
    from phonenumbers import SUPPORTED_REGIONS

    return frozenset(SUPPORTED_REGIONS) | WITHOUT_PHONES


def _region(value: object) -> str:
    code = str(value).strip().upper()
    code = ALIASES.get(code, code)
    if code not in regions():
        raise ParameterError(
            f"region={str(value)[:40]!r} is not a country code",
            remedy="use ISO 3166-1 alpha-2, for example 'CN', 'US' or 'DE'",
        )
    return code


def _choice(name: str, value: object) -> object:
    allowed = CHOICES[name]
    found = {str(choice): choice for choice in allowed}.get(str(value).strip().lower())
    if found is None or isinstance(value, bool):
        raise ParameterError(f"{name}={str(value)[:40]!r} is not possible", remedy=f"use one of {allowed}")
    return found


def _zone(value: object) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ParameterError(
            f"timezone={str(value)[:40]!r} is unknown", remedy="use an IANA name such as 'Asia/Shanghai'"
        ) from error


def _currency(value: object) -> str:
    code = str(value).strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise ParameterError(f"currency={str(value)[:40]!r} is not a code", remedy="use ISO 4217, for example 'CNY'")
    return code


def _area_code(value: object) -> str:
    digits = str(value).strip()
    if not (digits.isascii() and digits.isdigit() and 2 <= len(digits) <= 5):
        raise ParameterError(
            f"area_code={digits[:40]!r} is not an area code", remedy="use its digits as dialled, for example '010'"
        )
    return digits


def _as_of(value: object) -> str:
    day: dt.date = as_of_date(value)
    return day.isoformat()


def checked(name: str, value: object) -> Any:
    """Return a context value in its one spelling.

    Parameters
    ----------
    name : str
        Name of the part of the context.
    value : object
        What the caller gave; not None.

    Returns
    -------
    object
        The value as the cleaners expect it.

    Raises
    ------
    ParameterError
        If no such value is possible.
    """
    if name in CHOICES:
        return _choice(name, value)
    special = {"region": _region, "timezone": _zone, "currency": _currency, "area_code": _area_code, "as_of": _as_of}
    if name in special:
        return special[name](value)
    if not isinstance(value, str):
        raise ParameterError(f"{name}={type(value).__name__} is not a text", remedy=f"give {name} as text")
    return value.strip()
