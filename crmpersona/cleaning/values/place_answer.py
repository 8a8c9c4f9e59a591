"""What several readings of a place have in common, and the answer that follows."""

from __future__ import annotations

from collections.abc import Iterable

from crmpersona.cleaning.values.place_tables import COUNTY, PREFECTURE, PROVINCE, Division, described, present
from crmpersona.cleaning.values.result import Cleaned, ambiguous, ok

__all__ = ["answered", "preferred"]

MOST_NAMED = 6

# Bare 朝阳 is as often the district of 北京 or 长春 as the city in 辽宁.
CONTESTED = frozenset({"朝阳市"})


def _outermost(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes without those that lie in a prefecture which is also among them."""
    unique = sorted(set(codes))
    return tuple(code for code in unique if code[4:] == "00" or code[:4] + "00" not in unique)


def preferred(bare: tuple[Division, ...]) -> tuple[Division, ...]:
    """Return the divisions that a name without its ending, and without a place around it, may mean.

    Parameters
    ----------
    bare : tuple of Division
        All divisions of that name.

    Returns
    -------
    tuple of Division
        The province, where no city of its own bears the name; the prefecture-level city rather
        than a district elsewhere; otherwise all of them, those that exist first of all.
    """
    here = tuple(division for division in bare if division.until is None)
    if not here:
        return bare
    provinces = [division for division in here if division.level == PROVINCE]
    cities = [division for division in here if division.level == PREFECTURE and division.name.endswith("市")]
    if provinces:
        return tuple(provinces) if not cities else here
    if len(cities) == 1 and cities[0].name not in CONTESTED:
        return tuple(cities)
    # A prefecture that is no more and held the county of the name (思茅): what both have in common.
    around = tuple(
        division
        for division in bare
        if division.until is not None and division.level == PREFECTURE and _around(division, here)
    )
    return here + around


def _around(past: Division, here: tuple[Division, ...]) -> bool:
    targets = {code[:4] for code in past.now}
    return len(targets) == 1 and all(code[4:] == "00" for code in past.now) and all(d.code[:4] in targets for d in here)


def _names(codes: Iterable[str]) -> str:
    known = present()
    written = []
    for code in codes:
        outer = known.get(code[:4] + "00", known[code[:2] + "0000"])
        own = known[code].name
        written.append(own if outer.code == code else outer.name + own)
    return "、".join(written[:MOST_NAMED]) + ("…" if len(written) > MOST_NAMED else "")


def answered(found: Iterable[Division], *, detail: bool = False) -> Cleaned:
    """Return the answer for the divisions that a text may name.

    Parameters
    ----------
    found : iterable of Division
        Readings, at least one.
    detail : bool, default False
        Whether more text (a street) follows.

    Returns
    -------
    Cleaned
        One place; or ambiguous, with the readings as candidates.
    """
    found = tuple(dict.fromkeys(found))
    codes = _outermost(code for division in found for code in division.now)
    if len(codes) > 1 and not _province_and_city(codes):
        ancestor = _holding(codes, found)
        codes = (ancestor,) if ancestor else codes
    if len(codes) > 1:
        rule = "place.divided" if len(found) == 1 else "place.several"
        until = max((division.until or 0 for division in found), default=0)
        candidates = tuple(described(code) for code in codes[:MOST_NAMED])
        return ambiguous(rule, candidates, count=len(codes), names=_names(codes), until=until)
    value = described(codes[0])
    if any(division.until is None for division in found):
        return ok(value, "place.address" if detail else "place.name")
    if any(division.zone for division in found):
        return ok(value, "place.zone")
    return ok(value, "place.former", until=max(division.until or 0 for division in found))


def _province_and_city(codes: tuple[str, ...]) -> bool:
    return any(code[2:] == "0000" for code in codes)


def _holding(codes: tuple[str, ...], found: tuple[Division, ...]) -> str | None:
    """Return the prefecture that a divided prefecture lies in today, where it is one."""
    around = {code[:4] + "00" for code in codes}
    whole = all(division.level != COUNTY for division in found)
    return around.pop() if whole and len(around) == 1 and (codes[0][:4] + "00") in present() else None
