"""How far the data reach."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from crmpersona.contract import Month
from crmpersona.features.horizon import Horizon, horizon_of
from crmpersona.features.ledger import ledger_of
from crmpersona.relational import date_of, day_number


@pytest.fixture(scope="module")
def seen(make_crm) -> Horizon:
    days = [day_number(dt.date(2022, 1, 9)) + step for step in range(0, 200, 2)]
    lines = pd.DataFrame({"customer_id": "a", "order_id": [f"o{day}" for day in days], "day": days})
    return horizon_of(ledger_of(make_crm(lines)), dt.date(2022, 12, 1))


def test_the_span_and_the_longest_pause(seen):
    assert (seen.first_day, seen.longest_pause) == (dt.date(2022, 1, 9), 2)
    assert seen.last_day == date_of(day_number(dt.date(2022, 1, 9)) + 198)


def test_a_month_ends_in_the_calendar_and_in_the_data(seen):
    assert seen.finished(Month(2022, 6))
    assert not seen.finished(Month(2022, 7))
    assert not seen.finished(Month(2022, 12))


def test_a_month_that_began_before_the_data_is_not_covered(seen):
    assert seen.finished(Month(2022, 1))
    assert not seen.covers(Month(2022, 1))
    assert seen.covers(Month(2022, 2))


def test_without_orders_nothing_is_finished():
    nothing = Horizon(None, None, 1, dt.date(2022, 1, 1))
    assert not nothing.finished(Month(2021, 1))
    assert not nothing.covers(Month(2021, 1))
