"""Intervals for the figures of a report: rates, means and ratios of sums.

Every function works on sufficient statistics or on one row per customer, takes scalars or arrays, and answers
``(nan, nan)`` where nothing can be said (no rows, one row) instead of raising: a report prints "no interval" there.
The customer is the unit of chance throughout, so figures made of several orders of one customer stay honest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crmpersona.contract import ParameterError

ProportionMethod = Literal["wilson", "clopper_pearson"]
_METHODS: tuple[ProportionMethod, ...] = ("wilson", "clopper_pearson")


class Interval(NamedTuple):
    """Lower and upper end of an interval.

    Parameters
    ----------
    low, high : float or numpy.ndarray
        Floats for scalar input, arrays for array input; nan where nothing can be said.

    Examples
    --------
    >>> Interval(0.1, 0.2).high
    0.2
    """

    low: Any
    high: Any


def check_level(level: float) -> float:
    """Return the confidence level, refusing anything outside the open interval from 0 to 1.

    Parameters
    ----------
    level : float
        Share of repetitions in which the interval should cover the truth, for example 0.95.

    Returns
    -------
    float
        The same level.

    Raises
    ------
    ParameterError
        If the level is not strictly between 0 and 1.

    Examples
    --------
    >>> check_level(0.95)
    0.95
    """
    if not 0.0 < level < 1.0:
        raise ParameterError(f"level={level!r} is not strictly between 0 and 1", remedy="use 0.95 for a 95 % interval")
    return float(level)


def _as_given(low: NDArray[np.float64], high: NDArray[np.float64]) -> Interval:
    """Turn 0-d arrays back into floats, so that scalars in mean scalars out."""
    if low.ndim == 0:
        return Interval(float(low), float(high))
    return Interval(low, high)


def normal_quantile(level: float) -> float:
    """Return the two-sided normal quantile of a confidence level.

    Parameters
    ----------
    level : float
        Confidence level.

    Returns
    -------
    float
        1.96 for 0.95.

    Examples
    --------
    >>> round(normal_quantile(0.95), 4)
    1.96
    """
    from scipy.special import ndtri

    return float(ndtri(0.5 + check_level(level) / 2.0))


def student_quantile(degrees_of_freedom: ArrayLike, level: float) -> NDArray[np.float64]:
    """Return the two-sided Student quantile of a confidence level.

    Parameters
    ----------
    degrees_of_freedom : array_like of float
        nan where they are not positive.
    level : float
        Confidence level.

    Returns
    -------
    numpy.ndarray
        2.131 for 15 degrees of freedom and 0.95.

    Examples
    --------
    >>> float(student_quantile(15, 0.95).round(3))
    2.131
    """
    from scipy.special import stdtrit

    degrees = np.asarray(degrees_of_freedom, dtype=np.float64)
    safe = np.where(degrees > 0, degrees, np.nan)
    return np.asarray(stdtrit(safe, 0.5 + check_level(level) / 2.0), dtype=np.float64)


def proportion_interval(
    successes: ArrayLike, n: ArrayLike, *, method: ProportionMethod = "wilson", level: float = 0.95
) -> Interval:
    """Interval for a rate: ``successes`` of ``n`` customers.

    Parameters
    ----------
    successes, n : array_like of int
        Counts, scalars or arrays of one shape. Where ``n`` is 0 the interval is (nan, nan).
    method : {"wilson", "clopper_pearson"}, default "wilson"
        ``"wilson"`` (score interval, close to its level on average and never outside 0 to 1) or
        ``"clopper_pearson"`` (exact, never below its level, wider).
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        ``low`` and ``high`` as shares of 1.

    Raises
    ------
    ParameterError
        If successes are negative or exceed n, or the method or level is unknown.

    References
    ----------
    Wilson, E. B. (1927), J. Am. Stat. Assoc. 22, 209-212. Clopper, C. J. and Pearson, E. S. (1934), Biometrika 26,
    404-413. Brown, L. D., Cai, T. T. and DasGupta, A. (2001), Statistical Science 16, 101-133.

    Examples
    --------
    >>> low, high = proportion_interval(540, 1664)
    >>> round(low, 4), round(high, 4)
    (0.3025, 0.3474)
    """
    x, total = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64))
    if bool(np.any((x < 0) | (x > total))):
        worst = int(np.flatnonzero(((x < 0) | (x > total)).ravel())[0])
        raise ParameterError(
            f"{x.ravel()[worst]:g} of {total.ravel()[worst]:g} is no share",
            remedy="count each customer once in the numerator and once in the denominator",
        )
    if method == "wilson":
        return _wilson(x, total, normal_quantile(level))
    if method == "clopper_pearson":
        return _clopper_pearson(x, total, check_level(level))
    raise ParameterError(f"method={method!r} is unknown for a proportion", remedy=f"use one of {', '.join(_METHODS)}")


def _wilson(x: NDArray[np.float64], n: NDArray[np.float64], z: float) -> Interval:
    total = np.where(n > 0, n, np.nan)
    share = x / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    # The ends are exactly 0 and 1 at the borders in algebra; floating point would leave 1e-17 there.
    low = np.where(x == 0, np.where(n > 0, 0.0, np.nan), centre - half)
    high = np.where(x == n, np.where(n > 0, 1.0, np.nan), centre + half)
    return _as_given(low, high)


def _clopper_pearson(x: NDArray[np.float64], n: NDArray[np.float64], level: float) -> Interval:
    from scipy.special import betaincinv

    tail = (1.0 - level) / 2.0
    total = np.where(n > 0, n, np.nan)
    inner_low, inner_high = np.where(x > 0, x, 1.0), np.where(x < n, x, 0.0)
    low = np.where(x > 0, betaincinv(inner_low, total - inner_low + 1, tail), total * 0.0)
    high = np.where(x < n, betaincinv(inner_high + 1, total - inner_high, 1.0 - tail), total * 0.0 + 1.0)
    return _as_given(np.asarray(low), np.asarray(high))


def mean_interval(mean: ArrayLike, sd: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> Interval:
    """Student interval of a mean from its sufficient statistics.

    Parameters
    ----------
    mean, sd, n : array_like of float
        Mean, standard deviation (divisor n − 1) and number of customers. With fewer than two customers the interval
        is (nan, nan).
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        In the unit of the mean.

    References
    ----------
    Student (1908), Biometrika 6, 1-25.

    Examples
    --------
    >>> low, high = mean_interval(10.0, 2.0, 16)
    >>> round(low, 4), round(high, 4)
    (8.9343, 11.0657)
    """
    centre, spread, total = np.broadcast_arrays(
        np.asarray(mean, dtype=np.float64), np.asarray(sd, dtype=np.float64), np.asarray(n, dtype=np.float64)
    )
    half = student_quantile(total - 1, level) * spread / np.sqrt(np.where(total > 1, total, np.nan))
    return _as_given(centre - half, centre + half)


@dataclass(frozen=True)
class RatioMoments:
    """Sums over customers that a ratio of sums and its interval need; they add over disjoint sets of customers.

    Parameters
    ----------
    n : float
        Number of customers.
    sum_x, sum_y : float
        Numerator and denominator of the ratio.
    sum_xx, sum_xy, sum_yy : float
        Sums of squares and products, customer by customer.

    Examples
    --------
    >>> (RatioMoments(1, 10, 1, 100, 10, 1) + RatioMoments(1, 20, 3, 400, 60, 9)).sum_x
    30
    """

    n: float
    sum_x: float
    sum_y: float
    sum_xx: float
    sum_xy: float
    sum_yy: float

    def __add__(self, other: RatioMoments) -> RatioMoments:
        """Add the sums of other, disjoint customers."""
        return RatioMoments(
            self.n + other.n,
            self.sum_x + other.sum_x,
            self.sum_y + other.sum_y,
            self.sum_xx + other.sum_xx,
            self.sum_xy + other.sum_xy,
            self.sum_yy + other.sum_yy,
        )


def ratio_moments(x: ArrayLike, y: ArrayLike) -> RatioMoments:
    """Sum up what `ratio_interval` needs, from one row per customer.

    Parameters
    ----------
    x, y : array_like of float
        Each customer's part of the numerator and of the denominator, equally long.

    Returns
    -------
    RatioMoments
        The sums.

    Examples
    --------
    >>> ratio_moments([10.0, 20.0], [1, 3])
    RatioMoments(n=2.0, sum_x=30.0, sum_y=4.0, sum_xx=500.0, sum_xy=70.0, sum_yy=10.0)
    """
    top, bottom = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    sums = (top.sum(), bottom.sum(), (top * top).sum(), (top * bottom).sum(), (bottom * bottom).sum())
    return RatioMoments(float(top.size), *(float(value) for value in sums))


def ratio_interval(moments: RatioMoments, *, level: float = 0.95) -> Interval:
    """Interval of a ratio of two sums over customers, by linearisation (delta method).

    Use it where numerator and denominator are both random, such as sales per order: several orders of one customer
    are not independent, so the customer is the unit. With a denominator of 1 per customer it is `mean_interval`.

    Parameters
    ----------
    moments : RatioMoments
        From `ratio_moments` or summed in the engine.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        In the unit of the ratio; (nan, nan) with fewer than two customers or a denominator of 0.

    References
    ----------
    Cochran, W. G. (1977), Sampling Techniques, 3rd ed., section 6.3.

    Examples
    --------
    >>> low, high = ratio_interval(ratio_moments([10.0, 20.0, 30.0], [1, 1, 1]))
    >>> round(low, 3), round(high, 3)
    (-4.841, 44.841)
    """
    n = np.float64(moments.n)
    if n < 2 or moments.sum_y == 0:
        check_level(level)
        return Interval(float("nan"), float("nan"))
    ratio = moments.sum_x / moments.sum_y
    residual = moments.sum_xx - 2 * ratio * moments.sum_xy + ratio * ratio * moments.sum_yy
    # Cancellation may leave a tiny negative number where all customers share one ratio.
    error = np.sqrt(n / (n - 1) * max(residual, 0.0)) / abs(moments.sum_y)
    half = float(student_quantile(np.asarray(n - 1), level) * error)
    return Interval(ratio - half, ratio + half)
