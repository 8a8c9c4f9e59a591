"""How much each agreement weighs: learnt without labels by expectation and maximisation over patterns of agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["Weights", "chance", "learn", "log_odds"]

Floats = npt.NDArray[np.float64]
ROUNDS = 200
SETTLED = 1e-7
LEAST = 1e-6  # of a level among matches: nothing is impossible
# What is usual, for as long as there is too little data to learn from: how often two people agree in a field by chance.
USUAL = {
    "full_name": 1e-4, "given_name": 5e-3, "surname": 4e-3, "birth_date": 5e-5, "phone": 1e-5, "email": 2e-6,
    "street": 1e-4, "city": 0.05, "region": 0.2, "postcode": 5e-3, "number": 0.05, "text": 5e-3, "category": 0.3,
}  # fmt: skip
USUAL_PAIRS = 1_000.0  # random pairs that this counts as
USUAL_MATCHES = 5.0  # true pairs that the usual levels of agreement count as
RAREST = 1e-9  # of a level among others


@dataclass(frozen=True)
class Weights:
    """Shares of the levels of every comparison.

    Parameters
    ----------
    matching, others : mapping of str to array
        Share of each level among pairs of one person and among all others, level 0 first.
    prior : float
        Share of pairs of one person among all pairs.
    """

    matching: Mapping[str, Floats]
    others: Mapping[str, Floats]
    prior: float


def _start(levels: int) -> Floats:
    """Begin with agreement being usual among matches."""
    shares = np.array([0.05, *([0.05] * (levels - 2)), 0.9]) if levels > 2 else np.array([0.1, 0.9])
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def chance(kind: str, counts: Floats) -> Floats:
    """Return how often each level of agreement comes about by chance.

    Parameters
    ----------
    kind : str
        What is compared.
    counts : array of float
        Random pairs at each level, level 0 first.

    Returns
    -------
    array of float
        Shares; with few pairs they lean on what is usual for the kind.

    Examples
    --------
    >>> chance("phone", np.array([0.0, 0.0, 3.0])).round(4).tolist()
    [0.997, 0.0, 0.003]
    """
    usual = np.full(len(counts), USUAL[kind])
    usual[0] = 1.0 - usual[1:].sum()
    together = counts + usual * USUAL_PAIRS
    return np.asarray(together / together.sum(), dtype=np.float64)


def log_odds(patterns: pd.DataFrame, names: Sequence[str], weights: Weights) -> Floats:
    """Return the logarithm of the odds of a match for every pattern.

    Parameters
    ----------
    patterns : pandas.DataFrame
        Level of each comparison, -1 is missing.
    names : sequence of str
        Comparisons to take into account.
    weights : Weights
        What was learnt.

    Returns
    -------
    array of float
        Natural logarithms, kept between -500 and 500.

    Examples
    --------
    >>> weights = Weights({"a": np.array([0.1, 0.9])}, {"a": np.array([0.9, 0.1])}, 0.5)
    >>> log_odds(pd.DataFrame({"a": [1, -1]}), ["a"], weights).round(3).tolist()
    [2.197, 0.0]
    """
    log = np.full(len(patterns), np.log(weights.prior) - np.log1p(-weights.prior))
    for name in names:
        ratio = np.log(weights.matching[name]) - np.log(weights.others[name])
        level = patterns[name].to_numpy(np.int64)
        log += np.where(level < 0, 0.0, ratio[level])
    return np.asarray(np.clip(log, -500, 500), dtype=np.float64)


def learn(
    patterns: pd.DataFrame,
    scale: float,
    barred: npt.NDArray[np.bool_],
    random_shares: Mapping[str, Floats],
    total_pairs: float,
) -> Weights:
    """Learn the weights from the patterns of agreement of all compared pairs.

    Pairs that were never compared count as different people; with rules that reach nearly all
    true pairs this is the likelihood of *all* pairs, and free of the bias of training on the pairs
    of one rule. Barred pairs (names unlike, birth dates unequal) are different people too: without
    that, families teach the model that names do not matter.

    Parameters
    ----------
    patterns : pandas.DataFrame
        Level of each comparison (-1 is missing) and ``pairs``, one row per pattern.
    scale : float
        How many compared pairs each of these stands for.
    barred : array of bool
        Patterns that cannot be one person.
    random_shares : mapping of str to array
        Share of each level among random pairs with both values, one entry per comparison.
    total_pairs : float
        All pairs of records, compared or not.

    Returns
    -------
    Weights
        What was learnt.

    Examples
    --------
    >>> patterns = pd.DataFrame({"a": [1, 1, 0], "b": [1, 0, 1], "pairs": [90, 30, 30]})
    >>> shares = {"a": np.array([0.99, 0.01]), "b": np.array([0.99, 0.01])}
    >>> found = learn(patterns, 1.0, np.zeros(3, dtype=bool), shares, 10_000.0)
    >>> bool(found.matching["a"][1] > 0.8), round(found.prior, 3)
    (True, 0.014)
    """
    names = list(random_shares)
    levels, counts = patterns[names].to_numpy(np.int64), patterns["pairs"].to_numpy(np.float64) * scale
    weights = Weights(
        {name: _start(len(random_shares[name])) for name in names},
        {name: np.maximum(random_shares[name], RAREST) for name in names},
        min(max(float(counts[~barred].sum()) * 0.1 / total_pairs, 1e-9), 0.5),
    )
    for _ in range(ROUNDS):
        share = np.where(barred, 0.0, 1.0 / (1.0 + np.exp(-log_odds(patterns, names, weights))))
        following = _maximised(levels, counts * share, names, random_shares, total_pairs)
        moved = max(float(np.abs(following.matching[name] - weights.matching[name]).max()) for name in names)
        weights = following
        if moved < SETTLED:
            break
    return weights


def _maximised(
    patterns: npt.NDArray[np.int64],
    expected: Floats,
    names: Sequence[str],
    random_shares: Mapping[str, Floats],
    total_pairs: float,
) -> Weights:
    """Return the shares that fit best to the expected matches of every pattern."""
    matching, others = {}, {}
    prior = min(max(float(expected.sum()) / total_pairs, 1e-9), 0.5)
    for place, name in enumerate(names):
        level = patterns[:, place]
        known = level >= 0
        seen = np.bincount(level[known], weights=expected[known], minlength=len(random_shares[name]))
        sums = seen + USUAL_MATCHES * _start(len(seen))
        shares = np.maximum(sums / sums.sum(), LEAST)
        matching[name] = shares / shares.sum()
        # Random pairs hold matches too; what they bring is taken out, but never more than nineteen parts of twenty.
        rest = np.maximum(random_shares[name] - prior * matching[name], random_shares[name] * 0.05)
        others[name] = np.maximum(rest / rest.sum(), RAREST)
    return Weights(matching, others, prior)
