"""Words of this folder."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "summary": (
            "{title}：{customers:,} 位客户，{lines:,} 个订单行，{start} 至 {end}；植入 {personas} 类客户画像。",
            "{title}: {customers:,} customers with {lines:,} order lines from {start} to {end}; {personas} planted personas.",
        ),
        "households": (
            "{records:,} 条客户记录，属于 {people:,} 人；{households:,} 个家庭有两人或以上共用电话和地址。",
            "{records:,} customer records of {people:,} people; {households:,} households of two or more share phone and address.",
        ),
        "about": (
            "合成数据：姓名、手机号、邮箱均为虚构，手机号段无人使用，邮箱域名为保留域名",
            "Synthetic data: nobody is real; telephone prefixes are unassigned, e-mail domains are reserved",
        ),
    }
)
