"""Words that stand beside names, or in their place: titles, surnames, companies, placeholders."""

from __future__ import annotations

import re

from crmpersona.cleaning.values.place_tables import rows

__all__ = [
    "ANONYMOUS",
    "CHINESE_TITLES",
    "COMPANY",
    "COMPOUND_SURNAMES",
    "DEGREES",
    "FACULTIES",
    "GENDERS",
    "LABEL",
    "PARTICLES",
    "PLACEHOLDER",
    "RELATION",
    "SUFFIXES",
    "SURNAMES",
    "SURNAME_TITLES",
    "WESTERN_TITLES",
]

_WORDS = {kind: tuple(words.split("|")) for kind, words in rows("name_words.tsv")}

SURNAMES = frozenset(_WORDS["surname"])
COMPOUND_SURNAMES = frozenset(_WORDS["compound_surname"])
# After a whole name or a surname; longest first.
CHINESE_TITLES = _WORDS["chinese_title"]
# These stand after a surname alone; as the last character of a longer name they may belong to it.
SURNAME_TITLES = _WORDS["surname_title"]
WESTERN_TITLES = frozenset(_WORDS["western_title"])
DEGREES = frozenset(_WORDS["degree"])
# Dr. med., Dr. rer. nat.: only after a doctor's title.
FACULTIES = frozenset(_WORDS["faculty"])
SUFFIXES = frozenset(_WORDS["suffix"])
PARTICLES = frozenset(_WORDS["particle"])
GENDERS = frozenset({"男", "女", "男性", "女性"})
RELATION = re.compile(
    r".{1,6}?的?(?:妈妈|爸爸|家长|媽媽|爸|妈|爷爷|奶奶|外婆|外公|老婆|老公|妻子|丈夫|朋友|同事|秘书|助理)"
)

LABEL = re.compile(
    r"^(?:尊敬的|敬爱的|亲爱的|(?:姓名|名字|名称|联系人|收件人|收货人|客户姓名|客户名称|客户|会员姓名|联系人姓名|name|full name|contact|attn|attention|c/o)\s*[:：])\s*",
    re.IGNORECASE,
)

COMPANY = re.compile(
    r"公司|集团|集團|有限|股份|商行|经营部|經營部|工作室|事务所|事務所|委员会|合作社|门市部|营业部|办事处|研究院|研究所|幼儿园|旗舰店|专卖店|超市|协会|银行|株式会社|주식회사"
    r"|(?:中心|学校|大学|中学|小学|医院|酒店|饭店|店|厂|廠|政府)$"
    r"|\b(?:ltd|limited|inc|incorporated|llc|llp|corp|corporation|gmbh|co\.,?\s*ltd|company|plc|pty|s\.?a\.?r\.?l|b\.v|n\.v|s\.p\.a|oy|k\.k|e\.v|holdings?|group|bank|"
    r"university|college|school|hospital|hotel|store|shop|foundation|association|department|dept)\b",
    re.IGNORECASE,
)

PLACEHOLDER = re.compile(
    r"(?:测试|測試|试用|体验|演示|样例|示例|demo|test|tests|testing|tester|testuser|dummy|example|fake|foo|foobar|asdf\w*|qwer\w*|zxcv\w*|abc|abcd|aaa+|xxx+|"
    r"某某某?|admin|administrator|system|null null|name|first ?name|last ?name|full ?name|your name|姓名|名字|姓|名)"
    r"(?:(?:\s|_|-)?(?:测试|用户|客户|会员|账号|数据|姓名|名|user|account|customer|name|test|data|\d+|[一二三四五六七八九十])){0,3}",
    re.IGNORECASE,
)
ANONYMOUS = re.compile(
    r"(?:微信|支付宝|淘宝|京东|抖音|手机|网站|注册|匿名|普通|新|老|默认|散|游|未知|临时|不愿具名)?(?:用户|用戶|客户|客戶|会员|會員|顾客|顧客|买家|访客|游客|散客|网友|客人|客|昵称)[\s_-]?[\da-z*]{0,20}"
    r"|佚名|无名氏?|無名氏?|未命名|不知名|没有名字|保密|匿名者?|本人|自己|anonymous|anon|guest|visitor|customer|client|member|user|no ?name|noname|unnamed|unknown|"
    r"not ?given|walk[- ]?in|(?:guest|user|customer|member|visitor|cust|client)[\s_-]?\d{0,20}|private|redacted|deleted(?: user)?|注销用户|已注销|用户已注销",
    re.IGNORECASE,
)
