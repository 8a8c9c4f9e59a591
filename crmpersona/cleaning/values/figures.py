"""Numbers in figures: which of point, comma, space and apostrophe separates what."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from crmpersona.cleaning.values.currency_table import DECIMAL_COMMA, DECIMAL_POINT, currency_of
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid

__all__ = ["Figure", "Sign", "decimal_sign", "decimal_text", "figure", "scientific"]

MOST_DIGITS = 30

_GROUPS_OF_THREE = r"\d{1,3}(?:X\d{3})+"
_INDIAN_GROUPS = r"\d{1,2}(?:X\d{2})+X\d{3}"
_SCIENTIFIC = re.compile(r"([+-]?)(\d+)(?:[.,](\d+))?[eE]([+-]?\d{1,3})")


class Figure(NamedTuple):
    """A number, its decimals as written, and the decimal sign that its writing proves.

    Parameters
    ----------
    value : fractions.Fraction
        The exact number.
    decimals : int
        Decimals written.
    proves : {"", ".", ","}, default ""
        The decimal sign where only one is possible.
    """

    value: Fraction
    decimals: int
    proves: str = ""


class Sign(NamedTuple):
    """The decimal sign to expect, and whether the context says so or the currency only hints at it.

    Parameters
    ----------
    decimal : {"", ".", ","}
        The sign; empty where it is not known.
    firm : bool
        Whether region or ``decimal`` of the context say so.
    """

    decimal: str
    firm: bool


@cache
def _habit(currency: str) -> str:
    """Return the decimal sign that all regions with a currency share."""
    points = any(currency_of(region) == currency for region in DECIMAL_POINT)
    commas = any(currency_of(region) == currency for region in DECIMAL_COMMA)
    if points == commas:
        return ""
    return "." if points else ","


def decimal_sign(context: Context, currency: str | None) -> Sign:
    """Return the decimal sign to expect.

    Parameters
    ----------
    context : Context
        Uses ``decimal`` and ``region``.
    currency : str or None
        Currency of the amount, where it is known.

    Returns
    -------
    Sign
        The sign and how sure it is.

    Examples
    --------
    >>> decimal_sign(Context(region="DE"), "EUR"), decimal_sign(Context(), "EUR")
    (Sign(decimal=',', firm=True), Sign(decimal='', firm=False))
    """
    if context.decimal:
        return Sign(context.decimal, firm=True)
    habit = _habit(currency) if currency else ""
    if context.region in DECIMAL_COMMA or context.region in DECIMAL_POINT:
        here = "," if context.region in DECIMAL_COMMA else "."
        # Dollars written in Germany: by whose habit?
        foreign = bool(currency) and currency != currency_of(context.region) and habit not in {"", here}
        return Sign("", firm=False) if foreign else Sign(here, firm=True)
    return Sign(habit, firm=False)


def scientific(text: str) -> Figure | Cleaned | None:
    """Read scientific notation, where no digit was lost to it.

    Parameters
    ----------
    text : str
        A number.

    Returns
    -------
    Figure, Cleaned or None
        The number; invalid where digits were lost; None where the text is of another form.

    Examples
    --------
    >>> scientific("1.23457E+08").rule, scientific("1234") is None
    ('money.scientific', True)
    """
    found = _SCIENTIFIC.fullmatch(text)
    if not found:
        return None
    digits, power = found[2] + (found[3] or ""), int(found[4])
    decimals = len(found[3] or "") - power
    if decimals < 0 or len(digits) > MOST_DIGITS or power < 0:
        return invalid("money.scientific")
    value = Fraction(int(digits), 10**decimals)
    return Figure(-value if found[1] == "-" else value, decimals)


def _whole(text: str, separator: str) -> bool:
    """Say whether a separator stands between groups of thousands or of Indian lakhs."""
    mark = re.escape(separator)
    return any(re.fullmatch(form.replace("X", mark), text) for form in (_GROUPS_OF_THREE, _INDIAN_GROUPS))


def _exact(whole: str, decimals: str, proves: str = "") -> Figure:
    return Figure(Fraction(int((whole or "0") + decimals), 10 ** len(decimals)), len(decimals), proves)


def figure(text: str, sign: Sign, *, numeric: bool = False) -> Figure | Cleaned:
    """Read a number in figures.

    Parameters
    ----------
    text : str
        Figures and separators.
    sign : Sign
        The decimal sign to expect.
    numeric : bool, default False
        Whether the cell held a number: its point is a decimal point.

    Returns
    -------
    Figure or Cleaned
        The number, or why it cannot be told.

    Examples
    --------
    >>> figure("1.234,50", Sign("", False)).value
    Fraction(2469, 2)
    >>> figure("1.234", Sign("", False)).status, figure("1.234", Sign(",", True)).value
    ('ambiguous', Fraction(1234, 1))
    """
    text = re.sub(r"[.,]\s*(?:-|–|—){1,2}$", "", text.strip()).strip()
    if not re.fullmatch(r"[\d.,'’´` ]{1,60}", text) or not 1 <= sum(map(str.isdigit, text)) <= MOST_DIGITS:
        return invalid("money.other")
    if numeric:
        whole, _, decimals = text.partition(".")
        return _exact(whole, decimals) if re.fullmatch(r"\d*\.?\d*", text) else invalid("money.other")
    text = re.sub("[’´`]", "'", text)
    for separator in ("'", " "):
        if separator in text:
            whole, mark, decimals = _cut(text)
            if not _whole(whole, separator):
                return invalid("money.other")
            if separator == " " and whole.count(" ") == 1 and not mark and sign.decimal == ".":
                # Whoever writes a decimal point groups with commas: perhaps two amounts.
                return ambiguous("money.separator", (whole.replace(" ", ""),))
            return _exact(whole.replace(separator, ""), decimals, mark)
    return _with_signs(text, sign)


def _cut(text: str) -> tuple[str, str, str]:
    """Cut a number with apostrophes or spaces at its decimal sign."""
    found = re.fullmatch(r"(.*\d)([.,])(\d*)", text)
    return (found[1], found[2], found[3]) if found else (text, "", "")


def _with_signs(text: str, sign: Sign) -> Figure | Cleaned:
    """Read figures with points and commas only."""
    points, commas = text.count("."), text.count(",")
    if points and commas:
        return _with_both(text)
    separator = "." if points else ","
    if points + commas == 0:
        return _exact(text, "")
    if points + commas > 1:
        whole = text.replace(separator, "")
        other = "," if separator == "." else "."
        return _exact(whole, "", other) if _whole(text, separator) else invalid("money.other")
    return _with_one(text, separator, sign)


def _with_both(text: str) -> Figure | Cleaned:
    """Read a number with points and commas: the last sign is the decimal one."""
    decimal = max(".,", key=text.rfind)
    grouping = "," if decimal == "." else "."
    whole, _, decimals = text.rpartition(decimal)
    if decimal in whole or not _whole(whole, grouping):
        return invalid("money.other")
    return _exact(whole.replace(grouping, ""), decimals, decimal)


def _with_one(text: str, separator: str, sign: Sign) -> Figure | Cleaned:
    """Read a number with one point or comma."""
    whole, _, decimals = text.partition(separator)
    grouped = len(decimals) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    if not grouped:
        # 1,50 where the comma groups thousands: 1.50 by a stranger, or 1,500 cut short.
        if separator == "," and sign == Sign(".", firm=True) and decimals and len(decimals) != 3:
            return ambiguous("money.separator", (f"{whole or 0}.{decimals}",))
        return _exact(whole, decimals, separator if decimals else "")
    as_group, as_decimal = _exact(whole + decimals, ""), _exact(whole, decimals)
    if sign.decimal and sign.decimal != separator:
        return as_group
    if sign.firm and sign.decimal == separator:
        return as_decimal
    return ambiguous("money.separator", (whole + decimals, f"{whole}.{decimals}"))


def decimal_text(value: Fraction, decimals: int) -> str:
    """Return an exact decimal number as text.

    Parameters
    ----------
    value : fractions.Fraction
        The number.
    decimals : int
        Decimals to show at least; more follow where the number has more.

    Returns
    -------
    str
        Plain figures with a decimal point.

    Examples
    --------
    >>> decimal_text(Fraction(2469, 2), 2), decimal_text(Fraction(120000), 0)
    ('1234.50', '120000')
    """
    while (value * 10**decimals).denominator != 1 and decimals < 2 * MOST_DIGITS:
        decimals += 1
    scaled = int(value * 10**decimals)
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    shown = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{shown}" if scaled < 0 else shown
