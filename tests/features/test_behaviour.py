"""Behaviour features: each one equal to a slow, obvious twin that goes through one customer at a time."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import statistics
from collections import Counter
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import FIXED_POINT, Crm
from crmpersona.features.behaviour import SHOWN_VALUES, behaviour_of
from crmpersona.features.definitions import feature_definitions
from crmpersona.features.festivals import festival_days
from crmpersona.relational import as_table

AS_OF = dt.date(2026, 3, 1)
CATEGORIES = ["零食", "饮料", "Tea", "other"]
CHANNELS = ["门店", "App", "网页"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
EPOCH = dt.date(1970, 1, 1)


def local_clock(moments, zone):
    return moments.dt.tz_localize("UTC").dt.tz_convert(ZoneInfo(zone)).dt.tz_localize(None)


def lines_of(seed, size, zone="Asia/Shanghai", customers=12):
    """Draw cleaned order lines: returns, cancelled ones, unknown categories and channels, later rows."""
    random = np.random.default_rng(seed)
    order = random.integers(0, max(size // 2, 1), size)
    start = random.integers(-5 * 86_400, 500 * 86_400, max(size // 2, 1))
    owner = random.integers(0, customers, max(size // 2, 1))
    at = pd.Timestamp("2026-02-28 16:00") - pd.to_timedelta(start[order] + random.integers(0, 50_000, size), unit="s")
    frame = pd.DataFrame(
        {
            "customer_id": [f"c{number:02d}" for number in owner[order]],
            "order_id": [f"o{number}" for number in order],
            "ordered_at": pd.Series(at).astype("datetime64[us]"),
            "is_return": random.random(size) < 0.1,
            "product_id": random.choice(["p1", "p2", "p3", "p4", None], size),
            "category": random.choice([*CATEGORIES, None], size, p=[0.3, 0.3, 0.2, 0.1, 0.1]),
            "channel": random.choice([*CHANNELS, None], size, p=[0.4, 0.3, 0.2, 0.1]),
            "quantity": random.integers(1, 5, size) * FIXED_POINT,
            "discount": random.integers(0, 500, size) * 100,
        }
    )
    frame["channel"] = frame.groupby("order_id")["channel"].transform("first")
    cancelled = random.random(size) < 0.1
    frame["is_valid"] = ~frame["is_return"] & ~cancelled
    cents = random.integers(1, 20_000, size)
    frame["amount"] = np.where(frame["is_return"], -cents, cents) * 100
    frame["refund"] = np.where(frame["is_valid"] & (random.random(size) < 0.2), cents // 2, 0) * 100
    frame["list_amount"] = frame["amount"] + frame["discount"]
    frame["day"] = (local_clock(frame["ordered_at"], zone).dt.normalize() - pd.Timestamp(EPOCH)).dt.days
    return frame


def contacts_of(seed, size, customers=12):
    random = np.random.default_rng(seed + 1)
    at = pd.Timestamp("2026-02-28 16:00") - pd.to_timedelta(random.integers(-86_400, 120 * 86_400, size), unit="s")
    return pd.DataFrame(
        {
            "customer_id": [f"c{number:02d}" for number in random.integers(0, customers, size)],
            "occurred_at": pd.Series(at).astype("datetime64[us]"),
            "kind": "view",
        }
    )


def crm_of(lines, contacts=None, zone="Asia/Shanghai", currency="CNY"):
    people = pd.DataFrame(
        {
            "customer_id": ["c00", "c01", "c99"],
            "registered_at": pd.to_datetime(["2024-05-05", None, "2026-02-27"]).astype("datetime64[us]"),
        }
    )
    tables = {"transactions": as_table(lines), "customers": as_table(people)}
    if contacts is not None:
        tables["interactions"] = as_table(contacts)
    return Crm(tables=tables, timezone=zone, currency=currency, stage="cleaned")


def ratio(above, below):
    return above / below if below else math.nan


def top(values, order):
    """Most frequent value; ties to the one that comes first."""
    counts = Counter(values)
    return max(order, key=lambda value: counts[value]) if counts else None


def twin(lines, contacts, customer, zone, as_of=AS_OF, window_days=None):
    """Describe one customer in plain Python, definition by definition."""
    today = (as_of - EPOCH).days
    own = lines[(lines["customer_id"] == customer) & (lines["day"] < today)]
    bought, back = own[own["is_valid"]], own[own["is_return"]]
    orders = []
    for _, rows in bought.groupby("order_id"):
        clock = local_clock(rows["ordered_at"], zone).min()
        known = rows["channel"].dropna()
        orders.append({"day": rows["day"].min(), "clock": clock, "channel": min(known) if len(known) else None})
    days = sorted({int(order["day"]) for order in orders})
    gaps = [after - before for before, after in itertools.pairwise(days)]

    def net(window=None):
        since = -math.inf if window is None else today - window
        paid = bought[bought["day"] >= since]
        returned = back[back["day"] >= since]
        return (paid["amount"].sum() - paid["refund"].sum() + returned["amount"].sum()) / FIXED_POINT

    def ordered(window):
        return sum(order["day"] >= today - window for order in orders)

    gross, n = bought["amount"].sum() / FIXED_POINT, len(orders)
    money = net()
    told = {
        "recency_days": today - days[-1] if days else math.nan,
        "tenure_days": today - days[0] if days else math.nan,
        "frequency": n,
        "order_count": n,
        "monetary": money,
        "frequency_window": n if window_days is None else ordered(window_days),
        "monetary_window": money if window_days is None else net(window_days),
        "first_order": min((order["clock"] for order in orders), default=None),
        "last_order": max((order["clock"] for order in orders), default=None),
        "units": bought["quantity"].sum() / FIXED_POINT,
        "average_order_value": ratio(money, n),
        "units_per_order": ratio(bought["quantity"].sum() / FIXED_POINT, n),
        "discount_share": ratio(bought["discount"].sum(), bought["list_amount"].sum()),
        "return_rate": ratio(gross - money, gross),
        "purchase_days": len(days),
        "interval_mean_days": statistics.mean(gaps) if gaps else math.nan,
        "interval_sd_days": statistics.stdev(gaps) if len(gaps) > 1 else math.nan,
    }
    for window in (30, 90, 365):
        told[f"orders_{window}d"], told[f"sales_{window}d"] = ordered(window), net(window)
    return told | habits(bought, orders, today) | contact(contacts, customer, zone, today)


def habits(bought, orders, today):
    """Categories, channels, hours, weekdays and festivals of one customer."""
    categories, channels = bought["category"].dropna(), [order["channel"] for order in orders if order["channel"]]
    hours = [["night", "morning", "afternoon", "evening"][order["clock"].hour // 6] for order in orders]
    weekdays = [WEEKDAYS[order["clock"].weekday()] for order in orders]
    marked = set(festival_days(today - 700, today)["day"])
    told = {
        "top_category": top(categories, sorted(CATEGORIES)),
        "category_count": categories.nunique(),
        "product_count": bought["product_id"].nunique(),
        "top_channel": top(channels, sorted(CHANNELS)),
        "top_hour_band": top(hours, ["night", "morning", "afternoon", "evening"]),
        "top_weekday": top(weekdays, WEEKDAYS),
        "share_weekend": ratio(sum(day in ("saturday", "sunday") for day in weekdays), len(orders)),
        "festival_share": ratio(sum(order["day"] in marked for order in orders), len(orders)),
    }
    for name in CATEGORIES:
        told[f"share_category_{name}"] = ratio((categories == name).sum(), len(categories))
    for name in CHANNELS:
        told[f"share_channel_{name}"] = ratio(channels.count(name), len(channels))
    for names, seen in ((["night", "morning", "afternoon", "evening"], hours), (WEEKDAYS, weekdays)):
        told |= {f"share_{name}": ratio(seen.count(name), len(orders)) for name in names}
    return told


def contact(contacts, customer, zone, today):
    """Interactions of one customer in the last 90 days."""
    own = contacts[contacts["customer_id"] == customer]
    days = (local_clock(own["occurred_at"], zone).dt.normalize() - pd.Timestamp(EPOCH)).dt.days
    inside = days[(days < today) & (days >= today - 90)]
    return {"interaction_count_90d": len(inside), "interaction_days_90d": inside.nunique()}


def assert_equals_twin(lines, contacts, zone, window_days=None):
    names = pd.Index(sorted({*lines["customer_id"], "c00", "c99"}), name="customer_id", dtype="str")
    found = behaviour_of(crm_of(lines, contacts, zone), names, AS_OF, window_days).frame
    for customer in names:
        expected = twin(lines, contacts, customer, zone, window_days=window_days)
        row = found.loc[customer]
        # Everything else that was found must be a column which the twin knows, and the other way round.
        assert set(found.columns) - {"registered_days"} <= set(expected)
        for column in found.columns.drop("registered_days"):
            value, wanted = row[column], expected[column]
            if wanted is None or (isinstance(wanted, float) and math.isnan(wanted)):
                assert pd.isna(value), (customer, column)
            elif isinstance(wanted, (str, pd.Timestamp)):
                assert value == wanted, (customer, column)
            else:
                assert value == pytest.approx(wanted, rel=1e-12, abs=1e-12), (customer, column)
    return found


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/London"])
@pytest.mark.parametrize("window_days", [None, 200])
def test_every_feature_equals_its_slow_twin(zone, window_days):
    found = assert_equals_twin(lines_of(5, 400, zone), contacts_of(5, 200), zone, window_days)
    catalogue = feature_definitions(families={"share_category_*": CATEGORIES, "share_channel_*": CHANNELS})
    behaviour = catalogue[~catalogue["group"].isin(["stage"])]["column"]
    scores = {"r_score", "f_score", "m_score", "rfm_eight", "rfm_eleven"}
    assert set(behaviour) - scores == set(found.columns) - {"registered_days"}


@pytest.mark.parametrize(("seed", "size"), [(11, 1), (12, 2), (13, 5), (14, 12), (15, 25)])
def test_small_tables_equal_the_slow_twin_too(seed, size):
    assert_equals_twin(lines_of(seed, size, customers=3), contacts_of(seed, size, customers=3), "Asia/Shanghai")


def describe(lines, contacts, **settings_of_crm):
    crm = crm_of(lines, contacts, **settings_of_crm)
    names = pd.Index([f"c{number:02d}" for number in range(12)], name="customer_id", dtype="str")
    return behaviour_of(crm, names, AS_OF)


def test_later_rows_and_row_order_change_nothing():
    lines, contacts = lines_of(1, 300), contacts_of(1, 100)
    today = (AS_OF - EPOCH).days
    future = lines.assign(
        day=today + 3,
        ordered_at=pd.Timestamp("2026-03-03 12:00"),
        category="Not yet seen",
        channel="Not yet seen",
        order_id=lines["order_id"] + "x",
    )
    before = lines.copy(deep=True)
    shuffled = pd.concat([lines, future], ignore_index=True).sample(frac=1, random_state=3)
    found = describe(shuffled, contacts)
    pd.testing.assert_frame_equal(found.frame, describe(lines, contacts).frame)
    assert "Not yet seen" not in found.families["share_category_*"]
    pd.testing.assert_frame_equal(lines, before)


def test_what_the_data_lack_is_absent_and_named():
    lines = lines_of(2, 60)
    lacking = {"amount": ["amount", "refund", "discount", "list_amount"], "category": ["category"]}
    bare = lines[["customer_id", "order_id", "ordered_at", "day", "is_valid", "is_return"]].assign(is_return=False)
    found = describe(bare, None, zone="UTC", currency="GBP")
    assert set(found.missing) == {
        "amount",
        "quantity",
        "discount",
        "returns",
        "category",
        "product_id",
        "channel",
        "festivals",
        "interactions",
    }
    for gone in ("monetary", "units", "discount_share", "return_rate", "top_category", "festival_share"):
        assert gone not in found.frame
    assert {"recency_days", "orders_90d", "share_weekend", "interval_sd_days"} <= set(found.frame.columns)
    for name, columns in lacking.items():
        assert name in describe(lines.drop(columns=columns), None).missing


def test_a_shop_that_records_no_returns_has_no_refund_rate():
    lines = lines_of(2, 60).assign(is_return=False)
    assert "returns" in describe(lines, None).missing
    assert "returns" not in describe(lines.assign(refund_amount=0), None).missing


def test_many_values_share_one_column():
    lines = lines_of(3, 400)
    random = np.random.default_rng(9)
    names = [f"k{number:02d}" for number in range(SHOWN_VALUES + 6)]
    lines["category"] = random.choice(names, len(lines))
    lines["channel"] = lines["order_id"].map(lambda order: names[int(order[1:]) % len(names)])
    found = describe(lines, None)
    for stem in ("share_category", "share_channel"):
        shown = found.families[f"{stem}_*"]
        assert len(shown) == SHOWN_VALUES + 1
        assert shown[-1] == "other"
        shares = found.frame[[f"{stem}_{name}" for name in shown]].dropna()
        assert shares.sum(axis=1).to_numpy() == pytest.approx(1.0)
        assert (shares[f"{stem}_other"] > 0).any()
    assert set(found.frame["top_category"].dropna()) <= set(names)
    assert set(found.frame["top_channel"].dropna()) <= {*found.families["share_channel_*"]}


def test_nobody_bought_before_the_day():
    lines = lines_of(4, 30).assign(day=99_999)
    found = describe(lines, contacts_of(4, 20)).frame
    assert (found["frequency"] == 0).all()
    assert (found["monetary"] == 0).all()
    assert found["recency_days"].isna().all()
    assert found["first_order"].isna().all()


def test_registration_counts_days_before_the_view():
    lines = lines_of(4, 30)
    names = pd.Index(["c00", "c01", "c99"], name="customer_id", dtype="str")
    crm = crm_of(lines)
    found = behaviour_of(crm, names, AS_OF).frame["registered_days"]
    assert found.iloc[0] == (AS_OF - dt.date(2024, 5, 5)).days
    assert found.iloc[1:].fillna(-1).tolist() == [-1, 2]
    assert behaviour_of(crm, names, dt.date(2026, 2, 27)).frame["registered_days"].isna().tolist() == [
        False,
        True,
        True,
    ]


def test_equal_intervals_have_no_spread():
    lines = lines_of(4, 5).assign(
        customer_id="c00", order_id=list("abcde"), is_valid=True, is_return=False, day=[100, 107, 114, 121, 128]
    )
    found = describe(lines, None).frame.loc["c00"]
    assert found["interval_mean_days"] == 7
    assert found["interval_sd_days"] == 0
