"""Words of personas, their contrast, tastes and habits."""

from __future__ import annotations

__all__ = ["PEOPLE"]

PEOPLE = {
    # personas
    "no_personas": (
        "没有足够的客户可以分群",
        "there are not enough customers for groups",
    ),
    "persona": ("画像", "Persona"),
    "portrait": ("一句话画像", "In one sentence"),
    "personas_refused": (
        "{n} 名客户不同意画像，已计数并排除，占比以其余 {rest} 名为基数。",
        "{n} customers refused profiling; they are counted and left out, shares are of the other {rest}.",
    ),
    "personas_headline": (
        "客户分为 {k} 类：贡献最大的是「{name}」，{share} 的客户带来 {sales} 的净销售额。{certificate}",
        'There are {k} kinds of customers; "{name}" matters most: {share} of the customers, {sales} of net sales. '
        "{certificate}",
    ),
    "personas_headline_plain": (
        "客户分为 {k} 类：最大的是「{name}」，占 {share}。{certificate}",
        'There are {k} kinds of customers; the largest is "{name}" with {share}. {certificate}',
    ),
    "personas_title": ("「{name}」贡献最大", '"{name}" matters most'),
    "certificate_found": (
        "数据里有 {k} 个自然的群，重抽样后仍能认出。",
        "The data hold {k} natural groups that resampling finds again.",
    ),
    "certificate_continuum": (
        "数据是连续体，不支持自然分群；这里按规则分层，层是人为的，但同样可用。",
        "The data are a continuum without natural groups; these are tiers by rule, drawn by us, and just as useful.",
    ),
    "certificate_few_repeaters": (
        "数据不支持按购买频次分群（买过两次的客户太少），不编造分群；这里按规则分层。",
        "The data do not support frequency-based segments (too few customers bought twice), so none are invented; "
        "these are tiers by rule.",
    ),
    "certificate_too_few": (
        "数据不足以判断有没有自然的群；这里按规则分层。",
        "There are not enough data to tell whether natural groups exist; these are tiers by rule.",
    ),
    "personas_note": (
        "每张卡的比例都带 95% 区间；少于 10 人的数字不显示。",
        "Shares carry 95 % intervals; figures on fewer than 10 customers are not shown. ",
    ),
    # contrast
    "no_traits": (
        "没有一项差异在校正多重比较后成立",
        "no difference stands after correction for many comparisons",
    ),
    "contrast_headline": (
        "差异最大的是「{name}」的{trait}：本群 {share}，全体 {base}，TGI {index}（95% 区间 {interval}）。",
        'The widest gap is {trait} in "{name}": {share} of the group, {base} of all, TGI {index} (95% CI {interval}).',
    ),
    "contrast_title": ("「{name}」：{trait} {share}，全体 {base}", '"{name}": {trait} {share}, all {base}'),
    "contrast_note": (
        "只列校正后区间不含 100 的特征，按占比之差排序；未知值不计入。",
        "Only traits whose adjusted interval excludes 100, ordered by the difference of shares; unknown values are left out.",
    ),
    "trait": ("特征", "Trait"),
    "with_trait": ("本群人数（人）", "Customers in the group"),
    "share_group": ("本群占比", "Share in the group"),
    "share_base": ("全体占比", "Share of all"),
    "index": ("TGI", "TGI"),
    # tastes and habits
    "no_categories": (
        "没有品类；有 products.category 后可看各画像的品类渗透率",
        "there is no category; products.category would show what each persona buys",
    ),
    "tastes_headline": (
        "买的人最多的品类是{category}（{base} 的客户）；「{name}」与全体差得最多的是{other}：{share} 对 {all}。",
        'Most customers buy {category} ({base}); the widest gap is {other} in "{name}": {share} against {all}.',
    ),
    "tastes_title": (
        "{category}人人都买，「{name}」的{other}不同",
        'Everybody buys {category}; "{name}" differs in {other}',
    ),
    "category": ("品类", "Category"),
    "no_habits": (
        "订单没有钟点，也没有渠道；有下单时刻或 channel 后可看",
        "orders carry neither a clock time nor a channel; either would fill it",
    ),
    "no_channels": ("订单没有渠道（channel）", "orders carry no channel"),
    "habit_hours": (
        "{start}–{end} 点下单最多（{share}），{day}最忙（{day_share}）",
        "Most orders come between {start} and {end} o'clock ({share}), {day} is the busiest day ({day_share})",
    ),
    "habit_channel": ("首要渠道是{name}（{share}）", "the first channel is {name} ({share})"),
    "habits_note": (
        "以业务时区的钟点计；每张画像卡上有各群自己的时段与渠道。",
        "Hours of the business time zone; each persona card shows its own hours and channels.",
    ),
    "everybody": ("全体客户", "All customers"),
    "channel": ("渠道", "Channel"),
    "orders": ("订单数", "Orders"),
    "share_orders": ("订单占比", "Share of orders"),
}
