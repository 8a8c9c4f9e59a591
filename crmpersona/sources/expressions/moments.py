"""Dates and moments: from every written form to naive UTC, day by day and second by second."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import ibis
import ibis.expr.types as ir

from crmpersona.relational import epoch_seconds, to_fixed, whole_sum
from crmpersona.relational.time import offsets, step_value
from crmpersona.sources.expressions.values import to_text
from crmpersona.sources.writtenforms import DATE_SHAPES, DateForm

__all__ = ["plain_moment", "plain_to_moment", "shape_counts", "to_day", "to_moment", "utc"]

NUMERIC = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})"
REWRITTEN = {
    "dmy": (NUMERIC, r"\3-\2-\1"),
    "mdy": (NUMERIC, r"\3-\1-\2"),
    "ymd": (r"^(\d{4})[./](\d{1,2})[./](\d{1,2})", r"\1-\2-\3"),
    "iso": (r"^(\d{4})\.(\d{1,2})\.(\d{1,2})", r"\1-\2-\3"),
    "compact": (r"^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2}))?$", r"\1-\2-\3 \4:\5:\6"),
    "chinese": (r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日", r"\1-\2-\3"),
}
SHAPE_OF = {"dmy": "numeric", "mdy": "numeric", "ymd": "iso"}
OFFSET = r"(?:Z|UTC|[+-]\d{2}:?\d{2})$"
MERIDIEM = r"\s*([AaPp])[Mm]"
EXCEL_EPOCH_DAYS = 25_569
DAY = 86_400


@ibis.udf.scalar.builtin(name="try_strptime", signature=(("string", "string"), "timestamp"))  # type: ignore[untyped-decorator]
def _try_strptime(text: Any, form: Any) -> Any:
    """Read a text by a strptime format; null where it does not fit."""


@ibis.udf.scalar.builtin(name="timezone", signature=(("string", "timestamp('UTC')"), "timestamp"))  # type: ignore[untyped-decorator]
def _naive_utc(zone: Any, moment: Any) -> Any:
    """Turn a moment with a zone into the naive moment of another zone."""


def shape_counts(text: ir.StringColumn, times: ir.IntegerColumn) -> dict[str, ir.IntegerScalar]:
    """Count the cells of a column per written shape of dates.

    Parameters
    ----------
    text : ibis string column
        Distinct stripped cells.
    times : ibis int64 column
        How often each stands there.

    Returns
    -------
    dict of str to ibis scalar
        Counts for :func:`crmpersona.sources.writtenforms.decide_date`.
    """
    numeric = text.re_search(DATE_SHAPES["numeric"]).ifelse(text, ibis.null("string"))
    first = numeric.re_extract(NUMERIC, 1).try_cast("int64")
    second = numeric.re_extract(NUMERIC, 2).try_cast("int64")
    found = {name: text.re_search(pattern) for name, pattern in DATE_SHAPES.items()} | {
        "first_above_12": (first > 12) & (second <= 12),
        "second_above_12": (second > 12) & (first <= 12),
        "unequal": first != second,
        "twelve_hours": text.re_search(MERIDIEM),
        "offsets": text.re_search(r"\d:\d") & text.re_search(OFFSET),
    }
    return {name: whole_sum(times, where=condition) for name, condition in found.items()}


def plain_moment(text: ir.StringColumn, form: DateForm) -> ir.StringColumn:
    """Rewrite cells of one form as ISO text, still with AM, PM or an offset where they carry one.

    Parameters
    ----------
    text : ibis string column
        Stripped cells.
    form : DateForm
        How they are written.

    Returns
    -------
    ibis string column
        Null where a cell is written otherwise.
    """
    if "%" in form.form:
        return text
    shape = SHAPE_OF.get(form.form, form.form)
    pattern, rewritten = REWRITTEN[form.form]
    plain = text.re_search(DATE_SHAPES[shape]).ifelse(text.re_replace(pattern, rewritten), ibis.null("string"))
    return plain.replace(" ::", "") if form.form == "compact" else plain


def plain_to_moment(plain: ir.StringColumn, form: DateForm, timezone: str) -> ir.TimestampColumn:
    """Read rewritten cells as naive UTC.

    Parameters
    ----------
    plain : ibis string column
        Result of :func:`plain_moment`.
    form : DateForm
        How the cells were written.
    timezone : str
        Zone of naive moments.

    Returns
    -------
    ibis timestamp column
        Naive UTC.
    """
    if "%" in form.form:
        return utc(_try_strptime(plain, form.form).cast("timestamp(6)"), timezone)
    if not form.offsets:
        return utc(_wall_clock(plain, form), timezone)
    mark = plain.re_extract(r"(?:\d|[Mm])\s*([+-]\d{2}:?\d{2})$", 1)
    sign = mark.startswith("-").ifelse(-1, 1)
    hours, minutes = mark.substr(1, 2).try_cast("int64"), mark.re_extract(r"(\d{2})$", 1).try_cast("int64")
    aware = plain.re_search(rf"\d:\d.*{OFFSET}")
    east = ibis.coalesce(sign * (hours * 3_600 + minutes * 60), 0)
    bare = _wall_clock(plain.re_replace(rf"(\d:\d.*?)\s*{OFFSET}", r"\1"), form)
    moved = (bare.epoch_seconds().cast("int64") - east).as_timestamp("s").cast("timestamp(6)")
    return aware.ifelse(moved, utc(bare, timezone))


def _wall_clock(plain: ir.StringColumn, form: DateForm) -> ir.TimestampColumn:
    """Read ISO text as naive moments."""
    if not form.twelve_hours:
        return plain.try_cast("timestamp").cast("timestamp(6)")
    half = plain.re_extract(MERIDIEM, 1).lower()
    return _of_24_hours(plain.re_replace(MERIDIEM, "").strip().try_cast("timestamp").cast("timestamp(6)"), half)


def _of_24_hours(stamp: ir.TimestampColumn, half: ir.StringColumn) -> ir.TimestampColumn:
    """Turn a clock of twelve hours into one of 24."""
    twelve = ibis.interval(hours=12)
    return ibis.cases(
        ((half == "p") & (stamp.hour() < 12), stamp + twelve),
        ((half == "a") & (stamp.hour() == 12), stamp - twelve),
        else_=stamp,
    )


def utc(stamp: ir.TimestampColumn, timezone: str) -> ir.TimestampColumn:
    """Turn the wall clock of a zone into naive UTC.

    An hour that the clock shows twice is read as its first one; an hour that it skips, by the
    offset before the jump.

    Parameters
    ----------
    stamp : ibis timestamp column
        Naive moments of the zone.
    timezone : str
        IANA name.

    Returns
    -------
    ibis timestamp column
        Naive UTC.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> row = as_table(pd.DataFrame({"at": pd.to_datetime(["2026-01-01 08:00", "2026-07-01 08:00"])}))
    >>> utc(row["at"], "Europe/Berlin").execute().dt.hour.tolist()
    [7, 6]
    """
    steps = offsets(timezone)
    shifts = sorted({east for _, east in steps})
    limits = [begin + max(before, after) for (_, before), (begin, after) in pairwise(steps)]
    east = step_value(epoch_seconds(stamp), limits, [shift for _, shift in steps])
    moved = _moved(stamp, -shifts[-1])
    for shift in shifts[:-1]:
        moved = (east == shift).ifelse(_moved(stamp, -shift), moved)
    return moved


def _moved(stamp: ir.TimestampColumn, seconds: int) -> ir.TimestampColumn:
    """Move moments by a number of seconds."""
    return stamp + ibis.interval(seconds=seconds) if seconds else stamp


def _from_number(column: ir.Column, form: str) -> ir.TimestampColumn:
    """Read epochs in UTC, or the day serials of spreadsheets, as naive moments."""
    units = to_fixed(column)
    if form == "excel":
        # Whole seconds: a serial keeps the day exactly and the time to about a microsecond.
        seconds = ((units - EXCEL_EPOCH_DAYS * 10_000) * DAY + 5_000) // 10_000
    else:
        seconds = units // (10_000 if form == "epoch_s" else 10_000_000)
    return seconds.as_timestamp("s").cast("timestamp(6)")


def to_moment(column: ir.Column, form: DateForm, timezone: str) -> ir.TimestampColumn:
    """Return a column as naive UTC moments.

    Parameters
    ----------
    column : ibis column
        Text, date, moment or number.
    form : DateForm
        How texts and numbers are written.
    timezone : str
        Zone of naive moments. Epochs are UTC whatever it says.

    Returns
    -------
    ibis timestamp column
        Naive UTC; null where a cell is written otherwise.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> cells = as_table(pd.DataFrame({"at": ["2026-01-01 08:00"]}))["at"]
    >>> str(to_moment(cells, DateForm("iso"), "Asia/Shanghai").execute()[0])
    '2026-01-01 00:00:00'
    """
    kind = column.type()
    if kind.is_timestamp() and kind.timezone:
        return _naive_utc("UTC", column.cast("timestamp('UTC')"))
    if kind.is_timestamp() or kind.is_date():
        return utc(column.cast("timestamp(6)"), timezone)
    if form.form in ("epoch_s", "epoch_ms"):
        return _from_number(column, form.form)
    if form.form == "excel":
        return utc(_from_number(column, form.form), timezone)
    return plain_to_moment(plain_moment(to_text(column), form), form, timezone)


def to_day(column: ir.Column, form: DateForm) -> ir.DateColumn:
    """Return a column as days, as they are written: no zone moves a birthday.

    Parameters
    ----------
    column : ibis column
        Text, date, moment or number.
    form : DateForm
        How texts and numbers are written.

    Returns
    -------
    ibis date column
        Days; null where a cell is written otherwise.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> cells = as_table(pd.DataFrame({"day": ["2/24/2011"]})).day
    >>> str(to_day(cells, DateForm("mdy")).execute()[0])[:10]
    '2011-02-24'
    """
    kind = column.type()
    if kind.is_date():
        return column
    if kind.is_timestamp():
        return column.cast("date")
    if form.form in ("epoch_s", "epoch_ms", "excel"):
        return _from_number(column, form.form).cast("date")
    return plain_to_moment(plain_moment(to_text(column), form), replace(form, offsets=False), "UTC").cast("date")
