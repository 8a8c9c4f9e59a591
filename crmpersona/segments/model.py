"""The fitted segmentation as plain numbers: a ruler, centres, a metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.contract import ParameterError, generator
from crmpersona.segments.criteria import stability
from crmpersona.segments.lloyd import Fit, adaptive, kmeans, nearest, squared_distances
from crmpersona.segments.scaling import Scaling
from crmpersona.segments.structure import STABLE, Structure, find_structure

__all__ = ["Fitted", "Model", "Plan", "canonical_order", "fit_model"]

Array = NDArray[np.float64]
LARGEST_SAMPLE = 200_000
STARTS = 10


@dataclass(frozen=True)
class Plan:
    """What is asked of the fit.

    Parameters
    ----------
    k : int or "auto", default "auto"
        Number of segments; "auto" takes what the test for structure finds.
    max_k : int, default 8
        Largest number tried.
    seed : int, default 7
        Seed of every draw.
    largest_sample : int, default 200000
        Above this many customers a seeded sample draws the centres and all are assigned.

    Examples
    --------
    >>> Plan(k=3).k
    3
    """

    k: int | str = "auto"
    max_k: int = 8
    seed: int = 7
    largest_sample: int = LARGEST_SAMPLE

    def check(self) -> Plan:
        """Refuse values that mean nothing.

        Returns
        -------
        Plan
            The same plan.

        Raises
        ------
        ParameterError
            If k is neither "auto" nor a whole number of at least 1, or max_k is below 2.
        """
        whole = isinstance(self.k, (int, np.integer)) and not isinstance(self.k, bool)
        if self.k != "auto" and not (whole and int(self.k) >= 1):
            raise ParameterError(f"k={self.k!r} is not a number of segments", remedy='give "auto" or 1, 2, 3, …')
        if isinstance(self.max_k, bool) or not isinstance(self.max_k, (int, np.integer)) or self.max_k < 2:
            raise ParameterError(f"max_k={self.max_k!r} is not a whole number of at least 2", remedy="give e.g. 8")
        return self


@dataclass(frozen=True)
class Model:
    """A segmentation that scores any month on the same ruler.

    Parameters
    ----------
    scaling : Scaling
        The ruler.
    centres : numpy.ndarray
        k x columns in the scaled space, in the order of the labels.
    metric : numpy.ndarray
        Customers belong to the nearest centre after multiplying by it.
    width : float
        Typical squared distance per axis to the own centre in the metric: turns distances into probabilities.
    neutral : bool
        Whether exact values on which many customers sit count as unknown.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1.0, 2.0, 8.0, 9.0]})
    >>> model, labels, _, _ = fit_model(frame, frame["a"].to_numpy(), Plan(k=2))
    >>> labels.tolist(), model.assign(frame).tolist()
    ([1, 1, 0, 0], [1, 1, 0, 0])
    """

    scaling: Scaling
    centres: Array
    metric: Array
    width: float
    neutral: bool

    @property
    def k(self) -> int:
        """Number of segments."""
        return len(self.centres)

    def space(self, frame: pd.DataFrame) -> Array:
        """Bring customers into the model's space.

        Parameters
        ----------
        frame : pandas.DataFrame
            With every column of the ruler.

        Returns
        -------
        numpy.ndarray
            Scaled rows.
        """
        return self.scaling.apply(frame, neutral=self.neutral)

    def assign(self, frame: pd.DataFrame) -> NDArray[np.int64]:
        """Label customers.

        Parameters
        ----------
        frame : pandas.DataFrame
            With every column of the ruler.

        Returns
        -------
        numpy.ndarray
            Labels in row order.
        """
        return nearest(self.space(frame), Fit(self.centres, np.empty(0, dtype=np.int64), self.metric, 0.0))

    def confidence(self, frame: pd.DataFrame) -> Array:
        """Say how surely each customer belongs to the assigned segment.

        Parameters
        ----------
        frame : pandas.DataFrame
            With every column of the ruler.

        Returns
        -------
        numpy.ndarray
            Probability of the assigned segment if all were equally large and round in the metric: 1/k to 1.
        """
        distances = squared_distances(self.space(frame) @ self.metric, self.centres @ self.metric)
        weights = np.exp(-(distances - distances.min(1, keepdims=True)) / (2.0 * max(self.width, 1e-12)))
        return np.asarray(1.0 / weights.sum(1), dtype=np.float64)

    def reordered(self, order: NDArray[np.int64]) -> Model:
        """Return the model with its segments in another order.

        Parameters
        ----------
        order : numpy.ndarray
            Old labels in the new order.

        Returns
        -------
        Model
            Relabelled.
        """
        return replace(self, centres=self.centres[order])

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON-safe data; floats keep every digit.

        Returns
        -------
        dict
            For :meth:`from_dict`.
        """
        return {
            "scaling": self.scaling.to_dict(),
            "centres": self.centres.tolist(),
            "metric": self.metric.tolist(),
            "width": self.width,
            "neutral": self.neutral,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Model:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        data : mapping
            The written model.

        Returns
        -------
        Model
            The same model.
        """
        axes = len(data["scaling"]["columns"])
        return cls(
            Scaling.from_dict(data["scaling"]),
            np.array(data["centres"], dtype=np.float64).reshape(-1, axes),
            np.array(data["metric"], dtype=np.float64).reshape(axes, axes),
            float(data["width"]),
            bool(data["neutral"]),
        )


class Fitted(NamedTuple):
    """What a fit gives.

    Parameters
    ----------
    model : Model
        Ruler, centres, metric.
    labels : numpy.ndarray of int
        Segment of each row.
    structure : Structure
        What the tests found.
    stability : pandas.DataFrame
        Per segment how surely it comes back when customers are drawn again.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1.0, 2.0, 8.0, 9.0]})
    >>> fit_model(frame, frame["a"].to_numpy(), Plan(k=1)).labels.tolist()
    [0, 0, 0, 0]
    """

    model: Model
    labels: NDArray[np.int64]
    structure: Structure
    stability: pd.DataFrame


def _draw(scaling: Scaling, frame: pd.DataFrame, k: int, plan: Plan, *, stands: bool) -> Model:
    """Draw k centres: in the metric of the spread inside where k groups stand, plainly on a continuum."""
    space = scaling.apply(frame, neutral=stands)
    rng = generator(plan.seed, "centres")
    fit = adaptive(space, k, rng, starts=STARTS) if stands else kmeans(space, k, rng, starts=STARTS)
    width = fit.cost / max(space.size, 1)
    return Model(scaling, fit.centres, fit.metric, width if width > 0 else 1.0, stands)


def _stability(model: Model, drawing: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Say per segment how surely it comes back when customers are drawn again."""
    fit = Fit(model.centres, np.empty(0, dtype=np.int64), model.metric, 0.0)
    return stability(model.space(drawing), fit, stands=model.neutral, seed=plan.seed)


def _settle(
    scaling: Scaling, drawing: pd.DataFrame, structure: Structure, plan: Plan
) -> tuple[Structure, Model, pd.DataFrame]:
    """Confirm the structure by stability, and draw the number of segments asked for or found."""
    drawn: dict[int, tuple[Model, pd.DataFrame]] = {}
    least: dict[int, float] = {}
    for k in reversed(structure.standing()):
        model = _draw(scaling, drawing, k, plan, stands=True)
        drawn[k] = model, _stability(model, drawing, plan)
        least[k] = float(drawn[k][1]["jaccard"].fillna(0.0).min())
        if least[k] >= STABLE:
            break
    structure = structure.confirmed(least)
    k = structure.k if plan.k == "auto" else int(plan.k)
    if k > len(drawing):
        raise ParameterError(f"k={k} segments of {len(drawing)} customers", remedy="ask for fewer segments")
    if not (structure.has_structure and k == structure.k):
        model = _draw(scaling, drawing, k, plan, stands=False)
        drawn[k] = model, _stability(model, drawing, plan)
    return structure, *drawn[k]


def canonical_order(frame: pd.DataFrame) -> NDArray[np.int64]:
    """Return the positions that sort customers by id, equal ids by their figures.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per customer.

    Returns
    -------
    numpy.ndarray
        Positions; whatever order the rows came in, the sorted rows are the same.

    Examples
    --------
    >>> canonical_order(pd.DataFrame({"a": [1.0, 2.0]}, index=["z", "b"])).tolist()
    [1, 0]
    """
    try:
        place = pd.Series(frame.index).rank(method="dense").to_numpy()
    except TypeError:
        place = pd.Series(frame.index.astype(str)).rank(method="dense").to_numpy()
    keys = [place] if frame.index.is_unique else [*frame.to_numpy().T[::-1], place]
    return np.lexsort(keys).astype(np.int64)


def _falling(labels: NDArray[np.int64], k: int, value: Array) -> NDArray[np.int64]:
    """Return old labels by falling mean of a value; without known values by falling size."""
    known = ~np.isnan(value)
    sums = np.bincount(labels[known], weights=value[known], minlength=k)
    counts = np.bincount(labels[known], minlength=k)
    means = np.where(counts > 0, sums / np.maximum(counts, 1), -np.inf)
    return np.lexsort((np.arange(k), -np.bincount(labels, minlength=k), -means)).astype(np.int64)


def fit_model(frame: pd.DataFrame, order_by: Array, plan: Plan, testing: NDArray[np.bool_] | None = None) -> Fitted:
    """Fit a segmentation.

    Parameters
    ----------
    frame : pandas.DataFrame
        Float columns, one row per customer; nan = unknown.
    order_by : numpy.ndarray
        A value per row; segments are numbered by its falling mean.
    plan : Plan
        What is asked.
    testing : numpy.ndarray of bool, optional
        Rows with enough evidence to draw centres and to be tested; None = all. The others are only assigned.

    Returns
    -------
    Fitted
        Model, labels in row order, what the tests for structure found, and stability per segment.

    Raises
    ------
    ParameterError
        If more segments are asked for than there are customers.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1.0, 2.0, 8.0, 9.0]})
    >>> fit_model(frame, frame["a"].to_numpy(), Plan(k=2)).structure.has_structure is None
    True
    """
    from threadpoolctl import threadpool_limits

    plan.check()
    order = canonical_order(frame)
    chosen = order if testing is None else order[testing[order]]
    if len(chosen) > plan.largest_sample:
        picks = generator(plan.seed, "sample").choice(len(chosen), plan.largest_sample, replace=False)
        chosen = chosen[np.sort(picks)]
    drawing = frame.iloc[chosen]
    with threadpool_limits(limits=1):
        scaling = Scaling.learn(drawing)
        blurred = scaling.apply(drawing, neutral=True, fill=False)
        structure = find_structure(blurred, ks=range(2, plan.max_k + 1), seed=plan.seed)
        structure, model, stable = _settle(scaling, drawing, structure, plan)
        labels = model.assign(frame)
        by_value = _falling(labels[order], model.k, np.asarray(order_by, dtype=np.float64)[order])
        renumber = np.argsort(by_value)
    stable = stable.iloc[by_value].set_axis(stable.index)
    return Fitted(model.reordered(by_value), renumber[labels].astype(np.int64), structure, stable)
