"""What scoring needs of a table, and of a saved ruler, checked with messages that help."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import ContractError, ParameterError, nearest
from crmpersona.features.rfm_cut_points import as_floats

__all__ = ["AXES", "axes_of", "buyers_values", "read_json", "spread"]

AXES: Mapping[str, str] = {"recency_days": "r_score", "frequency": "f_score", "monetary": "m_score"}
"""Column of an RFM table to the column of its score."""


def axes_of(table: pd.DataFrame, fitted: Mapping[str, Any] | None = None) -> list[str]:
    """Return the axes that a table can be scored on, and refuse a table without the needed ones.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per customer.
    fitted : mapping, optional
        Axes of a fitted scorer: all of them are needed.

    Returns
    -------
    list of str
        Names of columns.

    Raises
    ------
    ContractError
        If a needed column is missing.

    Examples
    --------
    >>> axes_of(pd.DataFrame({"recency_days": [1], "frequency": [1]}))
    ['recency_days', 'frequency']
    """
    needed = list(fitted) if fitted is not None else ["recency_days", "frequency"]
    for axis in ["recency_days", *needed]:
        if axis not in table.columns:
            raise ContractError(
                f"column {axis} is missing",
                where=f"RFM table with columns {', '.join(map(str, table.columns)) or 'none'}",
                remedy=f"nearest column: {nearest(axis, map(str, table.columns)) or 'none'}; make one with rfm_table",
            )
    return needed if fitted is not None else [axis for axis in AXES if axis in table.columns]


def buyers_values(table: pd.DataFrame, axis: str) -> np.ndarray:
    """Return one axis of the customers who have an order, as floats.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per customer.
    axis : str
        Name of the column.

    Returns
    -------
    numpy.ndarray
        float64, in row order.

    Raises
    ------
    ContractError
        If a buyer's value is missing or infinite.

    Examples
    --------
    >>> buyers_values(pd.DataFrame({"recency_days": [1, None], "frequency": [3, 0]}), "frequency").tolist()
    [3.0]
    """
    bought = table.loc[table["recency_days"].notna().to_numpy(), axis]
    values = as_floats(bought, axis)
    bad = int((~np.isfinite(values)).sum())
    if bad:
        raise ContractError(
            f"{bad:,} customers with an order have no finite value",
            where=f"RFM table, column {axis}",
            remedy="write 0 where nothing was bought in the window, or leave out the column if money is not known",
        )
    return values


def spread(scores: np.ndarray, buyer: np.ndarray) -> Any:
    """Put the buyers' scores back among all customers; the others stay missing.

    Parameters
    ----------
    scores : numpy.ndarray
        Scores of the buyers.
    buyer : numpy.ndarray of bool
        Who of all customers is one.

    Returns
    -------
    array
        int64, or Int64 with missing values.

    Examples
    --------
    >>> spread(np.array([5]), np.array([False, True])).tolist()
    [<NA>, 5]
    """
    if buyer.all():
        return scores
    whole = np.ones(len(buyer), dtype="int64")
    whole[buyer] = scores
    return pd.arrays.IntegerArray(whole, ~buyer)


def read_json(text: str, kind: str, keys: Sequence[str]) -> dict[str, Any]:
    """Read one of our own small JSON documents and refuse any other.

    Parameters
    ----------
    text : str
        The document.
    kind : str
        What it must say it is.
    keys : sequence of str
        Entries that must be there.

    Returns
    -------
    dict
        The document.

    Raises
    ------
    ParameterError
        If it is no JSON, of another kind, or incomplete.

    Examples
    --------
    >>> read_json('{"kind": "k", "a": 1}', "k", ["a"])["a"]
    1
    """
    try:
        facts = json.loads(text)
    except (TypeError, ValueError) as error:
        raise ParameterError("the saved ruler is not JSON", remedy="give the text that .to_json() returned") from error
    if not isinstance(facts, dict) or facts.get("kind") != kind or not set(keys) <= set(facts):
        raise ParameterError(f"this JSON is not a saved {kind}", remedy="give the text that .to_json() returned")
    return facts
