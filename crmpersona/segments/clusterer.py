"""The segmentation as a scikit-learn estimator."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from crmpersona.contract import ParameterError
from crmpersona.segments.model import LARGEST_SAMPLE, Model, Plan, fit_model
from crmpersona.segments.scaling import numeric_frame

__all__ = ["Clusterer"]

METHODS = ("kmeans",)


class Clusterer(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """K-means with a learnt ruler and a test whether there are groups at all.

    Parameters
    ----------
    k : int or "auto", default "auto"
        Number of segments; "auto" takes what the test for structure finds, 1 where it finds none.
    method : {"kmeans"}, default "kmeans"
        How centres are drawn. Where k groups stand, distances are measured in units of the spread inside the groups.
    max_k : int, default 8
        Largest number tried.
    seed : int, default 7
        Seed of every draw.
    largest_sample : int, default 200000
        Above this many rows a seeded sample draws the centres and all rows are assigned.

    Attributes
    ----------
    labels_ : numpy.ndarray of int
        Segment of each row, 0 to k_ - 1 by falling mean of ``monetary`` (or of the first column).
    k_ : int
        Number of segments.
    has_structure_ : bool or None
        What the test for structure says; None = too few rows to tell.
    structure_ : Structure
        The test with its table.
    cluster_centers_ : numpy.ndarray
        Centres in the scaled space.
    model_ : Model
        Ruler, centres, metric.
    n_features_in_ : int
        Number of columns.
    feature_names_in_ : numpy.ndarray
        Names of the columns, where a frame was given.

    Examples
    --------
    >>> rng = np.random.default_rng(7)
    >>> rows = rng.normal(size=(300, 2)) + 9.0 * rng.integers(0, 2, 300)[:, None]
    >>> Clusterer(max_k=3).fit(rows).k_
    2
    """

    def __init__(
        self,
        k: int | str = "auto",
        *,
        method: str = "kmeans",
        max_k: int = 8,
        seed: int = 7,
        largest_sample: int = LARGEST_SAMPLE,
    ) -> None:
        self.k = k
        self.method = method
        self.max_k = max_k
        self.seed = seed
        self.largest_sample = largest_sample

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that missing values are allowed."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags

    def fit(self, X: Any, y: Any = None) -> Clusterer:  # noqa: N803 - the name that scikit-learn asks for
        """Draw the segments.

        Parameters
        ----------
        X : pandas.DataFrame or array_like
            One row per customer; missing values are allowed in frames and arrays.
        y : object, optional
            Not used; there because scikit-learn passes it.

        Returns
        -------
        Clusterer
            Itself.

        Raises
        ------
        ParameterError
            If the method is unknown or k is impossible.
        """
        del y
        if self.method not in METHODS:
            raise ParameterError(f"method={self.method!r} is unknown", remedy=f"use one of {', '.join(METHODS)}")
        frame = self._frame(X, reset=True)
        first = frame["monetary"] if "monetary" in frame else frame.iloc[:, 0]
        plan = Plan(k=self.k, max_k=self.max_k, seed=self.seed, largest_sample=self.largest_sample)
        model, labels, structure, _ = fit_model(frame, first.to_numpy(), plan)
        self.model_: Model = model
        self.labels_: NDArray[np.int64] = labels
        self.structure_ = structure
        self.has_structure_ = structure.has_structure
        self.k_ = model.k
        self.cluster_centers_ = model.centres
        return self

    def predict(self, X: Any) -> NDArray[np.int64]:  # noqa: N803 - the name that scikit-learn asks for
        """Assign rows to the nearest segment on the learnt ruler.

        Parameters
        ----------
        X : pandas.DataFrame or array_like
            The columns of :meth:`fit`.

        Returns
        -------
        numpy.ndarray of int
            Labels.
        """
        check_is_fitted(self)
        return self.model_.assign(self._frame(X, reset=False))

    def _frame(self, rows: Any, *, reset: bool) -> pd.DataFrame:
        """Validate as scikit-learn does, and return a float frame."""
        fewest = 2 if reset else 1
        values = validate_data(
            self, rows, reset=reset, dtype="float64", ensure_all_finite="allow-nan", ensure_min_samples=fewest
        )
        index = rows.index if isinstance(rows, pd.DataFrame) else None
        names = getattr(self, "feature_names_in_", [f"x{axis}" for axis in range(values.shape[1])])
        return numeric_frame(pd.DataFrame(values, index=index, columns=[str(name) for name in names]))[0]
