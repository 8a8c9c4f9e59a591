"""Words from which names and portraits are put together."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS_NAMES"]

WORDS_NAMES = Words(
    {
        "time_night": ("深夜", "late at night"),
        "time_morning": ("早间", "in the morning"),
        "time_noon": ("午间", "at lunch time"),
        "time_afternoon": ("午后", "in the afternoon"),
        "time_evening": ("晚间", "in the evening"),
        "time_weekend": ("周末", "at weekends"),
        "via_store": ("到{channel}", "in store"),
        "via_other": ("在{channel}", "via {channel}"),
        "act_stock_category": ("囤{category}", "stocking up on {category}"),
        "act_stock": ("囤货", "stocking up"),
        "act_category": ("买{category}", "buying {category}"),
        "act_buy": ("购物", "shopping"),
        "price_low": ("精打细算", "thrifty"),
        "price_high": ("讲究品质", "quality-minded"),
        "noun_frequent": ("常客", "regulars"),
        "noun_once": ("单次客户", "one-time buyers"),
        "noun_silent": ("久未光顾客户", "long-silent customers"),
        "noun_large": ("大单客户", "big-order customers"),
        "noun_small": ("客户", "customers"),
        "noun_often": ("买得更勤的客户", "customers who buy more often"),
        "noun_seldom": ("买得较少的客户", "customers who buy less often"),
        "noun_recent": ("近期来过的客户", "recently seen customers"),
        "noun_plain": ("客户", "customers"),
        "level_high": ("高客单", "higher spend"),
        "level_low": ("低客单", "lower spend"),
        "alike": ("与全体相近的客户", "Customers much like all others"),
        "joined": ("{lead}的{price}{noun}", "{price} {noun} {lead}"),
        "numbered": ("{name}（{n}）", "{name} ({n})"),
        "prospects": ("潜在客户", "Prospects"),
        # portrait
        "p_start": ("", "They order "),
        "p_start_silent": ("已 {days} 天没有下单；此前", "No order for {days} days; before that "),
        "p_time": ("多在{time}下单", "mostly {time}"),
        "p_channel": ("常用{channel}", "usually via {channel}"),
        "p_store": ("常到{channel}", "usually in store"),
        "p_categories": ("常买{categories}", "often {categories}"),
        "p_interval": ("约 {days} 天买一次", "about every {days} days"),
        "p_orders": ("{window} 天内买 {orders} 次", "{orders} times in {window} days"),
        "p_once": ("大多只下过一单", "mostly once so far"),
        "p_recency": ("上次在约 {days} 天前", "the last time about {days} days ago"),
        "p_value": ("每单约 {value}", "about {value} an order"),
        "p_price_low": ("爱用优惠、选实惠的", "with an eye for value"),
        "p_price_high": ("愿为品质多付", "ready to pay for quality"),
        "p_silent": ("已 {days} 天没有下单", "No order for {days} days"),
        "p_none": ("还没有有效订单；先让他们迈出第一步。", "No valid order yet; help them take the first step."),
        "p_plain": ("与全体客户相比没有经得起检验的差异。", "No difference from all customers that stands a test."),
        "and": ("与", " and "),
        "comma": ("，", ", "),
        "stop": ("。", "."),
    }
)
