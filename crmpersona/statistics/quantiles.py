"""Quantiles of counted values and shares of the largest customers, with their intervals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crmpersona.contract import ParameterError
from crmpersona.statistics.intervals import Interval, normal_quantile, student_quantile


def _counted(values: ArrayLike, counts: ArrayLike | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Values in rising order with the running number of observations up to each."""
    raw = np.asarray(values, dtype=np.float64)
    weight = np.ones(raw.size) if counts is None else np.asarray(counts, dtype=np.float64)
    order = np.argsort(raw, kind="stable")
    return raw[order], np.cumsum(weight[order])


def quantile_of_counts(values: ArrayLike, counts: ArrayLike | None, probability: float) -> float:
    """Find the smallest value with at least this share of the observations at or below it.

    Parameters
    ----------
    values : array_like of float
        Distinct or repeated values.
    counts : array_like of int or None
        How often each value was seen; None counts each once.
    probability : float
        Share between 0 and 1: 0.5 is the (lower) median. No interpolation, so the answer is a value that was seen.

    Returns
    -------
    float
        nan without observations.

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996), The American Statistician 50, 361-365, definition 1.

    Examples
    --------
    >>> quantile_of_counts([7, 14, 30], [5, 3, 2], 0.8)
    14.0
    """
    ordered, running = _counted(values, counts)
    if running.size == 0 or running[-1] == 0:
        return float("nan")
    return float(ordered[_position(running, probability * running[-1])])


def _position(running: NDArray[np.float64], wanted: float) -> int:
    # A tiny allowance: 0.8 × 10 must find the eighth observation although 0.8 is not exact in binary.
    return int(min(np.searchsorted(running, wanted - 1e-9 * running[-1], side="left"), running.size - 1))


def quantile_interval(
    values: ArrayLike, counts: ArrayLike | None, probability: float, *, level: float = 0.95
) -> Interval:
    """Distribution-free interval of a quantile from order statistics.

    Parameters
    ----------
    values, counts, probability : array_like, array_like or None, float
        As in `quantile_of_counts`.
    level : float, default 0.95
        Confidence level; the interval covers at least nearly that often (binomial ranks, normal approximation).

    Returns
    -------
    Interval
        Two observed values; (nan, nan) where the observations are too few to reach the level on both sides.

    References
    ----------
    Conover, W. J. (1999), Practical Nonparametric Statistics, 3rd ed., section 3.2.

    Examples
    --------
    >>> quantile_interval(range(1, 101), None, 0.5)
    Interval(low=40.0, high=61.0)
    """
    ordered, running = _counted(values, counts)
    z = normal_quantile(level)
    n = float(running[-1]) if running.size else 0.0
    spread = z * np.sqrt(n * probability * (1 - probability))
    first, last = np.floor(n * probability - spread), np.ceil(n * probability + spread) + 1
    if n == 0 or first < 1 or last > n:
        return Interval(float("nan"), float("nan"))
    low, high = (int(np.searchsorted(running, rank, side="left")) for rank in (first, last))
    return Interval(float(ordered[low]), float(ordered[high]))


class TopShare(NamedTuple):
    """Share of the total held by the largest part of the customers.

    Parameters
    ----------
    share : float
        ``top_sum / total``; nan where the total is not positive.
    top_sum, total : float
        Sum of the top customers and of all.
    low, high : float
        Interval of the share.

    Examples
    --------
    >>> top_share([4.0, 1.0], top=0.5).share
    0.8
    """

    share: float
    top_sum: float
    total: float
    low: float
    high: float


def top_share(values: ArrayLike, top: float = 0.2, *, level: float = 0.95) -> TopShare:
    """Share of the sum that the top part of the customers holds, with an interval that knows the line is estimated.

    Parameters
    ----------
    values : array_like of float
        One amount per customer; negative amounts stay in the total.
    top : float, default 0.2
        Part of the customers, 0.2 for the top 20 %. The number of customers is rounded up; ties at the line do not
        matter, because equal amounts are interchangeable in the sum.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    TopShare
        Share, its numerator and denominator, and the ends of the interval. Where the total is not positive the share
        is nan.

    Raises
    ------
    ParameterError
        If ``top`` is not strictly between 0 and 1.

    References
    ----------
    Linearisation of a Lorenz ordinate: Langel, M. and Tillé, Y. (2011), Survey Methodology 37, 1-11 (quintile share).

    Examples
    --------
    >>> result = top_share([100.0, 10.0, 10.0, 10.0, 10.0])
    >>> round(result.share, 4), result.top_sum, result.total
    (0.7143, 100.0, 140.0)
    """
    if not 0.0 < top < 1.0:
        raise ParameterError(f"top={top!r} is not strictly between 0 and 1", remedy="use 0.2 for the top 20 %")
    amounts = np.sort(np.asarray(values, dtype=np.float64))[::-1]
    total, nan = float(amounts.sum()), float("nan")
    if amounts.size == 0 or total <= 0:
        return TopShare(nan, nan, total, nan, nan)
    size = int(np.ceil(top * amounts.size - 1e-9))
    held, line = float(amounts[:size].sum()), amounts[size - 1]
    share = held / total
    if amounts.size < 2:
        return TopShare(share, held, total, nan, nan)
    # Influence of one customer on the share; the second part carries the uncertainty of the line itself.
    influence = np.maximum(amounts - line, 0.0) + top * line - share * amounts
    error = float(np.std(influence, ddof=1)) * np.sqrt(amounts.size) / total
    half = float(student_quantile(amounts.size - 1, level)) * error
    return TopShare(share, held, total, max(share - half, 0.0), min(share + half, 1.0))
