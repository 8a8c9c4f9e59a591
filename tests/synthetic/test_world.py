"""Worlds explain themselves, and what is saved is what ``read`` gives."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from crmpersona import synthetic
from crmpersona.contract import ParameterError, SourceError
from crmpersona.sources import read
from crmpersona.synthetic import World, generate
from crmpersona.synthetic.world import load_world


@pytest.fixture(scope="module", params=["daily_goods", "fashion"])
def small(request: pytest.FixtureRequest) -> World:
    return generate(request.param, customers=300, months=24, seed=7)


def test_summaries_in_both_languages(dirty: World) -> None:
    assert dirty.summary("en").startswith("Daily goods: 2,000 customers with ")
    assert dirty.summary("en").endswith("from 2024-11-01 to 2026-10-31; 5 planted personas.")
    assert dirty.summary("zh").startswith("日用杂品：2,000 位客户，")


def test_the_frame_counts_tables_and_truth(dirty: World) -> None:
    frame = dirty.to_frame().set_index("table")
    assert frame.loc["customers", "rows"] == 2_000
    assert frame.loc["dirt", "is_truth"]
    assert dirty.to_dict()["name"] == "daily_goods"


def test_the_crm_is_typed_and_utc(small: World) -> None:
    crm = small.crm
    assert (crm.stage, crm.timezone, crm.currency) == ("read", small.timezone, small.currency)
    schema = crm.table("transactions").schema()
    assert schema["amount"].is_int64()
    assert schema["ordered_at"].is_timestamp()
    assert crm.counts().set_index("table").loc["customers", "rows"] == 300


def test_reading_the_saved_parquet_gives_the_crm(small: World, tmp_path: Path) -> None:
    small.save(tmp_path)
    crm = read(tmp_path)
    assert (crm.timezone, crm.currency) == (small.timezone, small.currency)
    assert set(crm.tables) == set(small.crm.tables)
    for name in crm.tables:
        pd.testing.assert_frame_equal(crm.frame(name), small.crm.frame(name), check_like=True)


def test_reading_the_saved_csv_gives_the_same_clean_values(tmp_path: Path) -> None:
    world = generate("daily_goods", customers=120, months=6, seed=7, dirt=False)
    world.save(tmp_path, format="csv")
    assert (tmp_path / "customers.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    crm = read(tmp_path)
    for name in ("customers", "transactions", "products", "consents"):
        own, back = world.crm.frame(name).drop(columns="source"), crm.frame(name).drop(columns="source")
        pd.testing.assert_frame_equal(back[own.columns], own, check_dtype=False)


def test_wrong_values_stand_in_their_own_column_of_a_csv(tmp_path: Path) -> None:
    world = generate("daily_goods", customers=500, months=12, seed=7)
    world.save(tmp_path, format="csv")
    listed = world.truth["dirt"].query("kind == 'amount_text'")
    lines = pd.read_csv(tmp_path / "transactions.csv", dtype=str)
    lines.index = pd.Index(lines["order_id"] + "|" + lines["line"])
    assert len(listed) > 0
    assert (lines.loc[listed["key"], "amount"].to_numpy() == listed["dirty_value"].to_numpy()).all()
    assert not any(column.endswith("__raw") for column in lines.columns)


def test_a_saved_world_opens_again(small: World, tmp_path: Path) -> None:
    small.save(tmp_path)
    again = load_world(tmp_path)
    assert (again.name, again.start, again.end) == (small.name, small.start, small.end)
    assert again.provenance.seed == 7
    assert all(table.to_pydict() == again.tables[name].to_pydict() for name, table in small.tables.items())
    assert set(again.truth) == set(small.truth)


def test_a_folder_without_a_world_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no saved world"):
        load_world(tmp_path)


def test_an_unknown_form_is_refused(small: World, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="did you mean parquet"):
        small.save(tmp_path, format="parket")


def test_the_sample_is_small_and_whole() -> None:
    world = synthetic.sample()
    assert world.tables["customers"].num_rows == 200
    assert {"personas", "bg_nbd", "links", "rules", "campaign_effect", "dirt", "drift", "seasonality"} <= set(
        world.truth
    )
