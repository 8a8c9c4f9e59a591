"""Frames and arrays under one roof: what the imputer and the scaler share of scikit-learn's promises."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

__all__ = ["FrameTransformer"]


class FrameTransformer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """A transformer that takes a frame or an array, allows missing values, and returns what it was given.

    Examples
    --------
    >>> FrameTransformer().get_params()
    {}
    """

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that missing values and texts are allowed."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.input_tags.string = True
        tags.input_tags.categorical = True
        return tags

    def _frame(self, rows: Any, *, reset: bool) -> pd.DataFrame:
        """Validate as scikit-learn does; a frame keeps its index, names and types, an array gets names."""
        if not reset:
            check_is_fitted(self)
        if isinstance(rows, pd.DataFrame):
            validate_data(self, rows, reset=reset, skip_check_array=True)
            if rows.empty:
                validate_data(self, rows.to_numpy(), reset=False)  # raises scikit-learn's own sentence about no rows
            return rows
        values = validate_data(self, rows, reset=reset, dtype=None, ensure_all_finite="allow-nan")
        frame = pd.DataFrame(values, columns=[f"x{axis}" for axis in range(values.shape[1])])
        return frame.infer_objects() if values.dtype == object else frame

    @staticmethod
    def _like(rows: Any, frame: pd.DataFrame) -> Any:
        """Return a frame where a frame was given, else an array, as scikit-learn's own transformers do."""
        if isinstance(rows, pd.DataFrame):
            return frame
        measured = all(pd.api.types.is_numeric_dtype(dtype) for dtype in frame.dtypes)
        return frame.to_numpy(dtype="float64" if measured else object)

    def _names(self) -> list[str]:
        """Return the columns of ``fit``."""
        return [str(name) for name in getattr(self, "feature_names_in_", [f"x{i}" for i in range(self.n_features_in_)])]
