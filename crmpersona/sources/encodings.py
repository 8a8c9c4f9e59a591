"""Which encoding a text file is in: candidates are scored, and a close race is no decision."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["SUPPORTED", "Verdict", "decide_encoding"]

SUPPORTED = ("utf-8", "gb18030", "cp1252")
SURE, CLEAR = 0.6, 0.2
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
LATIN_SIGNS = frozenset("£§°²³€®™–—‘’“”«»¿¡·½×©µ…•")

# What customer data are written in: the commonest characters of running text, then those of names, places and orders.
COMMON_HANZI = frozenset(
    "的一是了我不在人有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家"
    "十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从动部老样关长"
    "北京上海天津重庆广东江浙山河湖南四川福建安徽西云贵陕甘青宁新疆藏内蒙古黑龙吉林辽台湾香港澳门省市县区路号街道镇村"
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付邹"
    "伟芳娜秀英敏静丽强磊军洋勇艳杰涛明超霞平刚桂华建文玉红志斌婷宇浩欣雨梓涵轩博思佳雪琳琪"
    "姓名男女性别客户订单商品产品数量单价金额价格编电话手机邮箱地址期下支付状态已完成取消退款货渠门店线网微信会员等级注册职业收入元件盒瓶袋包箱食饮服装家居洗护清洁纸巾"
)


@dataclass(frozen=True)
class Verdict:
    """What the bytes of a file say about its encoding.

    Parameters
    ----------
    encoding : str or None
        Name of the codec, or None where the evidence does not decide.
    reason : str
        Why it could not be decided; empty where it could.
    scores : tuple of (str, float)
        Candidates with their scores from 0 to 1, best first.

    Examples
    --------
    >>> Verdict("utf-8").encoding
    'utf-8'
    """

    encoding: str | None
    reason: str = ""
    scores: tuple[tuple[str, float], ...] = ()


def decide_encoding(head: bytes, sample: bytes, *, valid_utf8: bool) -> Verdict:
    """Decide the encoding of a file from the parts of it that are not plain ASCII.

    That bytes decode without error proves little: Big5 decodes most GB18030 text. So each
    candidate is scored by how much the decoded text looks like customer data, and a candidate
    wins only with a score of at least 0.6 and a lead of at least 0.2.

    Parameters
    ----------
    head : bytes
        First bytes of the file, for the byte order mark.
    sample : bytes
        Lines that hold bytes above 127, cut at line ends; empty for plain ASCII.
    valid_utf8 : bool
        Whether the whole file is valid UTF-8.

    Returns
    -------
    Verdict
        The encoding, or the reason why there is none.

    Examples
    --------
    >>> decide_encoding(b"", "客户,北京市".encode("gb18030"), valid_utf8=False).encoding
    'gb18030'
    >>> decide_encoding(b"", "name;Müller;café".encode("latin-1"), valid_utf8=False).encoding
    'cp1252'
    >>> decide_encoding(b"", "客戶訂單資料".encode("big5"), valid_utf8=False).encoding is None
    True
    """
    for mark, name in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return Verdict(name)
    if b"\0" in head:
        return Verdict(None, "it holds zero bytes, so it is not text in a supported encoding")
    if valid_utf8:
        return _doubtful_utf8(sample) or Verdict("utf-8")
    if (share := _utf8_share(sample)) >= 0.8:
        return Verdict(None, f"{share:.0%} of the special characters are valid UTF-8, the rest is damaged")
    return _by_score(sample)


def _doubtful_utf8(sample: bytes) -> Verdict | None:
    """Doubt UTF-8 that rests on a handful of byte pairs which read better as Chinese."""
    runs = MULTIBYTE.findall(sample)
    if not 0 < len(runs) < 4 or any(len(run) > 2 or run[0] < 0xC4 for run in runs):
        return None
    if re.search(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]", sample) or _score_gb18030(sample) < SURE:
        return None
    count = len(runs)
    return Verdict(None, f"its only {count} special characters are as good UTF-8 as they are GB18030")


def _utf8_share(sample: bytes) -> float:
    """Return the share of bytes above 127 that belong to valid UTF-8 characters."""
    high = sum(len(run) for run in HIGH_RUN.findall(sample))
    return sum(len(run) for run in MULTIBYTE.findall(sample)) / high if high else 0.0


def _by_score(sample: bytes) -> Verdict:
    """Let the candidates race and accept a clear, supported winner only."""
    scores = sorted(((name, score(sample)) for name, score in SCORERS.items()), key=lambda item: -item[1])
    (best, top), (_, second) = scores[0], scores[1]
    ranked = tuple((name, round(value, 2)) for name, value in scores)
    shown = ", ".join(f"{name} {value:.2f}" for name, value in ranked)
    if top < SURE or top - second < CLEAR:
        return Verdict(None, f"no encoding stands out (scores {shown})", ranked)
    if best not in SUPPORTED:
        return Verdict(None, f"it looks like {best} (scores {shown}), which has to be confirmed", ranked)
    return Verdict(best, "", ranked)


def _score_chinese(sample: bytes, codec: str, *, narrow: str, common: tuple[int, int]) -> float:
    """Score a Chinese reading by the share of everyday characters."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4:
            return 0.0
        text = sample[: error.start].decode(codec)
    special = [character for character in text if character > "\x7f"]
    if not special:
        return 0.0
    everyday = sum(_weight(character, narrow, common) for character in special) / len(special)
    hanzi = [character for character in special if unicodedata.category(character) == "Lo"]
    frequent = sum(character in COMMON_HANZI for character in hanzi) / len(hanzi) if hanzi else 0.0
    return 0.6 * everyday + 0.4 * min(1.0, frequent / 0.25)


def _weight(character: str, narrow: str, common: tuple[int, int]) -> float:
    """Weigh one character: 1 for the codec's everyday planes, less for rare ones, 0 for none."""
    try:
        code = character.encode(narrow)
    except UnicodeEncodeError:
        return 0.2 if unicodedata.category(character) == "Lo" else 0.0
    if code[0] <= 0xA3 or common[0] <= code[0] <= common[1]:
        return 1.0
    return 0.5


def _score_gb18030(sample: bytes) -> float:
    """Score simplified Chinese: rows B0 to D7 of GB 2312 hold its 3,755 everyday characters."""
    return _score_chinese(sample, "gb18030", narrow="gb2312", common=(0xB0, 0xD7))


def _score_big5(sample: bytes) -> float:
    """Score traditional Chinese: rows A4 to C6 of Big5 hold its 5,401 everyday characters."""
    return _score_chinese(sample, "big5", narrow="big5", common=(0xA4, 0xC6))


def _score_latin(sample: bytes) -> float:
    """Score Western text: accented letters stand alone or in pairs, next to plain letters."""
    runs = list(HIGH_RUN.finditer(sample))
    total = sum(len(run[0]) for run in runs)
    points = sum(_latin_run(sample, run) for run in runs)
    return points / total if total else 0.0


def _latin_run(sample: bytes, run: re.Match[bytes]) -> float:
    """Give points to one run of high bytes read as Western text."""
    try:
        text = run[0].decode("cp1252")
    except UnicodeDecodeError:
        return 0.0
    around = sample[max(run.start() - 1, 0) : run.start()] + sample[run.end() : run.end() + 1]
    beside_letter = bool(re.search(rb"[A-Za-z]", around))
    if len(text) > 2:
        return 0.0
    if all(character in LATIN_SIGNS for character in text):
        return 0.9 * len(text)
    if all(character.isalpha() for character in text):
        return len(text) * (1.0 if beside_letter else 0.3)
    return 0.3 * len(text)


SCORERS: dict[str, Callable[[bytes], float]] = {
    "gb18030": _score_gb18030,
    "cp1252": _score_latin,
    "big5": _score_big5,
}
