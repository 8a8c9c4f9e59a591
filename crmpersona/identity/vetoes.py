"""Pairs that are never one person, however much else agrees: relatives, flatmates, colleagues, twins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from crmpersona.identity.comparisons import Field, best_level, first_of_kind
from crmpersona.identity.model import Weights, log_odds

__all__ = ["Veto", "make_veto"]

Flags = npt.NDArray[np.bool_]
CONVINCED = float(np.log(9.0))  # nine to one
ENOUGH = 10  # pairs to judge the veto by


@dataclass(frozen=True)
class Veto:
    """Names unlike and birth dates unequal: never one person.

    Two records whose names are unlike are kept apart unless their birth dates are known to be
    equal. Where there are mailboxes and telephones or addresses, equal birth dates are not enough
    (twins share all that a home shares): the mailboxes must be equal too.

    Parameters
    ----------
    names : tuple of str
        Comparisons of names; without any nothing is barred. Names are unlike when the first that
        is known of both is different.
    rescue : tuple of (str, int), optional
        Comparisons with the level each must reach so that unlike names are let pass.

    Examples
    --------
    >>> veto = Veto(("f0",), (("f1", 3),))
    >>> veto.bars(pd.DataFrame({"f0": [0, 0, 4], "f1": [2, 3, 0]})).tolist()
    [True, False, False]
    """

    names: tuple[str, ...]
    rescue: tuple[tuple[str, int], ...] = ()

    def unlike(self, levels: pd.DataFrame) -> Flags:
        """Say of each pair whether its names are unlike.

        Parameters
        ----------
        levels : pandas.DataFrame
            Level of each comparison, -1 is missing.

        Returns
        -------
        array of bool
            One per row.
        """
        found, open_ = np.zeros(len(levels), dtype=bool), np.ones(len(levels), dtype=bool)
        for name in self.names:
            level = levels[name].to_numpy()
            found |= open_ & (level == 0)
            open_ &= level == -1
        return found

    def bars(self, levels: pd.DataFrame) -> Flags:
        """Say of each pair whether it cannot be one person.

        Parameters
        ----------
        levels : pandas.DataFrame
            Level of each comparison, -1 is missing.

        Returns
        -------
        array of bool
            One per row.
        """
        found = self.unlike(levels)
        if self.rescue:
            found &= ~np.logical_and.reduce([levels[name].to_numpy() >= least for name, least in self.rescue])
        return found

    def contradicted(self, patterns: pd.DataFrame, weights: Weights) -> bool:
        """Say whether the data speak against the veto: unlike names where everything else says one person.

        Of pairs that everything but name and birth date takes for one person, relatives have other
        birth dates; records with a wrong name have the same. Where more than half agree in the birth
        date the unlike names are errors, and keeping such records apart would be wrong.

        Parameters
        ----------
        patterns : pandas.DataFrame
            Level of each comparison and ``pairs``.
        weights : Weights
            What was learnt under the veto.

        Returns
        -------
        bool
            False where there are too few such pairs to tell.
        """
        if not self.names or not self.rescue:
            return False
        date, same = self.rescue[0]
        rest = [name for name in weights.matching if name != date and name not in self.names]
        known = self.unlike(patterns) & (patterns[date].to_numpy() >= 0)
        known &= log_odds(patterns, rest, weights) > CONVINCED
        pairs = patterns["pairs"].to_numpy()
        agree = known & (patterns[date].to_numpy() >= same)
        return bool(pairs[known].sum() >= ENOUGH and pairs[agree].sum() * 2 > pairs[known].sum())


def make_veto(fields: Sequence[Field]) -> Veto:
    """Return the veto that the fields present allow.

    Parameters
    ----------
    fields : sequence of Field
        What is compared.

    Returns
    -------
    Veto
        Without names it bars nothing; without birth dates, all unlike names.

    Examples
    --------
    >>> make_veto([Field("f0", "name", "full_name"), Field("f1", "born", "birth_date")])
    Veto(names=('f0',), rescue=(('f1', 3),))
    """
    firsts = first_of_kind(fields)
    names = [firsts[kind].slot for kind in ("full_name", "given_name", "surname") if kind in firsts]
    wanted = ["birth_date"]
    if "email" in firsts and firsts.keys() & {"phone", "street"}:
        wanted.append("email")
    return Veto(tuple(names), tuple(_same(kind, firsts) for kind in wanted if "birth_date" in firsts))


def _same(kind: str, firsts: Mapping[str, Field]) -> tuple[str, int]:
    """Return a comparison and its highest level."""
    return firsts[kind].slot, best_level(firsts[kind], firsts)
