"""Names of common values of CRM columns in the language of the page; unknown values are shown as they are."""

from __future__ import annotations

import re

from crmpersona.contract import resolve_lang

__all__ = ["spaced", "value_name"]

PAIRS: tuple[tuple[str, str], ...] = (
    ("App", "app"), ("小程序", "mini program"), ("门店", "store"), ("网站", "website"), ("官网", "website"), ("电话", "phone"),
    ("社群", "community"), ("电商平台", "marketplace"), ("平台旗舰店", "platform shop"), ("平台店", "platform shop"),
    ("微信", "WeChat"), ("微信支付", "WeChat Pay"), ("支付宝", "Alipay"), ("银行卡", "bank card"), ("信用卡", "credit card"),
    ("现金", "cash"), ("云闪付", "UnionPay"), ("银联", "UnionPay"), ("会员卡", "member card"),
    ("普通会员", "basic members"), ("银卡会员", "silver members"), ("金卡会员", "gold members"), ("钻石会员", "diamond members"),
    ("纸品湿巾", "paper and wipes"), ("家居清洁", "home cleaning"), ("个人护理", "personal care"), ("粮油调味", "staples and seasoning"),
    ("休闲零食", "snacks"), ("厨房用具", "kitchenware"), ("收纳日用", "storage and household"), ("节庆礼盒", "gift boxes"),
    ("母婴用品", "baby goods"), ("母婴", "baby goods"), ("宠物用品", "pet supplies"), ("老客推荐", "referral"), ("线下门店", "store"),
    ("外套", "outerwear"), ("连衣裙", "dresses"), ("鞋", "shoes"), ("鞋靴", "footwear"), ("箱包", "bags"), ("配饰", "accessories"),
    ("女装", "womenswear"), ("男装", "menswear"), ("童装", "kidswear"), ("运动", "sportswear"), ("内衣", "underwear"),
    ("天猫", "Tmall"), ("京东", "JD"), ("抖音", "Douyin"), ("小红书", "Xiaohongshu"), ("校园推广", "campus promotion"),
    ("企业微信社群", "WeCom groups"), ("企业微信", "WeCom"), ("公众号", "official account"), ("短信", "text message"), ("邮件", "e-mail"),
    ("学生", "students"), ("退休", "retired"), ("教师", "teachers"), ("医生", "doctors"), ("工程师", "engineers"), ("会计", "accountants"),
    ("自由职业", "freelancers"), ("公务员", "civil servants"), ("销售", "sales staff"), ("司机", "drivers"), ("护士", "nurses"),
    ("企业职员", "office workers"), ("医护人员", "medical staff"), ("个体经营", "self-employed"), ("服务业员工", "service staff"),
    ("工厂工人", "factory workers"), ("财务会计", "accountants"), ("设计师", "designers"), ("全职在家", "at home"), ("企业管理者", "managers"),
    ("裤装半裙", "bottoms"), ("上装", "tops"), ("连衣裙", "dresses"), ("运动服", "activewear"), ("线上平台", "marketplace"),
    ("分期付款", "pay later"), ("优惠券网站", "coupon site"), ("搜索引擎", "search"), ("邮件通讯", "newsletter"),
    ("英国", "United Kingdom"), ("美国", "United States"), ("中国", "China"),
)  # fmt: skip
"""Chinese and English word of the same value, as the demo worlds and common exports write them."""

_CHINESE = {english.casefold().replace(" ", "_"): chinese for chinese, english in reversed(PAIRS)}
_ENGLISH = dict(PAIRS)


def value_name(value: str, lang: str | None = None) -> str:
    """Return a value of the data in the language of the page, where its translation is known.

    Parameters
    ----------
    value : str
        As the data have it.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.

    Returns
    -------
    str
        The word.

    Examples
    --------
    >>> value_name("小程序", "en"), value_name("mini_program", "zh"), value_name("舒禾", "en")
    ('mini program', '小程序', '舒禾')
    """
    if resolve_lang(lang) == "en":
        return _ENGLISH.get(value, value.replace("_", " "))
    return _CHINESE.get(value.casefold().replace(" ", "_"), value)


BORDER = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])")


def spaced(text: str) -> str:
    """Put a blank between Chinese characters and Latin letters or figures.

    Parameters
    ----------
    text : str
        A text.

    Returns
    -------
    str
        The text, as Chinese is set.

    Examples
    --------
    >>> spaced("在App买3次")
    '在 App 买 3 次'
    """
    return BORDER.sub(" ", text)
