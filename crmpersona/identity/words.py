"""Words of this folder."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "links": (
            "{records:,} 条记录属于 {people:,} 人，其中 {several:,} 人有两条或以上记录；比较了 {compared:,} 对，预计覆盖 {recall} 的真实配对。",
            "{records:,} records belong to {people:,} people, {several:,} of whom have two or more; {compared:,} pairs were compared, an estimated {recall} of the true ones.",
        ),
        "links_none": (
            "{records:,} 条记录之间没有可比较的配对：每条记录各为一人。",
            "No two of {records:,} records could be compared: each stands for a person of its own.",
        ),
        "households": (
            "{homes:,} 个家庭有两人或以上共用电话或地址；{barred:,} 对记录因姓名不同且出生日期不同而未合并。",
            "{homes:,} households of two or more share a telephone or an address; {barred:,} pairs were kept apart because names and birth dates differ.",
        ),
    }
)
