"""What a world looks like on disk."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from crmpersona.synthetic import World
from crmpersona.synthetic.files import load_folder, mapping_text


def test_the_mapping_names_zone_currency_and_utc() -> None:
    mapping = tomllib.loads(mapping_text({"lang": "zh", "timezone": "Asia/Shanghai", "currency": "CNY"}))
    assert mapping.pop("about").startswith("合成数据")
    assert mapping == {"timezone": "Asia/Shanghai", "currency": "CNY", "timestamps": "UTC"}


def test_parquet_keeps_plain_types(dirty: World, tmp_path: Path) -> None:
    dirty.save(tmp_path)
    schema = pq.read_schema(tmp_path / "transactions.parquet")
    assert schema.field("amount").type == pa.decimal128(14, 2)
    assert schema.field("ordered_at").type == pa.timestamp("us")
    assert schema.field("channel").type == pa.string()
    assert schema.field("quantity").type == pa.int64()


def test_the_truth_lies_beside_in_its_own_folder(dirty: World, tmp_path: Path) -> None:
    dirty.save(tmp_path, format="csv")
    assert {path.name for path in tmp_path.iterdir() if path.suffix != ".csv"} == {"crmpersona.toml", "truth"}
    assert {path.stem for path in (tmp_path / "truth").glob("*.parquet")} == set(dirty.truth)


def test_saving_twice_gives_the_same_bytes(dirty: World, tmp_path: Path) -> None:
    for name in ("one", "two"):
        dirty.save(tmp_path / name)
    for path in (tmp_path / "one").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_a_saved_folder_is_read_back(dirty: World, tmp_path: Path) -> None:
    dirty.save(tmp_path)
    facts, tables, truth = load_folder(tmp_path)
    assert facts["name"] == "daily_goods"
    assert (set(tables), set(truth)) == (set(dirty.tables), set(dirty.truth))
