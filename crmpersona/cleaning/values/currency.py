"""Currencies as ISO 4217 codes, from codes, signs and words."""

from __future__ import annotations

import re

from crmpersona.cleaning.values.currency_table import CODES, MARKS, USUAL, currency_of
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, ok

__all__ = ["clean_currency", "currency_marks", "decided"]

# Letters need a boundary, so that the "kr" of "Kraków" and the "rm" of "firm" are not read as money.
_LETTER = "A-Za-zÀ-ɏа-яё"
_MARK = re.compile(
    "|".join(
        (rf"(?<![{_LETTER}])" if re.match(rf"[{_LETTER}]", mark) else "")
        + re.escape(mark)
        + (rf"(?![{_LETTER}])" if re.search(rf"[{_LETTER}]$", mark) else "")
        for mark in sorted(MARKS, key=lambda mark: (-len(mark), mark))
    )
    + rf"|(?<![{_LETTER}])[a-z]{{3}}(?![{_LETTER}])",
    re.IGNORECASE,
)
# 5k USD, 12kUSD: a multiplier may touch the code.
_TOUCHING = re.compile(rf"(?<=\d)(k|m|mn|bn|w)(?=(?:{'|'.join(sorted(CODES))})\b)", re.IGNORECASE)


def currency_marks(text: str) -> tuple[str, list[frozenset[str]]]:
    """Take the currency marks out of an amount.

    Parameters
    ----------
    text : str
        Text of an amount.

    Returns
    -------
    tuple of (str, list of frozenset of str)
        The text with a space in place of each mark, and what each mark may stand for.

    Examples
    --------
    >>> currency_marks("USD 5k")
    ('  5k', [frozenset({'USD'})])
    """
    found: list[frozenset[str]] = []

    def note(match: re.Match[str]) -> str:
        mark = match.group().casefold()
        meaning = MARKS.get(mark) or frozenset({mark.upper()}) & CODES
        if meaning:
            found.append(meaning)
        return " " if meaning else match.group()

    return _MARK.sub(note, _TOUCHING.sub(r"\1 ", text)), found


def decided(marks: list[frozenset[str]], context: Context) -> str | Cleaned:
    """Return the one currency that all marks and the context allow.

    Parameters
    ----------
    marks : list of frozenset of str
        What each mark may stand for.
    context : Context
        Uses ``currency`` and ``region``.

    Returns
    -------
    str or Cleaned
        The code; ambiguous where several remain, invalid where none does.

    Examples
    --------
    >>> decided([frozenset({"CNY", "JPY"})], Context(region="JP"))
    'JPY'
    """
    known = context.currency or currency_of(context.region)
    if not marks:
        return known or ambiguous("money.no_currency")
    possible = frozenset.intersection(*marks)
    if len(possible) == 1:
        return next(iter(possible))
    if not possible:
        return invalid("money.two_currencies")
    if known in possible and known:
        return known
    usual = USUAL.get(possible)
    if usual and known is None:
        return usual
    return ambiguous("money.several_currencies", tuple(sorted(possible)))


def clean_currency(raw: str, context: Context) -> Cleaned:
    """Clean a currency.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Uses ``region`` and ``currency`` for signs that several currencies share.

    Returns
    -------
    Cleaned
        ISO 4217 code.
    """
    text = raw.strip("'\"()（）[]【】.。 ") or raw
    rest, marks = currency_marks(text)
    if rest.strip(" /-()（）:：·,，"):
        rest, marks = currency_marks(raw)
    if rest.strip(" /-()（）:：·,，.") or not marks:
        return invalid("currency.unknown")
    found = decided(marks, context)
    if isinstance(found, Cleaned):
        several = found.status == "invalid"
        return ambiguous("currency.several" if several else "currency.sign", found.candidates)
    return ok(found, "currency.code")
