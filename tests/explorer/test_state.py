"""The explorer's answers equal the functions it stands on."""

import pandas as pd
import pytest

from crmpersona import features
from crmpersona.contract import Crm, NotEnoughDataError, ParameterError
from crmpersona.explorer import Explorer
from crmpersona.explorer.state import _without_few
from crmpersona.relational import restrict


@pytest.fixture(scope="module")
def explorer(cleaned_world):
    return Explorer(cleaned_world, lang="en")


def test_months_run_back_from_the_newest(explorer):
    assert explorer.months[0] == "2026-10"
    assert list(explorer.months) == sorted(explorer.months, reverse=True)


def test_everyone_equals_measures(explorer, cleaned_world):
    look = explorer.look("2026-10", measure="buyers")
    table = features.measures(cleaned_world, month="2026-10").set_index("key")
    assert look.history["value"].iloc[-1] == table.loc["buyers", "value"]
    assert len(look.history) == 13
    assert f"{table.loc['buyers', 'value']:,.0f}" in look.summary()


def test_a_group_equals_measures_of_its_customers(explorer, cleaned_world):
    key = "mature"
    words = {key: words for words, key in explorer.groups("2026-10", "life_cycle").items()}[key]
    look = explorer.look("2026-10", "life_cycle", key, "net_sales")
    frame = features.featurize(cleaned_world, as_of="2026-11-01", window_days=365).frame
    members = frame.index[frame["life_cycle"] == key]
    alone = features.measures(restrict(cleaned_world, members), month="2026-10").set_index("key")
    mine = look.history.loc[look.history["series"] != "All customers"].iloc[-1]
    assert mine["value"] == pytest.approx(alone.loc["net_sales", "value"])
    assert f"({len(members)})" in words.replace(",", "")


def test_small_groups_are_not_offered(explorer):
    counts = explorer._members("2026-10", "rfm_eight").value_counts()
    offered = set(explorer.groups("2026-10", "rfm_eight").values())
    assert offered == set(counts.index[counts >= 10])


@pytest.mark.parametrize("wrong", [{"measure": "net_sale"}, {"grouping": "lifecycle"}])
def test_unknown_keys_are_refused_with_the_nearest(explorer, wrong):
    with pytest.raises(ParameterError, match="did you mean"):
        explorer.groups("2026-10", wrong["grouping"]) if "grouping" in wrong else explorer.look("2026-10", **wrong)


def test_no_orders_no_explorer():
    from crmpersona.relational import as_table

    customers = as_table(pd.DataFrame({"customer_id": ["a"]}))
    with pytest.raises(NotEnoughDataError, match="no month"):
        Explorer(Crm(tables={"customers": customers}, stage="cleaned"))


def test_picture_follows_the_language(cleaned_world):
    look = Explorer(cleaned_world, lang="zh").look("2026-10", measure="repeat_rate")
    assert look.kind == "rate"
    assert "全部客户" in look.summary()
    assert look.plot().axes


def test_the_table_reads_as_the_report_does(explorer):
    table = explorer.look("2026-10", "value_tier", "high", "net_sales").table()
    assert list(table.columns) == ["High value", "All customers"]
    assert table.index[0] == "2026-10"
    assert len(table) == 13
    assert table["All customers"].str.startswith("¥").all()
    assert explorer.look("2026-10", measure="repeat_rate").table().iloc[0, 0].endswith("%")


def test_the_sample_is_opened_once_per_language():
    assert Explorer.sample("en") is Explorer.sample("en")
    assert Explorer.sample("zh").groupings()["不分组"] == "everyone"


def test_figures_of_few_customers_are_withheld(cleaned_world):
    explorer = Explorer(cleaned_world, lang="en")
    for group in explorer.groups("2026-10", "life_cycle").values():
        mine = explorer.look("2026-10", "life_cycle", group, "buyers").history
        assert not mine["value"].between(1, 9).any()
    look = explorer.look("2026-10", "life_cycle", "returned", "buyers")
    assert look.history["withheld"].any()
    assert (look.table() == "<10").to_numpy().any()


def test_a_withheld_figure_is_said():
    table = pd.DataFrame({"month": ["2026-10"] * 3, "key": ["buyers", "net_sales", "customers_total"]})
    table = table.assign(
        kind=["count", "money", "count"], value=[4.0, 90.0, 40.0], denominator=[4.0, float("nan"), 40.0]
    )
    shown = _without_few(table.assign(ci_low=1.0, ci_high=2.0)).set_index("key")
    assert shown["withheld"].tolist() == [True, True, False]
    assert shown.loc["net_sales", ["value", "ci_low", "ci_high"]].isna().all()
