"""Places: official names, short ones, old ones, romanised ones; nothing guessed where several fit.

Covers also: place_answer, place_chinese, place_forms, place_latin, place_states.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.cleaning.values import clean_value
from crmpersona.cleaning.values.place_forms import chinese_forms, folded, latin_forms, stem
from crmpersona.cleaning.values.place_latin import words_of
from crmpersona.cleaning.values.place_states import STATES
from crmpersona.cleaning.values.place_tables import COUNTY, described, divisions, present

# Text -> province/city/district; - for what is not named.
OK = """
广东省深圳市南山区科技园科苑路15号 广东省/深圳市/南山区
广东省广东省深圳市 广东省/深圳市/-
广东省/深圳市/南山区 广东省/深圳市/南山区
广东-深圳-南山 广东省/深圳市/南山区
南山区,深圳市,广东省 广东省/深圳市/南山区
地址：北京市海淀区中关村 北京市/北京市/海淀区
518000广东省深圳市 广东省/深圳市/-
中国广东省广州市 广东省/广州市/-
深圳南山 广东省/深圳市/南山区
深圳南山科技园 广东省/深圳市/南山区
深圳市南山大道 广东省/深圳市/-
广东南山区 广东省/深圳市/南山区
沪 上海市/上海市/-
粤 广东省/-/-
沪市 上海市/上海市/-
内蒙 内蒙古自治区/-/-
内蒙古 内蒙古自治区/-/-
广西 广西壮族自治区/-/-
广西省 广西壮族自治区/-/-
新疆 新疆维吾尔自治区/-/-
西藏林芝 西藏自治区/林芝市/-
上海市上海市 上海市/上海市/-
上海市市辖区黄浦区 上海市/上海市/黄浦区
北京市市辖区朝阳区 北京市/北京市/朝阳区
上海浦东 上海市/上海市/浦东新区
天津河北 天津市/天津市/河北区
重庆江北 重庆市/重庆市/江北区
湖北省仙桃市 湖北省/仙桃市/-
河南省省直辖县级行政区划济源市 河南省/济源市/-
石河子 新疆维吾尔自治区/石河子市/-
白杨市 新疆维吾尔自治区/白杨市/-
陵水 海南省/陵水黎族自治县/-
香港 香港特别行政区/-/-
香港特别行政区油尖旺区 香港特别行政区/-/油尖旺区
澳门 澳门特别行政区/-/-
臺北市信義區 台湾省/台北市/信义区
高雄 台湾省/高雄市/-
廣東省廣州市天河區 广东省/广州市/天河区
陝西省西安市長安區 陕西省/西安市/长安区
吉林市 吉林省/吉林市/-
吉林省 吉林省/-/-
吉林吉林 吉林省/吉林市/-
吉林长春 吉林省/长春市/-
吉林通化 吉林省/通化市/-
北京朝阳 北京市/北京市/朝阳区
长春朝阳区 吉林省/长春市/朝阳区
辽宁朝阳 辽宁省/朝阳市/-
长沙 湖南省/长沙市/-
长沙县 湖南省/长沙市/长沙县
大理 云南省/大理白族自治州/-
大理市 云南省/大理白族自治州/大理市
延边州 吉林省/延边朝鲜族自治州/-
前郭县 吉林省/松原市/前郭尔罗斯蒙古族自治县
北川县 四川省/绵阳市/北川羌族自治县
西安 陕西省/西安市/-
海南 海南省/-/-
青海海南州 青海省/海南藏族自治州/-
中山 广东省/中山市/-
东莞市长安镇 广东省/东莞市/-
东莞长安 广东省/东莞市/-
汉口 湖北省/武汉市/-
板桥区 台湾省/新北市/板桥区
昆山 江苏省/苏州市/昆山市
浙江义乌 浙江省/金华市/义乌市
江苏省昆山市花桥镇 江苏省/苏州市/昆山市
上海南京东路100号 上海市/上海市/-
上海市北京西路 上海市/上海市/-
杭州西湖 浙江省/杭州市/西湖区
杭州西湖文化广场 浙江省/杭州市/-
南京鼓楼 江苏省/南京市/鼓楼区
枣庄市市中区 山东省/枣庄市/市中区
乐山市中区 四川省/乐山市/市中区
晋城市城区 山西省/晋城市/城区
苏州工业园区 江苏省/苏州市/-
湖南湘江新区 湖南省/-/-
昆山高新区 江苏省/苏州市/昆山市
新北区 江苏省/常州市/新北区
深　圳 广东省/深圳市/-
"""

FORMER = """
湖北省襄樊市 湖北省/襄阳市/- 2010
襄樊 湖北省/襄阳市/- 2010
北京市崇文区 北京市/北京市/东城区 2010
宣武区 北京市/北京市/西城区 2010
上海市闸北区 上海市/上海市/静安区 2015
卢湾区 上海市/上海市/黄浦区 2011
云南省思茅市 云南省/普洱市/- 2007
安徽省巢湖市居巢区 安徽省/合肥市/巢湖市 2011
安徽省巢湖市无为县 安徽省/芜湖市/无为市 2011
山东省莱芜市 山东省/济南市/- 2019
莱芜市莱城区 山东省/济南市/莱芜区 2019
北京通县 北京市/北京市/通州区 1997
江苏省江都县 江苏省/扬州市/江都区 1994
江都市 江苏省/扬州市/江都区 2011
四川省万县市 重庆市/重庆市/万州区 1997
四川省重庆市 重庆市/重庆市/- 1997
广东省海南行政区 海南省/-/- 1988
南通市通州市 江苏省/南通市/通州区 2009
浙江省绍兴县 浙江省/绍兴市/柯桥区 2013
襄阳县 湖北省/襄阳市/襄州区 2001
资阳市简阳市 四川省/成都市/简阳市 2016
大庸市 湖南省/张家界市/- 1994
中甸县 云南省/迪庆藏族自治州/香格里拉市 2001
崇安县 福建省/南平市/武夷山市 1989
天津市塘沽区 天津市/天津市/滨海新区 2009
广州市萝岗区 广东省/广州市/黄埔区 2014
"""

LATIN = """
Beijing|北京市/北京市/-
BEIJING CITY|北京市/北京市/-
Běijīng|北京市/北京市/-
Peking|北京市/北京市/-
Xi'an|陕西省/西安市/-
Xian|陕西省/西安市/-
Shaanxi|陕西省/-/-
Shanxi|山西省/-/-
Xian, Shanxi|陕西省/西安市/-
Guang Zhou|广东省/广州市/-
Guangzhou, Guangdong, China|广东省/广州市/-
guangdong guangzhou tianhe|广东省/广州市/天河区
Nanshan District, Shenzhen, Guangdong, P.R. China|广东省/深圳市/南山区
No. 15 Keyuan Road, Nanshan District, Shenzhen|广东省/深圳市/南山区
Nanjing West Road, Shanghai|上海市/上海市/-
Inner Mongolia|内蒙古自治区/-/-
Guangxi Zhuang Autonomous Region|广西壮族自治区/-/-
Tibet|西藏自治区/-/-
Urumqi|新疆维吾尔自治区/乌鲁木齐市/-
Hong Kong|香港特别行政区/-/-
Macao|澳门特别行政区/-/-
Taipei|台湾省/台北市/-
Canton|广东省/广州市/-
Suzhou, Jiangsu|江苏省/苏州市/-
Jilin City|吉林省/吉林市/-
Jilin Province|吉林省/-/-
Chaoyang District, Beijing|北京市/北京市/朝阳区
Changsha County|湖南省/长沙市/长沙县
Lu'an|安徽省/六安市/-
Pudong New Area|上海市/上海市/浦东新区
Pu Dong Xin Qu, Shanghai|上海市/上海市/浦东新区
"""

AMBIGUOUS = """
吉林 鼓楼区 朝阳 朝阳区 通州 和平区 新城区 长安区 江北区 城区 甘南 兴安 宁
南山区 南山 西湖区 江苏鼓楼区 北京/上海 北京、上海 广州、深圳 杭州市江干区 宝山区
海州区 白云区 青山区 新华区 桥西区 市中区 西安区 440305
信义区 中正区
"""
AMBIGUOUS_LATIN = ["Suzhou", "Taizhou", "Fuzhou", "Yichun", "Jilin", "Chaoyang", "Chaoyang District", "Heping District"]

INVALID = """
广东省南京市 江苏南山 深圳市朝阳区 广东省，南京 浙江省上海市 中国 纽约 东京 南京路
中山路100号 北京大学 南海明珠 四川北路 火星 先锋 市辖区 999999
"""
INVALID_LATIN = ["Nanjing, Guangdong", "Beijing Road", "hello world", "China", "Los Angeles"]


def _expected(text: str) -> dict[str, str | None]:
    province, city, district = (None if part == "-" else part for part in text.split("/"))
    return {"province": province, "city": city, "district": district}


@pytest.mark.parametrize("line", OK.strip().splitlines())
def test_one_place_fits(line: str) -> None:
    raw, expected = line.rsplit(" ", 1)
    found = clean_value("place", raw)
    assert (found.status, found.value) == ("ok", _expected(expected))


@pytest.mark.parametrize("line", FORMER.strip().splitlines())
def test_former_names_lead_to_present_places_with_the_year(line: str) -> None:
    raw, expected, year = line.split(" ")
    found = clean_value("place", raw, lang="en")
    assert (found.status, found.value, found.rule) == ("ok", _expected(expected), "place.former")
    assert year in found.note


@pytest.mark.parametrize("line", LATIN.strip().splitlines())
def test_romanised_and_english_names(line: str) -> None:
    raw, expected = line.split("|")
    found = clean_value("place", raw)
    assert (found.status, found.value) == ("ok", _expected(expected))


@pytest.mark.parametrize("raw", AMBIGUOUS.split() + AMBIGUOUS_LATIN)
def test_nothing_is_guessed(raw: str) -> None:
    found = clean_value("place", raw)
    assert (found.status, found.value) == ("ambiguous", None)


@pytest.mark.parametrize("raw", INVALID.split() + INVALID_LATIN)
def test_what_is_no_place_is_refused(raw: str) -> None:
    found = clean_value("place", raw)
    assert (found.status, found.value) == ("invalid", None)


def test_candidates_are_listed_and_named_in_the_note() -> None:
    found = clean_value("place", "鼓楼区", lang="zh")
    assert {place["city"] for place in found.candidates} == {"南京市", "徐州市", "福州市", "开封市"}
    assert "开封市鼓楼区" in found.note


def test_a_code_is_read_where_the_scheme_says_so() -> None:
    assert clean_value("place", "440305", scheme="GB/T 2260").value == _expected("广东省/深圳市/南山区")
    assert clean_value("place", "110103", scheme="GB/T 2260").rule == "place.former"
    assert clean_value("place", "999999", scheme="GB/T 2260").status == "invalid"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("San Francisco, CA 94105", "California/San Francisco/-"),
        ("Austin TX", "Texas/Austin/-"),
        ("California", "California/-/-"),
        ("Portland, Oregon, USA", "Oregon/Portland/-"),
    ],
)
def test_american_states(raw: str, expected: str) -> None:
    assert clean_value("place", raw, region="US").value == _expected(expected)


def test_american_text_needs_its_country() -> None:
    assert clean_value("place", "New York, NY, USA").value == _expected("New York/New York/-")
    assert clean_value("place", "New York", region="US").status == "ambiguous"
    assert clean_value("place", "Paris", region="FR").status == "invalid"
    assert len(STATES) == 56


def test_every_county_is_found_by_its_full_address() -> None:
    for division in present().values():
        if division.level == COUNTY and not division.inner:
            place = described(division.code)
            raw = "".join(dict.fromkeys(part for part in place.values() if part))
            found = clean_value("place", raw + "建设路1号")
            assert (found.status, found.value) == ("ok", place), raw


def test_every_county_name_alone_is_right_or_ambiguous() -> None:
    for division in present().values():
        if division.level == COUNTY and not division.inner:
            found = clean_value("place", division.name)
            assert found.status == "ambiguous" or found.value == described(division.code), division


def test_every_former_name_with_its_province_is_never_another_place() -> None:
    known = present()
    for division in divisions():
        if division.until is None or division.until < 1995:
            continue
        province = known[division.now[0][:2] + "0000"].name
        found = clean_value("place", province + division.name)
        if found.status == "ok" and found.rule == "place.former":
            assert found.value is not None
            assert found.value["province"] == province


def test_forms() -> None:
    assert stem("沙县") == "沙县"
    assert stem("黔西南布依族苗族自治州") == "黔西南"
    assert folded("廣東") == "广东"
    assert all(len(form) == 1 or form == folded(form) for form in chinese_forms())
    assert all(form.isascii() and form == form.lower() for form in latin_forms())
    assert words_of("Xi'an, Shǎnxī 710000") == ["xian", "shanxi"]


@given(st.text(max_size=80) | st.text(alphabet="广东省深圳市南山区朝阳吉林北京上海路号、, /市辖县 ab1", max_size=60))
def test_any_text_gives_an_answer(raw: str) -> None:
    found = clean_value("place", raw)
    assert found.status in {"ok", "missing", "invalid", "ambiguous"}
    assert (found.value is None) == (found.status != "ok")


@pytest.mark.parametrize("unit", ["朝阳", "城区", "吉林省", "shanxi xian ", "a, ", "·", "市", "(", "5"])
def test_long_text_is_answered_at_once(unit: str) -> None:
    assert clean_value("place", unit * (1_000_000 // len(unit))).status in {"invalid", "missing"}
    assert clean_value("place", unit * (990 // len(unit))).status in {"invalid", "missing", "ambiguous", "ok"}


@given(st.sampled_from([place.code for place in present().values() if not place.inner]))
def test_a_second_pass_changes_nothing(code: str) -> None:
    place = described(code)
    raw = "".join(dict.fromkeys(part for part in place.values() if part))
    again = clean_value("place", raw)
    assert again.status != "ok" or again.value == place
