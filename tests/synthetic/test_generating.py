"""Same seed, same bytes; more customers change none of the first."""

from __future__ import annotations

import hashlib

import numpy as np
import pyarrow as pa
import pytest

from crmpersona import synthetic
from crmpersona.contract import ParameterError
from crmpersona.synthetic import World, generate
from crmpersona.synthetic.generating import block_sizes

# Columns without Faker's pools, so that a new version of Faker does not change the bytes.
STABLE = {
    "transactions": None,
    "customers": ["customer_id", "gender", "birth_date", "phone", "registered_at", "member_level"],
}


def table_hash(table: pa.Table) -> str:
    sink = hashlib.sha256()
    for batch in table.combine_chunks().to_batches():
        sink.update("\n".join(map(str, batch.to_pydict().items())).encode())
    return sink.hexdigest()


def world_hash(world: World) -> str:
    parts = [
        table_hash(world.tables[name] if keep is None else world.tables[name].select(keep))
        for name, keep in STABLE.items()
    ]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("switches", "expected"),
    [
        ({}, "70ee0413c86f6049"),
        ({"season": False}, "8c7a62761c562623"),
        ({"season": False, "drift": False, "dirt": False}, "cd74909a707fea50"),
    ],
    ids=["all", "no season", "plain"],
)
def test_the_same_seed_gives_the_same_bytes_on_every_run_and_machine(switches: dict[str, bool], expected: str) -> None:
    assert world_hash(generate("daily_goods", customers=300, months=6, seed=7, **switches)) == expected


def test_the_same_seed_gives_the_same_tables_and_truth() -> None:
    one, two = (generate("fashion", customers=400, months=8, seed=3) for _ in range(2))
    assert all(table.equals(two.tables[name]) for name, table in one.tables.items())
    assert all(table.equals(two.truth_tables[name]) for name, table in one.truth_tables.items())


def test_another_seed_gives_another_world() -> None:
    assert world_hash(generate(customers=100, months=2, seed=1)) != world_hash(
        generate(customers=100, months=2, seed=2)
    )


@pytest.mark.parametrize(("few", "many"), [(1_000, 2_500), (4_990, 10_020)])
def test_more_customers_change_none_of_the_first(few: int, many: int) -> None:
    small, large = (generate("daily_goods", customers=number, months=12, seed=7) for number in (few, many))
    known = set(small.tables["customers"]["customer_id"].to_pylist())
    for name in (
        "customers",
        "interactions",
        "feedback",
        "tickets",
        "consents",
        "external_ids",
        "assignments",
        "outcomes",
    ):
        part = large.tables[name].filter(
            pa.array([each in known for each in large.tables[name]["customer_id"].to_pylist()])
        )
        assert part.combine_chunks().equals(small.tables[name]), name
    # Lines without customer id belong to somebody too: they are found by their order.
    orders = set(small.tables["transactions"]["order_id"].to_pylist())
    lines = large.tables["transactions"]
    kept = lines.filter(pa.array([each in orders for each in lines["order_id"].to_pylist()]))
    assert kept.combine_chunks().equals(small.tables["transactions"])
    for name in ("personas", "bg_nbd", "links"):
        assert large.truth_tables[name].slice(0, few).combine_chunks().equals(small.truth_tables[name].combine_chunks())


def test_switching_errors_off_changes_nothing_else(clean: World, dirty: World) -> None:
    assert "dirt" not in clean.truth
    assert clean.truth_tables["bg_nbd"].equals(dirty.truth_tables["bg_nbd"])
    untouched = ("tickets", "consents", "external_ids", "source_records", "outcomes", "products")
    assert all(clean.tables[name].equals(dirty.tables[name]) for name in untouched)


def test_blocks_are_cut() -> None:
    assert block_sizes(1) == [1]
    assert block_sizes(np.int64(5_001)) == [5_000, 1]


@pytest.mark.parametrize("customers", [0, -1, 2.5, True, "100"])
def test_numbers_of_customers_without_meaning_are_refused(customers: object) -> None:
    with pytest.raises(ParameterError, match="customers="):
        generate("daily_goods", customers=customers)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [-1, 1.5, "7"])
def test_seeds_without_meaning_are_refused(seed: object) -> None:
    with pytest.raises(ParameterError, match="seed="):
        generate("daily_goods", customers=10, seed=seed)  # type: ignore[arg-type]


def test_one_customer_and_one_month_are_a_world() -> None:
    world = generate("fashion", customers=1, months=1)
    assert world.tables["customers"].num_rows == 1


def test_the_committed_sample_is_what_the_generator_gives() -> None:
    sample, fresh = synthetic.sample(), generate("daily_goods", customers=200)
    assert set(sample.tables) == set(fresh.tables)
    for name, table in fresh.tables.items():
        # Streets and suppliers are Faker's and may differ between its versions.
        own = [column for column in table.column_names if column not in ("address", "supplier")]
        assert sample.tables[name].select(own).to_pydict() == table.select(own).to_pydict(), name
    assert sample.truth["personas"].equals(fresh.truth["personas"])


def test_the_demo_world_looks_like_a_shop(dirty: World) -> None:
    lines = dirty.tables["transactions"].to_pandas().dropna(subset=["customer_id", "ordered_at"])
    bought = lines[~lines["is_return"] & (lines["order_status"] == "completed")]
    bought = bought.assign(month=bought["ordered_at"].dt.to_period("M"))
    orders = bought.drop_duplicates("order_id")
    assert 0.75 < orders["customer_id"].nunique() / 2_000 < 0.92
    second_year = orders[orders["ordered_at"] >= "2025-11-01"]
    known = dirty.tables["customers"].to_pandas()["registered_at"]
    for month, buyers in second_year.groupby("month")["customer_id"].nunique().items():
        assert 0.15 < buyers / (known <= month.end_time).sum() < 0.35, month
    newcomers = orders.groupby("customer_id")["month"].min().value_counts().sort_index()
    assert newcomers.loc["2025-11":"2026-10"].min() > 30  # customers keep arriving
    assert 0.45 < (second_year.groupby("customer_id").size() > 1).mean() < 0.66
    bought_by_2025 = orders.loc[orders["ordered_at"] < "2025-05-01", "customer_id"]
    still = bought_by_2025.isin(orders.loc[orders["ordered_at"] >= "2026-05-01", "customer_id"])
    assert 0.2 < still.groupby(bought_by_2025).first().mean() < 0.8  # and others leave
    yearly = bought.loc[bought["ordered_at"] >= "2025-11-01", "amount"].astype(float).sum()
    assert 2_000_000 < yearly < 5_000_000


def test_personas_can_be_found_again_by_clustering(clean: World) -> None:
    import pandas as pd
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score

    lines = clean.tables["transactions"].to_pandas()
    bought = lines[~lines["is_return"]]
    category = clean.tables["products"].to_pandas().set_index("product_id")["category"]
    hour = (bought["ordered_at"] + pd.Timedelta(hours=8)).dt.hour // 4
    shares = [
        pd.crosstab(bought["customer_id"], values, normalize="index")
        for values in (category.loc[bought["product_id"]].to_numpy(), bought["channel"].to_numpy(), hour.to_numpy())
    ]
    table = pd.concat(shares, axis=1)[bought.groupby("customer_id")["order_id"].nunique().ge(2)]
    truth = clean.truth["personas"].set_index("customer_id").loc[table.index, "persona"]
    found = KMeans(5, n_init=10, random_state=0).fit_predict(table.to_numpy())
    assert adjusted_rand_score(truth, found) > 0.8
