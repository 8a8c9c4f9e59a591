"""What customers say: ratings, recommendation and complaints, per category."""

from __future__ import annotations

from typing import Any

import pandas as pd

from crmpersona.contract import Crm
from crmpersona.personas.expressions import feedback_counts
from crmpersona.personas.protect import LEAST
from crmpersona.relational import day_number
from crmpersona.statistics import mean_interval, proportion_interval

__all__ = ["gather_voice", "voice_figures"]


def gather_voice(crm: Crm, codes: pd.Series[Any], as_of: Any) -> pd.DataFrame | None:
    """Count the feedback of all groups in one pass.

    Parameters
    ----------
    crm : Crm
        Cleaned data.
    codes : pandas.Series
        Position of each customer's group.
    as_of : datetime.date
        Later feedback is not seen.

    Returns
    -------
    pandas.DataFrame or None
        Counts per group and category; None without feedback.
    """
    if not crm.has("feedback"):
        return None
    products = crm.table("products") if crm.has("products") else None
    counts = feedback_counts(crm.table("feedback"), products, codes, crm.timezone, day_number(as_of))
    return counts if len(counts) else None


def _sums(counts: pd.DataFrame) -> dict[str, int]:
    """Add up counts over categories."""
    names = ("messages", "ratings", "stars", "good", "answers", "promoters", "detractors", "complaints")
    return {name: int(counts[name].sum()) for name in names}


def voice_figures(counts: pd.DataFrame | None, code: int) -> dict[str, Any]:
    """Measure the feedback of one group beside all.

    Parameters
    ----------
    counts : pandas.DataFrame or None
        From :func:`gather_voice`.
    code : int
        Position of the group.

    Returns
    -------
    dict
        ``messages``, ``rating``, ``positive``, ``nps``, ``complaints`` with intervals and base, and ``categories``
        (those with at least ten ratings); empty where fewer than ten messages are known.
    """
    if counts is None:
        return {}
    own, base = counts[counts["code"] == code], _sums(counts)
    sums = _sums(own)
    if sums["messages"] < LEAST:
        return {}
    result: dict[str, Any] = {"messages": sums["messages"]}
    if sums["ratings"] >= LEAST:
        share = proportion_interval(sums["good"], sums["ratings"])
        result["rating"] = {
            "value": sums["stars"] / sums["ratings"],
            "base": base["stars"] / base["ratings"],
            "n": sums["ratings"],
        }
        result["positive"] = {"value": sums["good"] / sums["ratings"], "low": share.low, "high": share.high,
                              "base": base["good"] / base["ratings"], "n": sums["ratings"]}  # fmt: skip
        result["categories"] = _categories(own, counts)
    if sums["answers"] >= LEAST:
        result["nps"] = _nps(sums) | {"base": _nps(base)["value"]}
    if base["complaints"]:
        result["complaints"] = {
            "value": sums["complaints"] / sums["messages"],
            "base": base["complaints"] / base["messages"],
        }
    return result


def _nps(sums: dict[str, int]) -> dict[str, Any]:
    """Return promoters minus detractors in points, with its interval over answers."""
    n, up, down = sums["answers"], sums["promoters"], sums["detractors"]
    mean = (up - down) / n
    spread = max((up + down) / n - mean * mean, 0.0) ** 0.5
    interval = mean_interval(mean, spread, n)
    return {"value": 100 * mean, "low": 100 * interval.low, "high": 100 * interval.high, "n": n}


def _categories(own: pd.DataFrame, counts: pd.DataFrame) -> list[dict[str, Any]]:
    """Return mentions and positive share of the most rated categories."""
    everybody = counts.dropna(subset=["category"]).groupby("category")[["ratings", "good"]].sum()
    rows = []
    total = int(own["ratings"].sum())
    for row in own.dropna(subset=["category"]).to_dict("records"):
        n, good = int(row["ratings"]), int(row["good"])
        if n >= LEAST:
            base = everybody.loc[row["category"]]
            share = proportion_interval(good, n)
            rows.append(
                {
                    "category": str(row["category"]),
                    "share": n / total,
                    "positive": good / n,
                    "low": share.low,
                    "high": share.high,
                    "base": float(base["good"]) / float(base["ratings"]),
                    "n": n,
                }
            )
    return sorted(rows, key=lambda row: (-row["n"], row["category"]))[:4]
