"""Orders, customer days, months and purchase days against slow twins, two-day orders included."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import ContractError
from crmpersona.features.expressions_orders import (
    SUMS,
    customer_days,
    customer_months,
    order_table,
    purchase_days,
    shop_days,
)
from crmpersona.relational import as_table, date_of, lint_sql

WHOLE = {
    "gross": "amount",
    "refund": "refund",
    "units": "quantity",
    "discount": "discount",
    "list_value": "list_amount",
}


def _whole(lines: pd.DataFrame) -> pd.DataFrame:
    money = {name: (lines[name] * 10_000).round().astype("int64") for name in WHOLE.values()}
    return lines.assign(**money)


def _split(lines: pd.DataFrame) -> pd.DataFrame:
    """Move every seventh line a day or a month later, so that some orders run over several days."""
    later = np.where(np.arange(len(lines)) % 7 == 0, np.where(np.arange(len(lines)) % 2, 1, 31), 0)
    return lines.assign(day=lines["day"] + later)


def _twin(lines: pd.DataFrame) -> dict[tuple[str, int], dict[str, int]]:
    cells: dict[tuple[str, int], dict[str, int]] = {}

    def cell(person: str, day: int) -> dict[str, int]:
        return cells.setdefault((person, int(day)), dict.fromkeys(["orders", *SUMS], 0))

    firsts: dict[tuple[str, str], int] = {}
    for row in lines.itertuples():
        if row.is_valid:
            for name, column in WHOLE.items():
                cell(row.customer_id, row.day)[name] += getattr(row, column)
            key = (row.customer_id, row.order_id)
            firsts[key] = min(firsts.get(key, 10**9), row.day)
        elif row.is_return:
            cell(row.customer_id, row.day)["refund"] -= row.amount
    for (person, _), day in firsts.items():
        cell(person, day)["orders"] += 1
    return cells


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000))
def test_customer_days_equal_the_slow_twin(random_lines, seed):
    lines = _split(_whole(random_lines(seed, customers=15, lines=3)))
    found = customer_days(as_table(lines)).to_pandas().set_index(["customer_id", "day"]).astype("int64")
    expected = _twin(lines)
    assert found[["orders", *SUMS]].T.to_dict() == expected
    assert (found["net"] == found["gross"] - found["refund"]).all()


def test_every_order_counts_once(random_lines):
    lines = _split(_whole(random_lines(5, customers=20, lines=3)))
    days = customer_days(as_table(lines)).to_pandas()
    orders = order_table(as_table(lines)).to_pandas()
    valid = lines[lines["is_valid"]]
    assert days["orders"].astype(int).sum() == len(orders) == len(valid.drop_duplicates(["customer_id", "order_id"]))
    assert (orders["last_day"] > orders["day"]).any()


def test_months_and_purchase_days_equal_the_slow_twin(random_lines):
    lines = _split(_whole(random_lines(9, customers=20)))
    table = as_table(lines)
    days = customer_days(table).to_pandas().astype({"orders": "int64", "net": "int64"})
    months = customer_months(customer_days(table)).to_pandas().set_index(["customer_id", "month"])
    numbers = days["day"].map(lambda day: date_of(day).year * 12 + date_of(day).month - 1)
    assert months["net"].astype("int64").to_dict() == days.groupby(["customer_id", numbers])["net"].sum().to_dict()
    bought = purchase_days(customer_days(table)).order_by(["customer_id", "day"]).to_pandas()
    for person, own in bought.groupby("customer_id"):
        expected = sorted(days.loc[(days["customer_id"] == person) & (days["orders"] > 0), "day"])
        assert own["day"].tolist() == expected
        assert own["place"].tolist() == list(range(len(expected)))
        assert (
            own["squares"].astype("int64").tolist() == np.cumsum(np.diff(expected, prepend=expected[0]) ** 2).tolist()
        )
        assert own["next_day"].dropna().tolist() == expected[1:]


def test_pauses_of_the_shop(random_lines):
    days = customer_days(as_table(_whole(random_lines(9, customers=20))))
    sold = sorted(set(days.filter(days.orders > 0).to_pandas()["day"]))
    found = shop_days(days).order_by("day").to_pandas()
    assert found["day"].tolist() == sold
    assert found["pause"].dropna().tolist() == np.diff(sold).tolist()


def test_a_missing_column_is_named():
    with pytest.raises(ContractError, match="is_valid"):
        order_table(as_table(pd.DataFrame({"customer_id": ["a"], "order_id": ["1"], "day": [1], "is_return": [False]})))


def test_expressions_mean_the_same_on_every_engine(random_lines):
    days = customer_days(as_table(_whole(random_lines(1, customers=3))))
    tables = [days, purchase_days(days), customer_months(days), shop_days(days)]
    assert [lint_sql(table) for table in tables] == [[]] * 4
