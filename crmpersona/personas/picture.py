"""From figures to the words of one language: what the picture of a card shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crmpersona.contract import Formatter
from crmpersona.personas.actions import action_rows
from crmpersona.personas.picture_blocks import (
    capital,
    contrast_block,
    hours_block,
    stage_block,
    traits_block,
    voice_block,
    who_block,
)
from crmpersona.personas.words_actions import WORDS_ACTIONS
from crmpersona.personas.words_cards import WORDS_CARDS
from crmpersona.personas.words_values import value_name

if TYPE_CHECKING:
    from crmpersona.personas.cards import Card

__all__ = ["picture_of"]

KPI_KINDS = {
    "sales_per_buyer": "money",
    "average_order_value": "money",
    "repeat_rate": "rate",
    "orders_per_buyer": "number",
    "units_per_order": "number",
}


def picture_of(card: Card, lang: str) -> dict[str, Any]:
    """Write a card in one language.

    Parameters
    ----------
    card : Card
        The card.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    dict
        What `plots.persona_card` draws.
    """
    fmt, blocks = Formatter(lang, card.currency), card.blocks
    header = blocks.get("header") or {}
    return {
        "currency": card.currency,
        "eyebrow": _eyebrow(card, header, lang),
        "name": card.name(lang),
        "portrait": card.portrait(lang),
        "badges": _badges(card, header, lang),
        "proof": _proof(header, lang, fmt),
        "kpis": _kpis(blocks.get("size") or {}, int(header.get("window_days", 365)), lang, fmt),
        "traits": traits_block(blocks, lang),
        "hours": hours_block(blocks, lang),
        "channels": _bars(blocks, "channel", lang),
        "who": who_block(blocks, lang, fmt),
        "stages": stage_block(blocks, lang, fmt),
        "voice": voice_block(blocks, lang, fmt),
        "actions": _actions(blocks.get("action") or {}, lang, card.currency),
        "contrast": contrast_block(blocks, lang, fmt),
        "footer": _footer(header, lang, fmt),
    }


def _eyebrow(card: Card, header: Mapping[str, Any], lang: str) -> str:
    """Write the small line above the name."""
    kind = "prospects" if card.key == "prospects" else card.kind
    key = WORDS_CARDS(f"key_{kind}", lang, key=card.key, code=header.get("code", ""))
    return WORDS_CARDS("eyebrow", lang, month=header.get("month", ""), key=key, as_of=header.get("as_of", ""))


def _badges(card: Card, header: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
    """Write the pills: what the group is, whether it is natural, how many traits are certain."""
    if card.key == "prospects":
        return [(WORDS_CARDS("badge_prospects", lang), "quiet")]
    badges = [(WORDS_CARDS(f"badge_{card.kind}", lang), "good")]
    count = int(header.get("certified", 0))
    word = "badge_traits" if count else "badge_no_traits"
    badges.append((WORDS_CARDS(word, lang, n=count), "good" if count else "quiet"))
    if card.kind != "segments":
        few = "badge_few_repeaters" if header.get("cause") == "few_repeaters" else "badge_few"
        badges.append((WORDS_CARDS(few if header.get("structure") is None else "badge_continuum", lang), "warn"))
    return badges


def _proof(header: Mapping[str, Any], lang: str, fmt: Formatter) -> str:
    """Write the line of proof: stability and rule."""
    parts = []
    if header.get("stability") is not None:
        parts.append(WORDS_CARDS("proof_stability", lang, x=fmt.number(header["stability"], 2)))
    if header.get("precision") is not None:
        p, r = fmt.rate(header["precision"], 0), fmt.rate(header["recall"], 0)
        parts.append(WORDS_CARDS("proof_rule", lang, p=p, r=r))
    return WORDS_CARDS("dot", lang).join(parts)


def _kpis(size: Mapping[str, Any], days: int, lang: str, fmt: Formatter) -> list[dict[str, Any]]:
    """Write the six boxes; where there is no money, orders and units take the place."""
    share = size.get("share_customers") or {}
    count = (size.get("customers") or {}).get("value")
    note = WORDS_CARDS("in_all", lang, x=fmt.rate(share.get("value"))) + "\n" + _interval(share, "rate", lang, fmt)
    boxes = [{"label": WORDS_CARDS("customers", lang), "value": _count(count, fmt), "note": note}]
    sales = (size.get("share_sales") or {}).get("value")
    if sales is not None and (size.get("buyers") or {}).get("value") != 0:
        buyers = WORDS_CARDS("buyers_of", lang, n=_count((size.get("buyers") or {}).get("value"), fmt))
        note = buyers
        if share.get("value") and sales > 0:
            note = WORDS_CARDS("ratio_to_share", lang, x=fmt.number(sales / share["value"], 1)) + "\n" + buyers
        boxes.append({"label": WORDS_CARDS("share_sales", lang), "value": fmt.rate(sales), "note": note})
    for name, kind in KPI_KINDS.items():
        figure = size.get(name)
        if figure and figure.get("value") is not None and len(boxes) < 6:
            boxes.append(_box(name, figure, kind, days, lang, fmt))
    return boxes


def _count(value: Any, fmt: Formatter) -> str:
    """Write a count that may be withheld."""
    return value if isinstance(value, str) else fmt.count(value)


def _write(value: float | None, kind: str, fmt: Formatter) -> str:
    """Write a figure in its kind."""
    return {"money": fmt.money, "rate": fmt.rate}.get(kind, lambda x: fmt.number(x, 2))(value)


def _interval(figure: Mapping[str, Any], kind: str, lang: str, fmt: Formatter) -> str:
    """Write an interval, or nothing."""
    if figure.get("low") is None or figure.get("high") is None:
        return ""
    low, high = _write(figure["low"], kind, fmt), _write(figure["high"], kind, fmt)
    return WORDS_CARDS("interval", lang, a=low, b=high)


def _box(name: str, figure: Mapping[str, Any], kind: str, days: int, lang: str, fmt: Formatter) -> dict[str, Any]:
    """Write one box; the comparison is coloured only where the interval leaves the base out."""
    base, low, high = figure.get("base"), figure.get("low"), figure.get("high")
    tone = ""
    value = figure["value"]
    if base is not None and low is not None and high is not None and abs(value - base) > 0.005 * abs(base):
        tone = "good" if low > base else ("alert" if high < base else "")
    note = WORDS_CARDS("base", lang, x=_write(base, kind, fmt)) if base is not None else ""
    return {
        "label": WORDS_CARDS(name, lang, days=days),
        "value": _write(figure["value"], kind, fmt),
        "note": f"{note}\n{_interval(figure, kind, lang, fmt)}".strip(),
        "tone": tone,
    }


def _bars(blocks: Mapping[str, Any], family: str, lang: str) -> dict[str, Any]:
    """Write channel bars; where no channel is known, categories take the place."""
    habits: Mapping[str, Sequence[Mapping[str, Any]]] = blocks.get("habits") or {}
    if "channel" in (blocks.get("missing") or {}):
        habits = {}
    for name, title in ((family, "channels_title"), ("category", "likes_title")):
        rows = [
            {"label": capital(value_name(str(row["value"]), lang)), "share": row.get("share"), "base": row.get("base"),
             "text": row.get("text")}
            for row in (habits.get(name) or [])[:5]
            if row.get("share") != 0.0
        ]  # fmt: skip
        if rows:
            return {"title": WORDS_CARDS(title, lang), "rows": rows}
    reason = (blocks.get("missing") or {}).get("channel", "missing_channel")
    return {"title": WORDS_CARDS("channels_title", lang), "missing": WORDS_CARDS(reason, lang)}


def _actions(plan: Mapping[str, Any], lang: str, currency: str | None) -> dict[str, Any]:
    """Write what to do."""
    title = WORDS_ACTIONS("title", lang)
    if not plan:
        return {"title": title, "missing": ""}
    return {
        "title": title,
        "badge": (WORDS_ACTIONS("untested", lang), "warn"),
        "hint": WORDS_ACTIONS("fair", lang),
        "rows": action_rows(plan, lang, currency),
    }


def _footer(header: Mapping[str, Any], lang: str, fmt: Formatter) -> str:
    """Write the sources."""
    return WORDS_CARDS(
        "footer",
        lang,
        first=header.get("first", ""),
        last=header.get("last", ""),
        lines=fmt.count(header.get("lines")),
        as_of=header.get("as_of", ""),
        customers=fmt.count(header.get("population")),
    )
