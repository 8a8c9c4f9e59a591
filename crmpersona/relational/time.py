"""Exact time: integer seconds, business days and hours, daylight saving as integer cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import ibis.expr.types as ir

__all__ = [
    "as_of_seconds",
    "date_of",
    "day_number",
    "epoch_seconds",
    "local_day",
    "local_hour",
    "local_seconds",
    "local_weekday",
    "month_number",
    "offsets",
    "step_value",
]

DAY = 86_400
EPOCH = dt.date(1970, 1, 1)
FIRST_YEAR, LAST_YEAR = 1995, 2045


def day_number(day: dt.date) -> int:
    """Count the days from 1970-01-01.

    Parameters
    ----------
    day : datetime.date
        A day.

    Returns
    -------
    int
        Days; negative before 1970.

    Examples
    --------
    >>> day_number(dt.date(1970, 1, 2))
    1
    """
    return (dt.date(day.year, day.month, day.day) - EPOCH).days


def date_of(number: int) -> dt.date:
    """Turn a day number back into a day.

    Parameters
    ----------
    number : int
        Days from 1970-01-01.

    Returns
    -------
    datetime.date
        The day.

    Examples
    --------
    >>> date_of(1)
    datetime.date(1970, 1, 2)
    """
    return EPOCH + dt.timedelta(days=int(number))


def as_of_seconds(day: dt.date, timezone: str = "UTC") -> int:
    """Return the moment at which a business day begins.

    Parameters
    ----------
    day : datetime.date
        The day.
    timezone : str, default "UTC"
        Business time zone.

    Returns
    -------
    int
        UTC seconds since 1970 of its local midnight.

    Examples
    --------
    >>> as_of_seconds(dt.date(1970, 1, 2), "Asia/Shanghai")
    57600
    """
    midnight = dt.datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone))
    return int(midnight.timestamp())


@lru_cache(maxsize=64)
def offsets(timezone: str, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> tuple[tuple[int, int], ...]:
    """List the offsets of a time zone as (from this UTC second on, seconds east).

    Parameters
    ----------
    timezone : str
        IANA name.
    first_year, last_year : int, default 1995 and 2045
        Years covered; before and after, the nearest offset holds.

    Returns
    -------
    tuple of (int, int)
        At least one pair, ascending.

    Examples
    --------
    >>> offsets("Asia/Shanghai")[0][1], len(offsets("Asia/Shanghai"))
    (28800, 1)
    """
    zone = ZoneInfo(timezone)

    def east(second: int) -> int:
        moment = dt.datetime.fromtimestamp(second, tz=zone)
        shift = moment.utcoffset()
        return 0 if shift is None else int(shift.total_seconds())

    start = as_of_seconds(dt.date(first_year, 1, 1))
    stop = as_of_seconds(dt.date(last_year + 1, 1, 1))
    found = [(start, east(start))]
    for second in range(start, stop, 7 * DAY):
        if east(second) != found[-1][1]:
            low, high = second - 7 * DAY, second
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if east(middle) != found[-1][1] else (middle, high)
            found.append((high, east(high)))
    return tuple(found)


def epoch_seconds(stamp: ir.TimestampColumn) -> ir.IntegerColumn:
    """Return UTC seconds since 1970, fractions cut off.

    Parameters
    ----------
    stamp : ibis timestamp column
        Naive UTC.

    Returns
    -------
    ibis int64 column
        Seconds.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> stamps = as_table(pd.DataFrame({"at": pd.to_datetime(["1970-01-02"])}))
    >>> epoch_seconds(stamps["at"]).execute().tolist()
    [86400]
    """
    return stamp.epoch_seconds().cast("int64")


def step_value(seconds: ir.IntegerColumn, limits: Sequence[int], values: Sequence[int]) -> Any:
    """Look up the number that holds at a moment, by halving: seven questions where a list of cases asks a hundred.

    Parameters
    ----------
    seconds : ibis int64 column
        Moments.
    limits : sequence of int
        Ascending; the first value holds before the first limit, the next from it on, and so forth.
    values : sequence of int
        One more than limits.

    Returns
    -------
    ibis integer column, or int where there is no limit
        The value; the last one for null.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> step_value(as_table(pd.DataFrame({"at": [1, 5, 9]}))["at"], [5, 8], [0, 1, 2]).execute().tolist()
    [0, 1, 2]
    """
    if not limits:
        return values[0]
    half = len(limits) // 2
    before = step_value(seconds, limits[:half], values[: half + 1])
    return (seconds < limits[half]).ifelse(before, step_value(seconds, limits[half + 1 :], values[half + 1 :]))


def local_seconds(
    stamp: ir.TimestampColumn, timezone: str = "UTC", span: tuple[int, int] | None = None
) -> ir.IntegerColumn:
    """Return seconds since 1970 as the wall clock of the business shows them.

    Parameters
    ----------
    stamp : ibis timestamp column
        Naive UTC.
    timezone : str, default "UTC"
        Business time zone.
    span : (int, int), optional
        First and last year of the data; fewer years give a shorter expression.

    Returns
    -------
    ibis int64 column
        Shifted seconds; ``// 86400`` is the local day.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> stamps = as_table(pd.DataFrame({"at": pd.to_datetime(["2026-01-01 18:00", "2026-07-01 18:00"])}))
    >>> (local_seconds(stamps["at"], "Europe/Berlin") % 86400 // 3600).execute().tolist()
    [19, 20]
    """
    seconds = epoch_seconds(stamp)
    begins, east = zip(*offsets(timezone, *(span or (FIRST_YEAR, LAST_YEAR))), strict=True)
    if len(east) == 1:
        return seconds + east[0] if east[0] else seconds
    return seconds + step_value(seconds, begins[1:], east)


def local_day(
    stamp: ir.TimestampColumn, timezone: str = "UTC", span: tuple[int, int] | None = None
) -> ir.IntegerColumn:
    """Return the local day number since 1970-01-01.

    Parameters
    ----------
    stamp : ibis timestamp column
        Naive UTC.
    timezone : str, default "UTC"
        Business time zone.
    span : (int, int), optional
        First and last year of the data.

    Returns
    -------
    ibis int64 column
        Day number.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> stamps = as_table(pd.DataFrame({"at": pd.to_datetime(["1970-01-01 18:00"])}))
    >>> local_day(stamps["at"], "Asia/Shanghai").execute().tolist()
    [1]
    """
    return local_seconds(stamp, timezone, span) // DAY


def local_hour(
    stamp: ir.TimestampColumn, timezone: str = "UTC", span: tuple[int, int] | None = None
) -> ir.IntegerColumn:
    """Return the local hour, 0 to 23.

    Parameters
    ----------
    stamp : ibis timestamp column
        Naive UTC.
    timezone : str, default "UTC"
        Business time zone.
    span : (int, int), optional
        First and last year of the data.

    Returns
    -------
    ibis int64 column
        Hour.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> stamps = as_table(pd.DataFrame({"at": pd.to_datetime(["1970-01-01 18:30"])}))
    >>> local_hour(stamps["at"], "Asia/Shanghai").execute().tolist()
    [2]
    """
    seconds = local_seconds(stamp, timezone, span)
    return (seconds - seconds // DAY * DAY) // 3_600


def local_weekday(day: ir.IntegerColumn) -> ir.IntegerColumn:
    """Return the weekday of a local day number, Monday = 0.

    Parameters
    ----------
    day : ibis int64 column
        Day number of :func:`local_day`.

    Returns
    -------
    ibis int64 column
        0 (Monday) to 6 (Sunday).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> local_weekday(as_table(pd.DataFrame({"day": [0, 4]})).day).execute().tolist()
    [3, 0]
    """
    shifted = day + 3
    return shifted - shifted // 7 * 7


def month_number(day: ir.IntegerColumn) -> ir.IntegerColumn:
    """Return the calendar month of a local day number as ``year * 12 + month - 1``.

    Parameters
    ----------
    day : ibis int64 column
        Day number of :func:`local_day`.

    Returns
    -------
    ibis int64 column
        Month number, equal to :attr:`crmpersona.contract.Month.number`.

    Notes
    -----
    Integer arithmetic of the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible
    Low-Level Date Algorithms", ``civil_from_days``), so that every engine agrees.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> month_number(as_table(pd.DataFrame({"day": [0, 31]})).day).execute().tolist()
    [23640, 23641]
    """
    shifted = day + 719_468
    era = shifted // 146_097
    in_era = shifted - era * 146_097
    year_of_era = (in_era - in_era // 1_460 + in_era // 36_524 - in_era // 146_096) // 365
    in_year = in_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    march_month = (5 * in_year + 2) // 153
    return (year_of_era + era * 400) * 12 + march_month + 2
