"""Words of risk, actions and data quality."""

from __future__ import annotations

__all__ = ["PLANS"]

PLANS = {
    # risk
    "tier": ("价值层级", "Value tier"),
    "active_group": ("活跃客户", "Active"),
    "risk_headline": (
        "近 {days} 天买过的客户中 {n} 名处于预警，净销售额 {sales}（占 {share}）；其中高价值 {high} 人，涉及 {high_sales}。",
        "{n} buyers of the window are at risk with net sales of {sales} in the last {days} days ({share} of all); "
        "{high} of them are high value, {high_sales}.",
    ),
    "risk_title": (
        "预警客户涉及 {sales}，高价值 {high} 人",
        "Customers at risk brought {sales}; {high} are high value",
    ),
    "risk_note": (
        "风险 = 生命周期规则（按本人购买节奏），不是预测模型的概率。",
        "Risk is the life-cycle rule (the customer's own rhythm), not a model's probability.",
    ),
    "risk_limits": (
        "这是规则，不是预测：说明谁已比自己平常沉默，不说明谁一定会走。金额是过去 12 个月窗口内的净销售额，不是将来的损失。",
        "This is a rule, not a forecast: it says who is more silent than usual, not who will leave. "
        "Money is net sales of the window behind us, not a loss to come.",
    ),
    # actions
    "no_action": ("没有 10 人以上的人群需要行动", "no group of ten or more needs an action"),
    "stake": ("，近 {days} 天净销售额 {sales}", ", net sales {sales} in {days} days"),
    "actions_headline": (
        "下月 {count} 个动作，先做「{name}」：{n} 人{stake}。",
        '{count} actions for next month; first "{name}": {n} customers{stake}.',
    ),
    "actions_title": (
        "各动作涉及的净销售额（近 {days} 天）",
        "Net sales of the customers behind each action ({days} days)",
    ),
    "actions_title_plain": ("各动作的人数", "Customers behind each action"),
    "actions_picture_note_plain": (
        "这是涉及的人数，不是预期增量；增量要用留出对照组的实验来量。",
        "These are the customers behind each action, not its gain; the gain is measured by an experiment with a "
        "hold-out group.",
    ),
    "actions_picture_note": (
        "这是涉及的金额，不是预期增量；增量要用留出对照组的实验来量。",
        "This is the money behind each action, not its gain; the gain is measured by an experiment with a hold-out group.",
    ),
    "actions_note": (
        "每个动作留 10% 随机对照；同一商品不对任何画像加价，优惠只做加法。{consent}",
        "Each action keeps 10% at random as control; no persona pays more for the same product, offers are additions. "
        "{consent}",
    ),
    "actions_consented": (
        "人数只含同意营销的客户；另有 {n} 名未同意，已计数，不触达。",
        "Only customers who agreed to marketing are counted in; {n} others did not and are left alone.",
    ),
    "actions_unknown": (
        "数据没有授权表，触达前须核对。",
        "There is no table of consents: check before contacting anybody.",
    ),
    "action": ("动作", "Action"),
    "at_stake": ("涉及净销售额（{days} 天）", "Net sales behind it ({days} days)"),
    "play_offer": ("权益", "Offer"),
    "play_channel": ("渠道", "Channel"),
    "play_time": ("时间", "When"),
    "play_owner": ("负责", "Owner"),
    "play_kpi": ("指标", "KPI"),
    "play_guardrail": ("护栏", "Guardrail"),
    "proof": ("效果", "Proof"),
    "untested": ("未验证", "untested"),
    "role": ("角色", "Role"),
    "roles_title": ("给每个角色的三句话", "Three lines for each role"),
    "line_1": ("一", "First"),
    "line_2": ("二", "Second"),
    "line_3": ("三", "Third"),
    # quality
    "trust_rows": ("订单行可用率", "Usable order lines"),
    "trust_rows_text": ("{kept}，剔除 {n} 行", "{kept}; {n} rejected"),
    "trust_duplicates": ("完全重复行", "Exact duplicates"),
    "trust_duplicates_text": ("{n} 行有效行，按默认保留{without}", "{n} valid lines, kept by default{without}"),
    "trust_no_duplicates": ("没有", "None"),
    "duplicates_without": ("；去掉后成交金额 {amount}", "; without them gross sales are {amount}"),
    "trust_horizon": ("数据截止", "Data end"),
    "trust_groups": ("分群结论", "Groups"),
    "trust_consent": ("授权", "Consent"),
    "verdict_none": ("数据不足，未分群", "Too few data, no groups"),
    "verdict_found": ("{k} 个自然群，重抽样稳定", "{k} natural groups, stable under resampling"),
    "verdict_continuum": ("连续体：按规则分层，不冒充自然聚类", "A continuum: tiers by rule, not called clusters"),
    "verdict_few_repeaters": (
        "数据不支持按频次分群，按规则分层",
        "Frequency-based segments not supported by the data; tiers by rule",
    ),
    "verdict_too_few": ("数据不足以判断，按规则分层", "Too few data to tell, tiers by rule"),
    "consent_known": (
        "{n} 人不同意画像：计入总数，不进分群与画像",
        "{n} refused profiling: counted, but in no group and on no card",
    ),
    "consent_unknown": ("数据没有授权表；触达前须核对", "No table of consents: check before contacting anybody"),
    "no_orders": ("没有有效订单", "there is no valid order"),
    "quality_headline": (
        "读入 {read} 行订单，有效 {valid} 行（{share}），{customers} 名客户{amount}；剔除 {rejected} 行，{changed}，"
        "每一行都有去向。",
        "{read} order lines read, {valid} valid ({share}) of {customers} customers{amount}; {rejected} rejected, "
        "{changed}; every row is accounted for.",
    ),
    "quality_mended": ("修正 {n} 个单元格", "{n} cells mended"),
    "quality_filled": ("，按规则补全 {n} 个", ", {n} filled in by rule"),
    "quality_amount": ("，成交金额 {amount}", ", gross sales {amount}"),
    "quality_title": ("订单行的去向", "What became of the order lines"),
    "quality_note": (
        "全部口径在工作簿「口径」页；各步的行数相加等于读入的行数。",
        "All definitions stand in the workbook; the rows of each step add up to those read.",
    ),
    "all_rows": ("全部", "All rows"),
    "changes_title": ("清洗做的修改", "What cleaning changed"),
    "table": ("表", "Table"),
    "check": ("项目", "Check"),
    "rows_input": ("读入行数", "Rows read"),
    "rows_kept": ("保留行数", "Rows kept"),
    "rows_rejected": ("剔除行数", "Rows rejected"),
    "rows": ("行数", "Rows"),
    "rule": ("规则", "Rule"),
    "column": ("列", "Column"),
    "name": ("名称", "Name"),
    "label": ("名称", "Name"),
    "key": ("键", "Key"),
    "source": ("来源", "Source"),
    "window": ("窗口", "Window"),
    "definitions_headline": ("指标与特征的口径", "How measures and features are made"),
    "measure_definitions": ("指标口径", "Measures"),
    "feature_definitions": ("特征口径", "Features"),
}
