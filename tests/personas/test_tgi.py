"""TGI by hand, at its edges, and in repetition: intervals cover, false traits stay rare."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from crmpersona.contract import ContractError, NotEnoughDataError, ParameterError
from crmpersona.personas.tgi import tgi


@pytest.fixture
def tags() -> pd.DataFrame:
    ids = [f"c{i:03d}" for i in range(100)]
    return pd.DataFrame(
        {
            "night": [True] * 40 + [False] * 60,
            "city": ["A"] * 50 + ["B"] * 40 + [None] * 10,
            "vip": pd.array([True] * 5 + [None] * 5 + [False] * 90, dtype="boolean"),
        },
        index=pd.Index(ids, name="customer_id"),
    )


@pytest.fixture
def group(tags: pd.DataFrame) -> pd.Series:
    return pd.Series([True] * 30 + [False] * 70, index=tags.index)


def test_by_hand(tags: pd.DataFrame, group: pd.Series) -> None:
    row = tgi(tags, group).loc["night"]
    assert row["share_group"] == 1.0
    assert row["share_base"] == 0.4
    assert row["index"] == 250.0
    assert row["n"] == 30
    # The group against the rest: 30 of 30 and 10 of 70.
    assert row["p_value"] == pytest.approx(fisher_exact([[30, 0], [10, 60]])[1])
    assert row["ci_low"] < 250.0 <= row["ci_high"] + 1e-9


def test_unknown_values_are_left_out_and_counted(tags: pd.DataFrame, group: pd.Series) -> None:
    table = tgi(tags, group)
    assert table.loc["vip", "share_base"] == pytest.approx(5 / 95)
    assert table.loc["vip", "share_group"] == pytest.approx(5 / 25)
    assert table.loc["vip", "n"] == 25
    assert table.loc["vip", "share_unknown"] == pytest.approx(0.05)
    assert table.loc["city=A", "share_base"] == pytest.approx(50 / 90)
    assert table.loc["city=A", "share_unknown"] == pytest.approx(0.1)
    assert "city=None" not in table.index


def test_named_base_and_holm(tags: pd.DataFrame, group: pd.Series) -> None:
    base = pd.Series([True] * 60 + [False] * 40, index=tags.index)
    table = tgi(tags, group, base)
    assert table.loc["night", "share_base"] == pytest.approx(40 / 60)
    assert table.loc["night", "n_base"] == 60
    assert (table["p_adjusted"] >= table["p_value"]).all()


def test_customers_outside_the_base_are_left_out(tags: pd.DataFrame, group: pd.Series) -> None:
    base = pd.Series([False] * 10 + [True] * 90, index=tags.index)
    assert tgi(tags, group, base).loc["night", "n"] == 20


def test_order_is_by_difference_in_share(tags: pd.DataFrame, group: pd.Series) -> None:
    table = tgi(tags, group)
    assert table["difference"].is_monotonic_decreasing
    assert table["difference"].to_numpy() == pytest.approx((table["share_group"] - table["share_base"]).to_numpy())


def test_order_of_customers_does_not_matter(tags: pd.DataFrame, group: pd.Series) -> None:
    shuffled = tags.sample(frac=1.0, random_state=3)
    pd.testing.assert_frame_equal(tgi(shuffled, group), tgi(tags, group))


def test_input_stays_as_it_is(tags: pd.DataFrame, group: pd.Series) -> None:
    before = tags.copy(deep=True)
    tgi(tags, group)
    pd.testing.assert_frame_equal(tags, before)


def test_everybody_is_like_everybody(tags: pd.DataFrame) -> None:
    table = tgi(tags, pd.Series(True, index=tags.index))
    assert (table["index"] == 100.0).all()
    assert (table[["ci_low", "ci_high"]] == 100.0).all(axis=None)
    assert (table["p_value"] == 1.0).all()


def test_a_tag_that_nobody_has(tags: pd.DataFrame, group: pd.Series) -> None:
    row = tgi(tags.assign(never=False), group).loc["never"]
    assert np.isnan(row["index"])
    assert row["p_value"] == 1.0


@pytest.mark.parametrize("bad", ["twice", "nobody", "list", "measure", "length"])
def test_bad_input(tags: pd.DataFrame, group: pd.Series, bad: str) -> None:
    rng = np.random.default_rng(7)
    calls = {
        "twice": (lambda: tgi(pd.concat([tags, tags.head(1)]), group), ContractError),
        "nobody": (lambda: tgi(tags, ~group & group), NotEnoughDataError),
        "list": (lambda: tgi([1, 2], group), ParameterError),
        "measure": (lambda: tgi(tags.assign(income=rng.normal(size=100)), group), ContractError),
        "length": (lambda: tgi(tags, np.array([True, False])), ContractError),
    }
    call, kind = calls[bad]
    with pytest.raises(kind):
        call()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_index_lies_in_its_interval(rows: list[tuple[bool, bool]]) -> None:
    frame = pd.DataFrame(rows, columns=["tag", "group"])
    if not frame["group"].any():
        return
    row = tgi(frame[["tag"]], frame["group"]).loc["tag"]
    if frame["tag"].any():
        assert row["ci_low"] - 1e-9 <= row["index"] <= row["ci_high"] + 1e-9


def test_false_traits_are_rare() -> None:
    """30 tags, a group of 100, no real difference: a bare index above 120 is nearly sure, a certified one is not."""
    rng = np.random.default_rng(7)
    bare, certified = 0, 0
    for _ in range(60):
        tags = pd.DataFrame(rng.random((3_000, 30)) < 0.2)
        table = tgi(tags, pd.Series(np.arange(3_000) < 100))
        bare += bool((table["index"] > 120).any())
        certified += bool((table["p_adjusted"] < 0.05).any())
    assert bare >= 55
    assert certified <= 5
