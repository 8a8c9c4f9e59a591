"""Moments: every written form becomes the same naive UTC."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from crmpersona.relational import as_table
from crmpersona.sources.expressions import to_day, to_moment
from crmpersona.sources.expressions.moments import utc
from crmpersona.sources.writtenforms import DateForm


def _read(cells: list[Any], form: DateForm, zone: str = "UTC") -> list[Any]:
    found = to_moment(as_table(pd.DataFrame({"x": cells})).x, form, zone).execute()
    return [None if pd.isna(stamp) else str(stamp) for stamp in found]


@pytest.mark.parametrize(
    ("cell", "form", "expected"),
    [
        ("2026-01-05 08:02:03", DateForm("iso"), "2026-01-05 08:02:03"),
        ("2026.1.5", DateForm("iso"), "2026-01-05 00:00:00"),
        ("20260105 080203", DateForm("compact"), "2026-01-05 08:02:03"),
        ("20260105", DateForm("compact"), "2026-01-05 00:00:00"),
        ("2026 年 1 月 5 日 8:02", DateForm("chinese"), "2026-01-05 08:02:00"),
        ("5.1.2026 8:02", DateForm("dmy"), "2026-01-05 08:02:00"),
        ("1/5/2026 12:02 am", DateForm("mdy", twelve_hours=True), "2026-01-05 00:02:00"),
        ("2026-01-05T08:00:00-05:30", DateForm("iso", offsets=True), "2026-01-05 13:30:00"),
        ("2026-02-30", DateForm("iso"), None),
        ("5/1/2026", DateForm("iso"), None),
        ("05 Jan 2026", DateForm("%d %b %Y"), "2026-01-05 00:00:00"),
    ],
)
def test_forms(cell: str, form: DateForm, expected: str | None) -> None:
    assert _read([cell], form) == [expected]


def test_offsets_and_naive_cells_in_one_column() -> None:
    cells = ["2026-01-05 08:00", "2026-01-05 08:00+00:00", "2026-01-05"]
    found = _read(cells, DateForm("iso", offsets=True), "Asia/Shanghai")
    assert found == ["2026-01-05 00:00:00", "2026-01-05 08:00:00", "2026-01-04 16:00:00"]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_the_hours_around_a_clock_change(zone: str) -> None:
    """The fold is read as its first hour and the gap by the offset before it, as Python does."""
    from zoneinfo import ZoneInfo

    walls = pd.date_range("2024-03-01", "2024-11-30", freq="29min")
    found = utc(as_table(pd.DataFrame({"at": walls}))["at"], zone).execute()
    expected = [stamp.to_pydatetime().replace(tzinfo=ZoneInfo(zone)).timestamp() for stamp in walls]
    assert ((found - pd.Timestamp(0)).dt.total_seconds() == pd.Series(expected)).all()


def test_days() -> None:
    cells = as_table(pd.DataFrame({"x": ["2/24/2011", "24/2/2011"]})).x
    assert [str(day)[:10] for day in to_day(cells, DateForm("mdy")).execute()] == ["2011-02-24", "NaT"]
