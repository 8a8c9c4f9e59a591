"""Which pairs of records are compared at all: rules chosen from the fields present, cheapest first."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from crmpersona.identity.clusters import within
from crmpersona.identity.comparisons import Field

__all__ = ["BUDGET", "Rule", "candidate_pairs", "choose_rules", "estimated_recall", "rule_hits"]

Array = npt.NDArray[np.int64]
SINGLE = 5.0  # a key alone may give so many pairs per record
BUDGET = 60.0  # all rules together, while the records are few …
PAIRS = 1_500_000  # … and in all while they are many, but never fewer than the least per record
LEAST = 10.0
MOST_RULES = 90
FEW = 10  # records
# Keys of each kind that records may be brought together by.
FACETS: dict[str, tuple[str, ...]] = {
    "full_name": ("key", "fuzzy", "family"),
    "given_name": ("key", "start"),
    "surname": ("key", "start"),
    "birth_date": ("key", "year", "day"),
    "email": ("key", "local"),
    "street": ("key", "start", "numbers"),
    "city": ("key", "start"),
    "text": ("key", "start"),
}


@dataclass(frozen=True)
class Rule:
    """Pairs of records that agree on all of some keys.

    Parameters
    ----------
    columns : tuple of str
        Key columns.
    pairs : int
        Pairs of records that agree.
    """

    columns: tuple[str, ...]
    pairs: int

    @property
    def sql(self) -> str:
        """The rule in Splink's form."""
        return " AND ".join(f'l."{column}" = r."{column}"' for column in self.columns)

    @property
    def slots(self) -> frozenset[str]:
        """The fields it looks at."""
        return frozenset(column.split("_")[0] for column in self.columns)


def _codes(values: pd.Series) -> Array:
    """Return a whole number per different value, -1 where there is none."""
    found: Array = pd.factorize(values)[0].astype(np.int64)
    return found


def _both(one: Array, other: Array) -> Array:
    """Return a number per different pair of values."""
    together = np.where((one >= 0) & (other >= 0), one * (int(other.max(initial=0)) + 1) + other, -1)
    return _codes(pd.Series(together).where(together >= 0))


def _pairs(codes: Array) -> int:
    """Count the pairs of records with the same value."""
    counts = np.bincount(codes[codes >= 0])
    return int((counts * (counts - 1) // 2).sum())


def _facets(keys: pd.DataFrame, fields: Sequence[Field]) -> dict[str, Array]:
    """Return the codes of every key column that rules may use."""
    names = [field.on(facet) for field in fields for facet in FACETS.get(field.kind, ("key",))]
    # A value that everybody has tells nobody apart, unless there are only a handful of records.
    return {name: _codes(keys[name]) for name in names if len(keys) < FEW or len(keys[name].dropna().unique()) > 1}


def choose_rules(keys: pd.DataFrame, fields: Sequence[Field]) -> list[Rule]:
    """Choose blocking rules: keys that are rare enough alone, then pairs of keys, cheapest first.

    Parameters
    ----------
    keys : pandas.DataFrame
        Key columns of all records.
    fields : sequence of Field
        What they are.

    Returns
    -------
    list of Rule
        In the order in which they are applied.

    Examples
    --------
    >>> keys = pd.DataFrame({"f0_key": ["a", "a", "b", None]})
    >>> choose_rules(keys, [Field("f0", "tel", "phone")])
    [Rule(columns=('f0_key',), pairs=1)]
    """
    facets, size = _facets(keys, fields), len(keys)
    costs = {name: _pairs(codes) for name, codes in facets.items()}
    chosen = [Rule((name,), cost) for name, cost in sorted(costs.items(), key=lambda item: item[1])]
    chosen = [rule for rule in chosen if rule.pairs <= SINGLE * size]
    alone = {rule.columns[0] for rule in chosen}
    rest = [name for name in facets if name not in alone]
    candidates = [
        Rule((one, other), _pairs(_both(facets[one], facets[other])))
        for one, other in itertools.combinations(rest, 2)
        if one.split("_")[0] != other.split("_")[0]
    ]
    spent = sum(rule.pairs for rule in chosen)
    limit = max(LEAST * size, min(BUDGET * size, PAIRS))
    for rule in sorted(candidates, key=lambda rule: (rule.pairs, rule.columns)):
        if spent + rule.pairs > limit or len(chosen) >= MOST_RULES:
            break
        spent += rule.pairs
        chosen.append(rule)
    return [rule for rule in chosen if rule.pairs > 0]


def candidate_pairs(keys: pd.DataFrame, rules: Sequence[Rule]) -> tuple[Array, Array]:
    """Return the pairs of records that the rules bring together, each once.

    Parameters
    ----------
    keys : pandas.DataFrame
        Key columns of all records.
    rules : sequence of Rule
        The rules.

    Returns
    -------
    left, right : array of int
        Positions, left smaller than right, in order.

    Examples
    --------
    >>> keys = pd.DataFrame({"f0_key": ["a", "a", "b", "a"]})
    >>> [side.tolist() for side in candidate_pairs(keys, [Rule(("f0_key",), 3)])]
    [[0, 0, 1], [1, 3, 3]]
    """
    size, found = len(keys), [np.empty(0, dtype=np.int64)]
    codes = {column: _codes(keys[column]) for rule in rules for column in rule.columns}
    for rule in rules:
        together = codes[rule.columns[0]]
        for column in rule.columns[1:]:
            together = _both(together, codes[column])
        left, right = within(together)
        found.append(left * size + right)
    every = np.sort(np.concatenate(found))
    once = every[np.concatenate([np.ones(min(len(every), 1), dtype=bool), every[1:] != every[:-1]])]
    return once // size, once % size


def rule_hits(
    keys: pd.DataFrame, left: Array, right: Array, columns: Sequence[str]
) -> dict[str, npt.NDArray[np.bool_]]:
    """Return for pairs of records on which key columns they agree.

    Parameters
    ----------
    keys : pandas.DataFrame
        Key columns of all records.
    left, right : array of int
        Positions of the two records of each pair.
    columns : sequence of str
        Key columns to look at.

    Returns
    -------
    dict of str to array of bool
        One array per column.
    """
    found = {}
    for column in columns:
        codes = _codes(keys[column])
        found[column] = (codes[left] >= 0) & (codes[left] == codes[right])
    return found


def estimated_recall(
    keys: pd.DataFrame, left: Array, right: Array, rules: Sequence[Rule], random: np.random.Generator
) -> float:
    """Estimate which share of the true pairs the rules bring together.

    The pairs that were linked agree on something; how often they agree on each field is put
    together anew, each field shuffled by itself. The share of such pairs that some rule finds is
    the estimate. It leans on fields failing independently.

    Parameters
    ----------
    keys : pandas.DataFrame
        Key columns of all records.
    left, right : array of int
        Positions of the linked pairs.
    rules : sequence of Rule
        The rules.
    random : numpy.random.Generator
        Source of chance.

    Returns
    -------
    float
        Between 0 and 1; NaN without pairs.
    """
    if not len(left) or not rules:
        return float("nan")
    columns = sorted({column for rule in rules for column in rule.columns})
    hits = rule_hits(keys, left, right, columns)
    order = {slot: random.permutation(len(left)) for slot in sorted({column.split("_")[0] for column in columns})}
    mixed = {column: hits[column][order[column.split("_")[0]]] for column in columns}
    reached = np.zeros(len(left), dtype=bool)
    for rule in rules:
        reached |= np.logical_and.reduce([mixed[column] for column in rule.columns])
    return float(reached.mean())
