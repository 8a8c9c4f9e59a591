"""Money is exact."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import ContractError
from crmpersona.relational import as_table, from_fixed, has_amount, to_fixed

CENTS = st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=40)


def units(values):
    return to_fixed(as_table(pd.DataFrame({"x": values})).x).execute().tolist()


@settings(max_examples=40, deadline=None)
@given(CENTS)
def test_every_cent_survives_floats_and_texts(cents):
    exact = [Decimal(cent) / 100 for cent in cents]
    expected = [cent * 100 for cent in cents]
    assert units([float(value) for value in exact]) == expected
    assert units([str(value) for value in exact]) == expected
    assert units(exact) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.decimals(-10_000, 10_000, places=7), min_size=1, max_size=30))
def test_rounding_is_half_away_from_zero(values):
    expected = [int((value * 10_000).quantize(Decimal(1), rounding=ROUND_HALF_UP)) for value in values]
    assert units([str(value) for value in values]) == expected


def test_what_is_no_amount_becomes_null():
    found = to_fixed(as_table(pd.DataFrame({"x": [1.5, np.nan, np.inf, 1e18]})).x).execute()
    assert found.isna().tolist() == [False, True, True, True]
    text = to_fixed(as_table(pd.DataFrame({"x": ["12.5", "abc", "", None, " 7 "]})).x).execute()
    assert text.isna().tolist() == [False, True, True, True, False]


@pytest.mark.parametrize("values", [[1.5, np.nan, -np.inf, 1e18, -3.0], ["12.5", "abc", "", None, "-7"], [1, 2, 3]])
def test_an_amount_is_there_where_it_can_be_made(values):
    table = as_table(pd.DataFrame({"x": values}))
    found = table.select(there=has_amount(table.x), made=to_fixed(table.x).notnull()).execute()
    assert found["there"].tolist() == found["made"].tolist()


def test_whole_numbers_and_missing_ones():
    assert units(pd.Series([1, None, -3], dtype="Int64"))[0] == 10_000
    assert from_fixed(np.array([25_500])).tolist() == [2.55]


def test_dates_are_no_money():
    with pytest.raises(ContractError, match="no number"):
        to_fixed(as_table(pd.DataFrame({"x": pd.to_datetime(["2026-01-01"])})).x)
