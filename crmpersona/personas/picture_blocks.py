"""The blocks of a card in words: traits, hours, who they are, stages, voice, contrast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmpersona.contract import Formatter
from crmpersona.personas.figures import busiest
from crmpersona.personas.tags import Tag
from crmpersona.personas.words import WORDS
from crmpersona.personas.words_cards import WORDS_CARDS
from crmpersona.personas.words_values import value_name

__all__ = ["contrast_block", "hours_block", "stage_block", "traits_block", "voice_block", "who_block"]

STAGES = ("prospect", "new", "growing", "mature", "returned", "at_risk", "dormant", "lapsed")


ALMOST_ALL = 0.97
"""An attribute that nearly all customers share says nothing."""


def capital(text: str) -> str:
    """Begin a label with a capital letter.

    Parameters
    ----------
    text : str
        A label.

    Returns
    -------
    str
        The same, its first letter a capital.

    Examples
    --------
    >>> capital("mini program")
    'Mini program'
    """
    return text[:1].upper() + text[1:]


def _missing(blocks: Mapping[str, Any], block: str, title: str, lang: str) -> dict[str, Any]:
    """Return an empty block with the reason."""
    reason = (blocks.get("missing") or {}).get(block, f"missing_{block}")
    return {"title": title, "missing": WORDS_CARDS(reason, lang)}


def traits_block(blocks: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Write the traits with a title that says the finding.

    Parameters
    ----------
    blocks : mapping
        Figures of the card.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    dict
        Title, rows and note, or the reason why there are none.
    """
    traits = (blocks.get("likes") or {}).get("traits") or []
    if not traits:
        return _missing(blocks, "traits", WORDS_CARDS("traits_title_none", lang), lang)
    rows = [{**row, "label": capital(Tag(row["family"], row["value"]).label(lang))} for row in traits]
    certain = [row for row in rows if row["certified"]]
    more = [_lower(row["label"], lang) for row in certain if row["share_group"] > row["share_base"]][:2]
    leading = {row["family"] for row in certain if row["share_group"] > row["share_base"]}
    rarer = [
        row for row in reversed(certain) if row["share_group"] < row["share_base"] and row["family"] not in leading
    ]
    less = [_lower(row["label"], lang) for row in rarer[:1]]
    comma = "、" if lang == "zh" else ", "
    if more and less:
        title = WORDS_CARDS("traits_title_both", lang, first=comma.join(more), last=less[0])
    elif more:
        title = WORDS_CARDS("traits_title", lang, first=comma.join(more))
    else:
        title = WORDS_CARDS(
            "traits_title_less" if less else "traits_title_none", lang, **({"last": less[0]} if less else {})
        )
    note = WORDS_CARDS("traits_note", lang) + (" " if lang == "en" else "") + WORDS_CARDS("traits_unknown", lang)
    shown = [{**row, "share_group": row.get("share_text") or row["share_group"]} for row in rows]
    return {"title": title, "rows": shown, "note": note}


def _lower(text: str, lang: str) -> str:
    """Put an English label in the middle of a sentence."""
    return text if lang == "zh" or text[:2].isupper() else text[:1].lower() + text[1:]


def hours_block(blocks: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Write the hour map with a title that says the finding.

    Parameters
    ----------
    blocks : mapping
        Figures of the card.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    dict
        Title and matrix, or the reason why there is none.
    """
    matrix = (blocks.get("habits") or {}).get("hours")
    day, hour = busiest(matrix)
    if hour is None:
        return _missing(blocks, "hours", WORDS_CARDS("hours_title_plain", lang), lang)
    title = WORDS_CARDS("hours_title", lang, weekday=WORDS(f"weekday_{day}", lang), hour=hour)
    return {"title": title, "matrix": matrix}


def who_block(blocks: Mapping[str, Any], lang: str, fmt: Formatter) -> dict[str, Any]:
    """Write the leading value of each basic attribute beside all customers.

    Parameters
    ----------
    blocks : mapping
        Figures of the card.
    lang : {"en", "zh"}
        Language.
    fmt : Formatter
        Language and currency.

    Returns
    -------
    dict
        Title, rows and note, or the reason why there are none.
    """
    who = blocks.get("who") or {}
    rows: list[dict[str, Any]] = []
    unknown = []
    for family, block in who.items():
        told = [row for row in block["mix"] if row.get("share") and row["value"] != "other"]
        if not told or told[0]["base"] > ALMOST_ALL:
            continue
        unknown.append(f"{WORDS(f'family_{family}', lang)} {fmt.rate(block['unknown'], 0)}")
        if len(rows) < 5:
            label = capital(Tag(family, str(told[0]["value"])).label(lang))
            rows.append({"label": label, "share": told[0]["share"], "base": told[0]["base"], "family": family})
    if not rows:
        return _missing(blocks, "who", WORDS_CARDS("who_title_plain", lang), lang)
    often = [row for row in rows if row["share"] >= 0.4] or rows
    top = max(often, key=lambda row: (row["share"] - row["base"], -rows.index(row)))
    first = _lower(str(top["label"]), lang) if top["family"] in ("gender", "age_band") else top["label"]
    title = WORDS_CARDS("who_title" if top["share"] > 0.5 else "who_title_more", lang, first=first)
    comma = "，" if lang == "zh" else ", "
    return {"title": title, "rows": rows, "note": WORDS_CARDS("who_note", lang, unknown=comma.join(unknown[:5]))}


def stage_block(blocks: Mapping[str, Any], lang: str, fmt: Formatter) -> dict[str, Any]:
    """Write the mix of life-cycle stages; where all are in one stage, the RFM mix if it says more.

    Parameters
    ----------
    blocks : mapping
        Figures of the card.
    lang : {"en", "zh"}
        Language.
    fmt : Formatter
        Language and currency.

    Returns
    -------
    dict
        Title, rows and note, or the reason why there are none.
    """
    stage = blocks.get("stage") or {}
    mix = {row["value"]: row for row in stage.get("life_cycle") or []}
    if not mix:
        return _missing(blocks, "stage", WORDS_CARDS("stage_title_plain", lang), lang)
    note, rfm = _stage_note(stage, lang, fmt), _rfm_rows(stage, lang)
    if sum(row.get("share") != 0.0 for row in mix.values()) == 1 and len(rfm) > 1:
        share = fmt.rate(rfm[0]["share"], 0)
        title = WORDS_CARDS("rfm_mix_title", lang, first=rfm[0]["label"], share=share)
        return {"title": title, "rows": rfm, "note": note}
    rows: list[dict[str, Any]] = []
    for key in STAGES:
        row = mix.get(key)
        if row and row.get("share") != 0.0:
            tone = "alert" if key == "at_risk" and (row.get("share") or 0) > row["base"] else ""
            text = None if row.get("share") is not None else (row.get("count") or "–")
            label = WORDS(f"stage_{key}", lang).removesuffix("客户")
            label += WORDS_CARDS("inferred_short", lang) if key == "lapsed" else ""
            rows.append(
                {"label": label, "share": row.get("share"), "base": row["base"], "tone": tone, "text": text, "key": key}
            )
    told = [row for row in rows if row["share"]]
    title = WORDS_CARDS("stage_title_plain", lang)
    if told:
        first = max(told, key=lambda row: row["share"])
        label = _lower(WORDS(f"stage_{first['key']}", lang), lang)
        title = WORDS_CARDS("stage_title", lang, first=label, share=fmt.rate(first["share"], 0))
    return {"title": title, "rows": rows, "note": note}


def _rfm_rows(stage: Mapping[str, Any], lang: str) -> list[dict[str, Any]]:
    """Write the largest RFM groups, as far as they may be shown."""
    mix = [row for row in stage.get("rfm_eight") or [] if row.get("share")][:5]
    return [{"label": WORDS(f"rfm_{row['value']}", lang), "share": row["share"], "base": row["base"]} for row in mix]


def _stage_note(stage: Mapping[str, Any], lang: str, fmt: Formatter) -> str:
    """Write risk, rhythm and silence in a line."""
    parts, risk = [], stage.get("at_risk") or {}
    if risk.get("customers"):
        shown = risk["customers"] if isinstance(risk["customers"], str) else fmt.count(risk["customers"])
        word = "stage_risk" if risk.get("sales") is not None else "stage_risk_count"
        parts.append(WORDS_CARDS(word, lang, n=shown, sales=fmt.money(risk.get("sales"))))
    for name, word in (("interval_days", "stage_interval"), ("recency_days", "stage_recency")):
        if (stage.get(name) or {}).get("value") is not None:
            parts.append(WORDS_CARDS(word, lang, days=fmt.number(stage[name]["value"])))
    return capital(("；" if lang == "zh" else "; ").join(parts))


def voice_block(blocks: Mapping[str, Any], lang: str, fmt: Formatter) -> dict[str, Any]:
    """Write the table of ratings by category.

    Parameters
    ----------
    blocks : mapping
        Figures of the card.
    lang : {"en", "zh"}
        Language.
    fmt : Formatter
        Language and currency.

    Returns
    -------
    dict
        Title, columns, rows and note, or the reason why there are none.
    """
    voice = blocks.get("voice") or {}
    positive = voice.get("positive") or {}
    title = WORDS_CARDS("voice_title_plain", lang)
    if not voice.get("categories"):
        notes = _voice_note(voice, lang, fmt)
        if not notes:
            return _missing(blocks, "voice", title, lang)
    if positive:
        verdict = (
            "good" if positive["low"] > positive["base"] else ("bad" if positive["high"] < positive["base"] else "same")
        )
        title = WORDS_CARDS(f"voice_title_{verdict}", lang, x=fmt.rate(positive["value"], 0))
    rows, tones = [], {}
    for number, row in enumerate(voice.get("categories") or []):
        rows.append(
            [
                capital(value_name(row["category"], lang)),
                fmt.rate(row["share"], 0),
                fmt.rate(row["positive"], 0),
                fmt.rate(row["base"], 0),
            ]
        )
        if row["low"] > row["base"] or row["high"] < row["base"]:
            tones[number, 2] = "good" if row["low"] > row["base"] else "alert"
    if not rows:
        rows = [["–", "–", "–", "–"]]
    columns = [WORDS_CARDS(f"voice_head_{name}", lang) for name in ("category", "share", "positive", "base")]
    return {"title": title, "columns": columns, "rows": rows, "tones": tones, "note": _voice_note(voice, lang, fmt)}


def _voice_note(voice: Mapping[str, Any], lang: str, fmt: Formatter) -> str:
    """Write stars and NPS in a line."""
    parts = []
    if voice.get("rating"):
        parts.append(
            WORDS_CARDS(
                "voice_rating", lang, x=fmt.number(voice["rating"]["value"], 1), n=fmt.count(voice["rating"]["n"])
            )
        )
    if voice.get("nps"):
        nps = voice["nps"]
        values = {
            "x": fmt.number(round(nps["value"])),
            "a": fmt.number(round(nps["low"])),
            "b": fmt.number(round(nps["high"])),
            "n": fmt.count(nps["n"]),
        }
        parts.append(WORDS_CARDS("voice_nps", lang, **values))
    return ("；" if lang == "zh" else "; ").join(parts)


def contrast_block(blocks: Mapping[str, Any], lang: str, fmt: Formatter) -> dict[str, Any]:
    """Write the nearest persona with three differences, and the rule.

    Parameters
    ----------
    blocks : mapping
        Figures of the card.
    lang : {"en", "zh"}
        Language.
    fmt : Formatter
        Language and currency.

    Returns
    -------
    dict
        Title and rows, or the reason why there are none.
    """
    contrast, rows = blocks.get("contrast") or {}, []
    if contrast.get("nearest"):
        name = contrast["nearest_zh"] if lang == "zh" else contrast["nearest_en"]
        parts = [
            WORDS_CARDS(
                "difference",
                lang,
                tag=Tag(row["family"], row["value"]).label(lang),
                own=fmt.rate(row["own"], 0),
                other=fmt.rate(row["other"], 0),
            )
            for row in contrast["differences"]
        ]
        rows.append((WORDS_CARDS("nearest", lang, name=name), ("；" if lang == "zh" else "; ").join(parts)))
    rule = contrast.get("rule")
    if rule:
        label = WORDS_CARDS("rule_by_definition", lang)
        if rule.get("precision") is not None:
            label = WORDS_CARDS("rule", lang, p=fmt.rate(rule["precision"], 0), r=fmt.rate(rule["recall"], 0))
        rows.append((label, _rule_text(rule, lang, fmt)))
    title = WORDS_CARDS("contrast_title", lang)
    return {"title": title, "rows": rows} if rows else _missing(blocks, "contrast", title, lang)


def _rule_text(rule: Mapping[str, Any], lang: str, fmt: Formatter) -> str:
    """Write the conditions of a rule."""
    if "text" in rule:
        return WORDS_CARDS(str(rule["text"]), lang, **{name: fmt.number(x) for name, x in rule.get("days", {}).items()})
    if "code" in rule:
        letters = [WORDS_CARDS("high" if letter == "1" else "low", lang) for letter in rule["code"]]
        cut = rule.get(f"cut_{lang}") or WORDS_CARDS("cuts_elsewhere", lang)
        return WORDS_CARDS("rule_rfm", lang, r=letters[0], f=letters[1], m=letters[2], cut=cut)
    return WORDS_CARDS("rule_and", lang).join(_condition(row, lang, fmt) for row in rule["conditions"])


def _condition(row: Mapping[str, Any], lang: str, fmt: Formatter) -> str:
    """Write one condition: a tag that holds or not, or a figure above or below a cut."""
    if row.get("family"):
        label = Tag(row["family"], row["value"]).label(lang)
        return WORDS_CARDS("yes" if row["above"] else "no", lang, tag=label)
    label = row["label_zh"] if lang == "zh" else row["label_en"]
    cut = (
        fmt.rate(row["cut"], 0)
        if row.get("unit") in ("share", "rate")
        else fmt.number(row["cut"], 0 if abs(row["cut"]) >= 10 else 1)
    )
    return f"{label} {'>' if row['above'] else '≤'} {cut}"
