"""Cleaning: rows add up, money is exact, order of rows does not matter, input stays as it is.

Covers also: expressions, expressions_orders, spelling
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.cleaning import Cleaning, clean, cleaned
from crmpersona.cleaning.spelling import common_spellings, fold
from crmpersona.contract import CleaningError, ParameterError
from crmpersona.sources import read


def _line(**columns: Any) -> dict[str, Any]:
    return {"customer_id": "a", "ordered_at": "2026-01-05 10:00", "quantity": 2, "unit_price": 5.0} | columns


def _clean(lines: list[dict[str, Any]], **options: Any) -> Cleaning:
    return clean(read({"transactions": pd.DataFrame(lines)}, timezone="Asia/Shanghai"), **options)


def _only(lines: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
    frame = _clean(lines, **options).crm.frame("transactions")
    assert len(frame) == 1
    return frame.iloc[0].to_dict()


# ---------------------------------------------------------------- what a line is worth


def test_amount_is_quantity_times_price_minus_discount() -> None:
    row = _only([_line(quantity=3, unit_price=2.3333, discount=0.5)])
    assert (row["amount"], row["list_amount"], row["refund"]) == (6.4999, 6.9999, 0.0)
    assert row["is_valid"]


def test_a_given_amount_wins_and_disagreement_is_counted() -> None:
    result = _clean([_line(amount=99.0), _line(amount=10.0)])
    assert result.crm.frame("transactions")["amount"].tolist() == [99.0, 10.0]
    assert result.count("amount_disagrees") == 1


@pytest.mark.parametrize(
    ("columns", "amount", "quantity"),
    [
        ({"quantity": -2}, -10.0, -2.0),
        ({"is_return": True}, -10.0, -2.0),
        ({"amount": -7.0}, -7.0, -2.0),
        ({"is_return": "是", "amount": 7.0}, -7.0, -2.0),
        ({"is_return": 1, "unit_price": None, "refund_amount": 4.0}, -4.0, -2.0),
    ],
)
def test_returns_are_negative_and_stay(columns: dict[str, Any], amount: float, quantity: float) -> None:
    row = _only([_line(**columns)])
    assert (row["amount"], row["quantity"], row["refund"]) == (amount, quantity, 0.0)
    assert (row["is_return"], row["is_valid"], row["invalid_reason"]) == (True, False, "return")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"unit_price": 0.0}, "price_not_positive"),
        ({"unit_price": -3.0}, "price_not_positive"),
        ({"amount": 0.0}, "zero_amount"),
        ({"quantity": 0, "amount": 5.0}, "zero_quantity"),
        ({"order_status": "已取消"}, "cancelled"),
        ({"order_status": " Cancelled "}, "cancelled"),
    ],
)
def test_lines_that_do_not_count_are_flagged(columns: dict[str, Any], reason: str) -> None:
    row = _only([_line(**columns)])
    assert (row["is_valid"], row["is_return"], row["invalid_reason"]) == (False, False, reason)


def test_refunds_of_purchase_lines() -> None:
    lines = [
        _line(order_id="1", refund_amount=3.0, order_status="完成"),
        _line(order_id="2", refund_amount=None, order_status="已退款"),
        _line(order_id="3", refund_amount=None, order_status="已退款"),
        _line(order_id="3", refund_amount=None, order_status="已退款", quantity=-2),
    ]
    frame = _clean(lines).crm.frame("transactions").sort_values(["order_id", "amount"])
    assert frame["refund"].tolist() == [3.0, 10.0, 0.0, 0.0]
    assert frame["is_valid"].tolist() == [True, True, False, True]


def test_without_money_quantities_still_count() -> None:
    crm = read({"transactions": pd.DataFrame([{"customer_id": "a", "ordered_at": "2026-01-05", "quantity": 2}])})
    row = clean(crm).crm.frame("transactions").iloc[0]
    assert row["is_valid"]
    assert "amount" not in row.index
    assert "refund" not in row.index
    assert any("not available" in note for note in crm.notes)


def test_an_unknown_amount_is_rejected_when_others_are_known() -> None:
    result = _clean([_line(), _line(unit_price=None), _line(unit_price="teuer")])
    assert result.rejects["reason"].tolist() == ["missing_amount", "missing_amount"]


# ---------------------------------------------------------------- orders, days, products, customers


def test_order_ids_are_built_from_customer_and_local_day() -> None:
    lines = [_line(ordered_at="2026-01-05 00:30"), _line(ordered_at="2026-01-05 23:30"), _line(ordered_at="2026-01-06")]
    frame = _clean(lines).crm.frame("transactions")
    assert frame["order_id"].tolist() == ["a@20458", "a@20458", "a@20459"]
    assert frame["day"].tolist() == [20458, 20458, 20459]
    assert sorted(frame["line"]) == [1, 1, 2]


def test_given_order_ids_and_lines_stay() -> None:
    frame = _clean([_line(order_id="A", line=7), _line(order_id=None, line=None)]).crm.frame("transactions")
    assert frame["order_id"].tolist() == ["A", "a@20458"]
    assert frame["line"].tolist() == [7, 1]


def test_category_and_brand_come_from_products_or_the_line() -> None:
    tables = {
        "transactions": pd.DataFrame([_line(product_id="p", category="own"), _line(product_id="q", category=None)]),
        "products": pd.DataFrame({"product_id": ["p", "q"], "category": ["x", "y"], "brand": ["B", None]}),
    }
    frame = clean(read(tables)).crm.frame("transactions")
    assert frame["category"].tolist() == ["own", "y"]
    assert frame["brand"].fillna("").tolist() == ["B", ""]


def test_products_are_unique_and_lines_are_not_multiplied() -> None:
    tables = {
        "transactions": pd.DataFrame([_line(product_id="p")]),
        "products": pd.DataFrame({"product_id": ["p", "p", None], "category": [None, "y", "z"]}),
    }
    result = clean(read(tables))
    assert len(result.crm.frame("transactions")) == 1
    assert result.crm.frame("products")["category"].tolist() == ["y"]
    assert result.rejects["reason"].tolist() == ["duplicate_key", "missing:product_id"]


def test_customers_are_completed_from_other_tables() -> None:
    tables = {
        "customers": pd.DataFrame({"customer_id": ["a", "a", "b"], "gender": ["女", None, "M"]}),
        "transactions": pd.DataFrame([_line(customer_id="c"), _line(customer_id="a")]),
        "feedback": pd.DataFrame({"customer_id": ["d"], "created_at": ["2026-01-05"]}),
    }
    result = clean(read(tables))
    frame = result.crm.frame("customers").sort_values("customer_id")
    assert frame["customer_id"].tolist() == ["a", "b", "c", "d"]
    assert frame["gender"].fillna("").tolist() == ["female", "male", "", ""]
    assert frame["source"].isna().tolist() == [False, False, True, True]
    assert result.count("added") == 2


def test_words_get_their_commonest_spelling() -> None:
    lines = [_line(channel=word) for word in ["App", "App", "app", " ＡＰＰ", "门店", "门 店"]]
    result = _clean(lines)
    assert sorted(result.crm.frame("transactions")["channel"]) == ["App"] * 4 + ["门店"] * 2
    change = result.changes[result.changes["rule"] == "recoded"].iloc[0]
    assert (change["column"], change["rows"]) == ("channel", 3)


def test_spellings_fold_case_width_and_spaces_only() -> None:
    assert fold(" Ｈome Care") == "homecare"
    counts = pd.DataFrame({"column": "c", "word": ["A", "a", "b"], "rows": [1, 1, 1]})
    assert common_spellings(counts) == {"c": {"a": "A"}}


# ---------------------------------------------------------------- repairs, rejects, duplicates


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("¥39.90", 39.9), ("￥1,000", 1000.0), ("１２．５", 12.5), ("12元", 12.0), ("(5.00)", -5.0), ("RMB 7", 7.0)],
)
def test_certain_spellings_of_money_are_read(cell: str, amount: float) -> None:
    result = _clean([_line(amount="10")] * 3 + [_line(amount=cell, quantity=None)])
    frame = result.crm.frame("transactions")
    assert frame["amount"].tolist()[-1] == amount
    assert result.changes.query("rule == 'repaired'")["rows"].tolist() == [1]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026年3月5日 14:02", "2026-03-05 06:02"),
        ("２０２６-03-05", "2026-03-04 16:00"),
        ("20260305", "2026-03-04 16:00"),
        ("05/03/2026", None),
        ("demnächst", None),
    ],
)
def test_certain_spellings_of_dates_are_read_others_rejected(cell: str, moment: str | None) -> None:
    result = _clean([_line()] * 3 + [_line(ordered_at=cell)])
    if moment:
        assert result.crm.frame("transactions")["ordered_at"].tolist()[-1] == pd.Timestamp(moment)
    else:
        reject = result.rejects.iloc[0]
        assert (reject["reason"], reject["column"], reject["source_row"]) == ("unreadable:ordered_at", "ordered_at", 4)
        assert cell not in reject["example"]


def test_rejects_name_place_and_reason() -> None:
    result = _clean([_line(), _line(customer_id=None), _line(ordered_at=None)])
    found = result.rejects[["table", "source_row", "reason"]].to_numpy().tolist()
    assert found == [["transactions", 2, "missing:customer_id"], ["transactions", 3, "missing:ordered_at"]]
    assert result.rejects.attrs["rows"] == 2


def test_duplicates_are_kept_and_counted_or_dropped() -> None:
    lines = [_line(), _line(), _line(), _line(quantity=3)]
    kept, dropped = _clean(lines), _clean(lines, duplicates="drop")
    assert (kept.count("duplicates_kept"), kept.count("valid")) == (2, 4)
    assert (dropped.count("duplicate"), dropped.count("valid")) == (2, 2)
    assert any("kept and counted" in note for note in kept.crm.notes)


def test_two_currencies_are_refused() -> None:
    with pytest.raises(CleaningError, match=r"2 currencies: CNY in 1 rows, USD in 1 rows"):
        _clean([_line(currency="CNY"), _line(currency="USD")])
    assert _clean([_line(currency="CNY")]).crm.currency == "CNY"


def test_wrong_arguments_are_refused() -> None:
    crm = read({"transactions": pd.DataFrame([_line()])})
    with pytest.raises(ParameterError, match="duplicates='remove'"):
        clean(crm, duplicates="remove")
    with pytest.raises(ParameterError, match="region='China'"):
        clean(crm, region="China")
    with pytest.raises(ParameterError, match="cleaned already"):
        clean(cleaned(crm))


def test_a_single_unusable_row_leaves_empty_tables() -> None:
    result = _clean([_line(customer_id=None)])
    assert len(result.crm.frame("transactions")) == 0
    assert len(result.crm.frame("customers")) == 0


# ---------------------------------------------------------------- invariants

LINES = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": st.sampled_from(["a", "b", None]),
            "ordered_at": st.sampled_from(["2026-01-05 10:00", "2026-02-05 23:59", "soon", None]),
            "order_id": st.sampled_from(["1", "2", None]),
            "quantity": st.sampled_from(["1", "-2", "0", "1.5", "viele", None]),
            "unit_price": st.sampled_from(["2.55", "0", "-1", "¥3", None]),
            "amount": st.sampled_from(["5", "-7.5", "0", None, "？"]),
            "discount": st.sampled_from(["0", "0.5", "-1", None]),
            "refund_amount": st.sampled_from(["0", "1", None]),
            "order_status": st.sampled_from(["完成", "已取消", "已退款", None]),
        }
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=12)
@given(lines=LINES, duplicates=st.sampled_from(["keep", "drop"]))
def test_every_row_is_kept_or_rejected_exactly_once(lines: list[dict[str, Any]], duplicates: str) -> None:
    frame = pd.DataFrame([_line()] * 3 + lines)
    before = frame.copy(deep=True)
    crm = read({"transactions": frame}, timezone="Asia/Shanghai")
    result = clean(crm, duplicates=duplicates)
    kept, rejects = result.crm.frame("transactions"), result.rejects
    assert sorted([*kept["source_row"], *rejects["source_row"]]) == list(range(1, len(frame) + 1))
    assert result.count("input") == len(frame)
    assert result.count("kept") == len(kept)
    assert result.count("rejected") == len(rejects)
    assert sum(result.report.query("item == 'reason'")["rows"]) == len(rejects)
    _check_guarantees(kept)
    pd.testing.assert_frame_equal(frame, before)


def _check_guarantees(kept: pd.DataFrame) -> None:
    assert kept[["customer_id", "order_id", "line", "ordered_at", "day", "amount", "refund"]].notna().all().all()
    assert (kept.loc[kept["is_valid"], "amount"] > 0).all()
    assert (kept.loc[kept["is_return"], "amount"] <= 0).all()
    assert (kept["refund"] >= 0).all()
    assert not (kept["is_valid"] & kept["is_return"]).any()
    assert (kept["is_valid"] == kept["invalid_reason"].isna()).all()


@settings(max_examples=8)
@given(lines=LINES, order=st.randoms(use_true_random=False))
def test_row_order_changes_nothing(lines: list[dict[str, Any]], order: Any) -> None:
    frame = pd.DataFrame([_line()] * 3 + lines)
    places = list(range(len(frame)))
    order.shuffle(places)
    facts = []
    for rows in (frame, frame.iloc[places]):
        result = clean(read({"transactions": rows}))
        kept = result.crm.frame("transactions").drop(columns=["source_row"])
        facts.append((sorted(map(str, kept.to_numpy().tolist())), result.report["rows"].tolist()))
    assert facts[0] == facts[1]


# ---------------------------------------------------------------- public data


def test_online_retail_equals_its_published_counts(shared: Path) -> None:
    crm = read(shared / "data" / "online_retail", "online_retail")
    for duplicates, expected in (
        ("keep", (397_884, 4_338, 18_532, 89_114_079_040)),
        ("drop", (392_692, 4_338, 18_532, 88_872_088_940)),
    ):
        result = clean(crm, duplicates=duplicates)
        lines = result.crm.table("transactions")
        lines = lines.filter(lines.is_valid)
        found = lines.aggregate(
            rows=lines.count(),
            customers=lines.customer_id.nunique(),
            orders=lines.order_id.nunique(),
            revenue=lines.amount.sum(),
        ).to_pandas()
        assert tuple(int(value) for value in found.iloc[0]) == expected
        assert result.count("missing:customer_id") == 135_080
        assert result.count("input", "transactions") == 541_909
        if duplicates == "keep":
            assert result.count("return") == 8_905
            assert result.count("duplicates_kept") == 5_268


def test_cdnow_keeps_its_totals(shared: Path) -> None:
    result = clean(read(shared / "data" / "cdnow", "cdnow"))
    lines = result.crm.table("transactions")
    found = lines.aggregate(money=lines.amount.sum(), discs=lines.quantity.sum()).to_pandas().iloc[0]
    assert [int(value) for value in found] == [25_003_156_300, 1_678_810_000]
    assert (result.count("zero_amount"), result.count("duplicates_kept")) == (80, 255)
    assert len(result.crm.frame("customers")) == 23_570


def test_a_world_reads_and_cleans_the_same_from_parquet_and_csv(tmp_path: Path) -> None:
    synthetic = pytest.importorskip("crmpersona.synthetic")
    world = synthetic.generate("daily_goods", customers=60, months=6, seed=7)
    reports = []
    for form in ("parquet", "csv"):
        world.save(tmp_path / form, format=form)
        result = clean(read(tmp_path / form))
        reports.append(result.report.set_index(["table", "key"])["rows"].to_dict())
    assert reports[0] == reports[1]
