"""Small populations with and without groups."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

Planted = tuple[pd.DataFrame, np.ndarray]


def plant(
    seed: int, *, n: int = 600, k: int = 4, separation: float = 6.0, ratio: float = 3.0, columns: int = 5
) -> Planted:
    """Draw k round normal groups; the nearest centres lie ``separation`` standard deviations apart."""
    rng = np.random.default_rng([seed, n, k])
    while True:
        centres = rng.normal(size=(k, columns))
        gaps = np.sqrt(((centres[:, None] - centres[None]) ** 2).sum(-1)) + np.eye(k) * 1e9
        centres *= separation / gaps.min()
        gaps *= separation / gaps.min()
        if gaps.min(1).max() < 2 * separation:
            break
    weights = np.exp(rng.random(k) * np.log(ratio))
    truth = rng.choice(k, n, p=weights / weights.sum())
    rows = centres[truth] + rng.normal(size=(n, columns))
    index = pd.Index([f"c{i:05d}" for i in range(n)], name="customer_id")
    return pd.DataFrame(rows, index=index, columns=[f"m{axis}" for axis in range(columns)]), truth


@pytest.fixture
def planted() -> Callable[..., Planted]:
    return plant


@pytest.fixture(scope="session")
def three_groups() -> Planted:
    return plant(1, n=400, k=3, separation=7.0, columns=3)


@pytest.fixture(scope="session")
def continuum() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    orders = 1 + rng.poisson(rng.gamma(0.6, 2.5, 400))
    value = np.exp(rng.normal(4, 0.7, 400))
    return pd.DataFrame(
        {
            "recency_days": np.ceil(365 * rng.beta(0.8, 1.6, 400)),
            "frequency": orders,
            "monetary": (orders * value).round(2),
        },
        index=pd.Index([f"c{i:05d}" for i in range(400)], name="customer_id"),
    )
