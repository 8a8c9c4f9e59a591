"""Groups where there are groups, none where there are none. The full table: tests/simulations/sim_segments.py."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from crmpersona.segments.scaling import Scaling
from crmpersona.segments.structure import find_structure, likeliest, untested


def _test(frame: pd.DataFrame, seed: int = 7, largest: int = 6):
    space = Scaling.learn(frame).apply(frame, neutral=True, fill=False)
    return find_structure(space, ks=range(2, largest + 1), seed=seed)


@pytest.mark.parametrize(
    "kind", ["normal", "correlated", "lognormal", "uniform", "heavy tails", "counts", "mixed", "outliers"]
)
def test_no_groups_in_one_population(kind: str) -> None:
    rng = np.random.default_rng([3, len(kind)])
    n = 400
    outliers = rng.normal(size=(n, 3))
    outliers[:5] *= 12
    rows = {
        "normal": lambda: rng.normal(size=(n, 4)),
        "correlated": lambda: rng.normal(size=(n, 4)) @ rng.normal(size=(4, 4)),
        "lognormal": lambda: np.exp(rng.normal(size=(n, 3))),
        "uniform": lambda: rng.random((n, 2)),
        "heavy tails": lambda: rng.standard_t(3, size=(n, 3)),
        "counts": lambda: rng.poisson([0.5, 1, 3], size=(n, 3)).astype(float),
        "mixed": lambda: np.c_[rng.normal(size=n), rng.poisson(1, n), rng.random(n) < 0.3].astype(float),
        "outliers": lambda: outliers,
    }[kind]()
    found = _test(pd.DataFrame(rows))
    assert found.has_structure is False
    assert found.k == 1
    assert not found.table["groups_stand"].any()


def test_no_groups_in_recency_frequency_money(continuum: pd.DataFrame) -> None:
    assert _test(continuum).has_structure is False


@pytest.mark.parametrize(("k", "n", "columns"), [(3, 300, 2), (4, 500, 10), (5, 900, 4), (6, 1_500, 6)])
def test_planted_groups_are_counted(planted, k: int, n: int, columns: int) -> None:
    found = _test(planted(k, n=n, k=k, columns=columns)[0], largest=7)
    assert found.has_structure is True
    assert found.k == k
    assert found.table.loc[k, "agreement"] > 0.9
    assert found.dip_p < 0.05


def test_too_few_to_tell() -> None:
    found = _test(pd.DataFrame({"a": np.random.default_rng(7).normal(size=40)}))
    assert found.has_structure is None
    assert found.more_needed == 210
    assert found.table.empty
    assert untested(5, 10).more_needed == 10


def test_between_too_few_and_enough_only_clear_groups_count() -> None:
    rng = np.random.default_rng(7)
    clear = pd.DataFrame({"a": np.r_[rng.normal(size=60), rng.normal(12, 1, 60)]})
    assert _test(clear, largest=3).has_structure is True
    assert _test(pd.DataFrame({"a": rng.normal(size=120)}), largest=3).has_structure is None


def test_groups_that_do_not_come_back_are_no_structure(planted) -> None:
    found = _test(planted(1, n=300, k=3, columns=2)[0], largest=4)
    assert found.standing() == [2, 3]
    assert found.confirmed({3: 0.9}).k == 3
    assert found.confirmed({3: 0.36, 2: 0.95}).k == 2
    none = found.confirmed({3: 0.36, 2: 0.5})
    assert (none.has_structure, none.k, none.more_needed) == (False, 1, 0)
    assert none.table["least_stable"].tolist()[:2] == [0.5, 0.36]
    assert replace(found, n=100).confirmed({3: 0.1}).has_structure is None


def test_a_dent_is_no_valley() -> None:
    rng = np.random.default_rng(7)
    dent = pd.DataFrame({"a": np.r_[rng.normal(size=4_000), rng.normal(3.2, 1, 4_000)]})
    found = _test(dent, largest=2)
    assert found.table["clear_p_adjusted"].iloc[0] < 0.05
    assert found.has_structure is False


def test_likeliest_k() -> None:
    assert likeliest(pd.DataFrame({"clear_p": [0.2, 0.9]}, index=[2, 3])) == 2


def test_same_seed_same_answer(continuum: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(_test(continuum, seed=3, largest=3).table, _test(continuum, seed=3, largest=3).table)
