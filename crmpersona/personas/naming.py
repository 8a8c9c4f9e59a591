"""Names and portraits by a fixed rule from certified traits: behaviour only, kindly, the same in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crmpersona.contract import Formatter
from crmpersona.personas.expressions import BANDS
from crmpersona.personas.traits import Trait
from crmpersona.personas.words_names import WORDS_NAMES
from crmpersona.personas.words_values import spaced, value_name

__all__ = ["NameParts", "name_groups", "name_of", "parts_of", "portrait_of", "readable"]

STORES = re.compile(r"店|柜|超市|store|shop|retail|branch|pos", re.IGNORECASE)
SENSITIVE = re.compile(
    r"药|医|病|计生|成人|情趣|孕|宗教|佛|贷|彩票|health|medic|pharma|pregnan|adult|relig|loan|lotter", re.IGNORECASE
)
"""Categories that may tell of health, belief or finances never enter a name."""

MOST_PARTS = 3
YEAR = 365
ONCE = 1.05
CHANNEL_WORDS = frozenset(
    {"app", "web", "website", "store", "shop", "marketplace", "phone", "online", "offline", "retail"}
)
"""Channels that are plain words; all others are taken for brands, which keep their capitals."""


@dataclass(frozen=True)
class NameParts:
    """What a name says, apart from its language.

    Parameters
    ----------
    time : str
        Key of the time of day or "weekend"; empty for none.
    channel, category : str
        Values of the data; empty for none.
    price : {"", "low", "high"}
        Price level or love of offers.
    noun : str
        Who they are: "frequent", "once", "silent", "large", "often", "seldom", "recent" or "plain".
    stock : bool
        Whether they buy many units at once.
    """

    time: str = ""
    channel: str = ""
    category: str = ""
    price: str = ""
    noun: str = "plain"
    stock: bool = False


def parts_of(traits: Sequence[Trait], figures: Mapping[str, Any], most: int = MOST_PARTS) -> NameParts:
    """Choose what a name says: the certified positive traits with the largest differences.

    Parameters
    ----------
    traits : sequence of Trait
        Of one group, by falling size of the difference.
    figures : mapping
        ``size`` and ``stage`` figures of the group.
    most : int, default 3
        Most parts besides the noun.

    Returns
    -------
    NameParts
        The parts.

    Examples
    --------
    >>> parts_of([], {})
    NameParts(time='', channel='', category='', price='', noun='plain', stock=False)
    """
    chosen: dict[str, Any] = {}
    peak = _peak_band((figures.get("habits") or {}).get("hours"))
    for trait in traits:
        part = _part(trait)
        if part and part[0] == "time" and part[1] != "weekend" and peak and part[1] != peak:
            continue  # certainly more than others, but not their own strongest time
        if part and part[0] not in chosen and len(chosen) < most:
            chosen[part[0]] = part[1]
    return NameParts(noun=_noun(traits, figures), stock=_has(traits, "basket", "large"), **chosen)


def _peak_band(hours: Any) -> str:
    """Return the time of day that holds the strongest hour, empty without hours."""
    if hours is None:
        return ""
    totals = [sum(day[hour] for day in hours) for hour in range(24)]
    top = totals.index(max(totals))
    return next(
        name
        for name, (begin, end) in BANDS.items()
        if (begin <= top < end if begin < end else top >= begin or top < end)
    )


def _part(trait: Trait) -> tuple[str, str] | None:
    """Return the slot of the name that a trait fills, and with what."""
    tag = trait.tag
    if not trait.certified or trait.difference <= 0:
        return None
    if tag.family == "time" or tag.key == "week:weekend":
        return "time", tag.value
    if tag.family == "price":
        return "price", "high" if tag.value == "high" else "low"
    if tag.family in ("channel", "category") and readable(tag.value):
        return tag.family, tag.value
    return None


def readable(value: str) -> bool:
    """Say whether a value may stand in a name or a message: a word, not a code, and nothing sensitive.

    Parameters
    ----------
    value : str
        Category or channel.

    Returns
    -------
    bool
        Whether it may.

    Examples
    --------
    >>> readable("纸品湿巾"), readable("50008168"), readable("处方药"), readable("other")
    (True, False, False, False)
    """
    return value != "other" and any(letter.isalpha() for letter in value) and not SENSITIVE.search(value)


def _has(traits: Sequence[Trait], family: str, value: str) -> bool:
    """Say whether a tag is a certified positive trait."""
    return any(t.certified and t.difference > 0 and (t.tag.family, t.tag.value) == (family, value) for t in traits)


def _ratio(figure: Any) -> float | None:
    """Return value over base of a figure, or None."""
    value, base = (figure or {}).get("value"), (figure or {}).get("base")
    return value / base if isinstance(value, int | float) and base else None


def _noun(traits: Sequence[Trait], figures: Mapping[str, Any]) -> str:
    """Choose the noun: rhythm first, then silence, then the size of an order."""
    size, stage = figures.get("size") or {}, figures.get("stage") or {}
    often, silent = _ratio(size.get("orders_per_buyer")), _ratio(stage.get("recency_days"))
    value = _ratio(size.get("average_order_value"))
    if _has(traits, "rhythm", "frequent") and (often is None or often > 1.15):
        return "frequent"
    if silent is not None and silent > 2:
        return "silent"
    if _has(traits, "rhythm", "once"):
        return "once"
    if value is not None and value > 1.4:
        return "large"
    return _standing(often, silent) if not _leading(traits) else "plain"


def _leading(traits: Sequence[Trait]) -> bool:
    """Say whether any trait has a place in the name."""
    return any(_part(trait) for trait in traits)


def _standing(often: float | None, silent: float | None) -> str:
    """Say how a group without traits stands to all customers: bought more or less often, or more recently."""
    if often is not None and often > 1.2:
        return "often"
    if often is not None and often < 0.8:
        return "seldom"
    return "recent" if silent is not None and silent < 0.5 else "plain"


def name_of(parts: NameParts, lang: str) -> str:
    """Put a name together in one language.

    Parameters
    ----------
    parts : NameParts
        What the name says.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        The name.

    Examples
    --------
    >>> parts = NameParts("evening", "小程序", "纸品湿巾", "low", "plain", True)
    >>> name_of(parts, "zh")
    '晚间在小程序囤纸品湿巾的精打细算客户'
    >>> name_of(parts, "en")
    'Thrifty customers stocking up on paper and wipes via mini program in the evening'
    """
    words = WORDS_NAMES
    if parts == NameParts():
        return words("alike", lang)
    noun = words(f"noun_{parts.noun}", lang)
    price = words(f"price_{parts.price}", lang) if parts.price else ""
    time = words(f"time_{parts.time}", lang) if parts.time else ""
    channel = ""
    if parts.channel:
        slot = "via_store" if STORES.search(parts.channel) else "via_other"
        channel = words(slot, lang, channel=_in_text(parts.channel, lang, CHANNEL_WORDS))
    act = _act(parts, lang)
    if not act and (time or channel):
        act = words("act_buy", lang)
    if lang == "zh":
        lead = f"{time}{channel}{act}"
        return spaced(f"{lead}的{price}{noun}" if lead else f"{price}{noun}")
    text = " ".join(part for part in (price, noun, act, channel, time) if part)
    return text[:1].upper() + text[1:]


def _act(parts: NameParts, lang: str) -> str:
    """Return what they do: stock up, buy a category, or nothing worth a word."""
    category = _in_text(parts.category, lang) if parts.category else ""
    if parts.stock and category:
        return WORDS_NAMES("act_stock_category", lang, category=category)
    if parts.stock:
        return WORDS_NAMES("act_stock", lang)
    return WORDS_NAMES("act_category", lang, category=category) if category else ""


def _in_text(value: str, lang: str, only: frozenset[str] | None = None) -> str:
    """Return a value as it stands inside a sentence: plain English words without capitals, brands as they are."""
    text = value_name(value, lang)
    if lang != "en" or (only is not None and text.casefold() not in only):
        return text
    return " ".join(word.lower() if word[1:].islower() or len(word) == 1 else word for word in text.split(" "))


def name_groups(parts: Mapping[str, Sequence[NameParts]]) -> dict[str, tuple[str, str]]:
    """Name all groups so that no two names are equal in either language.

    Parameters
    ----------
    parts : mapping of str to sequence of NameParts
        Per group, in report order, wordings from the shortest to the fullest.

    Returns
    -------
    dict of str to (str, str)
        Chinese and English name per group. Where even the fullest wordings are equal, a number is added.

    Examples
    --------
    >>> name_groups({"P1": [NameParts()], "P2": [NameParts()]})
    {'P1': ('与全体相近的客户', 'Customers much like all others'),
     'P2': ('与全体相近的客户（2）', 'Customers much like all others (2)')}
    """
    names: dict[str, tuple[str, str]] = {}
    used: set[str] = set()
    for key, wordings in parts.items():
        pairs = [(name_of(wording, "zh"), name_of(wording, "en")) for wording in wordings]
        free = next((pair for pair in pairs if not used & set(pair)), None)
        number = 2
        while free is None:
            pair = tuple(
                WORDS_NAMES("numbered", lang, name=name, n=number)
                for lang, name in zip(("zh", "en"), pairs[0], strict=True)
            )
            free = (pair[0], pair[1]) if not used & set(pair) else None
            number += 1
        names[key] = free
        used |= set(free)
    return names


def portrait_of(traits: Sequence[Trait], figures: Mapping[str, Any], lang: str, currency: str | None) -> str:
    """Describe a group in one sentence.

    Parameters
    ----------
    traits : sequence of Trait
        Of the group, by falling size of the difference.
    figures : mapping
        ``size``, ``stage`` and ``habits`` figures.
    lang : {"en", "zh"}
        Language.
    currency : str or None
        ISO 4217 code.

    Returns
    -------
    str
        The sentence.

    Examples
    --------
    >>> portrait_of([], {"size": {"buyers": {"value": 0}}}, "en", None)
    'No valid order yet; help them take the first step.'
    """
    words, fmt = WORDS_NAMES, Formatter(lang, currency)
    size, stage = figures.get("size") or {}, figures.get("stage") or {}
    silent = (stage.get("recency_days") or {}).get("value")
    if (size.get("buyers") or {}).get("value") == 0 or (silent or 0) > size.get("window_days", YEAR):
        return (
            words("p_silent", lang, days=fmt.number(silent)) + words("stop", lang) if silent else words("p_none", lang)
        )
    parts = parts_of(traits, figures, most=5)
    said = [words("p_time", lang, time=words(f"time_{parts.time}", lang))] if parts.time else []
    channel = parts.channel or _top(figures, "channel")
    if channel:
        said.append(
            words("p_store" if STORES.search(channel) else "p_channel", lang, channel=value_name(channel, lang))
        )
    liked = [
        t.tag.value
        for t in traits
        if t.tag.family == "category" and t.certified and t.difference > 0 and readable(t.tag.value)
    ][:2]
    if liked:
        said.append(words("p_categories", lang, categories=words("and", lang).join(_in_text(c, lang) for c in liked)))
    long_silent = (_ratio(stage.get("recency_days")) or 0) > 2 or (silent or 0) > YEAR
    said += _rhythm_words(size, stage, lang, fmt, silent=long_silent)
    if parts.price:
        said.append(words(f"p_price_{parts.price}", lang))
    if not said:
        return words("p_plain", lang)
    start = words("p_start_silent", lang, days=fmt.number(silent)) if long_silent else words("p_start", lang)
    text = start + words("comma", lang).join(said) + words("stop", lang)
    return spaced(text) if lang == "zh" else text


def _rhythm_words(
    size: Mapping[str, Any], stage: Mapping[str, Any], lang: str, fmt: Formatter, *, silent: bool
) -> list[str]:
    """Say how often they buy and what an order is worth."""
    said = []
    interval, orders = (stage.get("interval_days") or {}).get("value"), size.get("orders_per_buyer") or {}
    once = (size.get("repeat_rate") or {}).get("value")
    if interval and not silent and (once is None or once >= 0.5):
        said.append(WORDS_NAMES("p_interval", lang, days=fmt.number(interval)))
    elif (orders.get("value") or 0.0) >= ONCE:
        window = fmt.number(size.get("window_days", 365))
        said.append(WORDS_NAMES("p_orders", lang, orders=fmt.number(orders["value"], 1), window=window))
    elif orders.get("value"):
        recency = (stage.get("recency_days") or {}).get("value")
        said.append(WORDS_NAMES("p_once", lang))
        if recency and not silent:
            said.append(WORDS_NAMES("p_recency", lang, days=fmt.number(recency)))
    value = (size.get("average_order_value") or {}).get("value")
    if value is not None:
        said.append(WORDS_NAMES("p_value", lang, value=fmt.money(value)))
    return said


def _top(figures: Mapping[str, Any], family: str) -> str:
    """Return the most used value of a family."""
    rows = (figures.get("habits") or {}).get(family) or []
    return str(rows[0]["value"]) if rows and rows[0].get("share") else ""
