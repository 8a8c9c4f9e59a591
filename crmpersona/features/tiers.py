"""Value tiers (价值层级) and activity levels (活跃度), each with its printed lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.contract import Crm, Formatter, ParameterError, Result, as_of_date, resolve_lang
from crmpersona.features.expressions_tiers import active_days, active_days_in, window_sales
from crmpersona.features.ledger import ledger_of, view_of
from crmpersona.features.words_cycle import ACTIVITY, TEXTS, TIERS
from crmpersona.relational import day_number, from_fixed, to_pandas
from crmpersona.statistics import proportion_interval

__all__ = ["Activity", "ValueTiers", "activity", "tier_of", "value_tiers"]

TOP_SHARES = (0.2, 0.5)
ACTIVITY_LINES = (3, 1)


def tier_of(net_sales: NDArray[np.int64], shares: tuple[float, float] = TOP_SHARES) -> NDArray[np.object_]:
    """Place buyers into tiers by the share of buyers who are strictly above them; equal sales share a tier.

    Parameters
    ----------
    net_sales : numpy.ndarray of int64
        Net sales of each buyer in whole 1/10,000 units.
    shares : tuple of float, default (0.2, 0.5)
        A buyer is high with fewer than 20 % of the buyers above, medium with fewer than 50 %.

    Returns
    -------
    numpy.ndarray of str
        ``"high"``, ``"medium"`` or ``"low"``. Without any difference between buyers, or without positive net sales,
        a buyer is low: nobody is called valuable for nothing.

    Examples
    --------
    >>> tier_of(np.array([90, 80, 70, 60, 50])).tolist()
    ['high', 'medium', 'medium', 'low', 'low']
    >>> tier_of(np.array([90, 90, 50, 50, 50])).tolist()
    ['high', 'high', 'medium', 'medium', 'medium']
    >>> tier_of(np.array([90, 90])).tolist()
    ['low', 'low']
    """
    ordered = np.sort(net_sales)
    above = len(ordered) - np.searchsorted(ordered, net_sales, side="right")
    # Whole places, so that 20 % of 35 buyers is exactly 7 whatever 0.2 is in binary.
    high, medium = (int(np.ceil(share * len(ordered) - 1e-9)) for share in shares)
    worth = (net_sales > 0) & bool(len(ordered) and ordered[0] < ordered[-1])
    return np.select([worth & (above < high), worth & (above < medium)], ["high", "medium"], "low").astype(object)


@dataclass(frozen=True, kw_only=True, repr=False)
class ValueTiers(Result):
    """Value tier of each customer who bought in the window.

    Parameters
    ----------
    frame : pandas.DataFrame
        Index customer_id (all known customers, sorted). ``orders`` and ``net_sales`` in the window, ``value_tier``
        (missing for those who did not buy in it).
    as_of : datetime.date
        The view.
    window_days : int
        Length of the window before it, in days.
    currency : str or None
        ISO 4217 code of the amounts.
    lines : dict
        Smallest net sales in ``high`` and in ``medium`` (None where the tier is empty), ``informative`` (False where
        all buyers have equal sales or no money is known), ``buyers``.
    """

    frame: pd.DataFrame
    as_of: dt.date
    window_days: int
    currency: str | None = None
    lines: dict[str, Any] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return each tier with its customers, net sales, shares and line.

        Returns
        -------
        pandas.DataFrame
            ``value_tier``, ``customers``, ``share`` (of buyers), ``ci_low``, ``ci_high``, ``net_sales``,
            ``share_sales``, ``line`` (smallest net sales in the tier; nan for low).
        """
        buyers = self.frame.dropna(subset="value_tier")
        grouped = buyers.groupby("value_tier")["net_sales"].agg(["size", "sum"]).reindex(list(TIERS), fill_value=0)
        low, high = proportion_interval(grouped["size"].to_numpy(), len(buyers))
        total = float(grouped["sum"].sum())
        return pd.DataFrame(
            {
                "value_tier": list(TIERS),
                "customers": grouped["size"].to_numpy(),
                "share": grouped["size"].to_numpy() / max(len(buyers), 1),
                "ci_low": low,
                "ci_high": high,
                "net_sales": grouped["sum"].to_numpy(dtype=np.float64),
                "share_sales": grouped["sum"].to_numpy() / total if total > 0 else np.nan,
                "line": [self.lines.get("high"), self.lines.get("medium"), np.nan],
            }
        ).astype({"line": "float64"})

    def summary(self, lang: str | None = None) -> str:
        """Say what the high tier contributes and where its line is."""
        lang = resolve_lang(lang)
        if not self.lines["informative"]:
            return TEXTS("value_tiers_none", lang)
        write, top = Formatter(lang, self.currency), self.to_frame().iloc[0]
        return TEXTS(
            "value_tiers",
            lang,
            high=write.count(int(top["customers"])),
            line=write.money(float(top["line"])),
            share=write.rate(float(top["share_sales"])),
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class Activity(Result):
    """Activity level of each known customer.

    Parameters
    ----------
    frame : pandas.DataFrame
        Index customer_id (all known customers, sorted). ``active_days`` (days with a purchase or interaction in the
        window) and ``activity``.
    as_of : datetime.date
        The view.
    window_days : int
        Length of the window before it, in days.
    lines : dict
        ``high`` and ``medium``: fewest active days of the level; ``interactions``: whether interactions are known.
    """

    frame: pd.DataFrame
    as_of: dt.date
    window_days: int
    lines: dict[str, Any] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return customers and shares per level.

        Returns
        -------
        pandas.DataFrame
            ``activity``, ``customers``, ``share``, ``ci_low``, ``ci_high``, ``line`` (fewest active days).
        """
        counts = self.frame["activity"].value_counts().reindex(list(ACTIVITY), fill_value=0).to_numpy()
        low, high = proportion_interval(counts, len(self.frame))
        shares = {"customers": counts, "share": counts / max(len(self.frame), 1), "ci_low": low, "ci_high": high}
        return pd.DataFrame(
            {"activity": list(ACTIVITY), **shares, "line": [self.lines["high"], self.lines["medium"], 0]}
        )

    def summary(self, lang: str | None = None) -> str:
        """Say how many customers are active, and by which lines."""
        lang = resolve_lang(lang)
        write = Formatter(lang)
        counts = self.to_frame().set_index("activity")["customers"]
        levels = {level: write.count(int(counts[level])) for level in ACTIVITY}
        lines = {"high_line": self.lines["high"], "medium_line": self.lines["medium"]}
        text = TEXTS("activity", lang, window=self.window_days, **levels, **lines)
        return text if self.lines["interactions"] else f"{text} {TEXTS('purchases_only', lang)}"


def _window(window_days: int) -> int:
    """Refuse a window that holds no day."""
    if isinstance(window_days, bool) or window_days != int(window_days) or window_days < 1:
        raise ParameterError(
            f"window_days={window_days!r} holds no day", remedy="give a whole number of days, 1 or more"
        )
    return int(window_days)


def value_tiers(crm: Crm, *, as_of: Any, window_days: int = 365) -> ValueTiers:
    """Place the buyers of a window into high (top 20 % by net sales), medium (next 30 %) and low value.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    as_of : str or datetime.date
        The view: midnight at the start of this day; later rows are invisible.
    window_days : int, default 365
        Days before ``as_of`` whose net sales count: a year holds every season once.

    Returns
    -------
    ValueTiers
        Tier per customer, the lines, and the share of sales of each tier.

    Raises
    ------
    ParameterError
        If the window holds no day or ``as_of`` is no day.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> value_tiers(tiny_crm(), as_of="2026-03-01").frame["value_tier"].to_dict()
    {'ann': 'high', 'bob': 'medium', 'cat': 'medium', 'dan': 'medium', 'eve': None}
    """
    day, length = as_of_date(as_of), _window(window_days)
    ledger, today = ledger_of(crm), day_number(day)
    sales = to_pandas(window_sales(ledger.days, today - length, today), "customer_id").set_index("customer_id")
    frame = sales.reindex(ledger.known_before(today)).fillna(0).astype("int64")
    buyers = (frame["orders"] > 0).to_numpy()
    net, money = frame["net"].to_numpy(), ledger.has("amount")
    tiers = np.full(len(frame), None, dtype=object)
    if money:
        tiers[buyers] = tier_of(net[buyers])
    lines: dict[str, Any] = {
        tier: from_fixed(int(net[tiers == tier].min())) if (tiers == tier).any() else None
        for tier in ("high", "medium")
    }
    lines |= {"informative": lines["high"] is not None, "buyers": int(buyers.sum())}
    return ValueTiers(
        frame=pd.DataFrame(
            {
                "orders": frame["orders"],
                "net_sales": from_fixed(frame["net"]) if money else np.nan,
                "value_tier": pd.Series(tiers, index=frame.index, dtype=object),
            }
        ),
        as_of=day,
        window_days=length,
        currency=crm.currency,
        lines=lines,
        provenance=view_of(crm, day, window_days=length),
    )


def activity(crm: Crm, *, as_of: Any, window_days: int = 90, lines: tuple[int, int] = ACTIVITY_LINES) -> Activity:
    """Place every known customer by the days with a purchase or interaction in the window.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    as_of : str or datetime.date
        The view: midnight at the start of this day; later rows are invisible.
    window_days : int, default 90
        Days before ``as_of`` that count.
    lines : tuple of int, default (3, 1)
        Fewest active days of high and of medium: three in 90 days is once a month. Below the second is low.

    Returns
    -------
    Activity
        Level per customer and the lines.

    Raises
    ------
    ParameterError
        If the window holds no day, the lines do not fall, or ``as_of`` is no day.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> activity(tiny_crm(), as_of="2026-03-01").frame["active_days"].to_dict()
    {'ann': 3, 'bob': 2, 'cat': 1, 'dan': 2, 'eve': 0}
    """
    day, length = as_of_date(as_of), _window(window_days)
    high, medium = lines
    if not high > medium >= 1:
        raise ParameterError(f"lines={lines!r} do not fall to at least 1", remedy="for example (3, 1) active days")
    ledger, today = ledger_of(crm), day_number(day)
    active = active_days(ledger.purchases, ledger.tables, ledger.timezone)
    counted = to_pandas(active_days_in(active, today - length, today), "customer_id").set_index("customer_id")
    days = counted["active_days"].reindex(ledger.known_before(today)).fillna(0).astype("int64")
    levels = np.select([days >= high, days >= medium], ["high", "medium"], "low").astype(object)
    return Activity(
        frame=pd.DataFrame({"active_days": days, "activity": levels}, index=days.index),
        as_of=day,
        window_days=length,
        lines={"high": high, "medium": medium, "interactions": "interactions" in ledger.tables},
        provenance=view_of(crm, day, window_days=length, lines=list(lines)),
    )
