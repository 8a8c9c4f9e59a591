"""Shopping festivals as data: 618, 双11, 双12, 年货节, 38节 and Spring Festival, by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from crmpersona.contract import Month, ParameterError, as_of_date
from crmpersona.features.words_cycle import FESTIVAL_NAMES
from crmpersona.relational import date_of, day_number

__all__ = [
    "FESTIVALS",
    "SPRING_FESTIVAL",
    "Festival",
    "festival_calendar",
    "festival_days",
    "festival_region",
    "month_festivals",
]

_NEW_YEAR = """
1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07 1998-01-28 1999-02-16
2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-18 2008-02-07 2009-01-26
2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05
2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24
2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26 2048-02-14 2049-02-02
2050-01-23
"""

SPRING_FESTIVAL: Mapping[int, dt.date] = MappingProxyType(
    {day.year: day for day in map(dt.date.fromisoformat, _NEW_YEAR.split())}
)
"""First day of the lunar year (春节), 1990 to 2050; two independent lunar-calendar programs agree on every year."""


@dataclass(frozen=True)
class Festival:
    """One shopping festival: fixed calendar days, or days counted from Spring Festival.

    Parameters
    ----------
    key : str
        Stable name, such as ``"double_11"``.
    first, last : tuple of int or int
        Both included. Month and day, or days from the first day of the lunar year (negative before it).
    since : int
        First year in which it was held, so that older sales are not marked with a later festival.

    Examples
    --------
    >>> [str(day) for day in Festival("double_11", (11, 1), (11, 11), 2009).span(2026)]
    ['2026-11-01', '2026-11-11']
    >>> Festival("double_11", (11, 1), (11, 11), 2009).span(2008) is None
    True
    """

    key: str
    first: tuple[int, int] | int
    last: tuple[int, int] | int
    since: int

    def span(self, year: int) -> tuple[dt.date, dt.date] | None:
        """Return the first and the last day of the festival of a year.

        Parameters
        ----------
        year : int
            Calendar year; for the lunar festivals the year of Spring Festival.

        Returns
        -------
        tuple of datetime.date, or None
            None before the festival was held, and outside the table of lunar years.
        """
        lunar = SPRING_FESTIVAL.get(year)
        if year < self.since:
            return None
        ends = []
        for edge in (self.first, self.last):
            if isinstance(edge, tuple):
                ends.append(dt.date(year, *edge))
            elif lunar is not None:
                ends.append(lunar + dt.timedelta(days=edge))
        return (ends[0], ends[1]) if len(ends) == 2 else None


FESTIVALS: Mapping[str, tuple[Festival, ...]] = MappingProxyType(
    {
        "CN": (
            # Sales begin about four weeks before Spring Festival and end when couriers stop, a week before it.
            Festival("new_year_goods", -28, -8, 2016),
            # New Year's Eve to the sixth day: the public holiday.
            Festival("spring_festival", -1, 6, 1990),
            Festival("festival_38", (3, 1), (3, 8), 2015),
            Festival("festival_618", (6, 1), (6, 18), 2010),
            Festival("double_11", (11, 1), (11, 11), 2009),
            Festival("double_12", (12, 10), (12, 12), 2011),
        )
    }
)
"""Festivals by region; days of one region never overlap."""


def festival_region(currency: str | None, timezone: str) -> str | None:
    """Guess whose festivals matter from the currency and the business time zone.

    Parameters
    ----------
    currency : str or None
        ISO 4217 code of the data.
    timezone : str
        Business time zone.

    Returns
    -------
    str or None
        ``"CN"`` for yuan or a mainland time zone, else None: no festivals are marked.

    Examples
    --------
    >>> festival_region("CNY", "UTC"), festival_region("GBP", "Europe/London")
    ('CN', None)
    """
    mainland = ("Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "Asia/Urumqi", "PRC")
    return "CN" if currency == "CNY" or timezone in mainland else None


def festival_calendar(first_year: int, last_year: int, region: str = "CN") -> pd.DataFrame:
    """List the festivals of some years with their days.

    Parameters
    ----------
    first_year, last_year : int
        Years, both included.
    region : str, default "CN"
        Key of `FESTIVALS`.

    Returns
    -------
    pandas.DataFrame
        ``festival`` (key), ``label_zh``, ``label_en``, ``year``, ``first_day``, ``last_day`` (dates, both included), by
        date.

    Raises
    ------
    ParameterError
        If the region has no table.

    Examples
    --------
    >>> festival_calendar(2026, 2026)[["festival", "first_day"]].astype(str).to_numpy().tolist()[:2]
    [['new_year_goods', '2026-01-20'], ['spring_festival', '2026-02-16']]
    """
    if region not in FESTIVALS:
        raise ParameterError(f"region={region!r} has no table of festivals", remedy=f"use one of {sorted(FESTIVALS)}")
    rows = [
        (festival.key, *FESTIVAL_NAMES[festival.key], year, *span)
        for year in range(first_year, last_year + 1)
        for festival in FESTIVALS[region]
        if (span := festival.span(year)) is not None
    ]
    columns = ["festival", "label_zh", "label_en", "year", "first_day", "last_day"]
    return pd.DataFrame(rows, columns=columns).sort_values("first_day", ignore_index=True)


def festival_days(first_day: Any, last_day: Any, region: str | None = "CN") -> pd.DataFrame:
    """List each day of a span that belongs to a festival.

    Parameters
    ----------
    first_day, last_day : int, str or datetime.date
        The span, both included; whole numbers are local day numbers since 1970-01-01.
    region : str or None, default "CN"
        Key of `FESTIVALS`; None gives no days.

    Returns
    -------
    pandas.DataFrame
        ``day`` (int64 local day number, rising, each at most once) and ``festival`` (key).

    Examples
    --------
    >>> festival_days("2026-06-17", "2026-06-30")["festival"].tolist()
    ['festival_618', 'festival_618']
    """
    first, last = (int(day) if isinstance(day, int) else day_number(as_of_date(day)) for day in (first_day, last_day))
    days: list[int] = []
    keys: list[str] = []
    if region is not None and first <= last:
        calendar = festival_calendar(date_of(first).year, date_of(last).year, region)
        for key, begin, end in zip(calendar["festival"], calendar["first_day"], calendar["last_day"], strict=True):
            inside = range(max(first, day_number(begin)), min(last, day_number(end)) + 1)
            days.extend(inside)
            keys.extend([str(key)] * len(inside))
    return pd.DataFrame({"day": pd.Series(days, dtype="int64"), "festival": pd.Series(keys, dtype="str")})


def month_festivals(month: Month | str, region: str | None = "CN") -> tuple[str, ...]:
    """Name the festivals that touch a month.

    Parameters
    ----------
    month : Month or str
        The month, such as ``"2026-11"``.
    region : str or None, default "CN"
        Key of `FESTIVALS`; None gives none.

    Returns
    -------
    tuple of str
        Keys in order of date.

    Examples
    --------
    >>> month_festivals("2026-11"), month_festivals("2026-02")
    (('double_11',), ('new_year_goods', 'spring_festival'))
    """
    chosen = Month.parse(month)
    days = festival_days(chosen.start, chosen.end - dt.timedelta(days=1), region)
    return tuple(dict.fromkeys(days["festival"]))
