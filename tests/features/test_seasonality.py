"""Seasonality against slow twins: months, weekdays, hours, festivals, January with February.

Covers also: expressions_seasonality
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import Month
from crmpersona.features.expressions_seasonality import daily_sums, opening_buyers
from crmpersona.features.ledger import ledger_of
from crmpersona.features.seasonality import seasonality
from crmpersona.relational import date_of, day_number, lint_sql


@pytest.fixture(scope="module")
def lines(random_lines) -> pd.DataFrame:
    return random_lines(81, customers=150, days=900)


@pytest.fixture(scope="module")
def found(make_crm, lines):
    return seasonality(make_crm(lines), as_of="2024-06-01")


def _orders(lines: pd.DataFrame) -> pd.DataFrame:
    valid = lines[lines["is_valid"]]
    orders = valid.groupby(["customer_id", "order_id"], as_index=False).agg(
        day=("day", "min"), at=("ordered_at", "min")
    )
    orders = orders[orders["day"] < day_number(dt.date(2024, 6, 1))]
    return orders.assign(date=[date_of(day) for day in orders["day"]])


def test_months_equal_the_slow_twin(found, lines):
    orders = _orders(lines)
    for row in found.months.to_dict("records"):
        month = Month.parse(row["month"])
        inside = orders[[month.start <= date < month.end for date in orders["date"]]]
        rows = lines[[month.start <= date_of(day) < month.end for day in lines["day"]]]
        net = rows.loc[rows["is_valid"], "amount"].sum() - rows.loc[rows["is_valid"], "refund"].sum()
        net += rows.loc[rows["is_return"], "amount"].sum()
        assert row["orders"] == len(inside)
        if row["finished"] and row["month"] != found.months["month"].iloc[0]:
            assert row["net_sales"] == pytest.approx(net, abs=1e-6)
            assert row["days"] == (month.end - month.start).days
            assert row["orders_per_day"] == pytest.approx(len(inside) / row["days"])
    whole = found.months[found.months["finished"]]
    weighted = (whole["index"] * whole["days"]).sum() / whole["days"].sum()
    assert weighted == pytest.approx(100)
    assert found.months.set_index("month").loc["2023-11", "festivals"] == "double_11"


def test_weekdays_and_hours_equal_the_slow_twin(found, lines):
    orders = _orders(lines)
    weekdays = pd.Series([date.weekday() for date in orders["date"]]).value_counts()
    assert found.weekdays["orders"].tolist() == [weekdays.get(day, 0) for day in range(7)]
    hours = orders["at"].dt.hour.value_counts()
    assert found.hours["orders"].tolist() == [hours.get(hour, 0) for hour in range(24)]
    span = (orders["date"].max() - orders["date"].min()).days + 1
    assert found.weekdays["days"].sum() == span
    assert found.hours["share"].sum() == pytest.approx(1)


def test_festivals_are_compared_with_ordinary_days(found, lines):
    orders = _orders(lines)
    row = found.festivals.set_index(["festival", "year"]).loc[("double_11", 2023)]
    inside = orders[[dt.date(2023, 11, 1) <= date <= dt.date(2023, 11, 11) for date in orders["date"]]]
    assert row["orders"] == len(inside)
    assert row["orders_per_day"] == pytest.approx(len(inside) / 11)
    before = (dt.date(2023, 10, 4), dt.date(2023, 10, 31))
    after = (dt.date(2023, 11, 12), dt.date(2023, 12, 9))
    beside = orders[[before[0] <= d <= before[1] or after[0] <= d <= after[1] for d in orders["date"]]]
    assert row["beside_per_day"] == pytest.approx(len(beside) / 56)
    assert row["ratio"] == pytest.approx(row["orders_per_day"] / row["beside_per_day"])


def test_a_january_that_began_late_is_not_compared(make_crm):
    days = [day_number(dt.date(2023, 1, 20)) + step for step in range(500)]
    steady = pd.DataFrame({"customer_id": "a", "order_id": [f"o{day}" for day in days], "day": days})
    assert seasonality(make_crm(steady), as_of="2024-06-01").january_february["year"].tolist() == [2024]


def test_a_planted_festival_stands_out(make_crm):
    first = day_number(dt.date(2023, 9, 1))
    days = [first + step for step in range(122)] + [day_number(dt.date(2023, 11, 1)) + d for d in range(11)] * 4
    plant = pd.DataFrame(
        {"customer_id": "a", "order_id": [f"o{i}" for i in range(len(days))], "day": days, "amount": 1.0}
    )
    found = seasonality(make_crm(plant), as_of="2024-01-01").festivals.set_index("festival")
    assert found.loc["double_11", "ratio"] == pytest.approx(5)
    assert found.loc["double_12", "ratio"] == pytest.approx(1)


def test_january_and_february_stand_together(found, lines):
    orders = _orders(lines)
    table = found.january_february.set_index("year")
    assert set(table.index) >= {2023, 2024}
    opening = orders[[date.year == 2024 and date.month <= 2 for date in orders["date"]]]
    assert table.loc[2024, "orders"] == len(opening)
    assert table.loc[2024, "buyers"] == opening["customer_id"].nunique()
    change = table.loc[2024, "net_sales"] / table.loc[2023, "net_sales"] - 1
    assert table.loc[2024, "change_net_sales"] == pytest.approx(change)
    assert np.isnan(table["change_orders"].iloc[0])


def test_without_festivals_money_or_clock(make_crm, lines):
    bare = lines[["customer_id", "order_id", "line", "day", "is_valid", "is_return"]]
    found = seasonality(make_crm(bare, currency="GBP"), as_of="2024-06-01")
    assert found.festivals.empty
    assert found.months["net_sales"].isna().all()
    assert found.hours.empty
    assert set(found.months["festivals"]) == {""}
    assert ":00" not in found.summary("en")


def test_no_orders_yet(make_crm, lines):
    empty = seasonality(make_crm(lines), as_of="2001-01-01")
    assert empty.months.empty
    assert empty.january_february.empty
    assert "no orders" in empty.summary("en")
    assert "还没有订单" in empty.summary("zh")


def test_later_rows_and_row_order_change_nothing(make_crm, lines, found):
    seen = lines[lines["day"] < day_number(dt.date(2024, 6, 1))].sample(frac=1, random_state=3)
    part = seasonality(make_crm(seen), as_of="2024-06-01")
    for name in ("months", "weekdays", "hours", "festivals", "january_february"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(part, name))


def test_expressions_mean_the_same_on_every_engine(make_crm, random_lines):
    ledger = ledger_of(make_crm(random_lines(1, customers=3)))
    assert lint_sql(daily_sums(ledger.days, 99_999)) == []
    assert lint_sql(opening_buyers(ledger.months, 99_999)) == []
