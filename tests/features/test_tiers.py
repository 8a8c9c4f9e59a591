"""Value tiers and activity against slow twins, with ties, empty windows and missing money.

Covers also: expressions_tiers
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import ParameterError
from crmpersona.features.expressions_tiers import active_days, active_days_in, window_sales
from crmpersona.features.ledger import ledger_of
from crmpersona.features.tiers import activity, tier_of, value_tiers
from crmpersona.relational import date_of, lint_sql

TODAY = 19_450


def _window_net(lines: pd.DataFrame, first: int, before: int) -> dict[str, float]:
    """Add up net sales customer by customer, the slow way."""
    net: dict[str, float] = {}
    for row in lines.itertuples():
        if not first <= row.day < before:
            continue
        if row.is_valid:
            net[row.customer_id] = net.get(row.customer_id, 0) + row.amount - row.refund
        elif row.is_return:
            net[row.customer_id] = net.get(row.customer_id, 0) + row.amount
    return net


@pytest.mark.parametrize("seed", [1, 2])
def test_value_tiers_equal_the_slow_twin(make_crm, random_lines, seed):
    lines = random_lines(seed, customers=60)
    found = value_tiers(make_crm(lines), as_of=date_of(TODAY), window_days=200)
    net = _window_net(lines, TODAY - 200, TODAY)
    valid = lines[lines["is_valid"]].groupby(["customer_id", "order_id"])["day"].min().reset_index()
    buyers = set(valid[valid["day"].between(TODAY - 200, TODAY - 1)]["customer_id"])
    ranked = sorted((net[person] for person in buyers), reverse=True)
    for person, row in found.frame.iterrows():
        assert row["net_sales"] == pytest.approx(net.get(person, 0.0), abs=1e-6)
        if person not in buyers:
            assert pd.isna(row["value_tier"])
            continue
        above = sum(other > net[person] + 1e-9 for other in ranked)
        share = above / len(ranked)
        expected = "low" if net[person] <= 1e-9 else "high" if share < 0.2 else "medium" if share < 0.5 else "low"
        assert row["value_tier"] == expected
    table = found.to_frame()
    assert table["customers"].sum() == len(buyers)
    assert table["share_sales"].sum() == pytest.approx(1)
    assert found.lines["high"] == pytest.approx(found.frame.query("value_tier == 'high'")["net_sales"].min())


@given(st.lists(st.integers(-5, 12), min_size=1, max_size=40))
def test_equal_sales_share_a_tier_and_more_is_never_worse(values):
    net = np.array(values, dtype=np.int64)
    order = {"low": 0, "medium": 1, "high": 2}
    places = [order[tier] for tier in tier_of(net)]
    for (a, tier_a), (b, tier_b) in zip(
        sorted(zip(values, places, strict=True)), sorted(zip(values, places, strict=True))[1:], strict=False
    ):
        assert tier_a <= tier_b
        assert a != b or tier_a == tier_b
    assert all(tier == 0 for value, tier in zip(values, places, strict=True) if value <= 0)


def test_twenty_and_fifty_percent_of_distinct_sales():
    for n in (5, 10, 35, 1000):
        tiers = pd.Series(tier_of(np.arange(1, n + 1))).value_counts()
        assert tiers["high"] == np.ceil(0.2 * n)
        assert tiers["high"] + tiers["medium"] == np.ceil(0.5 * n)


def test_no_difference_no_money_and_nobody(make_crm):
    same = pd.DataFrame({"customer_id": ["a", "b"], "order_id": ["1", "2"], "day": TODAY - 3, "amount": 10.0})
    found = value_tiers(make_crm(same), as_of=date_of(TODAY))
    assert found.frame["value_tier"].tolist() == ["low", "low"]
    assert not found.lines["informative"]
    assert "no money" in found.summary("en")
    without = value_tiers(make_crm(same.drop(columns="amount")), as_of=date_of(TODAY))
    assert without.frame["value_tier"].isna().all()
    assert without.frame["net_sales"].isna().all()
    nobody = value_tiers(make_crm(same), as_of=date_of(TODAY - 100))
    assert nobody.frame.empty
    assert nobody.to_frame()["customers"].sum() == 0


def _contacts(seed: int, people: list[str], n: int = 300) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    seconds = rng.integers((TODAY - 200) * 86_400, (TODAY + 30) * 86_400, n)
    return pd.DataFrame(
        {
            "interaction_id": [f"i{i}" for i in range(n)],
            "customer_id": rng.choice(people, n),
            "occurred_at": pd.to_datetime(seconds, unit="s"),
            "kind": "view",
        }
    )


def test_activity_equals_the_slow_twin(make_crm, random_lines):
    lines = random_lines(3, customers=30)
    contacts = _contacts(1, sorted(set(lines["customer_id"])))
    found = activity(make_crm(lines, interactions=contacts), as_of=date_of(TODAY), window_days=60)
    valid = lines[lines["is_valid"]].groupby(["customer_id", "order_id"])["day"].min().reset_index()
    pairs = set(zip(valid["customer_id"], valid["day"], strict=True))
    days = contacts["occurred_at"].astype("datetime64[s]").astype("int64") // 86_400
    pairs |= set(zip(contacts["customer_id"], days, strict=True))
    for person, row in found.frame.iterrows():
        count = sum(who == person and TODAY - 60 <= day < TODAY for who, day in pairs)
        assert row["active_days"] == count
        assert row["activity"] == ("high" if count >= 3 else "medium" if count >= 1 else "low")
    assert found.lines == {"high": 3, "medium": 1, "interactions": True}
    assert "互动" not in found.summary("zh")


def test_activity_says_where_only_purchases_are_known(make_crm, random_lines):
    found = activity(make_crm(random_lines(4, customers=8)), as_of=date_of(TODAY))
    assert "Only purchases" in found.summary("en")
    assert int(found.to_frame()["customers"].sum()) == len(found.frame)


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000), cut=st.integers(19_100, 19_480))
def test_later_rows_and_row_order_change_nothing(make_crm, random_lines, seed, cut):
    lines = random_lines(seed, customers=10)
    contacts = _contacts(seed, sorted(set(lines["customer_id"])), 60)
    day = contacts["occurred_at"].astype("datetime64[s]").astype("int64") // 86_400
    seen, heard = lines[lines["day"] < cut], contacts[day < cut]
    if seen.empty or heard.empty:
        return
    people = pd.DataFrame({"customer_id": sorted(set(seen["customer_id"]) | set(heard["customer_id"])), "source": "x"})
    whole = make_crm(lines.sample(frac=1, random_state=1), interactions=contacts, customers=people)
    part = make_crm(seen, interactions=heard, customers=people)
    as_of = date_of(cut)
    pd.testing.assert_frame_equal(value_tiers(whole, as_of=as_of).frame, value_tiers(part, as_of=as_of).frame)
    pd.testing.assert_frame_equal(activity(whole, as_of=as_of).frame, activity(part, as_of=as_of).frame)


def test_nonsense_is_refused(make_crm, random_lines):
    crm = make_crm(random_lines(4, customers=3))
    with pytest.raises(ParameterError, match="window_days=0"):
        value_tiers(crm, as_of="2023-01-01", window_days=0)
    with pytest.raises(ParameterError, match="lines"):
        activity(crm, as_of="2023-01-01", lines=(1, 1))


def test_expressions_mean_the_same_on_every_engine(make_crm, random_lines):
    ledger = ledger_of(make_crm(random_lines(4, customers=3), interactions=_contacts(1, ["c000"], 5)))
    assert lint_sql(window_sales(ledger.days, 0, TODAY)) == []
    active = active_days(ledger.purchases, ledger.tables, "Asia/Shanghai")
    assert lint_sql(active_days_in(active, 0, TODAY)) == []
