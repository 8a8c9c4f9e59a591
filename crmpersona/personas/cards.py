"""Cards and their collection: figures free of language, words and pictures on demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from crmpersona.contract import Formatter, ParameterError, Result, nearest, resolve_lang
from crmpersona.personas.picture import picture_of
from crmpersona.personas.words_cards import WORDS_CARDS

if TYPE_CHECKING:
    from crmpersona.plots import Picture

__all__ = ["Card", "Personas"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Card(Result):
    """One persona card.

    Parameters
    ----------
    key : str
        Stable key of the group: "P1", "P2" … for segments, the key of the RFM group or stage otherwise.
    kind : {"segments", "rfm_eight", "rfm_eleven", "life_cycle", "value_tier"}
        What the group is.
    name_zh, name_en : str
        The name by rule, of the same meaning.
    portrait_zh, portrait_en : str
        One sentence.
    blocks : dict
        Block key to JSON-safe figures: ``header``, ``size``, ``who``, ``stage``, ``habits``, ``likes``, ``voice``,
        ``action``, ``contrast``, ``proof``, ``missing`` (block key to the reason why it is empty).
    currency : str, optional
        ISO 4217 code of the money.

    Examples
    --------
    >>> Card(key="P1", kind="segments", name_zh="常客", name_en="Regulars").name("en")
    'Regulars'
    """

    key: str
    kind: str
    name_zh: str
    name_en: str
    portrait_zh: str = ""
    portrait_en: str = ""
    blocks: dict[str, Any] = field(default_factory=dict)
    currency: str | None = None

    def name(self, lang: str | None = None) -> str:
        """Return the name in one language.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            The name.
        """
        return self.name_zh if resolve_lang(lang) == "zh" else self.name_en

    def portrait(self, lang: str | None = None) -> str:
        """Return the sentence that describes the group.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            The sentence.
        """
        return self.portrait_zh if resolve_lang(lang) == "zh" else self.portrait_en

    def picture(self, lang: str | None = None) -> dict[str, Any]:
        """Return the card in words and figures, as the picture shows it.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        dict
            What :func:`crmpersona.plots.persona_card` draws.
        """
        return picture_of(self, resolve_lang(lang))

    def plot(self, lang: str | None = None) -> Picture:
        """Draw the card.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        Picture
            A page of 1180 logical pixels width, with alternative text.
        """
        from crmpersona.plots import persona_card

        lang = resolve_lang(lang)
        return persona_card(self.picture(lang), lang=lang)

    def summary(self, lang: str | None = None) -> str:
        """Say name, size and portrait."""
        lang = resolve_lang(lang)
        size = self.blocks.get("size") or {}
        count = (size.get("customers") or {}).get("value", 0)
        shown = count if isinstance(count, str) else Formatter(lang).count(count)
        return WORDS_CARDS("card_summary", lang, name=self.name(lang), customers=shown, portrait=self.portrait(lang))

    def to_frame(self) -> pd.DataFrame:
        """Return the figures of size and value as a tidy table.

        Returns
        -------
        pandas.DataFrame
            ``key``, ``measure``, ``value``, ``low``, ``high``, ``n``, ``base``.
        """
        rows = [
            {"key": self.key, "measure": name, **figure} for name, figure in (self.blocks.get("size") or {}).items()
        ]
        return pd.DataFrame(rows, columns=["key", "measure", "value", "low", "high", "n", "base"])


@dataclass(frozen=True, kw_only=True, repr=False)
class Personas(Result):
    """The persona cards of all customers.

    Parameters
    ----------
    cards : tuple of Card
        In report order; groups under ten customers have none.
    tags : pandas.DataFrame
        Fact tags: ``customer_id``, ``tag``, ``family``, ``value``, ``kind``, ``as_of``.
    tgi : pandas.DataFrame
        Every tag of every group against all customers, with interval and certificate.
    kind : str
        What the groups are.
    has_structure : bool or None
        Whether the data hold segments of their own; None where there are too few data to tell.
    reasons : dict of str to str
        Why, in "zh" and "en", as the segmentation says it.
    groups : pandas.Series
        Key of the group per customer_id.

    Examples
    --------
    >>> Personas().summary("en")
    'No group is large enough for a card.'
    """

    cards: tuple[Card, ...] = ()
    tags: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    tgi: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    kind: str = "segments"
    has_structure: bool | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    groups: pd.Series[Any] = field(default_factory=lambda: pd.Series(dtype=object), repr=False)

    def card(self, key: str) -> Card:
        """Return the card of a group.

        Parameters
        ----------
        key : str
            Key of the group.

        Returns
        -------
        Card
            The card.

        Raises
        ------
        ParameterError
            If there is no such card.
        """
        found = {card.key: card for card in self.cards}
        if key not in found:
            raise ParameterError(
                f"there is no card {key!r}", remedy=f"nearest key: {nearest(key, found)}; all: {list(found)}"
            )
        return found[key]

    def summary(self, lang: str | None = None) -> str:
        """Say how many cards there are and what the groups are."""
        lang = resolve_lang(lang)
        if not self.cards:
            return WORDS_CARDS("no_cards", lang)
        names = (WORDS_CARDS("list_comma", lang)).join(card.name(lang) for card in self.cards)
        cards = WORDS_CARDS(f"summary_{self.kind}", lang, n=len(self.cards), names=names)
        if self.kind == "segments":
            return cards
        why = self.reasons.get(lang) or WORDS_CARDS("few" if self.has_structure is None else "none", lang)
        return WORDS_CARDS("joined", lang, why=why, cards=cards)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per card with its main figures.

        Returns
        -------
        pandas.DataFrame
            ``key``, ``name_zh``, ``name_en``, ``customers`` (groups under ten have no card), shares and values.
        """
        rows = []
        for card in self.cards:
            size = card.blocks.get("size") or {}
            figures = {name: (size.get(name) or {}).get("value") for name in SHOWN}
            share = size.get("share_customers") or {}
            rows.append(
                {"key": card.key, "name_zh": card.name_zh, "name_en": card.name_en, **figures}
                | {"share_low": share.get("low"), "share_high": share.get("high")}
            )
        return pd.DataFrame(rows, columns=["key", "name_zh", "name_en", *SHOWN, "share_low", "share_high"])

    def plot(self, lang: str | None = None) -> Picture:
        """Draw the groups by size and value.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        Picture
            Bubbles with their names.
        """
        from crmpersona.plots import segment_map

        lang = resolve_lang(lang)
        frame = self.to_frame()
        frame["label"] = frame[f"name_{lang}"]
        frame["sales_per_customer"] = frame["sales_per_buyer"]
        currency = self.cards[0].currency if self.cards else None
        return segment_map(frame, title=self.summary(lang), lang=lang, currency=currency)


SHOWN = (
    "customers", "buyers", "share_customers", "share_sales", "sales_per_buyer", "average_order_value",
    "orders_per_buyer", "repeat_rate", "units_per_order",
)  # fmt: skip
