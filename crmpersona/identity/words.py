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
        "identity": (
            "{records:,} 条记录归为 {people:,} 人，其中 {several:,} 人由两条或以上记录合并而成；{homes:,} 个家庭有两人或以上。",
            "{records:,} records stand for {people:,} people, {several:,} of them put together from two or more; {homes:,} households of two or more.",
        ),
        "changes": (
            "与上次相比：保留编号 {kept}，新增 {new:,} 人，合并 {merged:,} 个编号，拆分 {split:,} 个。",
            "Against the last run {kept} of ids stay; {new:,} people are new, {merged:,} ids merged, {split:,} split.",
        ),
        "same_person": (
            "这两条记录很可能属于同一人（概率 {probability}）：{reasons}。",
            "These two records are very likely one person (probability {probability}): {reasons}.",
        ),
        "other_person": (
            "这两条记录很可能不是同一人（概率 {probability}）：{reasons}。",
            "These two records are very likely two people (probability {probability}): {reasons}.",
        ),
        "barred_pair": (
            "这两条记录不会合并：姓名不同，且出生日期或邮箱不足以证明是同一人；{reasons}。",
            "These two records are never joined: the names are unlike, and neither birth date nor mailbox proves one person; {reasons}.",
        ),
        "reason": ("{field}{level}（{bits:+.1f}）", "{field} {level} ({bits:+.1f})"),
        "between": ("，", ", "),
        "prior": ("任意两条记录", "Any two records"),
        "total": ("合计", "Together"),
        "evidence_title": ("为什么认为是同一人", "Why these two are taken for one person"),
        "evidence_title_apart": ("为什么不认为是同一人", "Why these two are not taken for one person"),
        "evidence_note": (
            "单位：比特；每多 1 比特，同一人的可能性翻倍。0 比特为一半对一半。",
            "In bits: each bit doubles the odds of one person; 0 is even odds.",
        ),
        "field_name": ("姓名", "name"),
        "field_birth_date": ("出生日期", "birth date"),
        "field_phone": ("电话", "telephone"),
        "field_email": ("邮箱", "mailbox"),
        "field_address": ("地址", "address"),
        "field_city": ("城市", "city"),
        "level_missing": ("缺失", "missing"),
        "level_same": ("相同", "the same"),
        "level_same_sound": ("读音相同", "sounds the same"),
        "level_near": ("相近", "nearly the same"),
        "level_similar": ("相似", "similar"),
        "level_compatible": ("不矛盾", "may be the same"),
        "level_one_slip": ("差一处", "one slip apart"),
        "level_different": ("不同", "different"),
    }
)
