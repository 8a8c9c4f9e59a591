"""Fill missing values by a stated strategy, learnt on one data set and applied to another, with a mark where it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.cleaning.frames import FrameTransformer
from crmpersona.contract import ContractError, NotEnoughDataError, ParameterError, nearest

__all__ = ["Imputer"]

STRATEGIES = ("median", "mode", "group", "model")
SUFFIX = "_missing"
ROUNDS = 10


def _is_number(column: pd.Series) -> bool:
    """Tell whether a column is measured (its median means something); yes/no columns are not."""
    return pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype)


def _commonest(column: pd.Series) -> Any:
    """Return the most frequent value, ties to the one that sorts first as text; None where nothing is known."""
    counts = column.value_counts()
    if counts.empty:
        return None
    return min(counts.index[counts == counts.iloc[0]], key=str)


def _typical(column: pd.Series) -> Any:
    """Return the median of a measured column and the commonest value of any other."""
    if not _is_number(column):
        return _commonest(column)
    known = column.dropna()
    return float(known.median()) if len(known) else None


class Imputer(FrameTransformer):
    """Fill missing values; what is filled in is learnt by ``fit`` only, so that nothing leaks from later data.

    Parameters
    ----------
    strategy : str or mapping of column to str, default "median"
        ``"median"``; ``"mode"``, the commonest value; ``"group"``, the median or commonest value among the rows with
        the same value of the column ``group``; ``"model"``, each number predicted from all others by chained Bayesian
        ridge regressions, kept inside the range seen. Columns that are no numbers take their commonest value under
        "median" and "model". Columns that a mapping does not name are left as they are.
    group : str, optional
        Column that makes the groups of ``"group"``; a group not seen by ``fit``, or without a known value there,
        takes the value of all rows.
    indicator : bool, default True
        Add ``<column>_missing`` for each column with missing values in ``fit``: that a customer gave no age can say
        more than the age filled in. The columns are fixed by ``fit``, so every month has the same.
    seed : int, default 7
        Seed of ``"model"``.

    Attributes
    ----------
    values_ : dict
        Column to the value of all rows.
    group_values_ : dict
        Column to the value of each group.
    indicators_ : list of str
        Columns with an indicator.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Raises
    ------
    ParameterError
        If the strategy or a column named is unknown.

    References
    ----------
    van Buuren & Groothuis-Oudshoorn (2011), "mice: Multivariate Imputation by Chained Equations in R", Journal of
    Statistical Software 45(3).

    Examples
    --------
    >>> rows = pd.DataFrame({"age": [30.0, None, 50.0], "city": ["a", "a", None]})
    >>> filled = Imputer().fit(rows).transform(rows)
    >>> filled["age"].tolist(), filled["city"].tolist(), filled["age_missing"].tolist()
    ([30.0, 40.0, 50.0], ['a', 'a', 'a'], [False, True, False])
    """

    def __init__(
        self,
        strategy: str | Mapping[str, str] = "median",
        *,
        group: str | None = None,
        indicator: bool = True,
        seed: int = 7,
    ) -> None:
        self.strategy = strategy
        self.group = group
        self.indicator = indicator
        self.seed = seed

    def fit(self, X: Any, y: Any = None) -> Imputer:  # noqa: N803 - the name that scikit-learn asks for
        """Learn what is filled in.

        Parameters
        ----------
        X : pandas.DataFrame or array_like
            One row per customer.
        y : object, optional
            Not used; there because scikit-learn passes it.

        Returns
        -------
        Imputer
            Itself.

        Raises
        ------
        NotEnoughDataError
            If a column to be filled has no known value.
        """
        del y
        frame = self._frame(X, reset=True)
        self.strategies_ = self._settled(frame)
        self.values_ = {column: _typical(frame[column]) for column in self.strategies_ if column != self.group}
        empty = [column for column, value in self.values_.items() if value is None]
        if empty:
            raise NotEnoughDataError(
                f"columns {empty[:5]} have no known value to learn from",
                where=f"{len(frame):,} rows",
                remedy="drop them, or name the columns to fill: strategy={'column': 'median'}",
            )
        self.values_ |= {
            column: _commonest(frame[column])
            for column, strategy in self.strategies_.items()
            if strategy == "mode" and column in self.values_
        }
        self.group_values_ = self._by_group(frame)
        self.indicators_ = [column for column in self.values_ if self.indicator and frame[column].isna().any()]
        self.model_columns_, self.model_ = self._chained(frame)
        return self

    def transform(self, X: Any) -> Any:  # noqa: N803 - the name that scikit-learn asks for
        """Fill missing values with what was learnt.

        Parameters
        ----------
        X : pandas.DataFrame or array_like
            The columns of :meth:`fit`.

        Returns
        -------
        pandas.DataFrame or numpy.ndarray
            What was given: the same rows and columns in the same order, then the indicators.
        """
        frame = self._frame(X, reset=False)
        marks = {f"{column}{SUFFIX}": frame[column].isna() for column in self.indicators_}
        filled = frame.copy()
        predicted = self._predicted(frame)
        for column, value in self.values_.items():
            missing = frame[column].isna()
            if not missing.any():
                continue
            series = frame[column]
            if column in predicted:
                series = series.where(~missing, predicted[column])
            elif column in self.group_values_ and self.group is not None:
                series = series.where(~missing, frame[self.group].map(self.group_values_[column]))
            filled[column] = _filled(series, value)
        return self._like(X, filled.assign(**marks) if marks else filled)

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the columns of the result.

        Parameters
        ----------
        input_features : object, optional
            Not used; there because scikit-learn passes it.

        Returns
        -------
        numpy.ndarray of str
            Columns, then indicators.
        """
        del input_features
        return np.asarray([*self._names(), *(f"{column}{SUFFIX}" for column in self.indicators_)], dtype=object)

    def _settled(self, frame: pd.DataFrame) -> dict[str, str]:
        """Give each column to be filled its strategy."""
        given = self.strategy if isinstance(self.strategy, Mapping) else dict.fromkeys(frame.columns, self.strategy)
        for column, strategy in given.items():
            if strategy not in STRATEGIES:
                raise ParameterError(
                    f"strategy={strategy!r} is unknown",
                    remedy=f"use one of {', '.join(STRATEGIES)}; nearest: {nearest(str(strategy), STRATEGIES)}",
                )
            _known_column(frame, column)
        if "group" in given.values():
            if self.group is None:
                raise ParameterError("strategy 'group' without group", remedy="give group='column'")
            _known_column(frame, self.group)
        return dict(given)

    def _by_group(self, frame: pd.DataFrame) -> dict[str, dict[Any, Any]]:
        """Learn the value of each group for the columns that ask for it."""
        columns = [column for column in self.values_ if self.strategies_[column] == "group"]
        if not columns:
            return {}
        parts = list(frame.groupby(self.group, sort=True, observed=True))
        found: dict[str, dict[Any, Any]] = {}
        for column in columns:
            learnt = {name: _typical(rows[column]) for name, rows in parts}
            found[column] = {name: value for name, value in learnt.items() if value is not None}
        return found

    def _chained(self, frame: pd.DataFrame) -> tuple[list[str], Any]:
        """Fit the chained regressions on the measured columns, where a strategy asks for them."""
        if "model" not in self.strategies_.values():
            return [], None
        from sklearn.experimental import enable_iterative_imputer  # noqa: F401 - opens the next import
        from sklearn.impute import IterativeImputer
        from sklearn.preprocessing import StandardScaler

        columns = [column for column in frame.columns if _is_number(frame[column]) and frame[column].notna().any()]
        numbers = frame[columns].to_numpy(dtype="float64", na_value=np.nan)
        scaler = StandardScaler().fit(numbers)  # ridge penalties ask for columns of one size
        scaled = scaler.transform(numbers)
        chain = IterativeImputer(
            max_iter=ROUNDS,
            tol=1e-2,
            random_state=self.seed,
            min_value=np.nanmin(scaled, axis=0),
            max_value=np.nanmax(scaled, axis=0),
        )
        return columns, (scaler, chain.fit(scaled))

    def _predicted(self, frame: pd.DataFrame) -> dict[str, pd.Series]:
        """Predict the columns under "model"."""
        if self.model_ is None:
            return {}
        scaler, chain = self.model_
        numbers = frame[self.model_columns_].to_numpy(dtype="float64", na_value=np.nan)
        values = scaler.inverse_transform(chain.transform(scaler.transform(numbers)))
        made = pd.DataFrame(values, columns=self.model_columns_, index=frame.index)
        return {column: made[column] for column in self.model_columns_ if self.strategies_.get(column) == "model"}


def _known_column(frame: pd.DataFrame, column: Any) -> None:
    """Refuse a column that the frame does not have."""
    if column not in frame.columns:
        near = nearest(str(column), [str(name) for name in frame.columns])
        raise ContractError(f"column {column} is missing", remedy=f"nearest here: {near}" if near else "name one there")


def _filled(series: pd.Series, value: Any) -> pd.Series:
    """Fill what is left; whole numbers become decimals where the value filled in is one."""
    if _is_number(series) and pd.api.types.is_integer_dtype(series.dtype) and float(value) != int(value):
        series = series.astype("Float64" if pd.api.types.is_extension_array_dtype(series.dtype) else "float64")
    if isinstance(series.dtype, pd.CategoricalDtype) and value not in series.cat.categories:
        series = series.cat.add_categories([value])
    return series.fillna(value)
