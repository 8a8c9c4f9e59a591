"""K-means, plain and in the metric of the spread inside the segments."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fit", "adaptive", "kmeans", "nearest", "squared_distances"]

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
ITERATIONS = 60
ROUNDS = 8
STRETCH = 0.7
SHRINK = 0.1
FLOOR = 0.1
CANDIDATES = 3


class Fit(NamedTuple):
    """A grouping: centres, and the metric in which customers belong to the nearest one.

    Parameters
    ----------
    centres : numpy.ndarray
        k x columns, in the scaled space.
    labels : numpy.ndarray
        Group of each row, 0 to k - 1.
    metric : numpy.ndarray
        columns x columns; distances are Euclidean after multiplying by it.
    cost : float
        Sum of squared distances to the own centre, in the metric.

    Examples
    --------
    >>> Fit(np.zeros((1, 2)), np.zeros(3, dtype=np.int64), np.eye(2), 0.0).centres.shape
    (1, 2)
    """

    centres: Array
    labels: Labels
    metric: Array
    cost: float


def squared_distances(rows: Array, centres: Array) -> Array:
    """Return squared Euclidean distances, rows x centres.

    Parameters
    ----------
    rows, centres : numpy.ndarray
        Points in rows.

    Returns
    -------
    numpy.ndarray
        Never negative.

    Examples
    --------
    >>> squared_distances(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]])).tolist()
    [[25.0]]
    """
    crossed = (rows * rows).sum(1)[:, None] - 2.0 * (rows @ centres.T) + (centres * centres).sum(1)[None, :]
    return np.asarray(np.maximum(crossed, 0.0), dtype=np.float64)


def nearest(rows: Array, fit: Fit) -> Labels:
    """Assign rows to the nearest centre in the fit's metric.

    Parameters
    ----------
    rows : numpy.ndarray
        Points in the scaled space.
    fit : Fit
        A grouping.

    Returns
    -------
    numpy.ndarray
        Labels.

    Examples
    --------
    >>> fit = Fit(np.array([[0.0], [9.0]]), np.array([0, 1]), np.eye(1), 0.0)
    >>> nearest(np.array([[1.0], [8.0]]), fit).tolist()
    [0, 1]
    """
    labels: Labels = squared_distances(rows @ fit.metric, fit.centres @ fit.metric).argmin(1).astype(np.int64)
    return labels


def _means(rows: Array, labels: Labels, distances: Array, k: int) -> Array:
    """Return the mean of each group; an empty group restarts at the row farthest from its centre."""
    members = np.zeros((len(rows), k))
    members[np.arange(len(rows)), labels] = 1.0
    counts = members.sum(0)
    centres = (members.T @ rows) / np.maximum(counts, 1.0)[:, None]
    empty = np.flatnonzero(counts == 0)
    if len(empty):
        farthest = np.argsort(-distances, kind="stable")[: len(empty)]
        centres[empty] = rows[farthest]
    return np.asarray(centres, dtype=np.float64)


def _lloyd(rows: Array, centres: Array, squares: Array) -> tuple[Array, Labels, float]:
    """Move centres to the means of their rows until no row changes its group, given the rows' squared norms."""
    k, previous, every = len(centres), None, np.arange(len(rows))
    for _ in range(ITERATIONS):
        # Without the rows' own squared norms, which change no comparison.
        relative = (centres * centres).sum(1) - 2.0 * (rows @ centres.T)
        labels = relative.argmin(1)
        if previous is not None and np.array_equal(labels, previous):
            break
        previous = labels
        centres = _means(rows, labels, relative[every, labels] + squares, k)
    distances = squared_distances(rows, centres)
    labels = distances.argmin(1)
    return centres, labels, float(distances[every, labels].sum())


def _spread_start(rows: Array, k: int, rng: np.random.Generator) -> Array:
    """Draw starting centres far apart (k-means++, the best of three candidates each time)."""
    centres = [rows[rng.integers(len(rows))]]
    distances = ((rows - centres[0]) ** 2).sum(1)
    for _ in range(k - 1):
        draws = rng.random(CANDIDATES) * distances.sum()
        chosen = np.searchsorted(np.cumsum(distances), draws).clip(0, len(rows) - 1)
        reduced = np.minimum(distances[None, :], squared_distances(rows, rows[chosen]).T)
        best = int(reduced.sum(1).argmin())
        centres.append(rows[chosen[best]])
        distances = reduced[best]
    return np.array(centres)


def kmeans(rows: Array, k: int, rng: np.random.Generator, *, starts: int = 4) -> Fit:
    """Group rows by K-means.

    Parameters
    ----------
    rows : numpy.ndarray
        Points in the scaled space; at least k of them.
    k : int
        Number of groups.
    rng : numpy.random.Generator
        Source of the starts.
    starts : int, default 4
        Number of starts; the cheapest end wins.

    Returns
    -------
    Fit
        With the identity as metric.

    References
    ----------
    Arthur, D. and Vassilvitskii, S. (2007), k-means++: The Advantages of Careful Seeding, SODA.

    Examples
    --------
    >>> rows = np.array([[0.0], [0.1], [9.0], [9.1]])
    >>> sorted(kmeans(rows, 2, np.random.default_rng(7)).centres.ravel().round(2).tolist())
    [0.05, 9.05]
    """
    squares = (rows * rows).sum(1)
    ends = [_lloyd(rows, _spread_start(rows, k, rng), squares) for _ in range(starts)]
    centres, labels, cost = min(ends, key=lambda end: end[2])
    return Fit(centres, labels.astype(np.int64), np.eye(rows.shape[1]), cost)


def _within_metric(rows: Array, labels: Labels, k: int) -> tuple[Array, float]:
    """Return the matrix that makes the pooled spread inside groups round, and the logarithm of that spread's volume.

    Shrunk towards its diagonal, and no direction counts as narrower than FLOOR of the column spread: otherwise exact
    relations between columns (sales = orders x order value) would be blown up into groups.
    """
    members = np.zeros((len(rows), k))
    members[np.arange(len(rows)), labels] = 1.0
    means = (members.T @ rows) / np.maximum(members.sum(0), 1.0)[:, None]
    left = rows - means[labels]
    spread = left.T @ left / max(len(rows) - k, 1)
    spread = (1.0 - SHRINK) * spread + SHRINK * np.diag(np.diag(spread))
    values, vectors = np.linalg.eigh(spread)
    values = np.maximum(values, FLOOR)
    return np.asarray(vectors / np.sqrt(values), dtype=np.float64), float(np.log(values).sum())


def _chain(rows: Array, labels: Labels, k: int, rng: np.random.Generator) -> tuple[float, Array, Labels]:
    """Find groups and the spread inside them in turns; returns volume, metric and labels at the end."""
    metric, volume = _within_metric(rows, labels, k)
    for turn in range(ROUNDS):
        turned = rows @ metric
        squares = (turned * turned).sum(1)
        _, moved, cost = _lloyd(turned, _means(turned, labels, squares, k), squares)
        if turn == 0:
            fresh = kmeans(turned, k, rng, starts=1)
            moved = fresh.labels if fresh.cost < cost else moved
        unchanged = np.array_equal(moved, labels)
        labels = moved.astype(np.int64)
        metric, volume = _within_metric(rows, labels, k)
        if unchanged:
            break
    return volume, metric, labels


def adaptive(rows: Array, k: int, rng: np.random.Generator, *, starts: int = 4) -> Fit:
    """Group rows by K-means in a metric learnt on the way.

    Plain K-means lets wide columns without any groups drown narrow ones with groups. Here groups and the pooled spread
    inside them are found in turns: distances are measured in units of that spread, in every direction. Turns end in the
    nearest hollow, so they begin at several places (plain K-means, and K-means with columns stretched at random); the
    end with the smallest volume inside the groups wins.

    Parameters
    ----------
    rows : numpy.ndarray
        Points in the scaled space; at least k of them.
    k : int
        Number of groups.
    rng : numpy.random.Generator
        Source of the starts.
    starts : int, default 4
        Number of beginnings.

    Returns
    -------
    Fit
        Centres in the scaled space, and the metric.

    References
    ----------
    Friedman, H. P. and Rubin, J. (1967), On Some Invariant Criteria for Grouping Data, JASA 62, 1159-1178.

    Examples
    --------
    >>> rng = np.random.default_rng(7)
    >>> rows = np.c_[np.r_[rng.normal(0, .1, 50), rng.normal(1, .1, 50)], rng.normal(0, 5, 100)]
    >>> np.bincount(adaptive(rows, 2, rng).labels).tolist()
    [50, 50]
    """
    begins = [kmeans(rows, k, rng, starts=2).labels]
    for _ in range(starts - 1):
        stretched = rows * np.exp(STRETCH * rng.normal(size=rows.shape[1]))
        begins.append(kmeans(stretched, k, rng, starts=1).labels)
    _, metric, labels = min((_chain(rows, begin, k, rng) for begin in begins), key=lambda end: end[0])
    centres = _means(rows, labels, np.zeros(len(rows)), k)
    fit = Fit(centres, labels, metric, 0.0)
    labels = nearest(rows, fit)
    distances = squared_distances(rows @ metric, centres @ metric)
    return fit._replace(labels=labels, cost=float(distances[np.arange(len(rows)), labels].sum()))
