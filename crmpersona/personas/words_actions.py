"""The rule table of suggested actions: what to do for whom, in both languages."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["FIELDS", "WORDS_ACTIONS"]

FIELDS = ("goal", "offer", "channel", "time", "message", "kpi", "guardrail", "service")

WORDS_ACTIONS = Words(
    {
        "label_goal": ("目标", "Goal"),
        "label_offer": ("权益", "Offer"),
        "label_channel": ("渠道", "Channel"),
        "label_time": ("时间", "Time"),
        "label_message": ("话术", "Message"),
        "label_kpi": ("指标", "KPI"),
        "label_guardrail": ("护栏", "Guardrail"),
        "label_service": ("商品与服务", "Product, service"),
        "title": ("建议动作", "What to do"),
        "untested": ("未验证", "untested"),
        "fair": ("权益只做增加，同一商品不因画像加价", "Offers only add; no one pays more for the same product"),
        "channel_known": (
            "{channel}（可触达 {reachable} 人，已授权营销）",
            "{channel} ({reachable} reachable with consent)",
        ),
        "channel_unknown": (
            "{channel}（授权情况未知，先补录同意记录）",
            "{channel} (consent unknown: record it first)",
        ),
        "no_channel": ("短信或企业微信", "text message or e-mail"),
        "time_known": (
            "{weekday} {hour}:00 前后；每月不超过 {cap} 次",
            "{weekday} around {hour}:00; at most {cap} a month",
        ),
        "time_unknown": ("白天 10–20 点，避开休息时间；每月不超过 {cap} 次", "10:00–20:00; at most {cap} a month"),
        "favourite": ("常买的商品", "what they usually buy"),
        # goals
        "goal_important_value": (
            "守住频次：人均购买次数不低于 {orders} 次",
            "Hold the rhythm: at least {orders} orders per buyer",
        ),
        "goal_important_develop": (
            "促成下一单：人均购买次数从 {orders} 次起步提高",
            "Win the next order: raise orders per buyer from {orders}",
        ),
        "goal_important_keep": (
            "先联系，重新回到 {interval} 天的购买节奏",
            "Get back in touch and back to a rhythm of {interval} days",
        ),
        "goal_important_winback": ("弄清离开原因，挽回一单", "Learn why they left, and win one order back"),
        "goal_general_value": ("提高笔单价（现为 {value}）", "Raise the order value (now {value})"),
        "goal_general_develop": ("促成第二单，养成第一个习惯", "Win the second order, start a first habit"),
        "goal_general_keep": ("低成本唤醒，恢复购买", "Wake them at low cost"),
        "goal_general_winback": ("以最低成本试一次，或不再打扰", "One try at the lowest cost, or leave them in peace"),
        "goal_prospects": ("促成首单", "Win the first order"),
        # offers
        "offer_important_value": (
            "{favourite}新品优先与专属客服；不需要额外折扣",
            "Early access to {favourite} and a personal contact; no needless discount",
        ),
        "offer_important_develop": (
            "与{favourite}搭配的关联商品，第二单赠品",
            "Products that go with {favourite}; a gift with the next order",
        ),
        "offer_important_keep": (
            "{favourite}补货提醒，一对一问候",
            "Refill reminder for {favourite}, person to person",
        ),
        "offer_important_winback": ("一次有力度的回归礼，限一次使用", "One strong welcome-back gift, once only"),
        "offer_general_value": ("{favourite}组合装与满额赠", "Bundles of {favourite} and a gift above a threshold"),
        "offer_general_develop": (
            "第二单小样与使用指南，从{favourite}开始",
            "A sample and a guide with the second order, starting from {favourite}",
        ),
        "offer_general_keep": ("{favourite}到货与补货提醒", "Back-in-stock and refill reminders for {favourite}"),
        "offer_general_winback": ("仅随大促通知，不单独发放权益", "Only news of the big sales, no offer of their own"),
        "offer_prospects": ("首单礼与热销清单", "A first-order gift and a list of favourites"),
        # messages
        "message_important_value": (
            "感谢一路同行：新到的{favourite}，请先挑选",
            "Thank you for staying with us: be the first to see new {favourite}",
        ),
        "message_important_develop": (
            "上次选的不错，这几样正好配得上",
            "A good choice last time; these go well with it",
        ),
        "message_important_keep": (
            "好久不见，{favourite}该补货了吗？",
            "It has been a while: time to refill {favourite}?",
        ),
        "message_important_winback": (
            "有什么我们可以做得更好？告诉我们，这份心意给您",
            "What could we do better? Tell us, and this is for you",
        ),
        "message_general_value": ("一起买更省心：{favourite}组合装", "Easier together: bundles of {favourite}"),
        "message_general_develop": (
            "用得还顺手吗？下一步可以试试{favourite}",
            "How is it going? Next you could try {favourite}",
        ),
        "message_general_keep": ("{favourite}又上架了，顺手带一份", "{favourite} is back on the shelf"),
        "message_general_winback": ("大促日历在此，需要时再来", "Here are our sale days, whenever you need us"),
        "message_prospects": ("第一次来？从大家最常买的开始", "New here? Start with what most people buy"),
        # indicators
        "kpi_important_value": ("90 天复购率，与 10% 对照组比较", "Repeat rate in 90 days against a 10% hold-out"),
        "kpi_important_develop": (
            "60 天内下单比例，与 10% 对照组比较",
            "Share ordering within 60 days against a 10% hold-out",
        ),
        "kpi_important_keep": ("30 天唤醒率，与 20% 对照组比较", "Reactivation in 30 days against a 20% hold-out"),
        "kpi_important_winback": ("60 天唤醒率，与 20% 对照组比较", "Reactivation in 60 days against a 20% hold-out"),
        "kpi_general_value": ("30 天笔单价，与 10% 对照组比较", "Order value in 30 days against a 10% hold-out"),
        "kpi_general_develop": (
            "45 天内第二单比例，与 10% 对照组比较",
            "Second order within 45 days against a 10% hold-out",
        ),
        "kpi_general_keep": ("30 天唤醒率，与 20% 对照组比较", "Reactivation in 30 days against a 20% hold-out"),
        "kpi_general_winback": ("每挽回一单的成本", "Cost per order won back"),
        "kpi_prospects": ("30 天首单转化率，与 10% 对照组比较", "First orders in 30 days against a 10% hold-out"),
        # guardrails
        "guardrail_margin": (
            "优惠占比与毛利率不变差，退订率不高于 0.5%",
            "Discount share and margin no worse, opt-outs at most 0.5%",
        ),
        "guardrail_quiet": (
            "不增加打扰：退订率不高于 0.3%，拒收者立即移出",
            "No pressure: opt-outs at most 0.3%, refusals removed at once",
        ),
        # product and service
        "service_high": (
            "{favourite}保证有货，突出品质与工艺；专人售后",
            "Keep {favourite} in stock, show quality and craft; personal after-sales",
        ),
        "service_low": (
            "{favourite}备大包装与组合装；价格说明清楚",
            "Family packs and bundles of {favourite}; clear prices",
        ),
        "service_plain": (
            "{favourite}保证有货；补货日前提醒",
            "Keep {favourite} in stock; remind before the refill is due",
        ),
    }
)
