"""Days and months without a clock."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import Month, ParameterError, as_of_date


@pytest.mark.parametrize(
    "given_day",
    ["2026-11-01", dt.date(2026, 11, 1), pd.Timestamp(2026, 11, 1).to_pydatetime(), pd.Timestamp("2026-11-01")],
)
def test_days_are_read(given_day):
    assert as_of_date(given_day) == dt.date(2026, 11, 1)


@pytest.mark.parametrize("wrong", ["2026-11", "soon", 20261101, None, "2026-11-01 12:00", pd.NaT, ""])
def test_other_things_are_refused(wrong):
    with pytest.raises(ParameterError, match="as_of"):
        as_of_date(wrong)


@given(st.integers(1900, 2200), st.integers(1, 12), st.integers(-600, 600))
def test_shifting_months_is_exact(year, month, months):
    start = Month(year, month)
    there = start.shift(months)
    assert there.number - start.number == months
    assert there.shift(-months) == start
    assert start.end == start.shift(1).start


@pytest.mark.parametrize("wrong", ["2026-13", "2026-1", "2026", "26-10", "2026-10-01", None])
def test_other_months_are_refused(wrong):
    with pytest.raises(ParameterError, match="YYYY-MM"):
        Month.parse(wrong)
