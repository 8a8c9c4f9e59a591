"""Reading a place from Chinese text: names from the province down, then whatever else the address says."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from crmpersona.cleaning.values.place_answer import answered, preferred
from crmpersona.cleaning.values.place_forms import Match, chinese_forms, folded, form_lengths
from crmpersona.cleaning.values.place_tables import COUNTY, PROVINCE, Division, holds, present
from crmpersona.cleaning.values.result import Cleaned, ambiguous, invalid

__all__ = ["clean_chinese"]

# Only the beginning of an address names divisions.
LONGEST_READ = 120
DEEPEST = 6

_LABEL = re.compile(r"^[^:：]{0,8}(?:地址|住址|所在地|城市|省份|地区|籍贯|户籍|位置|省市区?|收货地|寄往)\s*[:：]\s*")
_COUNTRY = re.compile(r"^(?:中华人民共和国|中国大陆|中国)(?!台湾|香港|澳门)[\s,，、·/\-]*(?=.)")
_ONLY_COUNTRY = frozenset({"中国", "中国大陆", "中华人民共和国", "大陆", "国内", "境内"})
_SPACED = re.compile("[\u3400-\u9fff](?: [\u3400-\u9fff])+")
_POSTCODE = re.compile(r"^\d{6}(?=\D)|(?:邮编|邮政编码)\s*[:：]?\s*\d{6}\s*$")
_GAP = re.compile(r"[\s,，、·/\\|;；>＞→:：_\-－—.。()（）\[\]【】「」<>《》'\"“”]*")
_PLACEHOLDER = re.compile(
    r"市辖区|省直辖县级行政区划|自治区直辖县级行政区划|省直辖县级行政单位|省直辖行政单位|直辖县级|省直辖|直辖县"
)

# 南京东路, 中山大学, 西湖文化广场: a name in the name of something else.
_NOT_A_PLACE = re.compile(
    r"[东西南北中环]?[一二三四五六七八九十]?(?:路|街|大道|大街|道|巷|弄|胡同|站)|桥|高速|公路|村|庄|镇|乡|机场|火车|高铁|大学|学院|师范|中学|小学|医院|"
    r"大厦|大楼|饭店|酒店|宾馆|商场|广场|公园|花园|银行|公司|集团|有限|股份|科技有限|苑|坊|文化|体育|国际|会馆|商会|人家?$|话|菜|小区|公寓|新村|家园|"
    r"名邸|府邸|烤鸭|拉面"
)
_PLACEHOLDER_STARTS = frozenset("市省自直")
_BEGIN_LIKE_ENDINGS = frozenset({"市中", "市南", "市北"})
# 湘江新区 is not what was 湘江区.
_ZONE = re.compile("新区|高新|经开|经济|开发|保税|工业|示范区|自贸|度假|风景")
_STREET = re.compile("[镇乡村街路号巷弄道]")


class Path(NamedTuple):
    """Names read one after the other, from the larger to the smaller.

    Parameters
    ----------
    matches : tuple of Match
        What was read.
    end : int
        Where the reading stopped.
    """

    matches: tuple[Match, ...]
    end: int

    @property
    def last(self) -> Division:
        """The smallest division read."""
        return self.matches[-1].division


def _gap(text: str, at: int) -> int:
    # Names mostly follow each other at once.
    if at < len(text) and "\u3400" <= text[at] <= "\u9fff":
        return at
    found = _GAP.match(text, at)
    return found.end() if found else at


def _after_gap(text: str, at: int) -> int:
    at = _gap(text, at)
    if text[at : at + 1] not in _PLACEHOLDER_STARTS:
        return at
    found = _PLACEHOLDER.match(text, at)
    return _gap(text, found.end()) if found else at


def _at(text: str, at: int) -> list[tuple[Match, int]]:
    """Return what may be named at a position, the longest form first, and where it ends."""
    lengths = form_lengths().get(text[at : at + 2])
    if lengths is None:
        return []
    forms, left = chinese_forms(), len(text) - at
    found: list[tuple[Match, int]] = []
    seen: set[Division] = set()
    for length in lengths:
        if length > left:
            continue
        end = at + length
        matches = forms.get(text[at:end], ())
        # The ending belongs to the name, but for 乐山 + 市中区.
        if seen and text[end : end + 2] not in _BEGIN_LIKE_ENDINGS:
            matches = tuple(match for match in matches if match.division not in seen)
        found.extend((match, end) for match in matches)
        seen.update(match.division for match in matches)
    return found


def _stands(text: str, match: Match, end: int, *, first: bool) -> bool:
    """Say whether a name that is the last one read is a place's, not part of another name."""
    if match.whole or end == len(text):
        return True
    own = match.division.level != COUNTY or (match.division.name.endswith("市") and match.division.until is None)
    if _NOT_A_PLACE.match(text, end) or (not own and _ZONE.match(text, end)):
        return False
    # 顺德大良镇 is in 顺德; 南海明珠 need not be in 南海.
    alone = (
        first
        and match.division.level == COUNTY
        and not (match.division.name.endswith(("市", "新区")) and match.division.until is None)
    )
    return not alone or _gap(text, end) > end or bool(_STREET.search(text, end))


def _follows(last: Division, new: Division) -> bool:
    """Say whether a name may stand after one that was read: inside it, or the same again."""
    if new.level > last.level or (new.level == last.level and new.name == last.name):
        return holds(last, new)
    return False


def _paths(text: str, *, inner: bool = False) -> list[Path]:
    """Return the readings that cover most of the text; townships and the like come first only if asked for."""
    best: list[Path] = []
    furthest = 0
    # Readings that stop at the same place are carried on together.
    waiting: dict[int, list[Path]] = {0: [Path((), 0)]}
    while waiting:
        start = min(waiting)
        paths = waiting.pop(start)
        at = _after_gap(text, start) if start else _gap(text, 0)
        for match, end in _at(text, at):
            division = match.division
            for path in paths:
                if not (_follows(path.matches[-1].division, division) if path.matches else inner or not division.inner):
                    continue
                longer = Path((*path.matches, match), end)
                if end >= furthest and _stands(text, match, end, first=start == 0):
                    best, furthest = ([] if end > furthest else best), end
                    best.append(longer)
                if division.level != COUNTY and len(longer.matches) < DEEPEST:
                    waiting.setdefault(end, []).append(longer)
    return best


@cache
def _has_counties(code: str) -> bool:
    """Say whether a prefecture is divided into counties; four cities are not."""
    return any(other.level == COUNTY and other.code.startswith(code[:4]) for other in present().values())


def _contradiction(text: str, path: Path) -> str | None:
    """Return the rule where a further place is named that does not lie in those read."""
    at = _after_gap(text, path.end)
    gap = text[path.end : at]
    if path.last.level == COUNTY and not gap:
        return None
    for match, end in _at(text, at):
        rest = text[_gap(text, end) :]
        larger = match.division.level != COUNTY
        if not (match.whole or larger or path.last.level == PROVINCE or _has_counties(path.last.code)):
            continue  # 长安 in 东莞 is a town.
        stands = _stands(text, match, end, first=False)
        if (
            match.division.inner
            or not stands
            or not ((match.whole and (larger or path.last.level != COUNTY)) or not rest)
        ):
            continue
        if match.division.level == path.last.level and gap:
            return "place.list"
        if match.division.until is None:
            return "place.contradiction"
    return None


def _latest(found: tuple[Division, ...]) -> tuple[Division, ...]:
    """Return the divisions that exist; or of each name and province the one that existed last."""
    here = tuple(division for division in found if division.until is None)
    if here:
        return here
    until: dict[str, int] = {}
    for division in found:
        until[division.code[:2]] = max(until.get(division.code[:2], 0), division.until or 0)
    return tuple(division for division in found if division.until == until[division.code[:2]])


def _readings(paths: list[Path]) -> tuple[Division, ...]:
    """Return the divisions meant by the readings that cover the text best."""
    # 吉林吉林 names two places, not one twice.
    most = max(len({match.division.code for match in path.matches}) for path in paths)
    paths = [path for path in paths if len({match.division.code for match in path.matches}) == most]
    if most > 1:
        here = [path for path in paths if all(match.division.until is None for match in path.matches)]
        return _latest(tuple(path.last for path in here or paths))
    whole = tuple(path.last for path in paths if path.matches[0].whole)
    return _latest(whole) if whole else preferred(tuple(path.last for path in paths))


def _abbreviated(text: str) -> Cleaned | None:
    """Read a province's name of one character, alone or before 省 and 市."""
    if len(text) == 2 and text[1] in "省市":
        text = text[0]
    matches = chinese_forms().get(text, ()) if len(text) == 1 else ()
    return answered(match.division for match in matches) if matches else None


def _backwards(text: str) -> str | None:
    """Return a text whose parts run from the smaller to the larger place the other way round."""
    pieces = [piece for piece in re.split(r"[\s,，;；/]+", text) if piece]
    return "".join(reversed(pieces)) if 1 < len(pieces) <= 4 else None


def clean_chinese(raw: str) -> Cleaned:
    """Read a place from text with Chinese characters.

    Parameters
    ----------
    raw : str
        Text after the first step.

    Returns
    -------
    Cleaned
        Province, city and district, as far as the text names them.

    Notes
    -----
    A name without its ending counts as a place only where no road, school or other thing bears it:
    南京东路 in 上海 says nothing about 南京. Names that exclude each other are never mended.
    """
    text = folded(raw[:LONGEST_READ])
    text = _POSTCODE.sub("", _LABEL.sub("", text)).strip()
    if text in _ONLY_COUNTRY:
        return invalid("place.country")
    text = _COUNTRY.sub("", text)
    if _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    short = _abbreviated(text)
    if short:
        return short
    paths = _paths(text) or _paths(text, inner=True)
    if not paths:
        return invalid("place.unknown")
    rule = _contradiction(text, paths[0])
    if rule is None:
        return answered(_readings(paths), detail=bool(text[_gap(text, paths[0].end) :]))
    turned = _backwards(text)
    if turned:
        again = _paths(turned)
        if again and again[0].end == len(turned):
            return answered(_readings(again))
    return ambiguous(rule) if rule == "place.list" else invalid(rule)
