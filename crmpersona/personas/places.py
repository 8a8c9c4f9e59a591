"""Chinese places: province to region, city to tier, from dated, replaceable tables."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CITY_TIERS", "REGIONS", "TIERS_DATED", "city_tier", "region"]

REGIONS: Mapping[str, str] = {
    "north": "北京 天津 河北 山西 内蒙古",
    "northeast": "辽宁 吉林 黑龙江",
    "east": "上海 江苏 浙江 安徽 福建 江西 山东 台湾",
    "central": "河南 湖北 湖南",
    "south": "广东 广西 海南 香港 澳门",
    "southwest": "重庆 四川 贵州 云南 西藏",
    "northwest": "陕西 甘肃 青海 宁夏 新疆",
}
"""The seven geographic regions and their provinces (short names)."""

TIERS_DATED = "2024"
"""Year of the list of cities; replace both when a newer list is wanted."""

CITY_TIERS: Mapping[str, str] = {
    "tier_1": "北京 上海 广州 深圳",
    "tier_new_1": "成都 杭州 重庆 苏州 武汉 西安 南京 长沙 天津 郑州 东莞 无锡 宁波 青岛 合肥",
}
"""First-tier and new first-tier cities; every other known city is "tier_other"."""


def _lookup(table: Mapping[str, str]) -> dict[str, str]:
    """Turn lists of names into name to key."""
    return {name: key for key, names in table.items() for name in names.split()}


_REGION_OF = _lookup(REGIONS)
_TIER_OF = _lookup(CITY_TIERS)


def region(province: str | None) -> str | None:
    """Return the region of a Chinese province.

    Parameters
    ----------
    province : str or None
        Full or short name.

    Returns
    -------
    str or None
        Key of the region, None for a place outside the table.

    Examples
    --------
    >>> region("江苏省"), region("广西壮族自治区"), region("Bavaria")
    ('east', 'south', None)
    """
    name = str(province or "").strip()
    return next((key for start, key in _REGION_OF.items() if name.startswith(start)), None)


def city_tier(city: str | None, *, chinese: bool = True) -> str | None:
    """Return the tier of a Chinese city.

    Parameters
    ----------
    city : str or None
        Full or short name.
    chinese : bool, default True
        Whether the city is known to be in China; elsewhere there is no tier.

    Returns
    -------
    str or None
        "tier_1", "tier_new_1", "tier_other", or None where unknown.

    Examples
    --------
    >>> city_tier("苏州市"), city_tier("赣州市"), city_tier(None)
    ('tier_new_1', 'tier_other', None)
    """
    name = str(city or "").strip()
    if not name or not chinese:
        return None
    return next((key for start, key in _TIER_OF.items() if name.startswith(start)), "tier_other")
