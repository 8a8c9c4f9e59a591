"""Which customers share a card: the segments found, or the named groups where none were found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from crmpersona.personas.words import WORDS

__all__ = ["Grouping", "group_customers"]


@dataclass(frozen=True)
class Grouping:
    """Customers in groups that do not overlap.

    Parameters
    ----------
    labels : pandas.Series
        Key of the group per customer_id, sorted by customer_id.
    keys : tuple of str
        Groups in report order.
    kind : {"segments", "rfm_eight", "rfm_eleven", "life_cycle", "value_tier"}
        What the groups are.
    structure : bool or None
        Whether the data hold groups of their own; None where there are too few data to tell.
    reasons : dict of str to str
        Why, in "zh" and "en", as the segmentation says it; empty where it says nothing.
    cause : str
        The same as a key, such as "few_repeaters".
    """

    labels: pd.Series[Any]
    keys: tuple[str, ...]
    kind: str
    structure: bool | None
    reasons: dict[str, str] = field(default_factory=dict)
    cause: str = ""

    def codes(self) -> pd.Series[Any]:
        """Return the position of each customer's group.

        Returns
        -------
        pandas.Series
            Whole numbers per customer_id.
        """
        return self.labels.map({key: code for code, key in enumerate(self.keys)}).astype("int64")

    def name(self, key: str, lang: str | None = None) -> str:
        """Return the name of a group that is not a segment.

        Parameters
        ----------
        key : str
            Group.
        lang : {"en", "zh"}, optional
            Language.

        Returns
        -------
        str
            For example 重要价值客户; for segments the key itself.
        """
        families = {"value_tier": ("tier", "stage"), "life_cycle": ("stage",), "rfm_eleven": ("eleven", "stage")}
        for family in (*families.get(self.kind, ()), "rfm", "stage", "tier"):
            if f"{family}_{key}" in WORDS:
                return WORDS(f"{family}_{key}", lang)
        return key


RFM_ORDER = (
    "important_value", "important_develop", "important_keep", "important_winback",
    "general_value", "general_develop", "general_keep", "general_winback", "prospects",
)  # fmt: skip


STAGE_ORDER = ("new", "growing", "mature", "returned", "at_risk", "dormant", "lapsed", "prospects")
REPORT_ORDER = {
    "rfm_eight": RFM_ORDER,
    "rfm_eleven": ("champions", "loyal", "potential_loyalist", "new", "promising", "need_attention", "about_to_sleep",
                   "at_risk", "cant_lose", "hibernating", "prospects"),
    "life_cycle": STAGE_ORDER,
    "value_tier": ("high", "medium", "low", "prospects"),
}  # fmt: skip


def group_customers(frame: pd.DataFrame, segmentation: Any) -> Grouping:
    """Take the segments where the data have structure, else the fallback groups.

    Parameters
    ----------
    frame : pandas.DataFrame
        Features, index customer_id.
    segmentation : Segmentation
        With ``labels``, ``k``, ``has_structure``, ``tiers``, ``reasons`` and ``certificate``.

    Returns
    -------
    Grouping
        Every customer of the features in exactly one group.
    """
    structure = getattr(segmentation, "has_structure", None)
    told = dict(getattr(segmentation, "reasons", None) or {})
    cause = str((getattr(segmentation, "certificate", None) or {}).get("cause", ""))
    if structure is True and int(getattr(segmentation, "k", 1)) > 1:
        found = segmentation.labels.reindex(frame.index)
        labels = found.map(lambda code: "prospects" if pd.isna(code) or code < 0 else f"P{int(code) + 1}")
        segments = sorted({key for key in labels.unique() if key != "prospects"}, key=lambda key: int(key[1:]))
        rest = ("prospects",) if (labels == "prospects").any() else ()
        return Grouping(labels.sort_index(), (*segments, *rest), "segments", structure, told, cause)
    groups, kind = _fallback(frame, segmentation)
    present = set(groups.unique())
    known = [key for key in dict.fromkeys(REPORT_ORDER[kind]) if key in present]
    return Grouping(groups.sort_index(), (*known, *sorted(present - set(known))), kind, structure, told, cause)


def _fallback(frame: pd.DataFrame, segmentation: Any) -> tuple[pd.Series[Any], str]:
    """Return the fallback group per customer and what the groups are; customers without an order are prospects."""
    tiers = getattr(segmentation, "tiers", None)
    kind = "rfm_eight"
    if isinstance(tiers, pd.DataFrame) and "group" in tiers:
        groups = tiers["group"].reindex(frame.index)
        kind = str(tiers["grouping"].iloc[0]) if "grouping" in tiers and len(tiers) else kind
    elif "rfm_eight" in frame:
        groups = frame["rfm_eight"]
    else:
        groups = pd.Series("prospects", index=frame.index)
    filled = groups.astype(object).where(groups.notna(), "prospects").astype(str).replace({"prospect": "prospects"})
    return filled, kind if kind in REPORT_ORDER else "rfm_eight"
