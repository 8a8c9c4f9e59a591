"""Weights learnt without labels."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crmpersona.identity.model import chance, learn, log_odds


def _world() -> tuple[pd.DataFrame, np.ndarray, dict[str, np.ndarray]]:
    """Give patterns of three comparisons: 1,000 matches that agree at 90 %, a million others at 1 %."""
    rows = []
    for levels in np.ndindex(2, 2, 2):
        share = [np.prod([p if level else 1 - p for level in levels]) for p in (0.9, 0.01)]
        rows.append((*levels, 1_000 * share[0], 1_000_000 * share[1]))
    frame = pd.DataFrame(rows, columns=["a", "b", "c", "true", "false"])
    frame["pairs"] = frame["true"] + frame["false"]
    seen = frame[(frame[["a", "b", "c"]].sum(axis=1) > 0)].reset_index(drop=True)
    random = (1_000 * 0.9 + 1_000_000 * 0.01) / 1_001_000
    shares = {name: np.array([1.0 - random, random]) for name in "abc"}
    return seen, seen["true"].to_numpy() / seen["pairs"].to_numpy(), shares


def test_weights_come_near_the_truth() -> None:
    seen, _, shares = _world()
    found = learn(seen, 1.0, np.zeros(len(seen), dtype=bool), shares, 1_001_000.0)
    assert abs(found.prior * 1_001_000 - 1_000) < 40
    assert all(abs(found.matching[name][1] - 0.9) < 0.02 for name in "abc")


def test_odds_come_near_the_truth() -> None:
    seen, truth, shares = _world()
    found = learn(seen, 1.0, np.zeros(len(seen), dtype=bool), shares, 1_001_000.0)
    odds = 1.0 / (1.0 + np.exp(-log_odds(seen, list("abc"), found)))
    assert np.abs(odds - truth).max() < 0.05


def test_barred_patterns_teach_nothing() -> None:
    seen, _, shares = _world()
    barred = (seen["a"] == 0).to_numpy()
    found = learn(seen, 1.0, barred, shares, 1_001_000.0)
    assert found.matching["a"][1] > 0.98


def test_many_random_pairs_outweigh_what_is_usual() -> None:
    assert abs(chance("phone", np.array([990_000.0, 0.0, 10_000.0]))[2] - 0.01) < 1e-4
