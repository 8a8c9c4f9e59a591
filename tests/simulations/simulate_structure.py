"""How often the segmentation sees groups where none are, and finds those that are planted.

`make simulate` runs it and prints both rates. The promise: noise is called a structure in at most one world in ten,
and clearly separated groups are found in at least nine worlds in ten.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from crmpersona.segments import segment

WORLDS = 10
CUSTOMERS = 900


def _noise(seed: int) -> pd.DataFrame:
    """Give skewed, correlated columns that come from one population: a continuum."""
    draws = np.random.default_rng(seed).multivariate_normal([0, 0, 0], [[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]], CUSTOMERS)
    return pd.DataFrame(np.exp(draws), columns=["monetary", "frequency", "recency_days"])


def _groups(seed: int) -> pd.DataFrame:
    """Give the same columns from three populations, their centres four standard deviations apart."""
    generator = np.random.default_rng(seed)
    centres = np.array([[0.0, 0.0, 4.0], [4.0, 0.0, 0.0], [0.0, 4.0, 0.0]])
    draws = generator.normal(size=(CUSTOMERS, 3)) + centres[generator.integers(0, 3, CUSTOMERS)]
    return pd.DataFrame(np.exp(draws / 2), columns=["monetary", "frequency", "recency_days"])


def test_noise_is_seldom_called_a_structure() -> None:
    found = [segment(_noise(seed), seed=7).has_structure for seed in range(WORLDS)]
    print(f"noise: structure seen in {found.count(True)} of {WORLDS} worlds, undecided in {found.count(None)}")
    assert found.count(True) <= 0.1 * WORLDS


def test_planted_groups_are_found() -> None:
    results = [segment(_groups(seed), seed=7) for seed in range(WORLDS)]
    right = sum(bool(result.has_structure) and result.k == 3 for result in results)
    print(f"three groups: found in {right} of {WORLDS} worlds")
    assert right >= 0.9 * WORLDS
