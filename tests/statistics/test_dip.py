"""The dip against published values, its definition, and its own promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import NotEnoughDataError, ParameterError
from crmpersona.statistics import dip_statistic, dip_test

# Quality of 63 statistics faculties: the example of Hartigan and Hartigan (1985), Annals of Statistics 13, section 8.
FACULTIES = [
    *(30, 33, 35, 36, 37, 37, 39, 39, 39, 39, 39, 40, 40, 40, 40, 41, 42, 43, 43, 43, 44, 44, 45, 45, 46),
    *(46, 47, 47, 48, 48, 48, 49, 50, 50, 51, 52, 52, 53, 53, 53, 53, 53, 54, 54, 57, 57, 59, 60, 60, 60),
    *(61, 61, 61, 61, 62, 62, 62, 62, 63, 66, 70, 72, 72),
]


def test_published_example() -> None:
    # R, diptest::dip.test(statfaculty): D = 0.059524, p-value = 0.08672
    found = dip_test(FACULTIES)
    assert found.statistic == pytest.approx(0.05952381, abs=1e-8)
    assert found.p_value == pytest.approx(0.08672, abs=0.005)
    assert found.n == 63


def test_extremes() -> None:
    # Two points far apart have the largest dip there is; evenly spaced points the smallest, 1/(2n).
    assert dip_statistic([1, 1, 2, 2]) == 0.25
    assert dip_statistic(np.cumsum([0, 1, 2, 3])) == 1 / 8
    assert dip_statistic([1, *[2] * 9]) == 0.05
    assert dip_statistic([5.0] * 20) == 1 / 40


def _slow_dip(values: list[float]) -> float:
    """Find the nearest one-hump distribution by linear programming, for every place of its mode."""
    from scipy.optimize import linprog

    x, counts = np.unique(values, return_counts=True)
    after = np.cumsum(counts) / len(values)
    before = after - counts / len(values)
    m, best = len(x), 1.0
    for mode in range(m):
        # Unknowns: value just before and at the mode, values elsewhere, and the distance d. Slopes rise, then fall.
        left, right = list(range(mode + 1)), list(range(mode, m))
        n_left = len(left)
        size = n_left + len(right) + 1
        rows, limits = [], []

        def add(entries, limit, size=size, rows=rows, limits=limits) -> None:
            row = np.zeros(size)
            for place, value in entries.items():
                row[place] = value
            rows.append(row)
            limits.append(limit)

        d = size - 1
        for place, i in [(place, i) for place, i in enumerate(left)]:
            add({place: 1, d: -1}, before[i])
            add({place: -1, d: -1}, -(after[i] if i != mode else before[i]))
        for place, i in enumerate(right):
            add({n_left + place: -1, d: -1}, -after[i])
            add({n_left + place: 1, d: -1}, before[i] if i != mode else after[i])
        for chain, offset, sign in ((left, 0, 1), (right, n_left, -1)):
            for one in range(1, len(chain) - 1):
                step0, step1 = x[chain[one]] - x[chain[one - 1]], x[chain[one + 1]] - x[chain[one]]
                add(
                    {
                        offset + one - 1: -sign / step0,
                        offset + one: sign * (1 / step0 + 1 / step1),
                        offset + one + 1: -sign / step1,
                    },
                    0.0,
                )
            for one in range(len(chain) - 1):
                add({offset + one: 1, offset + one + 1: -1}, 0.0)
        add({n_left - 1: 1, n_left: -1}, 0.0)
        goal = np.zeros(size)
        goal[d] = 1
        found = linprog(goal, A_ub=np.array(rows), b_ub=limits, bounds=[(0, 1)] * size)
        best = min(best, found.fun)
    return best


@pytest.mark.parametrize("seed", range(6))
def test_equals_the_definition(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = np.r_[rng.normal(size=7), rng.normal(4, 1, 6)].round(3)
    assert dip_statistic(values) == pytest.approx(max(_slow_dip(values.tolist()), 1 / 26), abs=1e-8)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.integers(1, 9), st.integers(-50, 50))
def test_invariant_under_shift_scale_order_and_mirror(values: list[int], scale: int, shift: int) -> None:
    dip = dip_statistic(values)
    assert 1 / (2 * len(values)) <= dip <= 0.25 + 1e-12 or len(values) == 1
    assert dip_statistic([scale * value + shift for value in reversed(values)]) == pytest.approx(dip)
    assert dip_statistic([-value for value in values]) == pytest.approx(dip)


def test_level_and_power() -> None:
    rng = np.random.default_rng(7)
    one_hump = [dip_test(rng.normal(size=120)).p_value for _ in range(60)]
    uniform = [dip_test(rng.random(120)).p_value for _ in range(200)]
    two_humps = [dip_test(np.r_[rng.normal(size=60), rng.normal(6, 1, 60)]).p_value for _ in range(20)]
    assert np.mean(np.array(one_hump) < 0.05) <= 0.02
    assert 0.01 <= np.mean(np.array(uniform) < 0.05) <= 0.10
    assert max(two_humps) < 0.01


def test_simulated_p_value_agrees_with_the_table() -> None:
    values = np.random.default_rng(3).random(40)
    assert dip_test(values, method="simulate", draws=400).p_value == pytest.approx(dip_test(values).p_value, abs=0.08)


def test_simulation_is_seeded() -> None:
    values = [1.0, 2.0, 2.5, 7.0, 8.0, 9.0]
    first = dip_test(values, method="simulate", draws=50, seed=1)
    assert first == dip_test(values, method="simulate", draws=50, seed=1)


def test_fewer_than_four_values_say_nothing() -> None:
    assert dip_test([1.0, 2.0, 9.0]).p_value == 1.0


@pytest.mark.parametrize(("values", "kind"), [([], NotEnoughDataError), ([1.0, np.nan], ParameterError)])
def test_bad_input(values: list[float], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        dip_statistic(values)


def test_unknown_method() -> None:
    with pytest.raises(ParameterError, match="bootstrap"):
        dip_test([1, 2, 3, 4], method="bootstrap")
