"""Key figures."""

from __future__ import annotations

import pytest

from crmpersona import plots
from crmpersona.plots.layout import layout_faults


def tile(lang, **more):
    label = {"zh": "复购率（365 天）", "en": "Repeat rate (365 days)"}[lang]
    base = {"label": label, "kind": "rate", "value": 0.543, "previous": 0.54, "year_ago": None, "good": "up"}
    return {**base, "series": [0.5, None, 0.52, 0.54, 0.543], **more}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tiles_compare_rates_in_points_and_amounts_in_per_cent(lang):
    money = tile(lang, kind="money", value=2_453_000, previous=2_356_000, year_ago=2_000_000, label="net")
    picture = plots.kpi_tiles([tile(lang)] * 5 + [money], title="finding", lang=lang)
    assert layout_faults(picture) == []
    texts = [artist.get_text() for artist, _ in picture.placed]
    assert {"zh": "+0.3 百分点", "en": "+0.3 pp"}[lang] in texts
    assert "+4.1%" in texts


def test_bad_news_is_orange_whatever_its_direction():
    lapse = plots.kpi_tiles([tile("zh", good="down")], title="t", lang="zh")
    colours = {artist.get_text(): artist.get_color() for artist, _ in lapse.placed}
    assert colours["+0.3 百分点"] == "#c2410c"


def test_no_tiles_is_a_line_not_an_empty_chart():
    assert "无数据" in plots.kpi_tiles([], title="t", lang="zh").alt


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_one_keeps_group_names_whole(lang):
    names = {"zh": ["重要价值客户", "重要挽留客户"], "en": ["Important: value", "Important: win back"]}[lang]
    groups = [{"label": name, "customers": 3204, "share_sales": 0.581, "change": 96, "good": "up"} for name in names]
    picture = plots.page_one(
        [tile(lang)] * 8,
        title="finding",
        actions=["做一件事 do this " * 5] * 3,
        groups=groups,
        groups_title="groups",
        trust=[("订单完整率", "99.6%"), ("分群结论", "一段说明 " * 12)],
        lang=lang,
        currency="CNY",
    )
    assert layout_faults(picture) == []
    texts = [artist.get_text() for artist, _ in picture.placed]
    assert set(names) <= set(texts)
