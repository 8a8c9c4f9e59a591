"""The table of the dip against the one in print."""

from __future__ import annotations

import numpy as np
import pytest

from crmpersona.statistics import dip_statistic
from crmpersona.statistics.dip_table import PROBABILITIES, ROOT_N_DIP


def test_shape_and_order() -> None:
    assert list(ROOT_N_DIP) == sorted(ROOT_N_DIP)
    for quantiles in ROOT_N_DIP.values():
        assert len(quantiles) == len(PROBABILITIES)
        assert list(quantiles) == sorted(quantiles)


@pytest.mark.parametrize(
    ("n", "probability", "dip"),
    # R package diptest, table qDiptab: 1,000,001 samples per size.
    [(10, 0.5, 0.09778), (20, 0.9, 0.09723), (50, 0.95, 0.07027), (100, 0.95, 0.05113), (200, 0.99, 0.04269)],
)
def test_agrees_with_the_published_table(n: int, probability: float, dip: float) -> None:
    own = ROOT_N_DIP[n][PROBABILITIES.index(probability)] / np.sqrt(n)
    assert own == pytest.approx(dip, rel=0.005)


def test_a_row_comes_back_by_simulation() -> None:
    rng = np.random.default_rng(11)
    dips = [dip_statistic(rng.random(30)) * np.sqrt(30) for _ in range(1_500)]
    for probability in (0.1, 0.5, 0.9, 0.95):
        expected = ROOT_N_DIP[30][PROBABILITIES.index(probability)]
        assert np.quantile(dips, probability) == pytest.approx(expected, rel=0.04)
