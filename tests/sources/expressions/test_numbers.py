"""Arithmetic on 1/10,000 units is exact, with one rounding half away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.relational import as_table, to_fixed
from crmpersona.sources.expressions import product_fixed, quotient_fixed, scaled_fixed, text_to_fixed
from crmpersona.sources.expressions.numbers import plain_to_fixed
from crmpersona.sources.writtenforms import NumberForm

UNITS = st.integers(-(10**11), 10**11)
PAIRS = st.lists(st.tuples(UNITS, UNITS), min_size=1, max_size=50)


def _round(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _frame(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["a", "b"], dtype="int64")


@given(pairs=PAIRS)
def test_products_equal_decimals(pairs: list[tuple[int, int]]) -> None:
    rows = as_table(_frame(pairs))
    expected = [_round(Decimal(a) * b / 10_000) for a, b in pairs]
    assert product_fixed(rows.a, rows.b).execute().tolist() == expected


@given(pairs=PAIRS)
def test_quotients_equal_decimals(pairs: list[tuple[int, int]]) -> None:
    rows = as_table(_frame(pairs))
    found = quotient_fixed(rows.a, rows.b).execute().astype("Int64").tolist()
    expected = [_round(Decimal(a) * 10_000 / b) if b else pd.NA for a, b in pairs]
    assert [str(value) for value in found] == [str(value) for value in expected]


@given(cells=st.lists(st.decimals(-(10**9), 10**9, places=6, allow_nan=False), min_size=1, max_size=50))
def test_written_numbers_are_rounded_like_all_money(cells: list[Decimal]) -> None:
    rows = as_table(pd.DataFrame({"x": [f"{cell:f}" for cell in cells]}))
    expected = [_round(cell * 10_000) for cell in cells]
    assert plain_to_fixed(rows.x).execute().tolist() == expected
    assert to_fixed(rows.x).execute().tolist() == expected


def test_numbers_beyond_all_money_are_not_read() -> None:
    cells = as_table(pd.DataFrame({"x": ["99999999999999.9999", "100000000000000", "1e30"]})).x
    found = plain_to_fixed(cells).cast("string").fill_null("none").execute().tolist()
    assert found == [str(10**18 - 1), "none", "none"]


def test_scales() -> None:
    cents = as_table(pd.DataFrame({"a": [150, 149, -150, 7]})).a
    assert scaled_fixed(cents, (1, 100)).execute().tolist() == [2, 1, -2, 0]
    assert scaled_fixed(cents, (10_000, 1)).execute().tolist() == [1_500_000, 1_490_000, -1_500_000, 70_000]


def test_written_numbers() -> None:
    cells = as_table(pd.DataFrame({"x": ["1,234.5", "1_000", "12,34", "¥7", "1e2", "abc", ".5"]})).x
    found = text_to_fixed(cells, NumberForm(grouped=True)).execute().astype("Int64")
    assert found.fillna(-1).tolist() == [12_345_000, -1, -1, -1, 1_000_000, -1, 5_000]
    signed = text_to_fixed(cells, NumberForm(grouped=True, signed=True)).execute().astype("Int64")
    assert signed.fillna(-1).tolist()[3] == 70_000
