"""Festival dates: the lunar table, no overlaps, and what a month is marked with."""

from __future__ import annotations

import datetime as dt

import pytest

from crmpersona.contract import ParameterError
from crmpersona.features.festivals import (
    SPRING_FESTIVAL,
    Festival,
    festival_calendar,
    festival_days,
    festival_region,
    month_festivals,
)
from crmpersona.features.words_cycle import FESTIVAL_NAMES
from crmpersona.relational import day_number

SYNODIC_MONTH = 29.530588
NEW_MOON = dt.datetime(2000, 1, 6, 18, 14, tzinfo=dt.UTC)


def test_the_table_is_the_second_new_moon_after_the_winter_solstice():
    assert sorted(SPRING_FESTIVAL) == list(range(1990, 2051))
    for year, day in SPRING_FESTIVAL.items():
        assert dt.date(year, 1, 21) <= day <= dt.date(year, 2, 20)
        noon = dt.datetime(day.year, day.month, day.day, 4, tzinfo=dt.UTC)  # noon in Beijing, in UTC
        moons = (noon - NEW_MOON).total_seconds() / 86_400 / SYNODIC_MONTH
        assert abs(moons - round(moons)) * SYNODIC_MONTH < 1.2


@pytest.mark.parametrize(("year", "day"), [(2020, "2020-01-25"), (2023, "2023-01-22"), (2026, "2026-02-17")])
def test_known_years(year, day):
    assert str(SPRING_FESTIVAL[year]) == day


def test_no_day_belongs_to_two_festivals():
    days = festival_days("1990-01-01", "2050-12-31")
    assert days["day"].is_unique
    assert days["day"].is_monotonic_increasing
    assert set(days["festival"]) == set(FESTIVAL_NAMES)


def test_months_are_marked():
    assert month_festivals("2026-10") == ()
    assert month_festivals("2026-06") == ("festival_618",)
    assert month_festivals("2026-12") == ("double_12",)
    assert month_festivals("2026-03") == ("festival_38",)
    assert month_festivals("2023-01") == ("new_year_goods", "spring_festival")
    assert month_festivals("2026-11", None) == ()


def test_festivals_begin_in_their_first_year():
    assert "double_11" not in set(festival_calendar(2008, 2008)["festival"])
    assert "double_11" in set(festival_calendar(2009, 2009)["festival"])
    assert Festival("spring_festival", -1, 6, 1990).span(2051) is None


def test_day_numbers_and_dates_mean_the_same():
    first, last = dt.date(2026, 11, 9), dt.date(2026, 11, 30)
    by_number = festival_days(day_number(first), day_number(last))
    assert by_number.equals(festival_days(first, last))
    assert by_number["day"].tolist() == [day_number(first) + step for step in range(3)]
    assert festival_days(last, first).empty


def test_regions():
    assert festival_region(None, "Asia/Shanghai") == "CN"
    assert festival_region("USD", "America/New_York") is None
    with pytest.raises(ParameterError, match="XX"):
        festival_calendar(2026, 2026, "XX")
