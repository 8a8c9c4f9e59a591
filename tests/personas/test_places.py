"""Regions and city tiers."""

from __future__ import annotations

from crmpersona.personas.places import CITY_TIERS, REGIONS, city_tier, region


def test_every_province_has_one_region():
    names = " ".join(REGIONS.values()).split()
    assert len(names) == len(set(names)) == 34
    assert region("黑龙江省") == "northeast"
    assert region("内蒙古自治区") == "north"
    assert region(None) is None


def test_tiers_hold_four_and_fifteen_cities():
    assert [len(cities.split()) for cities in CITY_TIERS.values()] == [4, 15]
    assert city_tier("上海市") == "tier_1"
    assert city_tier("Springfield", chinese=False) is None
