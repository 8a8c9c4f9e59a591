"""Hartigan's dip test of one hump against several."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crmpersona.contract import NotEnoughDataError, ParameterError, generator
from crmpersona.statistics.dip_table import PROBABILITIES, ROOT_N_DIP

__all__ = ["DipTest", "dip_statistic", "dip_test"]

Array = NDArray[np.float64]
FEWEST = 4


@dataclass(frozen=True)
class DipTest:
    """Answer of the dip test.

    Parameters
    ----------
    statistic : float
        The dip: largest distance between the sample's distribution and the nearest one with a single hump.
        From 1/(2n) to 0.25.
    p_value : float
        Chance of a dip at least this large in a uniform sample of the same size.
    n : int
        Number of values.

    Examples
    --------
    >>> dip_test([0, 0, 1, 1]).statistic
    0.25
    """

    statistic: float
    p_value: float
    n: int


def _hull(x: list[float], y: list[float], sign: int) -> list[int]:
    """Return the corners of the greatest convex minorant (sign 1) or the least concave majorant (sign -1)."""
    kept: list[int] = []
    for i in range(len(x)):
        while len(kept) > 1:
            a, b = kept[-2], kept[-1]
            if sign * ((x[b] - x[a]) * (y[i] - y[a]) - (y[b] - y[a]) * (x[i] - x[a])) > 0:
                break
            kept.pop()
        kept.append(i)
    return kept


def _narrow(x: Array, before: Array, after: Array, least: float) -> tuple[float, int, int] | None:
    """Narrow the modal interval once.

    Returns the distance found outside the new interval and the positions of its ends, or None where the two hulls
    are nowhere farther apart than ``least``: then the search is over.
    """
    xs = x.tolist()
    minorant, majorant = np.array(_hull(xs, before.tolist(), 1)), np.array(_hull(xs, after.tolist(), -1))
    lower, upper = np.interp(x, x[minorant], before[minorant]), np.interp(x, x[majorant], after[majorant])
    corners = np.union1d(minorant, majorant)
    widest = corners[(upper - lower)[corners].argmax()]
    if upper[widest] - lower[widest] <= least:
        return None
    low = int(minorant[np.searchsorted(minorant, widest, side="right") - 1])
    high = int(majorant[np.searchsorted(majorant, widest, side="left")])
    left = (after - lower)[:low].max(initial=0.0)
    right = (upper - before)[high + 1 :].max(initial=0.0)
    return max(float(left), float(right)), low, high


def dip_statistic(values: ArrayLike) -> float:
    """Measure the dip of a sample.

    Parameters
    ----------
    values : array_like of float
        The sample, in any order; ties are allowed, missing values are not.

    Returns
    -------
    float
        From 1/(2n), one hump, to 0.25, two points far apart.

    Raises
    ------
    NotEnoughDataError
        If there are no values.
    ParameterError
        If a value is missing or infinite.

    References
    ----------
    Hartigan, J. A. and Hartigan, P. M. (1985), The Dip Test of Unimodality, Annals of Statistics 13, 70-84.

    Examples
    --------
    >>> dip_statistic([1, 2, 3, 4])
    0.125
    """
    sample = np.asarray(values, dtype=np.float64).ravel()
    if sample.size == 0:
        raise NotEnoughDataError(f"the dip of {sample.size} values does not exist", remedy="give at least one value")
    if not np.isfinite(sample).all():
        raise ParameterError(f"{int((~np.isfinite(sample)).sum())} values are missing or infinite", remedy="drop them")
    x, counts = np.unique(sample, return_counts=True)
    after = np.cumsum(counts).astype(np.float64)
    before = after - counts
    dip, low, high = 1.0, 0, len(x) - 1
    while True:
        here = slice(low, high + 1)
        found = _narrow(x[here], before[here], after[here], dip)
        if found is None:
            break
        dip = max(dip, found[0])
        if (found[1], found[2]) == (0, high - low):
            break
        low, high = low + found[1], low + found[2]
    return dip / (2.0 * len(sample))


def _table_p(statistic: float, n: int) -> float:
    """Look the p-value up: straight lines between probabilities, and between logarithms of the sample size."""
    sizes = list(ROOT_N_DIP)
    place = float(np.clip(np.interp(math.log(n), [math.log(size) for size in sizes], range(len(sizes))), 0, len(sizes)))
    below = min(int(place), len(sizes) - 2)
    share = place - below
    quantiles = (1 - share) * np.array(ROOT_N_DIP[sizes[below]]) + share * np.array(ROOT_N_DIP[sizes[below + 1]])
    found = float(np.interp(statistic * math.sqrt(n), quantiles, PROBABILITIES))
    return max(1.0 - found, 1.0 - PROBABILITIES[-1])


def dip_test(values: ArrayLike, *, method: str = "table", draws: int = 2_000, seed: int = 7) -> DipTest:
    """Test whether a sample comes from a distribution with one hump.

    Parameters
    ----------
    values : array_like of float
        The sample, in any order.
    method : {"table", "simulate"}, default "table"
        Where the p-value comes from: the package's own table (never below 0.0001), or uniform samples drawn now.
    draws : int, default 2000
        Number of uniform samples for ``"simulate"``.
    seed : int, default 7
        Seed of the draws.

    Returns
    -------
    DipTest
        Statistic, p-value and number of values; with fewer than four values the p-value is 1.

    Raises
    ------
    ParameterError
        If the method is unknown.

    References
    ----------
    Hartigan, J. A. and Hartigan, P. M. (1985), The Dip Test of Unimodality, Annals of Statistics 13, 70-84.

    Examples
    --------
    >>> two_humps = [1, 2, 3, 4, 5, 21, 22, 23, 24, 25]
    >>> round(dip_test(two_humps).p_value, 2) < 0.05
    True
    """
    if method not in {"table", "simulate"}:
        raise ParameterError(f"method={method!r} is unknown", remedy='use "table" or "simulate"')
    sample = np.asarray(values, dtype=np.float64).ravel()
    statistic = dip_statistic(sample)
    n = len(sample)
    if n < FEWEST:
        return DipTest(statistic, 1.0, n)
    if method == "table":
        return DipTest(statistic, _table_p(statistic, n), n)
    random: Any = generator(seed, "dip_test")
    larger = sum(dip_statistic(random.random(n)) >= statistic - 1e-12 for _ in range(draws))
    return DipTest(statistic, (larger + 1) / (draws + 1), n)
