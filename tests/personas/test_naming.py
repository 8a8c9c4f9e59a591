"""Names by rule."""

from __future__ import annotations

import pytest

from crmpersona.personas.naming import NameParts, name_groups, name_of, parts_of, portrait_of
from crmpersona.personas.tags import Tag
from crmpersona.personas.traits import Trait


def trait(family, value, share=0.8, base=0.4, certified=True):
    return Trait(Tag(family, value), 100 * share / base, 150, 250, share, base, 80, 100, certified)


def test_only_certified_traits_above_the_base_enter_a_name():
    traits = [trait("category", "纸品"), trait("channel", "App", certified=False), trait("time", "evening", share=0.2)]
    assert parts_of(traits, {}) == NameParts(category="纸品")


def test_the_time_in_the_name_is_the_own_strongest_time():
    hours = [[float(hour == 10) for hour in range(24)] for _ in range(7)]
    figures = {"habits": {"hours": hours}}
    assert parts_of([trait("time", "afternoon")], figures).time == ""
    assert parts_of([trait("time", "morning")], figures).time == "morning"


@pytest.mark.parametrize("value", ["处方药", "计生用品", "母婴孕产", "Health supplements", "Religious goods"])
def test_sensitive_categories_never_enter_a_name(value):
    assert parts_of([trait("category", value)], {}).category == ""


@pytest.mark.parametrize("family", ["gender", "age_band", "income_band", "occupation", "region", "member_level"])
def test_personal_attributes_never_enter_a_name(family):
    assert parts_of([trait(family, "female")], {}) == NameParts()


def test_both_languages_say_the_same_parts():
    parts = NameParts("night", "App", "休闲零食", "high", "frequent", False)
    assert name_of(parts, "zh") == "深夜在 App 买休闲零食的讲究品质常客"
    assert name_of(parts, "en") == "Quality-minded regulars buying snacks via app late at night"


def test_names_are_unique_in_both_languages():
    same = [NameParts(time="noon"), NameParts(time="noon", channel="App")]
    names = name_groups({"P1": same, "P2": same, "P3": same, "P4": same})
    assert len({zh for zh, _ in names.values()}) == len({en for _, en in names.values()}) == 4


def test_a_silent_group_is_described_by_its_silence():
    figures = {"size": {"buyers": {"value": 40}, "orders_per_buyer": {"value": 1.4, "base": 4.0}},
               "stage": {"recency_days": {"value": 300.0, "base": 90.0}}}  # fmt: skip
    assert portrait_of([], figures, "zh", "CNY").startswith("已 300 天没有下单；此前")
    assert portrait_of([], figures, "en", "CNY").startswith("No order for 300 days; before that")


def test_customers_who_bought_once_are_said_to_have_bought_once():
    figures = {
        "size": {"buyers": {"value": 40}, "orders_per_buyer": {"value": 1.0}, "repeat_rate": {"value": 0.0}},
        "stage": {"recency_days": {"value": 51.0}},
    }
    assert portrait_of([], figures, "zh", None) == "大多只下过一单，上次在约 51 天前。"
    assert portrait_of([], figures, "en", None) == "They order mostly once so far, the last time about 51 days ago."
