"""Words of retention, life cycle and RFM groups."""

from __future__ import annotations

__all__ = ["CUSTOMERS"]

CUSTOMERS = {
    # retention
    "no_cohorts": ("没有首购队列", "there is no cohort of first buyers"),
    "retention_new": ("首购客户 {n} 人（{change}）", "{n} first-time buyers ({change})"),
    "retention_stayed": (
        "{cohort} 首购者次月有 {rate} 再次购买（{interval}）{usual}。",
        "{rate} of those who first bought in {cohort} bought again a month later ({interval}){usual}.",
    ),
    "retention_usual": ("，此前一年平均 {rate}", ", against {rate} on average in the year before"),
    "retention_title": ("{cohort} 首购者次月留存 {rate}", "{rate} of the {cohort} cohort came back after a month"),
    "cohort_note": (
        "行是首购月份，列是首购后第几个月。",
        "Rows are months of first purchase, columns months after it.",
    ),
    "retention_note": (
        "留存 = 首购后第 k 个月再次购买的客户占比；未结束的月份留空。数据开始前的老客户会被算作首购。",
        "Retention is the share that buys in the k-th month after the first; unfinished months are blank. "
        "Customers from before the data begin count as first-time buyers.",
    ),
    "cohort": ("首购月份", "First purchase"),
    "cohort_size": ("首购客户（人）", "First-time buyers"),
    "after_months": ("第 {k} 个月", "Month {k}"),
    "months_after": ("首购后月数", "Months after"),
    "retention": ("留存率", "Retention"),
    "all_cohorts": ("全部队列", "All cohorts"),
    # life cycle
    "stage_headline": (
        "活跃客户 {active} 人（较上月 {change}），预警 {risk} 人（较上月 {risk_change}）；本月流失率 {lapse}（{interval}）。",
        "{active} active customers ({change} on last month), {risk} at risk ({risk_change}); "
        "the lapse rate of the month is {lapse} ({interval}).",
    ),
    "flow_title": ("上月的阶段流向本月的阶段", "From last month's stages to this month's"),
    "flow_note": (
        "带子越宽，人数越多；少于 10 人的画成细线。",
        "The wider a band, the more customers; fewer than 10 are a hair line.",
    ),
    "stage_note": (
        "阶段按客户自己的购买节奏推断，流失是推断，不是观测。",
        "Stages follow each customer's own purchase rhythm; a lapse is inferred, not observed.",
    ),
    "stage_note_fixed": (
        "购买间隔太少，算不出客户自己的节奏，阶段按固定天数划分；流失是推断，不是观测。",
        "There are too few intervals for each customer's own rhythm, so stages follow fixed days; a lapse is inferred, "
        "not observed.",
    ),
    "stage_lines": (
        "典型界线：{at_risk}未买为预警，{dormant}为沉睡，{lapsed}为流失。",
        " Typical lines: at risk after {at_risk}, dormant after {dormant}, lapsed after {lapsed} without a purchase.",
    ),
    "no_interval": ("没有可算的区间", "no interval can be told"),
    "newcomer": ("上月尚未出现", "not known last month"),
    "flow_table": ("阶段流动", "Moves between stages"),
    # RFM
    "no_rfm": (
        "没有可打分的客户；八分类需要订单与金额，没有金额时可用 -p scheme=eleven",
        "no customer can be scored; the eight groups need orders and money, without money use -p scheme=eleven",
    ),
    "rfm_headline": (
        "重要客户 {n} 人，占买过的客户 {share}，贡献 {sales} 的净销售额；其中 {cold} 人久未购买（较上月 {change}）。",
        "{n} important customers are {share} of all buyers and bring {sales} of net sales; "
        "{cold} of them are silent ({change} on last month).",
    ),
    "rfm_title": (
        "{share} 的客户带来 {sales} 的净销售额，{cold} 人在变冷",
        "{share} of the buyers bring {sales} of net sales; {cold} of them go cold",
    ),
    "rfm_note": (
        "高总是好：R 高 = 最近买过。换一种切法人数会变几倍，所以界线沿用上次保存的。",
        "High is always good: R high means bought recently. Another cut changes group sizes several-fold, "
        "so the saved one is used again.",
    ),
    "cut_text": ("界线：{cut}。", "Cut: {cut}."),
    "cut_map": ("十一组按 R × F 评分的位置划分。", "The eleven groups are regions of the R × F map of scores."),
}
