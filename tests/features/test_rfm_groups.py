"""Groups: every customer in exactly one, all eight corners by name, cuts printed and saved.

Covers also: rfm_cuts
"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import ContractError, ParameterError
from crmpersona.features.rfm_cuts import CUTS, RFMCut
from crmpersona.features.rfm_groups import RFMMapWarning, rfm_group_names, rfm_group_table, rfm_groups
from crmpersona.features.rfm_maps import RFMMap
from crmpersona.features.rfm_scores import RFMScorer, rfm_scores

# One customer: days since the last order (None = no order), orders, cents (negative after refunds).
CUSTOMER = st.tuples(
    st.one_of(st.none(), st.integers(1, 400)), st.sampled_from([1, 1, 1, 1, 2, 3, 12]), st.integers(-500, 9_000)
)


def as_table(rows):
    """Turn drawn customers into an RFM table."""
    return pd.DataFrame(
        [(np.nan, 0, np.nan) if days is None else (float(days), orders, cents / 100) for days, orders, cents in rows],
        columns=["recency_days", "frequency", "monetary"],
        index=pd.Index([f"c{number:03d}" for number in range(len(rows))], name="customer_id"),
    )


def tables():
    """Draw RFM tables with one-time buyers, prospects and negative totals."""
    return st.lists(CUSTOMER, min_size=1, max_size=25).map(as_table)


EIGHT = [
    "important_value",
    "important_develop",
    "important_keep",
    "important_winback",
    "general_value",
    "general_develop",
    "general_keep",
    "general_winback",
    "prospects",
]

# recency in days, orders, money: good or bad on each axis, spelled out by name.
CORNERS = {
    "important_value": (5, 9, 900),
    "important_develop": (5, 1, 900),
    "important_keep": (300, 9, 900),
    "important_winback": (300, 1, 900),
    "general_value": (5, 9, 10),
    "general_develop": (5, 1, 10),
    "general_keep": (300, 9, 10),
    "general_winback": (300, 1, 10),
}


@pytest.fixture
def corners():
    return pd.DataFrame.from_dict(CORNERS, orient="index", columns=["recency_days", "frequency", "monetary"])


@pytest.mark.parametrize(
    ("bins", "method", "cut"),
    [(2, "mean", "value_mean"), (5, "quantile", "score_mean"), (5, "kmeans", "score_mean"), (5, "kmeans", "score_4")],
)
def test_all_eight_corners_by_name(corners, bins, method, cut):
    groups = rfm_groups(rfm_scores(corners, bins=bins, method=method), cut=cut)
    assert groups.to_dict() == {key: key for key in CORNERS}


def test_names_in_report_order_in_both_languages():
    assert list(rfm_group_names("eight", "zh")) == EIGHT
    assert list(rfm_group_names("eight", "zh").values()) == [
        "重要价值客户",
        "重要发展客户",
        "重要保持客户",
        "重要挽留客户",
        "一般价值客户",
        "一般发展客户",
        "一般保持客户",
        "一般挽留客户",
        "潜在客户",
    ]
    assert rfm_group_names("eleven", "en")["cant_lose"] == "Can't lose"
    assert len(rfm_group_names("eleven", "zh")) == 11
    other = rfm_group_names("eight", "zh", alternative=True)
    assert all(name.startswith("RFM·") for name in other.values())
    assert list(other) == EIGHT


@pytest.mark.parametrize("scheme", ["eight", "eleven"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_of_groups_is_complete(scheme, lang):
    table = rfm_group_table(scheme, lang)
    assert table["key"].tolist() == list(rfm_group_names(scheme, lang))
    assert (table[["name", "who", "aim"]] != "").all(axis=None)
    assert table.set_index("key")["code"]["important_keep" if scheme == "eight" else "champions"] in ("011", "R5 F4-5")


@given(table=tables(), cut=st.sampled_from(["score_mean", "score_4"]), scheme=st.sampled_from(["eight", "eleven"]))
def test_every_customer_is_in_exactly_one_named_group(table, cut, scheme):
    groups = rfm_groups(rfm_scores(table), scheme=scheme, cut=cut)
    assert groups.index.equals(table.index)
    assert set(groups) <= set(rfm_group_names(scheme, "en"))
    assert ((groups == "prospects") == table["recency_days"].isna()).all()


def slow_eight(scores):
    """Name the groups by the words of the definition, with the mean score as the line."""
    buyers = scores.dropna()
    names = {}
    for customer, row in scores.iterrows():
        if row.isna().any():
            names[customer] = "prospects"
            continue
        high = {}
        for axis in scores.columns:
            levels = set(buyers[axis])
            high[axis] = axis == "r_score" if len(levels) == 1 else row[axis] * len(buyers) >= buyers[axis].sum()
        first = "important" if high["m_score"] else "general"
        second = {(True, True): "value", (True, False): "develop", (False, True): "keep", (False, False): "winback"}
        names[customer] = f"{first}_{second[high['r_score'], high['f_score']]}"
    return names


@given(table=tables(), method=st.sampled_from(["quantile", "kmeans"]))
def test_score_mean_equals_the_definition_applied_one_customer_at_a_time(table, method):
    scores = rfm_scores(table, method=method)
    assert rfm_groups(scores).to_dict() == slow_eight(scores)


@given(table=tables(), method=st.sampled_from([("mean", 2, "value_mean"), ("quantile", 5, "score_mean")]))
def test_a_better_customer_never_gets_a_worse_letter(table, method):
    name, bins, cut = method
    bought = table[table["recency_days"].notna()]
    scores = rfm_scores(bought, bins=bins, method=name)
    high = RFMCut.from_scores(scores, cut).high(scores)
    for axis, letter in (("recency_days", "r_score"), ("frequency", "f_score"), ("monetary", "m_score")):
        by_value = high[letter].groupby(bought[axis]).first().sort_index(ascending=axis != "recency_days")
        assert by_value.astype(int).is_monotonic_increasing


@given(table=tables())
def test_value_mean_equals_comparing_values_with_their_means(table):
    bought = table[table["recency_days"].notna()]
    if bought.empty:
        return
    high = RFMCut.from_scores(rfm_scores(bought, bins=2, method="mean"), "value_mean").high(
        rfm_scores(bought, bins=2, method="mean")
    )
    cents = (bought["monetary"] * 100).round().astype("int64")
    for letter, values, sign in (
        ("r_score", bought["recency_days"].astype("int64"), -1),
        ("f_score", bought["frequency"].astype("int64"), 1),
        ("m_score", cents, 1),
    ):
        if values.min() == values.max():
            assert (high[letter] == (letter == "r_score")).all()
        else:
            assert (high[letter] == (sign * values * len(values) >= sign * values.sum())).all()


def test_one_level_axes_are_named_not_informative():
    table = pd.DataFrame({"recency_days": [1, 50, 99], "frequency": [1, 1, 1], "monetary": [10.0, 20.0, 90.0]})
    for bins, method, cut in ((5, "quantile", "score_mean"), (2, "mean", "value_mean")):
        scorer = RFMScorer(bins, method).fit(table)
        scores = scorer.transform(table)
        chosen = RFMCut.from_scores(scores, cut)
        assert chosen.not_informative == ("f_score",)
        assert "F 无区分度" in chosen.text(scorer, "zh")
        assert "F not informative" in chosen.text(scorer, "en")
        assert not rfm_groups(scores, cut=chosen).str.contains("value|keep").any()


def test_one_customer_only():
    table = pd.DataFrame({"recency_days": [4], "frequency": [1], "monetary": [-3.0]})
    assert rfm_groups(rfm_scores(table)).tolist() == ["general_develop"]
    assert rfm_groups(rfm_scores(table, bins=2, method="mean"), cut="value_mean").tolist() == ["general_develop"]


def test_nobody_bought():
    table = pd.DataFrame({"recency_days": [np.nan] * 3, "frequency": [0] * 3, "monetary": [np.nan] * 3})
    for scheme in ("eight", "eleven"):
        assert rfm_groups(rfm_scores(table), scheme).tolist() == ["prospects"] * 3


def test_the_printed_line_divides_the_customers_as_the_letters_do():
    random = np.random.default_rng(5)
    table = pd.DataFrame(
        {
            "recency_days": random.integers(1, 300, 400),
            "frequency": random.geometric(0.3, 400),
            "monetary": random.integers(1, 90_000, 400) / 100,
        }
    )
    for bins, method, cut in ((5, "quantile", "score_mean"), (2, "mean", "value_mean"), (5, "quantile", "score_4")):
        scorer = RFMScorer(bins, method).fit(table)
        scores = scorer.transform(table)
        chosen = RFMCut.from_scores(scores, cut)
        high, lines = chosen.high(scores), chosen.lines(scorer)
        assert (high["r_score"] == (table["recency_days"] <= lines["recency_days"])).all()
        for axis, letter in (("frequency", "f_score"), ("monetary", "m_score")):
            above = table[axis] >= lines[axis] if method == "mean" else table[axis] > lines[axis]
            assert (high[letter] == above).all()


def test_thresholds_are_printed_as_people_write_them():
    own = {"recency_days": [93.0595], "frequency": [4.272], "monetary": [2054.2665]}
    scorer = RFMScorer(bins=2, method="fixed", cuts=own)
    table = pd.DataFrame({"recency_days": [1, 200], "frequency": [9, 1], "monetary": [4000.0, -10.0]})
    cut = RFMCut.from_scores(scorer.fit_transform(table), "value_mean")
    scorer.method = "mean"
    assert cut.text(scorer, "zh", "CNY") == "R ≤ 93 天，F ≥ 5 次，M ≥ ¥2,054.27"
    assert cut.text(scorer, "en", "GBP") == "R ≤ 93 days, F ≥ 5 orders, M ≥ £2,054.27"


def test_lines_that_everybody_or_nobody_reaches_are_said():
    table = pd.DataFrame({"recency_days": [1, 200], "frequency": [9, 1], "monetary": [40.0, -10.0]})
    scorer = RFMScorer(bins=2).fit(table)
    cut = RFMCut.from_scores(scorer.transform(table), {"r_score": 1, "f_score": 3, "m_score": 2})
    assert cut.text(scorer, "en", "USD") == "R no line, F nobody reaches the line, M > $15.00"
    negative = RFMScorer(bins=2, method="fixed", cuts={"recency_days": [1], "frequency": [1], "monetary": [-5.5]})
    assert "M > −$5.50" in RFMCut("own", dict.fromkeys(("r_score", "f_score", "m_score"), 2)).text(
        negative.fit(table), "en", "USD"
    )


@given(table=tables(), other=tables(), cut=st.sampled_from(["score_mean", "score_4"]))
def test_a_saved_cut_divides_next_month_by_the_same_ruler(table, other, cut):
    scorer = RFMScorer().fit(table)
    chosen = RFMCut.from_scores(scorer.transform(table), cut)
    again = RFMCut.from_json(chosen.to_json())
    assert again == chosen
    scores = scorer.transform(other)
    pd.testing.assert_series_equal(rfm_groups(scores, cut=again), rfm_groups(scores, cut=chosen))


def test_own_map_with_faults_warns_and_strict_refuses():
    scores = pd.DataFrame({"r_score": [5, 1], "f_score": [5, 1], "m_score": [5, 1]})
    own = RFMMap.from_dict("own", {"best": {"r": 5}})
    with pytest.warns(RFMMapWarning, match="20"):
        assert rfm_groups(scores, own).tolist() == ["best", "unassigned"]
    with pytest.raises(ParameterError, match="20 cells without a group"):
        rfm_groups(scores, own, strict=True)
    assert rfm_group_names(own, "zh") == {"best": "best", "prospects": "潜在客户", "unassigned": "未归群客户"}


def test_own_map_with_money():
    scores = pd.DataFrame({"r_score": [5, 1], "f_score": [5, 1], "m_score": [5, 1]})
    own = RFMMap.from_dict("money", {"high": {"m": (4, 5)}, "low": {"m": (1, 3)}})
    assert rfm_groups(scores, own).tolist() == ["high", "low"]
    assert rfm_groups(scores, own).name == "rfm_money"
    with pytest.raises(ContractError, match="m_score"):
        rfm_groups(scores.drop(columns="m_score"), own)


def test_every_combination_of_scores_has_a_name():
    cells = pd.DataFrame(itertools.product(range(1, 6), repeat=3), columns=["r_score", "f_score", "m_score"])
    assert set(rfm_groups(cells)) == set(EIGHT) - {"prospects"}
    assert set(rfm_groups(cells, "eleven")) == set(rfm_group_names("eleven", "en")) - {"prospects"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"scheme": "eigth"}, "nearest: eight"),
        ({"cut": "score_men"}, "nearest: score_mean"),
        ({"cut": {"r_score": 4}}, "f_score"),
        ({"cut": {"r_score": 4, "f_score": 4, "m_score": 4.5}}, "4.5"),
        ({"cut": {"r_score": 4, "f_score": 4, "m_score": 4, "x": 1}}, "x"),
        ({"cut": "value_mean"}, "bins=2"),
    ],
)
def test_wrong_parameters_say_what_to_do(arguments, said):
    scores = pd.DataFrame({"r_score": [5, 1], "f_score": [5, 1], "m_score": [5, 1]})
    with pytest.raises(ParameterError, match=said):
        rfm_groups(scores, **arguments)


def test_scores_with_other_levels_than_the_map_are_refused(corners):
    with pytest.raises(ParameterError, match="bins=5"):
        rfm_groups(rfm_scores(corners, bins=3), "eleven")
    with pytest.raises(ParameterError, match="3 levels"):
        rfm_groups(rfm_scores(corners, bins=3), cut="score_4")
    with pytest.raises(ParameterError, match="from 0 to 7"):
        rfm_groups(pd.DataFrame({"r_score": [0], "f_score": [7]}), "eleven")


def test_without_money_the_eight_are_refused_and_the_eleven_work(corners):
    scores = rfm_scores(corners.drop(columns="monetary"))
    with pytest.raises(ContractError, match="eleven"):
        rfm_groups(scores)
    assert set(rfm_groups(scores, "eleven")) <= set(rfm_group_names("eleven", "en"))


@pytest.mark.parametrize(
    "text", ["", "{}", '{"kind": "crmpersona.rfm_cut", "name": "a", "thresholds": {}, "not_informative": []}']
)
def test_a_file_that_is_no_cut_is_refused(text):
    with pytest.raises(ParameterError):
        RFMCut.from_json(text)


def test_every_cut_is_tested_here():
    assert set(CUTS) == {"score_mean", "value_mean", "score_4"}
