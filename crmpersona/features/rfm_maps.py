"""Maps from scores to named groups, checked for gaps, overlaps and names that nobody can reach."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from crmpersona.contract import ParameterError, resolve_lang
from crmpersona.features.words_rfm import ELEVEN, WORDS

__all__ = ["ELEVEN_MAP", "UNASSIGNED", "MapCheck", "RFMMap", "RFMRule"]

AXES = ("r", "f", "m")
UNASSIGNED = "unassigned"


@dataclass(frozen=True)
class RFMRule:
    """One named group as a box of scores.

    Parameters
    ----------
    key : str
        Stable name of the group.
    r, f : tuple of (int, int)
        Lowest and highest score, both included.
    m : tuple of (int, int), optional
        The same for money; None takes any.
    name_zh, name_en : str, optional
        What people read; the key where empty.

    Examples
    --------
    >>> RFMRule("champions", r=(5, 5), f=(4, 5)).holds(5, 4, 1)
    True
    """

    key: str
    r: tuple[int, int]
    f: tuple[int, int]
    m: tuple[int, int] | None = None
    name_zh: str = ""
    name_en: str = ""

    def holds(self, r: Any, f: Any, m: Any) -> Any:
        """Say whether scores lie in the box.

        Parameters
        ----------
        r, f, m : int or array of int
            Scores; `m` is not read where the rule takes any.

        Returns
        -------
        bool or array of bool
            Whether they do.
        """
        inside = (r >= self.r[0]) & (r <= self.r[1]) & (f >= self.f[0]) & (f <= self.f[1])
        return inside if self.m is None else inside & (m >= self.m[0]) & (m <= self.m[1])


@dataclass(frozen=True)
class MapCheck:
    """What is wrong with a map.

    Parameters
    ----------
    name : str
        Name of the map.
    cells : int
        Number of combinations of scores.
    gaps : tuple of tuple of int
        Combinations without a group.
    overlaps : mapping of tuple of int to tuple of str
        Combinations in several groups; the first one named takes them.
    unreachable : tuple of str
        Groups all of whose combinations are taken by earlier ones.

    Examples
    --------
    >>> ELEVEN_MAP.check().ok, ELEVEN_MAP.check().cells
    (True, 25)
    """

    name: str
    cells: int
    gaps: tuple[tuple[int, ...], ...]
    overlaps: Mapping[tuple[int, ...], tuple[str, ...]]
    unreachable: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether every combination is in exactly one group and every group can be reached."""
        return not (self.gaps or self.overlaps or self.unreachable)

    def summary(self, lang: str | None = None) -> str:
        """Say in one sentence what was found.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            The sentence.
        """
        counts = {"gaps": len(self.gaps), "overlaps": len(self.overlaps), "unreachable": len(self.unreachable)}
        return WORDS("map_ok" if self.ok else "map_bad", lang, name=self.name, cells=self.cells, **counts)


@dataclass(frozen=True)
class RFMMap:
    """A map from R, F (and M) scores to named groups; in an overlap the first rule wins.

    Parameters
    ----------
    name : str
        Name of the map.
    rules : tuple of RFMRule
        The groups in report order.
    levels : int, default 5
        Number of score levels the rules are written for.

    Raises
    ------
    ParameterError
        If there is no rule, two rules share a key, or a rule asks for scores that do not exist.

    Examples
    --------
    >>> halves = RFMMap.from_dict("halves", {"warm": {"r": (2, 2)}, "cold": {"r": (1, 1)}}, levels=2)
    >>> halves.check().ok
    True
    >>> RFMMap.from_dict("holes", {"best": {"r": (5, 5), "f": (5, 5)}}).check().summary("en")
    'Map holes: 24 cells without a group, 0 cells in several groups, 0 groups that nobody can reach.'
    """

    name: str
    rules: tuple[RFMRule, ...]
    levels: int = 5

    def __post_init__(self) -> None:
        """Refuse rules that cannot mean anything."""
        keys = [rule.key for rule in self.rules]
        twice = sorted({key for key in keys if keys.count(key) > 1} | ({"prospects", UNASSIGNED} & set(keys)))
        if not keys or twice:
            raise ParameterError(
                f"map {self.name!r} has {len(keys)} rules, and names used twice or reserved: {twice or 'none'}",
                remedy=f"give each group its own key; 'prospects' and {UNASSIGNED!r} are taken",
            )
        for rule in self.rules:
            for axis in AXES:
                box = getattr(rule, axis)
                if box is not None and not 1 <= box[0] <= box[1] <= self.levels:
                    raise ParameterError(
                        f"group {rule.key!r} asks for {axis.upper()} from {box[0]} to {box[1]}",
                        where=f"map {self.name}",
                        remedy=f"scores go from 1 to {self.levels}, lowest first",
                    )

    @classmethod
    def from_dict(cls, name: str, groups: Mapping[str, Mapping[str, Any]], levels: int = 5) -> Self:
        """Build a map from plain data, such as a TOML table.

        Parameters
        ----------
        name : str
            Name of the map.
        groups : mapping of str to mapping
            Key of the group to ``r``, ``f``, ``m`` (each ``(lowest, highest)``; left out = any) and
            ``name_zh``, ``name_en``.
        levels : int, default 5
            Number of score levels.

        Returns
        -------
        RFMMap
            The map.

        Raises
        ------
        ParameterError
            If a group has an unknown entry or a score that does not exist.
        """
        rules = []
        for key, entry in groups.items():
            unknown = sorted(set(entry) - {"r", "f", "m", "name_zh", "name_en"})
            if unknown:
                raise ParameterError(
                    f"group {key!r} has unknown entries {unknown}", remedy="use r, f, m, name_zh, name_en"
                )
            boxes = {axis: _box(key, axis, entry[axis]) for axis in AXES if axis in entry}
            names = {part: str(entry[part]) for part in ("name_zh", "name_en") if part in entry}
            rules.append(RFMRule(key, **{"r": (1, levels), "f": (1, levels), **boxes}, **names))  # type: ignore[arg-type]
        return cls(name=name, rules=tuple(rules), levels=levels)

    @property
    def uses_money(self) -> bool:
        """Whether a rule reads the M score."""
        return any(rule.m is not None for rule in self.rules)

    def cells(self) -> list[tuple[int, ...]]:
        """Return every combination of scores that the map must name.

        Returns
        -------
        list of tuple of int
            (R, F) or, where money is used, (R, F, M).
        """
        return list(itertools.product(range(1, self.levels + 1), repeat=3 if self.uses_money else 2))

    def check(self) -> MapCheck:
        """Try every combination of scores.

        Returns
        -------
        MapCheck
            Gaps, overlaps and groups that nobody can reach.
        """
        hits = {cell: self._keys(cell) for cell in self.cells()}
        reached = {keys[0] for keys in hits.values() if keys}
        return MapCheck(
            name=self.name,
            cells=len(hits),
            gaps=tuple(cell for cell, keys in hits.items() if not keys),
            overlaps={cell: keys for cell, keys in hits.items() if len(keys) > 1},
            unreachable=tuple(rule.key for rule in self.rules if rule.key not in reached),
        )

    def assign(self, r: np.ndarray, f: np.ndarray, m: np.ndarray | None) -> np.ndarray:
        """Name the group of each customer.

        Parameters
        ----------
        r, f : numpy.ndarray
            Scores from 1 to :attr:`levels`.
        m : numpy.ndarray or None
            The same for money; may be None where no rule reads it.

        Returns
        -------
        numpy.ndarray
            Keys; :data:`UNASSIGNED` where no rule holds.
        """
        groups = np.full(len(r), UNASSIGNED, dtype=object)
        for rule in reversed(self.rules):
            groups[rule.holds(r, f, m)] = rule.key
        return groups

    def names(self, lang: str | None = None) -> dict[str, str]:
        """Return the names in report order.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        dict of str to str
            Key to name.
        """
        chinese = resolve_lang(lang) == "zh"
        return {rule.key: (rule.name_zh if chinese else rule.name_en) or rule.key for rule in self.rules}

    def _keys(self, cell: tuple[int, ...]) -> tuple[str, ...]:
        """Return the groups that claim a combination of R, F and, where the map reads it, M."""
        r, f, m = (*cell, None)[:3]
        return tuple(rule.key for rule in self.rules if rule.holds(r, f, m))


def _box(key: str, axis: str, given: Any) -> tuple[int, int]:
    """Read ``4`` or ``(4, 5)`` as lowest and highest score."""
    ends = (given, given) if isinstance(given, int) else tuple(given)
    if len(ends) != 2 or not all(isinstance(end, int) for end in ends):
        raise ParameterError(f"group {key!r} has {axis}={given!r}", remedy="give (lowest, highest), two whole numbers")
    return ends[0], ends[1]


def _rule(key: str, r: tuple[int, int], f: tuple[int, int]) -> RFMRule:
    """Return a rule of the built-in map with its names."""
    name_zh, name_en = ELEVEN[key]
    return RFMRule(key, r, f, name_zh=name_zh, name_en=name_en)


ELEVEN_MAP = RFMMap(
    name="eleven",
    rules=(
        _rule("champions", (5, 5), (4, 5)),
        _rule("loyal", (3, 4), (4, 5)),
        _rule("potential_loyalist", (4, 5), (2, 3)),
        _rule("new", (5, 5), (1, 1)),
        _rule("promising", (4, 4), (1, 1)),
        _rule("need_attention", (3, 3), (3, 3)),
        _rule("about_to_sleep", (3, 3), (1, 2)),
        _rule("at_risk", (1, 2), (3, 4)),
        _rule("cant_lose", (1, 2), (5, 5)),
        _rule("hibernating", (1, 2), (1, 2)),
    ),
)
"""The R × F map of the eleven groups; the eleventh, prospects, are the customers without scores."""
