"""Places: province, city and district by the official codes; nothing is guessed where several bear a name."""

from __future__ import annotations

import re

from crmpersona.cleaning.values.place_answer import answered
from crmpersona.cleaning.values.place_chinese import clean_chinese
from crmpersona.cleaning.values.place_latin import clean_latin
from crmpersona.cleaning.values.place_states import clean_american, is_american
from crmpersona.cleaning.values.place_tables import divisions
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid

__all__ = ["clean_place"]

CHINESE = frozenset({None, "CN", "HK", "MO", "TW"})
_HAN = re.compile("[\u3400-\u9fff]")
CODE_SCHEMES = ("gb/t 2260", "gb/t2260", "gb2260", "gb 2260", "adcode", "mca")


def _coded(raw: str, context: Context) -> Cleaned:
    """Read a place that is written as its code."""
    found = [division for division in divisions() if division.code == raw]
    if not found:
        return invalid("place.unknown")
    if (context.scheme or context.codebook or "").casefold().startswith(CODE_SCHEMES):
        present = [division for division in found if division.until is None]
        return answered(present or found[-1:])
    return ambiguous("place.code")


def clean_place(raw: str, context: Context) -> Cleaned:
    """Clean a place or an address.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        ``region`` says in which country the place lies: without it, and for CN, HK, MO and TW, the
        tables of China are looked up; for US the states. ``scheme="GB/T 2260"`` reads codes.

    Returns
    -------
    Cleaned
        ``{"province", "city", "district"}`` with official names; None for what is not named.

    Examples
    --------
    >>> from crmpersona.cleaning import clean_value
    >>> clean_value("place", "深圳南山").value
    {'province': '广东省', 'city': '深圳市', 'district': '南山区'}
    >>> clean_value("place", "鼓楼区").status
    'ambiguous'
    """
    if raw.isdigit():
        return _coded(raw, context)
    if _HAN.search(raw):
        return clean_chinese(raw)
    if context.region == "US" or (context.region is None and is_american(raw)):
        return clean_american(raw)
    return clean_latin(raw) if context.region in CHINESE else invalid("place.region")
