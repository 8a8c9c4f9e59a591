"""Cells that are not text: numbers, dates, truth values and missing markers as text."""

from __future__ import annotations

import datetime as dt
import math
import numbers
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.cleaning.values.result import Cleaned, invalid, missing, ok

__all__ = ["as_text"]

DATE_FIELDS = frozenset({"date", "text"})

# From here on a double no longer holds every whole number.
EXACT = 2**53


def _of_number(value: Any) -> str | Cleaned:
    if isinstance(value, Decimal):
        if not value.is_finite():
            return missing("value.missing") if value.is_nan() else invalid("value.type")
        return format(value.to_integral_value() if value == value.to_integral_value() else value, "f")
    if isinstance(value, numbers.Integral):
        return str(int(value)) if abs(int(value)) < 10**40 else invalid("value.too_long", longest=40)
    number = float(value)
    if math.isinf(number):
        return invalid("value.type")
    if not number.is_integer():
        return format(Decimal(repr(number)), "f")
    # Eighteen digits do not fit into a double: the last ones were rounded away.
    return str(int(number)) if abs(number) < EXACT else invalid("value.lost")


def _of_date(value: Any, field: str) -> str | Cleaned:
    if field not in DATE_FIELDS:
        return invalid("value.type")
    if not isinstance(value, dt.datetime):
        return str(value.isoformat())
    if value.tzinfo is None and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat()


def _is_missing(value: Any) -> bool:
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, (float, np.floating, np.datetime64, np.timedelta64)) and bool(pd.isna(value))


def _decoded(value: bytes) -> str | Cleaned:
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return invalid("value.lost")


def _of_mapping(value: dict[Any, Any], field: str) -> Cleaned:
    """Leave a value alone that an earlier pass has cleaned already."""
    shapes = {"money": {"amount", "currency"}, "place": {"province", "city", "district"}}
    parts_are_text = all(part is None or isinstance(part, str) for part in value.values())
    if set(value) != shapes.get(field) or not parts_are_text:
        return invalid("value.type")
    if field == "money" and not re.fullmatch(
        r"-?\d{1,99}(\.\d{1,99})? [A-Z]{3}", "{amount} {currency}".format(**value)
    ):
        return invalid("value.type")
    return ok(value, "value.cleaned")


def _of_truth(value: bool, field: str) -> str | Cleaned:
    if field == "boolean":
        return ok(value, "boolean.word")
    return str(value) if field == "text" else invalid("value.type")


# The first kind that fits: a truth value is a whole number to Python, a time stamp a date.
READINGS: tuple[tuple[Any, Callable[[Any, str], str | Cleaned]], ...] = (
    ((bool, np.bool_), lambda value, field: _of_truth(bool(value), field)),
    ((bytes, bytearray), lambda value, _: _decoded(bytes(value))),
    (np.datetime64, lambda value, field: _of_date(pd.Timestamp(value), field)),
    (dt.date, _of_date),
    ((numbers.Real, Decimal), lambda value, _: _of_number(value)),
)


def as_text(value: Any, field: str) -> str | Cleaned:
    """Return a cell as the text its owner sees, or the final answer.

    Parameters
    ----------
    value : object
        Any cell.
    field : str
        Field type of the column.

    Returns
    -------
    str or Cleaned
        The text: ``12345.0`` of a spreadsheet is ``"12345"``, a time stamp is ISO 8601; or the
        answer, where the cell is missing or of a type that cannot hold such a value.

    Examples
    --------
    >>> as_text(13800138000.0, "phone")
    '13800138000'
    >>> as_text(float("nan"), "phone").status
    'missing'
    """
    if isinstance(value, str):
        return str(value)
    if _is_missing(value):
        return missing("value.missing")
    if isinstance(value, dict):
        return _of_mapping(value, field)
    for kinds, reading in READINGS:
        if isinstance(value, kinds):
            return reading(value, field)
    return invalid("value.type")
