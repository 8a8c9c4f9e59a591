"""The table for choosing k: what each criterion says, and what it would say of one shapeless group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.contract import generator
from crmpersona.segments.lloyd import Fit, adaptive, kmeans, nearest
from crmpersona.segments.structure import STABLE, Structure
from crmpersona.statistics import adjusted_rand, jaccard_stability

__all__ = ["k_table", "stability"]

Array = NDArray[np.float64]
SAMPLE = 800
DRAWS = 3
NULLS = 3
STABILITY_DRAWS = 15
STABILITY_NULLS = 5
STABILITY_STARTS = 3
COLUMNS = [
    *("silhouette", "silhouette_null", "calinski_harabasz", "davies_bouldin", "gap", "bic"),
    *("bootstrap_ari", "bootstrap_ari_null", "smallest_segment"),
]


@dataclass(frozen=True)
class _Shape:
    """A sample of the scaled space, and samples of one shapeless group with the same spread and correlations."""

    rows: Array
    nulls: tuple[Array, ...]

    @classmethod
    def of(cls, space: Array, rng: np.random.Generator, size: int, nulls: int) -> _Shape:
        rows = space if len(space) <= size else space[np.sort(rng.choice(len(space), size, replace=False))]
        spread = np.cov(rows.T).reshape(rows.shape[1], rows.shape[1])
        values, vectors = np.linalg.eigh(spread)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        return cls(rows, tuple(rng.normal(size=rows.shape) @ root.T for _ in range(nulls)))


def _bootstrap_ari(rows: Array, fit: Fit, k: int, draws: int, rng: np.random.Generator) -> float:
    """Average agreement of the grouping with groupings of customers drawn again."""
    again = (kmeans(rows[rng.integers(0, len(rows), len(rows))], k, rng, starts=2) for _ in range(draws))
    return float(np.mean([adjusted_rand(fit.labels, nearest(rows, other)) for other in again]))


def _silhouette(rows: Array, labels: NDArray[np.int64]) -> float:
    """Average silhouette of a sample."""
    if len(np.unique(labels)) < 2:
        return float("nan")
    from sklearn.metrics import silhouette_score

    return float(silhouette_score(rows, labels))


def _bic(rows: Array, fit: Fit, k: int) -> float:
    """BIC of round normal groups of one width."""
    n, axes = rows.shape
    variance = max(fit.cost / max(n * axes, 1), 1e-300)
    shares = np.bincount(fit.labels, minlength=k) / n
    log_likelihood = n * float((shares[shares > 0] * np.log(shares[shares > 0])).sum())
    log_likelihood -= n * axes / 2.0 * (np.log(2.0 * np.pi * variance) + 1.0)
    return float(-2.0 * log_likelihood + (k * axes + k) * np.log(n))


def _criteria(shape: _Shape, k: int, rng: np.random.Generator) -> list[float]:
    """Work out one row of the table."""
    from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

    rows = shape.rows
    fit = kmeans(rows, k, rng, starts=3)
    nulls = [kmeans(null, k, rng, starts=2) for null in shape.nulls]
    gap = float(np.mean([np.log(max(null.cost, 1e-300)) for null in nulls]) - np.log(max(fit.cost, 1e-300)))
    several = len(np.unique(fit.labels)) > 1
    return [
        _silhouette(rows, fit.labels),
        _silhouette(shape.nulls[0], nulls[0].labels),
        float(calinski_harabasz_score(rows, fit.labels)) if several else float("nan"),
        float(davies_bouldin_score(rows, fit.labels)) if several else float("nan"),
        gap,
        _bic(rows, fit, k),
        _bootstrap_ari(rows, fit, k, DRAWS, rng),
        float(np.mean([_bootstrap_ari(x, one, k, 1, rng) for x, one in zip(shape.nulls, nulls, strict=True)])),
        float(np.bincount(fit.labels, minlength=k).min() / len(rows)),
    ]


def k_table(space: Array, structure: Structure, chosen: int, *, ks: Sequence[int], seed: int) -> pd.DataFrame:
    """Lay the criteria for the number of segments side by side.

    The usual ones (silhouette, gap, BIC …) are those of plain K-means on a sample, with the value that one shapeless
    group of the same spread and correlations would reach: silhouette and bootstrap agreement are often high where there
    are no groups at all. The columns of the held-out test decide.

    Parameters
    ----------
    space : numpy.ndarray
        Customers in the scaled space, in canonical order.
    structure : Structure
        What the test for structure found.
    chosen : int
        The number of segments in use.
    ks : sequence of int
        Numbers of segments to lay side by side.
    seed : int
        Seed of samples and starts.

    Returns
    -------
    pandas.DataFrame
        Index ``k``; criteria, held-out test, and ``chosen``.

    Examples
    --------
    >>> from crmpersona.segments.structure import find_structure
    >>> rows = np.random.default_rng(7).normal(size=(80, 2))
    >>> k_table(rows, find_structure(rows, ks=[2], seed=7), 1, ks=[2], seed=7).index.tolist()
    [1, 2]
    """
    rng = generator(seed, "criteria")
    shape = _Shape.of(space, rng, SAMPLE, NULLS)
    ks = [k for k in ks if k < len(space)]
    rows = {k: _criteria(shape, k, rng) for k in ks}
    criteria = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)
    one = kmeans(shape.rows, 1, rng, starts=1)
    gap = float(np.mean([np.log(max(kmeans(x, 1, rng, starts=1).cost, 1e-300)) for x in shape.nulls]))
    single = pd.DataFrame({"gap": gap - np.log(max(one.cost, 1e-300)), "bic": _bic(shape.rows, one, 1)}, index=[1])
    table = pd.concat([single.reindex(columns=COLUMNS), criteria]).rename_axis("k")
    table = table.join(structure.table)
    table["groups_stand"] = table["groups_stand"].eq(True)
    table["chosen"] = table.index == chosen
    return table


def _jaccards(rows: Array, fit: Fit, k: int, *, stands: bool, draws: int, rng: np.random.Generator) -> Array:
    """Draw customers again, refit, and compare each segment with its best match."""

    def refit(positions: NDArray[np.int64]) -> NDArray[np.int64]:
        drawn = rows[positions]
        return nearest(
            rows, adaptive(drawn, k, rng, starts=STABILITY_STARTS) if stands else kmeans(drawn, k, rng, starts=2)
        )

    found = jaccard_stability(fit.labels, refit, draws=draws, rng=rng)
    # A rare segment may have nobody in the sample; then nothing is known of it.
    return np.pad(found, ((0, 0), (0, k - found.shape[1])), constant_values=np.nan)


def stability(space: Array, fit: Fit, *, stands: bool, seed: int) -> pd.DataFrame:
    """Say per segment how surely it comes back, beside what one shapeless group would show.

    Parameters
    ----------
    space : numpy.ndarray
        Customers in the scaled space, in canonical order.
    fit : Fit
        Centres in the order of the labels; its own labels are not used.
    stands : bool
        Whether the segments were drawn in the metric of their inner spread.
    seed : int
        Seed of the draws.

    Returns
    -------
    pandas.DataFrame
        Index ``segment``: ``jaccard`` (mean), ``jaccard_low`` (5 % quantile), ``jaccard_null`` (95 % quantile of the
        means of segments without groups), ``stable`` (jaccard at least 0.85; where the held-out test did not find the
        segments, also above the null, which cuts of one long group reach easily).

    References
    ----------
    Hennig, C. (2007), Cluster-wise Assessment of Cluster Stability, Computational Statistics & Data Analysis 52.

    Examples
    --------
    >>> rows = np.r_[np.zeros((30, 1)), np.ones((30, 1))] + np.arange(60)[:, None] / 1000
    >>> fit = Fit(np.array([[0.0], [1.0]]), np.zeros(60, dtype=np.int64), np.eye(1), 1.0)
    >>> stability(rows, fit, stands=False, seed=7)["jaccard"].tolist()
    [1.0, 1.0]
    """
    rng = generator(seed, "stability")
    k = len(fit.centres)
    shape = _Shape.of(space, rng, SAMPLE, STABILITY_NULLS)
    here = fit._replace(labels=nearest(shape.rows, fit))
    found = _jaccards(shape.rows, here, k, stands=stands, draws=STABILITY_DRAWS, rng=rng)
    nulls = []
    for null in shape.nulls:
        one = adaptive(null, k, rng, starts=2) if stands else kmeans(null, k, rng, starts=2)
        nulls.append(np.nanmean(_jaccards(null, one, k, stands=stands, draws=2, rng=rng), axis=0))
    null_level = float(np.nanquantile(nulls, 0.95)) if k > 1 else 1.0
    table = pd.DataFrame(
        {"jaccard": found.mean(0), "jaccard_low": np.quantile(found, 0.05, axis=0), "jaccard_null": null_level},
        index=pd.RangeIndex(k, name="segment"),
    )
    certain = (table["jaccard"] >= STABLE) & (stands | (table["jaccard"] > null_level))
    table["stable"] = certain if k > 1 else True
    return table
