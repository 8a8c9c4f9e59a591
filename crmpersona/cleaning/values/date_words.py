"""Words in dates: months, weekdays, eras, Chinese numerals, and what is no single day."""

from __future__ import annotations

import re

from crmpersona.cleaning.values.numerals import NUMERAL, chinese_digits, chinese_number
from crmpersona.cleaning.values.result import Cleaned, ambiguous, invalid, missing

__all__ = ["ERAS", "MONTHS", "month_number", "no_single_day", "with_figures", "without_weekday"]

_MONTH_NAMES = (
    "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar février févr fév febrero febbraio fevereiro fev februari",
    "march mar märz mrz mär mars marzo março maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo mayo maggio mag maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août aou agosto ago augustus",
    "september sep sept septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

# Era: Gregorian year before its year 1, first and last Gregorian year.
ERAS = {
    **dict.fromkeys(("民国", "民國", "中华民国", "中華民國", "roc", "r.o.c."), 1911),
    **dict.fromkeys(("令和", "r"), 2018),
    **dict.fromkeys(("平成", "h"), 1988),
    **dict.fromkeys(("昭和", "s"), 1925),
    **dict.fromkeys(("大正", "t"), 1911),
    **dict.fromkeys(("明治", "m"), 1867),
    **dict.fromkeys(("佛历", "佛曆", "พ.ศ.", "พศ", "be", "b.e."), -543),
    **dict.fromkeys(("公元", "西元", "西暦", "ad", "a.d.", "ce"), 0),
}

_WEEKDAYS = {
    **{word: n for n, word in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
    **{
        word: n for n, word in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    },
    **{
        word: n
        for n, word in enumerate(("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"))
    },
    **{word: n for n, word in enumerate(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"))},
    **{word: n for n, word in enumerate(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"))},
    **dict.fromkeys(("tues",), 1),
    **dict.fromkeys(("thur", "thurs"), 3),
    **{prefix + day: n for prefix in ("星期", "周", "週", "礼拜", "禮拜") for n, day in enumerate("一二三四五六日")},
    **{f"{prefix}天": 6 for prefix in ("星期", "周", "週", "礼拜", "禮拜")},
    **{f"{day}曜日": n for n, day in enumerate("月火水木金土日")},
    **{f"{day}曜": n for n, day in enumerate("月火水木金土日")},
}
_WEEKDAY = re.compile(
    r"\s*[(（\[]?\s*(?<![a-zà-ÿ])"
    rf"({'|'.join(sorted(map(re.escape, _WEEKDAYS), key=len, reverse=True))})(?![a-zà-ÿ])\.?\s*[)）\]]?\s*,?\s*",
    re.IGNORECASE,
)
_BRACKETED_DAY = re.compile(r"\s*[(（]\s*([月火水木金土日一二三四五六])\s*[)）]\s*")

_LUNAR = re.compile(
    r"农历|農曆|農历|阴历|陰曆|旧历|舊曆|旧暦|lunar|正月|腊月|臘月|冬月|[闰閏]|初[一二三四五六七八九十]"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"今天|昨天|明天|前天|今日|昨日|刚刚|上周|本周|上个?月|本月|去年|今年|\d+\s*(?:天|小时|分钟|周|个月|年)前"
    r"|\b(?:today|yesterday|tomorrow|now|ago|last|next)\b",
    re.IGNORECASE,
)
_YEAR = r"(?:1[789]|2[01])\d\d"
_PARTIAL = re.compile(
    rf"{_YEAR}\s*(?:年|년)?\s*[-/ ]?\s*(?:q[1-4]|第?\s*[1-4一二三四]\s*季度?|h[12]|[上下]半年|w\d{{1,2}}"
    rf"|第\s*\d{{1,2}}\s*周"
    rf"|[春夏秋冬]季?|年?[初中末底])?|q[1-4]\s*[-/ ']?\s*{_YEAR}"
    rf"|{_YEAR}\s*[-/.年 ]\s*(?:0?[1-9]|1[0-2])\s*(?:月(?:[份初中末底]|[上中下]旬)?|월)?"
    rf"|(?:0?[1-9]|1[0-2])\s*[-/.]\s*{_YEAR}|(?:1[789]|2[01])\d0\s*(?:s|年代)|{_YEAR}\s*[-~至]\s*{_YEAR}年?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\d\s*[日号]?\s*(?:~|～|至|到|—|\bto\b|\bbis\b|\bthrough\b|\buntil\b|\s-\s|\s–\s)\s*\D{0,3}\d", re.IGNORECASE
)
_ZERO = re.compile(
    r"0{1,4}[-/.年]0{1,2}[-/.月]0{1,4}日?(?:[T ]\s*0{1,2}:0{1,2}(?::0{1,2}(?:\.0+)?)?Z?)?"
    r"|1900[-/.年]0?1[-/.月]0{1,2}日?(?:\s+0?0:00(?::00)?)?"
)
_OPEN_END = re.compile(
    r"(?:9999[-/.年]12[-/.月]31|0001[-/.]01[-/.]01|31[-/.]12[-/.]9999|12[-/.]31[-/.]9999)日?(?:[T ].*)?"
)
_WORD_BEFORE_UNIT = re.compile(rf"([{NUMERAL}]+)(?=\s*[年月日号號点點时時分秒刻])")


def with_figures(text: str) -> str:
    """Return a date with Chinese numerals before their units as figures.

    Parameters
    ----------
    text : str
        Text of a date.

    Returns
    -------
    str
        The text with figures.

    Examples
    --------
    >>> with_figures("二〇二四年十一月廿五日"), with_figures("贰零贰肆年零叁月零伍日")
    ('2024年11月25日', '2024年3月5日')
    """

    def figures(found: re.Match[str]) -> str:
        number = chinese_number(found[1])
        return str(int(number)) if number is not None else chinese_digits(found[1])

    return _WORD_BEFORE_UNIT.sub(figures, text)


def no_single_day(text: str) -> Cleaned | None:
    """Answer for what is no single day of the calendar: lunar, relative and partial dates, ranges, fillers.

    Parameters
    ----------
    text : str
        Text of a date.

    Returns
    -------
    Cleaned or None
        The answer; None where the text may be one day.

    Examples
    --------
    >>> no_single_day("农历八月十五").rule, no_single_day("2024-03").rule, no_single_day("2024-03-05") is None
    ('date.lunar', 'date.partial', True)
    """
    if _ZERO.fullmatch(text):
        return missing("date.zero")
    if _OPEN_END.fullmatch(text):
        return missing("date.open_end")
    if _LUNAR.search(text):
        return ambiguous("date.lunar")
    if _RELATIVE.search(text):
        return ambiguous("date.relative")
    if _PARTIAL.fullmatch(text) or _month_and_year(text):
        return invalid("date.partial")
    return invalid("date.range") if _RANGE.search(text) else None


def _month_and_year(text: str) -> bool:
    """Say whether a text is a month's name with a year of four digits."""
    found = re.fullmatch(r"([^\W\d_]{3,10})\.?[\s,\-/]*(\d{4})|(\d{4})[\s,\-/]*([^\W\d_]{3,10})\.?", text)
    return bool(found) and (found[1] or found[4]).casefold() in MONTHS  # type: ignore[index]


def without_weekday(text: str) -> tuple[str, int | None]:
    """Take the weekday off a date.

    Parameters
    ----------
    text : str
        Text of a date.

    Returns
    -------
    tuple of (str, int or None)
        The date without it, and the weekday (Monday is 0).

    Examples
    --------
    >>> without_weekday("Tue, 5 Mar 2024"), without_weekday("2024年3月5日星期二")
    (('5 Mar 2024', 1), ('2024年3月5日', 1))
    """
    found = _WEEKDAY.search(text)
    if found:
        return f"{text[: found.start()]} {text[found.end() :]}".strip(), _WEEKDAYS[found[1].casefold()]
    found = _BRACKETED_DAY.search(text)
    if found:
        place = "一二三四五六日".find(found[1])
        number = place if place >= 0 else "月火水木金土".find(found[1])
        return f"{text[: found.start()]} {text[found.end() :]}".strip(), number
    return text, None


def month_number(word: str) -> int | None:
    """Return the number of a month's name.

    Parameters
    ----------
    word : str
        Name or abbreviation in English, German, French, Spanish, Italian, Portuguese or Dutch.

    Returns
    -------
    int or None
        1 to 12; None for other words.

    Examples
    --------
    >>> month_number("März"), month_number("foo") is None
    (3, True)
    """
    return MONTHS.get(word.casefold().rstrip("."))
