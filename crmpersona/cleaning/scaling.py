"""Bring numbers to one scale, learnt on one data set and applied to another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.preprocessing import MinMaxScaler, PowerTransformer, RobustScaler, StandardScaler

from crmpersona.cleaning.frames import FrameTransformer
from crmpersona.contract import ParameterError, nearest

__all__ = ["FrameScaler"]

METHODS: dict[str, Any] = {
    "standard": StandardScaler,
    "robust": RobustScaler,
    "minmax": MinMaxScaler,
    "power": PowerTransformer,
}


class FrameScaler(FrameTransformer):
    """Scale the numbers of a frame by one of scikit-learn's scalers; other columns pass as they are.

    Parameters
    ----------
    method : {"standard", "robust", "minmax", "power"}, default "standard"
        ``"standard"``: mean 0, standard deviation 1; ``"robust"``: median 0, quartile distance 1, for columns with
        outliers; ``"minmax"``: 0 to 1 over what ``fit`` saw (later values may lie outside); ``"power"``:
        Yeo-Johnson, then standard, for skewed columns such as money.

    Attributes
    ----------
    columns_ : list of str
        Columns that are scaled: numbers, without yes/no columns.
    scaler_ : object
        The fitted scaler of scikit-learn; None where no column is a number.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    References
    ----------
    Yeo & Johnson (2000), "A new family of power transformations to improve normality or symmetry", Biometrika 87(4).

    Examples
    --------
    >>> rows = pd.DataFrame({"orders": [1.0, 2.0, 3.0], "city": ["a", "b", "c"]})
    >>> later = pd.DataFrame({"orders": [2.0, 4.0], "city": ["a", "b"]})
    >>> FrameScaler("minmax").fit(rows).transform(later)["orders"].tolist()
    [0.5, 1.5]
    """

    def __init__(self, method: str = "standard") -> None:
        self.method = method

    def fit(self, X: Any, y: Any = None) -> FrameScaler:  # noqa: N803 - the name that scikit-learn asks for
        """Learn the scale of each column; missing values are left out.

        Parameters
        ----------
        X : pandas.DataFrame or array_like
            One row per customer.
        y : object, optional
            Not used; there because scikit-learn passes it.

        Returns
        -------
        FrameScaler
            Itself.

        Raises
        ------
        ParameterError
            If the method is unknown.
        """
        del y
        if self.method not in METHODS:
            raise ParameterError(
                f"method={self.method!r} is unknown",
                remedy=f"use one of {', '.join(METHODS)}; nearest: {nearest(str(self.method), list(METHODS))}",
            )
        frame = self._frame(X, reset=True)
        self.columns_ = [
            column
            for column in frame.columns
            if pd.api.types.is_numeric_dtype(frame[column].dtype)
            and not pd.api.types.is_bool_dtype(frame[column].dtype)
        ]
        self.scaler_ = METHODS[self.method]().fit(self._numbers(frame)) if self.columns_ else None
        return self

    def transform(self, X: Any) -> Any:  # noqa: N803 - the name that scikit-learn asks for
        """Scale rows as learnt; missing values stay missing.

        Parameters
        ----------
        X : pandas.DataFrame or array_like
            The columns of :meth:`fit`.

        Returns
        -------
        pandas.DataFrame or numpy.ndarray
            What was given: the same rows and columns in the same order.
        """
        frame = self._frame(X, reset=False)
        made = frame if self.scaler_ is None else self._replaced(frame, self.scaler_.transform(self._numbers(frame)))
        return self._like(X, made)

    def inverse_transform(self, X: Any) -> Any:  # noqa: N803 - the name that scikit-learn asks for
        """Bring scaled rows back to their units.

        Parameters
        ----------
        X : pandas.DataFrame or array_like
            What :meth:`transform` gave.

        Returns
        -------
        pandas.DataFrame or numpy.ndarray
            What was given: the same rows and columns in the same order.
        """
        frame = self._frame(X, reset=False)
        if self.scaler_ is not None:
            frame = self._replaced(frame, self.scaler_.inverse_transform(self._numbers(frame)))
        return self._like(X, frame)

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the columns of the result.

        Parameters
        ----------
        input_features : object, optional
            Not used; there because scikit-learn passes it.

        Returns
        -------
        numpy.ndarray of str
            The columns of :meth:`fit`.
        """
        del input_features
        return np.asarray(self._names(), dtype=object)

    def _numbers(self, frame: pd.DataFrame) -> NDArray[np.float64]:
        """Take the learnt columns as floats."""
        return frame[self.columns_].to_numpy(dtype="float64", na_value=np.nan)

    def _replaced(self, frame: pd.DataFrame, values: NDArray[np.float64]) -> pd.DataFrame:
        """Put scaled columns in the place of the given ones."""
        scaled = pd.DataFrame(values, columns=self.columns_, index=frame.index)
        return frame.assign(**{str(column): scaled[column] for column in self.columns_})
