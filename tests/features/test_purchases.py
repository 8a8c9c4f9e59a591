"""The purchase summary: the published CDNOW figures, and a slow twin for both grains."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import ContractError, ParameterError
from crmpersona.features.purchases import purchase_summary

AS_OF = dt.date(2026, 3, 1)


def orders_of(rows):
    """Turn drawn tuples (customer, days before as_of, cents) into orders."""
    return pd.DataFrame(
        {
            "customer_id": [f"c{customer}" for customer, *_ in rows],
            "ordered_at": [pd.Timestamp(AS_OF) - pd.Timedelta(days=days, hours=-days % 24) for _, days, _ in rows],
            "amount": [cents / 100 for *_, cents in rows],
        }
    ).astype({"customer_id": "str", "ordered_at": "datetime64[us]"})


# Each example is compiled anew, which costs more than its rows: few examples of many rows say more than many of few.
few = settings(max_examples=16)
orders = st.lists(
    st.tuples(st.integers(0, 9), st.integers(-20, 120), st.integers(0, 9_000)), min_size=1, max_size=70
).map(orders_of)


def twin(frame, unit_days, period):
    """Go through one customer at a time, in the words of the convention."""
    rows = {}
    today = pd.Timestamp(AS_OF)
    end = (today - pd.Timedelta(days=1)).to_period(period)
    for customer, own in frame[frame["ordered_at"] < today].groupby("customer_id"):
        spent = own.groupby(own["ordered_at"].dt.to_period(period))["amount"].agg(
            lambda values: sum(round(value * 100) for value in values)
        )
        first, last = spent.index.min(), spent.index.max()
        rows[customer] = {
            "frequency": len(spent) - 1,
            "recency": (last.start_time - first.start_time).days / unit_days,
            "age": (end.start_time - first.start_time).days / unit_days,
            "monetary": spent.drop(first).mean() / 100 if len(spent) > 1 else 0.0,
        }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["frequency", "recency", "age", "monetary"])


@few
@given(
    frame=orders,
    unit=st.sampled_from([("D", 1.0), ("W", 7.0), ("M", 30.4375), ("Y", 365.25)]),
    grain=st.sampled_from(["D", "W"]),
)
def test_equals_the_slow_twin(frame, unit, grain):
    found = purchase_summary(frame, as_of=AS_OF, unit=unit[0], grain=grain)
    expected = twin(frame, unit[1], grain)
    assert found.index.tolist() == expected.index.tolist()
    np.testing.assert_allclose(found.to_numpy(), expected.to_numpy(dtype=float), rtol=1e-12, atol=1e-12)


@few
@given(frame=orders, later=orders, seed=st.integers(0, 99))
def test_later_rows_and_row_order_change_nothing(frame, later, seed):
    future = later.assign(ordered_at=pd.Timestamp(AS_OF))
    both = pd.concat([frame, future], ignore_index=True).sample(frac=1, random_state=seed)
    before = both.copy(deep=True)
    pd.testing.assert_frame_equal(purchase_summary(both, as_of=AS_OF), purchase_summary(frame, as_of=AS_OF))
    pd.testing.assert_frame_equal(both, before)


def test_reproduces_the_published_cdnow_summaries(shared):
    folder = shared / "data/cdnow"
    sample = pd.read_csv(folder / "cdnow_sample.csv.gz", parse_dates=["date"])
    found = purchase_summary(sample, as_of="1997-10-01", customer="sample_id", date="date")
    weeks = pd.read_csv(folder / "cdnow_summary_weeks.csv.gz").set_index("ID")
    spend = pd.read_csv(folder / "cdnow_summary_days.csv.gz").set_index("ID")["zbar"]
    assert found.index.tolist() == weeks.index.tolist()
    assert found["frequency"].tolist() == weeks["frequency"].tolist()
    assert found["recency"].round(2).tolist() == weeks["recency"].tolist()
    assert found["age"].round(2).tolist() == weeks["T"].tolist()
    # The published mean spend is rounded half up.
    assert ((found["monetary"] * 100 + 0.5 + 1e-9) // 1 / 100).tolist() == spend.tolist()
    assert found["frequency"].sum() == 2_457
    assert (found["frequency"] > 0).sum() == 946
    assert found["monetary"][found["frequency"] > 0].mean() == pytest.approx(35.0778, abs=5e-5)
    assert found["age"].max() == pytest.approx(38.857142857)


def test_without_money_there_is_no_money_column():
    frame = orders_of([(0, 3, 100), (0, 9, 100)]).drop(columns="amount")
    assert list(purchase_summary(frame, as_of=AS_OF, amount=None)) == ["frequency", "recency", "age"]


def test_rows_without_customer_are_nobodys():
    frame = orders_of([(0, 3, 100), (1, 9, 100)])
    frame.loc[1, "customer_id"] = None
    assert purchase_summary(frame, as_of=AS_OF).index.tolist() == ["c0"]


def test_wrong_words_say_what_to_do():
    frame = orders_of([(0, 3, 100)])
    with pytest.raises(ParameterError, match="unit='weeks'"):
        purchase_summary(frame, as_of=AS_OF, unit="weeks")
    with pytest.raises(ParameterError, match="grain='M'"):
        purchase_summary(frame, as_of=AS_OF, grain="M")
    with pytest.raises(ContractError, match="ordered_at"):
        purchase_summary(frame.drop(columns="ordered_at"), as_of=AS_OF)
