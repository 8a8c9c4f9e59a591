"""Unified social credit codes of Chinese organisations."""

from __future__ import annotations

import re

from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, ok
from crmpersona.cleaning.values.text import parts, western_digits

__all__ = ["clean_uscc"]

_LABEL = re.compile(
    r"^(?:统一社会信用代码|社会信用代码|信用代码|税号|纳税人识别号|uscc|usci)\s*[:：]?\s*", re.IGNORECASE
)


def clean_uscc(raw: str, context: Context) -> Cleaned:  # noqa: ARG001 - one signature for every cleaner
    """Clean a unified social credit code.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Not used.

    Returns
    -------
    Cleaned
        Eighteen characters in upper case with a right check character.

    References
    ----------
    GB 32100-2015.
    """
    pieces = parts(raw) if len(raw) > 30 else [raw]
    answers = [_clean_one(piece) for piece in pieces]
    values = {answer.value for answer in answers if answer.status == "ok"}
    if len(answers) == 1 or len({answer.value for answer in answers}) == 1:
        return answers[0]
    return ambiguous("uscc.several", count=len(answers)) if values else answers[0]


def _clean_one(raw: str) -> Cleaned:
    from stdnum.cn import uscc
    from stdnum.exceptions import InvalidChecksum, ValidationError

    text = _LABEL.sub("", western_digits(raw).strip("'\"=` "))
    text = re.sub(r"[\s\-‐–—_.]", "", text).upper()
    if "*" in text:
        return invalid("uscc.masked")
    if len(text) != 18:
        return invalid("uscc.registration" if re.fullmatch(r"\d{13}|\d{15}", text) else "uscc.length")
    if len(set(text)) == 1:
        return invalid("uscc.placeholder")
    try:
        return ok(str(uscc.validate(text)), "uscc.code")
    except InvalidChecksum:
        return invalid("uscc.check")
    except (ValidationError, ValueError, KeyError):
        return invalid("uscc.letters" if re.search("[IOZSV]", text) else "uscc.not_valid")
