# ruff: noqa: E501
"""Invented persona cards in both languages, and the check that no text leaves its box or touches another."""

from __future__ import annotations

import pytest

HOURS = [
    [1, 1, 0, 0, 0, 1, 2, 3, 3, 4, 5, 7, 9, 8, 6, 4, 4, 5, 8, 14, 20, 21, 14, 6],
    [1, 0, 0, 0, 0, 1, 2, 3, 4, 4, 5, 8, 9, 7, 6, 4, 4, 5, 9, 14, 19, 22, 13, 6],
    [1, 1, 0, 0, 0, 1, 2, 3, 3, 4, 6, 7, 9, 8, 5, 4, 4, 6, 8, 15, 21, 21, 14, 5],
    [1, 1, 0, 0, 1, 1, 2, 3, 4, 4, 5, 7, 9, 8, 6, 4, 4, 5, 9, 15, 23, 22, 15, 6],
    [1, 1, 0, 0, 0, 1, 2, 3, 3, 4, 5, 7, 9, 8, 6, 5, 5, 6, 9, 15, 20, 21, 15, 8],
    [2, 1, 0, 0, 0, 1, 1, 2, 3, 7, 10, 10, 12, 11, 9, 8, 9, 9, 12, 16, 19, 20, 15, 8],
    [2, 1, 0, 0, 0, 1, 1, 2, 3, 8, 9, 11, 12, 11, 9, 9, 9, 10, 12, 16, 20, 21, 14, 7],
]


def trait(label, index, low, high, group, base, certified=True):
    return {
        "label": label, "index": index, "ci_low": low, "ci_high": high,
        "share_group": group, "share_base": base, "certified": certified,
    }  # fmt: skip


def bar(label, share, base, **more):
    return {"label": label, "share": share, "base": base, **more}


CARD_ZH = {
    "currency": "CNY",
    "eyebrow": "客户画像卡 · 2026-10 · 画像 P3 · 第 7 个月 · 稳定",
    "name": "夜间囤货的精打细算家庭",
    "portrait": "多在晚 8–10 点用小程序凑满减买纸品与清洁用品，两到三周补一次货；单价不高，来得勤。",
    "badges": [("规则分群", "good"), ("下月行为验证通过", "good"), ("非自然聚类：连续体上的一段", "warn")],
    "proof": "稳定度 0.91（Jaccard）· 规则精度 88% 召回 81%",
    "kpis": [
        {"label": "客户数", "value": "3,120", "note": "占 15.6%（95% 区间 15.1%–16.1%）"},
        {"label": "净销售额占比", "value": "21.4%", "note": "较上月 +0.8 百分点", "tone": "good"},
        {"label": "客单价（元/人）", "value": "¥168.20", "note": "全体 ¥122.70\n95% 区间 ¥164.10–¥172.30"},
        {"label": "笔单价（元/单）", "value": "¥61.30", "note": "全体 ¥66.00\n95% 区间 ¥60.20–¥62.40", "tone": "alert"},
        {"label": "复购率（365 天）", "value": "82.1%", "note": "全体 54.3%\n95% 区间 80.7%–83.4%"},
        {"label": "连带率（件/单）", "value": "4.12", "note": "全体 3.35\n人均购买次数 8.4"},
    ],
    "traits": {
        "title": "比全体更爱凑满减、买纸品，几乎不碰个护新品",
        "rows": [
            trait("使用满减券", 169, 160, 179, 0.61, 0.36),
            trait("纸品类目", 153, 147, 160, 0.72, 0.47),
            trait("晚 8–10 点下单", 147, 138, 156, 0.44, 0.30),
            trait("小程序下单", 132, 128, 136, 0.83, 0.63),
            trait("女性 30–44 岁", 118, 110, 127, 0.39, 0.33),
            trait("清洁用品类目", 116, 109, 123, 0.51, 0.44),
            trait("一线城市", 96, 88, 105, 0.22, 0.23, certified=False),
            trait("个护新品", 61, 51, 71, 0.08, 0.13),
        ],
        "note": "TGI（对数轴）与 95% 区间，右侧为本群 / 全体占比；灰色：校正后不显著，不作为特征。未知 6%。",
    },
    "hours": {"title": "晚上和午休最容易找到他们", "matrix": HOURS},
    "channels": {
        "title": "渠道（竖线为全体）",
        "rows": [bar("小程序", 0.83, 0.63), bar("App", 0.41, 0.48), bar("门店", 0.12, 0.25), bar("社群", 0.09, 0.04)],
    },
    "who": {
        "title": "多为 30–44 岁女性，住在二线城市",
        "rows": [
            bar("女性", 0.71, 0.55),
            bar("30–44 岁", 0.52, 0.37),
            bar("二线城市", 0.44, 0.38),
            bar("华东地区", 0.36, 0.31),
            bar("银卡会员", 0.33, 0.24),
        ],
        "note": "竖线为全体；未知：性别 3%，年龄 6%，城市 2%",
    },
    "stages": {
        "title": "七成处于成熟期，预警客户在增加",
        "rows": [
            bar("成长期", 0.14, 0.18),
            bar("成熟期", 0.70, 0.41),
            bar("预警", 0.11, 0.09, tone="alert"),
            bar("沉睡", 0.05, 0.32),
        ],
        "note": "预警 343 人，涉及净销售额 ¥5.8 万/月；复购周期中位 18 天",
    },
    "voice": {
        "title": "他们的声音：嫌配送慢，不嫌贵",
        "columns": ["主题", "提及", "好评率"],
        "rows": [["配送时效", "31%", "42%"], ["价格优惠", "28%", "91%"], ["包装破损", "9%", "18%"]],
        "tones": {(0, 2): "alert", (1, 2): "good", (2, 2): "alert"},
        "note": "NPS 38（95% 区间 31–45，n = 412）",
    },
    "actions": {
        "title": "建议动作",
        "badge": ("未验证", "warn"),
        "hint": "不改变同一商品对不同客户的价格",
        "rows": [
            ("目标", "月均购买次数 1.8 → 2.0"),
            ("权益", "纸品 + 清洁满 99 减 10，补货期前 3 天发出"),
            ("渠道", "小程序订阅消息（可触达 2,204 人，已授权）"),
            ("时间", "周四 20:00；每月不超过 2 次"),
            ("话术", "“家里的纸巾快用完了吧？这周一起补齐更省心。”"),
            ("指标", "30 天复购率，留 10% 对照"),
            ("护栏", "毛利率不降，退订率不高于 0.5%"),
            ("商品与服务", "大包装与组合装常备；配送时效先改华南仓"),
        ],
    },
    "contrast": {
        "title": "对照与依据",
        "rows": [
            ("最近的画像：P5「周末门店顺手买」", "渠道：小程序 83% 对 21%；时段：晚间 44% 对 12%；满减券 61% 对 30%"),
            ("规则（精度 88%，召回 81%）", "满减占比 ≥ 40% 且 晚间占比 ≥ 30% 且 近 90 天订单 ≥ 3"),
        ],
    },
    "footer": "依据：订单 2025-11-01 至 2026-10-31，412,604 行；as_of 2026-11-01；人群 19,994 名可画像客户"
    "（1,206 名未授权者不含）。未满 10 人的数字以 <10 表示。示意数据，仅作版式。",
}

CARD_EN = {
    "currency": "GBP",
    "eyebrow": "Persona card · 2026-10 · persona P3 · month 7 · stable",
    "name": "Evening stock-up households with an eye for value",
    "portrait": "They fill a basket of paper and cleaning goods between 8 and 10 pm in the mini program, every two to three weeks, "
    "and like to reach the coupon threshold; small baskets, many visits.",
    "badges": [("Rule-based group", "good"), ("Next month confirmed", "good"), ("Not a natural cluster", "warn")],
    "proof": "Stability 0.91 (Jaccard) · rule precision 88%, recall 81%",
    "kpis": [
        {"label": "Customers", "value": "3,120", "note": "15.6% of all\n95% CI 15.1%–16.1%"},
        {"label": "Share of net sales", "value": "21.4%", "note": "+0.8 pp on last month", "tone": "good"},
        {"label": "Net sales per buyer", "value": "£168.20", "note": "all £122.70\n95% CI £164.10–£172.30"},
        {
            "label": "Average order value",
            "value": "£61.30",
            "note": "all £66.00\n95% CI £60.20–£62.40",
            "tone": "alert",
        },
        {"label": "Repeat rate (365 d)", "value": "82.1%", "note": "all 54.3%\n95% CI 80.7%–83.4%"},
        {"label": "Units per order", "value": "4.12", "note": "all 3.35\norders per buyer 8.4"},
    ],
    "traits": {
        "title": "More coupons and paper goods than others, hardly any new personal care",
        "rows": [
            trait("Uses threshold coupons", 169, 160, 179, 0.61, 0.36),
            trait("Buys paper goods", 153, 147, 160, 0.72, 0.47),
            trait("Orders 8–10 pm", 147, 138, 156, 0.44, 0.30),
            trait("Orders in the mini program", 132, 128, 136, 0.83, 0.63),
            trait("Women aged 30–44", 118, 110, 127, 0.39, 0.33),
            trait("Buys cleaning goods", 116, 109, 123, 0.51, 0.44),
            trait("Tier-one city", 96, 88, 105, 0.22, 0.23, certified=False),
            trait("New personal care", 61, 51, 71, 0.08, 0.13),
        ],
        "note": "TGI (log axis) with 95% interval; on the right the share of the group / of all. Grey: not significant after "
        "correction, not a trait. Unknown 6%.",
    },
    "hours": {"title": "Evenings and lunch breaks reach them best", "matrix": HOURS},
    "channels": {
        "title": "Channels (tick: all customers)",
        "rows": [
            bar("Mini program", 0.83, 0.63),
            bar("App", 0.41, 0.48),
            bar("Store", 0.12, 0.25),
            bar("Community", 0.09, 0.04),
        ],
    },
    "who": {
        "title": "Mostly women of 30–44 in second-tier cities",
        "rows": [
            bar("Women", 0.71, 0.55),
            bar("Age 30–44", 0.52, 0.37),
            bar("Second-tier city", 0.44, 0.38),
            bar("East China", 0.36, 0.31),
            bar("Silver members", 0.33, 0.24),
        ],
        "note": "Tick: all customers. Unknown: gender 3%, age 6%, city 2%",
    },
    "stages": {
        "title": "Seven in ten are mature; more are at risk",
        "rows": [
            bar("Growing", 0.14, 0.18),
            bar("Mature", 0.70, 0.41),
            bar("At risk", 0.11, 0.09, tone="alert"),
            bar("Dormant", 0.05, 0.32),
        ],
        "note": "343 at risk, £58,000 of net sales a month; median purchase interval 18 days",
    },
    "voice": {
        "title": "Their voice: slow delivery, fair prices",
        "columns": ["Topic", "Mentions", "Positive"],
        "rows": [["Delivery time", "31%", "42%"], ["Price and offers", "28%", "91%"], ["Damaged parcels", "9%", "18%"]],
        "tones": {(0, 2): "alert", (1, 2): "good", (2, 2): "alert"},
        "note": "NPS 38 (95% CI 31–45, n = 412)",
    },
    "actions": {
        "title": "What to do",
        "badge": ("untested", "warn"),
        "hint": "No one pays more for the same product",
        "rows": [
            ("Goal", "From 1.8 to 2.0 orders a month"),
            ("Offer", "£10 off paper and cleaning goods from £99, sent three days before the refill is due"),
            ("Channel", "Mini program message (2,204 reachable with consent)"),
            ("Time", "Thursday 20:00; at most twice a month"),
            ("Message", '"Running low on paper? Refill everything this week in one go."'),
            ("KPI", "Repeat rate within 30 days against a 10% hold-out"),
            ("Guardrail", "Margin does not fall, opt-outs stay under 0.5%"),
            (
                "Product, service",
                "Keep family packs and bundles in stock; mend delivery from the southern warehouse first",
            ),
        ],
    },
    "contrast": {
        "title": "Contrast and proof",
        "rows": [
            (
                'Nearest: P5 "Weekend store visitors"',
                "Channel: mini program 83% against 21%; evening 44% against 12%; coupons 61% against 30%",
            ),
            (
                "Rule (precision 88%, recall 81%)",
                "coupon share ≥ 40% and evening share ≥ 30% and orders in 90 days ≥ 3",
            ),
        ],
    },
    "footer": "Sources: orders 2025-11-01 to 2026-10-31, 412,604 rows; as_of 2026-11-01; 19,994 customers (1,206 without consent left "
    "out). Counts under 10 appear as <10. Invented figures, for the layout only.",
}


@pytest.fixture(params=["zh", "en"])
def card(request):
    """Return an invented card and its language."""
    return {"zh": CARD_ZH, "en": CARD_EN}[request.param], request.param
