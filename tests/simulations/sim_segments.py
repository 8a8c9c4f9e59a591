"""How often the test for structure is wrong, and how often TGI intervals cover: printed, not asserted.

python tests/simulations/sim_segments.py --seeds 20
python tests/simulations/sim_segments.py --part planted --seeds 50
python tests/simulations/sim_segments.py --part tgi

Seeds are 0, 1, 2 ...; intervals are exact binomial ones (Clopper-Pearson).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "segments"))

from conftest import plant

from crmpersona.segments.model import Plan, fit_model
from crmpersona.statistics import TwoShares, adjusted_rand, proportion_interval, share_index_interval

Rows = np.ndarray


def _counts(rng: np.random.Generator, n: int) -> Rows:
    return rng.poisson([0.5, 1, 2, 4], size=(n, 4)).astype(float)


def _rfm(rng: np.random.Generator, n: int) -> Rows:
    orders = 1 + rng.poisson(rng.gamma(0.6, 2.5, n))
    value = np.exp(rng.normal(4, 0.7, n))
    recency = np.ceil(365 * rng.beta(0.8, 1.6, n))
    return np.c_[recency, orders, (orders * value * np.exp(rng.normal(0, 0.2, n))).round(2)]


def _behaviour(rng: np.random.Generator, n: int) -> Rows:
    rfm = _rfm(rng, n)
    tenure = np.where(rfm[:, 1] > 1, (rng.random(n) * 365).round(), 0.0)
    return np.c_[rfm, (rfm[:, 2] / rfm[:, 1]).round(2), tenure]


def _mixed(rng: np.random.Generator, n: int) -> Rows:
    flags = np.c_[rng.random(n) < 0.3, rng.random(n) < 0.5, rng.integers(0, 5, n)]
    return np.c_[rng.normal(size=n), rng.exponential(size=n), rng.poisson(1, n), flags].astype(float)


def _outliers(rng: np.random.Generator, n: int) -> Rows:
    rows = rng.normal(size=(n, 4))
    rows[: n // 100] *= 12
    return rows


def _zeros(rng: np.random.Generator, n: int) -> Rows:
    spend = np.where(rng.random(n) < 0.6, 0.0, np.exp(rng.normal(size=n)))
    return np.c_[spend, rng.normal(size=n), rng.exponential(size=n)]


NULLS: dict[str, Callable[[np.random.Generator, int], Rows]] = {
    "normal, 3 columns": lambda rng, n: rng.normal(size=(n, 3)),
    "normal, 12 columns": lambda rng, n: rng.normal(size=(n, 12)),
    "correlated": lambda rng, n: rng.normal(size=(n, 6)) @ rng.normal(size=(6, 6)),
    "lognormal, correlated": lambda rng, n: np.exp(rng.normal(size=(n, 4)) @ rng.normal(size=(4, 4))),
    "exponential": lambda rng, n: rng.exponential(size=(n, 4)),
    "heavy tails (t3)": lambda rng, n: rng.standard_t(3, size=(n, 4)),
    "uniform box": lambda rng, n: rng.random((n, 3)),
    "counts with ties": _counts,
    "recency, frequency, money": _rfm,
    "RFM, order value, tenure": _behaviour,
    "mixed types": _mixed,
    "1 % outliers": _outliers,
    "60 % zeros": _zeros,
}
PLANTED = [
    *((300, 3, 6.0, 3.0, 3), (300, 6, 8.0, 2.0, 4), (500, 4, 6.0, 5.0, 10), (1000, 5, 6.0, 4.0, 4)),
    *((2000, 6, 6.0, 4.0, 12), (2000, 4, 4.0, 2.0, 4), (5000, 8, 4.0, 2.0, 8)),
]


def _fit(frame: pd.DataFrame, seed: int) -> tuple[np.ndarray, bool | None, int]:
    fitted = fit_model(frame, frame.iloc[:, 0].to_numpy(), Plan(seed=seed))
    return fitted.labels, fitted.structure.has_structure, fitted.model.k


def _share(hits: int, n: int) -> str:
    low, high = proportion_interval(hits, n, method="clopper_pearson")
    return f"{hits / n:6.1%}  ({low:.1%} to {high:.1%})"


def nulls(seeds: int, sizes: tuple[int, ...]) -> None:
    """Print how often groups are found where there are none."""
    print(f"\nGroups found where there are none, {seeds} seeds per kind and size")
    for name, draw in NULLS.items():
        for n in sizes:
            found = sum(
                _fit(pd.DataFrame(draw(np.random.default_rng([seed, n]), n)), seed)[1] is True for seed in range(seeds)
            )
            print(f"{name:28} n = {n:5}  {_share(found, seeds)}", flush=True)


def planted(seeds: int) -> None:
    """Print how often planted groups are found and counted."""
    print(f"\nPlanted groups, {seeds} seeds: n, groups, separation in sd, largest/smallest up to, columns")
    for n, k, separation, ratio, columns in PLANTED:
        structure = counted = agreed = 0
        for seed in range(seeds):
            frame, truth = plant(seed, n=n, k=k, separation=separation, ratio=ratio, columns=columns)
            labels, has, found = _fit(frame, seed)
            structure, counted = structure + (has is True), counted + (found == k)
            agreed += adjusted_rand(truth, labels) >= 0.9
        print(
            f"{n:5} {k:2} {separation:4} {ratio:4} {columns:3}   structure {_share(structure, seeds)}"
            f"   k right {counted / seeds:6.1%}   ARI >= 0.9 {agreed / seeds:6.1%}",
            flush=True,
        )


def tgi(draws: int) -> None:
    """Print the coverage of the interval of the index."""
    print(f"\nCoverage of the 95 % interval of TGI, {draws:,} draws")
    rng = np.random.default_rng(7)
    for n1, n0 in [(20, 80), (50, 450), (100, 300), (100, 9_900), (1_000, 9_000)]:
        for p1, p0 in [(0.05, 0.05), (0.2, 0.2), (0.3, 0.1), (0.5, 0.5), (0.9, 0.7)]:
            x1, x0 = rng.binomial(n1, p1, draws), rng.binomial(n0, p0, draws)
            weight = n1 / (n1 + n0)
            truth = p1 / (weight * p1 + (1 - weight) * p0)
            low, high = share_index_interval(TwoShares(x1, n1, x0, n0))
            known = ~np.isnan(low)
            covered = ((low <= truth) & (truth <= high))[known].mean()
            print(f"group {n1:5} of {n1 + n0:6}, shares {p1:.2f} and {p0:.2f}: {covered:.1%}")


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["nulls", "planted", "tgi", "all"], default="all")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1200])
    given = parser.parse_args()
    if given.part in {"nulls", "all"}:
        nulls(given.seeds, tuple(given.sizes))
    if given.part in {"planted", "all"}:
        planted(given.seeds)
    if given.part in {"tgi", "all"}:
        tgi(10_000)


if __name__ == "__main__":
    main()
