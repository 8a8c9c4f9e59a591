"""The net sales bridge: parts that add exactly, fairness, empty months.

Covers also: examples, expressions_bridge
"""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import NotEnoughDataError, options
from crmpersona.features.bridge import FACTORS, _parts, product_shares, sales_bridge
from crmpersona.features.expressions_bridge import bridge_sums
from crmpersona.features.ledger import ledger_of
from crmpersona.features.measures import measures
from crmpersona.relational import lint_sql

SUMS = st.tuples(st.integers(1, 5000), st.integers(1, 20), st.integers(-(10**9), 10**12))


def _slow_shapley(before: list[Fraction], after: list[Fraction]) -> list[Fraction]:
    """Average what each factor adds over all six orders of change."""
    parts = [Fraction(0)] * 3
    for order in permutations(range(3)):
        now = list(before)
        for place in order:
            product = now[0] * now[1] * now[2]
            now[place] = after[place]
            parts[place] += now[0] * now[1] * now[2] - product
    return [part / 6 for part in parts]


@given(*[st.lists(st.fractions(-50, 50, max_denominator=20), min_size=3, max_size=3)] * 2)
def test_parts_are_the_shapley_values(before, after):
    assert list(product_shares(tuple(before), tuple(after))) == _slow_shapley(before, after)


@given(SUMS, SUMS)
def test_parts_add_exactly_in_whole_units(before, after):
    start, end = ((buyers, buyers * more, net) for buyers, more, net in (before, after))
    parts = _parts(start, end)
    assert sum(parts) == end[2] - start[2]
    assert all(isinstance(part, int) for part in parts)
    back = _parts(end, start)
    assert all(abs(there + here) <= 1 for there, here in zip(parts[:2], back[:2], strict=True))


@given(SUMS, st.integers(1, 9))
def test_only_the_factor_that_moved_gets_a_part(sums, times):
    buyers, more, net = sums
    start = (buyers, buyers * more, net)
    assert _parts(start, (buyers * times, buyers * more * times, net * times))[1:] == (0, 0)
    assert _parts(start, (buyers, buyers * more, net * times))[:2] == (0, 0)


def test_from_and_to_an_empty_month_everything_is_people():
    assert _parts((0, 0, -50), (3, 4, 900)) == (950, 0, 0)
    assert _parts((3, 4, 900), (0, 0, -50)) == (-950, 0, 0)


def test_the_frame_agrees_with_the_measures(make_crm, random_lines):
    crm = make_crm(random_lines(51, customers=60))
    bridge = sales_bridge(crm, month="2023-02")
    frame = bridge.to_frame().set_index("key")
    now, then = (measures(crm, month=month).set_index("key")["value"] for month in ("2023-02", "2023-01"))
    assert frame.loc["current", "value"] == pytest.approx(now["net_sales"])
    assert frame.loc["previous", "value"] == pytest.approx(then["net_sales"])
    assert frame.loc[frame["part"], "value"].sum() == pytest.approx(now["net_sales"] - then["net_sales"], abs=1e-9)
    for factor in FACTORS:
        assert frame.loc[factor, "after"] == pytest.approx(now[factor])
        assert frame.loc[factor, "before"] == pytest.approx(then[factor])


def test_words_follow_the_language(make_crm, random_lines):
    bridge = sales_bridge(make_crm(random_lines(51, customers=60)), month="2023-02", previous="2022-08")
    with options(lang="zh"):
        assert bridge.to_frame()["label"].iloc[0] == "2022-08 净销售额"
    assert "people" in bridge.summary("en")
    assert "客户数" in bridge.summary("zh")


@settings(max_examples=5)
@given(seed=st.integers(0, 10_000))
def test_later_rows_change_nothing(make_crm, random_lines, seed):
    lines = random_lines(seed, customers=15)
    seen = lines[lines["day"] < 19_417]
    whole, part = make_crm(lines.sample(frac=1, random_state=seed)), make_crm(seen)
    pd.testing.assert_frame_equal(sales_bridge(whole, month="2023-02").frame, sales_bridge(part, month="2023-02").frame)


def test_without_money_or_buyers_it_says_so(make_crm, random_lines):
    lines = random_lines(51, customers=5)
    with pytest.raises(NotEnoughDataError, match="no money"):
        sales_bridge(make_crm(lines.drop(columns=["amount", "refund", "discount", "list_amount"])), month="2023-02")
    with pytest.raises(NotEnoughDataError, match="nobody bought"):
        sales_bridge(make_crm(lines), month="1999-02")


def test_the_expression_means_the_same_on_every_engine(make_crm, random_lines):
    assert lint_sql(bridge_sums(ledger_of(make_crm(random_lines(1, customers=3))).months, [1, 2])) == []
