"""How the name of a division may be written: whole, without its ending, with a shorter one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from crmpersona.cleaning.values.place_tables import (
    COUNTY,
    Division,
    aliases,
    divisions,
    same_characters,
)

__all__ = ["Match", "chinese_forms", "folded", "form_lengths", "latin_forms", "stem"]

ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "新区", "特区", *"省市盟县区旗镇乡")
_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|"
    "拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|达斡尔|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|普米族|塔吉克|怒族|"
    "鄂温克族|保安族|裕固族|京族|独龙族|鄂伦春|各族|联合"
)
_AUTONOMOUS = re.compile(f"(.{{2,}}?)(?:{_PEOPLES})+(自治[区州县旗]|区)")


class Match(NamedTuple):
    """What a written form may stand for.

    Parameters
    ----------
    division : Division
        The division.
    whole : bool
        Whether the form carries the ending of the official name.
    """

    division: Division
    whole: bool


def folded(text: str) -> str:
    """Return a text with the traditional characters of place names as simplified ones.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text to look up.
    """
    return text.translate(same_characters())


@cache
def stem(name: str) -> str:
    """Return a division's name without its ending and the peoples named in it.

    Parameters
    ----------
    name : str
        Official name.

    Returns
    -------
    str
        For example 延边 for 延边朝鲜族自治州; the name itself where only one character would stay.

    Examples
    --------
    >>> stem("延边朝鲜族自治州"), stem("浦东新区"), stem("沙县"), stem("内蒙古自治区")
    ('延边', '浦东', '沙县', '内蒙古')
    """
    found = _AUTONOMOUS.fullmatch(name)
    if found:
        return found.group(1)
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)]
    return name


def _spellings(division: Division) -> dict[str, bool]:
    """Return the written forms of a division with whether each carries an ending."""
    name, short = division.name, stem(division.name)
    forms = {name: True}
    if name.endswith(("自治州", "自治县", "自治旗")):
        forms[short + name[-1]] = True
        forms[short + name[-3:]] = True
    if name.endswith("新区"):
        forms[short + "区"] = True
    forms.setdefault(short, False)
    return forms


def _is_remembered(division: Division) -> bool:
    """Say whether a division is still spoken of without its ending: 先锋 is no longer a district of 1982."""
    return division.until is None or division.until >= (2000 if division.name.endswith("区") else 1985)


@cache
def chinese_forms() -> dict[str, tuple[Match, ...]]:
    """Return what each written form in Chinese characters may stand for, those that exist first."""
    found: dict[str, list[Match]] = {}
    for division in divisions():
        for form, whole in _spellings(division).items():
            if not whole and not _is_remembered(division):
                continue
            found.setdefault(folded(form), []).append(Match(division, whole))
    for alias, division in aliases():
        if not alias.isascii():
            matches = found.setdefault(folded(alias), [])
            if all(match.division is not division for match in matches):
                matches.insert(0, Match(division, len(alias) > 2))
    return {form: tuple(matches) for form, matches in found.items()}


@cache
def form_lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths, longest first, of the forms in Chinese characters by their first two."""
    found: dict[str, set[int]] = {}
    for form in chinese_forms():
        if len(form) > 1:
            found.setdefault(form[:2], set()).add(len(form))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def _latin_key(division: Division) -> str:
    # 歙县 is never "She": a name of one character is romanised with its ending.
    if division.level == COUNTY and len(division.name) == 2:
        return division.pinyin + {"县": "xian", "区": "qu", "市": "shi", "旗": "qi"}.get(division.name[-1], "")
    return division.pinyin


@cache
def latin_forms() -> dict[str, tuple[Division, ...]]:
    """Return what each romanised name (joined, lower case) may stand for."""
    found: dict[str, list[Division]] = {}
    for division in divisions():
        if division.pinyin and division.until is None:
            found.setdefault(_latin_key(division), []).append(division)
    for alias, division in aliases():
        if alias.isascii() and division not in found.setdefault(alias, []):
            found[alias].insert(0, division)
    # Often written for 陕西 too; alone it is 山西, whose official spelling it is.
    shaanxi = next(division for division in divisions() if division.code == "610000")
    found["shanxi"].append(shaanxi)
    return {form: tuple(places) for form, places in found.items()}
