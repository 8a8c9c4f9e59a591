"""Resident identity numbers of China, 18 digits with a check character; the old 15-digit form is upgraded."""

from __future__ import annotations

import datetime as dt
import re

from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, ok
from crmpersona.cleaning.values.text import parts, western_digits

__all__ = ["clean_cn_id"]

# Without a day to compare with, a birth after this one is in the future; the clock is not asked, so that answers last.
LATEST_BIRTH = dt.date(2029, 12, 31)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"

# First two digits: provinces, and 81 to 83 for residents from Hong Kong, Macao and Taiwan, 9 for foreigners.
PROVINCES = frozenset(
    """11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 92
    93""".split()  # noqa: SIM905 - a list to be read
)
_PERMIT = re.compile(r"[HM]\d{8}(?:\d{2})?|[A-Z]\d{6}\([0-9A]\)|[A-Z][12]\d{8}|[1578]/?\d{6}/?\(?\d\)?", re.IGNORECASE)


def check_character(digits: str) -> str:
    """Return the check character of the first 17 digits.

    Parameters
    ----------
    digits : str
        Seventeen digits.

    Returns
    -------
    str
        A digit or X.

    References
    ----------
    GB 11643-1999, ISO 7064 MOD 11-2.

    Examples
    --------
    >>> check_character("11010519491231002")
    'X'
    """
    return CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11]


def clean_cn_id(raw: str, context: Context) -> Cleaned:
    """Clean a resident identity number.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Uses ``as_of``: a date of birth after it is refused.

    Returns
    -------
    Cleaned
        Eighteen characters, X in upper case.
    """
    pieces = parts(raw.replace("/", ";").replace(",", ";").replace("，", ";")) if len(raw) > 30 else [raw]
    answers = [_clean_one(piece, context) for piece in pieces]
    values = {answer.value for answer in answers if answer.status == "ok"}
    if len(answers) == 1 or len(values) == 1 == len({answer.value for answer in answers}):
        return answers[0]
    return ambiguous("cn_id.several", count=len(answers)) if values else answers[0]


def _clean_one(raw: str, context: Context) -> Cleaned:
    text = re.sub(
        r"^(?:身份证号?码?|证件号码?|id(?:\s*no\.?)?)\s*[:：]?\s*",
        "",
        western_digits(raw).strip("'\"=` "),
        flags=re.IGNORECASE,
    )
    if re.search(r"[*＊•]|[xX]{2,}", text):
        return invalid("cn_id.masked")
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d{2}", text):
        return invalid("cn_id.scientific")
    text = re.sub(r"[\s\-‐–—·.]", "", text).upper().replace("Х", "X").replace("Ⅹ", "X").replace("×", "X")
    if re.fullmatch(r"\d{15}|\d{17}[\dX]", text):
        if len(set(text)) == 1:
            return invalid("cn_id.placeholder")
        return _upgraded(text, context) if len(text) == 15 else _full(text, context)
    if _PERMIT.fullmatch(text):
        return invalid("cn_id.permit")
    return invalid("cn_id.length" if re.fullmatch(r"\d*X?", text) else "cn_id.letters")


def _birth(text: str, context: Context) -> bool:
    """Say whether eight digits are a date on which a person of the register can have been born."""
    try:
        day = dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    latest = dt.date.fromisoformat(context.as_of) if context.as_of else LATEST_BIRTH
    return dt.date(1850, 1, 1) <= day <= latest


def _full(text: str, context: Context) -> Cleaned:
    from stdnum.cn import ric
    from stdnum.exceptions import ValidationError

    if check_character(text[:17]) != text[17]:
        return invalid("cn_id.check")
    if text[:2] not in PROVINCES or set(text[14:17]) == {"0"}:
        return invalid("cn_id.region")
    if not _birth(text[6:14], context):
        return invalid("cn_id.birth_date")
    if text[0] in "89":
        return ok(text, "cn_id.residence_permit" if text[0] == "8" else "cn_id.foreign_permit")
    try:
        ric.validate(text)
    except ValidationError:
        # The counties of decades ago are not in every table; the check character vouches for the number.
        return ok(text, "cn_id.old_county")
    return ok(text, "cn_id.number")


def _upgraded(text: str, context: Context) -> Cleaned:
    """Insert the century and append the check character: 15-digit numbers end with births of 1999."""
    # 996 to 999 marked people older than a hundred years: born in the century before.
    century = "18" if text[12:] in {"996", "997", "998", "999"} else "19"
    longer = text[:6] + century + text[6:]
    answer = _full(longer + check_character(longer), context)
    return ok(answer.value, "cn_id.upgraded") if answer.status == "ok" else answer
