"""Currencies: codes, the currency of each region, signs and words, and who writes a decimal comma."""

from __future__ import annotations

__all__ = ["CODES", "DECIMAL_COMMA", "DECIMAL_POINT", "MARKS", "currency_of"]

# Region: currency (ISO 3166-1 alpha-2 and ISO 4217), as of January 2026. Bulgaria joined the euro on 1 January 2026.
_OF_REGION = """
AD EUR|AE AED|AF AFN|AG XCD|AI XCD|AL ALL|AM AMD|AO AOA|AR ARS|AS USD|AT EUR|AU AUD|AW AWG|AX EUR|AZ AZN|BA BAM
BB BBD|BD BDT|BE EUR|BF XOF|BG EUR|BH BHD|BI BIF|BJ XOF|BL EUR|BM BMD|BN BND|BO BOB|BQ USD|BR BRL|BS BSD|BT BTN
BW BWP|BY BYN|BZ BZD|CA CAD|CC AUD|CD CDF|CF XAF|CG XAF|CH CHF|CI XOF|CK NZD|CL CLP|CM XAF|CN CNY|CO COP|CR CRC
CU CUP|CV CVE|CW XCG|CX AUD|CY EUR|CZ CZK|DE EUR|DJ DJF|DK DKK|DM XCD|DO DOP|DZ DZD|EC USD|EE EUR|EG EGP|EH MAD
ER ERN|ES EUR|ET ETB|FI EUR|FJ FJD|FK FKP|FM USD|FO DKK|FR EUR|GA XAF|GB GBP|GD XCD|GE GEL|GF EUR|GG GBP|GH GHS
GI GIP|GL DKK|GM GMD|GN GNF|GP EUR|GQ XAF|GR EUR|GS GBP|GT GTQ|GU USD|GW XOF|GY GYD|HK HKD|HN HNL|HR EUR|HT HTG
HU HUF|ID IDR|IE EUR|IL ILS|IM GBP|IN INR|IO USD|IQ IQD|IR IRR|IS ISK|IT EUR|JE GBP|JM JMD|JO JOD|JP JPY|KE KES
KG KGS|KH KHR|KI AUD|KM KMF|KN XCD|KP KPW|KR KRW|KW KWD|KY KYD|KZ KZT|LA LAK|LB LBP|LC XCD|LI CHF|LK LKR|LR LRD
LS LSL|LT EUR|LU EUR|LV EUR|LY LYD|MA MAD|MC EUR|MD MDL|ME EUR|MF EUR|MG MGA|MH USD|MK MKD|ML XOF|MM MMK|MN MNT
MO MOP|MP USD|MQ EUR|MR MRU|MS XCD|MT EUR|MU MUR|MV MVR|MW MWK|MX MXN|MY MYR|MZ MZN|NA NAD|NC XPF|NE XOF|NF AUD
NG NGN|NI NIO|NL EUR|NO NOK|NP NPR|NR AUD|NU NZD|NZ NZD|OM OMR|PA PAB|PE PEN|PF XPF|PG PGK|PH PHP|PK PKR|PL PLN
PM EUR|PN NZD|PR USD|PS ILS|PT EUR|PW USD|PY PYG|QA QAR|RE EUR|RO RON|RS RSD|RU RUB|RW RWF|SA SAR|SB SBD|SC SCR
SD SDG|SE SEK|SG SGD|SH SHP|SI EUR|SJ NOK|SK EUR|SL SLE|SM EUR|SN XOF|SO SOS|SR SRD|SS SSP|ST STN|SV USD|SX XCG
SY SYP|SZ SZL|TC USD|TD XAF|TG XOF|TH THB|TJ TJS|TK NZD|TL USD|TM TMT|TN TND|TO TOP|TR TRY|TT TTD|TV AUD|TW TWD
TZ TZS|UA UAH|UG UGX|US USD|UY UYU|UZ UZS|VA EUR|VC XCD|VE VES|VG USD|VI USD|VN VND|VU VUV|WF XPF|WS WST|XK EUR
YE YER|YT EUR|ZA ZAR|ZM ZMW|ZW ZWG
"""
_CURRENCIES = dict(entry.split(" ") for entry in _OF_REGION.strip().replace("\n", "|").split("|"))

# Codes of no region of today, or of several; amounts of past years still carry those that the euro replaced.
CODES = frozenset(_CURRENCIES.values()) | frozenset(
    """ANG ATS BEF BGN BOV CHE CHW CLF COU CUC CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL MXV NLG PTE SIT
    SKK SLL SVC USN UYI VED XAG XAU XDR XPD XPT ZWL""".split()  # noqa: SIM905 - a list to be read
)

DECIMAL_COMMA = frozenset(
    """AD AL AM AO AR AT AX AZ BA BE BG BO BR BY CL CM CO CU CY CZ DE DK DZ EE ES FI FO FR GE GL GR HR HU ID IS IT KG
    KZ LT LV MA MC MD ME MK MZ NL NO PL PT PY RE RO RS RU SE SI SK SM SN TN TR UA UY UZ VA VE VN XK""".split()  # noqa: SIM905 - a list to be read
)
DECIMAL_POINT = frozenset(
    """AU BB BD BN BS BW BZ CH CN DO ET FJ GB GG GH GT HK HN IE IL IM IN JE JM JP KE KH KR LI LK LR MM MO MT MX MY NG
    NI NP NZ PA PE PG PH PK PR SG SV TH TT TW TZ UG US WS ZM ZW""".split()  # noqa: SIM905 - a list to be read
)

_DOLLARS = frozenset(
    """USD CAD AUD NZD HKD SGD TWD MXN ARS CLP COP BRL BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD DOP
    UYU""".split()  # noqa: SIM905 - a list to be read
)
_YUANS = frozenset({"CNY", "TWD", "HKD", "MOP", "SGD"})


def _one(code: str, marks: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(marks.split("|"), frozenset({code}))


# What each sign or word may stand for. Casefolded; the longest mark is tried first.
MARKS: dict[str, frozenset[str]] = {
    **_one("CNY", "人民币|人民幣|rmb|cnh|cn¥|cny¥|rmb¥|中国元|软妹币|renminbi"),
    **_one("USD", "us$|usd$|u.s.$|美元|美金|美刀|美圆|us dollars|us dollar|u.s. dollars|米ドル|ドル"),
    **_one("EUR", "€|欧元|歐元|euros|euro|ユーロ"),
    **_one("GBP", "英镑|英鎊|pounds sterling|pound sterling|sterling|gb£"),
    **_one("JPY", "日元|日圆|日圓|日币|円|jp¥|jpy¥|yen"),
    **_one("HKD", "hk$|hkd$|港元|港币|港幣|港纸"),
    **_one("TWD", "nt$|ntd|新台币|新台幣|新臺幣|台币|台幣"),
    **_one("MOP", "mop$|澳门元|澳门币|澳門幣|葡币"),
    **_one("SGD", "s$|sg$|新加坡元|新币|坡币"),
    **_one("AUD", "a$|au$|澳元|澳币|澳大利亚元"),
    **_one("CAD", "c$|ca$|can$|加元|加币|加拿大元"),
    **_one("NZD", "nz$|新西兰元|纽币|纽元"),
    **_one("MXN", "mx$|墨西哥比索"),
    **_one("BRL", "r$|巴西雷亚尔|reais|real"),
    **_one("KRW", "₩|韩元|韩币|韓元|韓圜|원|won"),
    **_one("INR", "₹|印度卢比|inr rs"),
    **_one("RUB", "₽|卢布|盧布|俄罗斯卢布|руб.|руб|rubles|roubles"),
    **_one("THB", "฿|泰铢|泰銖|泰国铢|baht"),
    **_one("VND", "₫|越南盾|越盾|đ"),
    **_one("TRY", "₺|土耳其里拉"),
    **_one("UAH", "₴|грн"),
    **_one("ILS", "₪|谢克尔"),
    **_one("PHP", "₱|菲律宾比索"),
    **_one("NGN", "₦"),
    **_one("KZT", "₸"),
    **_one("GHS", "₵"),
    **_one("CRC", "₡"),
    **_one("PYG", "₲"),
    **_one("LAK", "₭"),
    **_one("MNT", "₮"),
    **_one("AZN", "₼"),
    **_one("GEL", "₾"),
    **_one("CHF", "瑞士法郎|瑞郎|sfr.|sfr|swiss francs|franken"),
    **_one("PLN", "zł|złoty|zloty|zlotych"),
    **_one("CZK", "kč"),
    **_one("HUF", "ft|forint"),
    **_one("IDR", "rp.|rp|印尼盾|印尼卢比"),
    **_one("MYR", "rm|马币|林吉特|令吉|ringgit"),
    **_one("ZAR", "兰特|南非兰特|rand"),
    "$": _DOLLARS,
    "dollars": _DOLLARS,
    "dollar": _DOLLARS,
    "刀": _DOLLARS,
    "¥": frozenset({"CNY", "JPY"}),
    "£": frozenset({"GBP", "EGP", "GIP", "FKP", "SHP", "LBP", "SYP", "SDG", "SSP"}),
    "pounds": frozenset({"GBP", "EGP", "GIP", "FKP", "SHP", "LBP", "SYP", "SDG", "SSP"}),
    "元": _YUANS,
    "圆": _YUANS,
    "圓": _YUANS,
    "块钱": _YUANS,
    "块": _YUANS,
    "塊": _YUANS,
    "yuan": _YUANS,
    "kr.": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "rs.": frozenset({"INR", "PKR", "LKR", "NPR", "MUR", "SCR"}),
    "rs": frozenset({"INR", "PKR", "LKR", "NPR", "MUR", "SCR"}),
    "卢比": frozenset({"INR", "PKR", "LKR", "NPR", "MUR", "SCR", "IDR"}),
    "rupees": frozenset({"INR", "PKR", "LKR", "NPR", "MUR", "SCR"}),
    "fr.": frozenset({"CHF", "XOF", "XAF", "XPF", "FRF", "BEF", "LUF"}),
    "francs": frozenset({"CHF", "XOF", "XAF", "XPF", "FRF", "BEF", "LUF"}),
    "法郎": frozenset({"CHF", "XOF", "XAF", "XPF", "FRF", "BEF", "LUF"}),
    "lei": frozenset({"RON", "MDL"}),
    "比索": frozenset({"MXN", "PHP", "ARS", "CLP", "COP", "UYU", "DOP", "CUP"}),
    "pesos": frozenset({"MXN", "PHP", "ARS", "CLP", "COP", "UYU", "DOP", "CUP"}),
    "迪拉姆": frozenset({"AED", "MAD"}),
    "第纳尔": frozenset({"KWD", "BHD", "IQD", "JOD", "LYD", "TND", "DZD", "RSD"}),
}

# Where nothing else is known these words mean one currency: the sign for pound sterling, the character for the yuan.
USUAL = {MARKS["£"]: "GBP", _YUANS: "CNY"}


def currency_of(region: str | None) -> str | None:
    """Return the currency of a region.

    Parameters
    ----------
    region : str or None
        ISO 3166-1 alpha-2 code.

    Returns
    -------
    str or None
        ISO 4217 code; None where it is not known.

    Examples
    --------
    >>> currency_of("CN"), currency_of("DE"), currency_of(None)
    ('CNY', 'EUR', None)
    """
    return _CURRENCIES.get(region or "")
