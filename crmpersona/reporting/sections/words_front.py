"""Words of the cover, page one and the overview."""

from __future__ import annotations

__all__ = ["FRONT"]

FRONT = {
    # cover
    "customers_n": ("{n} 名客户", "{n} customers"),
    "fact_goal": ("目标", "Goal"),
    "fact_goal_text": (
        "看清客户是谁、在怎样变化，定下月先做什么",
        "See who the customers are and how they change, and decide what comes first",
    ),
    "fact_population": ("人群", "Population"),
    "fact_population_text": (
        "截至 {as_of} 已知的 {n} 名客户，其中买过的 {buyers} 名",
        "{n} customers known by {as_of}, {buyers} of them with an order",
    ),
    "fact_population_all": (
        "截至 {as_of} 已知的 {n} 名客户，几乎都买过",
        "{n} customers known by {as_of}, nearly all of them with an order",
    ),
    "fact_period": ("期间", "Period"),
    "fact_period_text": (
        "{month}；F 与 M 看最近 {window} 天，R 看全部历史；以 {zone} 的日界为准",
        "{month}; F and M over the last {window} days, R over all history; days begin in {zone}",
    ),
    "fact_period_whole": (
        "{month}；近 {window} 天里多数老客户没有购买，所以 R、F、M 都看全部历史；以 {zone} 的日界为准",
        "{month}; most buyers bought nothing in the last {window} days, so R, F and M look at all history; "
        "days begin in {zone}",
    ),
    "fact_excluded": ("不计入", "Not counted"),
    "fact_excluded_text": (
        "清洗剔除 {rejected} 行；退货 {returns} 行与取消 {cancelled} 行单列，不算有效订单",
        "{rejected} rows rejected in cleaning; {returns} return lines and {cancelled} cancelled lines kept apart",
    ),
    "fact_horizon": ("数据截止", "Data end"),
    "fact_horizon_good": ("最后一单在 {last}", "The last order is of {last}"),
    "fact_horizon_short": (
        "最后一单在 {last}，距月末 {days} 天：本月不完整，环比同比只供参考",
        "The last order is of {last}, {days} days before the end of the month: the month is incomplete, "
        "do not read its comparisons as news",
    ),
    # one page
    "headline_until": ("{text}（数据只到 {last}）", "{text}; the data end on {last}"),
    "headline_net": (
        "{month}净销售额 {value}（{change}）{cause}",
        "Net sales of {month} {value} ({change}){cause}",
    ),
    "headline_buyers": ("{month}成交客户 {value} 人（{change}）", "{value} buyers in {month} ({change})"),
    "cause_up": ("，增长主要来自{driver}", ", mostly because {driver} rose"),
    "cause_down": ("，下降主要来自{driver}", ", mostly because {driver} fell"),
    "driver_buyers": ("成交人数", "the number of buyers"),
    "driver_orders_per_buyer": ("人均购买次数", "orders per buyer"),
    "driver_average_order_value": ("笔单价", "the value of an order"),
    "first_three": ("先做三件事", "Three things first"),
    "important_unknown_title": ("重要客户", "Important customers"),
    "important_title": (
        "重要客户 {n} 人，其中 {cold} 人久未购买",
        "{n} important customers, {cold} of them silent",
    ),
    "trust_title": ("这份数据能信到什么程度", "How far these data can be trusted"),
    "daily_words": (
        "四个日常说法（可重叠）：高价值客户 {high} · 潜在客户 {prospect} · 活跃客户 {active} · 沉睡客户 {dormant}。",
        "Four words of daily use (they overlap): high value {high} · prospects {prospect} · active {active} · dormant {dormant}.",
    ),
    "change_column": ("环比", "MoM"),
    "important_share": ("销售占比", "Share of sales"),
    "customers_short": ("客户", "Customers"),
    "per_buyer": ("客单价", "Net sales per buyer"),
    "in_group": ("本群", "In this group"),
    "card_customers": ("客户数（人）", "Customers"),
    "card_buyers": ("窗口内成交客户（人）", "Buyers in the window"),
    "card_share_customers": ("客户占比", "Share of customers"),
    "card_share_sales": ("净销售额占比", "Share of net sales"),
    "card_sales_per_buyer": ("客单价", "Net sales per buyer"),
    "card_average_order_value": ("笔单价", "Average order value"),
    "card_orders_per_buyer": ("人均购买次数", "Orders per buyer"),
    "card_repeat_rate": ("复购率", "Repeat rate"),
    "card_units_per_order": ("连带率", "Units per order"),
    "card_discount_share": ("优惠占比", "Discount share"),
    "card_refund_rate": ("退款率", "Refund rate"),
    "card_margin_rate": ("毛利率", "Margin"),
    # overview
    "no_money": (
        "没有金额；有 amount，或 quantity 与 unit_price 后可算",
        "there is no money; amount, or quantity and unit_price, would fill it",
    ),
    "overview_headline": ("净销售额 {value}（{change}）{parts}。", "Net sales {value} ({change}){parts}."),
    "bridge_parts": ("：{parts}", ": {parts}"),
    "bridge_part": ("{factor} {value}", "{factor} {value}"),
    "factor_buyers": ("人数", "people"),
    "factor_orders_per_buyer": ("次数", "frequency"),
    "factor_average_order_value": ("单价", "order value"),
    "bridge_title": ("人数 × 次数 × 单价，各拉动多少", "What people, frequency and order value each moved"),
    "bridge_note": ("三项相加等于净销售额的变化。", "The three parts add up to the change of net sales exactly."),
    "overview_note": (
        "退货按退货当日、行内退款按下单当日计入净销售额；分解是算术，不是因果。",
        "Returns count on their own day, refunds on an order line on the day of the order; "
        "the split is arithmetic, not a cause.",
    ),
    "festival_note": ("本月含{names}，环比受其影响。", "The month holds {names}, which moves comparisons."),
    "and": ("、", " and "),
    "value_plain": ("数值", "Value"),
    "history_title": ("近 13 个月", "Last 13 months"),
}
