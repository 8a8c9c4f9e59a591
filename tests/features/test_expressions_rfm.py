"""The engine expressions of RFM mean the same on every engine."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from crmpersona.features.expressions_rfm import (
    customer_totals,
    order_rows,
    period_totals,
    row_counts,
    window_start,
)
from crmpersona.relational import as_table, lint_sql

COLUMNS = {"customer": "customer_id", "date": "ordered_at", "amount": "amount", "order": "order_id"}


@pytest.fixture(params=[None, "UTC"], ids=["naive", "offset"])
def table(request):
    return as_table(
        pd.DataFrame(
            {
                "customer_id": ["a", "b"],
                "order_id": ["1", None],
                "ordered_at": pd.to_datetime(["2026-01-05 00:00", "2026-01-31 12:00"]).tz_localize(request.param),
                "amount": [1.5, 2.5],
            }
        )
    )


def test_no_expression_breaks_the_engine_rules(table):
    seen, everything = order_rows(table, COLUMNS, dt.date(2026, 2, 1), "UTC")
    start = window_start(seen["at"], dt.date(2026, 1, 20), "UTC")
    for expression in (
        customer_totals(seen, None, by_day=False),
        customer_totals(seen, start, by_day=True),
        period_totals(seen, 7, 4),
        row_counts(everything, start),
    ):
        assert lint_sql(expression) == []


def test_the_cut_is_midnight(table):
    seen, everything = order_rows(table, COLUMNS, dt.date(2026, 1, 31), "UTC")
    assert seen.count().execute() == 1
    assert everything.count().execute() == 2
