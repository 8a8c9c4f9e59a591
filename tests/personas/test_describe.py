"""Cards of the committed sample against slow pandas twins.

Covers also: facts, figures, expressions, picture, picture_blocks, voice, attributes
"""

from __future__ import annotations

import json

import pandas as pd
import pytest

import crmpersona as cp
from crmpersona.contract import Formatter
from crmpersona.personas.figures import busiest
from crmpersona.personas.picture_blocks import hours_block, stage_block
from crmpersona.plots import layout_faults


def window_lines(sample):
    lines = sample.crm.frame("transactions")
    days = pd.to_datetime(lines["ordered_at"]) + pd.Timedelta(hours=8)
    inside = (days >= "2025-11-01") & (days < "2026-11-01")
    return lines[inside]


def test_every_large_group_has_a_card_and_every_customer_one_group(personas, sample):
    sizes = personas.groups.value_counts()
    assert len(personas.groups) == len(sample.features.frame)
    assert {card.key for card in personas.cards} == set(sizes[sizes >= 10].index)
    assert {card.key: card.blocks["size"]["customers"]["value"] for card in personas.cards} == {
        key: int(size) for key, size in sizes.items() if size >= 10
    }


def test_value_equals_a_slow_pandas_twin(personas, sample):
    lines = window_lines(sample)
    key = personas.cards[0].key
    members = set(personas.groups.index[personas.groups == key])
    own = lines[lines["customer_id"].isin(members)]
    valid, back = own[own["is_valid"]], own[own["is_return"]]
    net = valid["amount"].sum() - valid["refund"].sum() + back["amount"].sum()
    orders, buyers = valid["order_id"].nunique(), valid["customer_id"].nunique()
    size = personas.card(key).blocks["size"]
    assert size["orders_per_buyer"]["value"] == pytest.approx(orders / buyers)
    assert size["average_order_value"]["value"] == pytest.approx(net / orders, rel=0.02)
    repeat = (valid.groupby("customer_id")["order_id"].nunique() >= 2).sum()
    told = size["repeat_rate"]["value"]
    assert told is None or told == pytest.approx(repeat / buyers)


def test_shares_of_a_category_equal_a_slow_pandas_twin(personas, sample):
    lines = window_lines(sample)
    valid = lines[lines["is_valid"]]
    row = personas.tgi[(personas.tgi["family"] == "category")].iloc[0]
    members = personas.groups.index[personas.groups == row["group"]]
    buyers = set(valid["customer_id"]) & set(members)
    bought = set(valid.loc[valid["category"] == row["value"], "customer_id"]) & buyers
    assert row["n"] == len(buyers)
    assert row["share_group"] == pytest.approx(len(bought) / len(buyers))


def test_planted_tastes_are_found(personas, sample, planted_segments):
    codes = {name: f"P{code + 1}" for code, name in enumerate(sorted(sample.planted.dropna().unique()))}
    names = {card.key: card.name_zh for card in personas.cards}
    assert "门店" in names[codes["store_regular"]]
    assert "小程序" in names[codes["thrifty_family"]]
    assert "App" in names[codes["quality_home"]]


def counts_in(thing):
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key in ("count", "customers", "reachable", "buyers") and not isinstance(value, dict):
                yield value
            yield from counts_in(value)
    elif isinstance(thing, list | tuple):
        for item in thing:
            yield from counts_in(item)


def test_no_count_under_ten_is_told(personas, fallback):
    for card in (*personas.cards, *fallback.cards):
        told = [count for count in counts_in(card.blocks) if isinstance(count, int)]
        assert not [count for count in told if 0 < count < 10]


def test_no_customer_is_named(personas, sample):
    shown = json.dumps([card.to_dict() for card in personas.cards], ensure_ascii=False) + personas.summary("zh")
    pictures = [card.picture(lang) for card in personas.cards for lang in ("zh", "en")]
    shown += "".join(str(picture) for picture in pictures)
    ids = sample.crm.frame("customers")["customer_id"].astype(str)
    assert not [one for one in ids if one in shown]
    names = sample.crm.frame("customers")["name"].dropna().astype(str)
    assert not [name for name in names if len(name) > 2 and name in shown]


def test_cards_are_json_and_equal_on_a_second_run(personas, sample, planted_segments):
    again = cp.describe(sample.crm, sample.features, planted_segments)
    first, second = (
        json.dumps([card.to_dict() for card in result.cards], sort_keys=True) for result in (personas, again)
    )
    assert first == second


def test_without_structure_the_cards_stand_on_rfm_groups_named_as_such(fallback):
    assert fallback.kind == "rfm_eight"
    assert {"重要价值客户", "一般挽留客户"} & {card.name_zh for card in fallback.cards}
    assert "数据不支持分群" in fallback.summary("zh")
    badges = [text for text, _ in fallback.cards[0].picture("en")["badges"]]
    assert "Not a natural cluster" in badges


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pictures_can_be_read(personas, fallback, lang):
    for card in (personas.cards[0], personas.cards[-1], fallback.cards[0]):
        assert layout_faults(card.plot(lang)) == []


def test_every_block_is_filled_or_says_what_would_fill_it(personas, fallback):
    for card in (*personas.cards, *fallback.cards):
        for lang in ("zh", "en"):
            shown = card.picture(lang)
            for block in ("traits", "hours", "channels", "who", "stages", "voice", "actions", "contrast"):
                content = shown[block].get("rows") or shown[block].get("matrix") or shown[block].get("missing")
                assert content, f"{card.key} {block}"


def test_the_tidy_tables_say_what_they_hold(personas):
    assert set(personas.tags.columns) == {"customer_id", "tag", "family", "value", "kind", "as_of"}
    assert personas.tgi.groupby("group")["share_group"].max().le(1).all()
    assert personas.to_frame()["share_sales"].sum() == pytest.approx(1, abs=0.02)
    assert layout_faults(personas.plot("zh")) == [] or personas.plot("zh").alt


def test_title_of_the_hours_and_time_of_the_action_agree():
    hours = [[0.0] * 24 for _ in range(7)]
    hours[2][12], hours[3][11], hours[3][18] = 9.0, 4.0, 8.0
    assert busiest(hours) == busiest(hours, (8, 22)) == (2, 12)
    assert hours_block({"habits": {"hours": hours}}, "zh")["title"].startswith("周三、12 点")
    assert busiest(None) == busiest([[0.0] * 24] * 7) == (None, None)


def test_a_group_of_one_stage_shows_its_rfm_mix():
    stage = {
        "life_cycle": [{"value": "new", "share": 1.0, "base": 0.2}, {"value": "lapsed", "share": 0.0, "base": 0.8}],
        "rfm_eight": [
            {"value": "general_develop", "share": 0.7, "base": 0.3},
            {"value": "important_develop", "share": 0.3, "base": 0.1},
        ],
    }
    block = stage_block({"stage": stage}, "zh", Formatter("zh"))
    assert block["title"] == "RFM 构成：一般发展客户占 70%"
    assert [row["label"] for row in block["rows"]] == ["一般发展客户", "重要发展客户"]
    alone = stage_block({"stage": {**stage, "rfm_eight": []}}, "en", Formatter("en"))
    assert alone["title"].startswith("Stage: new")
