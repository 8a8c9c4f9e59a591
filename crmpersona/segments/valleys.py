"""Whether the space between two centres is emptier than both sides, in customers who drew neither centre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crmpersona.segments.lloyd import Fit

__all__ = ["Counts", "Pair", "neighbours", "spread_ties", "valley_p"]

Array = NDArray[np.float64]
BIN = 0.05
EDGES = np.arange(-0.6, 1.6 + BIN / 2, BIN)
NARROWEST, WIDEST = 4, 12
NONE = -9.0


def spread_ties(space: Array, rng: np.random.Generator) -> Array:
    """Spread equal values evenly over the gap to their neighbours; unknown values become 0.

    Counts and rounded values leave empty space between them, which a test for gaps would take for groups.

    Parameters
    ----------
    space : numpy.ndarray
        Customers in rows; may hold nan.
    rng : numpy.random.Generator
        Source of the places inside the gaps.

    Returns
    -------
    numpy.ndarray
        A copy.

    Examples
    --------
    >>> spread = spread_ties(np.array([[0.0], [0.0], [1.0]]), np.random.default_rng(7))
    >>> bool((abs(spread[:2]) <= 0.5).all()), float(spread[2, 0])
    (True, 1.0)
    """
    spread = np.zeros_like(space)
    for axis in range(space.shape[1]):
        known = ~np.isnan(space[:, axis])
        values = space[known, axis]
        levels, place, counts = np.unique(values, return_inverse=True, return_counts=True)
        draws = rng.random(len(values))
        if 1 < len(levels) < len(values):
            middle = (levels[1:] + levels[:-1]) / 2.0
            low = np.r_[2.0 * levels[0] - middle[0], middle]
            high = np.r_[middle, 2.0 * levels[-1] - middle[-1]]
            tied = counts[place] > 1
            values = np.where(tied, low[place] + (high - low)[place] * draws, values)
        spread[known, axis] = values
    return spread


@dataclass(frozen=True)
class Pair:
    """Two neighbouring centres, the line between them, and the region where nobody else's centre is nearer.

    The region is cut out by planes, so it is convex: a single hump seen inside it and along any line stays one hump.

    Parameters
    ----------
    first, second : int
        Labels of the two groups.
    origin : numpy.ndarray
        First centre, in the metric.
    line : numpy.ndarray
        Direction to the second; positions along it run from 0, first centre, to 1, second.
    planes : tuple
        (normal, point) of the planes that bound the region.

    Examples
    --------
    >>> pair = Pair(0, 1, np.zeros(1), np.ones(1), ())
    >>> pair.positions(np.array([[0.0], [1.0]])).tolist()
    [0.0, 1.0]
    """

    first: int
    second: int
    origin: Array
    line: Array
    planes: tuple[tuple[Array, Array], ...]

    def positions(self, turned: Array) -> Array:
        """Return where the rows inside the region lie along the line.

        Parameters
        ----------
        turned : numpy.ndarray
            Rows in the metric.

        Returns
        -------
        numpy.ndarray
            0 = first centre, 1 = second.
        """
        inside = np.ones(len(turned), dtype=bool)
        for normal, point in self.planes:
            inside &= (turned - point) @ normal < 0.0
        return np.asarray((turned[inside] - self.origin) @ self.line, dtype=np.float64)


def neighbours(fit: Fit) -> Iterator[Pair]:
    """Give the pairs of centres with no third centre inside the sphere they span (Gabriel's rule).

    Parameters
    ----------
    fit : Fit
        A grouping.

    Yields
    ------
    Pair
        One neighbouring pair.

    References
    ----------
    Gabriel, K. R. and Sokal, R. R. (1969), A New Statistical Approach to Geographic Variation Analysis, Systematic
    Zoology 18, 259-278.

    Examples
    --------
    >>> fit = Fit(np.array([[0.0], [1.0], [2.0]]), np.zeros(3, dtype=np.int64), np.eye(1), 0.0)
    >>> [(pair.first, pair.second) for pair in neighbours(fit)]
    [(0, 1), (1, 2)]
    """
    centres = fit.centres @ fit.metric
    k = len(centres)
    for i in range(k):
        for j in range(i + 1, k):
            step = centres[j] - centres[i]
            length = float(step @ step)
            others = [m for m in range(k) if m not in (i, j)]
            to_middle = ((centres[others] - (centres[i] + centres[j]) / 2.0) ** 2).sum(1)
            if length == 0.0 or to_middle.min(initial=np.inf) < length / 4.0 * (1.0 - 1e-9):
                continue
            planes = []
            for m in others:
                share = float(np.clip((centres[m] - centres[i]) @ step / length, 0.0, 1.0))
                closest = centres[i] + share * step
                planes.append((centres[m] - closest, (centres[m] + closest) / 2.0))
            yield Pair(i, j, centres[i], step / length, tuple(planes))


def _windows(positions: Array) -> tuple[float, float, float, float] | None:
    """Choose three windows of one width: left hump, valley, right hump; None where there is no valley at all.

    Returns their left edges and the width.
    """
    cumulated = np.r_[0, np.cumsum(np.histogram(positions, EDGES)[0])]
    best, found = 0.0, None
    for width in range(NARROWEST, WIDEST + 1):
        counts = cumulated[width:] - cumulated[:-width]
        left, right = np.maximum.accumulate(counts), np.maximum.accumulate(counts[::-1])[::-1]
        places = np.arange(width, len(counts) - width)
        valley, low, high = counts[places], left[places - width], right[places + width]
        clear = np.minimum((low - valley) / np.sqrt(low + valley + 1), (high - valley) / np.sqrt(high + valley + 1))
        middle = (EDGES[places] + EDGES[places + width]) / 2.0
        clear = np.where((middle > 0.15) & (middle < 0.85), clear, NONE)
        if clear.max(initial=NONE) > best:
            best, at = float(clear.max()), int(places[clear.argmax()])
            first = int(counts[: at - width + 1].argmax())
            last = at + width + int(counts[at + width :].argmax())
            found = (float(EDGES[first]), float(EDGES[at]), float(EDGES[last]), width * BIN)
    return found


@dataclass(frozen=True)
class Counts:
    """Customers in three windows of one width along the line between two centres.

    Parameters
    ----------
    left, valley, right : int
        Around the first centre, between, around the second.

    Examples
    --------
    >>> Counts(20, 3, 18).depth
    0.16666666666666666
    """

    left: int
    valley: int
    right: int

    @property
    def depth(self) -> float:
        """Valley over the lower hump: 1 or more = no valley, 0 = empty."""
        return self.valley / max(min(self.left, self.right), 1)

    @classmethod
    def held_out(cls, pair: Pair, drawing: Array, testing: Array) -> Counts:
        """Place the windows by the customers that drew the centres, count the others.

        Parameters
        ----------
        pair : Pair
            Two neighbouring centres.
        drawing, testing : numpy.ndarray
            Rows in the metric: those that drew the centres, and those held out.

        Returns
        -------
        Counts
            Of the held-out rows; 0, 0, 0 where the drawing rows themselves show no valley.
        """
        windows = _windows(pair.positions(drawing))
        if windows is None:
            return cls(0, 0, 0)
        positions, width = np.sort(pair.positions(testing)), windows[3]
        ends = [np.searchsorted(positions, [edge, edge + width]) for edge in windows[:3]]
        left, valley, right = (int(end[1] - end[0]) for end in ends)
        return cls(left, valley, right)


def valley_p(counts: Counts, deepest: float) -> float:
    """Test whether the valley is real.

    One hump means that a window between two others of the same width holds at least as many customers as the emptier
    of the two. Given the sum of two windows, the count of one is binomial: an exact test, without a bell curve.

    Parameters
    ----------
    counts : Counts
        Held-out counts.
    deepest : float
        The hypothesis to reject: valley at least this share of the lower hump (1 = one hump; 0.8 = a shallow dent).

    Returns
    -------
    float
        p-value: the larger of both sides.

    Examples
    --------
    >>> round(valley_p(Counts(20, 3, 18), 1.0), 5), valley_p(Counts(0, 0, 0), 1.0)
    (0.00074, 1.0)
    """
    from scipy.special import bdtr

    share = deepest / (1.0 + deepest)
    sides = [float(bdtr(counts.valley, counts.valley + side, share)) for side in (counts.left, counts.right)]
    return max(sides) if counts.left + counts.right > 0 else 1.0
