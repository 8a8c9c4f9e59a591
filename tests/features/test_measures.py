"""Measures against the public check figures, a slow twin over every ingredient, and the invariants.

Covers also: expressions_measures, ingredients, measure_catalogue, words_measures
"""

from __future__ import annotations

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import Month, ParameterError
from crmpersona.features import expressions_measures as engine
from crmpersona.features.expressions_tiers import active_days
from crmpersona.features.ledger import ledger_of
from crmpersona.features.life_cycle import life_cycle
from crmpersona.features.measure_catalogue import CATALOGUE
from crmpersona.features.measures import measure_definitions, measure_history, measures
from crmpersona.features.words_measures import DEFINITIONS, LABELS, NOTES
from crmpersona.relational import date_of, day_number, lint_sql
from crmpersona.statistics import mean_interval, proportion_interval, ratio_interval, ratio_moments, top_share

OUTLINE = {
    "customers_total", "registered_new", "buyers", "first_time_buyers", "active_customers", "active_rate",
    "gross_sales", "refunds", "net_sales", "sales_per_buyer", "average_order_value", "price_per_unit",
    "units_per_order", "orders_per_buyer", "repeat_rate", "rebuy_rate", "retention_rate", "existing_sales_share",
    "lapse_rate", "reactivation_rate", "purchase_interval_days", "refund_rate", "discount_share", "top20_sales_share",
    "penetration", "nps", "csat", "complaint_rate", "lifetime_value",
}  # fmt: skip
MONTH = Month.parse("2023-02")  # day 19,389 to 19,417: in the middle of the random histories


@pytest.fixture(scope="module")
def said(random_lines) -> dict[str, pd.DataFrame]:
    """Draw lines, registrations, interactions and feedback of the same people."""
    rng = np.random.default_rng(77)
    lines = random_lines(21, customers=80, lines=2)
    people = sorted(set(lines["customer_id"]))

    def moments(n: int) -> pd.Series:
        return pd.to_datetime(pd.Series(rng.integers(19_150 * 86_400, 19_500 * 86_400, n)), unit="s")

    registered = pd.to_datetime(pd.Series(rng.integers(19_000, 19_500, len(people)) * 86_400), unit="s")
    customers = pd.DataFrame({"customer_id": people, "registered_at": registered, "source": "people.csv"})
    customers.loc[::7, "registered_at"] = pd.NaT
    interactions = pd.DataFrame({"customer_id": rng.choice(people, 200), "occurred_at": moments(200), "kind": "view"})
    feedback = pd.DataFrame(
        {
            "customer_id": rng.choice(people, 300),
            "created_at": moments(300),
            "kind": rng.choice(["review", "complaint"], 300, p=[0.9, 0.1]),
            "nps": pd.array(rng.integers(0, 11, 300), dtype="Int64"),
            "rating": pd.array(rng.integers(1, 6, 300), dtype="Int64"),
        }
    )
    feedback.loc[::5, "nps"] = pd.NA
    feedback.loc[::6, "rating"] = pd.NA
    return {"lines": lines, "customers": customers, "interactions": interactions, "feedback": feedback}


@pytest.fixture(scope="module")
def crm(make_crm, said):
    return make_crm(said["lines"], **{name: frame for name, frame in said.items() if name != "lines"})


def _orders(lines: pd.DataFrame) -> pd.DataFrame:
    valid = lines[lines["is_valid"]]
    return valid.groupby(["customer_id", "order_id"], as_index=False)["day"].min()


def _in(frame: pd.DataFrame, first: int, before: int, column: str = "day") -> pd.DataFrame:
    return frame[(frame[column] >= first) & (frame[column] < before)]


def _days(stamps: pd.Series) -> pd.Series:
    return stamps.astype("datetime64[s]").astype("int64") // 86_400


def _twin_people(said: dict[str, pd.DataFrame], month: Month) -> dict[str, tuple[float, float]]:
    """Count customers and how often they bought, one after the other, in plain pandas."""
    orders, first, end = _orders(said["lines"]), day_number(month.start), day_number(month.end)
    before = day_number(month.previous.start)
    inside, year = _in(orders, first, end), _in(orders, end - 365, end)
    debut = orders.groupby("customer_id")["day"].min()
    buyers, old = set(inside["customer_id"]), set(_in(orders, before, first)["customer_id"])
    new_before = {c for c in old if before <= debut[c] < first}
    counts, per_day = inside.groupby("customer_id").size(), inside.groupby("customer_id")["day"].nunique()
    year_counts, year_days = year.groupby("customer_id").size(), year.groupby("customer_id")["day"].nunique()
    touched = _days(said["interactions"]["occurred_at"]).between(first, end - 1)
    return {
        "buyers": (len(buyers), np.nan),
        "first_time_buyers": (sum(first <= debut[c] < end for c in buyers), np.nan),
        "registered_new": (_days(said["customers"]["registered_at"].dropna()).between(first, end - 1).sum(), np.nan),
        "orders": (len(inside), np.nan),
        "active_customers": (len(buyers | set(said["interactions"].loc[touched, "customer_id"])), np.nan),
        "orders_per_buyer": (len(inside), len(buyers)),
        "repeat_rate": ((counts > 1).sum(), len(buyers)),
        "repeat_rate_by_day": ((per_day > 1).sum(), len(buyers)),
        "repeat_rate_365": ((year_counts > 1).sum(), len(year_counts)),
        "repeat_rate_365_by_day": ((year_days > 1).sum(), len(year_counts)),
        "rebuy_rate": (len(buyers & old), len(old)),
        "retention_rate": (len(buyers & new_before), len(new_before)),
    }


def _net(lines: pd.DataFrame) -> float:
    """Sum up what was paid minus what went back."""
    bought = lines[lines["is_valid"]]
    return bought["amount"].sum() - bought["refund"].sum() + lines.loc[lines["is_return"], "amount"].sum()


def _twin_money(said: dict[str, pd.DataFrame], month: Month) -> dict[str, tuple[float, float]]:
    """Sum up money and units, one customer after the other, in plain pandas."""
    lines, first, end = said["lines"], day_number(month.start), day_number(month.end)
    orders, rows = _orders(lines), _in(lines, first, end)
    inside = _in(orders, first, end)
    bought, back = rows[rows["is_valid"]], rows[rows["is_return"]]
    gross, refunds = bought["amount"].sum(), bought["refund"].sum() - back["amount"].sum()
    net, buyers = gross - refunds, set(inside["customer_id"])
    net_of = {customer: _net(own) for customer, own in rows.groupby("customer_id")}
    old = set(orders.loc[orders["day"] < first, "customer_id"])
    top = sorted((net_of[c] for c in buyers), reverse=True)[: int(np.ceil(0.2 * len(buyers) - 1e-9))]
    ever = orders.loc[orders["day"] < end, "customer_id"].nunique()
    return {
        "units": (bought["quantity"].sum(), np.nan),
        "gross_sales": (gross, np.nan),
        "refunds": (refunds, np.nan),
        "net_sales": (net, np.nan),
        "sales_per_buyer": (net, len(buyers)),
        "average_order_value": (net, len(inside)),
        "price_per_unit": (net, bought["quantity"].sum()),
        "units_per_order": (bought["quantity"].sum(), len(inside)),
        "existing_sales_share": (sum(paid for c, paid in net_of.items() if c in old), net),
        "refund_rate": (refunds, gross),
        "discount_share": (bought["discount"].sum(), bought["list_amount"].sum()),
        "top20_sales_share": (sum(top), net),
        "penetration": (bought.groupby("category")["customer_id"].nunique().max(), len(buyers)),
        "past_net_sales": (_net(_in(lines, 0, end)), ever),
    }


def _twin_voice(said: dict[str, pd.DataFrame], month: Month) -> dict[str, tuple[float, float]]:
    """Count what customers said, in plain pandas."""
    first, end = day_number(month.start), day_number(month.end)
    spoken = said["feedback"][_days(said["feedback"]["created_at"]).between(first, end - 1)]
    nps, rating = spoken["nps"].dropna(), spoken["rating"].dropna()
    complaints = (spoken["kind"] == "complaint").sum()
    return {
        "nps": ((nps >= 9).sum() - (nps <= 6).sum(), len(nps)),
        "csat": ((rating >= 4).sum(), len(rating)),
        "csat_mean": (rating.sum(), len(rating)),
        "complaint_rate": (complaints, len(_in(_orders(said["lines"]), first, end))),
    }


@pytest.mark.parametrize("month", ["2022-07", "2023-02", "2023-05"])
def test_every_measure_equals_the_slow_twin(crm, said, month):
    found = measures(crm, month=month).set_index("key")
    scale = {"nps": 100, "complaint_rate": 1000}
    twin = {
        key: pair
        for part in (_twin_people, _twin_money, _twin_voice)
        for key, pair in part(said, Month.parse(month)).items()
    }
    for key, (top, bottom) in twin.items():
        assert found.loc[key, "numerator"] == pytest.approx(float(top), abs=1e-6), key
        if np.isnan(bottom):
            assert found.loc[key, "value"] == pytest.approx(float(top), abs=1e-6), key
        else:
            assert found.loc[key, "denominator"] == pytest.approx(float(bottom), abs=1e-6), key
            assert found.loc[key, "value"] == pytest.approx(scale.get(key, 1) * float(top) / float(bottom)), key


def test_all_keys_of_the_outline_exist_in_a_stable_order(crm):
    found = measures(crm, month=MONTH)
    assert set(found["key"]) >= OUTLINE | {"repeat_rate_365", "repeat_rate_by_day", "repeat_rate_365_by_day"}
    assert found["key"].tolist() == [key.replace("window", "365") for key in CATALOGUE]
    assert found.columns[:7].tolist() == ["key", "value", "numerator", "denominator", "ci_low", "ci_high", "unit"]


def test_intervals_are_those_of_one_row_per_customer(crm, said):
    found = measures(crm, month=MONTH).set_index("key")
    lines, first, end = said["lines"], day_number(MONTH.start), day_number(MONTH.end)
    rows = _in(lines, first, end)
    rows = rows[rows["is_valid"] | rows["is_return"]]
    net = (rows["amount"] - rows["refund"].where(rows["is_valid"], 0)).groupby(rows["customer_id"]).sum()
    orders = _in(_orders(lines), first, end).groupby("customer_id").size().reindex(net.index, fill_value=0)
    low, high = ratio_interval(ratio_moments(net, (orders > 0).astype(float)))
    assert found.loc["sales_per_buyer", ["ci_low", "ci_high"]].tolist() == pytest.approx([low, high])
    low, high = ratio_interval(ratio_moments(net, orders))
    assert found.loc["average_order_value", ["ci_low", "ci_high"]].tolist() == pytest.approx([low, high])
    row = found.loc["repeat_rate_365"]
    low, high = proportion_interval(row["numerator"], row["denominator"])
    assert row[["ci_low", "ci_high"]].tolist() == pytest.approx([low, high])
    if net.index.isin(orders[orders > 0].index).all():
        expected = top_share(net)
        assert found.loc["top20_sales_share", "ci_high"] == pytest.approx(expected.high)


def test_the_promoter_score_is_a_mean_of_three_answers(crm, said):
    row = measures(crm, month=MONTH).set_index("key").loc["nps"]
    days = _days(said["feedback"]["created_at"])
    answers = said["feedback"].loc[days.between(day_number(MONTH.start), day_number(MONTH.end) - 1), "nps"].dropna()
    score = np.where(answers >= 9, 100.0, np.where(answers <= 6, -100.0, 0.0))
    low, high = mean_interval(score.mean(), score.std(ddof=1), len(score))
    assert (row["value"], row["ci_low"], row["ci_high"]) == pytest.approx((score.mean(), low, high))


def test_purchase_intervals_are_quantiles_of_the_gaps(crm, said):
    found = measures(crm, month=MONTH, window_days=200).set_index("key")
    end = day_number(MONTH.end)
    gaps = []
    for _, days in _orders(said["lines"]).groupby("customer_id")["day"]:
        distinct = sorted(set(days))
        gaps += [b - a for a, b in itertools.pairwise(distinct) if end - 200 <= b < end]
    assert found.loc["purchase_interval_days", "denominator"] == len(gaps)
    assert found.loc["purchase_interval_days", "value"] == np.quantile(gaps, 0.5, method="inverted_cdf")
    assert found.loc["purchase_interval_days_p80", "value"] == np.quantile(gaps, 0.8, method="inverted_cdf")


def test_lapse_and_reactivation_follow_the_life_cycle(crm):
    found = measures(crm, month=MONTH).set_index("key")
    after = life_cycle(crm, as_of=MONTH.end)
    before = life_cycle(crm, as_of=MONTH.start, ruler=after.ruler).frame
    before = before[before["life_cycle"] != "prospect"]
    now = after.frame.reindex(before.index)
    sound = before["life_cycle"] != "lapsed"
    assert found.loc["lapse_rate", "denominator"] == sound.sum()
    assert found.loc["lapse_rate", "numerator"] == (sound & (now["life_cycle"] == "lapsed")).sum()
    silent = before["life_cycle"].isin(["dormant", "lapsed"])
    assert found.loc["reactivation_rate", "denominator"] == silent.sum()
    bought = now["purchase_days"] > before["purchase_days"]
    assert found.loc["reactivation_rate", "numerator"] == (silent & bought).sum()


def test_history_repeats_the_single_months_and_compares_them(crm):
    history = measure_history(crm, MONTH, months=14)
    assert history["month"].unique().tolist() == [str(MONTH.shift(step)) for step in range(-13, 1)]
    ruler = life_cycle(crm, as_of=MONTH.end).ruler
    for month in ("2023-02", "2022-11"):
        alone = measures(crm, month=month, ruler=ruler).set_index("key")
        among = history[history["month"] == month].set_index("key")
        columns = ["value", "numerator", "denominator", "ci_low", "ci_high"]
        same = alone.index != "penetration"  # the category shown is the last month's largest
        pd.testing.assert_frame_equal(alone.loc[same, columns], among.loc[same, columns], check_exact=False, rtol=1e-12)
    wide = history.pivot_table(index="month", columns="key", values="value")
    row = history[(history["month"] == "2023-02")].set_index("key")
    sales, rate = wide["net_sales"], wide["repeat_rate_365"]
    assert row.loc["net_sales", "change_previous"] == pytest.approx(sales["2023-02"] / sales["2023-01"] - 1)
    assert row.loc["net_sales", "change_year"] == pytest.approx(sales["2023-02"] / sales["2022-02"] - 1)
    assert row.loc["repeat_rate_365", "change_kind"] == "points"
    assert row.loc["repeat_rate_365", "change_previous"] == pytest.approx(rate["2023-02"] - rate["2023-01"])


def test_months_before_the_data_are_gaps_not_zeros(crm):
    history = measure_history(crm, "2022-02", months=4).set_index(["month", "key"])
    assert np.isnan(history.loc[("2021-12", "net_sales"), "value"])
    assert "begin on" in history.loc[("2021-12", "buyers"), "note_en"]
    assert history.loc[("2021-12", "customers_total"), "value"] >= 0


def test_what_the_data_cannot_tell_stays_with_its_reason(make_crm):
    lines = pd.DataFrame({"customer_id": ["a", "b"], "order_id": ["1", "2"], "day": day_number(MONTH.start) + 3})
    found = measures(make_crm(lines), month=MONTH).set_index("key")
    for key in ("net_sales", "sales_per_buyer", "units", "price_per_unit", "discount_share", "nps", "lifetime_value"):
        assert np.isnan(found.loc[key, "value"])
        assert found.loc[key, "note_en"]
        assert found.loc[key, "note_zh"]
    assert found.loc["buyers", "value"] == 2
    assert found.loc["repeat_rate", "value"] == 0
    assert "denominator is zero" in found.loc["rebuy_rate", "note_en"]
    assert "fixed days" in found.loc["lapse_rate", "note_en"]
    assert "2023-02-04" in found.loc["first_time_buyers", "note_en"]


def test_an_empty_month_has_zero_buyers_and_no_rates(crm):
    found = measures(crm, month="2030-01").set_index("key")
    assert found.loc["buyers", "value"] == 0
    assert np.isnan(found.loc["sales_per_buyer", "value"])
    assert "end on" in found.loc["buyers", "note_en"]


def test_net_sales_is_the_product_of_its_three_factors(crm):
    value = measures(crm, month=MONTH).set_index("key")["value"]
    assert value["net_sales"] == pytest.approx(
        value["buyers"] * value["orders_per_buyer"] * value["average_order_value"]
    )


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000), shift=st.integers(0, 12))
def test_later_rows_and_row_order_change_nothing(make_crm, random_lines, seed, shift):
    lines, month = random_lines(seed, customers=12), Month.parse("2022-04").shift(shift)
    seen = lines[lines["day"] < day_number(month.end)]
    if seen.empty:
        return
    whole = measures(make_crm(lines.sample(frac=1, random_state=seed)), month=month)
    pd.testing.assert_frame_equal(whole, measures(make_crm(seen), month=month))


def test_the_business_time_zone_decides_the_month(make_crm):
    people = pd.DataFrame(
        {"customer_id": ["a"], "registered_at": pd.to_datetime(["2023-01-31 18:00"]), "source": "people.csv"}
    )
    lines = pd.DataFrame({"customer_id": ["a"], "order_id": ["1"], "day": day_number(MONTH.start)})
    found = measures(make_crm(lines, customers=people, timezone="Asia/Shanghai"), month=MONTH).set_index("key")
    assert found.loc["registered_new", "value"] == 1


def test_nonsense_is_refused(crm):
    with pytest.raises(ParameterError, match="2023/02"):
        measures(crm, month="2023/02")
    with pytest.raises(ParameterError, match="window_days"):
        measures(crm, month=MONTH, window_days=-1)
    with pytest.raises(ParameterError, match="months=0"):
        measure_history(crm, MONTH, months=0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_definitions_cover_every_measure(lang):
    table = measure_definitions(lang)
    assert table["key"].tolist() == [key.replace("window", "365") for key in CATALOGUE]
    assert (table.drop(columns="denominator") != "").all().all()
    assert not table.astype(str).apply(lambda column: column.str.contains("{", regex=False)).any().any()
    assert set(LABELS) == set(DEFINITIONS) == set(CATALOGUE)
    assert all(NOTES[key] for key in NOTES)


def test_units_name_the_currency_of_the_data():
    units = measure_definitions("zh", currency="CNY").set_index("key")["unit"]
    assert units["sales_per_buyer"] == "元/人"
    assert measure_definitions("en", currency="GBP").set_index("key").loc["net_sales", "unit"] == "GBP"
    assert measure_definitions("zh").set_index("key").loc["average_order_value", "unit"] == "货币单位/单"


def test_expressions_mean_the_same_on_every_engine(crm):
    ledger, end = ledger_of(crm), day_number(MONTH.end)
    tables = [
        engine.month_sums(ledger.months, MONTH.number),
        engine.repeats_by_window(ledger.purchases, [end], 365),
        engine.intervals_by_window(ledger.purchases, [end], 365),
        engine.active_by_month(active_days(ledger.purchases, ledger.tables, "Asia/Shanghai"), end),
        engine.customers_known(ledger.known, [end]),
        engine.registered_by_month(ledger.tables["customers"], "Europe/Berlin"),
        engine.top_sales(ledger.months, MONTH.number),
        engine.category_buyers(ledger.tables["transactions"], MONTH.number),
        engine.feedback_by_month(ledger.tables["feedback"], "UTC", end),
    ]
    assert [lint_sql(table) for table in tables] == [[]] * len(tables)


@pytest.mark.shared
def test_the_check_figures_of_the_public_log_hold(online_retail):
    found = measures(online_retail, month="2011-11").set_index("key")
    expected = {"buyers": 1664, "first_time_buyers": 323, "orders": 2657, "net_sales": 1_161_817.38}
    for key, value in expected.items():
        assert found.loc[key, "value"] == pytest.approx(value, abs=0.005)
    assert found.loc["gross_sales", "value"] == pytest.approx(1_161_817.38, abs=0.005)
    rounded = {"sales_per_buyer": 698.21, "average_order_value": 437.27, "units_per_order": 251.81}
    assert {key: round(found.loc[key, "value"], 2) for key in rounded} == rounded
    rates = {"repeat_rate": (540, 1664, 32.5), "repeat_rate_by_day": (443, 1664, 26.6), "rebuy_rate": (622, 1364, 45.6)}
    for key, (top, bottom, percent) in rates.items():
        assert (found.loc[key, "numerator"], found.loc[key, "denominator"]) == (top, bottom)
        assert round(100 * found.loc[key, "value"], 1) == percent


def test_days_of_the_view_are_days_of_the_calendar():
    assert date_of(day_number(MONTH.start)) == dt.date(2023, 2, 1)
