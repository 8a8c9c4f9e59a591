"""Are there groups at all: held-out valleys over several halvings, and groups that come back when drawn again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.contract import generator
from crmpersona.segments.lloyd import Fit, adaptive, nearest
from crmpersona.segments.valleys import Counts, Pair, neighbours, spread_ties, valley_p
from crmpersona.statistics import adjusted_rand, dip_test

__all__ = ["ALPHA", "DEEP", "FEWEST", "STABLE", "Structure", "find_structure", "likeliest", "untested"]

Array = NDArray[np.float64]
ALPHA = 0.05
CLEAR = 0.8
DEEP = 0.6
# Hennig calls a cluster highly stable from 0.85 on. Measured: planted groups reach at least 0.88 (70 of 70 worlds), the
# dents of real retail logs at most 0.78.
STABLE = 0.85
FEWEST = 60
POWERFUL = 250
MOST_ROWS = 5_000
DRAWING_ROWS = 1_200
SPLITS = 3


@dataclass(frozen=True)
class Structure:
    """What the test for structure found.

    Parameters
    ----------
    has_structure : bool or None
        None where there are too few customers to tell.
    k : int
        Number of groups: the largest at which every pair of neighbours shows a held-out valley (and, once confirmed,
        every group comes back when customers are drawn again); 1 without structure.
    n : int
        Customers tested.
    table : pandas.DataFrame
        Per k: ``valley_p`` (one hump against a valley), ``clear_p`` (a valley below 0.8 of the lower hump),
        ``clear_p_adjusted`` (times the number of k tried), ``valley_depth`` (of the least clear pair, held out),
        ``agreement`` (adjusted Rand of the groups that the two halves draw), ``groups_stand``, ``least_stable``
        (Jaccard stability of the least stable group; nan where not asked).
    dip_p : float
        Dip test of the least clear pair, held out, at the k chosen or most likely; nan where not tested.
    more_needed : int
        How many more customers an answer needs; 0 where there is an answer.

    Examples
    --------
    >>> find_structure(np.zeros((10, 1)), ks=[2], seed=7).has_structure is None
    True
    """

    has_structure: bool | None
    k: int
    n: int
    table: pd.DataFrame
    dip_p: float
    more_needed: int

    def standing(self) -> list[int]:
        """Return the k at which every pair of neighbours shows a deep valley.

        Returns
        -------
        list of int
            Rising; empty on a continuum.
        """
        return [int(k) for k in self.table.index.to_numpy()[self.table["groups_stand"].to_numpy(dtype=bool)]]

    def confirmed(self, stabilities: Mapping[int, float]) -> Structure:
        """Keep the largest number of groups at which every group comes back when customers are drawn again.

        A valley says that there is something; it does not say that these are the groups. Groups that another sample of
        the same customers would not show carry no name.

        Parameters
        ----------
        stabilities : mapping of int to float
            Jaccard stability of the least stable group, per k that was asked.

        Returns
        -------
        Structure
            The verdict with ``least_stable`` in its table; without structure where no k passes.

        References
        ----------
        Hennig, C. (2007), Cluster-wise Assessment of Cluster Stability, Computational Statistics & Data Analysis 52.
        """
        table = self.table.assign(least_stable=[stabilities.get(int(k), math.nan) for k in self.table.index])
        k = max((k for k, least in stabilities.items() if least >= STABLE), default=1)
        if k == 1 and self.has_structure:
            return replace(_without(self.n, table), dip_p=self.dip_p)
        return replace(self, k=k, table=table)


@dataclass(frozen=True)
class _Direction:
    """One half drew the centres, the other half was counted."""

    fit: Fit
    pairs: tuple[Pair, ...]
    counts: tuple[Counts, ...]
    testing: Array

    def p(self, deepest: float) -> float:
        return max((valley_p(counts, deepest) for counts in self.counts), default=1.0)

    def depth(self) -> float:
        return max((counts.depth for counts in self.counts), default=1.0)

    def dip(self) -> float:
        return max((dip_test(pair.positions(self.testing)).p_value for pair in self.pairs), default=1.0)


def _direction(drawing: Array, testing: Array, k: int, rng: np.random.Generator) -> _Direction:
    """Draw k centres on one half and count the valleys between them in the other."""
    fit = adaptive(drawing[:DRAWING_ROWS], k, rng, starts=3)
    pairs = tuple(neighbours(fit))
    turned, held_out = drawing @ fit.metric, testing @ fit.metric
    counts = tuple(Counts.held_out(pair, turned, held_out) for pair in pairs)
    return _Direction(fit, pairs, counts, held_out)


def _combined(first: float, second: float) -> float:
    """Combine the p-values of both directions (Fisher): each was tested on rows of its own."""
    product = max(first * second, 1e-300)
    return product * (1.0 - math.log(product))


def _split(rows: Array, ks: Sequence[int], rng: np.random.Generator) -> list[dict[str, float]]:
    """Halve the customers once and try every k in both directions."""
    spread = spread_ties(rows, rng)
    order = rng.permutation(len(spread))
    one, two = spread[order[: len(order) // 2]], spread[order[len(order) // 2 :]]
    found = []
    for k in ks:
        there, back = _direction(one, two, k, rng), _direction(two, one, k, rng)
        found.append(
            {
                "k": k,
                "valley_p": _combined(there.p(1.0), back.p(1.0)),
                "clear_p": _combined(there.p(CLEAR), back.p(CLEAR)),
                "valley_depth": (there.depth() + back.depth()) / 2.0,
                "agreement": adjusted_rand(nearest(spread, there.fit), nearest(spread, back.fit)),
            }
        )
    return found


def _dip(rows: Array, k: int, rng: np.random.Generator) -> float:
    """Ask the dip test, as a second opinion, about the least clear pair of k groups."""
    spread = spread_ties(rows, rng)
    order = rng.permutation(len(spread))
    one, two = spread[order[: len(order) // 2]], spread[order[len(order) // 2 :]]
    return _combined(_direction(one, two, k, rng).dip(), _direction(two, one, k, rng).dip())


def find_structure(space: Array, *, ks: Sequence[int], seed: int, splits: int = SPLITS) -> Structure:
    """Decide whether customers fall into groups, and into how many.

    Customers are halved. One half draws k centres; the other half is counted along the line between each pair of
    neighbouring centres, in windows placed by the first half. A continuum has no valley there, however often K-means
    cuts it. Both directions are combined, the median over several halvings is taken, and the k are many questions
    (Bonferroni). Windows and exact binomial test need far fewer customers than the dip test for groups of unequal
    size; the dip test is given beside. :func:`crmpersona.segments.segment` asks one thing more of the groups that
    stand: that they come back when customers are drawn again (:meth:`Structure.confirmed`).

    Parameters
    ----------
    space : numpy.ndarray
        Customers in rows, scaled; nan = unknown (becomes typical). Rows must be in a canonical order.
    ks : sequence of int
        Numbers of groups to try, each at least 2.
    seed : int
        Seed of halvings and starts.
    splits : int, default 3
        Number of halvings.

    Returns
    -------
    Structure
        The answer with its table.

    Examples
    --------
    >>> rng = np.random.default_rng(7)
    >>> rows = rng.normal(size=(300, 2)) + 8.0 * rng.integers(0, 2, 300)[:, None]
    >>> found = find_structure(rows, ks=[2, 3], seed=7)
    >>> found.has_structure, found.k
    (True, 2)
    """
    n = len(space)
    ks = [k for k in ks if k <= n // 20]
    if n < FEWEST or not ks:
        return untested(n, POWERFUL - n)
    rng = generator(seed, "structure")
    if n > MOST_ROWS:
        space = space[np.sort(rng.choice(n, MOST_ROWS, replace=False))]
    rows = pd.DataFrame([row for _ in range(splits) for row in _split(space, ks, rng)])
    table = rows.groupby("k", sort=True).median()
    table["clear_p_adjusted"] = np.minimum(table["clear_p"] * len(ks), 1.0)
    clear = bool((table["clear_p_adjusted"] <= ALPHA).any())
    table["groups_stand"] = clear & (table["valley_p"] <= ALPHA) & (table["valley_depth"] <= DEEP)
    table["least_stable"] = math.nan
    found = _without(n, table)
    standing = found.standing()
    if standing:
        found = replace(found, has_structure=True, k=max(standing), more_needed=0)
    return replace(found, dip_p=_dip(space, found.k if standing else likeliest(table), rng))


def _without(n: int, table: pd.DataFrame) -> Structure:
    """Return "no structure", or "not enough data to tell" where even clear groups could have been missed."""
    enough = n >= POWERFUL
    return Structure(False if enough else None, 1, n, table, math.nan, 0 if enough else POWERFUL - n)


def likeliest(table: pd.DataFrame) -> int:
    """Return the k with the clearest valleys.

    Parameters
    ----------
    table : pandas.DataFrame
        The table of a :class:`Structure`, not empty.

    Returns
    -------
    int
        Number of groups.

    Examples
    --------
    >>> likeliest(pd.DataFrame({"clear_p": [0.5, 0.1]}, index=[2, 3]))
    3
    """
    return int(table.index.to_numpy()[table["clear_p"].to_numpy(dtype=np.float64).argmin()])


def untested(n: int, more_needed: int) -> Structure:
    """Return the answer "not enough data to tell".

    Parameters
    ----------
    n : int
        Customers there are.
    more_needed : int
        How many more an answer needs.

    Returns
    -------
    Structure
        With an empty table.

    Examples
    --------
    >>> untested(10, 240).has_structure is None
    True
    """
    tested = ["valley_p", "clear_p", "valley_depth", "agreement", "clear_p_adjusted"]
    columns = [*tested, "groups_stand", "least_stable"]
    table = pd.DataFrame(columns=columns, index=pd.Index([], name="k", dtype="int64"))
    return Structure(None, 1, n, table, math.nan, more_needed)
