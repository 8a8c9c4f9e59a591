"""RFM scores: one ruler per axis, learned once and used again next month."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import pandas as pd

from crmpersona.contract import ParameterError, nearest
from crmpersona.features.rfm_cut_points import LEARNERS, check_cuts
from crmpersona.features.rfm_inputs import AXES, axes_of, buyers_values, read_json, spread
from crmpersona.features.words_rfm import WORDS

__all__ = ["AXES", "METHODS", "SCORES", "RFMScorer", "rfm_scores"]

SCORES = tuple(AXES.values())
METHODS = ("quantile", "mean", "fixed", "kmeans")
KIND = "crmpersona.rfm_scorer"


class RFMScorer:
    """Turn recency, frequency and money into scores from 1 to ``bins``, where ``bins`` is best.

    A frequency or monetary score is 1 + the number of cut points strictly below the value; the recency
    score is its mirror image, ``bins`` − the number of cut points strictly below the days, because few
    days are good. Equal values therefore always share a score, and a better value never scores worse.
    Where many customers share one value (most bought once) several quantiles coincide and the scores
    honestly take fewer levels: :attr:`levels_` counts them.

    Parameters
    ----------
    bins : int, default 5
        Number of levels; 5 is the habit of the trade and what the eleven-group map expects.
    method : {"quantile", "mean", "fixed", "kmeans"}, default "quantile"
        How the ``bins`` − 1 cut points are found. ``"quantile"``: linear quantiles i/``bins`` of the
        buyers. ``"mean"``: the mean of the buyers, two levels, a value equal to the mean counts as good.
        ``"fixed"``: the ones given in `cuts`. ``"kmeans"``: midpoints between one-dimensional cluster
        centres, started at quantiles, so without any randomness.
    cuts : mapping of str to sequence of float, optional
        For ``"fixed"``: ``bins`` − 1 rising cut points per axis, in days, orders and units of the currency.

    Attributes
    ----------
    cut_points_ : dict of str to tuple of float
        Cut points per axis, rising.
    levels_ : dict of str to int
        Number of different scores which the fitted buyers got.
    n_buyers_ : int
        Customers with an order in the fitted table.

    Raises
    ------
    ParameterError
        If a parameter is not allowed, or parameters contradict each other.

    Examples
    --------
    >>> table = pd.DataFrame({"recency_days": [3, 40, 200], "frequency": [9, 2, 1], "monetary": [900.0, 50.0, 60.0]})
    >>> scorer = RFMScorer(bins=3).fit(table)
    >>> scorer.transform(table).to_numpy().tolist()
    [[3, 3, 3], [2, 2, 1], [1, 1, 2]]
    >>> RFMScorer.from_json(scorer.to_json()).cut_points_ == scorer.cut_points_
    True
    """

    cut_points_: dict[str, tuple[float, ...]]
    levels_: dict[str, int]
    n_buyers_: int

    def __init__(
        self, bins: int = 5, method: str = "quantile", cuts: Mapping[str, Sequence[float]] | None = None
    ) -> None:
        self.bins = bins
        self.method = method
        self.cuts = cuts

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the parameters, as scikit-learn's tools ask for them.

        Parameters
        ----------
        deep : bool, default True
            Without effect: no parameter holds an estimator.

        Returns
        -------
        dict
            ``bins``, ``method`` and ``cuts``.
        """
        del deep
        return {"bins": self.bins, "method": self.method, "cuts": self.cuts}

    def set_params(self, **parameters: Any) -> Self:
        """Change parameters; the scorer must be fitted again.

        Parameters
        ----------
        **parameters : object
            Any of ``bins``, ``method``, ``cuts``.

        Returns
        -------
        RFMScorer
            Itself.

        Raises
        ------
        ParameterError
            If there is no such parameter.
        """
        for name, value in parameters.items():
            if name not in self.get_params():
                raise ParameterError(
                    f"RFMScorer has no parameter {name!r}", remedy=f"nearest name: {nearest(name, self.get_params())}"
                )
            setattr(self, name, value)
        return self

    def fit(self, table: pd.DataFrame) -> Self:
        """Learn the cut points from the customers who have an order.

        Parameters
        ----------
        table : pandas.DataFrame
            One row per customer with ``recency_days`` (days), ``frequency`` (orders) and, where money is
            known, ``monetary`` (units of the currency). A missing ``recency_days`` marks a customer
            without any order.

        Returns
        -------
        RFMScorer
            Itself, fitted.

        Raises
        ------
        ParameterError
            If parameters are not allowed.
        ContractError
            If a column is missing or a buyer's value is missing or infinite.
        """
        self._check_parameters()
        axes = axes_of(table)
        values = {axis: buyers_values(table, axis) for axis in axes}
        self.n_buyers_ = int(table["recency_days"].notna().sum())
        self.cut_points_ = {axis: self._learn(axis, found) for axis, found in values.items()}
        self.levels_ = {axis: len(np.unique(self._score(axis, found))) for axis, found in values.items()}
        return self

    def transform(self, table: pd.DataFrame) -> pd.DataFrame:
        """Score customers on the fitted ruler.

        Parameters
        ----------
        table : pandas.DataFrame
            As for :meth:`fit`; it may be another month's.

        Returns
        -------
        pandas.DataFrame
            ``r_score``, ``f_score`` and, where money was fitted, ``m_score`` on the index of `table`;
            int64, or Int64 with missing values where a customer has no order.

        Raises
        ------
        ParameterError
            If the scorer is not fitted.
        ContractError
            If a column is missing or a buyer's value is missing or infinite.
        """
        if not hasattr(self, "cut_points_"):
            raise ParameterError("this RFMScorer is not fitted", remedy="call .fit(table) first")
        axes = axes_of(table, self.cut_points_)
        buyer = table["recency_days"].notna().to_numpy()
        scores = {AXES[axis]: spread(self._score(axis, buyers_values(table, axis)), buyer) for axis in axes}
        result = pd.DataFrame(scores, index=table.index)
        result.attrs["rfm_bins"] = self.bins
        return result

    def fit_transform(self, table: pd.DataFrame) -> pd.DataFrame:
        """Learn the ruler and score the same customers.

        Parameters
        ----------
        table : pandas.DataFrame
            As for :meth:`fit`.

        Returns
        -------
        pandas.DataFrame
            As :meth:`transform`.
        """
        return self.fit(table).transform(table)

    def to_json(self) -> str:
        """Write the fitted ruler as JSON text.

        Returns
        -------
        str
            Everything that scoring next month needs; no customer is in it.

        Raises
        ------
        ParameterError
            If the scorer is not fitted.
        """
        if not hasattr(self, "cut_points_"):
            raise ParameterError("this RFMScorer is not fitted", remedy="call .fit(table) first")
        facts = {
            "kind": KIND,
            "bins": self.bins,
            "method": self.method,
            "cut_points": self.cut_points_,
            "levels": self.levels_,
            "n_buyers": self.n_buyers_,
        }
        return json.dumps(facts, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a ruler that :meth:`to_json` wrote.

        Parameters
        ----------
        text : str
            The JSON text.

        Returns
        -------
        RFMScorer
            A fitted scorer with the same cut points.

        Raises
        ------
        ParameterError
            If the text is not such a ruler.
        """
        facts = read_json(text, KIND, ("bins", "method", "cut_points", "levels", "n_buyers"))
        unknown = set(facts["cut_points"]) - set(AXES)
        if unknown or facts["method"] not in METHODS:
            raise ParameterError(f"the saved ruler has unknown parts: {sorted(unknown) or facts['method']}")
        fixed = facts["cut_points"] if facts["method"] == "fixed" else None
        scorer = cls(bins=int(facts["bins"]), method=facts["method"], cuts=fixed)
        saved = {axis: facts["cut_points"][axis] for axis in AXES if axis in facts["cut_points"]}
        scorer.cut_points_ = {
            axis: check_cuts(axis, cuts, scorer.bins, may_be_empty=True) for axis, cuts in saved.items()
        }
        scorer.levels_ = {axis: int(count) for axis, count in facts["levels"].items()}
        scorer.n_buyers_ = int(facts["n_buyers"])
        return scorer

    def summary(self, lang: str | None = None) -> str:
        """Say how many levels each axis really has.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            One sentence; it names an axis that tells customers apart worse than asked for.
        """
        parts = [
            WORDS("levels_one" if count <= 1 else "levels", lang, axis=AXES[axis][0].upper(), n=count, bins=self.bins)
            for axis, count in self.levels_.items()
        ]
        comma = WORDS("comma", lang)
        return WORDS("scorer", lang, n=f"{self.n_buyers_:,}", parts=comma.join(parts))

    def __repr__(self) -> str:
        """Show the parameters."""
        given = {name: value for name, value in self.get_params().items() if value is not None}
        return f"RFMScorer({', '.join(f'{name}={value!r}' for name, value in given.items())})"

    def _check_parameters(self) -> None:
        """Refuse parameters that are unknown or contradict each other."""
        if self.method not in METHODS:
            raise ParameterError(
                f"method={self.method!r} is unknown",
                remedy=f"use one of {', '.join(METHODS)}; nearest: {nearest(str(self.method), METHODS) or METHODS[0]}",
            )
        bins: Any = self.bins
        if isinstance(bins, bool) or not isinstance(bins, (int, np.integer)) or bins < 2:
            raise ParameterError(f"bins={self.bins!r} is not a number of levels", remedy="use a whole number from 2 on")
        if self.method == "mean" and self.bins != 2:
            raise ParameterError(
                f"method='mean' has one cut point, so two levels, but bins={self.bins}", remedy="give bins=2"
            )
        if (self.method == "fixed") != (self.cuts is not None):
            raise ParameterError(
                f"method={self.method!r} with cuts={'given' if self.cuts is not None else None}",
                remedy="cuts={'recency_days': […], 'frequency': […], 'monetary': […]} belong to method='fixed'",
            )

    def _learn(self, axis: str, values: np.ndarray) -> tuple[float, ...]:
        """Return the cut points of one axis."""
        if self.method != "fixed":
            return LEARNERS[self.method](values, self.bins)
        if self.cuts is None or axis not in self.cuts:
            raise ParameterError(f"cuts has no entry {axis!r}", remedy=f"give {self.bins - 1} cut points for {axis}")
        return check_cuts(axis, self.cuts[axis], self.bins)

    def _score(self, axis: str, values: np.ndarray) -> np.ndarray:
        """Count cut points below each value; mirrored for recency."""
        cuts = np.asarray(self.cut_points_[axis], dtype="float64")
        if axis == "recency_days":
            return np.asarray(self.bins - np.searchsorted(cuts, values, side="left"), dtype="int64")
        below = np.searchsorted(cuts, values, side="right" if self.method == "mean" else "left")
        return np.asarray(1 + below, dtype="int64")


def rfm_scores(
    table: pd.DataFrame,
    bins: int = 5,
    method: str = "quantile",
    *,
    cuts: Mapping[str, Sequence[float]] | None = None,
) -> pd.DataFrame:
    """Score customers by recency, frequency and money; ``bins`` is best on each axis.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per customer with ``recency_days``, ``frequency`` and, where known, ``monetary``: what
        :func:`~crmpersona.features.rfm_table` returns. A missing ``recency_days`` marks a customer
        without an order.
    bins : int, default 5
        Number of levels.
    method : {"quantile", "mean", "fixed", "kmeans"}, default "quantile"
        How cut points are found, see :class:`RFMScorer`. ``"mean"`` needs ``bins=2``.
    cuts : mapping of str to sequence of float, optional
        Cut points for ``"fixed"``.

    Returns
    -------
    pandas.DataFrame
        ``r_score``, ``f_score``, ``m_score`` on the same index; missing where there is no order.

    Raises
    ------
    ParameterError
        If a parameter is not allowed.
    ContractError
        If a column is missing or a buyer's value is missing or infinite.

    References
    ----------
    Hughes, A. M. (1994). Strategic Database Marketing. Probus.

    Examples
    --------
    >>> table = pd.DataFrame({"recency_days": [5, 90, 90], "frequency": [6, 1, 1], "monetary": [80.0, 20.0, 30.0]})
    >>> rfm_scores(table, bins=2, method="mean").to_numpy().tolist()
    [[2, 2, 2], [1, 1, 1], [1, 1, 1]]
    """
    return RFMScorer(bins=bins, method=method, cuts=cuts).fit_transform(table)
