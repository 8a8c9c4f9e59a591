"""Digests of plain data: the same content gives the same name."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract.dates import Month

__all__ = ["digest", "plain"]


def plain(value: Any) -> Any:  # noqa: PLR0911 - one line per kind of value
    """Turn a value into JSON-safe plain data.

    Parameters
    ----------
    value : object
        Numbers, texts, dates, arrays, frames, dataclasses, mappings and sequences of them.
        NaN and infinities become None, because JSON has no word for them.

    Returns
    -------
    object
        dict, list, str, int, float, bool or None.

    Examples
    --------
    >>> plain({"day": dt.date(2026, 11, 1), "share": np.float64("nan"), "n": np.int64(3)})
    {'day': '2026-11-01', 'share': None, 'n': 3}
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (np.bool_, np.integer, np.floating, float)):
        return _plain_number(value)
    if isinstance(value, (Mapping, pd.Series)):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, pd.DataFrame):
        return [plain(row) for row in value.reset_index().to_dict("records")]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (list, tuple, np.ndarray, pd.Index)):
        return [plain(item) for item in value]
    return _plain_other(value)


def _plain_number(value: Any) -> bool | int | float | None:
    """Turn a numpy or Python number into a JSON number or None."""
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    number = float(value)
    return number if np.isfinite(number) else None


def _plain_other(value: Any) -> Any:
    """Turn dates, dataclasses and everything else into plain data."""
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Month):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return str(value)


def digest(value: Any) -> str:
    """Return the sha256 of a value's canonical JSON form.

    Parameters
    ----------
    value : object
        Anything that :func:`plain` understands.

    Returns
    -------
    str
        64 hexadecimal characters, equal for equal content whatever the order of keys.

    Examples
    --------
    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    text = json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
