"""Habits against slow twins, for all customers and for groups.

Covers also: expressions_habits
"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import ParameterError
from crmpersona.features import expressions_habits as engine
from crmpersona.features.habits import habits
from crmpersona.features.ledger import ledger_of
from crmpersona.relational import as_table, date_of, lint_sql

TODAY = 19_450
WINDOW = 300


@pytest.fixture(scope="module")
def lines(random_lines) -> pd.DataFrame:
    return random_lines(71, customers=60)


@pytest.fixture(scope="module")
def groups(lines) -> pd.Series:
    people = sorted(set(lines["customer_id"]))
    return pd.Series(["left" if i % 3 else "right" for i in range(len(people))], index=people).where(
        lambda names: names.index != people[4]
    )


@pytest.fixture(scope="module")
def found(make_crm, lines, groups):
    return habits(make_crm(lines), as_of=date_of(TODAY), window_days=WINDOW, groups=groups)


def _orders(lines: pd.DataFrame) -> pd.DataFrame:
    valid = lines[lines["is_valid"] & (lines["day"] < TODAY)]
    firsts = valid.groupby(["customer_id", "order_id"], as_index=False).agg(
        day=("day", "min"), at=("ordered_at", "min")
    )
    return firsts[firsts["day"] >= TODAY - WINDOW]


def _of(frame: pd.DataFrame, groups: pd.Series, group: str) -> pd.DataFrame:
    return frame if not group else frame[frame["customer_id"].map(groups) == group]


@pytest.mark.parametrize("group", ["", "left", "right"])
def test_the_clock_equals_the_slow_twin(found, lines, groups, group):
    orders = _of(_orders(lines), groups, group)
    expected = np.zeros((7, 24), dtype=int)
    for row in orders.itertuples():
        expected[date_of(row.day).weekday(), row.at.hour] += 1
    np.testing.assert_array_equal(found.hours_of(group).to_numpy(), expected)
    assert found.orders[group] == len(orders)
    assert found.clock.loc[found.clock["group"] == group, "share"].sum() == pytest.approx(1)


@pytest.mark.parametrize("group", ["", "left"])
def test_channels_equal_the_slow_twin(found, lines, groups, group):
    inside = _of(lines[lines["is_valid"] & lines["day"].between(TODAY - WINDOW, TODAY - 1)], groups, group)
    pairs = inside[["customer_id", "order_id", "channel"]].drop_duplicates()
    rows = found.ways[(found.ways["kind"] == "channel") & (found.ways["group"] == group)].set_index("value")
    assert rows["orders"].to_dict() == pairs.groupby("channel").size().to_dict()
    assert rows["customers"].to_dict() == pairs.groupby("channel")["customer_id"].nunique().to_dict()
    assert rows["share"].sum() == pytest.approx(1)
    assert rows["orders"].is_monotonic_decreasing


@pytest.mark.parametrize("group", ["", "right"])
def test_penetration_equals_the_slow_twin(found, lines, groups, group):
    inside = _of(lines[lines["is_valid"] & lines["day"].between(TODAY - WINDOW, TODAY - 1)], groups, group)
    buyers = _of(_orders(lines), groups, group)["customer_id"].nunique()
    rows = found.categories[found.categories["group"] == group].set_index("category")
    assert rows["buyers"].to_dict() == inside.groupby("category")["customer_id"].nunique().to_dict()
    assert set(rows["base"]) == {buyers}
    assert (rows["ci_low"] <= rows["penetration"]).all()


@pytest.mark.parametrize("category", [None, "清洁"])
def test_intervals_equal_the_slow_twin(found, lines, groups, category):
    valid = lines[lines["is_valid"]]
    firsts = valid.groupby(["customer_id", "order_id"], as_index=False)["day"].min()
    days = firsts if category is None else valid[valid["category"] == category]
    for group in ("", "left"):
        gaps = []
        for _, own in _of(days, groups, group).groupby("customer_id")["day"]:
            distinct = sorted(set(own))
            gaps += [b - a for a, b in itertools.pairwise(distinct) if TODAY - WINDOW <= b < TODAY]
        rows = found.intervals[found.intervals["group"] == group]
        row = rows[rows["category"].isna() if category is None else rows["category"] == category].iloc[0]
        assert row["intervals"] == len(gaps)
        assert row["median_days"] == np.quantile(gaps, 0.5, method="inverted_cdf")
        assert row["p80_days"] == np.quantile(gaps, 0.8, method="inverted_cdf")


def test_words_and_the_shape_for_pictures(found):
    assert found.hours.shape == (7, 24)
    assert found.channels.columns.tolist() == ["label", "share", "orders"]
    assert "last 300 days" in found.summary("en")
    assert "近 300 天" in found.summary("zh")


def test_dates_without_a_clock_time_show_no_clock(make_crm, lines):
    dates = lines.assign(ordered_at=pd.to_datetime(lines["day"] * 86_400, unit="s")).drop(
        columns=["channel", "category"]
    )
    plain = habits(make_crm(dates), as_of=date_of(TODAY))
    assert plain.hours is None
    assert plain.channels.empty
    assert plain.categories.empty
    assert not plain.intervals.empty


def test_unknown_channels_are_counted_as_unknown(make_crm, lines):
    some = lines.assign(channel=lines["channel"].where(lines.index % 2 == 0))
    rows = habits(make_crm(some), as_of=date_of(TODAY)).ways.query("kind == 'channel'")
    assert rows["value"].isna().sum() == 1
    assert pd.isna(rows["value"].iloc[-1])


def test_an_empty_window(make_crm, lines):
    empty = habits(make_crm(lines), as_of="2001-01-01")
    assert empty.hours is None
    assert empty.intervals.empty
    assert "no orders" in empty.summary("en")


def test_later_rows_and_row_order_change_nothing(make_crm, lines, groups, found):
    seen = lines[lines["day"] < TODAY]
    part = habits(
        make_crm(seen.sample(frac=1, random_state=2)), as_of=date_of(TODAY), window_days=WINDOW, groups=groups
    )
    for name in ("clock", "ways", "categories", "intervals"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(part, name))


def test_groups_must_be_unique_and_named(make_crm, lines):
    crm = make_crm(lines)
    with pytest.raises(ParameterError, match="twice"):
        habits(crm, as_of=date_of(TODAY), groups=pd.Series(["x", "y"], index=["c000", "c000"]))
    with pytest.raises(ParameterError, match="empty name"):
        habits(crm, as_of=date_of(TODAY), groups=pd.Series([""], index=["c000"]))
    with pytest.raises(ParameterError, match="window_days"):
        habits(crm, as_of=date_of(TODAY), window_days=0)


def test_expressions_mean_the_same_on_every_engine(make_crm, lines):
    ledger = ledger_of(make_crm(lines))
    rows, window = ledger.tables["transactions"], (0, TODAY)
    named = as_table(pd.DataFrame({"customer_id": ["c000"], "group": ["x"]}))
    orders = engine.with_group(engine.order_facts(rows, *window), named)
    tables = [
        engine.clock_counts(orders, "Asia/Shanghai"),
        engine.orders_by(rows, "channel", *window, named),
        engine.buyers_by_category(rows, *window, named),
        engine.gap_counts(ledger.purchases.select("customer_id", "day"), *window, named),
    ]
    assert [lint_sql(table) for table in tables] == [[]] * 4
