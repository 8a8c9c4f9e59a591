"""Business time agrees with Python's own calendar and zones."""

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.relational import (
    as_of_seconds,
    as_table,
    date_of,
    day_number,
    local_day,
    local_hour,
    local_weekday,
    month_number,
)
from crmpersona.relational.time import offsets

ZONES = ["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
MOMENTS = st.lists(
    st.integers(as_of_seconds(dt.date(1996, 1, 1)), as_of_seconds(dt.date(2044, 12, 31))),
    min_size=1,
    max_size=30,
)


@settings(max_examples=12, deadline=None)
@given(MOMENTS, st.sampled_from(ZONES))
def test_day_hour_weekday_and_month_equal_zoneinfo(moments, zone):
    table = as_table(pd.DataFrame({"at": pd.to_datetime(moments, unit="s")}))
    table = table.mutate(day=local_day(table["at"], zone), hour=local_hour(table["at"], zone))
    found = table.mutate(weekday=local_weekday(table.day), month=month_number(table.day)).to_pandas()
    for moment, row in zip(moments, found.to_dict("records"), strict=True):
        local = dt.datetime.fromtimestamp(moment, tz=ZoneInfo(zone))
        assert row["day"] == day_number(local.date())
        assert row["hour"] == local.hour
        assert row["weekday"] == local.weekday()
        assert row["month"] == local.year * 12 + local.month - 1


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)))
def test_day_numbers_go_back_and_forth(day):
    assert date_of(day_number(day)) == day


@settings(max_examples=20, deadline=None)
@given(st.lists(st.dates(dt.date(1600, 1, 1), dt.date(2400, 1, 1)), min_size=1, max_size=30))
def test_month_number_is_the_calendar(days):
    table = as_table(pd.DataFrame({"day": [day_number(day) for day in days]}))
    expected = [day.year * 12 + day.month - 1 for day in days]
    assert month_number(table.day).execute().tolist() == expected


def test_as_of_is_local_midnight():
    moment = dt.datetime(2026, 10, 31, 16, tzinfo=dt.UTC)
    assert as_of_seconds(dt.date(2026, 11, 1), "Asia/Shanghai") == int(moment.timestamp())


@pytest.mark.parametrize("zone", ZONES)
def test_offsets_change_exactly_when_the_zone_does(zone):
    for begin, east in offsets(zone)[1:]:
        after = dt.datetime.fromtimestamp(begin, tz=ZoneInfo(zone)).utcoffset()
        before = dt.datetime.fromtimestamp(begin - 1, tz=ZoneInfo(zone)).utcoffset()
        assert after == dt.timedelta(seconds=east)
        assert before != after
