"""Notes of the value cleaners: each rule as a sentence in Chinese and English."""

from __future__ import annotations

from crmpersona.cleaning.values.words_places import PLACE_NOTES
from crmpersona.contract import Words

__all__ = ["NOTES"]

_SHARED = {
    "value.missing": ("没有值", "no value"),
    "value.blank": ("空白", "blank"),
    "value.placeholder": ("表示缺失的写法", "a spelling of missing"),
    "value.spreadsheet_error": ("表格公式的错误值", "an error value of a spreadsheet"),
    "value.lost": ("字符或数位已丢失，无法恢复", "characters or digits were lost and cannot be restored"),
    "value.too_long": ("过长，超过 {longest} 个字符", "longer than {longest} characters"),
    "value.type": ("单元格的数据类型不能表示此类值", "a cell of this data type cannot hold such a value"),
    "value.cleaned": ("先前已清洗", "cleaned before"),
    "text.cleaned": ("空白与不可见字符已整理", "spaces and invisible marks tidied"),
}

_PHONE = {
    "phone.mobile": ("有效手机号", "a valid mobile number"),
    "phone.landline": ("有效电话号码", "a valid telephone number"),
    "phone.no_region": ("没有国家代码，也未给出 region", "no calling code, and no region given"),
    "phone.no_area_code": ("没有区号", "no area code"),
    "phone.no_trunk_zero": ("缺少首位 0：可能缺区号", "no leading zero: the area code may be missing"),
    "phone.several": ("一格中有 {count} 个号码", "{count} numbers in one cell"),
    "phone.several_readings": ("有多种有效读法", "several valid readings"),
    "phone.masked": ("部分号码被遮盖", "some digits are hidden"),
    "phone.scientific": ("科学计数法丢失了数位", "digits were lost to scientific notation"),
    "phone.letters": ("含有不属于号码的文字", "letters that do not belong to a number"),
    "phone.length": ("位数不可能是电话号码", "too few or too many digits"),
    "phone.not_valid": ("号段中没有这样的号码", "no such number in the numbering plan"),
}

_EMAIL = {
    "email.address": ("有效邮箱", "a valid address"),
    "email.role": ("部门或公共邮箱，未必是个人", "a role mailbox, perhaps of several people"),
    "email.qq_number": ("QQ 号邮箱", "a mailbox named by a QQ number"),
    "email.provider_slip": (
        "域名疑似拼写错误，未改动",
        "the domain looks like a slip of a large provider's name; not changed",
    ),
    "email.several": ("一格中有 {count} 个邮箱", "{count} addresses in one cell"),
    "email.no_at": ("没有 @", "no at sign"),
    "email.two_ats": ("有多个 @", "more than one at sign"),
    "email.placeholder": ("占位邮箱", "a placeholder address"),
    "email.not_valid": ("不符合邮箱规则", "against the rules of addresses"),
    "email_key.matching": ("用于比对的形式，不可用于发信", "the form for matching, not for writing to"),
}

_BOOLEAN = {
    "boolean.word": ("表示是或否的写法", "a spelling of yes or no"),
    "boolean.either": ("可能表示“否”，也可能表示“未记录”等，无法确定", "may mean no, yes or not recorded"),
    "boolean.other": ("不是是或否的写法", "no spelling of yes or no"),
}

_AGE = {
    "age.years": ("周岁", "whole years"),
    "age.months": ("由月数换算，只计满岁", "from months: completed years only"),
    "age.days": ("不满一岁", "less than a year"),
    "age.half": ("只计满岁", "completed years only"),
    "age.nominal": ("虚岁比周岁大一或两岁", "the nominal age is one or two above the age in years"),
    "age.band": ("年龄段，不是年龄：请放入年龄段列", "a band, not an age: keep it in a column of bands"),
    "age.birth_year": (
        "出生年份，不是年龄：请放入出生日期列",
        "a year of birth, not an age: keep it in a column of dates",
    ),
    "age.out_of_range": ("不在 0–{oldest} 岁之间", "not between 0 and {oldest} years"),
    "age.other": ("不是年龄", "not an age"),
}

_IDS = {
    "cn_id.number": ("校验码正确", "the check character is right"),
    "cn_id.old_county": (
        "校验码正确，县区代码已停用或未收录",
        "the check character is right; the county code is out of use or not listed",
    ),
    "cn_id.residence_permit": ("港澳台居民居住证号码", "a residence permit of Hong Kong, Macao or Taiwan residents"),
    "cn_id.foreign_permit": ("外国人永久居留身份证号码", "a permanent residence card of a foreigner"),
    "cn_id.upgraded": ("15 位旧号码升为 18 位", "the 15-digit form upgraded to 18 digits"),
    "cn_id.several": ("一格中有 {count} 个号码", "{count} numbers in one cell"),
    "cn_id.placeholder": ("同一数字重复，是占位值", "one digit repeated: a placeholder"),
    "uscc.placeholder": ("同一字符重复，是占位值", "one character repeated: a placeholder"),
    "cn_id.masked": ("部分号码被遮盖", "some digits are hidden"),
    "cn_id.scientific": ("科学计数法丢失了数位", "digits were lost to scientific notation"),
    "cn_id.permit": (
        "通行证等其他证件，不是居民身份证",
        "a travel permit or other document, not a resident identity number",
    ),
    "cn_id.length": ("不是 15 位或 18 位", "neither 15 nor 18 digits"),
    "cn_id.letters": ("含有不属于号码的字符", "characters that do not belong to a number"),
    "cn_id.check": ("校验码错误", "the check character is wrong"),
    "cn_id.region": ("没有这样的地区或顺序码", "no such region or serial number"),
    "cn_id.birth_date": ("出生日期不存在或在未来", "the date of birth does not exist or is in the future"),
    "uscc.code": ("校验码正确", "the check character is right"),
    "uscc.several": ("一格中有 {count} 个代码", "{count} codes in one cell"),
    "uscc.masked": ("部分字符被遮盖", "some characters are hidden"),
    "uscc.registration": (
        "旧工商注册号或税号，不是统一社会信用代码",
        "an old registration or tax number, not a unified code",
    ),
    "uscc.length": ("不是 18 位", "not 18 characters"),
    "uscc.letters": ("含有代码中不用的字母 I、O、Z、S、V", "letters that no code has: I, O, Z, S, V"),
    "uscc.check": ("校验码错误", "the check character is wrong"),
    "uscc.not_valid": ("不符合编码规则", "against the rules of the code"),
}

_MONEY = {
    "money.amount": ("金额与币种明确", "amount and currency are clear"),
    "money.point": ("金额与币种明确；小数点为点", "amount and currency are clear; decimal point"),
    "money.comma": ("金额与币种明确；小数点为逗号", "amount and currency are clear; decimal comma"),
    "money.settled": (
        "同列 {values} 个值的写法确定了小数点",
        "decimal sign as in {values} of the column's other values",
    ),
    "money.separator": (
        "点或逗号可能是千位分隔，也可能是小数点",
        "point or comma may group thousands or mark decimals",
    ),
    "money.no_currency": (
        "没有币种，也未给出 region 或 currency",
        "no currency, and neither region nor currency given",
    ),
    "money.several_currencies": ("符号可表示多种货币", "the sign stands for several currencies"),
    "money.two_currencies": ("标注了相互矛盾的币种", "marks of different currencies"),
    "money.credit_debit": (
        "借贷标记的正负取决于记账方",
        "the sign of credit and debit depends on whose books they are",
    ),
    "money.triangle": ("三角号在日本账簿中表示负数", "a triangle means minus in Japanese accounts"),
    "money.two_signs": ("有两个负号", "two minus signs"),
    "money.scientific": ("科学计数法丢失了数位", "digits were lost to scientific notation"),
    "money.range": ("金额区间，不是一个金额", "a range, not an amount"),
    "money.bound": ("约数或上下限，不是确切金额", "a bound or an estimate, not an amount"),
    "money.rate": ("单价、比率或周期金额，不是一个金额", "a rate, not an amount"),
    "money.several": ("一格中有多个金额", "several amounts in one cell"),
    "money.unit": ("单位有多种含义", "the unit means several things"),
    "money.colloquial": ("口语写法有多种读法", "a colloquial number with two readings"),
    "money.other": ("不是金额", "not an amount"),
    "currency.code": ("币种明确", "the currency is clear"),
    "currency.sign": ("符号可表示多种货币", "the sign stands for several currencies"),
    "currency.several": ("标注了多种货币", "marks of different currencies"),
    "currency.unknown": ("不是货币代码、符号或名称", "no code, sign or name of a currency"),
}

_DATE = {
    "date.written": ("日期明确", "the date is clear"),
    "date.month_name": ("月份以名称写出", "the month is written by name"),
    "date.compact": ("八位紧凑写法", "the compact form"),
    "date.iso": ("ISO 周历或年内第几天", "an ISO week date or day of the year"),
    "date.day_first": ("只有“日在前”一种读法", "only the day can come first"),
    "date.month_first": ("只有“月在前”一种读法", "only the month can come first"),
    "date.order_known": ("按给定的日月顺序", "day and month in the order given"),
    "date.settled": (
        "同列 {values} 个值确定了日月顺序",
        "day and month as in {values} of the column's other values",
    ),
    "date.by_weekday": ("星期确定了日月顺序", "the weekday settles the order"),
    "date.two_digits": ("两位年份：世纪或顺序不明", "a two-digit year: its century or place is not known"),
    "date.century": ("两位年份：取不晚于 as_of 的最近一年", "a two-digit year: the latest one not after as_of"),
    "date.serial": ("电子表格序列号", "a spreadsheet serial number"),
    "date.epoch": ("自 1970 年起的时间，UTC", "time since 1970, UTC"),
    "date.republic": ("民国纪年：年份 + 1911", "Republic era: year + 1911"),
    "date.era": ("年号或佛历换算为公历", "an era's year as a Gregorian one"),
    "date.default": ("常被用作默认值的日期，请核对", "a date that often stands for not known: please check"),
    "date.day_or_month": ("日与月的顺序不明", "day or month first?"),
    "date.no_year": ("没有年份", "no year"),
    "date.no_such_day": ("没有这一天", "no such day"),
    "date.no_such_time": ("没有这一时刻", "no such time"),
    "date.twelve": ("上午、晚上的十二点等时刻有两种读法", "an hour with two readings, such as twelve at night"),
    "date.zone": ("时区缩写在多国含义不同", "letters that several countries use for their zones"),
    "date.twice": ("夏令时结束，该时刻出现两次", "a time that comes twice when summer time ends"),
    "date.weekday": ("星期与日期不符", "weekday and date contradict each other"),
    "date.lunar": ("农历日期，未换算", "a date of the lunar calendar, not converted"),
    "date.relative": ("相对日期，取决于书写之日", "depends on the day it was written"),
    "date.partial": ("只有年、月、季或周，不是一天", "a year, month, quarter or week, not a day"),
    "date.range": ("日期区间，不是一天", "a range, not a day"),
    "date.zero": ("表示“无日期”的零值", "a zero that stands for no date"),
    "date.open_end": ("表示“无期限”的极端日期", "an extreme date that stands for no date"),
    "date.number": (
        "单独的数字：可能是序列号、时间戳或紧凑日期，未给出 source",
        "a bare number: serial, epoch or short date? no source given",
    ),
    "date.number_or_compact": ("可能是时间戳，也可能是八位日期", "seconds, or the compact form of a date"),
    "date.date_system": (
        "电子表格的起始日未知，请给出 date_system",
        "day zero of the spreadsheet is not known: give date_system",
    ),
    "date.leap_bug": ("1900 年 2 月 29 日不存在（表格软件的历史错误）", "29 February 1900 exists in spreadsheets only"),
    "date.out_of_range": ("超出 1700–2199 年", "not between 1700 and 2199"),
    "date.era_letter": ("年号字母仅在日本使用，未给出 region", "era letters are used in Japan; no region given"),
    "date.era_missing": ("“元年”缺少年号", "first year of which era?"),
    "date.republic_or_typo": ("可能是民国年份，也可能有误", "a year of the Republic era, or a slip"),
    "date.buddhist": ("可能是佛历年份", "perhaps a Buddhist year"),
    "date.calendar": ("可能是其他历法的年份", "perhaps a year of another calendar"),
    "date.other": ("不是日期", "not a date"),
}

NOTES = Words({**_SHARED, **_DATE, **_MONEY, **_BOOLEAN, **_AGE, **_IDS, **_EMAIL, **_PHONE, **PLACE_NOTES})
