"""Where the cut points of an RFM axis lie: quantiles, mean, one-dimensional K-means, or given ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import FIXED_POINT, ContractError, ParameterError

__all__ = ["LEARNERS", "as_floats", "check_cuts", "kmeans_cuts", "mean_cuts", "quantile_cuts"]

MAX_STEPS = 300


def as_floats(column: pd.Series[Any], name: str) -> np.ndarray:
    """Read a column as floats, whatever its number type.

    Parameters
    ----------
    column : pandas.Series
        Integers, floats, decimals or nullable numbers.
    name : str
        Name of the column, for the message.

    Returns
    -------
    numpy.ndarray
        float64, missing values as NaN.

    Raises
    ------
    ContractError
        If the column does not hold numbers.

    Examples
    --------
    >>> as_floats(pd.Series([1, None], dtype="Int64"), "frequency").tolist()
    [1.0, nan]
    """
    try:
        return column.astype("Float64" if pd.api.types.is_extension_array_dtype(column.dtype) else "float64").to_numpy(
            dtype="float64", na_value=np.nan
        )
    except (TypeError, ValueError) as error:
        raise ContractError(
            f"values are not numbers but {column.dtype}", where=f"column {name}", remedy="convert the column first"
        ) from error


def quantile_cuts(values: np.ndarray, bins: int) -> tuple[float, ...]:
    """Return the linear quantiles i/bins.

    The position is computed in integers, so a quantile that falls on a customer is that customer's value
    exactly and never a neighbour of it in floating point.

    Parameters
    ----------
    values : numpy.ndarray
        Values of the buyers, any order.
    bins : int
        Number of levels.

    Returns
    -------
    tuple of float
        ``bins`` − 1 cut points, rising; empty without values.

    References
    ----------
    Hyndman, R. J., Fan, Y. (1996). Sample quantiles in statistical packages, type 7. The American Statistician 50(4).

    Examples
    --------
    >>> quantile_cuts(np.array([4.0, 1.0, 3.0, 2.0, 5.0]), 2)
    (3.0,)
    """
    if not len(values):
        return ()
    ordered = np.sort(values)
    cuts = []
    for step in range(1, bins):
        place, rest = divmod(step * (len(ordered) - 1), bins)
        cut = float(ordered[place])
        if rest:
            cut += (float(ordered[place + 1]) - cut) * (rest / bins)
        cuts.append(cut)
    return tuple(cuts)


def mean_cuts(values: np.ndarray, bins: int = 2) -> tuple[float, ...]:
    """Return the mean, correctly rounded whatever the order of the rows; nothing where all values are equal.

    Parameters
    ----------
    values : numpy.ndarray
        Values of the buyers, any order.
    bins : int, default 2
        Always 2; here so that all learners are called alike.

    Returns
    -------
    tuple of float
        The mean, or nothing: an axis with a single level does not tell customers apart.

    Examples
    --------
    >>> mean_cuts(np.array([0.1, 0.2, 0.3])), mean_cuts(np.array([1.0, 1.0]))
    ((0.2,), ())
    """
    del bins
    if not len(values) or values.min() == values.max():
        return ()
    steps = np.rint(values * FIXED_POINT)
    exact = bool(np.all(np.abs(steps) < 2**53) and np.all(steps / FIXED_POINT == values))
    total = Fraction(sum(steps.astype("int64").tolist()), FIXED_POINT) if exact else Fraction(math.fsum(values))
    return (float(total / len(values)),)


def kmeans_cuts(values: np.ndarray, bins: int) -> tuple[float, ...]:
    """Return the midpoints between one-dimensional K-means centres.

    Lloyd's steps on sorted values with running sums; the start are quantiles of the distinct values, so
    there is no randomness. With fewer distinct values than levels the last cut point is repeated, which
    keeps the best level at ``bins``.

    Parameters
    ----------
    values : numpy.ndarray
        Values of the buyers, any order.
    bins : int
        Number of levels.

    Returns
    -------
    tuple of float
        ``bins`` − 1 cut points, rising; empty where all values are equal.

    References
    ----------
    Lloyd, S. P. (1982). Least squares quantization in PCM. IEEE Transactions on Information Theory 28(2).

    Examples
    --------
    >>> kmeans_cuts(np.array([1.0, 2.0, 10.0, 11.0, 100.0]), 3)
    (6.0, 55.25)
    """
    distinct, counts = np.unique(values, return_counts=True)
    if len(distinct) < 2:
        return ()
    levels = min(bins, len(distinct))
    weight = np.concatenate([[0], np.cumsum(counts)])
    total = np.concatenate([[0.0], np.cumsum(distinct * counts)])
    bounds = np.arange(levels + 1) * len(distinct) // levels
    for _ in range(MAX_STEPS):
        centres = np.diff(total[bounds]) / np.diff(weight[bounds])
        inner = np.searchsorted(distinct, (centres[1:] + centres[:-1]) / 2, side="right")
        moved = np.unique(np.concatenate([[0], inner, [len(distinct)]]))
        if np.array_equal(moved, bounds):
            break
        bounds = moved
    centres = np.diff(total[bounds]) / np.diff(weight[bounds])
    cuts = (centres[1:] + centres[:-1]) / 2
    return tuple(float(cut) for cut in np.concatenate([cuts, np.repeat(cuts[-1], bins - 1 - len(cuts))]))


def check_cuts(axis: str, cuts: Sequence[float], bins: int, *, may_be_empty: bool = False) -> tuple[float, ...]:
    """Check cut points that a person or a file gave.

    Parameters
    ----------
    axis : str
        Name of the axis, for the message.
    cuts : sequence of float
        The cut points.
    bins : int
        Number of levels.
    may_be_empty : bool, default False
        Whether an axis without cut points is allowed: a saved one on which all customers were equal.

    Returns
    -------
    tuple of float
        The same numbers.

    Raises
    ------
    ParameterError
        If they are not ``bins`` − 1 finite numbers that never fall.

    Examples
    --------
    >>> check_cuts("frequency", [1, 3], bins=3)
    (1.0, 3.0)
    """
    try:
        numbers = tuple(float(cut) for cut in cuts)
    except (TypeError, ValueError) as error:
        raise ParameterError(f"cut points of {axis} are not numbers", remedy=f"give {bins - 1} numbers") from error
    if not numbers and may_be_empty:
        return numbers
    if len(numbers) != bins - 1 or not all(map(math.isfinite, numbers)) or list(numbers) != sorted(numbers):
        raise ParameterError(
            f"cut points of {axis} are {list(numbers)}",
            remedy=f"give {bins - 1} finite numbers in rising order for bins={bins}",
        )
    return numbers


LEARNERS: Mapping[str, Callable[[np.ndarray, int], tuple[float, ...]]] = {
    "quantile": quantile_cuts,
    "mean": mean_cuts,
    "kmeans": kmeans_cuts,
}
"""Method name to the function that finds ``bins`` − 1 cut points."""
