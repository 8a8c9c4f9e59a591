"""Many questions at once: p-values that stay honest."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crmpersona.contract import ParameterError, nearest

__all__ = ["METHODS", "adjust"]

METHODS: dict[str, str] = {
    "holm": "holm",
    "hochberg": "simes-hochberg",
    "hommel": "hommel",
    "bh": "fdr_bh",
    "by": "fdr_by",
    "bonferroni": "bonferroni",
}
"""Our name of a method to the name statsmodels gives it."""


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
    known = ~np.isnan(given)
    if ((given[known] < 0) | (given[known] > 1)).any():
        raise ParameterError("p-values lie between 0 and 1", remedy="check what was passed")
    adjusted = np.full(given.shape, np.nan)
    if known.any():
        from statsmodels.stats.multitest import multipletests

        adjusted[known] = multipletests(given[known], method=METHODS[method])[1]
    return adjusted
