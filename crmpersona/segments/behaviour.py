"""Which features describe behaviour well enough to group customers by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.contract import ContractError

__all__ = ["Behaviour"]

Array = NDArray[np.float64]
PLAIN = (
    *("recency_days", "frequency", "average_order_value", "units_per_order", "category_count"),
    *("interaction_count_90d",),
)
SHARES = (
    *("discount_share", "share_night", "share_weekend", "festival_share"),
    *("share_category_", "share_channel_", "share_hour_", "share_weekday_", "share_brand_"),
)
RAREST_SHARE = 0.02
MOST_SHARES = 16
FEWEST_SHARES = 3
REPEATER_ORDERS = 2
MOST_MISSING = 0.5
PRIOR_ORDERS = 0.5
EVIDENCE_ORDERS = range(4, 13)
FEWEST_EVIDENT = 250
ENOUGH_EVIDENT = 1_000
FEWEST_REPEATERS = 100


def _is_share(name: str) -> bool:
    """Say whether a column is a share of a customer's own purchases."""
    return any(name.startswith(start) if start.endswith("_") else name == start for start in SHARES)


@dataclass(frozen=True)
class Behaviour:
    """The columns a segmentation of features stands on, and how sure each customer's shares are.

    A share of few orders is mostly chance: three of three at night may be luck. Shares are therefore drawn towards the
    average of all customers, as if half an average order were known besides; centres are drawn by customers with
    several orders only.

    Parameters
    ----------
    plain : tuple of str
        Columns taken as they are.
    shares : mapping of str to float
        Shares, each with its average.
    orders : str
        Column that counts the orders behind a customer's shares; empty where there is none.
    evidence : int
        Orders from which on a customer helps to draw the centres.

    Examples
    --------
    >>> frame = pd.DataFrame({"frequency": [2, 4], "recency_days": [1, 5], "share_night": [0.0, 1.0]})
    >>> Behaviour.choose(frame).plain
    ('recency_days', 'frequency')
    """

    plain: tuple[str, ...]
    shares: Mapping[str, float]
    orders: str
    evidence: int

    @classmethod
    def choose(cls, frame: pd.DataFrame) -> Behaviour:
        """Choose the columns that exist, vary and are known for most buyers.

        Parameters
        ----------
        frame : pandas.DataFrame
            Features of buyers.

        Returns
        -------
        Behaviour
            The choice.

        Raises
        ------
        ContractError
            If no behaviour column exists.
        """
        known = [str(name) for name in frame.columns if frame[name].notna().mean() > MOST_MISSING]
        measured = tuple(name for name in PLAIN if name in known)
        plain = tuple(name for name in measured if frame[name].min() < frame[name].max()) or measured
        averages = {name: float(frame[name].astype(float).mean()) for name in known if _is_share(name)}
        rare = [name for name, average in averages.items() if min(average, 1 - average) < RAREST_SHARE]
        usual = sorted((name for name in averages if name not in rare), key=lambda name: (-averages[name], name))
        if not plain and not usual:
            raise ContractError(
                f"none of {frame.shape[1]} columns describes behaviour",
                remedy="pass crmpersona.featurize(...), or a plain frame",
            )
        orders = next((name for name in ("frequency", "order_count") if name in known), "")
        shares = {
            name: averages[name] for name in sorted(usual[:MOST_SHARES]) if len(usual) >= FEWEST_SHARES or not plain
        }
        return cls(plain, shares, orders, cls._evidence(frame[orders], shares=bool(shares)) if orders else 1)

    @staticmethod
    def _evidence(orders: pd.Series[int], *, shares: bool) -> int:
        """Ask for as many orders as leaves enough customers: the shares of one order are 0 or 1 and no habit."""
        fewest = EVIDENCE_ORDERS[0] if shares else REPEATER_ORDERS
        if int((orders >= fewest).sum()) < FEWEST_EVIDENT:
            return 1
        if not shares:
            return fewest
        return max(m for m in EVIDENCE_ORDERS if m == fewest or int((orders >= m).sum()) >= ENOUGH_EVIDENT)

    @property
    def names(self) -> list[str]:
        """All columns used."""
        return [*self.plain, *self.shares]

    def frame(self, features: pd.DataFrame) -> pd.DataFrame:
        """Return the columns to group by, with shares drawn towards the average.

        Parameters
        ----------
        features : pandas.DataFrame
            Features of any month.

        Returns
        -------
        pandas.DataFrame
            Float columns.

        Raises
        ------
        ContractError
            If a column is missing.
        """
        missing = [name for name in [*self.names, *([self.orders] if self.orders else [])] if name not in features]
        if missing:
            raise ContractError(f"features lack {missing[:5]}", remedy="make them with the columns of the first month")
        taken = {name: features[name].astype("float64") for name in self.plain}
        orders = features[self.orders].astype("float64").fillna(0.0) if self.orders else 1.0
        for name, average in self.shares.items():
            share = features[name].astype("float64").fillna(average)
            taken[name] = (share * orders + average * PRIOR_ORDERS) / (orders + PRIOR_ORDERS)
        return pd.DataFrame(taken, index=features.index)

    def evident(self, features: pd.DataFrame) -> NDArray[np.bool_]:
        """Say whose purchases are many enough to draw centres.

        Parameters
        ----------
        features : pandas.DataFrame
            Features of the month.

        Returns
        -------
        numpy.ndarray of bool
            In row order.
        """
        if not self.orders:
            return np.ones(len(features), dtype=bool)
        return (features[self.orders].fillna(0) >= self.evidence).to_numpy(dtype=bool)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-safe data.

        Returns
        -------
        dict
            For :meth:`from_dict`.
        """
        return {
            "plain": list(self.plain),
            "shares": dict(self.shares),
            "orders": self.orders,
            "evidence": self.evidence,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Behaviour:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        data : mapping
            The written choice.

        Returns
        -------
        Behaviour
            The same choice.
        """
        return cls(tuple(data["plain"]), dict(data["shares"]), str(data["orders"]), int(data["evidence"]))
