"""Chinese number words: digits in a row, and numbers with units."""

from __future__ import annotations

import re
from fractions import Fraction

__all__ = ["NUMERAL", "chinese_digits", "chinese_number", "is_chinese_number"]

_DIGITS = {
    **dict.fromkeys("〇零○◯Ｏ", 0),
    **dict.fromkeys("一壹弌", 1),
    **dict.fromkeys("二贰貳弍两兩", 2),
    **dict.fromkeys("三叁參叄弎", 3),
    **dict.fromkeys("四肆", 4),
    **dict.fromkeys("五伍", 5),
    **dict.fromkeys("六陆陸", 6),
    **dict.fromkeys("七柒", 7),
    **dict.fromkeys("八捌", 8),
    **dict.fromkeys("九玖", 9),
}
_SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE_UNITS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
TEN = 10
NO_BOUND = 10**16
_TENS = {"廿": 20, "卅": 30}

# Characters of which a number in words is made.
NUMERAL = "".join([*_DIGITS, *_SMALL_UNITS, *_LARGE_UNITS, *_TENS])

_DIGIT_TABLE = str.maketrans({word: str(digit) for word, digit in _DIGITS.items()})
_SECTION = re.compile(
    rf"(?P<tens>[{''.join(_TENS)}])"
    rf"|(?:(?P<digit>[{''.join(_DIGITS)}])|(?P<figures>\d{{1,15}}(?:\.\d{{1,15}})?))?(?P<unit>[{''.join(_SMALL_UNITS)}])?"
)


def chinese_digits(text: str) -> str:
    """Return a text with each Chinese digit word as a figure, place by place.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text with figures.

    Examples
    --------
    >>> chinese_digits("二〇二四")
    '2024'
    """
    return text.translate(_DIGIT_TABLE)


def is_chinese_number(text: str) -> bool:
    """Say whether a text consists of Chinese number words only.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    bool
        True where every character is one of :data:`NUMERAL`.

    Examples
    --------
    >>> is_chinese_number("三十五"), is_chinese_number("3十")
    (True, False)
    """
    return bool(text) and all(character in NUMERAL for character in text)


def _below_ten_thousand(text: str) -> Fraction | None:
    """Read a number without 万 and 亿: 三百零五, 3千5百, 12.5, 廿五."""
    total = Fraction(0)
    bound = NO_BOUND
    gap = False
    position = 0
    while position < len(text):
        if text[position] in "零〇" and position + 1 < len(text):
            # Two zeros in a row, or a zero before figures, are digits in a row and not a number in words.
            if gap or text[position + 1].isdigit():
                return None
            gap, position = True, position + 1
            continue
        found = _SECTION.match(text, position)
        if not found or not found.group():
            return None
        part, unit = _section_value(found)
        # 一百五 is 150 in speech and 105 in a careless table.
        if part is None or unit >= bound or (unit == 1 and not gap and TEN < bound < NO_BOUND):
            return None
        total, bound, gap, position = total + part, unit, False, found.end()
    return total


def _section_value(found: re.Match[str]) -> tuple[Fraction | None, int]:
    """Return what one digit with its unit adds, and the unit that later ones stay below."""
    if found["tens"]:
        return Fraction(_TENS[found["tens"]]), 10
    unit = _SMALL_UNITS[found["unit"]] if found["unit"] else 1
    if found["figures"]:
        return Fraction(found["figures"]) * unit, unit
    if found["digit"]:
        return Fraction(_DIGITS[found["digit"]] * unit), unit
    # 十五 is fifteen; 百 or 千 alone are no numbers.
    return (Fraction(unit), unit) if unit == 10 else (None, unit)


def chinese_number(text: str) -> Fraction | None:
    """Read a number in Chinese words, in figures with Chinese units, or in both.

    Parameters
    ----------
    text : str
        For example 三十五, 壹万贰仟叁佰, 1.2亿, 3千5百, 十二万.

    Returns
    -------
    fractions.Fraction or None
        The exact number; None where the text is not one, or not one only: 三万五 stands for 35,000
        in speech and 30,005 in a careless table.

    Examples
    --------
    >>> int(chinese_number("壹万贰仟叁佰")), int(chinese_number("1.2亿")), int(chinese_number("廿五"))
    (12300, 120000000, 25)
    >>> chinese_number("三万五") is None
    True
    """
    if not text or len(text) > 40:
        return None
    for unit in ("兆", "亿億", "万萬"):
        place = max(text.rfind(character) for character in unit)
        if place < 0:
            continue
        factor = _LARGE_UNITS[text[place]]
        head, tail = chinese_number(text[:place]), text[place + 1 :]
        rest = Fraction(0) if not tail else _after_large_unit(tail)
        if head is None or rest is None or rest >= factor:
            return None
        return head * factor + rest
    return _below_ten_thousand(text)


def _after_large_unit(tail: str) -> Fraction | None:
    """Read what follows 万 or 亿; a lone digit there is colloquial for thousands of it."""
    if len(tail) == 1 and (tail in _DIGITS or tail.isdigit()):
        return None
    return chinese_number(tail[1:] if tail[0] in "零〇" and len(tail) > 1 else tail)
