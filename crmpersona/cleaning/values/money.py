"""Amounts of money: exact decimal text and currency, where only one amount can be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from crmpersona.cleaning.values.currency import currency_marks, decided
from crmpersona.cleaning.values.currency_table import MARKS
from crmpersona.cleaning.values.figures import Figure, Sign, decimal_sign, decimal_text, figure, scientific
from crmpersona.cleaning.values.money_words import CJK_UNITS, amount_in_words, multiplied, without_remarks
from crmpersona.cleaning.values.numerals import NUMERAL
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, ok
from crmpersona.cleaning.values.settling import one_convention
from crmpersona.cleaning.values.text import western_digits

__all__ = ["clean_money", "settled_decimal"]

LONGEST = 80

# Which decimal sign the writing proves.
RULES = {"": "money.amount", ".": "money.point", ",": "money.comma"}

_DASHES = str.maketrans(dict.fromkeys("−–﹣‐‑‒", "-"))
_CREDIT_DEBIT = re.compile(r"\b(?:cr|dr)\b\.?|^\s*[借贷]\s*|[借贷]\s*$", re.IGNORECASE)
_TENTHS = re.compile(rf"[{NUMERAL}\d]\s*(?:[角毛]|分\s*[整正]?$)")
_BRACKETS = re.compile(r"([^()\d]*)\(([^()]+)\)([^()\d]*)")


def clean_money(raw: str, context: Context) -> Cleaned:
    """Clean an amount of money.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Uses ``region`` (currency, decimal separator), ``currency`` and ``decimal``.

    Returns
    -------
    Cleaned
        ``{"amount": decimal text, "currency": ISO 4217 code}``.
    """
    text = _plain(raw, context)
    if isinstance(text, Cleaned):
        return text
    rest, marks = currency_marks(text)
    if not marks:
        # Tenths and hundredths named 角 and 分 are those of a yuan.
        rest, marks = text, [MARKS["元"]] if _TENTHS.search(text) else []
    unsigned = _signed(rest, context)
    if isinstance(unsigned, Cleaned):
        return unsigned
    body, negative = unsigned
    currency = decided(marks, context)
    amount = _amount(body, text, currency, context)
    if isinstance(amount, Cleaned) or isinstance(currency, Cleaned):
        return _worse(amount, currency, marked=bool(marks))
    shown = decimal_text(-amount.value if negative else amount.value, amount.decimals)
    return ok({"amount": shown, "currency": currency}, RULES[amount.proves])


def _plain(raw: str, context: Context) -> str | Cleaned:
    """Return an amount without labels and remarks, or why it is no single exact amount."""
    text = western_digits(raw).translate(_DASHES).strip("'\"`=")
    if len(text) > LONGEST:
        return invalid("money.other")
    if scientific(text) is not None:
        return text
    remarked = without_remarks(text)
    if isinstance(remarked, str) and _crore(remarked, context) is None and _CREDIT_DEBIT.search(remarked):
        return ambiguous("money.credit_debit")
    return remarked


def _worse(amount: Figure | Cleaned, currency: str | Cleaned, *, marked: bool) -> Cleaned:
    """Return the answer that says most: no amount at all, then a sign of several currencies, then the rest."""
    if isinstance(currency, Cleaned) and (marked or not isinstance(amount, Cleaned)):
        return amount if isinstance(amount, Cleaned) and amount.status == "invalid" else currency
    return amount if isinstance(amount, Cleaned) else invalid("money.other")


def _crore(text: str, context: Context) -> re.Match[str] | None:
    """Find the Indian crore, which elsewhere is a credit."""
    return re.search(r"\d\s*cr\.?\s*$", text, re.IGNORECASE) if context.region in {"IN", "PK", "BD", "NP"} else None


def _signed(text: str, context: Context) -> tuple[str, bool] | Cleaned:
    """Take the sign off: brackets, minus before or after, the triangle of Japanese accounts, 负."""
    text = text.replace("（", "(").replace("）", ")").strip()
    signs = 0
    found = _BRACKETS.fullmatch(text)
    if found:
        text, signs = f"{found[1]} {found[2]} {found[3]}".strip(), 1
    if re.match(r"[▲△]", text):
        if context.region != "JP":
            return ambiguous("money.triangle")
        text, signs = text[1:].strip(), signs + 1
    for pattern in (r"^[-负負]\s*", r"(?<=[\d\s万萬亿億])\s*-\s*$", r"^\s*minus\s+"):
        shorter = re.sub(pattern, "", text, count=1, flags=re.IGNORECASE)
        # A dash after a separator means "no cents": 50,-
        if shorter != text:
            text, signs = shorter.strip(), signs + 1
    if signs > 1:
        return ambiguous("money.two_signs")
    return re.sub(r"^\+\s*", "", text).strip(), bool(signs)


def _amount(body: str, text: str, currency: str | Cleaned, context: Context) -> Figure | Cleaned:
    """Return the exact amount, by figures or by words."""
    if not body:
        return invalid("money.other")
    if context.numeric:
        return figure(body, Sign(".", firm=True), numeric=True)
    exact = scientific(body)
    if exact is not None:
        return exact
    parts = multiplied(body, context)
    if isinstance(parts, Cleaned):
        return parts
    number, factor, unit = parts
    sign = decimal_sign(context, currency if isinstance(currency, str) else None)
    # Where 万 and 亿 are written, the point is the decimal sign.
    found = figure(number, Sign(".", firm=True) if unit in CJK_UNITS else sign)
    if isinstance(found, Cleaned):
        return found if found.rule != "money.other" else amount_in_words(body, text)
    return found if factor == 1 else Figure(found.value * factor, 0, found.proves)


def settled_decimal(
    answers: Sequence[Cleaned], counts: np.ndarray[Any, Any], context: Context
) -> tuple[dict[str, str], str, dict[str, Any]]:
    """Let amounts that prove the decimal sign of a column decide about the others.

    Parameters
    ----------
    answers : sequence of Cleaned
        Answers for the distinct values.
    counts : numpy.ndarray
        Rows of each.
    context : Context
        What was assumed.

    Returns
    -------
    tuple
        Changes of the context, rule of settled values, evidence.
    """
    known = context.decimal or decimal_sign(context, None).firm
    proofs = {} if known else {"money.point": ".", "money.comma": ","}
    return one_convention("decimal", proofs, "money.settled", answers, counts)
