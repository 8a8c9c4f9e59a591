"""TGI: what a group is more and less than everybody, with intervals that keep their promise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.contract import ContractError, NotEnoughDataError, ParameterError
from crmpersona.statistics import TwoShares, adjust, fisher_p, share_index_interval

__all__ = ["tgi"]

Flags = NDArray[np.bool_]
COLUMNS = [
    *("index", "ci_low", "ci_high", "p_value", "p_adjusted", "share_group", "share_base", "n"),
    *("difference", "n_tagged", "n_base", "share_unknown"),
]


def _flags(given: pd.Series[bool] | Flags, tags: pd.DataFrame, name: str) -> Flags:
    """Bring a boolean column into the order of the tags; customers that it does not name are outside."""
    if not isinstance(given, pd.Series):
        if len(given) != len(tags):
            raise ContractError(f"{name} has {len(given)} values for {len(tags)} customers", remedy="use a Series")
        return np.asarray(given, dtype=bool)
    if given.index.has_duplicates:
        raise ContractError(f"{name} names a customer more than once", remedy="one row per customer")
    aligned = given if given.index.equals(tags.index) else given.reindex(tags.index)
    return aligned.astype("boolean").fillna(False).to_numpy(dtype=bool)


def _yes_or_no(column: pd.Series[Any]) -> bool:
    """Say whether a column holds true and false only."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return True
    known = column.dropna()
    return column.dtype == object and len(known) > 0 and all(isinstance(value, (bool, np.bool_)) for value in known)


def _rows(tags: pd.DataFrame, base: Flags) -> Iterator[tuple[str, Flags, Flags]]:
    """Give every tag as (name, has it, is known)."""
    for name in tags.columns:
        column = tags[name]
        known = column.notna().to_numpy(dtype=bool)
        if _yes_or_no(column):
            yield str(name), column.astype("boolean").fillna(False).to_numpy(dtype=bool), known
            continue
        if pd.api.types.is_float_dtype(column.dtype) and column.nunique() > len(column) // 2 > 10:
            raise ContractError(f"column {name!r} holds measurements, not tags", remedy="cut it into bands first")
        values = column.astype(object)
        for value in sorted(values[known & base].unique(), key=lambda item: (str(type(item)), str(item))):
            yield f"{name}={value}", (values == value).to_numpy(dtype=bool), known


def tgi(
    tags: pd.DataFrame,
    group: pd.Series[bool] | Flags,
    base: pd.Series[bool] | Flags | None = None,
    *,
    level: float = 0.95,
    adjust_by: str = "holm",
) -> pd.DataFrame:
    """Compare a group with everybody, tag by tag (TGI 目标群体指数).

    index = share in the group / share in the base x 100. The group is part of the base, so the two shares are not
    independent; the interval takes that into account: it is the score interval of the group against the rest, carried
    over to the index. The p-value compares the group with the rest of the base (Fisher's exact test).

    Parameters
    ----------
    tags : pandas.DataFrame
        One row per customer; true/false columns, or columns of categories, which become one tag ``column=value`` for
        each value. A missing value is unknown and left out of that column's tags.
    group : pandas.Series of bool
        Who belongs to the group; matched by index. Customers outside the base are left out.
    base : pandas.Series of bool, optional
        Whom to compare with; None takes every row of ``tags``.
    level : float, default 0.95
        Confidence level of the interval of each tag by itself.
    adjust_by : str, default "holm"
        How p-values are adjusted over all tags of this call: see :func:`crmpersona.statistics.adjust`.

    Returns
    -------
    pandas.DataFrame
        One row per tag (index ``tag``), ordered by falling difference of the shares: ``index`` (100 = like everybody),
        ``ci_low``, ``ci_high``, ``p_value``, ``p_adjusted``, ``share_group``, ``share_base``, ``n`` (customers of the
        group whose value is known), ``difference`` (share_group - share_base), ``n_tagged`` (of them with the tag),
        ``n_base`` (customers of the base whose value is known), ``share_unknown`` (of the base).
        Missing figures where nobody in the base has the tag.

    Raises
    ------
    ContractError
        If the index of ``tags`` or ``group`` names a customer twice, or a column is a measurement.
    NotEnoughDataError
        If nobody belongs to the group.
    ParameterError
        If ``tags`` is not a frame.

    References
    ----------
    Koopman, P. A. R. (1984), Confidence Intervals for the Ratio of Two Binomial Proportions, Biometrics 40, 513-517.

    Examples
    --------
    >>> tags = pd.DataFrame({"night": [True] * 40 + [False] * 60, "city": ["A"] * 50 + ["B"] * 49 + [None]})
    >>> group = pd.Series([True] * 30 + [False] * 70)
    >>> table = tgi(tags, group)
    >>> float(table.loc["night", "index"]), float(table.loc["city=B", "share_unknown"])
    (250.0, 0.01)
    """
    if not isinstance(tags, pd.DataFrame):
        raise ParameterError(f"tags is a {type(tags).__name__}", remedy="pass a DataFrame with one row per customer")
    if tags.index.has_duplicates:
        twice = int(tags.index.duplicated().sum())
        raise ContractError(f"tags name {twice} customers more than once", remedy="one row per customer")
    everybody = np.ones(len(tags), dtype=bool) if base is None else _flags(base, tags, "base")
    chosen = _flags(group, tags, "group") & everybody
    if not chosen.any():
        who = f"none of {len(tags)} customers belongs to the group"
        raise NotEnoughDataError(who, remedy="check that tags and group share one index")
    names, counts, unknown = _counts(tags, chosen, everybody)
    return _table(names, counts, unknown, level, adjust_by)


def _counts(tags: pd.DataFrame, group: Flags, base: Flags) -> tuple[list[str], NDArray[np.int64], list[float]]:
    """Count, per tag, members of the group and of the rest with the tag and with a known value."""
    names, counts, unknown = [], [], []
    for name, tagged, known in _rows(tags, base):
        inside, outside = group & known, base & known & ~group
        names.append(name)
        counts.append([(tagged & inside).sum(), inside.sum(), (tagged & outside).sum(), outside.sum()])
        unknown.append(float((~known[base]).mean()))
    return names, np.array(counts, dtype=np.int64).reshape(-1, 4), unknown


def _table(
    names: list[str], counts: NDArray[np.int64], unknown: list[float], level: float, adjust_by: str
) -> pd.DataFrame:
    """Work out shares, index, interval and p-values from the counts."""
    x1, n1, x0, n0 = counts.T.astype(np.float64)
    shares = TwoShares(x1, n1, x0, n0)
    interval = share_index_interval(shares, level=level)
    p_value = fisher_p(shares)
    with np.errstate(divide="ignore", invalid="ignore"):
        share_group, share_base = x1 / n1, (x1 + x0) / (n1 + n0)
        index = share_group / share_base * 100.0
    columns = [
        *(index, interval.low * 100.0, interval.high * 100.0, p_value, adjust(p_value, adjust_by)),
        *(share_group, share_base, counts[:, 1], share_group - share_base),
        *(counts[:, 0], counts[:, 1] + counts[:, 3], np.array(unknown, dtype=np.float64)),
    ]
    table = pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), index=pd.Index(names, name="tag", dtype=object))
    table["order"] = np.arange(len(table))
    return table.sort_values(["difference", "order"], ascending=[False, True]).drop(columns="order")
