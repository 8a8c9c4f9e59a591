"""Quantiles of counted values and shares of the largest customers, with their intervals."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class TopSums:
    """Sums over customers that the share of the largest and its interval need.

    Parameters
    ----------
    n : float
        Customers in the total.
    n_ranked, ranked_sum : float
        Customers among whom the top part is taken, and their sum; all of them unless some only add to the total.
    n_top, top_sum, top_squares : float
        Number, sum and sum of squares of the top customers.
    total, squares : float
        Sum and sum of squares of all customers.
    line : float
        Smallest amount among the top customers.

    Examples
    --------
    >>> sums = TopSums(n=5, n_ranked=5, ranked_sum=140, n_top=1, top_sum=100, top_squares=10_000, total=140,
    ...     squares=10_400, line=100)
    >>> round(top_share_of_sums(sums).share, 4)
    0.7143
    """

    n: float
    n_ranked: float
    ranked_sum: float
    n_top: float
    top_sum: float
    top_squares: float
    total: float
    squares: float
    line: float


def top_share_of_sums(sums: TopSums, top: float = 0.2, *, level: float = 0.95) -> TopShare:
    """Compute the share of the total held by the top part, with an interval that knows that the line is estimated.

    Parameters
    ----------
    sums : TopSums
        Summed in the engine or by `top_share`.
    top : float, default 0.2
        The top part, 0.2 for 20 %.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    TopShare
        nan where the total is not positive; without interval for fewer than two customers.

    References
    ----------
    Linearisation of a Lorenz ordinate: Langel, M. and Tillé, Y. (2011), Survey Methodology 37, 1-11 (quintile share).

    Examples
    --------
    >>> top_share_of_sums(TopSums(1, 1, 5, 1, 5, 25, 5, 25, 5)).share
    1.0
    """
    nan = float("nan")
    if sums.n == 0 or sums.total <= 0:
        return TopShare(nan, sums.top_sum, sums.total, nan, nan)
    share = sums.top_sum / sums.total
    if sums.n < 2:
        return TopShare(share, sums.top_sum, sums.total, nan, nan)
    # One customer's influence: excess over the line, plus the line's own uncertainty, minus the share of the amount.
    excess = sums.top_sum - sums.n_top * sums.line
    excess_squares = sums.top_squares - 2 * sums.line * sums.top_sum + sums.n_top * sums.line**2
    excess_times_amount = sums.top_squares - sums.line * sums.top_sum
    flat = top * sums.line
    influence = excess + flat * sums.n_ranked - share * sums.total
    squares = excess_squares + flat**2 * sums.n_ranked + share**2 * sums.squares
    squares += 2 * flat * excess - 2 * share * excess_times_amount - 2 * share * flat * sums.ranked_sum
    variance = max(squares - influence**2 / sums.n, 0.0) / (sums.n - 1)
    half = float(student_quantile(sums.n - 1, level)) * float(np.sqrt(variance * sums.n)) / sums.total
    return TopShare(share, sums.top_sum, sums.total, max(share - half, 0.0), min(share + half, 1.0))


def top_share(values: ArrayLike, top: float = 0.2, *, level: float = 0.95) -> TopShare:
    """Compute the share of the sum that the top part of the customers holds, with an interval.

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
    As for `top_share_of_sums`.

    Examples
    --------
    >>> result = top_share([100.0, 10.0, 10.0, 10.0, 10.0])
    >>> round(result.share, 4), result.top_sum, result.total
    (0.7143, 100.0, 140.0)
    """
    if not 0.0 < top < 1.0:
        raise ParameterError(f"top={top!r} is not strictly between 0 and 1", remedy="use 0.2 for the top 20 %")
    amounts = np.sort(np.asarray(values, dtype=np.float64))[::-1]
    if amounts.size == 0:
        return TopShare(float("nan"), 0.0, 0.0, float("nan"), float("nan"))
    held = amounts[: int(np.ceil(top * amounts.size - 1e-9))]
    total, squares = float(amounts.sum()), float((amounts * amounts).sum())
    sums = TopSums(
        n=amounts.size,
        n_ranked=amounts.size,
        ranked_sum=total,
        n_top=held.size,
        top_sum=float(held.sum()),
        top_squares=float((held * held).sum()),
        total=total,
        squares=squares,
        line=float(held[-1]),
    )
    return top_share_of_sums(sums, top, level=level)
