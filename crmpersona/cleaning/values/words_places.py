"""Notes of the cleaners of places, postcodes, countries, names and genders."""

from __future__ import annotations

__all__ = ["PLACE_NOTES"]

PLACE_NOTES: dict[str, tuple[str, str]] = {
    "place.name": ("行政区划名称", "the name of an administrative division"),
    "place.address": (
        "由地址开头的行政区划读出，其余文字略去",
        "read from the divisions at the start of an address; the rest is left out",
    ),
    "place.former": (
        "旧行政区划（{until} 年起不再使用），按现行名称",
        "a former division, not in use since {until}: given as it is called today",
    ),
    "place.zone": ("开发区不是行政区划，归入所在市", "a development zone is no division: given as the city it lies in"),
    "place.several": ("{count} 种可能：{names}", "{count} readings: {names}"),
    "place.divided": (
        "旧行政区划（{until} 年起不再使用）已分属 {count} 处：{names}",
        "a former division, not in use since {until}, now in {count}: {names}",
    ),
    "place.list": ("一格中有多个地点", "several places in one cell"),
    "place.contradiction": ("所写地名互不隶属", "the names written do not lie in one another"),
    "place.unknown": ("不在行政区划表中", "not in the table of divisions"),
    "place.code": (
        "数字可能是行政区划代码或邮政编码，需指明编码方案",
        "the digits may be a division's code or a postcode: the scheme has to say",
    ),
    "place.country": ("只写了国家", "only a country is named"),
    "place.region": ("没有该国的行政区划表", "there is no table of that country's divisions"),
    "place.state": ("美国的州与城市", "a state and city of the United States"),
    "place.romanised": ("拼音或英文地名", "a romanised or English name"),
}
