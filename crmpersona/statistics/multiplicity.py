"""Many questions at once: p-values that stay honest."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crmpersona.contract import ParameterError, nearest

__all__ = ["METHODS", "adjust"]

METHODS = ("holm", "hochberg", "hommel", "bh", "by", "bonferroni")
Array = NDArray[np.float64]


def _sorted(p: Array, method: str) -> Array:
    """Adjust p-values in rising order."""
    m = len(p)
    rank = np.arange(1, m + 1)
    if method == "bonferroni":
        return p * m
    if method == "holm":
        return np.asarray(np.maximum.accumulate(p * (m - rank + 1)), dtype=np.float64)
    factors = {"hochberg": m - rank + 1.0, "bh": m / rank, "by": m / rank * (1.0 / rank).sum()}
    return np.asarray(np.minimum.accumulate((p * factors[method])[::-1])[::-1], dtype=np.float64)


def _hommel(p: Array) -> Array:
    """Adjust by Hommel's method, which has no short formula."""
    from statsmodels.stats.multitest import multipletests

    return np.asarray(multipletests(p, method="hommel", is_sorted=True)[1], dtype=np.float64)


def adjust(p_values: ArrayLike, method: str = "holm") -> NDArray[np.float64]:
    """Adjust p-values for the number of questions asked.

    Parameters
    ----------
    p_values : array_like of float
        From 0 to 1; missing values stay missing and are not counted as questions.
    method : {"holm", "hochberg", "hommel", "bh", "by", "bonferroni"}, default "holm"
        Holm keeps the chance of even one false finding at the level, whatever the dependence; "bh" keeps the share
        of false ones among the findings.

    Returns
    -------
    numpy.ndarray
        Adjusted p-values in the given order.

    Raises
    ------
    ParameterError
        If the method is unknown or a p-value lies outside 0 to 1.

    References
    ----------
    Holm, S. (1979), A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6.
    Benjamini, Y. and Hochberg, Y. (1995), Controlling the False Discovery Rate, JRSS B 57.

    Examples
    --------
    >>> adjust([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    if method not in METHODS:
        raise ParameterError(f"method={method!r} is unknown", remedy=f"nearest: {nearest(method, METHODS) or 'holm'}")
    given = np.asarray(p_values, dtype=np.float64)
    outside = given[(given < 0) | (given > 1)]
    if len(outside):
        raise ParameterError(f"{len(outside)} p-values are not between 0 and 1: {outside[0]}", remedy="check the input")
    known = np.flatnonzero(~np.isnan(given))
    order = known[np.argsort(given[known], kind="stable")]
    adjusted = np.full(given.shape, np.nan)
    if len(order):
        adjusted[order] = np.minimum(
            _hommel(given[order]) if method == "hommel" else _sorted(given[order], method), 1.0
        )
    return adjusted
