"""Words of the actions, and three lines for each role."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["PLAYS", "ROLES"]

PLAYS = Words(
    {
        "keep_valuable.name": ("联系变冷的好客户", "Call good customers who go cold"),
        "keep_valuable.sentence": (
            "{n} 名预警的中高价值客户{stake}：一对一联系，补货提醒，留 {hold_out} 对照",
            "{n} valuable customers at risk{stake}: contact them in person with a replenishment reminder, {hold_out} held out",
        ),
        "keep_valuable.offer": (
            "补货提醒与专属服务，先不打折",
            "replenishment reminder and personal service, no discount first",
        ),
        "keep_valuable.channel": ("客服或导购一对一", "service or shop staff, one to one"),
        "keep_valuable.time": ("月初第一周", "first week of the month"),
        "keep_valuable.owner": ("销售、客服", "sales, service"),
        "keep_valuable.kpi": ("30 天内再次购买率", "share that buys again in 30 days"),
        "keep_valuable.guardrail": ("退订率、投诉不升", "opt-outs and complaints do not rise"),
        "remind.name": ("提醒变冷的客户", "Remind customers who go cold"),
        "remind.sentence": (
            "{n} 名预警客户{stake}：补货提醒，留 {hold_out} 对照",
            "{n} customers at risk{stake}: a replenishment reminder, {hold_out} held out",
        ),
        "remind.offer": ("补货提醒，先不打折", "replenishment reminder, no discount first"),
        "remind.channel": ("短信或 App 消息", "text message or app message"),
        "remind.time": ("月初第一周", "first week of the month"),
        "remind.owner": ("市场、客服", "marketing, service"),
        "remind.kpi": ("30 天内再次购买率", "share that buys again in 30 days"),
        "remind.guardrail": ("退订率、投诉不升", "opt-outs and complaints do not rise"),
        "second_order.name": ("促成第二单", "Win the second order"),
        "second_order.sentence": (
            "{n} 名只买过一次的新客户{stake}：第二单权益，留 {hold_out} 对照",
            "{n} new customers with one order{stake}: an offer for the second, {hold_out} held out",
        ),
        "second_order.offer": ("第二单权益，搭配首购品类", "offer for the second order, matching the first category"),
        "second_order.channel": ("首购渠道的消息", "message in the channel of the first order"),
        "second_order.time": ("首购后第 2 至 3 周", "two to three weeks after the first order"),
        "second_order.owner": ("市场", "marketing"),
        "second_order.kpi": ("60 天第二单率", "share with a second order in 60 days"),
        "second_order.guardrail": ("毛利率不降", "margin does not fall"),
        "win_back.name": ("唤醒沉睡的好客户", "Wake valuable customers who sleep"),
        "win_back.sentence": (
            "{n} 名沉睡或流失的中高价值客户{stake}：问原因，一次强权益，留 {hold_out} 对照",
            "{n} dormant or lapsed valuable customers{stake}: ask why, one strong offer, {hold_out} held out",
        ),
        "win_back.offer": ("先问原因，再给一次强权益", "ask why, then one strong offer"),
        "win_back.channel": ("短信或电话，限一次", "text message or call, once"),
        "win_back.time": ("月中", "mid-month"),
        "win_back.owner": ("市场、客服", "marketing, service"),
        "win_back.kpi": ("唤醒率", "reactivation rate"),
        "win_back.guardrail": ("退订率不升", "opt-outs do not rise"),
        "raise_value.name": ("提高每单件数", "Raise the value of an order"),
        "raise_value.sentence": (
            "{n} 名常来的中价值客户{stake}：组合与满额权益，留 {hold_out} 对照",
            "{n} regular customers of medium value{stake}: bundles and thresholds, {hold_out} held out",
        ),
        "raise_value.offer": ("组合装与满额权益", "bundles and thresholds"),
        "raise_value.channel": ("下单页与消息", "checkout and messages"),
        "raise_value.time": ("全月", "all month"),
        "raise_value.owner": ("商品、市场", "products, marketing"),
        "raise_value.kpi": ("笔单价、连带率", "order value, units per order"),
        "raise_value.guardrail": ("退款率、毛利率", "refund rate, margin"),
        "first_order.name": ("促成首单", "Win the first order"),
        "first_order.sentence": (
            "{n} 名注册未购客户：首单引导，留 {hold_out} 对照",
            "{n} registered customers without an order: guide them to the first, {hold_out} held out",
        ),
        "first_order.offer": ("首单引导与小样", "guidance to the first order, a sample"),
        "first_order.channel": ("注册渠道的消息", "message in the channel of registration"),
        "first_order.time": ("注册后 7 天内", "within seven days of registration"),
        "first_order.owner": ("市场", "marketing"),
        "first_order.kpi": ("30 天首单率", "share with a first order in 30 days"),
        "first_order.guardrail": ("退订率不升", "opt-outs do not rise"),
        "care_best.name": ("照顾最好的客户", "Care for the best"),
        "care_best.sentence": (
            "{n} 名活跃的高价值客户{stake}：优先服务与新品先享，留 {hold_out} 对照",
            "{n} active customers of high value{stake}: service first, early access, {hold_out} held out",
        ),
        "care_best.offer": ("优先服务、新品先享，不必打折", "service first and early access, no needless discount"),
        "care_best.channel": ("专属客服、社群", "personal service, community"),
        "care_best.time": ("全月", "all month"),
        "care_best.owner": ("客服、销售", "service, sales"),
        "care_best.kpi": ("留存与净推荐值", "retention, net promoter score"),
        "care_best.guardrail": ("优惠占比不升", "discount share does not rise"),
    }
)

ROLES = Words(
    {
        "management": ("管理层", "Management"),
        "management.1": (
            "先看一页结论里的净销售额与老客占比",
            "Read net sales and the share of existing customers on page one",
        ),
        "management.2": (
            "批准留出 10% 对照，效果才量得出来",
            "Approve the 10 % hold-out: without it no effect can be measured",
        ),
        "management.3": (
            "数据截止与剔除行数异常时先问数据",
            "Ask about the data first when their end or the rejected rows look odd",
        ),
        "marketing": ("市场", "Marketing"),
        "marketing.1": ("按动作表圈人，先核对授权", "Select by the action table, check consent first"),
        "marketing.2": ("新客首购后两到三周推第二单", "Push the second order two to three weeks after the first"),
        "marketing.3": ("每人每月不超过两次触达", "At most two contacts a month per customer"),
        "sales": ("销售", "Sales"),
        "sales.1": ("月初第一周联系预警的好客户", "Contact valuable customers at risk in the first week"),
        "sales.2": ("记录没有复购的原因", "Write down why they did not come back"),
        "sales.3": ("不以加价或减价区别对待同一商品", "Never price the same product differently by person"),
        "service": ("客服", "Service"),
        "service.1": ("重要客户来电优先接入", "Take calls of important customers first"),
        "service.2": ("唤醒电话限一次，先问原因", "One reactivation call, ask why first"),
        "service.3": ("退款与投诉按画像回流给商品", "Return refunds and complaints by persona to products"),
        "products": ("商品", "Products"),
        "products.1": ("按画像的偏好品类备货与组合", "Stock and bundle by each persona's categories"),
        "products.2": ("补货周期到期前备足复购品", "Have repeat products ready before they are due"),
        "products.3": ("退款率高的品类先改", "Mend categories with high refunds first"),
    }
)
