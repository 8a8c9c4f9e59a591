"""How well two ways of grouping the same customers agree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crmpersona.contract import ParameterError

__all__ = ["adjusted_rand", "best_jaccard", "jaccard_stability"]

Labels = NDArray[np.int64]
Refit = Callable[[NDArray[np.int64]], Labels]


def _crossed(first: ArrayLike, second: ArrayLike) -> NDArray[np.int64]:
    """Count customers by both labels."""
    one = np.unique(np.asarray(first), return_inverse=True)[1].ravel()
    two = np.unique(np.asarray(second), return_inverse=True)[1].ravel()
    if len(one) != len(two):
        raise ParameterError(f"{len(one)} labels against {len(two)}", remedy="compare labels of the same customers")
    if len(one) == 0:
        return np.zeros((0, 0), dtype=np.int64)
    table = np.zeros((one.max() + 1, two.max() + 1), dtype=np.int64)
    np.add.at(table, (one, two), 1)
    return table


def adjusted_rand(first: ArrayLike, second: ArrayLike) -> float:
    """Measure the agreement of two groupings, corrected for chance.

    Parameters
    ----------
    first, second : array_like
        Labels of the same customers in the same order; what the labels are called does not matter.

    Returns
    -------
    float
        1 for the same groups, about 0 for unrelated ones.

    Raises
    ------
    ParameterError
        If the lengths differ.

    References
    ----------
    Hubert, L. and Arabie, P. (1985), Comparing Partitions, Journal of Classification 2, 193-218.

    Examples
    --------
    >>> adjusted_rand([0, 0, 1, 1], ["b", "b", "a", "a"])
    1.0
    """
    table = _crossed(first, second).astype(np.float64)
    n = table.sum()

    def pairs(counts: NDArray[np.float64]) -> float:
        return float((counts * (counts - 1)).sum() / 2)

    both, rows, columns = pairs(table), pairs(table.sum(1)), pairs(table.sum(0))
    total = n * (n - 1) / 2
    if total == 0:
        return 1.0
    expected = rows * columns / total
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((both - expected) / (most - expected))


def best_jaccard(reference: ArrayLike, other: ArrayLike, groups: int) -> NDArray[np.float64]:
    """Find for each group the most similar group of another grouping.

    Parameters
    ----------
    reference, other : array_like of int
        Labels of the same customers in the same order.
    groups : int
        Number of groups of the reference, labelled 0 to groups - 1.

    Returns
    -------
    numpy.ndarray
        Per group the largest share of common members among all members of both; nan for a group without members here.

    Examples
    --------
    >>> best_jaccard([0, 0, 1, 1], [1, 1, 1, 0], 2).round(2).tolist()
    [0.67, 0.5]
    """
    one, two = np.asarray(reference), np.unique(np.asarray(other), return_inverse=True)[1].ravel()
    table = np.zeros((groups, int(two.max(initial=0)) + 1))
    np.add.at(table, (one, two), 1)
    union = table.sum(1)[:, None] + table.sum(0)[None, :] - table
    best: NDArray[np.float64] = (table / np.maximum(union, 1)).max(1)
    return np.where(table.sum(1) > 0, best, np.nan)


def jaccard_stability(labels: ArrayLike, refit: Refit, *, draws: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Measure how surely each group comes back when the customers are drawn again.

    Parameters
    ----------
    labels : array_like of int
        The grouping, 0 to k - 1.
    refit : callable
        Takes positions of customers drawn with replacement and returns labels of all customers from a grouping fitted
        on those.
    draws : int
        Number of bootstrap samples.
    rng : numpy.random.Generator
        Source of the draws.

    Returns
    -------
    numpy.ndarray
        draws x k: best Jaccard similarity per draw and group.

    References
    ----------
    Hennig, C. (2007), Cluster-wise Assessment of Cluster Stability, Computational Statistics & Data Analysis 52.

    Examples
    --------
    >>> same = lambda rows: np.array([0, 0, 1, 1])
    >>> jaccard_stability([0, 0, 1, 1], same, draws=2, rng=np.random.default_rng(7)).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    reference = np.asarray(labels, dtype=np.int64)
    n, groups = len(reference), int(reference.max(initial=-1)) + 1
    found = [best_jaccard(reference, refit(rng.integers(0, n, n)), groups) for _ in range(draws)]
    return np.array(found).reshape(draws, groups)
