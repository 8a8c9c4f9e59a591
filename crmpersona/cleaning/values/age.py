"""Ages in whole years; bands, decades and years of birth are told apart from them."""

from __future__ import annotations

import re

from crmpersona.cleaning.values.numerals import chinese_number, is_chinese_number
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, ok
from crmpersona.cleaning.values.text import western_digits

__all__ = ["clean_age"]

OLDEST = 120
LONGEST = 60

_UNIT = (
    r"(?:周岁|周歲|岁|歲|嵗|歳|years?(?:[\s-]+old)?|yrs?\.?(?:[\s-]+old)?|y/?o|y\.o\.|yo|jahre?(?:\s+alt)?"
    r"|ans|años|살|세|y|j)"
)
_LABEL = re.compile(r"^(?:age[d]?|年龄|年齡|alter|edad|âge)\s*[:：=]?\s*", re.IGNORECASE)
_YEARS = re.compile(rf"(\d{{1,6}})(?:\.0+)?\s*{_UNIT}?", re.IGNORECASE)
_MONTHS = re.compile(r"(\d{1,3})\s*(?:个月大?|個月大?|月龄|months?(?:\s+old)?|mos?\.?|mths?)", re.IGNORECASE)
_YEARS_MONTHS = re.compile(
    rf"(\d{{1,3}})\s*{_UNIT}\s*(?:零|又|and|,)?\s*(\d{{1,2}})\s*(?:个月|個月|个?月大?|months?|mos?)(?:\s+old)?",
    re.IGNORECASE,
)
_DAYS = re.compile(r"(\d{1,4})\s*(天|日龄|日|days?(?:\s+old)?|周龄|周大?|weeks?(?:\s+old)?)", re.IGNORECASE)
_HALF = re.compile(rf"(\d{{1,3}})\s*(?:岁半|歲半|个?半岁|(?:\.5)\s*{_UNIT}?)", re.IGNORECASE)
_NOMINAL = re.compile(r"虚岁|虛歲|虚龄|毛岁", re.IGNORECASE)
_BAND = re.compile(
    rf"\d{{1,3}}\s*(?:{_UNIT})?\s*(?:-|–|—|~|～|至|到|to|bis)\s*\d{{1,3}}.*|.*(?:以上|以下|以内|及以上|左右|上下|多岁|几岁|来岁|后|後|初|出头).*"
    r"|[<>≤≥＜＞~约約]\s*=?\s*\d.*|\d{1,3}\s*\+.*|\d{1,3}s|\d{1,3}['’]?s.*|(?:under|over|above|below|about|ca\.?|mid|early|late)\b.*"
    r"|.*(?:青年|中年|老年|少年|儿童|未成年|成年|婴儿|幼儿|年龄段).*|\d{1,3}\s*(?:or|and)\s+(?:over|above|more|under|older|younger).*",
    re.IGNORECASE,
)
_BIRTH_YEAR = re.compile(r"(1[89]\d\d|20\d\d)\s*(?:年(?:生(?:人)?|出生)?)?")


def clean_age(raw: str, context: Context) -> Cleaned:  # noqa: ARG001 - one signature for every cleaner
    """Clean an age.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Not used: an age from a year of birth would need the day it is meant for.

    Returns
    -------
    Cleaned
        Whole completed years, 0 to 120.
    """
    text = _LABEL.sub("", western_digits(raw)).strip("'\" 。.")
    if len(text) > LONGEST:
        return invalid("age.other")
    if _NOMINAL.search(text):
        return ambiguous("age.nominal")
    words = re.fullmatch(rf"([一二三四五六七八九十零〇两百廿卅]+)\s*({_UNIT}|个月大?|岁半)?", text)
    if words and is_chinese_number(words[1]):
        number = chinese_number(words[1])
        if number is None:
            return invalid("age.other")
        text = f"{int(number)}{words[2] or ''}"
    return _figures(text)


def _figures(text: str) -> Cleaned:
    """Read an age in figures, in order from the most to the least exact form."""
    if _BIRTH_YEAR.fullmatch(text):
        return invalid("age.birth_year")
    part = _part_of_a_year(text)
    if part is not None:
        return part
    if _BAND.fullmatch(text):
        return invalid("age.band")
    years = _YEARS.fullmatch(text)
    return _in_range(int(years[1]), "age.years") if years else _other(text)


def _part_of_a_year(text: str) -> Cleaned | None:
    """Read an age with months, days or half a year: completed years only."""
    months, both, days, half = (form.fullmatch(text) for form in (_MONTHS, _YEARS_MONTHS, _DAYS, _HALF))
    if months:
        return _in_range(int(months[1]) // 12, "age.months")
    if both:
        return _in_range(int(both[1]), "age.months") if int(both[2]) < 12 else invalid("age.other")
    if days:
        count = int(days[1]) * (7 if "周" in days[2] or "week" in days[2].casefold() else 1)
        return ok(count * 4 // 1461, "age.days")
    if half:
        return _in_range(int(half[1]), "age.half")
    return ok(0, "age.half") if text in {"半岁", "半歲"} else None


def _in_range(years: int, rule: str) -> Cleaned:
    if not 0 <= years <= OLDEST:
        return invalid("age.out_of_range", oldest=OLDEST)
    return ok(years, rule)


def _other(text: str) -> Cleaned:
    """Tell a number out of range, a fraction of a year and anything else apart."""
    negative = re.fullmatch(r"[-−－–]\s*\d+(?:\.\d+)?\D{0,4}", text)
    if negative:
        return invalid("age.out_of_range", oldest=OLDEST)
    fraction = re.fullmatch(rf"(\d{{1,3}})\.\d{{1,6}}\s*{_UNIT}?", text)
    if fraction:
        return _in_range(int(fraction[1]), "age.half")
    return invalid("age.other")
