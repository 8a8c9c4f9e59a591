"""Postcodes in the spelling of their country; lost leading zeros come back only where the country is known."""

from __future__ import annotations

import re
from functools import cache

from crmpersona.cleaning.values.place_tables import present
from crmpersona.cleaning.values.postcode_forms import CHINESE_AREAS, FORMS, WITHOUT_POSTCODES, Form
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, missing, ok

__all__ = ["clean_postcode", "postcode_provinces"]

LONGEST = 40

_FLOAT = re.compile(r"(\d{2,9})\.0+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE][+-]?\d+")
_LABEL = re.compile(
    r"^(?:邮政编码|邮编|郵遞區號|zip(?: ?code)?|post ?code|postal code|plz|cap|cp|〒|pin(?: ?code)?)\s*[:：.]?\s*",
    re.IGNORECASE,
)
_SPREADSHEETS = frozenset({"excel", "spreadsheet", "xlsx", "xls", "csv"})
# Typed to get past a form.
_PLACEHOLDERS = frozenset({"123456", "111111", "999999", "99999", "888888"})
_STATE = re.compile(r"^[A-Za-z]{2}[ ,]+(?=\d)")


def postcode_provinces(postcode: str) -> tuple[str, ...]:
    """Return the provinces in which a Chinese postcode may lie.

    Parameters
    ----------
    postcode : str
        Six digits.

    Returns
    -------
    tuple of str
        Official names; empty where no postcode begins like this.

    Examples
    --------
    >>> postcode_provinces("518000"), postcode_provinces("990000")
    (('广东省',), ())
    """
    known = present()
    return tuple(known[area + "0000"].name for area in CHINESE_AREAS.get(postcode[:2], ()))


@cache
def _forms() -> dict[str, tuple[Form, re.Pattern[str]]]:
    return {region: (form, re.compile(form.pattern)) for region, form in FORMS.items()}


def _spelled(text: str, region: str) -> tuple[str, bool] | None:
    """Return a postcode in its country's spelling, and whether zeros were put back; None where it is none."""
    form, pattern = _forms()[region]
    bare = re.sub(r"[\s\-–—.]", "", text).upper()
    for prefix in (form.prefix, region):
        if prefix and bare.startswith(prefix) and bare[len(prefix) :].isdigit():
            bare = bare[len(prefix) :]
    filled = bare
    if bare.isdigit():
        for length in form.digits:
            if length - form.lost <= len(bare) < length and not any(len(bare) == other for other in form.digits):
                filled = bare.zfill(length)
                break
    if not pattern.fullmatch(filled):
        return None
    return form.spelled(filled), filled != bare


def _of_region(text: str, region: str, *, spreadsheet: bool) -> Cleaned:
    """Clean a postcode of a known country."""
    if region not in FORMS:
        return invalid("postcode.no_postcodes" if region in WITHOUT_POSTCODES else "postcode.region")
    if region == "US":
        text = _STATE.sub("", text)
    found = _spelled(text, region)
    if found is None:
        return invalid("postcode.unknown")
    value, filled = found
    if region == "CN" and not postcode_provinces(value):
        return invalid("postcode.area")
    # 51800 is 518000 with a digit missing as well as 051800: few Chinese codes begin with 0.
    if region == "CN" and filled and not spreadsheet:
        return ambiguous("postcode.short", (value,))
    return ok(value, "postcode.leading_zero" if filled else "postcode.pattern")


def _of_any(text: str) -> Cleaned:
    """Clean a postcode of an unknown country: only where all that have such postcodes write it alike."""
    spellings: dict[str, list[str]] = {}
    whole = False
    for region in FORMS:
        found = _spelled(text, region)
        # Six digits are whole in too many countries to be a longer code that lost its zero.
        if found is None or (found[1] and len(text) == 6) or (region == "CN" and not postcode_provinces(found[0])):
            continue
        spellings.setdefault(found[0], []).append(region)
        whole = whole or not found[1]
    if not spellings:
        return invalid("postcode.unknown")
    written = text.upper()
    if len(spellings) > 1 and written in spellings and not written.isdigit():
        return ok(written, "postcode.pattern")
    if len(spellings) == 1 and whole:
        value, regions = spellings.popitem()
        return ok(value, "postcode.pattern" if len(regions) == 1 else "postcode.any_country")
    names = ", ".join(sorted({region for regions in spellings.values() for region in regions})[:8])
    return ambiguous("postcode.several", tuple(sorted(spellings)[:6]), names=names)


def clean_postcode(raw: str, context: Context) -> Cleaned:
    """Clean a postcode.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        ``region`` decides the form and whether lost leading zeros can be put back.

    Returns
    -------
    Cleaned
        The postcode as the post of its country writes it. Without a region it is ambiguous where
        countries would write it differently.

    Examples
    --------
    >>> from crmpersona.cleaning import clean_value
    >>> clean_value("postcode", "2139", region="US").value
    '02139'
    >>> clean_value("postcode", "2139").status
    'ambiguous'
    """
    text = _LABEL.sub("", raw).strip(" .,，。'\"")
    if not text or len(text) > LONGEST:
        return invalid("postcode.unknown")
    if _SCIENTIFIC.fullmatch(text):
        return invalid("postcode.lost")
    whole = _FLOAT.fullmatch(text)
    text = whole.group(1) if whole else text
    if text in _PLACEHOLDERS or (len(text) >= 4 and not text.strip("0")):
        return missing("postcode.placeholder")
    if context.region is None:
        return _of_any(text)
    spreadsheet = context.numeric or whole is not None or (context.source or "").casefold() in _SPREADSHEETS
    return _of_region(text, context.region, spreadsheet=spreadsheet)
