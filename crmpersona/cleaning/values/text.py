"""The first step of every cleaner: repaired characters, one form of them, and spellings of "missing"."""

from __future__ import annotations

import html
import re
import unicodedata

from crmpersona.cleaning.values.missing import is_missing
from crmpersona.cleaning.values.mojibake import repaired
from crmpersona.cleaning.values.registry import FieldType
from crmpersona.cleaning.values.result import Cleaned, Context, invalid, missing, ok

__all__ = ["clean_text", "first_step", "parts", "tidy", "western_digits"]

# A cell longer than this is not looked at: even the quickest of the steps below would take seconds.
LONGEST_CELL = 4_000_000

# Times that a cell is repaired at most; text encoded twice needs two.
ROUNDS = 4

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-fA-F]{1,6});")

# Other widths of a character, radicals, and mathematical letters; squared and enclosed forms stay as they are.
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uff00-\uffef\ufb00-\ufb06\U0001d400-\U0001d7ff]")

# Joiners carry meaning after letters of the scripts from Hebrew to Khmer, and in emoji; elsewhere they are dirt.
_JOINER = re.compile("(?<![\u0590-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ue000-\uf8ff]"
)
_SPACES = re.compile(r"\s+")

_SEPARATORS = re.compile(r"\s*(?:[;；|、\n]|\s(?:or|and|或者?|和|及)\s|或者?)\s*", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return a text in one Unicode form, without invisible marks and with single spaces.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Composed characters, half-width letters, digits and signs, runs of any space as one.

    Examples
    --------
    >>> tidy("　ＡＢＣ\u00a0 １２３\u200b ")
    'ABC 123'
    """
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else _SPACES.sub(" ", text).strip()
    text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = unicodedata.normalize("NFC", text)
    text = _INVISIBLE.sub("", _JOINER.sub("", text))
    return _SPACES.sub(" ", text).strip()


def western_digits(text: str) -> str:
    """Return the text with the decimal digits of every script as 0 to 9.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text, digits written 0 to 9.

    Examples
    --------
    >>> western_digits("٠١٢")
    '012'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c > "\x7f" and c.isdecimal() else c for c in text)


def first_step(text: str, field_type: FieldType) -> str | Cleaned:
    """Repair and tidy a cell; answer at once where nothing, or nothing readable, was recorded.

    Parameters
    ----------
    text : str
        The cell.
    field_type : FieldType
        What the column holds.

    Returns
    -------
    str or Cleaned
        The tidied text, or the final answer.

    Notes
    -----
    Mojibake is repaired before anything is stripped: UTF-8 Chinese that was read as Latin-1
    contains no-break spaces and control characters that are parts of letters.
    """
    if len(text) > LONGEST_CELL:
        return invalid("value.too_long", longest=field_type.longest)
    text = _repaired_and_tidy(text)
    rule = is_missing(text, field_type.keeps)
    if rule:
        return missing(rule)
    if len(text) > field_type.longest:
        return invalid("value.too_long", longest=field_type.longest)
    if "\ufffd" in text or "锟斤拷" in text:
        return _with_lost_characters(text, field_type)
    return text


def _repaired_and_tidy(text: str) -> str:
    """Repair and tidy until nothing changes: a mark taken out may uncover what it hid."""
    for _ in range(ROUNDS):
        before = text
        if not text.isascii():
            text = repaired(text)
        if "&" in text and _ENTITY.search(text):
            text = html.unescape(text)
        text = tidy(text)
        if text == before or (text.isascii() and "&" not in text):
            return text
    return text


def _with_lost_characters(text: str, field_type: FieldType) -> str | Cleaned:
    """Keep a long text with a few lost characters; anything else has lost its meaning."""
    lost = text.count("\ufffd") + 3 * text.count("锟斤拷")
    if field_type.free and lost * 5 < len(text):
        return text
    return invalid("value.lost")


def parts(text: str) -> list[str]:
    """Split a cell that holds several values.

    Parameters
    ----------
    text : str
        Text after the first step.

    Returns
    -------
    list of str
        The parts without blanks; one part where there is one value.

    Examples
    --------
    >>> parts("a@example.com; b@example.com")
    ['a@example.com', 'b@example.com']
    """
    return [part for part in _SEPARATORS.split(text) if part] if _SEPARATORS.search(text) else [text]


def clean_text(raw: str, context: Context) -> Cleaned:  # noqa: ARG001 - one signature for every cleaner
    """Clean free text: the first step alone.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Not used.

    Returns
    -------
    Cleaned
        The tidied text.
    """
    return ok(raw, "text.cleaned")
