"""Telephone numbers as E.164, where only one number can be meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from crmpersona.cleaning.values.numerals import chinese_digits
from crmpersona.cleaning.values.phone_parts import (
    joined_extension,
    lost_by_spreadsheet,
    masked,
    numbers_in,
    plain_figures,
    without_labels,
)
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, finished, invalid, ok
from crmpersona.cleaning.values.text import western_digits

__all__ = ["clean_phone", "plain_numbers"]

LONGEST = 300

_DIGIT_WORDS = re.compile(r"[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两 \-]{7,}")
_CALLING_CODE_TWICE = re.compile(r"^(?:\+|00)?\s*\(?86\)?[\s-]*(?:\+|00)86")
_FULL_WIDTH = str.maketrans({0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20, 0xA0: 0x20})

# What a valid number may be to phonenumbers, beside a mobile number.
_KINDS = (
    "fixed_line",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)

# Chinese mobile numbers as people group them: 3-4-4, with or without 86.
_PLAIN_MOBILE = re.compile(r"\s*((?:\+|00)?86[ -]?)?(1\d\d)[ -]?(\d{4})[ -]?(\d{4})(?:\.0)?\s*")

_PLAIN_LANDLINE = re.compile(r"\s*(?:(?:\+|00)86[ -]?)?\(?0([1-9]\d{1,2})\)?[ -]?(\d{7,8})\s*")

# Numbering plans whose numbers have no fixed length: without its trunk zero a number may as well lack its area code.
_OPEN_PLANS = frozenset({"AT", "DE"})
OPEN_PLAN_DIGITS = 11

# Up to this many digits a number is an operator's or an emergency service's, not a customer's.
SERVICE_DIGITS = 5
_CHINESE_LOCAL = re.compile(r"[2-8]\d{6,7}")


def plain_numbers(context: Context) -> Callable[[Any], Cleaned | None] | None:
    """Return the short cut for Chinese numbers in plain writing.

    Parameters
    ----------
    context : Context
        What may be assumed.

    Returns
    -------
    callable or None
        Takes a cell, gives its answer or None where :func:`clean_phone` has to look; None where the
        column is not from China. The pattern of valid numbers is that of the phonenumbers package.
    """
    if context.region != "CN":
        return None
    from phonenumbers import PhoneMetadata

    metadata: Any = PhoneMetadata.metadata_for_region("CN")
    valid = re.compile(metadata.mobile.national_number_pattern).fullmatch
    kinds = [kind for name in _KINDS if (kind := getattr(metadata, name)) and kind.national_number_pattern]
    other = re.compile("|".join(f"(?:{kind.national_number_pattern})" for kind in kinds)).fullmatch
    possible = re.compile(metadata.general_desc.national_number_pattern).fullmatch
    carrier = re.compile(metadata.national_prefix_for_parsing).match
    shape = _PLAIN_MOBILE.fullmatch
    note = finished(ok("", "phone.mobile"), context.language).note
    landline = _PLAIN_LANDLINE.fullmatch
    landline_note = finished(ok("", "phone.landline"), context.language).note
    refused = finished(invalid("phone.not_valid"), context.language)

    def mobile(found: re.Match[str]) -> Cleaned | None:
        number = found[2] + found[3] + found[4]
        if valid(number):
            return Cleaned(f"+86{number}", "ok", "phone.mobile", note)
        code = carrier(number)
        return None if other(number) or (code and possible(number[code.end() :])) else refused

    def answer(cell: Any) -> Cleaned | None:
        if type(cell) is not str:
            return None
        text = cell if cell.isascii() else cell.translate(_FULL_WIDTH)
        if not text.isascii():
            return None
        found = shape(text)
        if found:
            return mobile(found)
        found = landline(text)
        number = found[1] + found[2] if found else ""
        if not other(number) or valid(number):
            return None
        return Cleaned(f"+86{number}", "ok", "phone.landline", landline_note)

    return answer


def clean_phone(raw: str, context: Context) -> Cleaned:
    """Clean a telephone number.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Uses ``region`` (numbers without calling code) and ``area_code`` (landlines without one).

    Returns
    -------
    Cleaned
        E.164, with ``;ext=`` where there is an extension.
    """
    text = western_digits(raw).strip("'\"=.,;，。；: ")
    if len(text) > LONGEST:
        return invalid("phone.length")
    lost = lost_by_spreadsheet(text, numeric=context.numeric)
    if isinstance(lost, Cleaned):
        return lost
    text = without_labels(lost)
    if _DIGIT_WORDS.fullmatch(text):
        text = chinese_digits(text.replace("幺", "一"))
    if masked(text):
        return invalid("phone.masked")
    text = _CALLING_CODE_TWICE.sub("+86", text)
    answers = [_clean_one(part, context) for part in numbers_in(text, lambda part: _is_number(part, context))]
    return _together(answers)


def _is_number(text: str, context: Context) -> bool:
    return _clean_one(text, context).status == "ok"


def _together(answers: list[Cleaned]) -> Cleaned:
    """Return the one number of a cell; several different ones are not decided between."""
    if len(answers) == 1:
        return answers[0]
    found = {answer.value: answer for answer in answers if answer.status == "ok"}
    undecided = [answer for answer in answers if answer.status == "ambiguous"]
    if len(found) == 1 and len(answers) == sum(answer.status == "ok" for answer in answers):
        return next(iter(found.values()))
    if found or undecided:
        return ambiguous("phone.several", tuple(found), count=len(answers))
    return invalid("phone.not_valid")


def _clean_one(text: str, context: Context) -> Cleaned:
    """Clean the text of one number: main part and extension."""
    main, extension = joined_extension(without_labels(text))
    figures = plain_figures(main)
    if figures is None:
        return invalid("phone.letters")
    digits = sum(character.isdigit() for character in figures)
    if not 3 <= digits <= 20 or not figures.strip("0-+"):
        return invalid("phone.length")
    if context.region is None and not figures.startswith(("+", "00")):
        return ambiguous("phone.no_region") if 5 <= digits <= 15 else invalid("phone.length")
    return _read(figures, extension, context)


def _read(figures: str, extension: str, context: Context) -> Cleaned:
    """Find the valid readings of the figures; one is an answer, two are not."""
    import phonenumbers

    region = context.region
    texts = [figures]
    if figures.startswith("00"):
        texts = [f"+{figures[2:]}"] if region is None else [figures, f"+{figures[2:]}"]
    elif region and not figures.startswith("+"):
        code = str(phonenumbers.country_code_for_region(region))
        texts += [f"+{figures}"] if figures.startswith(code) else []
    readings: dict[str, Any] = {}
    for text in texts:
        number = _parsed(text, region)
        if number is not None and phonenumbers.is_valid_number(number):
            readings[phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)] = number
    if len(readings) > 1:
        return ambiguous("phone.several_readings", tuple(readings))
    if readings:
        ((value, number),) = readings.items()
        return _answer(value, number, figures, extension, context)
    return _without_reading(figures, extension, context)


def _parsed(text: str, region: str | None) -> Any:
    import phonenumbers

    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


def _answer(value: str, number: Any, figures: str, extension: str, context: Context) -> Cleaned:
    """Give the answer for the one valid reading, if the number was written in full."""
    import phonenumbers

    kind = phonenumbers.number_type(number)
    mobile = kind == phonenumbers.PhoneNumberType.MOBILE
    written_short = not figures.startswith(("0", "+")) and len(figures) <= OPEN_PLAN_DIGITS
    if written_short and not mobile and context.region in _OPEN_PLANS:
        return ambiguous("phone.no_trunk_zero", (value,))
    suffix = f";ext={extension}" if extension else ""
    return ok(value + suffix, "phone.mobile" if mobile else "phone.landline")


def _without_reading(figures: str, extension: str, context: Context) -> Cleaned:
    """Say why no number is valid: a local one, one with its extension attached, or none."""
    import phonenumbers

    separate = _attached_extension(figures, context)
    if separate and not extension:
        return separate
    number = _parsed(figures, context.region)
    if number is None:
        return invalid("phone.not_valid")
    reason = phonenumbers.is_possible_number_with_reason(number)
    local = reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY and len(figures) > SERVICE_DIGITS
    if context.region == "CN":
        local = bool(_CHINESE_LOCAL.fullmatch(figures))
    if not local or figures.startswith(("+", "0")):
        return invalid("phone.not_valid")
    if context.area_code and not figures.startswith(context.area_code):
        completed = _read(context.area_code + figures, extension, Context(region=context.region))
        if completed.status == "ok":
            return completed
    return ambiguous("phone.no_area_code")


def _attached_extension(figures: str, context: Context) -> Cleaned | None:
    """Read 010-65526688-8012: a Chinese landline whose last group is an extension."""
    if context.region not in {"CN", None}:
        return None
    found = re.fullmatch(r"((?:(?:\+|00)?86-?)?0?\d{2,3}-?\d{7,8})-(\d{1,6})", figures)
    if not found:
        return None
    answer = _read(found[1], found[2], context)
    return answer if answer.status == "ok" else None
