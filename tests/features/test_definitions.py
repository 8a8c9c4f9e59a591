"""Definitions: every column of the customer table has a label, a unit, a definition and a source in both languages."""

from __future__ import annotations

import re

from crmpersona.features.definitions import DEFINITION_COLUMNS, feature_definitions, missing_reasons
from crmpersona.features.words_behaviour import REASONS


def test_every_column_is_fully_described():
    table = feature_definitions(families={"share_category_*": ["Tea", "other"], "share_channel_*": ["App"]})
    assert tuple(table.columns) == DEFINITION_COLUMNS
    assert table["column"].is_unique
    assert table["available"].all()
    for column in ("label_zh", "label_en", "unit", "definition_zh", "definition_en", "source"):
        assert (table[column].str.len() > 0).all(), column
    groups = {"rfm", "stage", "value", "rhythm", "category", "channel", "hour", "weekday", "season", "contact"}
    assert set(table["group"]) == groups


def test_no_text_keeps_a_place_to_fill_and_chinese_is_chinese():
    table = feature_definitions(families={"share_category_*": ["Tea"]}, values={"window_days": 365, "cut": ("甲", "A")})
    for column in ("label_zh", "label_en", "definition_zh", "definition_en"):
        assert not table.loc[table["available"], column].str.contains(r"[{}]", regex=True).any(), column
    assert table["definition_zh"].str.contains("[一-鿿]", regex=True).all()
    assert not table["definition_en"].str.contains("[一-鿿]", regex=True).any()
    assert not any(re.search(r"[一-鿿][,;:]", text) for text in table["definition_zh"])


def test_definitions_state_the_parameters_in_force():
    given = feature_definitions(values={"window_days": 365, "bins": 5, "cut": ("得分均值", "score mean")})
    told = given.set_index("column")
    assert "365 天" in told.loc["frequency_window", "definition_zh"]
    assert "score mean" in told.loc["rfm_eight", "definition_en"]
    assert "in all history" in feature_definitions().set_index("column").loc["monetary_window", "definition_en"]


def test_values_get_a_row_each_and_other_is_translated():
    table = feature_definitions(families={"share_category_*": ["零食", "other"]}).set_index("column")
    assert table.loc["share_category_零食", "label_en"] == "Share of 零食"
    assert table.loc["share_category_other", "label_zh"] == "其他占比"
    assert not table.loc["share_channel_*", "available"]


def test_absent_columns_carry_the_reason_in_both_languages():
    table = feature_definitions(missing=list(REASONS))
    absent = table[~table["available"]]
    assert (absent["reason_zh"] != "").all()
    assert (absent["reason_en"] != "").all()
    assert set(missing_reasons(table, "en")) == {REASONS(key, "en") for key in REASONS}
    assert missing_reasons(feature_definitions(), "zh") == {}
