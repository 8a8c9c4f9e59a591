"""Words of the sections: names, questions, headlines, columns, notes."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["FESTIVALS", "NAMES", "QUESTIONS", "SHEETS", "STAGES", "TIERS", "WEEKDAYS", "WORDS"]

NAMES = Words(
    {
        "one_page": ("一页结论", "One page"),
        "overview": ("经营概览", "Business overview"),
        "retention": ("新老客与留存", "New, existing, retained"),
        "life_cycle": ("生命周期", "Life cycle"),
        "rfm": ("RFM 八分类", "RFM groups"),
        "rfm_eleven": ("RFM 十一组", "RFM groups"),
        "personas": ("客户画像", "Personas"),
        "contrast": ("画像差异", "What sets them apart"),
        "tastes": ("偏好与购物篮", "Tastes and baskets"),
        "habits": ("渠道与时段", "Channel and hour"),
        "risk": ("价值与流失预警", "Value and risk"),
        "voice": ("客户之声", "Voice of the customer"),
        "campaigns": ("营销效果", "Campaigns and tests"),
        "actions": ("下月行动", "Next month"),
        "quality": ("数据质量与口径", "Data and definitions"),
        "definitions": ("口径", "Definitions"),
    }
)

QUESTIONS = Words(
    {
        "one_page": (
            "本月客户发生了什么，下月先做哪三件事？",
            "What happened to our customers, and which three things come first?",
        ),
        "overview": ("净销售额变化来自人数、次数还是单价？", "Did people, frequency or price move net sales?"),
        "retention": ("新客留下来了吗？", "Do new customers stay?"),
        "life_cycle": ("客户在各阶段怎样流动？", "How do customers move between stages?"),
        "rfm": ("重要客户有多少，哪些在变冷？", "How many important customers, and which go cold?"),
        "personas": ("客户分成哪几类，可信吗？", "Which kinds of customers are there, and can we trust it?"),
        "contrast": ("每类客户与总体差在哪里？", "Where does each differ from all?"),
        "tastes": ("买什么、一起买什么、下一件买什么？", "What do they buy, together and next?"),
        "habits": ("何时何处找得到他们？", "When and where do we reach them?"),
        "risk": ("谁可能流失，涉及多少钱？", "Who may leave, and what is at stake?"),
        "voice": ("满意什么、抱怨什么、先改什么？", "What pleases, what annoys, what to mend first?"),
        "campaigns": ("做过的动作真正增加了多少？", "What did our actions really add?"),
        "actions": ("谁、对谁、何时、做什么、看什么指标？", "Who does what, for whom, when, measured how?"),
        "quality": ("数字能信到什么程度，怎样算的？", "How far can the numbers be trusted, how are they made?"),
    }
)

SHEETS = Words(
    {
        "one_page": ("一页结论", "One page"),
        "overview": ("指标", "Measures"),
        "retention": ("留存", "Retention"),
        "life_cycle": ("生命周期", "Life cycle"),
        "rfm": ("RFM八分类", "RFM groups"),
        "rfm_eleven": ("RFM十一组", "RFM groups"),
        "personas": ("画像", "Personas"),
        "contrast": ("TGI", "TGI"),
        "tastes": ("购物篮", "Baskets"),
        "habits": ("渠道时段", "Channel and hour"),
        "risk": ("预警", "Risk"),
        "voice": ("客户之声", "Voice"),
        "campaigns": ("实验", "Experiments"),
        "actions": ("行动", "Actions"),
        "quality": ("质量", "Quality"),
        "definitions": ("口径", "Definitions"),
    }
)

WORDS = Words(
    {
        # cover
        "customers_n": ("{n} 名客户", "{n} customers"),
        "fact_goal": ("目标", "Goal"),
        "fact_goal_text": (
            "看清客户是谁、在怎样变化，定下月先做什么",
            "See who the customers are and how they change, and decide what comes first",
        ),
        "fact_population": ("人群", "Population"),
        "fact_population_text": (
            "截至 {as_of} 已知的 {n} 名客户，其中买过的 {buyers} 名",
            "{n} customers known by {as_of}, {buyers} of them with an order",
        ),
        "fact_population_all": (
            "截至 {as_of} 已知的 {n} 名客户，几乎都买过",
            "{n} customers known by {as_of}, nearly all of them with an order",
        ),
        "fact_period": ("期间", "Period"),
        "fact_period_text": (
            "{month}；F 与 M 看最近 {window} 天，R 看全部历史；以 {zone} 的日界为准",
            "{month}; F and M over the last {window} days, R over all history; days begin in {zone}",
        ),
        "fact_excluded": ("不计入", "Not counted"),
        "fact_excluded_text": (
            "清洗剔除 {rejected} 行；退货 {returns} 行与取消 {cancelled} 行单列，不算有效订单",
            "{rejected} rows rejected in cleaning; {returns} return lines and {cancelled} cancelled lines kept apart",
        ),
        "fact_horizon": ("数据截止", "Data end"),
        "fact_horizon_good": ("最后一单在 {last}", "The last order is of {last}"),
        "fact_horizon_short": (
            "最后一单在 {last}，距月末 {days} 天：本月不完整，环比同比只供参考",
            "The last order is of {last}, {days} days before the end of the month: the month is incomplete, "
            "do not read its comparisons as news",
        ),
        # comparisons
        "mom": ("环比", "MoM"),
        "yoy": ("同比", "YoY"),
        "mom_long": ("环比 {change}", "{change} on last month"),
        "yoy_long": ("同比 {change}", "{change} on last year"),
        "no_past": ("无上月可比", "no earlier month to compare"),
        "too_few_to_compare": ("人数太少，不作比较", "too few to compare"),
        "join": ("，", ", "),
        "stop": ("。", "."),
        # waiting and missing
        "missing": ("数据不支持：{reason}", "The data do not reach: {reason}"),
        "waiting_voice": (
            "等待客户反馈分析：有评价、投诉或评分文本（表 feedback）后，这里给出重要性 × 满意度。",
            "Waits for feedback analysis: with reviews, complaints or ratings (table feedback) this shows importance × performance.",
        ),
        "waiting_campaigns": (
            "等待实验分析：有随机分组与结果（表 assignments、outcomes）后，这里给出每个动作的增量与区间。",
            "Waits for experiment analysis: with random assignment and outcomes (tables assignments, outcomes) this shows "
            "what each action added, with its interval.",
        ),
        "waiting_rules": (
            "一起买什么、下一件买什么，等待购物篮规则。",
            "What is bought together and next waits for basket rules.",
        ),
        # columns
        "measure": ("指标", "Measure"),
        "value": ("本月", "This month"),
        "interval": ("95% 区间", "95% interval"),
        "low": ("区间下限", "Lower limit"),
        "high": ("区间上限", "Upper limit"),
        "numerator": ("分子", "Numerator"),
        "denominator": ("分母", "Denominator"),
        "previous": ("上月", "Last month"),
        "year_ago": ("去年同月", "Same month last year"),
        "month": ("月份", "Month"),
        "unit": ("单位", "Unit"),
        "group": ("组", "Group"),
        "code": ("RFM", "RFM"),
        "customers": ("客户数（人）", "Customers"),
        "share_customers": ("客户占比", "Share of customers"),
        "sales": ("净销售额（{days} 天）", "Net sales ({days} days)"),
        "share_sales": ("净销售额占比", "Share of net sales"),
        "change_customers": ("较上月（人）", "Change (customers)"),
        "per_customer": ("人均净销售额", "Net sales per customer"),
        "aim": ("首要目标", "First aim"),
        "who": ("他们是谁", "Who they are"),
        "definition": ("口径", "Definition"),
        "stage": ("阶段", "Stage"),
        "from_stage": ("上月阶段", "Stage last month"),
        "to_stage": ("本月阶段", "Stage this month"),
        # one page
        "headline_until": ("{text}（数据只到 {last}）", "{text}; the data end on {last}"),
        "headline_net": (
            "{month}净销售额 {value}（{change}）{cause}",
            "Net sales of {month} {value} ({change}){cause}",
        ),
        "headline_buyers": ("{month}成交客户 {value} 人（{change}）", "{value} buyers in {month} ({change})"),
        "cause_up": ("，增长主要来自{driver}", ", mostly because {driver} rose"),
        "cause_down": ("，下降主要来自{driver}", ", mostly because {driver} fell"),
        "driver_buyers": ("成交人数", "the number of buyers"),
        "driver_orders_per_buyer": ("人均购买次数", "orders per buyer"),
        "driver_average_order_value": ("笔单价", "the value of an order"),
        "first_three": ("先做三件事", "Three things first"),
        "important_title": (
            "重要客户 {n} 人，其中 {cold} 人久未购买",
            "{n} important customers, {cold} of them silent",
        ),
        "trust_title": ("这份数据能信到什么程度", "How far these data can be trusted"),
        "daily_words": (
            "四个日常说法（可重叠）：高价值客户 {high} · 潜在客户 {prospect} · 活跃客户 {active} · 沉睡客户 {dormant}。",
            "Four words of daily use (they overlap): high value {high} · prospects {prospect} · active {active} · dormant {dormant}.",
        ),
        "change_column": ("环比", "MoM"),
        "important_share": ("销售占比", "Share of sales"),
        "customers_short": ("客户", "Customers"),
        "per_buyer": ("客单价", "Net sales per buyer"),
        "in_group": ("本群", "In this group"),
        "card_customers": ("客户数（人）", "Customers"),
        "card_buyers": ("窗口内成交客户（人）", "Buyers in the window"),
        "card_share_customers": ("客户占比", "Share of customers"),
        "card_share_sales": ("净销售额占比", "Share of net sales"),
        "card_sales_per_buyer": ("客单价", "Net sales per buyer"),
        "card_average_order_value": ("笔单价", "Average order value"),
        "card_orders_per_buyer": ("人均购买次数", "Orders per buyer"),
        "card_repeat_rate": ("复购率", "Repeat rate"),
        "card_units_per_order": ("连带率", "Units per order"),
        "card_discount_share": ("优惠占比", "Discount share"),
        "card_refund_rate": ("退款率", "Refund rate"),
        "card_margin_rate": ("毛利率", "Margin"),
        # overview
        "no_money": (
            "没有金额；有 amount，或 quantity 与 unit_price 后可算",
            "there is no money; amount, or quantity and unit_price, would fill it",
        ),
        "overview_headline": ("净销售额 {value}（{change}）{parts}。", "Net sales {value} ({change}){parts}."),
        "bridge_parts": ("：{parts}", ": {parts}"),
        "bridge_part": ("{factor} {value}", "{factor} {value}"),
        "factor_buyers": ("人数", "people"),
        "factor_orders_per_buyer": ("次数", "frequency"),
        "factor_average_order_value": ("单价", "order value"),
        "bridge_title": ("人数 × 次数 × 单价，各拉动多少", "What people, frequency and order value each moved"),
        "bridge_note": ("三项相加等于净销售额的变化。", "The three parts add up to the change of net sales exactly."),
        "overview_note": (
            "退货按退货当日、行内退款按下单当日计入净销售额；分解是算术，不是因果。",
            "Returns count on their own day, refunds on an order line on the day of the order; "
            "the split is arithmetic, not a cause.",
        ),
        "festival_note": ("本月含{names}，环比受其影响。", "The month holds {names}, which moves comparisons."),
        "and": ("、", " and "),
        "value_plain": ("数值", "Value"),
        "history_title": ("近 13 个月", "Last 13 months"),
        # retention
        "no_cohorts": ("没有首购队列", "there is no cohort of first buyers"),
        "retention_new": ("首购客户 {n} 人（{change}）", "{n} first-time buyers ({change})"),
        "retention_stayed": (
            "{cohort} 首购者次月有 {rate} 再次购买（{interval}）{usual}。",
            "{rate} of those who first bought in {cohort} bought again a month later ({interval}){usual}.",
        ),
        "retention_usual": ("，此前一年平均 {rate}", ", against {rate} on average in the year before"),
        "retention_title": ("{cohort} 首购者次月留存 {rate}", "{rate} of the {cohort} cohort came back after a month"),
        "cohort_note": (
            "行是首购月份，列是首购后第几个月。",
            "Rows are months of first purchase, columns months after it.",
        ),
        "retention_note": (
            "留存 = 首购后第 k 个月再次购买的客户占比；未结束的月份留空。数据开始前的老客户会被算作首购。",
            "Retention is the share that buys in the k-th month after the first; unfinished months are blank. "
            "Customers from before the data begin count as first-time buyers.",
        ),
        "cohort": ("首购月份", "First purchase"),
        "cohort_size": ("首购客户（人）", "First-time buyers"),
        "after_months": ("第 {k} 个月", "Month {k}"),
        "months_after": ("首购后月数", "Months after"),
        "retention": ("留存率", "Retention"),
        "all_cohorts": ("全部队列", "All cohorts"),
        # life cycle
        "stage_headline": (
            "活跃客户 {active} 人（较上月 {change}），预警 {risk} 人（较上月 {risk_change}）；本月流失率 {lapse}（{interval}）。",
            "{active} active customers ({change} on last month), {risk} at risk ({risk_change}); "
            "the lapse rate of the month is {lapse} ({interval}).",
        ),
        "flow_title": ("上月的阶段流向本月的阶段", "From last month's stages to this month's"),
        "flow_note": (
            "带子越宽，人数越多；少于 10 人的画成细线。",
            "The wider a band, the more customers; fewer than 10 are a hair line.",
        ),
        "stage_note": (
            "阶段按客户自己的购买节奏推断，流失是推断，不是观测。",
            "Stages follow each customer's own purchase rhythm; a lapse is inferred, not observed.",
        ),
        "stage_lines": (
            "典型界线：{at_risk}未买为预警，{dormant}为沉睡，{lapsed}为流失。",
            " Typical lines: at risk after {at_risk}, dormant after {dormant}, lapsed after {lapsed} without a purchase.",
        ),
        "no_interval": ("没有可算的区间", "no interval can be told"),
        "newcomer": ("上月尚未出现", "not known last month"),
        "flow_table": ("阶段流动", "Moves between stages"),
        # RFM
        "no_rfm": (
            "没有可打分的客户；八分类需要订单与金额，没有金额时可用 -p scheme=eleven",
            "no customer can be scored; the eight groups need orders and money, without money use -p scheme=eleven",
        ),
        "rfm_headline": (
            "重要客户 {n} 人，占买过的客户 {share}，贡献 {sales} 的净销售额；其中 {cold} 人久未购买（较上月 {change}）。",
            "{n} important customers are {share} of all buyers and bring {sales} of net sales; "
            "{cold} of them are silent ({change} on last month).",
        ),
        "rfm_title": (
            "{share} 的客户带来 {sales} 的净销售额，{cold} 人在变冷",
            "{share} of the buyers bring {sales} of net sales; {cold} of them go cold",
        ),
        "rfm_note": (
            "高总是好：R 高 = 最近买过。换一种切法人数会变几倍，所以界线沿用上次保存的。",
            "High is always good: R high means bought recently. Another cut changes group sizes several-fold, "
            "so the saved one is used again.",
        ),
        "cut_text": ("界线：{cut}。", "Cut: {cut}."),
        "cut_map": ("十一组按 R × F 评分的位置划分。", "The eleven groups are regions of the R × F map of scores."),
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
        "habit_hours": (
            "{start}–{end} 点下单最多（{share}），{day}最忙（{day_share}）",
            "Most orders come between {start} and {end} o’clock ({share}), {day} is the busiest day ({day_share})",
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
        # risk
        "tier": ("价值层级", "Value tier"),
        "active_group": ("活跃客户", "Active"),
        "risk_headline": (
            "{n} 名客户处于预警，近 {days} 天净销售额 {sales}（占 {share}）；其中高价值 {high} 人，涉及 {high_sales}。",
            "{n} customers are at risk with net sales of {sales} in the last {days} days ({share} of all); "
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
        "verdict_too_few": ("数据不足以判断，按规则分层", "Too few data to tell, tiers by rule"),
        "consent_known": (
            "{n} 人不同意画像：计入总数，不进分群与画像",
            "{n} refused profiling: counted, but in no group and on no card",
        ),
        "consent_unknown": ("数据没有授权表；触达前须核对", "No table of consents: check before contacting anybody"),
        "no_orders": ("没有有效订单", "there is no valid order"),
        "quality_headline": (
            "读入 {read} 行订单，有效 {valid} 行（{share}），{customers} 名客户{amount}；剔除 {rejected} 行，修正 {changed} 个单元格，"
            "每一行都有去向。",
            "{read} order lines read, {valid} valid ({share}) of {customers} customers{amount}; {rejected} rejected, "
            "{changed} cells mended; every row is accounted for.",
        ),
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
)

STAGES = Words(
    {
        "new": ("新客户", "New"),
        "growing": ("成长期客户", "Growing"),
        "mature": ("成熟期客户", "Mature"),
        "returned": ("回流客户", "Returned"),
        "at_risk": ("预警客户", "At risk"),
        "dormant": ("沉睡客户", "Dormant"),
        "lapsed": ("流失客户", "Lapsed"),
        "prospect": ("潜在客户", "Prospects"),
    }
)

TIERS = Words(
    {"high": ("高价值客户", "High value"), "medium": ("中价值客户", "Medium value"), "low": ("低价值客户", "Low value")}
)

WEEKDAYS = Words(
    {
        "0": ("周一", "Monday"),
        "1": ("周二", "Tuesday"),
        "2": ("周三", "Wednesday"),
        "3": ("周四", "Thursday"),
        "4": ("周五", "Friday"),
        "5": ("周六", "Saturday"),
        "6": ("周日", "Sunday"),
    }
)

FESTIVALS = Words(
    {
        "new_year_goods": ("年货节", "the New Year goods festival"),
        "spring_festival": ("春节", "Spring Festival"),
        "festival_38": ("38节", "the 8 March festival"),
        "festival_618": ("618", "the 618 festival"),
        "double_11": ("双11", "Double 11"),
        "double_12": ("双12", "Double 12"),
    }
)
