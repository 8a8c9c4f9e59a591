"""Ratio of two shares: interval and exact test, for many pairs at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crmpersona.statistics.intervals import Interval, normal_quantile

__all__ = ["TwoShares", "fisher_p", "share_index_interval", "share_ratio_interval"]

Array = NDArray[np.float64]
STEPS = 80


class TwoShares(NamedTuple):
    """Counts of two separate groups; scalars or arrays of the same shape.

    Parameters
    ----------
    hits, n : array_like of int
        Members of the first group with the property, and all of them.
    other_hits, other_n : array_like of int
        The same of the second group, which shares no member with the first.

    Examples
    --------
    >>> TwoShares(30, 100, 20, 100).n
    100
    """

    hits: ArrayLike
    n: ArrayLike
    other_hits: ArrayLike
    other_n: ArrayLike

    def arrays(self) -> tuple[Array, Array, Array, Array]:
        """Return the four counts as arrays of one shape.

        Returns
        -------
        tuple of numpy.ndarray
            hits, n, other_hits, other_n.
        """
        counts = np.broadcast_arrays(*(np.asarray(part, dtype=np.float64) for part in self))
        return counts[0], counts[1], counts[2], counts[3]


def _score(ratio: Array, x1: Array, n1: Array, x0: Array, n0: Array) -> Array:
    """Return the signed score z of H0: p1 = ratio * p0; it falls as the ratio grows."""
    n, x = n1 + n0, x1 + x0
    b = ratio * (n1 + x0) + x1 + n0
    root = np.sqrt(np.maximum(b * b - 4.0 * ratio * n * x, 0.0))
    p0 = np.clip((b - root) / np.maximum(2.0 * ratio * n, 1e-300), 0.0, 1.0)
    p1 = np.minimum(ratio * p0, 1.0)
    variance = p1 * (1 - p1) / n1 + ratio**2 * p0 * (1 - p0) / n0
    difference = x1 / n1 - ratio * x0 / n0
    z = difference / np.sqrt(np.where(variance > 0, variance, 1.0))
    without_spread = np.where(np.abs(difference) < 1e-12, 0.0, np.copysign(np.inf, difference))
    return np.where(variance > 0, z, without_spread)


def _solve(target: float, x1: Array, n1: Array, x0: Array, n0: Array) -> Array:
    """Find the ratio whose score equals the target, by halving on the logarithm."""
    low, high = np.full(x1.shape, -40.0), np.full(x1.shape, 40.0)
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        above = _score(np.exp(middle), x1, n1, x0, n0) > target
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.asarray(np.exp((low + high) / 2.0), dtype=np.float64)


def share_ratio_interval(counts: TwoShares, *, level: float = 0.95) -> Interval:
    """Give the score interval of the ratio of two shares.

    Parameters
    ----------
    counts : TwoShares
        Counts of the two separate groups.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        Of (hits / n) / (other_hits / other_n); (nan, nan) where a group is empty or neither has a hit,
        upper end infinity where the second group has none.

    References
    ----------
    Koopman, P. A. R. (1984), Confidence Intervals for the Ratio of Two Binomial Proportions, Biometrics 40, 513-517.

    Examples
    --------
    >>> [round(end, 3) for end in share_ratio_interval(TwoShares(36, 40, 16, 80))]
    [2.94, 7.152]
    """
    x1, n1, x0, n0 = counts.arrays()
    known = (n1 > 0) & (n0 > 0) & (x1 + x0 > 0)
    ones, twos = np.where(n1 > 0, n1, 1.0), np.where(n0 > 0, n0, 1.0)
    z = normal_quantile(level)
    low = np.where(x1 == 0, 0.0, _solve(z, x1, ones, x0, twos))
    high = np.where(x0 == 0, np.inf, _solve(-z, x1, ones, x0, twos))
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    return Interval(low, high) if low.ndim else Interval(float(low), float(high))


def share_index_interval(counts: TwoShares, *, level: float = 0.95) -> Interval:
    """Give the interval of a group's share over the share among everybody, the group included.

    The two shares are not independent. But share / share of all = r / (w r + 1 - w), with r the ratio of the group
    to the rest and w the group's part of everybody: rising in r, so the ends of r's interval carry over exactly.

    Parameters
    ----------
    counts : TwoShares
        The group, and the rest.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        1 = like everybody; (1, 1) where there is no rest; (nan, nan) where the property occurs nowhere.

    Examples
    --------
    >>> [round(end, 2) for end in share_index_interval(TwoShares(30, 100, 20, 100))]
    [0.96, 1.42]
    """
    x1, n1, x0, n0 = counts.arrays()
    ratio = share_ratio_interval(TwoShares(x1, n1, x0, n0), level=level)
    weight = n1 / np.maximum(n1 + n0, 1.0)

    def index(end: Array) -> Array:
        finite = np.where(np.isinf(end), 0.0, end)
        most = 1.0 / np.where(weight > 0, weight, np.nan)
        return np.where(np.isinf(end), most, finite / np.where(finite > 0, weight * finite + 1.0 - weight, 1.0))

    everybody = (n0 == 0) & (n1 > 0) & (x1 > 0)
    low = np.where(everybody, 1.0, index(np.asarray(ratio.low)))
    high = np.where(everybody, 1.0, index(np.asarray(ratio.high)))
    return Interval(low, high) if low.ndim else Interval(float(low), float(high))


def fisher_p(counts: TwoShares) -> Array:
    """Test whether two separate groups have the same share (Fisher's exact test, two-sided).

    Parameters
    ----------
    counts : TwoShares
        Counts of the two groups.

    Returns
    -------
    numpy.ndarray
        p-values; 1 where nothing can differ (an empty group, nobody or everybody has the property).

    Examples
    --------
    >>> fisher_p(TwoShares([8], [9], [1], [6])).round(4).tolist()
    [0.011]
    """
    from scipy.stats import fisher_exact

    x1, n1, x0, n0 = counts.arrays()
    tables = np.stack([x1, n1 - x1, x0, n0 - x0], axis=-1).astype(np.int64).reshape(-1, 2, 2)
    found = [
        1.0 if (table.sum(0) == 0).any() or (table.sum(1) == 0).any() else fisher_exact(table)[1] for table in tables
    ]
    return np.array(found, dtype=np.float64).reshape(x1.shape)
