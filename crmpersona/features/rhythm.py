"""The purchase rhythm of customers: how long a silence is usual for each, and from when on it is not.

The days between two purchases of a customer follow a gamma distribution with the customer's own rate and a regularity
common to all; the rates of the customers follow a gamma distribution again. The forecast of a customer's next interval
is then a beta-prime distribution in closed form,

    silence line(q) = (scale + span) * B / (1 - B),   B = quantile q of Beta(regularity, shape + regularity * n),

with ``n`` intervals that span ``span`` days together. A customer with many intervals stands on the own rhythm, one with
none on the population's, and everything between is shrunk by exactly as much as the data say. Three whole numbers per
customer suffice (n, span, sum of squared intervals), and they come from the engine without a floating sum.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crmpersona.contract import ParameterError

__all__ = ["FIXED_DAYS", "QUANTILES", "LifeCycleRuler", "fit_ruler", "regularity_of"]

QUANTILES = (0.80, 0.90, 0.975)
FIXED_DAYS = (90.0, 180.0, 365.0)
LINES = ("at_risk_days", "dormant_days", "lapsed_days")

MINIMUM_INTERVALS = 20
MINIMUM_CUSTOMERS = 5
MINIMUM_REPEAT_SHARE = 0.01
REGULARITY_LIMITS = (0.2, 50.0)
SHAPE_LIMITS = (0.5, 500.0)


def _rises(values: Sequence[float]) -> bool:
    """Say whether three lines, with the borders around them, rise strictly."""
    return len(values) >= 4 and all(low < high for low, high in itertools.pairwise(values))


@dataclass(frozen=True, kw_only=True)
class LifeCycleRuler:
    """What turns a customer's purchase days into silence lines; saved, so that next month is read on the same ruler.

    Parameters
    ----------
    method : {"rhythm", "fixed"}
        Own rhythm shrunk to the population's, or the same days for everybody.
    quantiles : tuple of float
        Shares of usual intervals below the lines of at risk, dormant and lapsed.
    regularity, shape, scale : float
        Parameters of the model: regularity of intervals (1 = purely random, higher = more even), shape and scale (days)
        of the distribution of rates over customers.
    fixed_days : tuple of float
        Lines of the fixed method, in days.
    n_intervals, n_customers : int
        Intervals, and customers with at least one, that the fit rests on.
    reason : str
        Why the fixed method was taken: ``""``, ``"asked"`` or ``"few_intervals"``.

    Examples
    --------
    >>> ruler = LifeCycleRuler(method="rhythm", regularity=1.0, shape=2.0, scale=60.0)
    >>> [round(float(line)) for line in ruler.lines_for(0, 0)]
    [74, 130, 319]
    >>> [round(float(line)) for line in ruler.lines_for(20, 200)]
    [20, 29, 47]
    """

    method: str = "rhythm"
    quantiles: tuple[float, float, float] = QUANTILES
    regularity: float = 1.0
    shape: float = 2.0
    scale: float = 60.0
    fixed_days: tuple[float, float, float] = FIXED_DAYS
    n_intervals: int = 0
    n_customers: int = 0
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse lines that do not rise."""
        if self.method not in ("rhythm", "fixed"):
            raise ParameterError(f"method={self.method!r} is unknown", remedy="use 'rhythm' or 'fixed'")
        if not _rises((0.0, *self.quantiles, 1.0)):
            raise ParameterError(
                f"quantiles={self.quantiles!r} do not rise within 0 and 1", remedy="for example (0.8, 0.9, 0.975)"
            )
        if not _rises((0.0, *self.fixed_days)):
            raise ParameterError(f"fixed_days={self.fixed_days!r} do not rise", remedy="for example (90, 180, 365)")

    def line(self, quantile: float, intervals: ArrayLike, span: ArrayLike) -> NDArray[np.float64]:
        """Return the silence in days that a share of a customer's intervals stays below.

        Parameters
        ----------
        quantile : float
            Share between 0 and 1.
        intervals : array_like of int
            Number of intervals between purchase days.
        span : array_like of int
            Days from the first to the last purchase day.

        Returns
        -------
        numpy.ndarray of float
            Days.
        """
        from scipy.special import betaincinv

        count, inverse = np.unique(np.asarray(intervals, dtype=np.float64), return_inverse=True)
        beta = betaincinv(self.regularity, self.shape + self.regularity * count, quantile)
        factor = (beta / (1.0 - beta))[inverse]
        line: NDArray[np.float64] = (self.scale + np.asarray(span, dtype=np.float64)) * factor.reshape(np.shape(span))
        return line

    def lines_for(self, intervals: ArrayLike, span: ArrayLike) -> tuple[NDArray[np.float64], ...]:
        """Return the three lines of each customer: at risk, dormant, lapsed.

        Parameters
        ----------
        intervals, span : array_like of int
            As in `line`.

        Returns
        -------
        tuple of numpy.ndarray of float
            Days of silence beyond which a customer is at risk, dormant, lapsed.
        """
        if self.method == "fixed":
            return tuple(np.full(np.shape(span), days, dtype=np.float64) for days in self.fixed_days)
        return tuple(self.line(quantile, intervals, span) for quantile in self.quantiles)

    def to_dict(self) -> dict[str, Any]:
        """Return the ruler as JSON-safe plain data.

        Returns
        -------
        dict
            To be read again by `from_dict`.
        """
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> LifeCycleRuler:
        """Read what `to_dict` wrote.

        Parameters
        ----------
        saved : mapping
            The saved fields.

        Returns
        -------
        LifeCycleRuler
            Equal to the one saved.

        Examples
        --------
        >>> ruler = LifeCycleRuler(method="fixed", fixed_days=(30, 60, 90))
        >>> LifeCycleRuler.from_dict(ruler.to_dict()) == ruler
        True
        """
        known = {field.name for field in dataclasses.fields(cls)}
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in saved.items()
        }
        return cls(**{name: value for name, value in given.items() if name in known})


def regularity_of(intervals: ArrayLike, span: ArrayLike, squares: ArrayLike) -> float:
    """Estimate how even the intervals of one customer are, free of how long they are.

    With regularity k, the expected sum of squares of n intervals over the square of their sum is (k + 1) / (n k + 1)
    whatever the customer's rate; the estimate makes the sum of these over all customers equal to the observed one.

    Parameters
    ----------
    intervals, span, squares : array_like of int
        Per customer: number, sum (days) and sum of squares (days²) of the intervals; those with fewer than two are left
        out.

    Returns
    -------
    float
        1 for purely random purchases, above 1 for even ones; limited to 0.2 … 50. 1 where nobody has two intervals.

    References
    ----------
    The ratio of squares to squared sum of gamma variables is that of a symmetric Dirichlet vector: Johnson, Kotz and
    Balakrishnan (1994), Continuous Univariate Distributions 1, chapter 17.

    Examples
    --------
    >>> regularity_of([4, 4], [40, 80], [400, 1600])
    50.0
    >>> regularity_of([1], [40], [1600])
    1.0
    """
    from scipy.optimize import brentq

    n, total, square = (np.asarray(values, dtype=np.float64) for values in (intervals, span, squares))
    usable = (n >= 2) & (total > 0)
    if not usable.any():
        return 1.0
    # fsum is exact, so the order of the customers cannot change the estimate.
    observed = math.fsum((square[usable] / total[usable] ** 2).tolist())
    sizes, counts = np.unique(n[usable], return_counts=True)

    def excess(regularity: float) -> float:
        return float(np.sum(counts * (regularity + 1) / (sizes * regularity + 1))) - observed

    low, high = REGULARITY_LIMITS
    if excess(low) <= 0:
        return low
    if excess(high) >= 0:
        return high
    return float(brentq(excess, low, high, xtol=1e-10))


def fit_ruler(
    intervals: ArrayLike,
    span: ArrayLike,
    squares: ArrayLike,
    *,
    quantiles: tuple[float, float, float] = QUANTILES,
    fixed_days: tuple[float, float, float] = FIXED_DAYS,
) -> LifeCycleRuler:
    """Learn the population's rhythm from the purchase days of all buyers.

    Parameters
    ----------
    intervals, span, squares : array_like of int
        Per buyer: number, sum and sum of squares of the days between purchase days (0 for one-time buyers).
    quantiles : tuple of float, default (0.8, 0.9, 0.975)
        Shares of usual intervals below the three lines.
    fixed_days : tuple of float, default (90, 180, 365)
        Lines used where the data cannot carry a rhythm: fewer than 20 intervals, fewer than 5 customers with one, or
        fewer than 1 % of the buyers (so few cannot speak for all).

    Returns
    -------
    LifeCycleRuler
        The fitted ruler, or the fixed one with its reason.

    References
    ----------
    Gamma-gamma (compound gamma) model: Dubey, S. D. (1970), Metrika 16, 27-31; empirical Bayes: Efron, B. (2010),
    Large-Scale Inference, chapter 1.

    Examples
    --------
    >>> fit_ruler([3] * 20, [30] * 20, [302] * 20).method
    'rhythm'
    >>> fit_ruler([0] * 20, [0] * 20, [0] * 20).reason
    'few_intervals'
    """
    n, total = np.asarray(intervals, dtype=np.int64), np.asarray(span, dtype=np.int64)
    repeat = n > 0
    base = LifeCycleRuler(
        quantiles=quantiles, fixed_days=fixed_days, n_intervals=int(n.sum()), n_customers=int(repeat.sum())
    )
    enough = base.n_intervals >= MINIMUM_INTERVALS and base.n_customers >= MINIMUM_CUSTOMERS
    if not enough or base.n_customers < MINIMUM_REPEAT_SHARE * n.size:
        return dataclasses.replace(base, method="fixed", reason="few_intervals")
    regularity = regularity_of(n, total, squares)
    shape, scale = _fit_rates(n[repeat], total[repeat], regularity)
    return dataclasses.replace(base, regularity=regularity, shape=shape, scale=scale)


def _fit_rates(n: NDArray[np.int64], total: NDArray[np.int64], regularity: float) -> tuple[float, float]:
    """Maximise the marginal likelihood of shape and scale; equal customers are merged first."""
    from scipy.optimize import minimize
    from scipy.special import digamma, gammaln

    step = int(total.max()) + 1
    packed, counts = np.unique(n * step + total, return_counts=True)
    size, days, weight = packed // step, (packed % step).astype(np.float64), counts / counts.sum()
    exposure = size * regularity

    def negative(logs: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        shape, scale = np.exp(logs)
        total_log = np.log(scale + days)
        value = gammaln(shape + exposure) - gammaln(shape) + shape * logs[1] - (shape + exposure) * total_log
        by_shape = digamma(shape + exposure) - digamma(shape) + logs[1] - total_log
        by_scale = shape / scale - (shape + exposure) / (scale + days)
        slope = np.array([weight @ by_shape * shape, weight @ by_scale * scale])
        return -float(weight @ value), -slope

    mean = float(weight @ days / (weight @ size))
    limits = [tuple(np.log(SHAPE_LIMITS)), (np.log(1e-3), np.log(1e7))]
    start = np.array([np.log(2.0), np.log(2.0 * mean / regularity)])
    found = minimize(negative, start, jac=True, method="L-BFGS-B", bounds=limits, options={"ftol": 1e-14, "gtol": 1e-9})
    # Six digits are far below what the data decide, and the same on every machine's mathematics library.
    shape, scale = (float(f"{value:.6g}") for value in np.exp(found.x))
    return shape, scale
