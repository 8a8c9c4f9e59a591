"""What sets each group apart: the index of every tag, adjusted over all cards, certified or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.personas.grouping import Grouping
from crmpersona.personas.protect import LEAST, bounded_share
from crmpersona.personas.tags import Tag
from crmpersona.personas.tgi import tgi
from crmpersona.statistics import adjust

__all__ = ["Trait", "leading_traits", "measure_traits", "traits_of"]

CERTAIN = 0.05
"""A trait is certified when its p-value, adjusted over all tags of all cards, is below this."""

SMALLEST_DIFFERENCE = 0.03
"""Differences of shares under 3 points are true perhaps, but no trait worth a word."""


@dataclass(frozen=True)
class Trait:
    """One tag of one group against all customers.

    Parameters
    ----------
    tag : Tag
        The tag.
    index, low, high : float
        TGI with its 95 % interval.
    share_group, share_base : float
        Shares of customers whose value is known.
    n_tagged, n_group : int
        Customers of the group with the tag, and with a known value.
    certified : bool
        Whether the difference holds after adjustment over all cards.
    """

    tag: Tag
    index: float
    low: float
    high: float
    share_group: float
    share_base: float
    n_tagged: int
    n_group: int
    certified: bool

    @property
    def difference(self) -> float:
        """Share in the group minus share in the base."""
        return self.share_group - self.share_base

    @property
    def telling(self) -> bool:
        """Whether the share may be told exactly: neither the tag nor its absence stands for 1 to 9 customers."""
        absent = self.n_group - self.n_tagged
        return not (0 < self.n_tagged < LEAST or 0 < absent < LEAST)


def measure_traits(grouping: Grouping, tags: Sequence[Tag], values: pd.DataFrame) -> pd.DataFrame:
    """Compare every group with all customers, tag by tag, and adjust over everything that was asked.

    Parameters
    ----------
    grouping : Grouping
        The groups; those under ten customers get no comparison.
    tags : sequence of Tag
        The tags.
    values : pandas.DataFrame
        From `customer_tags`.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``tag``, ``family``, ``value``, ``index``, ``ci_low``, ``ci_high``, ``share_group``, ``share_base``,
        ``n`` (known customers of the group), ``n_tagged``, ``share_unknown``, ``p_value``, ``p_adjusted``,
        ``certified``; within a group ordered by falling difference of the shares.
    """
    sizes = grouping.labels.value_counts()
    by_key = {tag.key: tag for tag in tags}
    parts = []
    for key in grouping.keys:
        if int(sizes.get(key, 0)) < LEAST or values.empty:
            continue
        table = tgi(values, grouping.labels == key).reset_index()
        parts.append(table.assign(group=key))
    if not parts:
        return pd.DataFrame(columns=["group", "tag", "certified"])
    result = pd.concat(parts, ignore_index=True)
    result["p_adjusted"] = adjust(result["p_value"].to_numpy(), "holm")
    result["family"] = [by_key[tag].family for tag in result["tag"]]
    result["value"] = [by_key[tag].value for tag in result["tag"]]
    large = (result["share_group"] - result["share_base"]).abs() >= SMALLEST_DIFFERENCE
    result["certified"] = (result["p_adjusted"] < CERTAIN) & large & (result["n_tagged"] >= 0)
    return result


def traits_of(table: pd.DataFrame, key: str) -> list[Trait]:
    """Return the traits of one group, by falling size of the difference.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`measure_traits`.
    key : str
        The group.

    Returns
    -------
    list of Trait
        Certified and others.
    """
    rows: list[Any] = table[table["group"] == key].to_dict("records")
    traits = [_trait(row) for row in rows if np.isfinite(row["index"])]
    enough = [trait for trait in traits if trait.n_group >= 2 * LEAST]
    return sorted(enough, key=lambda trait: (-abs(trait.difference), trait.tag.key))


def _trait(row: Mapping[str, Any]) -> Trait:
    """Turn a row into a trait."""
    return Trait(
        tag=Tag(str(row["family"]), str(row["value"])),
        index=float(row["index"]),
        low=float(row["ci_low"]),
        high=float(row["ci_high"]),
        share_group=float(row["share_group"]),
        share_base=float(row["share_base"]),
        n_tagged=int(row["n_tagged"]),
        n_group=int(row["n"]),
        certified=bool(row["certified"]),
    )


def leading_traits(traits: Sequence[Trait], most: int = 8, per_family: int = 2) -> list[Trait]:
    """Choose the traits for the picture: certified ones first, no family more often than twice.

    Parameters
    ----------
    traits : sequence of Trait
        From :func:`traits_of`.
    most : int, default 8
        Rows of the picture.
    per_family : int, default 2
        Most traits of one family on each side of 100.

    Returns
    -------
    list of Trait
        Ordered by falling difference, so that what is rarer than usual stands below.
    """
    chosen: list[Trait] = []
    for wanted in (True, False):
        for trait in traits:
            side = [
                t for t in chosen if t.tag.family == trait.tag.family and (t.difference > 0) == (trait.difference > 0)
            ]
            room = len(chosen) < (most if wanted else min(most, 5))
            shown = trait.telling or (wanted and bounded_share(trait.n_tagged, trait.n_group)[0] is not None)
            if trait.certified is wanted and shown and room and len(side) < per_family:
                chosen.append(trait)
    return sorted(chosen, key=lambda trait: (-trait.difference, trait.tag.key))
