"""The RFM table: equal to a slow pandas twin, blind to the future, whatever frame it is given."""

from __future__ import annotations

import datetime as dt
import warnings
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import ContractError, ParameterError, SourceError, options
from crmpersona.features.rfm import RowsLeftOutWarning, rfm_table
from crmpersona.features.rfm_cuts import RFMCut
from crmpersona.features.rfm_groups import rfm_groups
from crmpersona.features.rfm_scores import RFMScorer
from crmpersona.relational import default_engine

AS_OF = dt.date(2026, 3, 1)


def orders_of(rows):
    """Turn drawn tuples (customer, order, seconds before as_of, cents) into order lines."""
    return pd.DataFrame(
        {
            "customer_id": [f"c{customer}" for customer, *_ in rows],
            "order_id": [f"o{order}" for _, order, *_ in rows],
            "ordered_at": [pd.Timestamp(AS_OF) - pd.Timedelta(seconds=seconds) for *_, seconds, _ in rows],
            "amount": [cents / 100 for *_, cents in rows],
        }
    ).astype({"customer_id": "str", "order_id": "str", "ordered_at": "datetime64[us]", "amount": "float64"})


# Each example is compiled anew, which costs more than its rows: few examples of many rows say more than many of few.
few = settings(max_examples=12)
lines = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 4), st.integers(-3 * 86_400, 60 * 86_400), st.integers(-5_000, 90_000)),
    min_size=1,
    max_size=90,
).map(orders_of)


def twin(frame, as_of, window_days=None):
    """Compute the table customer by customer, in the words of the definition."""
    today = pd.Timestamp(as_of)
    rows = {}
    for customer, own in frame[frame["ordered_at"] < today].groupby("customer_id"):
        days = own["ordered_at"].dt.normalize()
        inside = own if window_days is None else own[own["ordered_at"] >= today - pd.Timedelta(days=window_days)]
        cents = sum(round(amount * 100) for amount in inside["amount"])
        rows[customer] = {
            "recency_days": (today - days.max()).days,
            "frequency": inside["order_id"].nunique(),
            "monetary": cents / 100,
            "tenure_days": (today - days.min()).days,
            "first_order": own["ordered_at"].min(),
            "last_order": own["ordered_at"].max(),
        }
    columns = ["recency_days", "frequency", "monetary", "tenure_days", "first_order", "last_order"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def assert_same(found, expected):
    assert found.index.tolist() == expected.index.tolist()
    for column in expected.columns:
        assert found[column].tolist() == expected[column].tolist(), column


@few
@given(frame=lines, window=st.sampled_from([None, 1, 30]))
def test_equals_the_slow_twin(frame, window):
    assert_same(rfm_table(frame, as_of=AS_OF, window_days=window), twin(frame, AS_OF, window))


@few
@given(frame=lines, later=lines)
def test_later_rows_are_invisible(frame, later):
    future = later.assign(ordered_at=pd.Timestamp(AS_OF) + pd.Timedelta(hours=1))
    both = pd.concat([frame, future], ignore_index=True)
    pd.testing.assert_frame_equal(rfm_table(both, as_of=AS_OF), rfm_table(frame, as_of=AS_OF))


@few
@given(frame=lines, seed=st.integers(0, 99))
def test_row_order_changes_nothing_and_the_input_stays(frame, seed):
    before = frame.copy(deep=True)
    shuffled = frame.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(rfm_table(shuffled, as_of=AS_OF), rfm_table(frame, as_of=AS_OF))
    pd.testing.assert_frame_equal(frame, before)


@pytest.fixture
def frame():
    random = np.random.default_rng(3)
    rows = zip(
        random.integers(0, 40, 500).tolist(),
        random.integers(0, 90, 500).tolist(),
        random.integers(1, 200 * 86_400, 500).tolist(),
        random.integers(-500, 9_000, 500).tolist(),
        strict=True,
    )
    return orders_of(list(rows))


def test_every_kind_of_frame_gives_the_same_table(frame, tmp_path):
    expected = rfm_table(frame, as_of=AS_OF)
    frame.to_parquet(tmp_path / "a.parquet")
    arrow = pa.Table.from_pandas(frame)
    relation = default_engine().connection.con.from_arrow(arrow)
    kinds = (pl.from_pandas(frame), pl.from_pandas(frame).lazy(), arrow, relation, tmp_path / "a.parquet", tmp_path)
    for source in (*kinds, str(tmp_path / "*.parquet")):
        pd.testing.assert_frame_equal(rfm_table(source, as_of=AS_OF), expected)


def test_every_kind_of_number_gives_the_same_money(frame):
    expected = rfm_table(frame, as_of=AS_OF)
    exact = frame.assign(amount=[Decimal(str(round(value, 2))) for value in frame["amount"]])
    pd.testing.assert_frame_equal(rfm_table(exact, as_of=AS_OF), expected)
    whole = frame.assign(amount=(frame["amount"] * 100).round().astype("int64"))
    assert (rfm_table(whole, as_of=AS_OF)["monetary"] == (expected["monetary"] * 100).round()).all()


def test_days_instead_of_moments(frame):
    days = frame.assign(ordered_at=frame["ordered_at"].dt.date)
    found, expected = rfm_table(days, as_of=AS_OF), rfm_table(frame, as_of=AS_OF)
    pd.testing.assert_frame_equal(
        found.drop(columns=["first_order", "last_order"]), expected.drop(columns=["first_order", "last_order"])
    )
    assert (found["last_order"] == expected["last_order"].dt.normalize()).all()


def test_moments_with_an_offset_are_read_on_the_business_clock():
    frame = pd.DataFrame(
        {
            "customer_id": ["a", "a"],
            "order_id": [1, 2],
            "ordered_at": pd.to_datetime(["2026-02-27 15:59", "2026-02-28 16:00"], utc=True),
            "amount": [1.0, 1.0],
        }
    )
    with options(timezone="Asia/Shanghai"):
        found = rfm_table(frame, as_of="2026-03-01").iloc[0]
    assert found["recency_days"] == 2
    assert found["frequency"] == 1
    assert found["last_order"] == pd.Timestamp("2026-02-27 23:59")
    assert rfm_table(frame, as_of="2026-03-01").iloc[0]["recency_days"] == 1


def test_yesterday_is_one_day():
    frame = orders_of([(0, 0, 1, 100)])
    assert rfm_table(frame, as_of=AS_OF)["recency_days"].tolist() == [1]


def test_one_order_number_of_two_customers_is_two_orders():
    frame = orders_of([(0, 7, 50, 100), (1, 7, 50, 100)])
    assert rfm_table(frame, as_of=AS_OF)["frequency"].tolist() == [1, 1]


def test_without_order_numbers_days_count():
    frame = orders_of([(0, 0, 10, 100), (0, 1, 20, 100), (0, 2, 90_000, 100)])
    assert rfm_table(frame, as_of=AS_OF)["frequency"].tolist() == [3]
    assert rfm_table(frame, as_of=AS_OF, order=None)["frequency"].tolist() == [2]
    frame.loc[0, "order_id"] = None
    frame.loc[1, "order_id"] = None
    assert rfm_table(frame, as_of=AS_OF)["frequency"].tolist() == [2]
    assert rfm_table(frame.drop(columns="order_id"), as_of=AS_OF, order=None)["frequency"].tolist() == [2]


def test_without_money_there_is_no_money_column(frame):
    found = rfm_table(frame.drop(columns="amount"), as_of=AS_OF, amount=None)
    assert "monetary" not in found
    assert found["frequency"].tolist() == rfm_table(frame, as_of=AS_OF)["frequency"].tolist()


def test_recency_looks_past_the_window():
    frame = orders_of([(0, 0, 50 * 86_400, 100)])
    found = rfm_table(frame, as_of=AS_OF, window_days=30).iloc[0]
    assert found[["recency_days", "frequency", "monetary"]].tolist() == [50, 0, 0.0]


def test_own_names_stay(frame):
    renamed = frame.rename(columns={"customer_id": "用户", "order_id": "no", "ordered_at": "when", "amount": "sum"})
    found = rfm_table(renamed, as_of=AS_OF, customer="用户", order="no", date="when", amount="sum")
    assert found.index.name == "用户"
    assert found["monetary"].tolist() == rfm_table(frame, as_of=AS_OF)["monetary"].tolist()


def test_rows_that_cannot_be_used_are_counted_aloud(frame):
    dirty = frame.copy()
    dirty.loc[:2, "customer_id"] = None
    dirty.loc[3:4, "ordered_at"] = pd.NaT
    dirty.loc[5, "amount"] = np.nan
    with pytest.warns(RowsLeftOutWarning, match="3 without customer and 2 without date are left out, 1 without amount"):
        found = rfm_table(dirty, as_of=AS_OF)
    clean = frame.drop(index=range(5)).assign(amount=lambda rows: rows["amount"].where(rows.index != 5, 0.0))
    with warnings.catch_warnings():
        warnings.simplefilter("error", RowsLeftOutWarning)
        pd.testing.assert_frame_equal(found, rfm_table(clean, as_of=AS_OF))


def test_numbers_as_customers_sort_as_numbers():
    frame = orders_of([(0, 0, 10, 100), (1, 1, 20, 100)]).assign(customer_id=[10.0, 9.0])
    assert rfm_table(frame, as_of=AS_OF).index.tolist() == [9.0, 10.0]


def test_nothing_before_the_day_gives_an_empty_table(frame):
    found = rfm_table(frame, as_of="2020-01-01")
    assert found.empty
    assert found.columns.tolist() == rfm_table(frame, as_of=AS_OF).columns.tolist()
    assert rfm_table(frame.iloc[:0], as_of=AS_OF).empty


def test_wrong_input_says_what_is_wrong(frame, tmp_path):
    with pytest.raises(ContractError, match="'customer_id'"):
        rfm_table(frame, as_of=AS_OF, customer="customer")
    with pytest.raises(ContractError, match="to_datetime"):
        rfm_table(frame.astype({"ordered_at": "str"}), as_of=AS_OF)
    with pytest.raises(SourceError, match="does not exist"):
        rfm_table(tmp_path / "none.parquet", as_of=AS_OF)
    with pytest.raises(SourceError, match="list"):
        rfm_table([1, 2], as_of=AS_OF)
    for window in (0, -1, 1.5, True):
        with pytest.raises(ParameterError, match="window_days"):
            rfm_table(frame, as_of=AS_OF, window_days=window)
    with pytest.raises(ParameterError, match="as_of"):
        rfm_table(frame, as_of="yesterday")


def test_online_retail_check_figures(shared):
    raw = pd.read_parquet(shared / "data/online_retail/online_retail.parquet")
    bought = raw[
        raw["CustomerID"].notna()
        & (raw["Quantity"] > 0)
        & (raw["UnitPrice"] > 0)
        & ~raw["InvoiceNo"].astype("str").str.startswith("C")
    ]
    bought = bought.assign(paid=bought["Quantity"] * bought["UnitPrice"])
    table = rfm_table(
        bought, as_of="2011-12-10", customer="CustomerID", date="InvoiceDate", amount="paid", order="InvoiceNo"
    )
    assert len(bought) == 397_884
    assert len(table) == 4_338
    means = table[["recency_days", "frequency", "monetary"]].mean().round(4).tolist()
    assert means == [93.0595, 4.2720, 2054.2665]
    scorer = RFMScorer(bins=2, method="mean").fit(table)
    scores = scorer.transform(table)
    groups = rfm_groups(scores, cut="value_mean")
    assert groups.value_counts().to_dict() == {
        "important_value": 689,
        "important_develop": 117,
        "important_keep": 27,
        "important_winback": 38,
        "general_value": 358,
        "general_develop": 1_750,
        "general_keep": 40,
        "general_winback": 1_319,
    }
    share = table["monetary"][groups == "important_value"].sum() / table["monetary"].sum()
    assert round(share, 3) == 0.639
    cut = RFMCut.from_scores(scores, "value_mean")
    assert cut.text(scorer, "zh", "CNY") == "R ≤ 93 天，F ≥ 5 次，M ≥ ¥2,054.27"
