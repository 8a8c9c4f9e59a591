"""How fast a column of a million telephone numbers is cleaned, against phonenumbers row by row in the same run.

One million cells with 200,000 distinct ones, written the way people and exports write Chinese numbers; the peer's rate
comes from a sample of the same cells. Both are CPU seconds: other programs on the machine do not count. Prints a table
of rates and checks that both agree on what is valid. `make bench` runs it; by hand:
python tests/benchmarks/bench_cleaning.py [cells distinct]
"""

from __future__ import annotations

import sys
import time
import unicodedata

import numpy as np
import pandas as pd
import pytest

CELLS, DISTINCT = 1_000_000, 200_000
SAMPLE = 20_000
AT_LEAST = 10.0

# Share of cells written in each way; {0}, {1} and {2} are the groups of a mobile number, {3} a landline's last digits.
WRITINGS = (
    (0.46, "{0}{1}{2}"),
    (0.12, "{0} {1} {2}"),
    (0.12, "{0}-{1}-{2}"),
    (0.10, "+86 {0}{1}{2}"),
    (0.05, "86{0}{1}{2}"),
    (0.03, "0086{0}{1}{2}"),
    (0.05, "{0}{1}{2}.0"),
    (0.02, "010-6{3}"),
    (0.01, "{0}{1}"),
    (0.01, "手机：{0}{1}{2}"),
    (0.03, "full width"),
)
PREFIXES = ("130", "131", "135", "138", "139", "150", "151", "158", "166", "177", "186", "188", "199", "141", "120")
WIDE = str.maketrans({chr(0x21 + n): chr(0xFF01 + n) for n in range(94)})


def phone_column(cells: int, distinct: int, seed: int = 7) -> pd.Series:
    """Draw a column of telephone numbers as they stand in exports."""
    generator = np.random.default_rng(seed)
    shares = np.array([share for share, _ in WRITINGS])
    kinds = generator.choice(len(WRITINGS), size=distinct, p=shares / shares.sum())
    prefixes = generator.choice(PREFIXES, size=distinct)
    middles, ends = generator.integers(0, 10_000, size=(2, distinct))
    lasts = generator.integers(0, 10_000_000, size=distinct)
    written = []
    for kind, prefix, middle, end, last in zip(kinds, prefixes, middles, ends, lasts, strict=True):
        groups = (prefix, f"{middle:04d}", f"{end:04d}", f"{last:07d}")
        form = WRITINGS[kind][1]
        written.append("".join(groups[:3]).translate(WIDE) if form == "full width" else form.format(*groups))
    return pd.Series(np.array(written, dtype=object)[generator.integers(0, distinct, size=cells)])


def row_by_row(cells: list[str]) -> tuple[list[str | None], float]:
    """Clean each cell with phonenumbers alone: parse, check, format."""
    import phonenumbers

    start = time.process_time()
    answers: list[str | None] = []
    for cell in cells:
        try:
            number = phonenumbers.parse(unicodedata.normalize("NFKC", cell), "CN")
        except phonenumbers.NumberParseException:
            answers.append(None)
            continue
        valid = phonenumbers.is_valid_number(number)
        answers.append(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if valid else None)
    return answers, time.process_time() - start


def measure(cells: int = CELLS, distinct: int = DISTINCT) -> float:
    """Print the table; return how many times quicker the column is than row by row."""
    from crmpersona.cleaning import clean_column, clean_value

    column = phone_column(cells, distinct)
    clean_value("phone", "010-65526688", region="CN")  # what is imported and compiled counts for nobody
    row_by_row(["010-65526688"])
    sample = column.iloc[:SAMPLE].tolist()
    peer, peer_seconds = row_by_row(sample)
    start = time.process_time()
    frame = clean_column(column, "phone", region="CN")
    seconds = time.process_time() - start
    ours = frame["value"].iloc[: len(sample)].tolist()
    differ = [cell for cell, mine, theirs in zip(sample, ours, peer, strict=True) if theirs and mine != theirs]
    assert not differ, f"{len(differ)} cells that both accept differ"
    rate, peer_rate = cells / seconds, len(sample) / peer_seconds
    print(f"\n{'way':<34}{'cells':>12}{'CPU s':>10}{'cells/s':>12}{'ratio':>8}")
    print(f"{'phonenumbers, row by row':<34}{len(sample):>12,}{peer_seconds:>10.2f}{peer_rate:>12,.0f}{1:>8.1f}")
    name = f"clean_column, {column.nunique():,} distinct"
    print(f"{name:<34}{cells:>12,}{seconds:>10.2f}{rate:>12,.0f}{rate / peer_rate:>8.1f}")
    only_ours = sum(mine is not None and theirs is None for mine, theirs in zip(ours, peer, strict=True))
    print(f"status: {frame['status'].value_counts().to_dict()}; read by us only: {only_ours} of {len(sample):,}")
    return rate / peer_rate


@pytest.mark.benchmark
def test_a_million_phones() -> None:
    assert measure() >= AT_LEAST


if __name__ == "__main__":
    measure(*(int(argument) for argument in sys.argv[1:]))
