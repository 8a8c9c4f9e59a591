"""Dates as bare numbers: compact dates, spreadsheet serials, seconds since 1970."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, missing, ok

__all__ = ["EPOCH_SOURCES", "SPREADSHEETS", "date_of_number", "plausible"]

SPREADSHEETS = frozenset(
    {
        "excel",
        "xls",
        "xlsx",
        "xlsb",
        "xlsm",
        "ods",
        "spreadsheet",
        "calc",
        "google_sheets",
        "google sheets",
        "sheets",
        "numbers",
        "wps",
    }
)
EPOCH_SOURCES = frozenset(
    {
        "epoch",
        "epoch_s",
        "epoch_ms",
        "epoch_us",
        "epoch_ns",
        "unix",
        "unix_time",
        "unixtime",
        "unix time",
        "timestamp",
        "posix",
    }
)
EARLIEST, LATEST = 1700, 2199

DAY = 86_400
LAST_SERIAL = 2_958_465
_UNITS = {"_s": 1, "_ms": 10**3, "_us": 10**6, "_ns": 10**9}


def plausible(year: int, month: int, day: int) -> dt.date | None:
    """Return a date of the centuries that customers' dates fall into.

    Parameters
    ----------
    year, month, day : int
        Gregorian calendar.

    Returns
    -------
    datetime.date or None
        None where there is no such day, or not between 1700 and 2199.

    Examples
    --------
    >>> plausible(2023, 2, 29) is None
    True
    """
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def date_of_number(text: str, context: Context) -> Cleaned | tuple[str, str, str] | None:
    """Read a bare number as a date.

    Parameters
    ----------
    text : str
        Digits, perhaps with a sign and decimals.
    context : Context
        Uses ``source``, ``date_system`` and ``region``.

    Returns
    -------
    Cleaned, tuple of (str, str, str) or None
        The answer; or the three parts of a compact date whose order is open; or None where the
        text is no number.

    Examples
    --------
    >>> date_of_number("45356", Context(source="excel", date_system=1900)).value
    '2024-03-05'
    >>> date_of_number("45356", Context()).status
    'ambiguous'
    """
    if not re.fullmatch(r"[+-]?\d{1,30}(?:\.\d{1,12})?", text):
        return None
    if not text.strip("+-0."):
        return missing("date.zero") if len(text) >= 6 else _zero(text, context)
    source = (context.source or "").casefold()
    if source in EPOCH_SOURCES:
        return _epoch(text, source)
    compact = _compact(text)
    if compact is not None:
        return compact
    if source in SPREADSHEETS or context.date_system is not None:
        return _serial(text, context)
    return _without_source(text, context)


def _zero(text: str, context: Context) -> Cleaned:
    spreadsheet = (context.source or "").casefold() in SPREADSHEETS
    if spreadsheet and context.date_system == 1904 and text == "0":
        return ok("1904-01-01", "date.serial")
    return missing("date.zero") if spreadsheet else invalid("date.other")


def _compact(text: str) -> Cleaned | tuple[str, str, str] | None:
    """Read eight digits, and twelve or fourteen with the time."""
    if re.fullmatch(r"\d{8}", text):
        year = int(text[:4])
        if plausible(year, 1, 1) is None and plausible(int(text[4:]), 1, 1) is not None:
            return text[:2], text[2:4], text[4:]
        if text in {"99991231", "00010101"}:
            return missing("date.open_end")
        day = plausible(year, int(text[4:6]), int(text[6:]))
        return ok(day.isoformat(), "date.compact") if day else invalid("date.no_such_day")
    if re.fullmatch(r"(?:1[789]|2[01])\d{10}(?:\d\d)?", text):
        day = plausible(int(text[:4]), int(text[4:6]), int(text[6:8]))
        clock = [int(text[8:10]), int(text[10:12]), int(text[12:14] or 0)]
        if day and clock[0] < 24 and max(clock[1:]) < 60:
            time = dt.time(clock[0], clock[1], clock[2])
            return ok(dt.datetime.combine(day, time).isoformat(), "date.compact")
    return None


def _epoch(text: str, source: str) -> Cleaned:
    """Read seconds since 1970, or thousandths, millionths … by their size."""
    if re.fullmatch(r"(?:19|20)\d{6}", text) and plausible(int(text[:4]), int(text[4:6]), int(text[6:])):
        return ambiguous("date.number_or_compact")
    number = Fraction(text)
    unit = next((size for suffix, size in _UNITS.items() if source.endswith(suffix)), 0)
    if not unit:
        size = abs(number)
        unit = 1 if size < 10**11 else 10**3 if size < 10**14 else 10**6 if size < 10**17 else 10**9
    nanoseconds = int(number * 10**9 / unit)
    seconds, rest = divmod(nanoseconds, 10**9)
    try:
        moment = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)  # noqa: DTZ001 - the Z is written below
    except OverflowError:
        return invalid("date.out_of_range")
    if not EARLIEST <= moment.year <= LATEST:
        return invalid("date.out_of_range")
    fraction = f".{rest:09d}".rstrip("0") if rest else ""
    return ok(f"{moment.isoformat()}{fraction}Z", "date.epoch")


def _serial(text: str, context: Context) -> Cleaned:
    """Read a spreadsheet's day number; the 1900 system believes in a 29 February 1900."""
    number = Fraction(text)
    if context.date_system is None:
        return ambiguous("date.date_system") if 0 < number <= LAST_SERIAL else invalid("date.out_of_range")
    whole = int(number)
    if number < 0 or whole > LAST_SERIAL or (context.date_system == 1900 and whole == 0):
        return invalid("date.out_of_range")
    if context.date_system == 1900 and whole == 60:
        return invalid("date.leap_bug")
    start = dt.datetime(1904, 1, 1) if context.date_system == 1904 else dt.datetime(1899, 12, 31 if whole < 60 else 30)  # noqa: DTZ001
    seconds = round((number - whole) * DAY)
    try:
        moment = start + dt.timedelta(days=whole, seconds=seconds)
    except OverflowError:
        return invalid("date.out_of_range")
    if not EARLIEST <= moment.year <= LATEST:
        return invalid("date.out_of_range")
    return ok(moment.isoformat() if seconds else moment.date().isoformat(), "date.serial")


def _without_source(text: str, context: Context) -> Cleaned | tuple[str, str, str]:
    """Say what a bare number may be."""
    digits = text.partition(".")[0].lstrip("+-")
    if context.region == "TW" and re.fullmatch(r"0?\d{2,3}\d{4}", text) and len(text) in {6, 7}:
        day = plausible(int(text[:-4]) + 1911, int(text[-4:-2]), int(text[-2:]))
        return ok(day.isoformat(), "date.republic") if day and len(text) == 7 else ambiguous("date.number")
    if re.fullmatch(r"(?:1[789]|2[01])\d\d", text):
        return invalid("date.partial")
    return ambiguous("date.number") if len(digits) in {5, 6, 7, 9, 10, 13, 16, 19} else invalid("date.other")
