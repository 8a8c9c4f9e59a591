"""Words of the explorer."""

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "all": ("全部客户", "All customers"),
        "month": ("月份", "Month"),
        "grouping": ("分组方式", "Grouping"),
        "group": ("客户群", "Group"),
        "measure": ("指标", "Measure"),
        "everyone": ("不分组", "No grouping"),
        "rfm_eight": ("RFM 八分类", "RFM groups"),
        "life_cycle": ("生命周期", "Life cycle"),
        "value_tier": ("价值层级", "Value tier"),
        "activity": ("活跃度", "Activity"),
        "sentence": (
            "{month}，{group}的{measure}为 {value}{interval}；全部客户为 {base}。",
            "{month}: {measure} of {group} is {value}{interval}; of all customers it is {base}.",
        ),
        "sentence_all": (
            "{month}，{group}的{measure}为 {value}{interval}。",
            "{month}: {measure} of {group} is {value}{interval}.",
        ),
        "nothing": (
            "{month}，{group}的{measure}无法计算：数据中没有所需的内容。",
            "{month}: {measure} of {group} cannot be computed: the data do not hold what it needs.",
        ),
        "withheld": (
            "{month}，{group}的{measure}涉及不足 10 人，不显示。",
            "{month}: {measure} of {group} stands on fewer than 10 customers and is not shown.",
        ),
        "interval": ("（{text}）", " ({text})"),
        "title": ("{measure}：{group}", "{measure}: {group}"),
        "hint": (
            "客户群按所选月份月末划分；不足 10 人的群和数字不显示。",
            "Groups are those at the end of the chosen month; groups and figures of fewer than 10 customers are not shown.",
        ),
    }
)
