"""What segmentations say, in Chinese and English."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "structure": (
            "客户自然分成 {k} 类：用一半客户划分、另一半检验，相邻两类之间最浅的谷只有低峰的 {depth}（p = {p}）；重抽样后每一类都能认出（Jaccard ≥ {stability}）。",
            "Customers fall into {k} groups: drawn on one half and counted in the other, the shallowest valley between neighbouring groups holds {depth} of the lower hump (p = {p}), and every group comes back when customers are drawn again (Jaccard at least {stability}).",
        ),
        "continuum": (
            "未发现自然分群：{n} 位客户构成连续体，相邻两段之间没有谷（k = 2 至 {max_k} 中最小 p = {p}）。画像改用 RFM 分组、生命周期和价值层级，并如实命名。",
            "No natural groups: {n} customers form a continuum without a valley between neighbouring parts (smallest p = {p} for k = 2 to {max_k}). Personas stand on RFM groups, life cycle and value tiers instead, named as such.",
        ),
        "shallow": (
            "未发现自然分群：{n} 位客户分成 {k} 段时，两段之间虽稍显稀疏，最浅处仍有低峰的 {depth}（分群要求不超过 {deepest}），仍是连续体。画像改用 RFM 分组、生命周期和价值层级，并如实命名。",
            "No natural groups: cut into {k}, {n} customers are sparser in between, but the shallowest valley still holds {depth} of the lower hump (a group needs {deepest} or less), so they form a continuum. Personas stand on RFM groups, life cycle and value tiers instead, named as such.",
        ),
        "unstable": (
            "未发现稳定的分群：{n} 位客户分成 {k} 类时有谷，但重抽样后认不出同样的类（最低 Jaccard {stability}，要求 {line}）。画像改用 RFM 分组、生命周期和价值层级，并如实命名。",
            "No stable groups: cut into {k}, {n} customers show a valley, but another draw of the same customers gives other groups (lowest Jaccard {stability}, {line} needed). Personas stand on RFM groups, life cycle and value tiers instead, named as such.",
        ),
        "unknown": (
            "客户太少，无法判断是否存在自然分群：检验了 {n} 位，至少还需 {more} 位。画像改用 RFM 分组、生命周期和价值层级。",
            "Too few customers to tell whether there are groups: {n} tested, at least {more} more needed. Personas stand on RFM groups, life cycle and value tiers instead.",
        ),
        "few_repeaters": (
            "数据不支持按购买频次分群：{n} 位成交客户中只有 {repeaters} 位下过两单及以上（没有订单号时，同一天的购买算一单），至少还需 {more} 位复购客户。只下过一单，看不出频次、购买间隔和品类偏好，因此不编造分群；画像按规则分组，并如实命名。",
            "Frequency-based segments are not supported by the data: only {repeaters} of {n} buyers have two orders or more (where orders have no number, a day's purchases are one order); at least {more} more repeat buyers are needed. One order says nothing about frequency, rhythm or tastes, so no segments are invented; personas stand on groups by rule, named as such.",
        ),
        "all_alike": (
            "{n} 位客户在所有列上都相同，没有可分之处。",
            "There is nothing to group: {n} customers with the same value in every column.",
        ),
        "asked": ("按要求分为 {k} 段。", "Cut into {k} parts as asked."),
        "asked_other": (
            "要求 {k} 段，检验支持 {found} 类；以下按要求划分。",
            "{k} parts were asked for, the test supports {found}; cut as asked.",
        ),
        "cut": ("规则分群 / 非自然聚类：连续体上的一段", "A rule-based cut of a continuum, not a natural group"),
        "natural": ("自然分群，经留出样本检验", "A natural group, tested on held-out customers"),
        "one": ("全体客户，未分群", "All customers, not segmented"),
        "not_told": ("数据不足，无法判断是否为自然分群", "Too few data to tell whether this is a natural group"),
        "segments": ("{n} 位客户分为 {k} 类", "{n} customers in {k} segments"),
        "unsegmented": ("{n} 位客户未分群", "{n} customers, not segmented"),
        "rule_decides": (
            "取使每一对相邻分群在留出客户中都出现谷、且重抽样后每一类都能认出的最大 k；一个也没有，就不分群。",
            "The largest k at which every pair of neighbouring segments shows a valley among held-out customers and every segment comes back when customers are drawn again; if there is none, no segments.",
        ),
        "prospects_left_out": (
            "{n} 位尚无订单的潜在客户不参与分群",
            "{n} prospects without an order are not segmented",
        ),
        "left_out": ("未使用的列：{names}", "Columns left out: {names}"),
        "constant": ("全部相同而未使用的列：{names}", "Columns left out because all customers are alike: {names}"),
        "filled": ("{n} 个缺失值按典型值处理", "{n} missing values count as typical"),
        "tested_on": (
            "只检验了 {n} 位至少下过 {orders} 单的客户，单数更少的看不出习惯",
            "Tested on {n} customers with at least {orders} orders; fewer orders show no habit",
        ),
        "drawn_on": (
            "以 {n} 位至少下过 {orders} 单的客户划分，其余客户归入最近的一类",
            "Drawn on {n} customers with at least {orders} orders; the others join the nearest segment",
        ),
        "high": ("高", "high"),
        "medium": ("中", "medium"),
        "low": ("低", "low"),
        "and": ("且", "and"),
        "at_most": ("{name} ≤ {value}", "{name} ≤ {value}"),
        "above": ("{name} > {value}", "{name} > {value}"),
        "all": ("所有客户", "all customers"),
        "segment": ("第 {number} 类", "Segment {number}"),
        "higher": ("{name} 更高", "higher {name}"),
        "lower": ("{name} 更低", "lower {name}"),
        "explained": (
            "决策树用至多 {depth} 个条件复述分群，{share} 的客户归类一致。",
            "A tree of at most {depth} conditions tells the segments again and agrees for {share} of the customers.",
        ),
        "nothing_to_explain": ("只有一类，没有可解释的差异。", "There is one segment only, so nothing to explain."),
    }
)
