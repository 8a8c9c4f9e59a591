"""The steps from key columns to people: rules, candidates, weights, links, bars, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from crmpersona.identity.model import Weights
from crmpersona.identity.scoring import Scorer, untrained
from crmpersona.identity.vetoes import make_veto

__all__ = ["Resolved", "key_columns", "resolve"]

Ids = npt.NDArray[np.int64]
LEAST_RECORDS = 3  # fewer have no pairs to learn from


@dataclass(frozen=True)
class Resolved:
    """Who is who.

    Parameters
    ----------
    person, home : array of int
        For every record the smallest record of its person and of its household.
    pairs : pandas.DataFrame
        ``left``, ``right``, ``probability``: all pairs of records of one person.
    barred : pandas.DataFrame
        ``left``, ``right``, ``weight``: pairs that hung together and cannot be one person.
    scorer : Scorer or None
        The trained model; None where there was nothing to compare.
    weights : Weights or None
        What it learnt.
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
    barred: pd.DataFrame
    scorer: Scorer | None
    weights: Weights | None
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


def _nobody(size: int, hubs: pd.DataFrame) -> Resolved:
    """Return everybody as a person of their own."""
    own = np.arange(size, dtype=np.int64)
    none = pd.DataFrame({"left": own[:0], "right": own[:0], "weight": np.zeros(0), "probability": np.zeros(0)})
    return Resolved(own, own, none.drop(columns="weight"), none, None, None, (), 0, float("nan"), hubs)


def resolve(keys: pd.DataFrame, fields: Sequence[Field], *, threshold: float, seed: int) -> Resolved:
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
    size = len(keys)
    keys, hubs = without_hubs(keys, fields)
    rules = choose_rules(keys, fields) if size >= LEAST_RECORDS else []
    left, right = candidate_pairs(keys, rules) if rules else (np.empty(0, np.int64), np.empty(0, np.int64))
    if not len(left):
        return _nobody(size, hubs)
    random = generator(seed, "identity.resolve")
    start = Scorer(keys, tuple(fields), untrained(fields, rules), make_veto(fields))
    scorer, weights = start.trained(left, right, random)
    found = scorer.scores(left, right, float(np.log2(threshold / (1.0 - threshold))) if threshold < 1 else 60.0)
    links = found[~found["barred"]]
    hangs = components(size, links["left"].to_numpy(), links["right"].to_numpy())
    inside = scorer.scores(*within(hangs))
    barred = inside.loc[inside["barred"], ["left", "right", "weight", "probability"]]
    person, chains = people(size, links, barred)
    pairs = _closed(chains, inside)
    recall = estimated_recall(keys, pairs["left"].to_numpy(), pairs["right"].to_numpy(), rules, random)
    home = households(keys, fields, person)
    return Resolved(person, home, pairs, barred, scorer, weights, tuple(rules), len(left), recall, hubs)


def _closed(chains: pd.DataFrame, inside: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of one person with their probability.

    A pair was linked itself, or stands on a chain of links. Its own probability may then be small
    although nobody doubts the chain, so the weakest link of the chain counts where it says more.
    """
    own = inside[["left", "right", "probability"]]
    pairs = chains.merge(own, on=["left", "right"], how="left").sort_values(["left", "right"], ignore_index=True)
    by_chain = 1.0 / (1.0 + np.exp2(-pairs["weight"]))
    return pairs[["left", "right"]].assign(probability=np.fmax(by_chain, pairs["probability"]))
