"""Scores: total, tied values share a score, better never scores worse, one ruler for every month.

Covers also: rfm_inputs
"""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import ContractError, ParameterError
from crmpersona.features.rfm_scores import AXES, METHODS, RFMScorer, rfm_scores


@st.composite
def tables(draw, min_size=1, max_size=30):
    """RFM tables from all one-time buyers to none, with prospects and negative totals."""
    size = draw(st.integers(min_size, max_size))
    one_time = draw(st.sampled_from([0.0, 0.5, 0.8, 0.99]))
    seed = draw(st.integers(0, 2**20))
    random = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "recency_days": random.integers(1, draw(st.sampled_from([2, 10, 400])), size).astype(float),
            "frequency": np.where(random.random(size) < one_time, 1, random.integers(1, 12, size)),
            "monetary": np.round(random.normal(draw(st.sampled_from([0, 50])), 40, size), 2),
        },
        index=pd.Index([f"c{number:03d}" for number in range(size)], name="customer_id"),
    )
    prospects = random.random(size) < draw(st.sampled_from([0.0, 0.3]))
    table.loc[prospects, ["recency_days", "monetary"]] = np.nan
    table.loc[prospects, "frequency"] = 0
    return table


methods = st.sampled_from([("quantile", 5), ("quantile", 3), ("mean", 2), ("kmeans", 5)])


def slow_scores(table, bins, method, cuts):
    """Score one customer at a time, by the words of the definition."""
    rows = []
    for _, row in table.iterrows():
        if pd.isna(row["recency_days"]):
            rows.append([None, None, None])
            continue
        scores = []
        for axis in AXES:
            below = sum(cut < row[axis] for cut in cuts[axis])
            at = sum(cut == row[axis] for cut in cuts[axis])
            if axis == "recency_days":
                scores.append(bins - below)
            else:
                scores.append(1 + below + (at if method == "mean" else 0))
        rows.append(scores)
    return rows


@given(table=tables(), chosen=methods)
def test_scores_equal_the_definition_applied_one_customer_at_a_time(table, chosen):
    method, bins = chosen
    scorer = RFMScorer(bins=bins, method=method).fit(table)
    found = scorer.transform(table)
    expected = slow_scores(table, bins, method, scorer.cut_points_)
    assert [[None if pd.isna(value) else int(value) for value in row] for row in found.to_numpy().tolist()] == expected


@given(table=tables(), chosen=methods)
def test_scores_are_total_and_ties_share_a_score(table, chosen):
    method, bins = chosen
    scores = rfm_scores(table, bins=bins, method=method)
    buyers = table["recency_days"].notna()
    assert scores.index.equals(table.index)
    assert (scores.notna().all(axis=1) == buyers).all()
    for axis, score in AXES.items():
        known = scores.loc[buyers, score].astype("int64")
        assert known.between(1, bins).all()
        by_value = known.groupby(table.loc[buyers, axis])
        assert (by_value.min() == by_value.max()).all()


@given(table=tables(min_size=2), chosen=methods)
def test_better_never_scores_worse(table, chosen):
    method, bins = chosen
    bought = table[table["recency_days"].notna()]
    scores = rfm_scores(bought, bins=bins, method=method)
    for axis, score in AXES.items():
        by_value = scores[score].groupby(bought[axis]).first().sort_index(ascending=axis != "recency_days")
        assert by_value.is_monotonic_increasing


@given(table=tables(), chosen=methods, seed=st.integers(0, 100))
def test_row_order_changes_nothing_and_the_input_stays(table, chosen, seed):
    method, bins = chosen
    before = table.copy(deep=True)
    shuffled = table.sample(frac=1, random_state=seed)
    left, right = rfm_scores(table, bins, method), rfm_scores(shuffled, bins, method).loc[table.index]
    pd.testing.assert_frame_equal(left, right)
    pd.testing.assert_frame_equal(table, before)


@given(table=tables(), other=tables(), chosen=methods)
def test_a_saved_ruler_scores_next_month_alike(table, other, chosen):
    method, bins = chosen
    scorer = RFMScorer(bins=bins, method=method).fit(table)
    again = RFMScorer.from_json(scorer.to_json())
    assert again.cut_points_ == scorer.cut_points_
    assert again.levels_ == scorer.levels_
    pd.testing.assert_frame_equal(again.transform(other), scorer.transform(other))


def test_a_customer_keeps_the_score_when_others_change():
    first = pd.DataFrame({"recency_days": [1, 50, 100], "frequency": [9, 3, 1], "monetary": [90.0, 30.0, 10.0]})
    scorer = RFMScorer(bins=3).fit(first)
    richer = pd.concat([first.iloc[[0]], first * [1, 100, 100]], ignore_index=True)
    assert scorer.transform(richer).iloc[0].tolist() == scorer.transform(first).iloc[0].tolist()


def test_recency_at_a_cut_is_the_good_side_and_money_at_a_quantile_is_not():
    table = pd.DataFrame({"recency_days": [1, 2, 3], "frequency": [1, 2, 3], "monetary": [1.0, 2.0, 3.0]})
    scores = rfm_scores(table, bins=2)
    assert scores["r_score"].tolist() == [2, 2, 1]
    assert scores["f_score"].tolist() == scores["m_score"].tolist() == [1, 1, 2]


def test_values_equal_to_the_mean_are_good_on_every_axis():
    table = pd.DataFrame({"recency_days": [1, 2, 3], "frequency": [1, 2, 3], "monetary": [0.1, 0.2, 0.3]})
    assert rfm_scores(table, bins=2, method="mean").to_numpy().tolist() == [[2, 1, 1], [2, 2, 2], [1, 2, 2]]


def test_one_time_buyers_give_fewer_levels_and_it_is_said():
    table = pd.DataFrame({"recency_days": range(1, 101), "frequency": [1] * 85 + [2] * 10 + [3] * 5})
    scorer = RFMScorer().fit(table)
    assert scorer.cut_points_["frequency"] == (1.0, 1.0, 1.0, 1.0)
    assert scorer.levels_ == {"recency_days": 5, "frequency": 2}
    assert set(scorer.transform(table)["f_score"]) == {1, 5}
    assert "F has 2 of 5 levels" in scorer.summary("en")
    assert "F 2 档（共 5 档）" in scorer.summary("zh")


def test_all_equal_is_low_for_frequency_and_high_for_recency():
    table = pd.DataFrame({"recency_days": [7] * 4, "frequency": [1] * 4, "monetary": [5.0] * 4})
    for method, bins in (("quantile", 5), ("mean", 2), ("kmeans", 4)):
        scores = rfm_scores(table, bins=bins, method=method)
        assert set(map(tuple, scores.to_numpy().tolist())) == {(bins, 1, 1)}
        assert "not informative" in RFMScorer(bins, method).fit(table).summary("en")


def test_without_money_there_is_no_money_score():
    table = pd.DataFrame({"recency_days": [1, 9], "frequency": [2, 1]})
    assert list(rfm_scores(table)) == ["r_score", "f_score"]


def test_nobody_bought():
    table = pd.DataFrame({"recency_days": [np.nan], "frequency": [0], "monetary": [np.nan]})
    assert rfm_scores(table).isna().all(axis=None)


def test_complete_scores_are_plain_integers():
    table = pd.DataFrame({"recency_days": [1, 9], "frequency": [2, 1]})
    assert (rfm_scores(table).dtypes == "int64").all()
    table.loc[2] = [np.nan, 0]
    assert (rfm_scores(table).dtypes == "Int64").all()


def test_own_cut_points():
    table = pd.DataFrame({"recency_days": [30, 31, 400], "frequency": [1, 2, 3]})
    cuts = {"recency_days": [30, 180], "frequency": [1, 2]}
    scores = rfm_scores(table, bins=3, method="fixed", cuts=cuts)
    assert scores.to_numpy().tolist() == [[3, 1], [2, 2], [1, 3]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"method": "quantil"}, "nearest: quantile"),
        ({"bins": 1}, "bins=1"),
        ({"bins": True}, "bins=True"),
        ({"bins": 2.5}, "bins=2.5"),
        ({"method": "mean"}, "bins=2"),
        ({"method": "fixed"}, "cuts"),
        ({"cuts": {"frequency": [1]}}, "cuts"),
        ({"method": "fixed", "bins": 2, "cuts": {"frequency": [1]}}, "recency_days"),
        ({"method": "fixed", "bins": 2, "cuts": {"recency_days": [9], "frequency": [1, 2]}}, "bins=2"),
    ],
)
def test_wrong_parameters_say_what_to_do(arguments, said):
    table = pd.DataFrame({"recency_days": [1, 9], "frequency": [2, 1]})
    with pytest.raises(ParameterError, match=said):
        rfm_scores(table, **arguments)


def test_wrong_tables_say_what_is_missing():
    with pytest.raises(ContractError, match="nearest column: recency"):
        rfm_scores(pd.DataFrame({"recency": [1], "frequency": [1]}))
    with pytest.raises(ContractError, match="frequency"):
        rfm_scores(pd.DataFrame({"recency_days": [1]}))
    with pytest.raises(ContractError, match="1 customers with an order have no finite value"):
        rfm_scores(pd.DataFrame({"recency_days": [1, 2], "frequency": [1, 1], "monetary": [1.0, np.inf]}))


def test_parameters_read_like_scikit_learn():
    scorer = RFMScorer(bins=3, method="kmeans")
    assert scorer.get_params() == {"bins": 3, "method": "kmeans", "cuts": None}
    assert RFMScorer(**scorer.get_params()).set_params(bins=4).bins == 4
    assert repr(scorer) == "RFMScorer(bins=3, method='kmeans')"
    with pytest.raises(ParameterError, match="bins"):
        scorer.set_params(bin=4)
    with pytest.raises(ParameterError, match="not fitted"):
        scorer.transform(pd.DataFrame({"recency_days": [1], "frequency": [1]}))
    with pytest.raises(ParameterError, match="not fitted"):
        scorer.to_json()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "other"}', None])
def test_a_file_that_is_no_ruler_is_refused(text):
    with pytest.raises(ParameterError):
        RFMScorer.from_json(text)


def test_a_damaged_ruler_is_refused():
    table = pd.DataFrame({"recency_days": [1, 9], "frequency": [2, 1]})
    facts = json.loads(RFMScorer().fit(table).to_json())
    for damage in ({"cut_points": {"regency": [1, 2, 3, 4]}}, {"cut_points": {"frequency": [1]}}, {"method": "x"}):
        with pytest.raises(ParameterError):
            RFMScorer.from_json(json.dumps({**facts, **damage}))


def test_every_method_is_tested_here():
    assert set(METHODS) == {"quantile", "mean", "kmeans", "fixed"}
