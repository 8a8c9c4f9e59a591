"""Words about RFM in Chinese and English."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["ALTERNATIVE_ZH", "EIGHT", "ELEVEN", "WHO_AND_AIM", "WORDS"]

WORDS = Words(
    {
        "comma": ("，", ", "),
        "levels": ("{axis} {n} 档（共 {bins} 档）", "{axis} has {n} of {bins} levels"),
        "levels_one": ("{axis} 只有一档，无区分度", "{axis} has one level and is not informative"),
        "scorer": ("以 {n} 名成交客户为尺：{parts}。", "Ruler of {n} buyers: {parts}."),
        "not_informative": ("{axis} 无区分度", "{axis} not informative"),
        "everybody": ("{axis} 不设线", "{axis} no line"),
        "nobody": ("{axis} 无人达标", "{axis} nobody reaches the line"),
        "recency_line": ("R ≤ {days} 天", "R ≤ {days} {unit}"),
        "frequency_line": ("F ≥ {orders} 次", "F ≥ {orders} {unit}"),
        "money_line": ("M {sign} {money}", "M {sign} {money}"),
        "days_one": ("天", "day"),
        "days": ("天", "days"),
        "orders_one": ("次", "order"),
        "orders": ("次", "orders"),
        "score_mean": ("得分均值", "score mean"),
        "value_mean": ("数值均值", "value mean"),
        "score_4": ("得分 ≥ 4", "score ≥ 4"),
        "own": ("自定", "own thresholds"),
        "map_ok": (
            "分群图“{name}”：{cells} 格各属一群。",
            "Map {name}: each of the {cells} cells is in exactly one group.",
        ),
        "map_bad": (
            "分群图“{name}”：{gaps} 格无群可归，{overlaps} 格被多群覆盖，{unreachable} 群无法到达。",
            "Map {name}: {gaps} cells without a group, {overlaps} cells in several groups, {unreachable} groups that nobody can reach.",
        ),
        "unassigned": ("未归群客户", "Unassigned"),
    }
)

EIGHT = Words(
    {
        "important_value": ("重要价值客户", "Important: value"),
        "important_develop": ("重要发展客户", "Important: develop"),
        "important_keep": ("重要保持客户", "Important: keep"),
        "important_winback": ("重要挽留客户", "Important: win back"),
        "general_value": ("一般价值客户", "General: value"),
        "general_develop": ("一般发展客户", "General: develop"),
        "general_keep": ("一般保持客户", "General: keep"),
        "general_winback": ("一般挽留客户", "General: win back"),
        "prospects": ("潜在客户", "Prospects"),
    }
)
"""The eight groups (RFM 八分类) in report order, and the customers without an order."""

ELEVEN = Words(
    {
        "champions": ("核心客户", "Champions"),
        "loyal": ("忠诚客户", "Loyal"),
        "potential_loyalist": ("潜力忠诚客户", "Potential loyalists"),
        "new": ("新购客户", "New"),
        "promising": ("有望客户", "Promising"),
        "need_attention": ("需关注客户", "Need attention"),
        "about_to_sleep": ("将休眠客户", "About to sleep"),
        "at_risk": ("风险客户", "At risk"),
        "cant_lose": ("不可失客户", "Can't lose"),
        "hibernating": ("休眠客户", "Hibernating"),
        "prospects": ("潜在客户", "Prospects"),
    }
)
"""The eleven groups in report order."""

ALTERNATIVE_ZH = {
    "important_value": "重要价值客户",
    "important_develop": "重要深耕客户",
    "important_keep": "重要唤回客户",
    "important_winback": "重要挽留客户",
    "general_value": "潜力客户",
    "general_develop": "新客户",
    "general_keep": "一般维持客户",
    "general_winback": "流失客户",
    "prospects": "潜在客户",
}
"""The second Chinese names of the eight groups; always shown with the prefix RFM·, because two of them mean
something else in the life cycle."""

WHO_AND_AIM = Words(
    {
        "important_value.who": ("近期购买，次数多，金额高", "bought recently, often and much"),
        "important_value.aim": (
            "保持：专属服务、新品先享，不做多余的折扣",
            "keep: VIP service, early access, no needless discount",
        ),
        "important_develop.who": ("近期购买，次数少，金额高", "bought recently, seldom, much"),
        "important_develop.aim": (
            "提高频次：二次购买礼遇、关联商品",
            "raise frequency: second-order offer, related products",
        ),
        "important_keep.who": ("近期沉默，次数多，金额高", "silent now; bought often and much"),
        "important_keep.aim": ("优先联系：专人沟通、补货提醒", "contact first: person to person, replenishment"),
        "important_winback.who": ("近期沉默，次数少，金额高", "silent; bought seldom and much"),
        "important_winback.aim": (
            "了解原因，给一次有力的礼遇，并留出对照组衡量",
            "ask why; one strong offer, measured with a hold-out",
        ),
        "general_value.who": ("近期购买，次数多，金额低", "bought recently, often, little"),
        "general_value.aim": ("提高每单金额：组合装、满额礼", "raise spend per order: bundles, thresholds"),
        "general_develop.who": ("近期购买，次数少，金额低", "bought recently, seldom, little"),
        "general_develop.aim": ("引导起步：促成第二次购买", "first steps: the second purchase"),
        "general_keep.who": ("近期沉默，次数多，金额低", "silent; bought often and little"),
        "general_keep.aim": ("低成本提醒", "low-cost reminder"),
        "general_winback.who": ("近期沉默，次数少，金额低", "silent; bought seldom and little"),
        "general_winback.aim": ("以最低成本触达，或不打扰", "lowest cost, or leave in peace"),
        "champions.who": ("近期购买且次数多", "bought recently and often"),
        "champions.aim": ("保持：专属服务、新品先享", "keep: VIP service, early access"),
        "loyal.who": ("较近期购买，次数多", "bought fairly recently and often"),
        "loyal.aim": ("会员权益、请其评价与推荐", "member benefits; ask for reviews and referrals"),
        "potential_loyalist.who": ("近期购买，次数中等", "bought recently, a few times"),
        "potential_loyalist.aim": ("推荐关联商品，引导入会", "related products, membership"),
        "new.who": ("刚刚首购", "bought just now, for the first time or nearly"),
        "new.aim": ("欢迎与使用指导，促成第二次购买", "welcome, help in use, the second purchase"),
        "promising.who": ("较近期购买，次数少", "bought fairly recently, seldom"),
        "promising.aim": ("建立印象：新品、试用", "be remembered: new products, trials"),
        "need_attention.who": ("时间与次数都居中", "in the middle on both axes"),
        "need_attention.aim": ("限时礼遇，按偏好推荐", "a limited offer, recommendations by taste"),
        "about_to_sleep.who": ("一段时间未购，次数少", "silent for a while, bought seldom"),
        "about_to_sleep.aim": ("提醒并推荐热门商品", "reminder with popular products"),
        "at_risk.who": ("久未购买，次数中上", "silent for long, bought fairly often"),
        "at_risk.aim": ("个性化沟通，补货提醒", "a personal message, replenishment"),
        "cant_lose.who": ("久未购买，次数最多", "silent for long, bought most often"),
        "cant_lose.aim": ("专人联系，了解原因", "contact in person, ask why"),
        "hibernating.who": ("久未购买，次数少", "silent for long, bought seldom"),
        "hibernating.aim": ("以最低成本触达，或不打扰", "lowest cost, or leave in peace"),
        "prospects.who": ("尚无有效订单", "no valid order yet"),
        "prospects.aim": ("促成首次购买", "the first purchase"),
    }
)
"""Who is in a group, and what to aim for first."""
