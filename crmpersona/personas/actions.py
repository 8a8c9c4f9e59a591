"""Suggested actions from a fixed rule table: situation, favourite category, channel with consent, best time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import Crm, Formatter
from crmpersona.personas.expressions import marketing_consents
from crmpersona.personas.figures import busiest
from crmpersona.personas.grouping import RFM_ORDER
from crmpersona.personas.naming import parts_of, readable
from crmpersona.personas.protect import shown_count
from crmpersona.personas.traits import Trait
from crmpersona.personas.words import WORDS
from crmpersona.personas.words_actions import FIELDS, WORDS_ACTIONS
from crmpersona.personas.words_values import spaced, value_name
from crmpersona.relational import day_number

__all__ = ["action_rows", "plan_action", "reachable", "situation_of"]

DAYTIME = (8, 22)
QUIET = ("general_winback", "general_keep", "important_winback")
STAGE_SITUATIONS = {
    "new": "general_develop", "growing": "general_value", "mature": "important_value", "returned": "general_develop",
    "at_risk": "important_keep", "dormant": "general_keep", "lapsed": "general_winback", "prospect": "prospects",
}  # fmt: skip


def situation_of(key: str, features: pd.DataFrame, group: np.ndarray[Any, np.dtype[np.bool_]]) -> str:
    """Choose the row of the rule table: the group's own RFM key, else the one most members have.

    Parameters
    ----------
    key : str
        Group.
    features : pandas.DataFrame
        Features of all customers.
    group : numpy.ndarray of bool
        Members.

    Returns
    -------
    str
        One of the eight RFM keys or "prospects".

    Examples
    --------
    >>> situation_of("important_keep", pd.DataFrame(index=["a"]), np.array([True]))
    'important_keep'
    """
    if key in RFM_ORDER:
        return key
    if "rfm_eight" in features:
        counts = features.loc[group, "rfm_eight"].value_counts()
        ranked = sorted(RFM_ORDER, key=lambda name: (-int(counts.get(name, 0)), RFM_ORDER.index(name)))
        if counts.get(ranked[0], 0):
            return ranked[0]
    return STAGE_SITUATIONS.get(key.split("|", maxsplit=1)[0], "general_develop")


def reachable(crm: Crm, as_of: Any) -> pd.Index[Any] | None:
    """List the customers whose latest answer allows marketing.

    Parameters
    ----------
    crm : Crm
        Cleaned data.
    as_of : datetime.date
        Later answers are not seen.

    Returns
    -------
    pandas.Index or None
        customer_id; None where there is no table of consents.
    """
    if not crm.has("consents") or not crm.has("consents", "granted"):
        return None
    return marketing_consents(crm.table("consents"), crm.timezone, day_number(as_of))


def plan_action(
    situation: str,
    traits: Sequence[Trait],
    figures: Mapping[str, Any],
    members: pd.Index[Any],
    consent: pd.Index[Any] | None,
) -> dict[str, Any]:
    """Fill the rule table for one group, without words.

    Parameters
    ----------
    situation : str
        Row of the table.
    traits : sequence of Trait
        Of the group.
    figures : mapping
        ``size``, ``stage``, ``habits``.
    members : pandas.Index
        Customers of the group.
    consent : pandas.Index or None
        Customers who allow marketing.

    Returns
    -------
    dict
        ``situation``, ``favourite``, ``price``, ``channel``, ``reachable``, ``weekday``, ``hour``, ``orders``,
        ``value``, ``interval``, ``effect`` ("untested").
    """
    parts = parts_of(traits, figures, most=5)
    size, stage, habits = (figures.get(name) or {} for name in ("size", "stage", "habits"))
    channels = habits.get("channel") or []
    categories = [row["value"] for row in habits.get("category") or [] if row.get("share")]
    liked = parts.category or next((name for name in categories if readable(str(name))), "")
    weekday, hour = busiest(habits.get("hours"), DAYTIME)
    return {
        "situation": situation,
        "favourite": liked,
        "price": parts.price,
        "channel": parts.channel or (channels[0]["value"] if channels else ""),
        "reachable": None if consent is None else shown_count(len(members.intersection(consent))),
        "weekday": weekday,
        "hour": hour,
        "orders": (size.get("orders_per_buyer") or {}).get("value"),
        "value": (size.get("average_order_value") or {}).get("value"),
        "interval": (stage.get("interval_days") or {}).get("value"),
        "effect": "untested",
    }


def action_rows(plan: Mapping[str, Any], lang: str, currency: str | None) -> list[tuple[str, str]]:
    """Write an action in one language.

    Parameters
    ----------
    plan : mapping
        From :func:`plan_action`.
    lang : {"en", "zh"}
        Language.
    currency : str or None
        ISO 4217 code.

    Returns
    -------
    list of (str, str)
        Label and text.

    Examples
    --------
    >>> rows = action_rows({"situation": "prospects"}, "en", None)
    >>> rows[0]
    ('Goal', 'Win the first order')
    """
    fmt, words, case = Formatter(lang, currency), WORDS_ACTIONS, str(plan["situation"])
    favourite = value_name(str(plan["favourite"]), lang) if plan.get("favourite") else words("favourite", lang)
    figures = {
        "favourite": favourite,
        "orders": fmt.number(plan.get("orders"), 1),
        "value": fmt.money(plan.get("value")),
        "interval": fmt.number(plan.get("interval")),
    }
    texts = {name: words(f"{name}_{case}", lang, **figures) for name in ("goal", "offer", "message", "kpi")}
    if case == "important_keep" and not plan.get("interval"):
        texts["goal"] = words("goal_general_keep", lang)
    texts["guardrail"] = words("guardrail_quiet" if case in QUIET else "guardrail_margin", lang)
    texts["service"] = words(f"service_{plan.get('price') or 'plain'}", lang, **figures)
    texts["channel"] = _channel_text(plan, lang, fmt)
    texts["time"] = _time_text(plan, lang)
    if lang == "zh":
        texts = {name: spaced(text) for name, text in texts.items()}
    return [(words(f"label_{name}", lang), texts[name][:1].upper() + texts[name][1:]) for name in FIELDS]


def _channel_text(plan: Mapping[str, Any], lang: str, fmt: Formatter) -> str:
    """Say where to reach them and how many allow it."""
    channel = value_name(str(plan["channel"]), lang) if plan.get("channel") else WORDS_ACTIONS("no_channel", lang)
    count = plan.get("reachable")
    if count is None:
        return WORDS_ACTIONS("channel_unknown", lang, channel=channel)
    shown = count if isinstance(count, str) else fmt.count(count)
    return WORDS_ACTIONS("channel_known", lang, channel=channel, reachable=shown)


def _time_text(plan: Mapping[str, Any], lang: str) -> str:
    """Say when, and how often at most."""
    cap = 1 if plan["situation"] in QUIET else 2
    if plan.get("hour") is None:
        return WORDS_ACTIONS("time_unknown", lang, cap=cap)
    return WORDS_ACTIONS(
        "time_known", lang, weekday=WORDS(f"weekday_{plan['weekday']}", lang), hour=plan["hour"], cap=cap
    )
