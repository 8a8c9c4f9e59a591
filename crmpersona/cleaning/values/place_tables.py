"""The official divisions of China, present and past, and which of them lie in which."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources

__all__ = [
    "COUNTY",
    "PREFECTURE",
    "PROVINCE",
    "Division",
    "aliases",
    "described",
    "divisions",
    "holds",
    "rows",
    "same_characters",
]

PROVINCE, PREFECTURE, COUNTY = 0, 1, 2

# Provinces that are one city: 北京市, 天津市, 上海市, 重庆市.
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


def _prefix(code: str) -> str:
    """Return the digits that the codes of all that lies within share."""
    if code[2:] == "0000":
        return code[:2]
    return code[:4] if code[4:] == "00" else code


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """One division of a list, present or past.

    Parameters
    ----------
    code : str
        Six digits; two for the province, two for the prefecture, two for the county.
    name : str
        Official name.
    now : tuple of str
        Codes of the present divisions that hold its area; its own code where it exists.
    until : int, optional
        Year from which the list no longer has it; None where it exists.
    pinyin : str, default ""
        Romanised name without its ending, joined; empty where there is none.
    inner : bool, default False
        Whether it is only looked for inside its city: townships and the like.
    """

    code: str
    name: str
    now: tuple[str, ...]
    until: int | None = None
    pinyin: str = ""
    inner: bool = False
    level: int = field(init=False)
    prefix: str = field(init=False)
    prefixes: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out the level and the digits shared by all that lies within; a frozen class needs the detour."""
        prefix = _prefix(self.code)
        object.__setattr__(self, "prefix", prefix)
        object.__setattr__(self, "level", len(prefix) // 2 - 1)
        object.__setattr__(self, "prefixes", tuple(_prefix(code) for code in self.now))

    @property
    def zone(self) -> bool:
        """Whether it is a development zone that was listed for a time, and no division."""
        return self.until is not None and self.level == COUNTY and self.code[4] == "7"


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table of the package, without comments and heading.

    Parameters
    ----------
    name : str
        File name.

    Returns
    -------
    list of list of str
        Cells of each row.
    """
    text = resources.files("crmpersona.cleaning").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return lines[1:]


@cache
def divisions() -> tuple[Division, ...]:
    """Return every division, those that exist first."""
    present = [Division(code, name, (code,), pinyin=pinyin) for code, name, pinyin in rows("cn_divisions.tsv")]
    # Townships of Taiwan and districts of Hong Kong share names with cities elsewhere.
    beyond = [Division(code, name, (code,), inner=code[4:] != "00") for code, name in rows("tw_hk_mo_divisions.tsv")]
    past = [
        Division(code, name, tuple(now.split(" ")), until=int(until))
        for code, name, until, now in rows("cn_divisions_past.tsv")
    ]
    return (*present, *beyond, *past)


@cache
def present() -> dict[str, Division]:
    """Return the divisions that exist, by code."""
    return {division.code: division for division in divisions() if division.until is None}


@cache
def aliases() -> tuple[tuple[str, Division], ...]:
    """Return other names with the division that each stands for."""
    known = present()
    return tuple((alias, known[code]) for alias, code in rows("place_aliases.tsv"))


@cache
def same_characters() -> dict[int, str]:
    """Return the translation of traditional and variant characters of place names, for looking them up."""
    return {ord(other): simplified for simplified, others in rows("place_characters.tsv") for other in others}


def holds(outer: Division, inner: Division) -> bool:
    """Say whether one division lies, or lay, in another one or is the same.

    Parameters
    ----------
    outer, inner : Division
        Two divisions, present or past.

    Returns
    -------
    bool
        By their codes when they were listed, or by where they lie today.
    """
    if inner.code.startswith(outer.prefix):
        return True
    if outer.until is None and inner.until is None:
        return False
    return all(code.startswith(outer.prefixes) for code in inner.now)


def described(code: str) -> dict[str, str | None]:
    """Return a present division as province, city and district.

    Parameters
    ----------
    code : str
        Code of a division that exists.

    Returns
    -------
    dict
        Official names under ``province``, ``city`` and ``district``; None where the division is
        larger than that. A municipality is its own city, and so is a county under its province.
    """
    province, city, district = _described(code)
    return {"province": province, "city": city, "district": district}


@cache
def _described(code: str) -> tuple[str, str | None, str | None]:
    known = present()
    province = known[code[:2] + "0000"].name
    own = known[code]
    outer = known.get(code[:4] + "00")
    city = outer.name if outer and outer.level == PREFECTURE else None
    if code[:2] in MUNICIPALITIES:
        city = province
    if own.level != COUNTY:
        return province, city, None
    if city is None and code[:2] not in {"81", "82"}:
        return province, own.name, None
    return province, city, own.name
