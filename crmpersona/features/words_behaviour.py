"""Words about the columns of the customer table in Chinese and English."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["BAND_NAMES", "REASONS", "TEXTS", "WEEKDAY_NAMES"]

REASONS = Words(
    {
        "amount": ("订单没有金额", "the order lines carry no amount"),
        "quantity": ("订单没有件数", "the order lines carry no quantity"),
        "discount": ("订单没有优惠金额", "the order lines carry no discount"),
        "returns": ("数据中没有退款或退货", "no refund or return is recorded"),
        "category": ("订单没有品类，商品表也没有", "neither the order lines nor the products carry a category"),
        "product_id": ("订单没有商品编号", "the order lines carry no product"),
        "channel": ("订单没有渠道", "the order lines carry no channel"),
        "festivals": ("该业务地区没有节庆日历", "there is no festival calendar for this region"),
        "interactions": ("没有互动表", "there is no table of interactions"),
        "registered_at": ("客户表没有注册日期", "the customers carry no registration date"),
    }
)

TEXTS = Words(
    {
        "all_history": ("全部历史", "in all history"),
        "window": ("截止日前 {n} 天", "in the {n} days before the view"),
        "other": ("其他", "other"),
        "features": (
            "截至 {as_of}，{customers} 名客户，其中 {buyers} 名有过有效订单；{columns} 列特征。",
            "{customers} customers as of {as_of}, {buyers} of them with a valid order; {columns} columns.",
        ),
        "cut": ("RFM 分界（{name}）：{text}。", "RFM cut ({name}): {text}."),
        "window_note": ("F 与 M 取近 {n} 天。", "F and M look at the last {n} days."),
        "absent": ("数据不支持 {n} 列：{reasons}。", "{n} columns are not available: {reasons}."),
        "picture_eight": ("RFM 八分类：客户占比", "RFM groups: share of customers"),
        "picture_eleven": ("RFM 十一群：客户占比", "RFM groups: share of customers"),
        "semicolon": ("；", "; "),
    }
)

BAND_NAMES = Words(
    {
        "night": ("凌晨", "Night"),
        "morning": ("上午", "Morning"),
        "afternoon": ("下午", "Afternoon"),
        "evening": ("晚间", "Evening"),
    }
)

WEEKDAY_NAMES = Words(
    {
        "monday": ("周一", "Monday"),
        "tuesday": ("周二", "Tuesday"),
        "wednesday": ("周三", "Wednesday"),
        "thursday": ("周四", "Thursday"),
        "friday": ("周五", "Friday"),
        "saturday": ("周六", "Saturday"),
        "sunday": ("周日", "Sunday"),
    }
)
