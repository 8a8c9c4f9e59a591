"""Words of the sections: names, questions, columns, and all texts of the sections together."""

from __future__ import annotations

from crmpersona.contract import Words
from crmpersona.reporting.sections.words_customers import CUSTOMERS
from crmpersona.reporting.sections.words_front import FRONT
from crmpersona.reporting.sections.words_people import PEOPLE
from crmpersona.reporting.sections.words_plans import PLANS

__all__ = ["FESTIVALS", "NAMES", "QUESTIONS", "SHEETS", "STAGES", "TABLES", "TIERS", "WEEKDAYS", "WORDS"]

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
        **FRONT,
        **CUSTOMERS,
        **PEOPLE,
        **PLANS,
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

TABLES = Words(
    {
        "customers": ("客户", "Customers"),
        "transactions": ("订单行", "Order lines"),
        "products": ("商品", "Products"),
        "interactions": ("互动", "Interactions"),
        "feedback": ("反馈", "Feedback"),
        "tickets": ("工单", "Tickets"),
        "survey_answers": ("问卷回答", "Survey answers"),
        "measurements": ("测量", "Measurements"),
        "campaigns": ("营销活动", "Campaigns"),
        "assignments": ("实验分组", "Assignments"),
        "outcomes": ("实验结果", "Outcomes"),
        "consents": ("授权", "Consents"),
        "external_ids": ("外部账号", "External ids"),
        "source_records": ("来源记录", "Source records"),
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
