"""Groups side by side."""

from __future__ import annotations

import pytest

from crmpersona import plots
from crmpersona.plots.layout import layout_faults

GROUPS = [
    {"label": f"第 {n} 类有一个长名字的客户群", "customers": 100 * n, "share_customers": n / 21,
     "share_low": n / 21 - 0.01, "share_high": n / 21 + 0.01, "share_sales": 1 / n, "sales_per_customer": 500.0 / n}
    for n in range(1, 7)
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bubbles_are_named_in_full_beside_the_map(lang):
    picture = plots.segment_map(GROUPS, title="f", lang=lang, currency="CNY")
    texts = [a.get_text() for a, _ in picture.placed]
    assert all(row["label"] in texts for row in GROUPS)


def test_groups_without_money_are_left_out_of_the_map():
    assert "无数据" in plots.segment_map([{"label": "潜在客户", "share_customers": 0.1}], title="f", lang="zh").alt


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_certified_differences_carry_arrows(lang):
    pairs = [(g, s, c) for g, s in (("A", 0.7), ("B", 0.2)) for c in ("纸品", "零食")]
    rows = [{"group": g, "category": c, "share": s, "base": 0.4, "certified": True} for g, s, c in pairs]
    picture = plots.penetration(rows, title="f", lang=lang)
    assert layout_faults(picture) == []
    texts = [a.get_text() for a, _ in picture.placed]
    assert texts.count("70.0% ↑") == 2
    assert texts.count("20.0% ↓") == 2


def test_money_at_stake_and_withheld_counts():
    cells = [(value, risk) for value in ("高价值客户", "低价值客户") for risk in ("活跃", "预警", "流失")]
    told = {"活跃": (120, 9000.0), "预警": ("<10", None), "流失": (30, 500.0)}
    rows = [{"value": v, "risk": r, "customers": told[r][0], "sales": told[r][1]} for v, r in cells]
    picture = plots.value_risk(rows, title="f", lang="zh", currency="CNY")
    assert layout_faults(picture) == []
    assert "<10" in picture.alt
