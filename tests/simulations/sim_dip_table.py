"""Make crmpersona/statistics/dip_table.py again: quantiles of the dip of uniform samples.

python tests/simulations/sim_dip_table.py --draws 2000     # a rough table in minutes; the one in use has up to 100,000
"""

from __future__ import annotations

import argparse

import numpy as np

from crmpersona.statistics import dip_statistic
from crmpersona.statistics.dip_table import PROBABILITIES, ROOT_N_DIP

SEED = 20261101


def main() -> None:
    """Print one row per sample size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=2_000)
    parser.add_argument("--largest", type=int, default=1_000)
    given = parser.parse_args()
    for n in (size for size in ROOT_N_DIP if size <= given.largest):
        rng = np.random.Generator(np.random.PCG64([SEED, n]))
        dips = [dip_statistic(rng.random(n)) * np.sqrt(n) for _ in range(given.draws)]
        row = np.quantile(dips, PROBABILITIES, method="inverted_cdf")
        print(f"    {n}: ({', '.join(f'{value:.4f}' for value in row)}),", flush=True)


if __name__ == "__main__":
    main()
