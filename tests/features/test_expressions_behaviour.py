"""The engine expressions of behaviour mean the same on every engine."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from crmpersona.features.expressions_behaviour import (
    OTHER,
    Scope,
    category_totals,
    contact_totals,
    frequent_values,
    order_totals,
    product_totals,
    purchase_totals,
    registrations,
    return_totals,
    time_span,
)
from crmpersona.relational import as_table, lint_sql, to_pandas


@pytest.fixture(scope="module")
def lines():
    return as_table(
        pd.DataFrame(
            {
                "customer_id": ["a", "a", "a", "b"],
                "order_id": ["1", "1", "2", "3"],
                "ordered_at": pd.to_datetime(["2026-01-05 10:00"] * 2 + ["2026-01-09 23:00"] * 2),
                "day": [20_458, 20_458, 20_462, 20_462],
                "is_valid": [True, True, True, False],
                "is_return": [False, False, False, True],
                "amount": [10_000, 20_000, 30_000, -5_000],
                "refund": [0, 1_000, 0, 0],
                "discount": [0, 0, 500, 0],
                "list_amount": [10_000, 20_000, 30_500, -5_000],
                "quantity": [10_000] * 4,
                "category": ["y", "x", "x", None],
                "product_id": ["p", "q", "q", None],
                "channel": ["App", "App", None, "Web"],
            }
        )
    )


@pytest.fixture(scope="module")
def scope(lines):
    return Scope(
        day=20_480,
        timezone="Europe/London",
        windows=(20, 30),
        columns=frozenset(lines.columns),
        years=(2025, 2027),
        channels=("App",),
        categories=("x",),
        all_channels=("App", "Web"),
        all_categories=("x", "y"),
        festivals=(20_458,),
    )


def test_no_expression_breaks_the_engine_rules(lines, scope):
    stamped = as_table(
        pd.DataFrame(
            {
                "customer_id": ["a"],
                "occurred_at": pd.to_datetime(["2026-01-30"]),
                "registered_at": pd.to_datetime(["2026-01-30"]),
            }
        )
    )
    for expression in (
        order_totals(lines, scope),
        purchase_totals(lines, scope),
        return_totals(lines, scope),
        category_totals(lines, scope),
        product_totals(lines, scope),
        contact_totals(stamped, scope, 90),
        registrations(stamped, scope),
        frequent_values(lines, "category", scope.day),
        time_span(lines, scope.day),
    ):
        assert lint_sql(expression) == []


def test_every_sum_stays_a_whole_number_of_64_bits(lines, scope):
    for expression in (purchase_totals(lines, scope), return_totals(lines, scope), category_totals(lines, scope)):
        frame = to_pandas(expression, "customer_id").drop(columns="customer_id")
        kinds = frame.dtypes.astype("str").to_dict()
        moments = {"first_order", "last_order"}
        assert {name for name, kind in kinds.items() if kind != "int64"} <= moments, kinds


def test_money_counts_on_the_day_of_its_line_and_orders_on_their_first(lines, scope):
    row = to_pandas(purchase_totals(lines, scope), "customer_id").set_index("customer_id").loc["a"]
    assert row[["orders", "orders_20", "orders_30", "lines", "days", "gap_squares"]].tolist() == [2, 1, 2, 3, 2, 16]
    assert row[["gross", "net", "net_20", "net_30"]].tolist() == [60_000, 59_000, 30_000, 59_000]
    assert row[["channel_0", "channel_1", "festival", "band_1", "band_3"]].tolist() == [1, 0, 1, 1, 1]


def test_sums_that_follow_from_others_are_equal(lines, scope):
    plain = lines.mutate(refund=lines["refund"] * 0)
    assert to_pandas(time_span(lines, scope.day)).iloc[0][["returns", "odd_refund", "odd_discount"]].tolist() == [
        1,
        1,
        0,
    ]
    left = to_pandas(purchase_totals(plain, scope), "customer_id")
    shorter = dataclasses.replace(scope, plain=frozenset({"refund", "discount"}))
    right = to_pandas(purchase_totals(plain, shorter), "customer_id")
    pd.testing.assert_frame_equal(left, right[left.columns])


def test_ties_go_to_the_smaller_code(lines, scope):
    tied = lines.filter(lines["order_id"] == "1")
    row = to_pandas(category_totals(tied, scope), "customer_id").iloc[0]
    size = len(scope.all_categories)
    assert size - 1 - row["top"] % size == scope.all_categories.index("x")
    assert row[["category_lines", "category_count", "category_0"]].tolist() == [2, 2, 1]


def test_values_without_a_share_of_their_own_form_a_family_with_other(scope):
    assert scope.family("channels") == ("App", OTHER)
    assert scope.family("categories") == ("x", OTHER)
    assert Scope(day=1, timezone="UTC", windows=()).family("channels") == ()
    assert scope.has("amount")
    assert not scope.has("cost")
    assert scope.start(30) == 20_450
