"""Dates and times in ISO 8601, where only one day can be meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from crmpersona.cleaning.values.date_numbers import date_of_number, plausible
from crmpersona.cleaning.values.date_times import Clock, split_clock, with_clock
from crmpersona.cleaning.values.date_words import ERAS, month_number, no_single_day, with_figures, without_weekday
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, ok
from crmpersona.cleaning.values.settling import one_convention
from crmpersona.cleaning.values.text import western_digits

__all__ = ["clean_date", "settled_order"]

_DASHES = str.maketrans(dict.fromkeys("−–﹣‐‑‒", "-"))
_WRAPPER = re.compile(
    r"(?:isodate|date|datetime|timestamp|new date)\s*\(\s*[\"']?([^\"'()]{1,60})[\"']?\s*\)", re.IGNORECASE
)
_JSON_DATE = re.compile(r"\\?/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\\?/")

# The basic form of ISO 8601 with a time: 20240305T143000.
_BASIC_TIME = re.compile(r"^(\d{4})(\d{2})(\d{2})[T ](?:(\d{2})(\d{2})(\d{2})?(?=\D|$))?", re.IGNORECASE)
LONGEST = 100

_MONTH_FIRST = frozenset("AS FM GU MH MP PW US VI".split())  # noqa: SIM905
_DAY_FIRST = frozenset(
    """AD AE AL AM AR AT AU AZ BA BB BD BE BG BH BO BR BY CH CL CO CR CU CY CZ DE DK DO DZ EC EE EG ES FI FJ FR GB GE
    GG GR GT GY HK HN HR ID IE IL IM IN IQ IS IT JE JM JO KG KH KW KZ LA LB LK LU LV MA MC MD ME MK MM MO MT MU MX
    MY NG NI NL NO NP NZ OM PE PG PK PL PT PY QA RO RS RU SA SG SI SK SM SN SV SY TH TJ TM TN TR TT TZ UA UG UY UZ
    VA VE VN YE ZM ZW""".split()  # noqa: SIM905
)

_ERA = "|".join(sorted(map(re.escape, ERAS), key=len, reverse=True))
_PARTS = re.compile(r"(\d{1,4})\s*([-/.\s])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?", re.IGNORECASE)
_UNITS = re.compile(r"(\d{1,4}|元)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?")
_ERA_DATE = re.compile(
    rf"({_ERA})\s*(\d{{1,4}}|元)\s*[年/.\-]\s*(\d{{1,2}})\s*[月/.\-]\s*(\d{{1,2}})\s*日?号?", re.IGNORECASE
)
_WEEK = re.compile(r"(\d{4})-?w(\d{2})-?([1-7])", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d{4})-(\d{3})")
_WORD = r"([^\W\d_]{3,10})\.?"
_NAMED = (
    (
        re.compile(
            rf"(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s\-/,.]*(?:de\s+|of\s+)?{_WORD}"
            r"[\s\-/,.]*(?:de\s+|del\s+)?'?(\d{2}|\d{4})",
            re.IGNORECASE,
        ),
        (3, 2, 1),
    ),
    (
        re.compile(rf"{_WORD}[\s\-/.]*(\d{{1,2}})(?:st|nd|rd|th)?(?:[\s\-/,.]+'?)(\d{{2}}|\d{{4}})", re.IGNORECASE),
        (3, 1, 2),
    ),
    (re.compile(rf"(\d{{4}})[\s\-/,.]*{_WORD}[\s\-/,.]*(\d{{1,2}})(?:st|nd|rd|th)?", re.IGNORECASE), (1, 2, 3)),
)
_NO_YEAR = re.compile(r"\d{1,2}\s*[月월]\s*\d{1,2}\s*[日号號일]?|\d{1,2}\s*[-/.]\s*\d{1,2}\.?")


class Days(NamedTuple):
    """The days that a text may mean, by the rule that reads it.

    Parameters
    ----------
    days : tuple of datetime.date
        Different readings.
    rule : str
        Rule of the answer if there is one reading.
    """

    days: tuple[dt.date, ...]
    rule: str


def clean_date(raw: str, context: Context) -> Cleaned:
    """Clean a date, with the time where one is written.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Uses ``region`` and ``date_order`` (day or month first), ``source`` and ``date_system`` (bare
        numbers), ``timezone`` (times without zone) and ``as_of`` (two-digit years).

    Returns
    -------
    Cleaned
        ISO 8601: ``2024-03-05``, ``2024-03-05T14:30:00``, with ``Z`` or offset where it is known.
    """
    text = western_digits(raw).translate(_DASHES).strip("'\"`=,;，。 ")
    seconds = _JSON_DATE.fullmatch(text)
    if seconds:
        found = date_of_number(seconds[1], Context(source="epoch_ms"))
        return found if isinstance(found, Cleaned) else invalid("date.other")
    if len(text) > LONGEST:
        return invalid("date.other")
    text = with_figures(_WRAPPER.sub(r"\1", text))
    text = _BASIC_TIME.sub(_spelt_out, text)
    early = no_single_day(text)
    if early is not None:
        return early
    number = date_of_number(text, context)
    if isinstance(number, Cleaned):
        return number
    split = split_clock(text, context) if number is None else (text, None)
    if isinstance(split, Cleaned):
        return split
    rest, weekday = without_weekday(split[0])
    days = _ordered(*number, context) if number is not None else _days(rest.strip(" ,T"), context)
    return days if isinstance(days, Cleaned) else _decided(days, weekday, split[1], context)


def _spelt_out(found: re.Match[str]) -> str:
    """Return a basic ISO date and time with its separators."""
    clock = ":".join(part for part in found.groups()[3:] if part)
    return f"{found[1]}-{found[2]}-{found[3]}T{clock}"


def _decided(found: Days, weekday: int | None, clock: Clock | None, context: Context) -> Cleaned:
    """Give the one day left, with its time; the weekday may rule readings out."""
    days = found.days
    if weekday is not None and days:
        days = tuple(day for day in days if day.weekday() == weekday)
        if not days:
            return ambiguous("date.weekday")
    if not days:
        return invalid("date.no_such_day")
    if len(days) > 1:
        return ambiguous(found.rule, tuple(day.isoformat() for day in days))
    rule = found.rule if len(found.days) == 1 else "date.by_weekday"
    rule = "date.century" if rule == "date.two_digits" else rule
    if days[0] in {dt.date(1970, 1, 1), dt.date(1900, 1, 1)}:
        rule = "date.default"
    if clock is None:
        return ok(days[0].isoformat(), rule)
    moment = with_clock(days[0], clock, context)
    return moment if isinstance(moment, Cleaned) else ok(moment, rule)


def _days(text: str, context: Context) -> Days | Cleaned:
    """Find the readings of a date without its time."""
    era = _ERA_DATE.fullmatch(text)
    if era:
        return _of_era(era, context)
    units = _UNITS.fullmatch(text)
    if units:
        return _year_first(units[1], units[2], units[3], context)
    parts = _PARTS.fullmatch(text)
    if parts:
        return _ordered(parts[1], parts[3], parts[4], context)
    for pattern, order in _NAMED:
        found = pattern.fullmatch(text)
        if found:
            year, month, day = (found[place] for place in order)
            return _named(year, month, day, context)
    return _by_count(text)


def _by_count(text: str) -> Days | Cleaned:
    """Read ISO week dates and ordinal dates; say what is missing elsewhere."""
    week, ordinal = _WEEK.fullmatch(text), _ORDINAL.fullmatch(text)
    try:
        if week:
            return Days((dt.date.fromisocalendar(int(week[1]), int(week[2]), int(week[3])),), "date.iso")
        if ordinal:
            return Days((dt.datetime.strptime(f"{ordinal[1]} {ordinal[2]}", "%Y %j").date(),), "date.iso")  # noqa: DTZ007
    except ValueError:
        return invalid("date.no_such_day")
    words = re.findall(r"[^\W\d_]{3,}", text)
    if _NO_YEAR.fullmatch(text) or (len(words) == 1 and month_number(words[0]) and re.search(r"\d", text)):
        return ambiguous("date.no_year")
    return invalid("date.other")


def _of_era(found: re.Match[str], context: Context) -> Days | Cleaned:
    """Read a year counted from an era."""
    name = found[1].casefold()
    if len(name) == 1 and context.region != "JP":
        return ambiguous("date.era_letter")
    before = ERAS[name]
    year = (1 if found[2] == "元" else int(found[2])) + before
    day = plausible(year, int(found[3]), int(found[4]))
    republic = name in {"roc", "r.o.c."} or "民" in name
    rule = "date.republic" if republic else "date.era" if before else "date.written"
    return Days((day,) if day else (), rule)


def _dates(years: tuple[int, ...], month: int, day: int, context: Context) -> tuple[dt.date, ...]:
    """Return the days that exist; of two centuries the later one that had come by ``as_of``."""
    found = [date for year in years if (date := plausible(year, month, day))]
    if len(years) > 1 and context.as_of:
        found = [date for date in found if date.isoformat() <= context.as_of][-1:]
    return tuple(found)


def _years(word: str, context: Context) -> tuple[int, ...] | Cleaned:
    """Return the Gregorian years that a written year may stand for."""
    if word == "元":
        return ambiguous("date.era_missing")
    year = int(word)
    if len(word) <= 2:
        return (1900 + year, 2000 + year)
    if len(word) == 3 and 1 <= year <= 199:
        return (year + 1911,) if context.region == "TW" else ambiguous("date.republic_or_typo")
    if 2400 <= year <= 2699:
        return (year - 543,) if context.region == "TH" else ambiguous("date.buddhist")
    return ambiguous("date.calendar") if 1200 <= year < 1600 else (year,)


def _year_first(year: str, month: str, day: str, context: Context) -> Days | Cleaned:
    if len(year) <= 2 and context.region == "TW":
        return ambiguous("date.republic_or_typo")
    years = _years(year, context)
    if isinstance(years, Cleaned):
        return years
    found = _dates(years, int(month), int(day), context)
    rule = "date.two_digits" if len(year) <= 2 else "date.republic" if len(year) == 3 else "date.written"
    return Days(found, rule if len(year) != 4 or years == (int(year),) else "date.era")


def _order(context: Context) -> str | None:
    if context.date_order:
        return context.date_order
    if context.region in _MONTH_FIRST:
        return "mdy"
    return "dmy" if context.region in _DAY_FIRST else None


def _ordered(first: str, second: str, third: str, context: Context) -> Days | Cleaned:
    """Read three numbers: year first, or day and month in the order that is known or the only one possible."""
    if len(first) >= 3:
        return _year_first(first, second, third, context) if len(third) <= 2 else invalid("date.other")
    if len(third) <= 2:
        return _all_short(first, second, third, context)
    years = _years(third, context)
    if isinstance(years, Cleaned):
        return years
    day_first = plausible(years[0], int(second), int(first))
    month_first = plausible(years[0], int(first), int(second))
    if day_first and month_first and day_first != month_first:
        order = _order(context)
        known = {"dmy": day_first, "mdy": month_first}.get(order or "")
        return Days((known,), "date.order_known") if known else Days((day_first, month_first), "date.day_or_month")
    if day_first and month_first:
        return Days((day_first,), "date.written")
    only = day_first or month_first
    return Days((only,), "date.day_first" if day_first else "date.month_first") if only else Days((), "date.written")


def _all_short(first: str, second: str, third: str, context: Context) -> Days | Cleaned:
    """Read three numbers of at most two digits: the year may stand at either end."""
    places = {"ymd": (first, second, third), "dmy": (third, second, first), "mdy": (third, first, second)}
    order = _order(context)
    if context.region == "TW" and order is None:
        return ambiguous("date.republic_or_typo")
    found: list[dt.date] = []
    for year, month, day in [places[order]] if order else places.values():
        if len(year) == 2:
            found += _dates((1900 + int(year), 2000 + int(year)), int(month), int(day), context)
    return Days(tuple(dict.fromkeys(found)), "date.two_digits")


def _named(year: str, month: str, day: str, context: Context) -> Days | Cleaned:
    """Read a date with the month's name."""
    number = month_number(month)
    if number is None:
        return invalid("date.other")
    years = _years(year, context)
    if isinstance(years, Cleaned):
        return years
    found = _dates(years, number, int(day), context)
    return Days(found, "date.two_digits" if len(year) <= 2 else "date.month_name")


def settled_order(
    answers: Sequence[Cleaned], counts: np.ndarray[Any, Any], context: Context
) -> tuple[dict[str, str], str, dict[str, Any]]:
    """Let dates of a column that can be read one way only decide the order of day and month.

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
    proofs = {} if _order(context) else {"date.day_first": "dmy", "date.month_first": "mdy"}
    return one_convention("date_order", proofs, "date.settled", answers, counts)
