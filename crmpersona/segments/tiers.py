"""What personas stand on where customers form a continuum: groups by rule, named as what they are."""

from __future__ import annotations

import pandas as pd

__all__ = ["GROUPINGS", "fallback_groups"]

GROUPINGS = ("rfm_eight", "life_cycle", "value_tier", "rfm_eleven")
"""Groupings by rule that features may carry, the first choice first."""
HIGH_SHARE, MEDIUM_SHARE = 0.2, 0.5
FEWEST_GROUPS = {"rfm_eight": 4}
FEWEST_OTHER_GROUPS = 3


def _tiers(value: pd.Series[float]) -> pd.Series[str]:
    """Cut a value into the upper 20 %, the next 30 % and the rest; equal values share a tier."""
    place = value.rank(ascending=False, method="max", pct=True)
    tiers = pd.Series("low", index=value.index, dtype=object)
    return tiers.mask(place <= MEDIUM_SHARE, "medium").mask(place <= HIGH_SHARE, "high")


def _informative(groups: pd.Series[str], buyers: pd.Series[bool]) -> bool:
    """Say whether a grouping separates buyers at all.

    Where most buyers bought nothing in the window, frequency and money both say only that, and three of the eight RFM
    groups hold everybody: a reader learns nothing that the life cycle does not say better.
    """
    fewest = FEWEST_GROUPS.get(str(groups.name), FEWEST_OTHER_GROUPS)
    return bool(groups[buyers].nunique() >= fewest)


def fallback_groups(frame: pd.DataFrame, *, frequency_known: bool = True) -> pd.DataFrame:
    """Group customers by rule.

    Parameters
    ----------
    frame : pandas.DataFrame
        Features (their RFM groups, life-cycle stages and value tiers are used), or any numeric frame (its ``monetary``
        or first column is cut into the upper 20 %, the next 30 % and the rest).
    frequency_known : bool, default True
        Whether enough customers bought twice for groups by frequency; if not, RFM groups are the last choice.

    Returns
    -------
    pandas.DataFrame
        Per customer the column ``group`` (stable keys), ``grouping`` (which rule it comes from) and the groupings there
        are.

    Examples
    --------
    >>> fallback_groups(pd.DataFrame({"monetary": [9.0, 1.0, 1.0, 1.0, 1.0]}))["group"].tolist()
    ['high', 'low', 'low', 'low', 'low']
    """
    present = [name for name in GROUPINGS if name in frame]
    buyers = frame["frequency"].fillna(0) > 0 if "frequency" in frame else pd.Series(True, index=frame.index)
    order = present if frequency_known else sorted(present, key=lambda name: name.startswith("rfm"))
    usable = [name for name in order if _informative(frame[name], buyers)]
    tiers = pd.DataFrame(index=frame.index)
    if usable:
        groups, grouping = frame[usable[0]].astype(object), usable[0]
        if "life_cycle" in present and usable[0] != "life_cycle":
            groups = groups.fillna(frame["life_cycle"].astype(object))
    else:
        value = frame["monetary"] if "monetary" in frame else frame.select_dtypes("number").iloc[:, 0]
        groups, grouping = _tiers(value.astype("float64")), "value_tier"
    tiers["group"], tiers["grouping"] = groups, grouping
    for name in present:
        tiers[name] = frame[name]
    return tiers
