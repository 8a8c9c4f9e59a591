"""The steps from key columns to people: rules, candidates, weights, links, bars, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from crmpersona.contract import generator
from crmpersona.identity.blocking import Rule, candidate_pairs, choose_rules, estimated_recall
from crmpersona.identity.clusters import components, people, within
from crmpersona.identity.comparisons import Field
from crmpersona.identity.homes import households
from crmpersona.identity.hubs import without_hubs
from crmpersona.identity.keys import field_keys
from crmpersona.identity.scoring import Scorer, untrained
from crmpersona.identity.vetoes import Veto, make_veto

__all__ = ["Decisions", "Known", "Resolved", "key_columns", "resolve"]

Ids = npt.NDArray[np.int64]
LEAST_RECORDS = 2
CERTAIN, DECIDED = 60.0, 1_000.0  # bits
NO_PAIRS = pd.DataFrame({"left": np.empty(0, np.int64), "right": np.empty(0, np.int64)})
NO_LINKS = NO_PAIRS.assign(weight=np.empty(0))
NO_SCORES = NO_LINKS.assign(probability=np.empty(0), barred=np.empty(0, dtype=bool))


@dataclass(frozen=True)
class Known:
    """What an earlier run found out, as far as it still holds.

    Parameters
    ----------
    settings : dict
        The trained model.
    veto : Veto
        Which pairs are never one person.
    rules : tuple of Rule
        Which records are compared.
    links, barred : pandas.DataFrame
        ``left``, ``right``, ``weight`` among records that have not changed.
    fresh : array of bool
        Records that are new or have changed.
    """

    settings: dict[str, Any]
    veto: Veto
    rules: tuple[Rule, ...]
    links: pd.DataFrame
    barred: pd.DataFrame
    fresh: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Decisions:
    """Pairs that people have looked at.

    Parameters
    ----------
    same, apart : pandas.DataFrame
        ``left``, ``right``: positions of records that are one person, or are not.
    """

    same: pd.DataFrame = field(default_factory=NO_PAIRS.copy)
    apart: pd.DataFrame = field(default_factory=NO_PAIRS.copy)


@dataclass(frozen=True)
class Resolved:
    """Who is who.

    Parameters
    ----------
    person, home : array of int
        For every record the smallest record of its person and of its household.
    pairs : pandas.DataFrame
        ``left``, ``right``, ``probability``: all pairs of records of one person.
    links, barred : pandas.DataFrame
        ``left``, ``right``, ``weight``: pairs above the threshold, and pairs that hung together and
        cannot be one person.
    scorer : Scorer or None
        The trained model; None where there was nothing to compare.
    rules : tuple of Rule
        Which records were compared.
    compared : int
        Pairs compared.
    recall : float
        Estimated share of the true pairs among the compared ones.
    hubs : pandas.DataFrame
        Contacts taken out because too many people share them.
    """

    person: Ids
    home: Ids
    pairs: pd.DataFrame
    links: pd.DataFrame
    barred: pd.DataFrame
    scorer: Scorer | None
    rules: tuple[Rule, ...]
    compared: int
    recall: float
    hubs: pd.DataFrame


def key_columns(frame: pd.DataFrame, fields: Sequence[Field]) -> pd.DataFrame:
    """Return the key columns of all fields.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records.
    fields : sequence of Field
        What to read, and as what.

    Returns
    -------
    pandas.DataFrame
        Rows in the same order, numbered from 0.

    Examples
    --------
    >>> key_columns(pd.DataFrame({"tel": ["+86 13800000001"]}), [Field("f0", "tel", "phone")])["f0_key"].tolist()
    ['3800000001']
    """
    parts = [field_keys(frame[field.column], field.kind).add_prefix(f"{field.slot}_") for field in fields]
    return pd.concat(parts, axis=1).reset_index(drop=True)


def resolve(
    keys: pd.DataFrame,
    fields: Sequence[Field],
    *,
    threshold: float,
    seed: int,
    known: Known | None = None,
    decisions: Decisions | None = None,
) -> Resolved:
    """Find out which records belong to one person.

    Parameters
    ----------
    keys : pandas.DataFrame
        Key columns; the rows must stand in an order of their own (by id), for the same result
        whatever the order of the input.
    fields : sequence of Field
        What they are.
    threshold : float
        Probability from which two records are linked.
    seed : int
        Seed of the random pairs.
    known : Known, optional
        What an earlier run found out: then only new and changed records are compared, with its model.
    decisions : Decisions, optional
        Pairs that people have looked at; they outweigh everything else.

    Returns
    -------
    Resolved
        People, households, pairs, model.

    Examples
    --------
    >>> frame = pd.DataFrame({"tel": ["1380001111", "1380001111", None], "name": ["张伟", "Zhang Wei", "李娜"]})
    >>> fields = [Field("f0", "tel", "phone"), Field("f1", "name", "full_name")]
    >>> resolve(key_columns(frame, fields), fields, threshold=0.5, seed=7).person.tolist()
    [0, 0, 2]
    """
    keys, hubs = without_hubs(keys, fields)
    random = generator(seed, "identity.resolve")
    rules = list(known.rules) if known else choose_rules(keys, fields) if len(keys) >= LEAST_RECORDS else []
    left, right = candidate_pairs(keys, rules)
    if known:
        touched = known.fresh[left] | known.fresh[right]
        left, right = left[touched], right[touched]
        scorer: Scorer | None = Scorer(keys, tuple(fields), known.settings, known.veto)
    elif len(left):
        start = Scorer(keys, tuple(fields), untrained(fields, rules), make_veto(fields))
        scorer, _ = start.trained(left, right, random)
    else:
        scorer = None
    links = _links(scorer, left, right, threshold)
    person, found = _joined(len(keys), scorer, links, known, decisions or Decisions())
    pairs = found["pairs"]
    recall = estimated_recall(keys, pairs["left"].to_numpy(), pairs["right"].to_numpy(), rules, random)
    home = households(keys, fields, person)
    return Resolved(
        person, home, scorer=scorer, rules=tuple(rules), compared=len(left), recall=recall, hubs=hubs, **found
    )


def _links(scorer: Scorer | None, left: Ids, right: Ids, threshold: float) -> pd.DataFrame:
    """Return the pairs that weigh enough and are not barred."""
    if scorer is None or not len(left):
        return NO_LINKS.copy()
    least = float(np.log2(threshold / (1.0 - threshold))) if threshold < 1 else CERTAIN
    found = scorer.scores(left, right, least)
    return found.loc[~found["barred"], ["left", "right", "weight"]]


def _joined(
    size: int, scorer: Scorer | None, links: pd.DataFrame, known: Known | None, decisions: Decisions
) -> tuple[Ids, dict[str, pd.DataFrame]]:
    """Join records to people; return the links, bars and pairs too."""
    if known:
        links = pd.concat([known.links, links], ignore_index=True)
    links = _without(links, decisions.apart)
    forced = pd.concat([links, decisions.same.assign(weight=DECIDED)], ignore_index=True)
    hangs = components(size, forced["left"].to_numpy(), forced["right"].to_numpy())
    # Where nothing is new, what the earlier run knew of bars is still true.
    anew = np.isin(hangs, hangs[known.fresh]) if known else np.ones(size, dtype=bool)
    one, other = within(np.where(anew, hangs, -1))
    inside = scorer.scores(one, other) if scorer and len(one) else NO_SCORES
    bars = inside.loc[inside["barred"].astype(bool), ["left", "right", "weight"]]
    if known:
        bars = pd.concat([known.barred, bars], ignore_index=True).drop_duplicates(["left", "right"], keep="last")
    bars = _without(bars, decisions.same)
    apart = pd.concat([bars, decisions.apart], ignore_index=True)
    person, chains = people(size, forced, apart)
    return person, {"links": links, "barred": bars, "pairs": _closed(chains, inside)}


def _without(pairs: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that are not among the others."""
    if others.empty:
        return pairs
    listed = pd.MultiIndex.from_frame(others[["left", "right"]])
    return pairs[~pd.MultiIndex.from_frame(pairs[["left", "right"]]).isin(listed)]


def _closed(chains: pd.DataFrame, inside: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of one person with their probability.

    A pair was linked itself, or stands on a chain of links. Its own probability may then be small
    although nobody doubts the chain, so the weakest link of the chain counts where it says more.
    """
    own = inside[["left", "right", "probability"]]
    pairs = chains.merge(own, on=["left", "right"], how="left").sort_values(["left", "right"], ignore_index=True)
    by_chain = 1.0 / (1.0 + np.exp2(-pairs["weight"]))
    return pairs[["left", "right"]].assign(probability=np.fmax(by_chain, pairs["probability"].astype(np.float64)))
