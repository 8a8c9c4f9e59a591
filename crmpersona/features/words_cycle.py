"""Words of the life cycle, value tiers, activity, cohorts, seasons, habits, bridge and flow."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["ACTIVITY", "BRIDGE", "FESTIVAL_NAMES", "STAGES", "TEXTS", "TIERS", "WEEKDAYS"]

STAGES = Words(
    {
        "prospect": ("潜在客户", "Prospects"),
        "new": ("新客户", "New"),
        "growing": ("成长期客户", "Growing"),
        "mature": ("成熟期客户", "Mature"),
        "at_risk": ("预警客户", "At risk"),
        "dormant": ("沉睡客户", "Dormant"),
        "lapsed": ("流失客户", "Lapsed"),
        "returned": ("回流客户", "Returned"),
    }
)
"""Life-cycle stages in report order; 活跃客户 = new, growing, mature, returned."""

TIERS = Words(
    {
        "high": ("高价值客户", "High value"),
        "medium": ("中价值客户", "Medium value"),
        "low": ("低价值客户", "Low value"),
    }
)

ACTIVITY = Words(
    {
        "high": ("高活跃客户", "Highly active"),
        "medium": ("中活跃客户", "Moderately active"),
        "low": ("低活跃客户", "Hardly active"),
    }
)

BRIDGE = Words(
    {
        "previous": ("{month} 净销售额", "Net sales {month}"),
        "buyers": ("成交客户数", "Buyers"),
        "orders_per_buyer": ("人均购买次数", "Orders per buyer"),
        "average_order_value": ("笔单价", "Average order value"),
        "current": ("{month} 净销售额", "Net sales {month}"),
    }
)

FESTIVAL_NAMES = Words(
    {
        "new_year_goods": ("年货节", "New Year goods festival"),
        "spring_festival": ("春节", "Spring Festival"),
        "festival_38": ("38节", "8 March festival"),
        "festival_618": ("618", "618 festival"),
        "double_11": ("双11", "Double 11"),
        "double_12": ("双12", "Double 12"),
    }
)

WEEKDAYS = Words(
    {
        "0": ("周一", "Mon"),
        "1": ("周二", "Tue"),
        "2": ("周三", "Wed"),
        "3": ("周四", "Thu"),
        "4": ("周五", "Fri"),
        "5": ("周六", "Sat"),
        "6": ("周日", "Sun"),
    }
)

TEXTS = Words(
    {
        "life_cycle": (
            "截至 {as_of}（不含当日），{buyers} 位成交客户中 {active} 位活跃，{dormant} 位沉睡，{lapsed} 位流失（推断）。{lines}",
            "Before {as_of}, of {buyers} customers who ever bought {active} are active, {dormant} dormant and {lapsed} lapsed (inferred). {lines}",
        ),
        "lines_rhythm": (
            "典型预警线：静默超过 {at_risk}；沉睡线 {dormant}；流失线 {lapsed}（按各自购买节奏，中位数）。",
            "Typical lines: at risk after {at_risk} of silence, dormant after {dormant}, lapsed after {lapsed} (each by the customer's own rhythm; medians).",
        ),
        "lines_fixed": (
            "固定线：预警 {at_risk}，沉睡 {dormant}，流失 {lapsed}。",
            "Fixed lines: at risk after {at_risk}, dormant after {dormant}, lapsed after {lapsed}.",
        ),
        "few_intervals": (
            "复购间隔太少（{intervals} 个，来自 {customers} 位客户），不足以估计购买节奏，因此使用固定天数。",
            "Too few repeat purchases ({intervals} intervals of {customers} customers) to learn a rhythm, so fixed days are used.",
        ),
        "value_tiers": (
            "{high} 位高价值客户（净销售额不低于 {line}）贡献了 {share} 的净销售额。",
            "{high} high-value customers (net sales of at least {line}) make up {share} of net sales.",
        ),
        "value_tiers_none": (
            "窗口期内没有可分层的金额。",
            "There is no money in the window to form tiers by.",
        ),
        "activity": (
            "近 {window} 天：{high} 位高活跃（{high_line} 天以上），{medium} 位中活跃（{medium_line} 天以上），{low} 位低活跃。",
            "Last {window} days: {high} highly active ({high_line} days or more), {medium} moderately active ({medium_line} or more), {low} hardly active.",
        ),
        "purchases_only": ("仅有购买数据，没有互动数据。", "Only purchases are known, no interactions."),
        "cohorts": (
            "首购后次月回购的比例为 {rate}（{interval}），共 {cohorts} 个首购月份。",
            "{rate} of first-time buyers bought again in the month after ({interval}), over {cohorts} cohorts.",
        ),
        "cohorts_none": (
            "还没有完整的一个月可以计算留存。",
            "No month is complete yet, so retention cannot be told.",
        ),
        "seasonality": (
            "销售最旺的月份是 {month}，订单最多的是{weekday}、{hour} 点前后。",
            "The strongest month is {month}; most orders come on {weekday} and around {hour}:00.",
        ),
        "seasonality_days": (
            "销售最旺的月份是 {month}，订单最多的是{weekday}。",
            "The strongest month is {month}; most orders come on {weekday}.",
        ),
        "orders_per_day": ("日均订单数", "Orders per day"),
        "seasonality_none": ("还没有订单。", "There are no orders yet."),
        "habits": (
            "近 {window} 天 {orders} 笔订单中，{weekday} {hour} 点最多；最常用渠道 {channel}。",
            "Of {orders} orders in the last {window} days most came on {weekday} at {hour}:00; main channel: {channel}.",
        ),
        "habits_none": ("窗口期内没有订单。", "There are no orders in the window."),
        "everybody": ("全部客户", "All customers"),
        "unknown": ("未知", "unknown"),
        "bridge": (
            "净销售额由 {before} 变为 {after}（{change}）：客户数 {buyers}，次数 {frequency}，单价 {value}。",
            "Net sales went from {before} to {after} ({change}): people {buyers}, frequency {frequency}, order value {value}.",
        ),
        "flow": (
            "{start} 至 {end}：{moved} 位客户换了阶段，其中 {lost} 位变为沉睡或流失，{back} 位由沉睡或流失转为活跃，{entered} 位新进入。",
            "{start} to {end}: {moved} customers changed stage; {lost} became dormant or lapsed, {back} came back from dormant or lapsed, {entered} are new to the data.",
        ),
    }
)
