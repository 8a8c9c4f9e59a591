"""segment(): verdicts, honoured requests, bad input, real data."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import ContractError, NotEnoughDataError, ParameterError
from crmpersona.segments import segment
from crmpersona.segments.model import Plan
from crmpersona.segments.segmenting import _cause, _of_frame, _reasons
from crmpersona.segments.structure import Structure
from crmpersona.statistics import adjusted_rand


def test_planted_groups_come_back(three_groups) -> None:
    frame, truth = three_groups
    found = segment(frame, max_k=5)
    assert found.has_structure is True
    assert found.k == 3
    assert adjusted_rand(truth, found.labels) > 0.95
    assert found.labels.index.equals(frame.index)
    assert frame.iloc[:, 0].groupby(found.labels).mean().is_monotonic_decreasing
    assert "3" in found.summary("zh")


def test_a_continuum_stays_whole(continuum: pd.DataFrame) -> None:
    found = segment(continuum, max_k=4)
    assert found.has_structure is False
    assert found.k == 1
    assert (found.labels == 0).all()
    assert set(found.tiers["group"]) == {"high", "medium", "low"}
    assert "continuum" in found.summary("en")


def test_a_number_of_segments_is_honoured_and_the_verdict_stands_beside(continuum: pd.DataFrame) -> None:
    found = segment(continuum, k=4, max_k=3)
    assert found.k == 4
    assert set(found.labels) == {0, 1, 2, 3}
    assert found.has_structure is False
    assert continuum["monetary"].groupby(found.labels).mean().is_monotonic_decreasing
    assert "4 parts as asked" in found.summary("en").replace("Cut into 4", "4")


def test_order_of_rows_and_input_do_not_change(three_groups) -> None:
    frame = three_groups[0].head(150)
    before = frame.copy(deep=True)
    one = segment(frame, max_k=3)
    other = segment(frame.sample(frac=1.0, random_state=1), max_k=3)
    assert other.labels.reindex(one.labels.index).equals(one.labels)
    pd.testing.assert_frame_equal(one.k_table, other.k_table)
    assert one.certificate == other.certificate
    assert one.provenance == other.provenance
    pd.testing.assert_frame_equal(frame, before)


def test_missing_constant_and_text_columns_are_told(continuum: pd.DataFrame) -> None:
    frame = continuum.assign(store="A", version=1.0)
    frame.iloc[:7, 0] = np.nan
    told = " ".join(note["en"] for note in segment(frame.head(80), k=2, max_k=2).notes)
    assert "store" in told
    assert "version" in told
    assert "7 missing" in told


def test_strict_raises(continuum: pd.DataFrame) -> None:
    with pytest.raises(NotEnoughDataError, match="continuum"):
        segment(continuum, max_k=2, strict=True)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (pd.DataFrame(), NotEnoughDataError),
        (pd.DataFrame({"a": ["x", "y"]}), ContractError),
        ([1, 2, 3], ParameterError),
        (SimpleNamespace(frame=pd.DataFrame({"frequency": [0, 0]}), as_of=None), NotEnoughDataError),
    ],
)
def test_bad_input(given: object, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        segment(given)


@pytest.mark.parametrize("rows", [1, 5])
def test_customers_who_do_not_differ_are_one_segment(rows: int) -> None:
    found = segment(pd.DataFrame({"a": [1.0] * rows}))
    assert found.has_structure is None
    assert found.labels.tolist() == [0] * rows
    assert "nothing to group" in found.summary("en")
    with pytest.raises(NotEnoughDataError):
        segment(pd.DataFrame({"a": [1.0] * rows}), strict=True)


def test_one_buyer() -> None:
    frame = pd.DataFrame({"frequency": [1, 0], "recency_days": [5.0, None], "monetary": [9.0, 0.0]}, index=["a", "b"])
    found = segment(SimpleNamespace(frame=frame, as_of="2026-11-01"))
    assert found.labels.to_dict() == {"a": 0}
    assert found.k == 1


def _features(repeaters: int) -> SimpleNamespace:
    rng = np.random.default_rng(7)
    n = 600
    frame = pd.DataFrame(
        {
            "recency_days": rng.integers(1, 700, n).astype(float),
            "frequency": np.where(np.arange(n) < repeaters, 2, 1),
            "rfm_eight": rng.choice(["general_value", "general_keep", "general_winback"], n),
            "life_cycle": rng.choice(["new", "growing", "lapsed"], n),
            **{f"share_category_{letter}": (rng.integers(0, 3, n) == i) * 1.0 for i, letter in enumerate("abc")},
        },
        index=pd.Index([f"c{i:04d}" for i in range(n)], name="customer_id"),
    )
    prospects = pd.DataFrame({"frequency": [0]}, index=["z"]).reindex(columns=frame.columns)
    return SimpleNamespace(frame=pd.concat([frame, prospects.fillna({"frequency": 0})]), as_of="2026-11-01")


def test_hardly_any_repeat_buyers_support_no_segments() -> None:
    found = segment(_features(repeaters=25))
    assert found.has_structure is None
    assert found.k == 1
    assert found.certificate["cause"] == "few_repeaters"
    assert "25 of 600" in found.reasons["en"]
    assert "75" in found.reasons["zh"]
    assert set(found.tiers["grouping"]) == {"life_cycle"}


def test_prospects_are_not_segmented() -> None:
    found = segment(_features(repeaters=25))
    assert "z" not in found.labels.index
    assert "z" in found.tiers.index


def test_online_retail_is_a_continuum(shared: Path) -> None:
    lines = pd.read_parquet(shared / "data" / "online_retail" / "online_retail.parquet")
    kept = lines[(lines["Quantity"] > 0) & (lines["UnitPrice"] > 0) & lines["CustomerID"].notna()]
    kept = kept[~kept["InvoiceNo"].astype(str).str.startswith("C")]
    kept = kept.assign(amount=kept["Quantity"] * kept["UnitPrice"], day=kept["InvoiceDate"].dt.normalize())
    grouped = kept.groupby("CustomerID")
    frame = pd.DataFrame(
        {
            "recency_days": (pd.Timestamp("2011-12-10") - grouped["day"].max()).dt.days,
            "frequency": grouped["InvoiceNo"].nunique(),
            "monetary": grouped["amount"].sum(),
        }
    )
    found = segment(frame, max_k=5)
    assert len(frame) == 4338
    assert found.has_structure is False


@pytest.mark.parametrize(
    ("depth", "p", "least", "words"),
    [
        ([0.9], [0.4], [np.nan], ("without a valley", "没有谷")),
        ([0.65], [0.01], [np.nan], ("still holds 65.0% of the lower hump", "最浅处仍有低峰的 65.0%")),
        ([0.4], [0.01], [0.849], ("lowest Jaccard 0.84, 0.85 needed", "最低 Jaccard 0.84")),
        ([0.4], [0.01], [0.36], ("lowest Jaccard 0.36, 0.85 needed", "最低 Jaccard 0.36")),
    ],
)
def test_why_there_are_no_groups(depth, p, least, words) -> None:
    table = pd.DataFrame({"valley_depth": depth, "clear_p": p, "clear_p_adjusted": p, "least_stable": least}, index=[2])
    found, given = Structure(False, 1, 500, table, 0.5, 0), _of_frame(pd.DataFrame({"a": [1.0, 2.0]}))
    told = _reasons(_cause(found, given), found, given, Plan(), 1)
    assert words[0] in told["en"]
    assert words[1] in told["zh"]


def test_verdict_and_stability_agree(three_groups) -> None:
    found = segment(three_groups[0], max_k=5)
    assert found.stability["stable"].all()
    assert found.k_table.loc[3, "least_stable"] == found.stability["jaccard"].min()
    assert {part["verdict"] for part in found.certificate["segments"]} == {"natural"}
