"""From columns as they are to a space in which distances mean something; learnt once, applied every month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.contract import ContractError, NotEnoughDataError, nearest

__all__ = ["ColumnScale", "Scaling", "numeric_frame"]

Array = NDArray[np.float64]
SKEWED = 1.0
MOST_POWER = 5.0
NORMAL_QUARTILES = 1.349
SMALL = 0.1
ATOM_SHARE = 0.05
ATOM_TIMES = 20.0
ATOM_LEVELS = 20


def numeric_frame(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Take the columns that can be measured as floats, infinities as missing.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per customer.

    Returns
    -------
    tuple of pandas.DataFrame and list of str
        The float columns, and the names of columns left out because they hold texts, dates or categories.

    Raises
    ------
    ContractError
        If no column is numeric or two have the same name.

    Examples
    --------
    >>> numeric_frame(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}))[1]
    ['b']
    """
    if frame.columns.has_duplicates:
        twice = sorted({str(name) for name in frame.columns[frame.columns.duplicated()]})
        raise ContractError(f"columns {twice[:5]} are there twice", remedy="give every column a name of its own")
    usable = [
        column
        for column in frame.columns
        if pd.api.types.is_numeric_dtype(frame[column].dtype) and not pd.api.types.is_complex_dtype(frame[column].dtype)
    ]
    if not usable:
        raise ContractError("no column holds numbers", where=f"{frame.shape[1]} columns", remedy="pass numeric columns")
    numbers = frame[usable].astype("float64")
    left_out = [str(column) for column in frame.columns if column not in usable]
    return numbers.where(np.isfinite(numbers.to_numpy())), left_out


def _yeo_johnson(values: Array, power: float) -> Array:
    """Bend a column by the Yeo-Johnson transform of the given power."""
    up, down = np.maximum(values, 0.0), np.minimum(values, 0.0)
    high = np.log1p(up) if abs(power) < 1e-9 else ((up + 1.0) ** power - 1.0) / power
    other = 2.0 - power
    low = -np.log1p(-down) if abs(other) < 1e-9 else -((1.0 - down) ** other - 1.0) / other
    return np.asarray(np.where(values >= 0, high, low), dtype=np.float64)


def _skewness(values: Array) -> float:
    """Return the third standardised moment."""
    centred = values - values.mean()
    spread = centred.std()
    return float((centred**3).mean() / spread**3) if spread > 0 else 0.0


def _atom(values: Array) -> float | None:
    """Return the one exact value on which a share of customers sits while the others spread out; None without one.

    Zero night purchases, zero days between first and last order: a yes/no fact which everybody can see, not a group.
    """
    levels, counts = np.unique(values, return_counts=True)
    if len(levels) < ATOM_LEVELS:
        return None
    top = int(counts.argmax())
    usual = float(np.median(np.delete(counts, top)))
    heavy = counts[top] > ATOM_SHARE * len(values) and counts[top] > ATOM_TIMES * usual
    return float(levels[top]) if heavy else None


@dataclass(frozen=True)
class ColumnScale:
    """How one column is bent, centred and scaled.

    Parameters
    ----------
    name : str
        Name of the column.
    unit : float
        The column is divided by it first (a small value of the column), so that the power does not depend on the
        currency.
    power : float or None
        Yeo-Johnson power where the column is skewed; None leaves it straight.
    centre, scale : float
        Median, and the spread that a normal column with the same quartiles would have, after bending.
    atoms : tuple of float
        Exact values on which many customers sit; they say nothing about groups.

    Examples
    --------
    >>> ColumnScale("orders", 1.0, None, 3.0, 2.0, ()).apply(np.array([3.0, 5.0])).tolist()
    [0.0, 1.0]
    """

    name: str
    unit: float
    power: float | None
    centre: float
    scale: float
    atoms: tuple[float, ...]

    @classmethod
    def learn(cls, name: str, values: Array) -> ColumnScale | None:
        """Learn the scale of a column.

        Parameters
        ----------
        name : str
            Name of the column.
        values : numpy.ndarray
            Known values.

        Returns
        -------
        ColumnScale or None
            None for a column that has no two different values.
        """
        if len(values) == 0 or float(np.ptp(values)) == 0.0:
            return None
        atoms = []
        rest = values
        while (atom := _atom(rest)) is not None:
            atoms.append(atom)
            rest = rest[rest != atom]
        sizes = np.abs(rest[rest != 0.0])
        unit = float(np.quantile(sizes, SMALL)) if len(sizes) else 1.0
        power = cls._power(rest / unit)
        bent = rest / unit if power is None else _yeo_johnson(rest / unit, power)
        low, centre, high = (float(value) for value in np.quantile(bent, [0.25, 0.5, 0.75]))
        spread, robust = float(bent.std()), (high - low) / NORMAL_QUARTILES
        scale = robust if robust >= 0.2 * spread else spread
        return cls(name, unit, power, centre, scale if scale > 0 else 1.0, tuple(atoms))

    @staticmethod
    def _power(values: Array) -> float | None:
        """Choose the Yeo-Johnson power of a skewed column."""
        if abs(_skewness(values)) <= SKEWED:
            return None
        from scipy.stats import yeojohnson_normmax

        return float(np.clip(yeojohnson_normmax(values), -MOST_POWER, MOST_POWER))

    def apply(self, values: Array) -> Array:
        """Scale values; missing ones stay missing.

        Parameters
        ----------
        values : numpy.ndarray
            The column as it is.

        Returns
        -------
        numpy.ndarray
            0 = typical, 1 = one spread above.
        """
        known = ~np.isnan(values)
        scaled = np.full(len(values), np.nan)
        plain = values[known] / self.unit
        bent = plain if self.power is None else _yeo_johnson(plain, self.power)
        scaled[known] = (bent - self.centre) / self.scale
        return scaled


@dataclass(frozen=True)
class Scaling:
    """The learnt ruler of all columns.

    Parameters
    ----------
    columns : tuple of ColumnScale
        In the order of the space's axes.
    dropped : tuple of str
        Columns without two different values.

    Examples
    --------
    >>> ruler = Scaling.learn(pd.DataFrame({"a": [1.0, 2.0, 3.0], "b": [5.0, 5.0, 5.0]}))
    >>> ruler.names, ruler.dropped
    (['a'], ('b',))
    """

    columns: tuple[ColumnScale, ...]
    dropped: tuple[str, ...] = ()

    @classmethod
    def learn(cls, frame: pd.DataFrame) -> Scaling:
        """Learn the ruler.

        Parameters
        ----------
        frame : pandas.DataFrame
            Float columns, one row per customer; missing values are ignored.

        Returns
        -------
        Scaling
            The ruler.

        Raises
        ------
        NotEnoughDataError
            If no column has two different values.
        """
        found = {
            str(name): ColumnScale.learn(str(name), values[~np.isnan(values)])
            for name, values in ((name, frame[name].to_numpy(dtype=np.float64)) for name in frame.columns)
        }
        kept = tuple(scale for scale in found.values() if scale is not None)
        if not kept:
            raise NotEnoughDataError(
                f"every one of {len(found)} columns has the same value for all {len(frame)} customers",
                remedy="add columns in which customers differ",
            )
        return cls(kept, tuple(name for name, scale in found.items() if scale is None))

    @property
    def names(self) -> list[str]:
        """Names of the axes."""
        return [column.name for column in self.columns]

    def apply(self, frame: pd.DataFrame, *, neutral: bool = False, fill: bool = True) -> Array:
        """Bring customers into the space.

        Parameters
        ----------
        frame : pandas.DataFrame
            Must hold every column of the ruler; others are ignored.
        neutral : bool, default False
            Whether the exact values on which many sit count as unknown, as in the test for structure.
        fill : bool, default True
            Whether unknown values become 0, the typical value.

        Returns
        -------
        numpy.ndarray
            Rows in the order of the frame.

        Raises
        ------
        ContractError
            If a column is missing.
        """
        present = [str(name) for name in frame.columns]
        missing = [name for name in self.names if name not in present]
        if missing:
            raise ContractError(
                f"columns {missing[:5]} are missing ({len(missing)} of {len(self.columns)})",
                remedy=f"the ruler was learnt with them; nearest present: {nearest(missing[0], present)}",
            )
        space = np.empty((len(frame), len(self.columns)))
        for axis, column in enumerate(self.columns):
            values = frame.iloc[:, present.index(column.name)].to_numpy(dtype=np.float64, na_value=np.nan)
            if neutral and column.atoms:
                values = np.where(np.isin(values, column.atoms), np.nan, values)
            space[:, axis] = column.apply(np.where(np.isfinite(values), values, np.nan))
        return np.nan_to_num(space, nan=0.0) if fill else space

    def to_dict(self) -> dict[str, Any]:
        """Return the ruler as JSON-safe data; floats keep every digit.

        Returns
        -------
        dict
            For :meth:`from_dict`.
        """
        return {"columns": [vars(column) | {"atoms": list(column.atoms)} for column in self.columns]} | {
            "dropped": list(self.dropped)
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Scaling:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        data : mapping
            The written ruler.

        Returns
        -------
        Scaling
            The same ruler.
        """
        columns = tuple(ColumnScale(**{**column, "atoms": tuple(column["atoms"])}) for column in data["columns"])
        return cls(columns, tuple(data["dropped"]))
