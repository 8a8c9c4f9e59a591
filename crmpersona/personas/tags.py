"""Tags: plain facts of each customer as yes, no or unknown, each with a family and words in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import resolve_lang
from crmpersona.personas.expressions import BANDS
from crmpersona.personas.facts import Facts
from crmpersona.personas.words import WORDS
from crmpersona.personas.words_values import spaced, value_name

__all__ = ["Tag", "customer_tags", "tag_frame"]

DEAR, CHEAP = 1.1, 0.9
"""Paid against the usual price of the same categories: 10 % above or below counts as a price level."""


@dataclass(frozen=True)
class Tag:
    """One tag.

    Parameters
    ----------
    family : str
        What the tag is about: "category", "time", "gender" …
    value : str
        The value within the family.

    Examples
    --------
    >>> Tag("gender", "female").label("en"), Tag("category", "纸品").label("zh")
    ('Women', '购买纸品')
    """

    family: str
    value: str

    @property
    def key(self) -> str:
        """Stable key: family and value."""
        return f"{self.family}:{self.value}"

    def label(self, lang: str | None = None) -> str:
        """Return the words of the tag.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language.

        Returns
        -------
        str
            For example 购买纸品 or "Buys paper".
        """
        lang = resolve_lang(lang)
        if f"tag_{self.family}_{self.value}" in WORDS:
            return WORDS(f"tag_{self.family}_{self.value}", lang)
        if self.value == "other" and self.family != "gender":
            return WORDS("tag_other", lang, family=WORDS(f"family_{self.family}", lang).lower())
        word = f"tag_{self.family}" if f"tag_{self.family}" in WORDS else "tag_plain"
        text = WORDS(word, lang, value=value_name(self.value, lang))
        return spaced(text) if lang == "zh" and word != "tag_plain" else text


def customer_tags(facts: Facts) -> tuple[tuple[Tag, ...], pd.DataFrame]:
    """Make the tags of all customers.

    Parameters
    ----------
    facts : Facts
        One row per customer.

    Returns
    -------
    tags : tuple of Tag
        The tags, in a stable order.
    values : pandas.DataFrame
        Index customer_id, columns the keys of the tags: True, False or missing where unknown. What was bought, when and
        how is unknown of customers without an order in the window.
    """
    index = facts.frame.index
    columns: dict[Tag, Any] = {}
    for name in facts.flags.columns:
        column, value = str(name).split(":", 1)
        family = "payment" if column == "payment_method" else column
        columns[Tag(family, value)] = facts.flags[name].astype("boolean").reindex(index)
    columns |= _habit_tags(facts)
    for family in facts.attributes.columns:
        values = facts.attributes[family]
        for value in sorted({str(x) for x in values.dropna()}):
            columns[Tag(str(family), value)] = (values == value).astype("boolean").where(values.notna(), pd.NA)
    kept = {
        tag: column
        for tag, column in columns.items()
        if 0 < int(column.fillna(False).sum()) < int(column.notna().sum())
    }
    frame = pd.DataFrame({tag.key: column for tag, column in kept.items()}, index=index)
    return tuple(kept), frame


def _habit_tags(facts: Facts) -> dict[Tag, Any]:
    """Make the tags of time, price, basket, rhythm and service."""
    frame = facts.frame
    orders = frame["orders"]
    buyers = orders > 0

    def yes(condition: Any) -> Any:
        """Turn a condition into yes and no among buyers, unknown for others."""
        return pd.Series(condition, index=frame.index).astype("boolean").where(buyers, pd.NA)

    tags: dict[Tag, Any] = {}
    if facts.hours is not None:
        counts = frame[[f"orders_{name}" for name in BANDS]].to_numpy()
        main = np.argmax(counts, axis=1)  # ties go to the earlier band of the list
        tags |= {Tag("time", name): yes(main == place) for place, name in enumerate(BANDS)}
    tags[Tag("week", "weekend")] = yes(2 * frame["orders_weekend"] >= orders)
    if "orders_coupon" in frame:
        tags[Tag("price", "coupon")] = yes(frame["orders_coupon"] > 0)
    if "orders_discount" in frame:
        tags[Tag("price", "discount")] = yes(2 * frame["orders_discount"] >= orders)
    if "usual" in frame:
        level = frame["paid"] / frame["usual"].where(frame["usual"] > 0)
        tags[Tag("price", "high")] = yes(level >= DEAR).where(level.notna(), pd.NA)
        tags[Tag("price", "low")] = yes(level <= CHEAP).where(level.notna(), pd.NA)
    tags |= _size_tags(facts, yes)
    tags[Tag("rhythm", "frequent")] = yes(orders > np.quantile(orders[buyers], 0.8) if buyers.any() else False)
    tags[Tag("rhythm", "once")] = yes(orders == 1)
    tags[Tag("service", "returns")] = yes(frame["refund"] > 0)
    return tags


def _size_tags(facts: Facts, yes: Any) -> dict[Tag, Any]:
    """Make the tags of the basket: units per order against the middle of all, and how many categories."""
    frame, tags = facts.frame, {}
    buyers = frame["orders"] > 0
    if "quantity" in frame and buyers.any():
        units = frame["quantity"] / frame["orders"].where(buyers)
        lower, upper = np.quantile(units[buyers], [1 / 3, 2 / 3])
        if upper > lower:
            tags[Tag("basket", "large")] = yes(units > upper)
            tags[Tag("basket", "small")] = yes(units <= lower)
    categories = [name for name in facts.flags.columns if str(name).startswith("category:")]
    if len(categories) >= 4:
        breadth = facts.flags[categories].sum(axis=1).reindex(frame.index).fillna(0)
        tags[Tag("basket", "variety")] = yes(2 * breadth >= len(categories))
    return tags


def tag_frame(tags: tuple[Tag, ...], values: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """Return the fact tags as a tidy frame: one row per customer and tag that holds.

    Parameters
    ----------
    tags : tuple of Tag
        The tags.
    values : pandas.DataFrame
        From :func:`customer_tags`.
    as_of : str
        Day of the view.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, ``tag``, ``family``, ``value``, ``kind`` ("fact"), ``as_of``.
    """
    parts = []
    for tag in tags:
        column = values[tag.key].fillna(False).to_numpy(dtype=bool)
        part = pd.DataFrame({"customer_id": values.index[column], "tag": tag.key})
        parts.append(part.assign(family=tag.family, value=tag.value, kind="fact", as_of=as_of))
    empty = pd.DataFrame(columns=["customer_id", "tag", "family", "value", "kind", "as_of"])
    return pd.concat(parts, ignore_index=True) if parts else empty
