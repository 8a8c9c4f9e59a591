"""Groups of customers as rows: sizes, money and change, and what of them must stay hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.reporting.data import ReportData, column_of
from crmpersona.reporting.tables import WITHHELD_TEXT
from crmpersona.reporting.withholding import hidden_cells, is_small

__all__ = ["group_lines", "group_rows", "hidden_groups", "known_groups", "moved", "told", "window_sales"]

PROSPECTS = ("prospect", "prospects")


def window_sales(frame: pd.DataFrame) -> pd.Series[Any]:
    """Return net sales in the window per customer, zero where there are none.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per customer.

    Returns
    -------
    pandas.Series
        Money.
    """
    return pd.to_numeric(column_of(frame, "monetary_window"), errors="coerce").fillna(0.0).astype(float)


def group_rows(data: ReportData, column: str, names: dict[str, str]) -> pd.DataFrame:
    """Count customers and money by group, now and a month before.

    Parameters
    ----------
    data : ReportData
        The month.
    column : str
        Column with the group's key.
    names : dict
        Key to name, in report order.

    Returns
    -------
    pandas.DataFrame
        One row per group: ``key``, ``label``, ``customers``, ``share_customers``, ``sales``, ``share_sales``,
        ``per_customer``, ``before``, ``change``.
    """
    now = data.features.frame
    keys = pd.Index(list(names))
    customers = column_of(now, column).value_counts().reindex(keys, fill_value=0)
    sales = window_sales(now).groupby(column_of(now, column)).sum().reindex(keys, fill_value=0.0)
    count, total = customers.to_numpy(dtype=float), float(sales.sum())
    rows = pd.DataFrame({"key": keys, "label": [names[key] for key in keys], "customers": count})
    rows["share_customers"] = count / max(count.sum(), 1.0)
    rows["sales"] = sales.to_numpy(dtype=float) if data.has_money else float("nan")
    rows["share_sales"] = rows["sales"] / total if total > 0 else float("nan")
    rows["per_customer"] = rows["sales"] / rows["customers"].where(rows["customers"] > 0)
    rows["before"] = float("nan")
    if data.before is not None:
        earlier = column_of(data.before.frame, column).value_counts().reindex(keys, fill_value=0)
        rows["before"] = earlier.to_numpy(dtype=float)
    rows["change"] = rows["customers"] - rows["before"]
    return rows


def group_lines(rows: pd.DataFrame, count: str, *sums: Sequence[str]) -> list[Any]:
    """List the groups whose sum readers know: all, all but prospects, and the sums that sentences tell.

    Parameters
    ----------
    rows : pandas.DataFrame
        As :func:`group_rows` makes them.
    count : {"customers", "before"}
        This month or the last.
    *sums : sequence of str
        Keys of groups that are told as one number.

    Returns
    -------
    list of numpy.ndarray
        Positions of rows, known ones left out, for :func:`~crmpersona.reporting.withholding.hidden_cells`.
    """
    told = [~known_groups(rows, count), *(rows["key"].isin(list(names)) for names in sums)]
    if count == "customers":
        told.append(~rows["key"].isin(PROSPECTS))  # the cover tells the number of buyers
    return [np.flatnonzero(mask) for mask in told]


def known_groups(rows: pd.DataFrame, count: str = "customers") -> pd.Series[bool]:
    """Tell which groups every table of groups shows: this month's prospects, unless there are too few to be shown.

    Parameters
    ----------
    rows : pandas.DataFrame
        As :func:`group_rows` makes them.
    count : {"customers", "before"}
        This month or the last.

    Returns
    -------
    pandas.Series of bool
        True for groups that cannot be hidden to protect others, since another table would show them.
    """
    return rows["key"].isin(PROSPECTS) & ~rows[count].map(is_small) & (count == "customers")


def hidden_groups(rows: pd.DataFrame, *sums: Sequence[str]) -> dict[str, Any]:
    """Choose what a table of groups must hide: sizes, and changes that tell last month's size.

    Parameters
    ----------
    rows : pandas.DataFrame
        As :func:`group_rows` makes them.
    *sums : sequence of str
        Keys of groups that are told as one number.

    Returns
    -------
    dict
        For the ``hidden`` of :meth:`~crmpersona.reporting.Table.of`.
    """
    return {
        name: hidden_cells(rows[count], group_lines(rows, count, *sums))
        for name, count in (("customers", "customers"), ("change", "before"))
    }


def told(data: ReportData, rows: pd.DataFrame, names: Sequence[str], hidden: Any) -> str:
    """Write how many customers some groups hold together; nothing where that gives a hidden group away.

    Parameters
    ----------
    data : ReportData
        The month.
    rows : pandas.DataFrame
        As :func:`group_rows` makes them.
    names : sequence of str
        Keys of the groups.
    hidden : sequence of bool
        Groups whose number is hidden.

    Returns
    -------
    str
        The number; the mark of withheld figures where a single one of the groups is hidden and not empty.
    """
    chosen = rows["key"].isin(list(names))
    alone = (chosen & np.asarray(hidden, dtype=bool) & (rows["customers"] > 0)).sum() == 1
    count = float(rows.loc[chosen, "customers"].sum())
    return WITHHELD_TEXT if alone and not is_small(count) else data.people(count)


def moved(data: ReportData, rows: pd.DataFrame, names: Sequence[str]) -> str:
    """Write by how many customers some groups together grew; nothing where either month has fewer than ten.

    Parameters
    ----------
    data : ReportData
        The month.
    rows : pandas.DataFrame
        As :func:`group_rows` makes them.
    names : sequence of str
        Keys of the groups.

    Returns
    -------
    str
        The change with its sign, or a dash.
    """
    sums = rows[rows["key"].isin(list(names))][["customers", "before"]].sum(skipna=False)
    return "–" if sums.map(is_small).any() else data.steps(sums["customers"] - sums["before"])
