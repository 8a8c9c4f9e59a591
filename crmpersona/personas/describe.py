"""Describe the groups of customers: one card each, in figures, words and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import Crm, Provenance, as_of_date
from crmpersona.features.ledger import ledger_of
from crmpersona.features.rfm_groups import EIGHT_CODES
from crmpersona.personas.actions import plan_action, reachable, situation_of
from crmpersona.personas.attributes import ATTRIBUTES
from crmpersona.personas.cards import Card, Personas
from crmpersona.personas.contrast import nearest_groups, rule_of
from crmpersona.personas.facts import Facts, gather_facts
from crmpersona.personas.figures import facts_has_money, habit_figures, mix, size_and_value, stage_figures
from crmpersona.personas.grouping import Grouping, group_customers
from crmpersona.personas.naming import name_groups, parts_of, portrait_of
from crmpersona.personas.protect import LEAST, bounded_share
from crmpersona.personas.tags import Tag, customer_tags, tag_frame
from crmpersona.personas.traits import Trait, leading_traits, measure_traits, traits_of
from crmpersona.personas.voice import gather_voice, voice_figures

__all__ = ["describe"]

WINDOW_DAYS = 365
RULE_COLUMNS = (
    "recency_days", "frequency_window", "monetary_window", "average_order_value", "interval_mean_days",
    "discount_share", "share_night", "share_weekend", "category_count",
)  # fmt: skip


def describe(
    crm: Crm,
    features: Any,
    segmentation: Any,
    *,
    window_days: int | None = None,
    seed: int = 0,
) -> Personas:
    """Describe every group of customers on a card.

    The groups are the segments where the data have structure; else the fallback groups of the segmentation (RFM groups,
    or stage and value), named as what they are. Groups under ten customers have no card.

    Parameters
    ----------
    crm : Crm
        The data; cleaned with defaults first where they are as read.
    features : Features
        From :func:`crmpersona.featurize`: fixes the day of the view and the customers.
    segmentation : Segmentation
        From :func:`crmpersona.segment`.
    window_days : int, optional
        Days of orders that the habits and measures look at; None takes the window of the features, else 365.
    seed : int, default 0
        Seed of the split on which the rules are tested.

    Returns
    -------
    Personas
        ``.cards``, ``.tags``, ``.tgi``.

    Raises
    ------
    NotEnoughDataError
        If there is no customer.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from crmpersona.features import featurize
    >>> from crmpersona.features.examples import tiny_crm
    >>> crm = tiny_crm()
    >>> one_group = SimpleNamespace(has_structure=None, k=1, tiers=None)
    >>> describe(crm, featurize(crm, as_of="2026-11-01"), one_group).summary("en")
    'No group is large enough for a card.'
    """
    crm = crm if crm.stage == "cleaned" else crm.replace(tables=ledger_of(crm).tables, stage="cleaned")
    frame = features.frame.sort_index()
    as_of = as_of_date(features.as_of)
    days = int(window_days or getattr(features, "window_days", None) or WINDOW_DAYS)
    grouping = group_customers(frame, segmentation)
    facts = gather_facts(crm, frame, as_of, days, grouping.codes())
    tags, values = customer_tags(facts)
    table = measure_traits(grouping, tags, values)
    work = _Work(crm, facts, grouping, table, tags, values, segmentation, features, days, seed)
    return Personas(
        cards=work.cards(),
        tags=tag_frame(tags, values, as_of.isoformat()),
        tgi=table,
        kind=grouping.kind,
        has_structure=grouping.structure,
        reasons=grouping.reasons,
        groups=grouping.labels,
        provenance=Provenance(
            as_of=as_of.isoformat(),
            seed=seed,
            input_digest=crm.provenance.input_digest,
            parameters={"window_days": days, "kind": grouping.kind},
        ),
    )


class _Work:
    """What all cards of one call share."""

    def __init__(
        self,
        crm: Crm,
        facts: Facts,
        grouping: Grouping,
        table: pd.DataFrame,
        tags: Sequence[Tag],
        values: pd.DataFrame,
        segmentation: Any,
        features: Any,
        days: int,
        seed: int,
    ) -> None:
        self.crm, self.facts, self.grouping, self.table = crm, facts, grouping, table
        self.segmentation, self.features, self.days, self.seed = segmentation, features, days, seed
        self.definitions = getattr(features, "definitions", None)
        self.values, self.by_key = values, {tag.key: tag for tag in tags}
        codes = grouping.codes()
        self.members = {key: (codes == code).to_numpy() for code, key in enumerate(grouping.keys)}
        self.keys = [key for key in grouping.keys if self.members[key].sum() >= LEAST]
        self.traits: dict[str, list[Trait]] = {key: traits_of(table, key) for key in self.keys} if len(table) else {}
        self.voice = gather_voice(crm, codes, facts.as_of)
        self.consent = reachable(crm, facts.as_of)
        self.nearest = nearest_groups({key: found for key, found in self.traits.items() if key != "prospects"})

    def cards(self) -> tuple[Card, ...]:
        """Make the cards in report order."""
        figures = {key: self._figures(key) for key in self.keys}
        names = self._names(figures)
        return tuple(self._card(key, figures[key], names) for key in self.keys)

    def _figures(self, key: str) -> dict[str, Any]:
        """Measure size, stage and habits of one group."""
        group, code = self.members[key], self.grouping.keys.index(key)
        return {
            "size": size_and_value(self.facts, group),
            "stage": stage_figures(self.facts, group),
            "habits": habit_figures(self.facts, group, code),
        }

    def _names(self, figures: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
        """Name the groups: segments by their traits, all others as what they are."""
        if self.grouping.kind != "segments":
            return {key: (self.grouping.name(key, "zh"), self.grouping.name(key, "en")) for key in self.keys}
        parts = {
            key: [parts_of(self.traits.get(key, []), figures[key], most) for most in (3, 4, 5)]
            for key in self.keys
            if key != "prospects"
        }
        names = name_groups(parts)
        if "prospects" in self.keys:
            names["prospects"] = (self.grouping.name("prospects", "zh"), self.grouping.name("prospects", "en"))
        return names

    def _card(self, key: str, figures: dict[str, Any], names: Mapping[str, tuple[str, str]]) -> Card:
        """Put one card together."""
        group, traits = self.members[key], self.traits.get(key, [])
        buyers = group & (self.facts.frame["orders"] > 0).to_numpy()
        situation = situation_of(key, self.facts.features, group if self._asleep(group) or not buyers.any() else buyers)
        currency = self.crm.currency
        contrast = self._contrast(key, names)
        rule = contrast.get("rule") or {}
        blocks = {
            "header": self._header(key, traits, rule),
            **figures,
            "who": self._who(group),
            "likes": {"traits": [_trait_row(trait) for trait in leading_traits(traits)]},
            "voice": voice_figures(self.voice, self.grouping.keys.index(key)),
            "action": plan_action(situation, traits, figures, self.facts.frame.index[group], self.consent),
            "contrast": contrast,
            "missing": self._missing(figures),
        }
        return Card(
            key=key,
            kind=self.grouping.kind,
            name_zh=names[key][0],
            name_en=names[key][1],
            portrait_zh=portrait_of(traits, figures, "zh", currency),
            portrait_en=portrait_of(traits, figures, "en", currency),
            blocks=blocks,
            currency=currency,
            provenance=Provenance(as_of=self.facts.as_of.isoformat(), input_digest=self.crm.provenance.input_digest),
        )

    def _asleep(self, group: Any) -> bool:
        """Say whether most of a group is dormant or lapsed: then the action is for them, not for the few who buy."""
        features = self.facts.features
        return "life_cycle" in features and bool(
            features.loc[group, "life_cycle"].isin(["dormant", "lapsed"]).mean() > 0.6
        )

    def _header(self, key: str, traits: Sequence[Trait], rule: Mapping[str, Any]) -> dict[str, Any]:
        """Return the facts of head and footer."""
        facts = self.facts
        last = facts.as_of - pd.Timedelta(days=1)
        return {
            "key": key,
            "code": EIGHT_CODES.get(key, ""),
            "month": f"{last:%Y-%m}",
            "as_of": facts.as_of.isoformat(),
            "first": facts.first_day.isoformat(),
            "last": f"{last:%Y-%m-%d}",
            "window_days": self.days,
            "lines": facts.lines,
            "population": len(facts.frame),
            "structure": self.grouping.structure,
            "cause": self.grouping.cause,
            "stability": self._stability(key),
            "certified": sum(trait.certified for trait in traits),
            "precision": rule.get("precision"),
            "recall": rule.get("recall"),
        }

    def _stability(self, key: str) -> float | None:
        """Return the stability of a segment, where it was measured."""
        found = getattr(self.segmentation, "stability", None)
        if self.grouping.kind != "segments" or found is None or not key.startswith("P"):
            return None
        place = int(key[1:]) - 1
        values = found["jaccard"] if isinstance(found, pd.DataFrame) and "jaccard" in found else found
        series = (
            pd.Series(values).reset_index(drop=True) if not isinstance(values, pd.DataFrame) else values.iloc[:, -1]
        )
        return float(series.iloc[place]) if place < len(series) and np.isfinite(float(series.iloc[place])) else None

    def _who(self, group: Any) -> dict[str, Any]:
        """Return the mix of every known attribute and the share unknown."""
        attributes = self.facts.attributes
        return {
            name: {"mix": mix(attributes[name], group), "unknown": float(attributes.loc[group, name].isna().mean())}
            for name in ATTRIBUTES
            if name in attributes.columns
        }

    def _contrast(self, key: str, names: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
        """Return the nearest group and the rule that finds this one."""
        result: dict[str, Any] = dict(self.nearest.get(key, {}))
        if result:
            result["nearest_zh"], result["nearest_en"] = names[result["nearest"]]
        if key in EIGHT_CODES:
            cuts = {
                f"cut_{lang}": self.features.cut_text(lang)
                for lang in ("zh", "en")
                if hasattr(self.features, "cut_text")
            }
            result["rule"] = {"code": EIGHT_CODES[key], **cuts}
        elif key == "prospects":
            result["rule"] = {"text": "rule_no_order"}
        elif self.grouping.kind == "life_cycle":
            result["rule"] = self._stage_rule()
        elif self.grouping.kind == "segments":
            buyers = (self.facts.frame["orders"] > 0).to_numpy()
            rule = rule_of(self._rule_columns()[buyers], self.members[key][buyers], self.seed)
            if rule:
                rule["conditions"] = [self._worded(row) for row in rule["conditions"]]
                result["rule"] = rule
        return result

    def _stage_rule(self) -> dict[str, Any]:
        """Return the lines between the life-cycle stages."""
        lines = getattr(self.features, "lines", {}).get("life_cycle") or {}
        days = {name: float(lines[f"{name}_days"]) for name in ("at_risk", "dormant", "lapsed") if lines}
        return {"text": f"rule_stages_{lines['method']}", "days": days} if lines else {}

    def _rule_columns(self) -> pd.DataFrame:
        """Return the columns a rule may use: plain features and tags that are no sensitive attribute."""
        features = self.facts.features
        numbers = features[[name for name in RULE_COLUMNS if name in features]].apply(pd.to_numeric, errors="coerce")
        kept = [
            key
            for key, tag in self.by_key.items()
            if tag.family in ("category", "channel", "time", "week", "price", "basket", "rhythm")
        ]
        columns: pd.DataFrame = numbers.join(self.values[kept].astype("Float64").astype(float))
        return columns

    def _worded(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Add to a condition the words for its column."""
        column = str(row["column"])
        if column in self.by_key:
            tag = self.by_key[column]
            return {**row, "family": tag.family, "value": tag.value}
        words = {"label_zh": column, "label_en": column, "unit": ""}
        if isinstance(self.definitions, pd.DataFrame) and "column" in self.definitions:
            found = self.definitions[self.definitions["column"] == column]
            if len(found):
                words = {name: str(found.iloc[0].get(name, "")) for name in ("label_zh", "label_en", "unit")}
        return {**row, **words}

    def _missing(self, figures: Mapping[str, Any]) -> dict[str, str]:
        """Say which blocks are empty and why, as keys of the words."""
        reasons = {"why": "missing_why", "social": "missing_social"}
        if not self.crm.has("interactions"):
            reasons["need"] = "missing_need"
        if not facts_has_money(self.facts):
            reasons["money"] = "missing_money"
        if (figures["size"].get("buyers") or {}).get("value") == 0:
            reasons["channel"] = "missing_channel_few"
        if figures["habits"].get("hours") is None:
            reasons["hours"] = "missing_hours" if self.facts.hours is None else "missing_hours_few"
        return reasons


def _trait_row(trait: Trait) -> dict[str, Any]:
    """Return a trait as plain data; where fewer than ten customers lack it, a lower bound without interval."""
    share, text = bounded_share(trait.n_tagged, trait.n_group)
    bounded = text is not None and share is not None
    index = trait.index * share / trait.share_group if bounded and share is not None else trait.index
    return {
        "family": trait.tag.family,
        "value": trait.tag.value,
        "index": index,
        "ci_low": trait.low if np.isfinite(trait.low) and not bounded else None,
        "ci_high": trait.high if np.isfinite(trait.high) and not bounded else None,
        "share_group": share,
        "share_text": text,
        "share_base": trait.share_base,
        "certified": trait.certified,
    }
