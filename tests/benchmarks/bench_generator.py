"""How fast a million customers reach the disk, and how much memory that takes.

Prints the numbers and checks the promise: 1,000,000 customers with about 10,000,000 order lines in
under 60 s and 6 GB on two cores; with `all`, interactions, feedback and the other tables too. `make bench`
runs it; by hand:
python tests/benchmarks/bench_generator.py [customers] [months] [all]
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CUSTOMERS = 1_000_000
MONTHS = 5  # gives about ten order lines per customer
CORE = ["customers", "transactions", "products"]

# A process of its own: its peak memory is the generator's, not pytest's.
SCRIPT = """
import json, resource, sys, time
from crmpersona import synthetic
folder, customers, months, tables = json.loads(sys.argv[1])
begin = time.perf_counter()
rows = synthetic.write("daily_goods", folder, customers=customers, months=months, seed=7, tables=tables)
seconds = time.perf_counter() - begin
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "seconds": round(seconds, 1), "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
    "peak_gb": round(usage.ru_maxrss / 1e6, 2), "rows": rows,
}))
"""


def measure(folder: Path, customers: int, months: int, tables: list[str] | None) -> dict:
    """Write a world in a fresh process; return seconds, CPU seconds, peak memory and rows."""
    arguments = json.dumps([str(folder), customers, months, tables])
    done = subprocess.run([sys.executable, "-c", SCRIPT, arguments], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    found["disk_gb"] = round(sum(path.stat().st_size for path in folder.rglob("*.parquet")) / 1e9, 2)
    return found


def report(found: dict, customers: int, months: int) -> str:
    """Write the result as text."""
    rows = found["rows"]
    lines = [
        f"daily_goods, {customers:,} customers, {months} months: {rows['transactions']:,} order lines",
        f"  {found['seconds']} s wall, {found['cpu_seconds']} s CPU",
        f"  peak {found['peak_gb']} GB, disk {found['disk_gb']} GB",
    ]
    return "\n".join(lines + [f"  {name}: {count:,}" for name, count in sorted(rows.items())])


@pytest.mark.benchmark
def test_a_million_customers_in_a_minute(tmp_path: Path) -> None:
    found = measure(tmp_path, CUSTOMERS, MONTHS, CORE)
    print("\n" + report(found, CUSTOMERS, MONTHS))
    assert 8_000_000 < found["rows"]["transactions"] < 14_000_000
    assert found["seconds"] < 60
    assert found["peak_gb"] < 6


if __name__ == "__main__":
    import tempfile

    people = int(sys.argv[1]) if len(sys.argv) > 1 else CUSTOMERS
    length = int(sys.argv[2]) if len(sys.argv) > 2 else MONTHS
    with tempfile.TemporaryDirectory() as place:
        print(report(measure(Path(place), people, length, None if "all" in sys.argv else CORE), people, length))
