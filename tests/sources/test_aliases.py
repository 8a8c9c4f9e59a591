"""Names of files and columns in both languages find their table and column."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import crmpersona.sources.aliases as module
from crmpersona.contract import CONTRACT, DERIVED
from crmpersona.sources.aliases import column_names, guess_table, table_name


@pytest.mark.parametrize(
    ("stem", "table"),
    [
        ("transactions", "transactions"),
        ("Transactions_2026-01", "transactions"),
        ("transactions-02", "transactions"),
        ("orders part 3", "transactions"),
        ("订单", "transactions"),
        ("订单明细_2026年1月", "transactions"),
        ("会员信息(2)", "customers"),
        ("商品", "products"),
        ("Customers Export 20260131", "customers"),
        ("survey_answers", "survey_answers"),
        ("weather", None),
        ("2026", None),
    ],
)
def test_table_names(stem: str, table: str | None) -> None:
    assert table_name(stem) == table


def test_the_contracts_own_names_come_before_aliases() -> None:
    assert column_names("products", ["price", "list_price"]) == {"list_price": "list_price"}
    assert column_names("transactions", ["Order Date", "ordered_at"])["ordered_at"] == "ordered_at"


def test_a_column_is_used_once() -> None:
    found = column_names("transactions", ["Customer ID", "date", "total"])
    assert found == {"customer_id": "Customer ID", "ordered_at": "date", "amount": "total"}


def test_settled_columns_are_left_alone() -> None:
    assert "amount" not in column_names("transactions", ["total"], taken=["amount"])


@pytest.mark.parametrize(
    ("header", "table"),
    [
        (["客户编号", "下单时间", "金额"], "transactions"),
        (["user_id", "buy_mount", "day"], "transactions"),
        (["product_id", "商品名称", "品牌"], "products"),
        (["a", "b"], None),
    ],
)
def test_a_table_is_guessed_by_its_columns(header: list[str], table: str | None) -> None:
    assert guess_table(header) == table


def test_every_alias_points_into_the_contract() -> None:
    data = tomllib.loads(Path(module.__file__).with_name("aliases.toml").read_text(encoding="utf-8"))
    assert set(data["tables"]) == set(CONTRACT)
    for table, columns in data["columns"].items():
        for column in columns:
            assert CONTRACT[table].has(column) or column in DERIVED
