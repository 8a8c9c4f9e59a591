"""The customer table: everybody once, blind to the future, defined column by column, on a ruler that can be kept."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from crmpersona.contract import Crm, NotEnoughDataError, ParameterError
from crmpersona.features.featurize import featurize
from crmpersona.features.rfm import rfm_table
from crmpersona.features.rfm_cuts import RFMCut
from crmpersona.features.rfm_groups import rfm_group_names, rfm_groups
from crmpersona.features.rfm_scores import RFMScorer
from crmpersona.relational import as_table, to_pandas
from tests.features.test_behaviour import contacts_of, crm_of, lines_of

AS_OF = "2026-03-01"


@pytest.fixture(scope="module")
def crm():
    lines = lines_of(21, 600, customers=60).assign(order_id=lambda rows: rows["order_id"] + rows["customer_id"])
    return crm_of(lines, contacts_of(21, 200, customers=70))


@pytest.fixture(scope="module")
def feat(crm):
    return featurize(crm, as_of=AS_OF, window_days=365)


def test_everybody_known_has_one_row(crm, feat):
    lines = to_pandas(crm.table("transactions"))
    contacts = to_pandas(crm.table("interactions"))
    seen = set(lines.loc[lines["ordered_at"] < "2026-02-28 16:00", "customer_id"])
    seen |= set(contacts.loc[contacts["occurred_at"] < "2026-02-28 16:00", "customer_id"]) | {"c00", "c01", "c99"}
    assert feat.frame.index.tolist() == sorted(seen)
    assert feat.frame.index.name == "customer_id"


def test_columns_and_definitions_are_the_same(feat):
    available = feat.definitions[feat.definitions["available"]]
    assert available["column"].tolist() == feat.frame.columns.tolist()
    without = feat.definitions[~feat.definitions["available"]]
    assert not set(without["column"]) & set(feat.frame.columns)


def test_groups_are_total_and_prospects_are_those_without_an_order(feat):
    frame = feat.frame
    nobody = frame["frequency"] == 0
    assert nobody.any()
    for scheme in ("eight", "eleven"):
        assert set(frame[f"rfm_{scheme}"]) <= set(rfm_group_names(scheme))
        assert ((frame[f"rfm_{scheme}"] == "prospects") == nobody).all()
    assert frame.loc[nobody, ["r_score", "f_score", "m_score", "recency_days"]].isna().all(axis=None)
    assert (frame.loc[nobody, "life_cycle"] == "prospect").all()
    assert frame.loc[nobody, "value_tier"].isna().all()
    assert frame["activity"].isin(["high", "medium", "low"]).all()


def test_the_rfm_columns_are_those_of_the_rfm_table(crm, feat):
    lines = to_pandas(crm.table("transactions"))
    bought = lines[lines["is_valid"]].assign(
        paid=lambda rows: (rows["amount"] - rows["refund"]) / 10_000,
        ordered_at=lambda rows: rows["ordered_at"] + pd.Timedelta(hours=8),
    )
    for window, suffix in ((None, ""), (365, "_window")):
        table = rfm_table(bought, as_of=AS_OF, amount="paid", window_days=window)
        own = feat.frame.loc[table.index]
        assert own[f"frequency{suffix}"].tolist() == table["frequency"].tolist()
        assert own["tenure_days"].tolist() == table["tenure_days"].tolist()
        assert (own[f"monetary{suffix}"] <= table["monetary"]).all()


def test_scores_come_from_the_window(feat):
    table = feat.frame[["recency_days"]].assign(
        frequency=feat.frame["frequency_window"], monetary=feat.frame["monetary_window"]
    )
    scores = RFMScorer().fit_transform(table)
    pd.testing.assert_frame_equal(feat.frame[["r_score", "f_score", "m_score"]], scores.astype("Int64"))
    assert feat.frame["rfm_eight"].tolist() == rfm_groups(scores).tolist()
    assert feat.cut_lines == RFMCut.from_scores(scores).lines(feat.scorer)
    assert feat.rfm_scheme_cuts == {lang: feat.cut_text(lang) for lang in ("zh", "en")}


def test_later_rows_are_invisible(crm, feat):
    later = lines_of(5, 80).assign(ordered_at=pd.Timestamp("2026-03-05"), day=20_517, category="new", channel="new")
    lines = pd.concat([to_pandas(crm.table("transactions")), later], ignore_index=True)
    wider = crm.replace(tables={**crm.tables, "transactions": as_table(lines.sample(frac=1, random_state=1))})
    again = featurize(wider, as_of=AS_OF, window_days=365)
    pd.testing.assert_frame_equal(again.frame, feat.frame)
    assert again.rulers == feat.rulers


def test_saved_rulers_give_the_same_table_and_read_next_month(crm, feat):
    rulers = json.loads(json.dumps(feat.rulers))
    again = featurize(crm, as_of=AS_OF, window_days=365, rulers=rulers)
    pd.testing.assert_frame_equal(again.frame, feat.frame)
    assert featurize(crm, as_of=AS_OF, rulers=rulers).frame.equals(feat.frame)  # the window belongs to the ruler
    earlier = featurize(crm, as_of="2026-02-01", window_days=365, rulers=rulers)
    assert earlier.scorer.cut_points_ == feat.scorer.cut_points_
    assert earlier.rulers == feat.rulers
    assert featurize(crm, as_of="2026-02-01", scorer=feat.scorer).scorer is feat.scorer
    with pytest.raises(ParameterError, match="group_scorer"):
        featurize(crm, as_of=AS_OF, rulers={"scorer": rulers["scorer"], "life_cycle": rulers["life_cycle"]})


def test_value_mean_has_its_own_two_level_scorer(crm):
    feat = featurize(crm, as_of=AS_OF, cut="value_mean")
    assert feat.group_scorer.bins == 2
    assert feat.scorer.bins == 5
    buyers = feat.frame[feat.frame["frequency"] > 0]
    high = buyers["frequency"] * len(buyers) >= buyers["frequency"].sum()
    assert (
        buyers.loc[high, "rfm_eight"].isin(["important_value", "important_keep", "general_value", "general_keep"]).all()
    )
    assert "数值均值" in feat.summary("zh")
    again = featurize(crm, as_of=AS_OF, rulers=feat.rulers)
    assert again.frame["rfm_eight"].tolist() == feat.frame["rfm_eight"].tolist()


def test_the_summary_is_true_and_bilingual(feat):
    buyers = int((feat.frame["frequency"] > 0).sum())
    assert f"{len(feat.frame)} customers as of 2026-03-01, {buyers} of them" in feat.summary("en")
    assert f"{len(feat.frame)} 名客户，其中 {buyers} 名有过有效订单" in feat.summary("zh")
    assert feat.cut_text("zh") in feat.summary("zh")
    assert "c0" not in feat.summary("en")
    assert feat.to_dict()["customers"] == len(feat.frame)
    json.dumps(feat.to_dict())


def test_without_money_the_eight_are_absent_and_the_eleven_stay():
    bare = lines_of(22, 80)[["customer_id", "order_id", "ordered_at", "day", "is_valid", "is_return"]]
    feat = featurize(crm_of(bare, currency=None, zone="UTC"), as_of=AS_OF)
    assert "rfm_eight" not in feat.frame
    assert "value_tier" not in feat.frame
    assert "rfm_eleven" in feat.frame
    assert feat.cut is None
    assert feat.cut_text() == ""
    told = feat.definitions.set_index("column")
    assert told.loc["rfm_eight", "reason_zh"] == "订单没有金额"
    assert "carry no amount" in feat.summary("en")


def test_one_customer_only():
    lines = lines_of(23, 4).assign(customer_id="c00", is_valid=True, is_return=False)
    feat = featurize(Crm(tables={"transactions": as_table(lines)}, stage="cleaned"), as_of=AS_OF)
    assert feat.frame["rfm_eight"].tolist() == ["general_develop"]


def test_nobody_known_is_an_error_that_says_what_to_do(crm):
    bare = Crm(tables={"transactions": crm.table("transactions")}, stage="cleaned")
    with pytest.raises(NotEnoughDataError, match="later as_of"):
        featurize(bare, as_of="2001-01-01")
    with pytest.raises(ParameterError, match="window_days"):
        featurize(crm, as_of=AS_OF, window_days=0)


def test_the_picture_shows_every_group(feat):
    import matplotlib.pyplot as plt

    for lang in ("zh", "en"):
        figure = feat.plot(lang)
        shown = [text.get_text() for text in figure.findobj(match=plt.Text)]
        assert set(rfm_group_names("eight", lang).values()) <= set(shown)
        plt.close("all")


def test_online_retail_check_figures(shared):
    from crmpersona.sources import read

    crm = read(shared / "data/online_retail", mapping="online_retail")
    feat = featurize(crm, as_of="2011-12-10", cut="value_mean")
    buyers = feat.frame[feat.frame["frequency"] > 0]
    assert len(buyers) == 4_338
    assert round(buyers["recency_days"].mean(), 4) == 93.0595
    assert round(buyers["frequency"].mean(), 4) == 4.2720
