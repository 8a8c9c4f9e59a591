"""How fast RFM and RFM + behaviour features are made from order lines in Parquet, against well-written peers.

Each contender runs in a process of its own. Prints seconds, CPU seconds, peak memory and ratios; the peers' figures
are checked to be the same. `make bench` runs one million lines; by hand:
python tests/benchmarks/bench_features.py [lines] [repetitions]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

LINES = 1_000_000
TASKS = {
    "rfm": ("crmpersona", "duckdb_sql", "polars", "pandas", "lifetimes"),
    "features": ("crmpersona", "duckdb_sql", "polars", "pandas"),
}
# Two cores, skewed customers (20 lines on average), three lines per order, two years.
WRITE = """
COPY (
  SELECT 'C' || lpad(customer::VARCHAR, 8, '0') AS customer_id, 'O' || lpad(number::VARCHAR, 9, '0') AS order_id,
    1 + i % 3 AS line, TIMESTAMP '2024-01-01' + to_seconds((moment % 63072000)::BIGINT) AS ordered_at,
    ((hash(i * 7 + 1) % 20000) + 100) / 100.0::DOUBLE AS amount,
    (CASE WHEN hash(i * 3 + 5) % 10 = 0 THEN (hash(i) % 500) / 100.0 ELSE 0 END)::DOUBLE AS discount,
    (1 + hash(i * 17) % 4)::BIGINT AS quantity, 'P' || lpad((hash(i * 11 + 3) % 2000)::VARCHAR, 5, '0') AS product_id,
    ['粮油', '零食', '饮料', '日化', '纸品', '家清', '母婴', '个护', '生鲜', '厨具', '宠物', '文具']
      [(1 + (hash(i * 11 + 3) % 2000) % 12)::INT] AS category,
    ['App', '小程序', '门店', '网页'][(1 + hash(number * 13 + customer) % 4)::INT] AS channel
  FROM (
    SELECT i, i // 3 AS number, hash((i // 3) * 19 + 2) AS moment,
      floor({customers} * pow((hash(i // 3) % 1000003) / 1000003.0, 1.6))::BIGINT AS customer
    FROM range({lines}) t(i))
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""


def generate(path: Path, lines: int) -> None:
    """Write the order lines with DuckDB, in a process of its own."""
    sql = WRITE.format(customers=max(lines // 20, 1), lines=lines, path=path)
    subprocess.run(
        [sys.executable, "-c", f"import duckdb; duckdb.sql('SET enable_progress_bar = false'); duckdb.sql({sql!r})"],
        check=True,
    )


def rfm_crmpersona(path: Path) -> object:
    """Make the RFM table, as a user calls it."""
    from crmpersona.features import rfm_table

    return rfm_table(path, as_of="2026-01-01")


def features_crmpersona(path: Path) -> object:
    """Make RFM and all behaviour features from lines in the shape that cleaning gives them."""
    import datetime as dt

    import ibis
    import pandas as pd

    from crmpersona.contract import Crm
    from crmpersona.features.behaviour import behaviour_of
    from crmpersona.relational import as_table, local_day, to_fixed, to_pandas

    lines = as_table(path)
    lines = lines.mutate(
        day=local_day(lines["ordered_at"], "UTC"),
        refund=ibis.literal(0, "int64"),
        is_valid=True,
        is_return=False,
        **{name: to_fixed(lines[name]) for name in ("amount", "discount", "quantity")},
    )
    lines = lines.mutate(list_amount=lines["amount"] + lines["discount"])
    crm = Crm(tables={"transactions": lines}, stage="cleaned")
    seen = lines.filter(lines["day"] < 20_454).select("customer_id").distinct()
    customers = pd.Index(to_pandas(seen, "customer_id")["customer_id"])
    return behaviour_of(crm, customers, dt.date(2026, 1, 1)).frame


def contender(task: str, name: str) -> object:
    """Return the function of a contender."""
    if name == "crmpersona":
        return rfm_crmpersona if task == "rfm" else features_crmpersona
    sys.path.insert(0, str(Path(__file__).parent))
    import feature_peers

    return getattr(feature_peers, f"{task}_{name.removeprefix('duckdb_')}")


def run_one(task: str, name: str, path: str) -> None:
    """Run one contender here and print its figures as JSON; imports count for nobody."""
    import resource
    import time
    import warnings

    import duckdb
    import pandas as pd

    warnings.simplefilter("ignore")
    if name == "crmpersona":
        from crmpersona.relational import default_engine

        default_engine()
    elif name in ("polars", "lifetimes"):
        __import__(name)
    duckdb.sql("SELECT 1")
    function = contender(task, name)
    before, begin = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    table = function(Path(path))
    seconds, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF)
    frame = table if isinstance(table, pd.DataFrame) else table.to_pandas()
    figures = {
        "seconds": seconds,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peak_mb": after.ru_maxrss / 1024,
        "customers": len(frame),
        "frequency": int(frame["frequency"].sum()),
        "monetary": round(float(frame["monetary"].sum()), 2),
        "recency": int(frame["recency_days"].sum()) if "recency_days" in frame else None,
        "columns": frame.shape[1],
    }
    print(json.dumps(figures))


def measure(path: Path, repetitions: int = 1, *, show: bool = False) -> list[dict]:
    """Run all contenders; of repeated runs the one with the least CPU time counts."""
    rows = []
    for task, names in TASKS.items():
        for name in names:
            command = [sys.executable, __file__, "--one", task, name, str(path)]
            runs = []
            for _ in range(repetitions):
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode == 0:
                    runs.append(json.loads(done.stdout.splitlines()[-1]))
            if runs:
                best = min(runs, key=lambda run: run["cpu"])
                rows.append({"task": task, "contender": name, **best})
            if show:
                print(line_of(rows[-1], rows) if runs else f"{task:9}{name:12} did not run", flush=True)
    return rows


def line_of(row: dict, rows: list[dict]) -> str:
    """Write one contender with its ratios against crmpersona in the same run."""
    own = next(one for one in rows if one["task"] == row["task"] and one["contender"] == "crmpersona")
    ratios = "".join(f"{row[key] / own[key]:7.2f}" for key in ("seconds", "cpu", "peak_mb"))
    figures = f"{row['seconds']:8.2f}{row['cpu']:8.2f}{row['peak_mb']:9.0f}"
    return f"{row['task']:9}{row['contender']:12}{figures}{ratios}{row['columns']:9}"


def heading(lines: int) -> str:
    """Write the head of the table."""
    heads = f"{'s':>8}{'CPU-s':>8}{'peak MB':>9}{'s ×':>7}{'CPU ×':>7}{'MB ×':>7}{'columns':>9}"
    return f"{lines:,} order lines in Parquet (ratios: contender / crmpersona)\n{'task':9}{'contender':12}{heads}"


@pytest.mark.benchmark
def test_features_of_a_million_lines_keep_up_with_hand_written_sql(tmp_path: Path) -> None:
    path = tmp_path / "lines.parquet"
    generate(path, LINES)
    rows = measure(path, repetitions=2)
    print("\n".join(["", heading(LINES), *(line_of(row, rows) for row in rows)]))
    found = {(row["task"], row["contender"]): row for row in rows}
    for task in TASKS:
        own, sql = found[task, "crmpersona"], found[task, "duckdb_sql"]
        for key in ("customers", "frequency", "recency"):
            assert own[key] == sql[key], (task, key)
        assert own["monetary"] == pytest.approx(sql["monetary"], abs=0.01)
        # With one million lines starting costs as much as counting; the aim of 1.3 holds from ten million on.
        assert own["cpu"] <= 2.5 * sql["cpu"]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(*sys.argv[2:5])
    else:
        amount = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "lines.parquet"
            generate(target, amount)
            print(heading(amount), flush=True)
            measure(target, int(sys.argv[2]) if len(sys.argv) > 2 else 1, show=True)
