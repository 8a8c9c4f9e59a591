"""Words inside pictures."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "all_customers": ("全体", "all customers"),
        "base_is_100": ("100 = 全体", "100 = all"),
        "index": ("TGI", "TGI"),
        "group_and_base": ("本群 / 全体", "group / all"),
        "not_certified": ("灰色：校正后不显著，不作为特征", "grey: not significant after correction, not a trait"),
        "tgi_axis": ("TGI（对数轴）与 95% 区间", "TGI (log axis) with 95% interval"),
        "base_tick": ("竖线为全体", "tick: all customers"),
        "no_data": ("无数据：{reason}", "No data: {reason}"),
        "empty": ("这里没有可画的行", "there are no rows to draw"),
        "month_on_month": ("环比", "MoM"),
        "year_on_year": ("同比", "YoY"),
        "customers": ("客户数", "Customers"),
        "customers_unit": ("{n} 人", "{n} customers"),
        "group": ("客户群", "Group"),
        "share_sales": ("销售占比", "Share of sales"),
        "of_sales": ("销售占比", "Sales"),
        "in_customers": ("客户占比 {x}", "{x} of customers"),
        "in_sales": ("销售占比 {x}", "{x} of sales"),
        "share_customers": ("客户占比", "Share of customers"),
        "change": ("环比", "Change"),
        "cohort": ("首购月份", "First order"),
        "cohort_size": ("首购客户", "Customers"),
        "month_after": ("首购后第几个月", "Months after the first order"),
        "unfinished": ("空白：该月尚未结束", "Blank: the month is not over"),
        "newcomers": ("首次出现", "Newly known"),
        "sales_per_customer": ("人均净销售额", "Net sales per customer"),
        "size_axis": ("客户占比", "Share of customers"),
        "bubble": ("圆面积：净销售额占比；横线：95% 区间", "Area: share of net sales; line: 95% interval"),
        "hour": ("{n}时", "{n}:00"),
        "weekdays": ("一二三四五六日", "Mo Tu We Th Fr Sa Su"),
        "darker_more": ("颜色越深，订单占比越高", "Darker: larger share of orders"),
        "besides": ("另有{label} {n} 人", "Besides: {n} {label}"),
        "first_three": ("先做三件事", "Three things first"),
        "trust": ("这份数据能信到什么程度", "How far can the figures be trusted"),
    }
)
