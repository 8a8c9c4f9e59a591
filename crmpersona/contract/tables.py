"""The data contract: every table that crmpersona understands, declared once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from crmpersona.contract.schema import ColumnSpec as C
from crmpersona.contract.schema import TableSpec

__all__ = ["CONTRACT"]


def _customer_id(*, required: bool = True) -> C:
    return C("customer_id", "id", "Customer, one id per person", "客户编号，一人一号", required=required, pii="direct")


CUSTOMERS = TableSpec(
    "customers",
    ("customer_id",),
    (
        _customer_id(),
        C("name", "text", "Full name", "姓名", pii="direct"),
        C("gender", "category", "Gender", "性别", allowed=("female", "male", "other"), pii="quasi"),
        C("birth_date", "date", "Date of birth", "出生日期", pii="quasi"),
        C("phone", "text", "Phone number", "手机号", pii="direct"),
        C("email", "text", "E-mail address", "电子邮箱", pii="direct"),
        C("address", "text", "Postal address", "通讯地址", pii="direct"),
        C("province", "category", "Province or state", "省份", pii="quasi"),
        C("city", "category", "City", "城市", pii="quasi"),
        C("country", "category", "Country", "国家", pii="quasi"),
        C("occupation", "category", "Occupation", "职业", pii="quasi"),
        C("income", "money", "Yearly income", "年收入", unit="currency per year", minimum=0, pii="sensitive"),
        C("registered_at", "timestamp", "Moment of registration", "注册时间"),
        C("acquisition_channel", "category", "Channel that brought the customer", "获客渠道"),
        C("member_level", "category", "Level in the loyalty programme", "会员等级"),
        C("points_balance", "decimal", "Balance of loyalty points", "积分余额", unit="points"),
        C("referrer_id", "id", "Customer who referred this one", "推荐人编号", pii="direct"),
    ),
    "One row per customer.",
    "每位客户一行。",
)

TRANSACTIONS = TableSpec(
    "transactions",
    ("order_id", "line"),
    (
        _customer_id(),
        C("ordered_at", "timestamp", "Moment of the order", "下单时间", required=True, unit="UTC"),
        C("order_id", "id", "Order; built from customer and day where missing", "订单号，缺失时由客户与日期生成"),
        C("line", "integer", "Number of the line in its order", "订单行号", minimum=1),
        C("paid_at", "timestamp", "Moment of payment", "支付时间", unit="UTC"),
        C("order_status", "category", "State of the order", "订单状态"),
        C("product_id", "id", "Product", "商品编号"),
        C("quantity", "decimal", "Units; negative on a return", "数量，退货为负", unit="units"),
        C("unit_price", "money", "Price of one unit", "单价", unit="currency"),
        C("amount", "money", "Paid for the line; negative on a return", "实付金额，退货为负", unit="currency"),
        C("discount", "money", "Discount given on the line", "优惠金额", unit="currency", minimum=0),
        C("coupon_id", "id", "Coupon used", "优惠券编号"),
        C("refund_amount", "money", "Refunded on the line", "退款金额", unit="currency", minimum=0),
        C("cost", "money", "Cost of the goods of the line", "成本", unit="currency", minimum=0),
        C("currency", "category", "Currency, ISO 4217; one per table", "币种"),
        C("channel", "category", "Sales channel", "渠道"),
        C("device", "category", "Device", "设备"),
        C("store_id", "id", "Store", "门店编号"),
        C("payment_method", "category", "Way of paying", "支付方式"),
        C("is_return", "boolean", "Whether the line takes goods back", "是否退货"),
    ),
    "One row per order line.",
    "每个订单行一行。",
)

PRODUCTS = TableSpec(
    "products",
    ("product_id",),
    (
        C("product_id", "id", "Product", "商品编号", required=True),
        C("name", "text", "Name of the product", "商品名称"),
        C("category", "category", "Category", "品类"),
        C("subcategory", "category", "Subcategory", "子品类"),
        C("brand", "category", "Brand", "品牌"),
        C("list_price", "money", "List price of one unit", "标价", unit="currency", minimum=0),
    ),
    "One row per product.",
    "每个商品一行。",
)

INTERACTIONS = TableSpec(
    "interactions",
    ("interaction_id",),
    (
        _customer_id(),
        C("occurred_at", "timestamp", "Moment", "发生时间", required=True, unit="UTC"),
        C("kind", "category", "view, search, cart, click, open, call, visit, like, share …", "互动类型", required=True),
        C("interaction_id", "id", "Interaction", "互动编号"),
        C("channel", "category", "Channel", "渠道"),
        C("device", "category", "Device", "设备"),
        C("page", "text", "Page", "页面"),
        C("search_term", "text", "Words searched for", "搜索词"),
        C("product_id", "id", "Product", "商品编号"),
        C("duration_s", "decimal", "Duration", "时长", unit="s", minimum=0),
        C("campaign_id", "id", "Campaign that led here", "活动编号"),
    ),
    "One row per contact that is not an order.",
    "每次非下单互动一行。",
)

FEEDBACK = TableSpec(
    "feedback",
    ("feedback_id",),
    (
        _customer_id(),
        C("created_at", "timestamp", "Moment", "反馈时间", required=True, unit="UTC"),
        C("feedback_id", "id", "Feedback", "反馈编号"),
        C("kind", "category", "Kind", "类型", allowed=("review", "complaint", "suggestion")),
        C("channel", "category", "Channel", "渠道"),
        C("product_id", "id", "Product", "商品编号"),
        C("rating", "integer", "Stars", "评分", unit="stars", minimum=1, maximum=5),
        C("nps", "integer", "Would recommend", "推荐意愿", unit="0-10", minimum=0, maximum=10),
        C("text", "text", "Words of the customer", "反馈内容", pii="sensitive"),
        C("lang", "category", "Language of the text", "语言"),
    ),
    "One row per review, complaint or suggestion.",
    "每条评价、投诉或建议一行。",
)

TICKETS = TableSpec(
    "tickets",
    ("ticket_id",),
    (
        _customer_id(),
        C("opened_at", "timestamp", "Opened", "受理时间", required=True, unit="UTC"),
        C("ticket_id", "id", "Ticket", "工单编号"),
        C("first_response_at", "timestamp", "First answer", "首次响应时间", unit="UTC"),
        C("closed_at", "timestamp", "Closed", "关闭时间", unit="UTC"),
        C("category", "category", "Subject", "工单类别"),
        C("priority", "category", "Priority", "优先级"),
    ),
    "One row per service ticket.",
    "每张客服工单一行。",
)

SURVEY_ANSWERS = TableSpec(
    "survey_answers",
    ("survey_id", "customer_id", "question"),
    (
        C("survey_id", "id", "Survey", "问卷编号", required=True),
        _customer_id(),
        C("question", "text", "Question", "题目", required=True),
        C("answer", "text", "Answer", "回答", pii="sensitive"),
        C("answered_at", "timestamp", "Moment", "作答时间", unit="UTC"),
        C("weight", "decimal", "Weight of the answer", "权重", minimum=0),
    ),
    "One row per answer to a question.",
    "每个题目的回答一行。",
)

MEASUREMENTS = TableSpec(
    "measurements",
    ("customer_id", "measured_at", "measure"),
    (
        _customer_id(),
        C("measured_at", "timestamp", "Moment", "测量时间", required=True, unit="UTC"),
        C("measure", "category", "balance, usage, study, device …", "指标名称", required=True),
        C("value", "decimal", "Value", "数值"),
    ),
    "One row per measured value of a customer.",
    "客户的每个测量值一行。",
)

CAMPAIGNS = TableSpec(
    "campaigns",
    ("campaign_id",),
    (
        C("campaign_id", "id", "Campaign or experiment", "活动或实验编号", required=True),
        C("name", "text", "Name", "名称"),
        C("channel", "category", "Channel", "渠道"),
        C("started_at", "timestamp", "Start", "开始时间", unit="UTC"),
        C("ended_at", "timestamp", "End", "结束时间", unit="UTC"),
    ),
    "One row per campaign or experiment.",
    "每个活动或实验一行。",
)

ASSIGNMENTS = TableSpec(
    "assignments",
    ("campaign_id", "customer_id"),
    (
        C("campaign_id", "id", "Campaign or experiment", "活动或实验编号", required=True),
        _customer_id(),
        C("variant", "category", "Variant", "分组", required=True),
        C("assigned_at", "timestamp", "Moment", "分组时间", unit="UTC"),
    ),
    "One row per customer in an experiment.",
    "实验中的每位客户一行。",
)

OUTCOMES = TableSpec(
    "outcomes",
    ("campaign_id", "customer_id", "metric"),
    (
        C("campaign_id", "id", "Campaign or experiment", "活动或实验编号", required=True),
        _customer_id(),
        C("metric", "category", "Metric", "指标", required=True),
        C("value", "decimal", "Value", "数值"),
    ),
    "One row per metric of a customer in an experiment.",
    "实验中客户的每个指标一行。",
)

CONSENTS = TableSpec(
    "consents",
    ("customer_id", "purpose"),
    (
        _customer_id(),
        C("purpose", "category", "marketing, profiling, analysis …", "用途", required=True),
        C("granted", "boolean", "Whether the customer agreed", "是否同意", required=True),
        C("changed_at", "timestamp", "Last change", "变更时间", unit="UTC"),
    ),
    "One row per customer and purpose.",
    "每位客户每种用途一行。",
)

EXTERNAL_IDS = TableSpec(
    "external_ids",
    ("customer_id", "kind"),
    (
        _customer_id(),
        C("kind", "category", "unionid, openid, member card, platform buyer id, device", "标识类型", required=True),
        C("value", "id", "The id", "标识值", pii="direct"),
    ),
    "One row per id of a customer in another system.",
    "客户在其他系统的每个标识一行。",
)

SOURCE_RECORDS = TableSpec(
    "source_records",
    ("source_system", "source_id"),
    (
        C("source_system", "category", "System", "来源系统", required=True),
        C("source_id", "id", "Id in that system", "系统内编号", required=True, pii="direct"),
        C("name", "text", "Full name", "姓名", pii="direct"),
        C("phone", "text", "Phone number", "手机号", pii="direct"),
        C("email", "text", "E-mail address", "电子邮箱", pii="direct"),
        C("birth_date", "date", "Date of birth", "出生日期", pii="quasi"),
        C("address", "text", "Postal address", "通讯地址", pii="direct"),
    ),
    "One row per customer record of a source system, before linking.",
    "合并前各来源系统的每条客户记录一行。",
)

CONTRACT: Mapping[str, TableSpec] = MappingProxyType(
    {
        table.name: table
        for table in (
            CUSTOMERS,
            TRANSACTIONS,
            PRODUCTS,
            INTERACTIONS,
            FEEDBACK,
            TICKETS,
            SURVEY_ANSWERS,
            MEASUREMENTS,
            CAMPAIGNS,
            ASSIGNMENTS,
            OUTCOMES,
            CONSENTS,
            EXTERNAL_IDS,
            SOURCE_RECORDS,
        )
    }
)
