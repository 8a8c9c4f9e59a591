"""Words of the measures (指标口径): name, definition, numerator and denominator, units, notes."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["DEFINITIONS", "DENOMINATORS", "INTERVALS", "LABELS", "MONEY", "NOTES", "NUMERATORS", "UNITS", "WINDOWS"]

LABELS = Words(
    {
        "customers_total": ("累计客户数", "Customers"),
        "registered_new": ("新增注册数", "Newly registered"),
        "buyers": ("成交客户数", "Buyers"),
        "first_time_buyers": ("首购客户数", "First-time buyers"),
        "orders": ("订单数", "Orders"),
        "units": ("销售件数", "Units"),
        "active_customers": ("月活跃客户数", "Active customers"),
        "active_rate": ("月活跃率", "Active rate"),
        "gross_sales": ("成交金额", "Gross sales"),
        "refunds": ("退款金额", "Refunds"),
        "net_sales": ("净销售额", "Net sales"),
        "sales_per_buyer": ("客单价", "Sales per buyer"),
        "average_order_value": ("笔单价", "Average order value"),
        "price_per_unit": ("件单价", "Price per unit"),
        "units_per_order": ("连带率", "Units per order"),
        "orders_per_buyer": ("人均购买次数", "Orders per buyer"),
        "repeat_rate": ("复购率（当月）", "Repeat rate (month)"),
        "repeat_rate_by_day": ("复购率（当月，按天去重）", "Repeat rate (month, a day's orders merged)"),
        "repeat_rate_window": ("复购率（{days} 天）", "Repeat rate ({days} days)"),
        "repeat_rate_window_by_day": (
            "复购率（{days} 天，按天去重）",
            "Repeat rate ({days} days, a day's orders merged)",
        ),
        "rebuy_rate": ("回购率", "Rebuy rate"),
        "retention_rate": ("次月留存率", "Retention after one month"),
        "existing_sales_share": ("老客销售占比", "Sales share of existing customers"),
        "lapse_rate": ("流失率", "Lapse rate"),
        "reactivation_rate": ("唤醒率", "Reactivation rate"),
        "purchase_interval_days": ("复购周期（中位数）", "Days between purchases (median)"),
        "purchase_interval_days_p80": ("复购周期（80% 分位）", "Days between purchases (80 % quantile)"),
        "refund_rate": ("退款率", "Refund rate"),
        "discount_share": ("优惠占比", "Discount share"),
        "top20_sales_share": ("头部贡献率", "Sales share of the top 20 %"),
        "penetration": ("品类渗透率（最大品类）", "Penetration of the largest category"),
        "nps": ("净推荐值", "Net promoter score"),
        "csat": ("满意度（4–5 星占比）", "Satisfaction (share of 4 to 5 stars)"),
        "csat_mean": ("满意度（平均星级）", "Satisfaction (mean stars)"),
        "complaint_rate": ("投诉率", "Complaint rate"),
        "lifetime_value": ("客户生命周期价值", "Customer lifetime value"),
        "past_net_sales": ("累计贡献", "Past net sales per buyer"),
    }
)

DEFINITIONS = Words(
    {
        "customers_total": (
            "截至月末已知的客户数（注册、下单或有任何记录）",
            "Persons known at the end of the month: registered, or with any dated record",
        ),
        "registered_new": ("当月首次注册的客户数", "Customers who registered in the month"),
        "buyers": ("当月有有效订单的去重客户数", "Distinct customers with a valid order in the month"),
        "first_time_buyers": ("当月完成首笔有效订单的客户数", "Customers whose first ever valid order is in the month"),
        "orders": ("当月有效订单数（按订单首行日期）", "Valid orders of the month, each on the day of its first line"),
        "units": ("当月有效订单的件数（退货不冲减）", "Units of the month's valid orders (returns are not subtracted)"),
        "active_customers": ("当月有购买或互动的客户数", "Customers with a purchase or interaction in the month"),
        "active_rate": ("月活跃客户数 ÷ 累计客户数", "Active customers divided by all customers"),
        "gross_sales": ("当月有效订单的实付金额（GMV）", "Paid for the valid orders of the month (GMV)"),
        "refunds": (
            "当月退款：退货行按退货日期，订单行内退款按下单日期",
            "Refunded: return lines on the day of the return, refunds noted on an order line on the day of the order",
        ),
        "net_sales": ("成交金额 − 退款金额", "Gross sales minus refunds"),
        "sales_per_buyer": (
            "净销售额 ÷ 成交客户数；不是笔单价",
            "Net sales divided by buyers; not the value of an order",
        ),
        "average_order_value": ("净销售额 ÷ 订单数；门店也常称客单价，请看单位", "Net sales divided by orders"),
        "price_per_unit": ("净销售额 ÷ 件数", "Net sales divided by units"),
        "units_per_order": ("件数 ÷ 订单数", "Units divided by orders"),
        "orders_per_buyer": (
            "订单数 ÷ 成交客户数；净销售额 = 成交客户数 × 人均购买次数 × 笔单价",
            "Orders divided by buyers; net sales = buyers × orders per buyer × average order value",
        ),
        "repeat_rate": (
            "当月下单两次及以上的客户 ÷ 当月成交客户",
            "Buyers with two or more orders in the month, divided by the month's buyers",
        ),
        "repeat_rate_by_day": (
            "当月在两天及以上购买的客户 ÷ 当月成交客户：同一天的多笔订单算一次",
            "Buyers on two or more days of the month, divided by the month's buyers: all orders of a day count once",
        ),
        "repeat_rate_window": (
            "截至月末 {days} 天内下单两次及以上的客户 ÷ 期内成交客户",
            "Buyers with two or more orders in the {days} days to the end of the month, divided by the buyers of these days",
        ),
        "repeat_rate_window_by_day": (
            "截至月末 {days} 天内在两天及以上购买的客户 ÷ 期内成交客户：同一天的多笔订单算一次",
            "Buyers on two or more of the {days} days to the end of the month, divided by the buyers of these days: all orders of a day count once",
        ),
        "rebuy_rate": ("上月成交客户中当月再次购买的比例", "Share of last month's buyers who bought again this month"),
        "retention_rate": (
            "上月首购客户中当月再次购买的比例；其他月份见留存表",
            "Share of last month's first-time buyers who bought again this month; all months stand in the cohort table",
        ),
        "existing_sales_share": (
            "首单在本月之前的客户的净销售额 ÷ 净销售额",
            "Net sales of customers whose first order was before the month, divided by net sales",
        ),
        "lapse_rate": (
            "月初未流失而月末流失的客户 ÷ 月初未流失的客户（曾购买）；由购买节奏推断，并非观测",
            "Of customers who ever bought: not lapsed at the start and lapsed at the end of the month, divided by not lapsed at the start; inferred from the rhythm of purchases, not observed",
        ),
        "reactivation_rate": (
            "月初沉睡或流失、当月再次购买的客户 ÷ 月初沉睡或流失的客户",
            "Dormant or lapsed at the start who bought in the month, divided by dormant or lapsed at the start",
        ),
        "purchase_interval_days": (
            "购买日之间天数的中位数（后一次购买在截至月末的窗口内）",
            "Median of the days between purchase days, the later one within the window to the end of the month",
        ),
        "purchase_interval_days_p80": (
            "购买日之间天数的 80% 分位数（同一窗口）",
            "80 % quantile of the days between purchase days (same window)",
        ),
        "refund_rate": ("退款金额 ÷ 成交金额", "Refunds divided by gross sales"),
        "discount_share": ("优惠金额 ÷ 优惠前金额", "Discount given divided by list value"),
        "top20_sales_share": (
            "当月净销售额最高的 20% 成交客户的净销售额 ÷ 净销售额",
            "Net sales of the top 20 % of the month's buyers, divided by net sales",
        ),
        "penetration": (
            "购买该品类的客户 ÷ 成交客户；各品类见渠道与习惯",
            "Buyers of the category divided by buyers; all categories stand with the habits",
        ),
        "nps": (
            "推荐者（9–10 分）占比 − 贬损者（0–6 分）占比，× 100",
            "Share of promoters (9 to 10) minus share of detractors (0 to 6), times 100",
        ),
        "csat": ("当月评分为 4–5 星的比例", "Share of the month's ratings with 4 or 5 stars"),
        "csat_mean": ("当月评分的平均星级", "Mean of the month's ratings in stars"),
        "complaint_rate": ("当月每千笔订单的投诉数", "Complaints of the month per 1,000 orders"),
        "lifetime_value": (
            "由具名模型给出的、一定期限内的期望折现价值",
            "Expected discounted value over a stated horizon from a named model",
        ),
        "past_net_sales": (
            "迄今净销售额 ÷ 曾购买的客户数；是过去的贡献，不是预测",
            "Net sales so far divided by customers who ever bought; the past, not a forecast",
        ),
    }
)

NUMERATORS = Words(
    {
        "customers": ("客户", "customers"),
        "active": ("有购买或互动的客户", "customers with a purchase or interaction"),
        "net_sales": ("净销售额", "net sales"),
        "units": ("件数", "units"),
        "orders": ("订单数", "orders"),
        "repeat": ("下单两次及以上的客户", "buyers with two or more orders"),
        "repeat_by_day": ("在两天及以上购买的客户", "buyers on two or more days"),
        "rebuyers": ("上月成交且当月再次购买的客户", "last month's buyers who bought again"),
        "retained": ("上月首购且当月再次购买的客户", "last month's first-time buyers who bought again"),
        "existing_net_sales": ("老客净销售额", "net sales of existing customers"),
        "newly_lapsed": ("当月转为流失的客户", "customers who lapsed in the month"),
        "reactivated": ("沉睡或流失后当月购买的客户", "dormant or lapsed customers who bought"),
        "refunds": ("退款金额", "refunds"),
        "discount": ("优惠金额", "discount given"),
        "top_sales": ("头部 20% 客户的净销售额", "net sales of the top 20 %"),
        "category_buyers": ("购买该品类的客户", "buyers of the category"),
        "promoters_net": ("推荐者 − 贬损者", "promoters minus detractors"),
        "top_ratings": ("4–5 星评分", "ratings with 4 or 5 stars"),
        "stars": ("星级合计", "sum of stars"),
        "complaints": ("投诉", "complaints"),
        "past_net_sales": ("迄今净销售额", "net sales so far"),
        "intervals": ("购买间隔", "intervals between purchase days"),
    }
)

DENOMINATORS = Words(
    {
        "customers_total": ("累计客户数", "customers"),
        "buyers": ("当月成交客户", "buyers of the month"),
        "window_buyers": ("窗口内成交客户", "buyers of the window"),
        "orders": ("订单数", "orders"),
        "units": ("件数", "units"),
        "buyers_previous": ("上月成交客户", "last month's buyers"),
        "first_time_previous": ("上月首购客户", "last month's first-time buyers"),
        "net_sales": ("净销售额", "net sales"),
        "not_lapsed_at_start": ("月初未流失的客户", "customers not lapsed at the start"),
        "silent_at_start": ("月初沉睡或流失的客户", "customers dormant or lapsed at the start"),
        "gross_sales": ("成交金额", "gross sales"),
        "list_value": ("优惠前金额", "list value"),
        "nps_answers": ("推荐意愿评分数", "answers"),
        "ratings": ("评分数", "ratings"),
        "buyers_ever": ("曾购买的客户", "customers who ever bought"),
    }
)

UNITS = Words(
    {
        "customers": ("人", "customers"),
        "orders": ("单", "orders"),
        "units": ("件", "units"),
        "currency": ("{money}", "{money}"),
        "currency_per_customer": ("{money}/人", "{money} per customer"),
        "currency_per_order": ("{money}/单", "{money} per order"),
        "currency_per_unit": ("{money}/件", "{money} per unit"),
        "units_per_order": ("件/单", "units per order"),
        "orders_per_customer": ("单/人", "orders per customer"),
        "rate": ("比例", "share"),
        "days": ("天", "days"),
        "points": ("分", "points"),
        "stars": ("星", "stars"),
        "per_1000_orders": ("次/千单", "per 1,000 orders"),
    }
)

WINDOWS = Words(
    {
        "month": ("当月", "the month"),
        "month_end": ("截至月末", "to the end of the month"),
        "window": ("截至月末 {days} 天", "{days} days to the end of the month"),
    }
)

INTERVALS = Words(
    {
        "none": ("无（全量计数）", "none (a full count)"),
        "wilson": ("Wilson 95% 区间", "Wilson 95 % interval"),
        "ratio": ("比率线性化 95% 区间（以客户为单位）", "95 % interval of a ratio by linearisation (unit: customer)"),
        "top": ("洛伦兹份额线性化 95% 区间", "95 % interval of a Lorenz share by linearisation"),
        "mean": ("均值 t 95% 区间", "Student 95 % interval of a mean"),
        "quantile": ("次序统计量 95% 区间", "95 % interval from order statistics"),
    }
)

NOTES = Words(
    {
        "no_money": (
            "数据没有金额，因此无法计算；需要 amount，或 quantity 与 unit_price",
            "The data hold no money; amount, or quantity and unit_price, would fill it",
        ),
        "no_units": ("数据没有件数；需要 quantity", "The data hold no quantities; quantity would fill it"),
        "no_discount": ("数据没有优惠金额；需要 discount", "The data hold no discounts; discount would fill it"),
        "no_feedback": (
            "数据没有客户反馈；需要 feedback 表",
            "The data hold no feedback; the table feedback would fill it",
        ),
        "no_nps": (
            "数据没有推荐意愿评分；需要 feedback.nps",
            "The data hold no recommendation scores; feedback.nps would fill it",
        ),
        "no_rating": ("数据没有评分；需要 feedback.rating", "The data hold no ratings; feedback.rating would fill it"),
        "no_kind": ("反馈没有类型；需要 feedback.kind", "The feedback has no kinds; feedback.kind would fill it"),
        "no_category": (
            "数据没有品类；需要 products.category",
            "The data hold no categories; products.category would fill it",
        ),
        "no_registration": (
            "数据没有注册时间；需要 customers.registered_at",
            "The data hold no registration dates; customers.registered_at would fill it",
        ),
        "no_model": (
            "尚无预测模型；在此之前请看累计贡献",
            "There is no model yet; past net sales stand in for it under their own name",
        ),
        "nobody": ("分母为零", "The denominator is zero"),
        "too_few": ("样本太少（不足 10），不给区间", "Too few (under 10) for an interval"),
        "before_data": ("数据从 {day} 开始", "The data begin on {day}"),
        "purchases_only": ("只有购买数据，没有互动数据", "Only purchases are known, no interactions"),
        "refund_date": (
            "退货行按退货日期计入，订单行内退款按下单日期计入",
            "Return lines count on the day of the return, refunds noted on an order line on the day of the order",
        ),
        "inferred": ("由购买节奏推断，并非观测", "Inferred from the rhythm of purchases, not observed"),
        "inferred_fixed": ("按固定天数推断，并非观测", "Inferred by fixed days, not observed"),
        "short_history": (
            "{day} 之前没有订单数据，更早的老客户会被算作首购客户",
            "There are no orders before {day}; customers from before count as first-time buyers",
        ),
        "short_window": (
            "窗口早于数据开始（{day}）的部分没有订单",
            "The window reaches back before the data begin on {day}",
        ),
        "data_end": ("当月订单数据只到 {day}", "Orders of the month end on {day}"),
    }
)

MONEY = Words({"CNY": ("元", "CNY"), "unknown": ("货币单位", "currency")})
"""How money is called in a unit: the yuan by its name, other currencies by their code."""
