"""The words around an amount: units, Chinese numerals, remarks, bounds and rates."""

from __future__ import annotations

import re
from fractions import Fraction

from crmpersona.cleaning.values.figures import Figure
from crmpersona.cleaning.values.numerals import NUMERAL, chinese_digits, chinese_number
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid

__all__ = ["CJK_UNITS", "amount_in_words", "multiplied", "without_remarks"]

CJK_UNITS = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "十亿": 10**9,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "萬": 10**4,
    "万": 10**4,
    "億": 10**8,
    "亿": 10**8,
    "千": 10**3,
    "百": 10**2,
}
_UNITS = {
    **dict.fromkeys(("k", "thousand", "thousands", "tsd", "tsd.", "tausend"), 10**3),
    **dict.fromkeys(("m", "mn", "mm", "mln", "mln.", "mio", "mio.", "million", "millions", "millionen"), 10**6),
    **dict.fromkeys(("b", "bn", "billion", "billions", "mrd", "mrd.", "milliarden"), 10**9),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 10**5),
    **dict.fromkeys(("crore", "crores"), 10**7),
}
_UNIT = re.compile(
    rf"(.*[\d.,])\s*({'|'.join(sorted(map(re.escape, {**_UNITS, **CJK_UNITS}), key=len, reverse=True))}|cr\.?|w|mil)",
    re.IGNORECASE,
)

_LABEL = re.compile(
    r"^\s*(?:(?:应付|实付|应收|实收|消费|订单|交易)?(?:金额|总额|总价|单价|价格|合计|总计|共计|小计|价)|共|大写|total|amount|price|sum|subtotal)"
    r"\s*[:：=]?\s*",
    re.IGNORECASE,
)
_TAX = re.compile(
    r"\s*[(（\[]?\s*(?:不?含税|未税|税前|税后|含运费|不含运费|包邮|(?:incl|excl|inkl|exkl|zzgl|including|excluding|plus)\b\.?"
    r"[\s\w.%]{0,20}(?:vat|gst|tax|mwst|ust)\b\.?|gross|net|brutto|netto|ttc|ht)\s*[)）\]]?\s*(?=$)",
    re.IGNORECASE,
)
_TAX_BEFORE = re.compile(r"^(?:不?含税价?|未税价?|税前|税后|gross|net|brutto|netto)\s*[:：]?\s*", re.IGNORECASE)
_RANGE = re.compile(
    rf"[\d{NUMERAL}kw%]\s*(?:元|块|¥|\$|€)?\s*(?:-|~|～|—|–|至|到|\bto\b|\bbis\b|\.\.+)\s*[¥$€£]?\s*[\d{NUMERAL}]",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"以上|以下|以内|以內|不到|超过|不足|至少|最多|最低|最高|大约|左右|上下|约|約|近|起$|[多余餘]\s*(?:元|块)?$"
    r"|\d\s*[多余几]|[几數数]\s*[十百千万亿]|[<>≤≥≈~～±＜＞]"
    r"|\+\s*$"
    r"|\b(?:about|approx|around|circa|ca|up to|from|at least|at most|over"
    r"|under|above|below|more than|less than|ab|bis|ungefähr)\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"%|‰|每|/\s*(?:月|年|天|日|小时|人|次|件|个|斤|kg|month|mo|year|yr|day|h|hr|hour|week|person|unit|each)\b|/\s*[一-鿿]"
    r"|\b(?:per|p\.?\s?a|p\.?\s?m|each|a month|monthly|yearly|annually)\b\.?",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\d[^\d]{0,8}[/;；|、+&][^\d]{0,8}\d")
_YUAN_PARTS = re.compile(
    rf"(?P<yuan>[{NUMERAL}\d.]+)?\s*(?:(?P<jiao>[{NUMERAL}\d])\s*[角毛])?"
    rf"\s*(?:[零〇]?(?P<fen>[{NUMERAL}\d])\s*分)?\s*(?:钱)?\s*[整正]?"
)
_SPOKEN = re.compile(rf"([{NUMERAL}\d]+)\s*(?:块|塊)\s*([{NUMERAL}\d]{{1,2}})\s*$")
_DIGIT_ROW = re.compile("[〇零一二三四五六七八九]{2,}")


def without_remarks(text: str) -> str | Cleaned:
    """Take off words that leave the amount as it is; answer where it is no single exact amount.

    Parameters
    ----------
    text : str
        Text of an amount.

    Returns
    -------
    str or Cleaned
        The shorter text; invalid for ranges, bounds and rates, ambiguous for several amounts.

    Examples
    --------
    >>> without_remarks("合计：1200元（含税）"), without_remarks("100-200").rule
    ('1200元', 'money.range')
    """
    text = _TAX.sub("", _TAX_BEFORE.sub("", _LABEL.sub("", text, count=1))).strip()
    if _RATE.search(text):
        return invalid("money.rate")
    if _RANGE.search(text):
        return invalid("money.range")
    if _BOUND.search(text):
        return invalid("money.bound")
    if _SEVERAL.search(text):
        return ambiguous("money.several")
    return text


def multiplied(body: str, context: Context) -> tuple[str, int, str] | Cleaned:
    """Split an amount into its figures and the unit after them.

    Parameters
    ----------
    body : str
        Amount without signs and currency.
    context : Context
        Uses ``region``: cr is a crore in India, w stands for 万 in China.

    Returns
    -------
    tuple of (str, int, str) or Cleaned
        Figures, factor, and the unit as written; ambiguous for units that mean two things.

    Examples
    --------
    >>> multiplied("5k", Context()), multiplied("12万", Context())
    (('5', 1000, 'k'), ('12', 10000, '万'))
    """
    found = _UNIT.fullmatch(body)
    if not found:
        return body, 1, ""
    unit = found[2].casefold()
    if unit == "mil":
        return ambiguous("money.unit")
    if unit == "w":
        return (found[1], 10**4, "万") if context.region == "CN" else ambiguous("money.unit")
    if unit.startswith("cr") and unit.rstrip(".") == "cr":
        return found[1], 10**7, unit
    return found[1], _UNITS.get(unit) or CJK_UNITS[unit], unit


def amount_in_words(body: str, text: str) -> Figure | Cleaned:
    """Read an amount with Chinese number words, or with 角 and 分.

    Parameters
    ----------
    body : str
        Amount without signs, its currency words as spaces.
    text : str
        The amount with its currency words.

    Returns
    -------
    Figure or Cleaned
        The amount, or why it cannot be told.

    Examples
    --------
    >>> amount_in_words("壹佰贰拾 整", "壹佰贰拾元整").value
    Fraction(120, 1)
    """
    spoken = _SPOKEN.search(text)
    if spoken:
        whole, rest = chinese_number(spoken[1]), chinese_digits(spoken[2])
        if whole is None or not rest.isdigit():
            return ambiguous("money.colloquial")
        return Figure(whole + Fraction(int(rest), 10 ** len(rest)), len(rest))
    found = _YUAN_PARTS.fullmatch(body)
    if not found or not any(found.groups()):
        return invalid("money.other")
    yuan = _whole_yuan(found["yuan"])
    if yuan is None:
        return (
            ambiguous("money.colloquial")
            if len(body) <= 8 and re.search("[百佰千仟万萬亿億]", body)
            else invalid("money.other")
        )
    tenths, hundredths = (_digit(found[name]) for name in ("jiao", "fen"))
    if tenths is None or hundredths is None:
        return invalid("money.other")
    decimals = 2 if found["fen"] else 1 if found["jiao"] else 0
    return Figure(yuan + Fraction(tenths, 10) + Fraction(hundredths, 100), decimals)


def _whole_yuan(word: str | None) -> Fraction | None:
    if not word:
        return Fraction(0)
    if _DIGIT_ROW.fullmatch(word):
        return Fraction(int(chinese_digits(word)))
    return chinese_number(word)


def _digit(word: str | None) -> int | None:
    """Read the one digit before 角 or 分."""
    figure = chinese_digits(word or "0")
    return int(figure) if figure.isdigit() and len(figure) == 1 else None
