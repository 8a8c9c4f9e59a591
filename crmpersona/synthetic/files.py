"""Worlds on disk: tables as Parquet or CSV, a mapping file, the truth beside."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from crmpersona.contract import SourceError
from crmpersona.synthetic.arrow import text
from crmpersona.synthetic.words import WORDS

__all__ = ["RAW", "load_folder", "mapping_text", "parquet_options", "save_folder", "write_facts"]

RAW = "__raw"
MAPPING = "crmpersona.toml"
FACTS = "truth/world.toml"


def parquet_options() -> dict[str, Any]:
    """Return how Parquet is written: plain types, so that texts come back as texts.

    Returns
    -------
    dict
        Options of pyarrow's writer.

    Examples
    --------
    >>> parquet_options()["compression"]
    'zstd'
    """
    return {"compression": "zstd", "compression_level": 1, "store_schema": False, "store_decimal_as_integer": True}


def mapping_text(facts: Mapping[str, Any]) -> str:
    """Write the mapping file of a world.

    Parameters
    ----------
    facts : mapping
        lang, timezone, currency and more.

    Returns
    -------
    str
        TOML that ``cp.read`` understands.

    Examples
    --------
    >>> print(mapping_text({"lang": "en", "timezone": "America/New_York", "currency": "USD"}))
    about = "Synthetic data: nobody is real; telephone prefixes are unassigned, e-mail domains are reserved"
    timezone = "America/New_York"
    currency = "USD"
    timestamps = "UTC"
    <BLANKLINE>
    """
    lines = {"about": WORDS("about", facts["lang"]), "timezone": facts["timezone"], "currency": facts["currency"]}
    return "".join(f'{key} = "{value}"\n' for key, value in (lines | {"timestamps": "UTC"}).items())


def _world_text(facts: Mapping[str, Any]) -> str:
    """Write name, titles, span and seed of a world as TOML."""
    plain = (int, dt.date)
    return "".join(
        f"{key} = {value}\n" if isinstance(value, plain) else f'{key} = "{value}"\n' for key, value in facts.items()
    )


def save_folder(
    folder: Path,
    facts: Mapping[str, Any],
    tables: Mapping[str, pa.Table],
    truth: Mapping[str, pa.Table],
    form: str,
) -> None:
    """Write a world.

    Parameters
    ----------
    folder : Path
        Created where missing.
    facts : mapping
        See :func:`write_facts`.
    tables, truth : mapping of str to pyarrow.Table
        What to write.
    form : {"parquet", "csv"}
        Form of the tables.
    """
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        if form == "csv":
            _write_csv(table, folder / f"{name}.csv")
        else:
            pq.write_table(table, folder / f"{name}.parquet", **parquet_options())
    for name, table in truth.items():
        pq.write_table(table, folder / "truth" / f"{name}.parquet", **parquet_options())
    write_facts(folder, facts)


def write_facts(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write the mapping file, and what the world is beside its truth.

    Parameters
    ----------
    folder : Path
        Folder of the world; ``truth/`` is there.
    facts : mapping
        name, titles, lang, timezone, currency, start, end, seed.
    """
    (folder / MAPPING).write_text(mapping_text(facts), encoding="utf-8")
    (folder / FACTS).write_text(_world_text(facts), encoding="utf-8")


def _write_csv(table: pa.Table, path: Path) -> None:
    """Write one CSV; what has no typed value stands in its own column as it was written."""
    columns: dict[str, Any] = {}
    for name in table.column_names:
        if name.endswith(RAW):
            continue
        column = table[name].combine_chunks()
        plain = text(column) if not pa.types.is_integer(column.type) else column
        raw = f"{name}{RAW}"
        columns[name] = pc.coalesce(text(table[raw]), text(column)) if raw in table.column_names else plain
    with path.open("wb") as file:
        file.write(b"\xef\xbb\xbf")
        pcsv.write_csv(pa.table(columns), file, pcsv.WriteOptions(quoting_style="needed"))


def load_folder(folder: Path) -> tuple[dict[str, Any], dict[str, pa.Table], dict[str, pa.Table]]:
    """Open a world saved as Parquet.

    Parameters
    ----------
    folder : Path
        Where it lies.

    Returns
    -------
    facts : dict
        name, titles, lang, timezone, currency, start, end, seed.
    tables, truth : dict of str to pyarrow.Table
        What was saved.

    Raises
    ------
    SourceError
        If the folder holds no world.
    """
    if not (folder / FACTS).is_file():
        raise SourceError(
            f"no saved world: {FACTS} is missing", where=folder.name, remedy="save one with World.save(folder)"
        )
    facts = tomllib.loads((folder / FACTS).read_text(encoding="utf-8"))
    tables, truth = (
        {path.stem: pq.read_table(path) for path in sorted(place.glob("*.parquet"))}
        for place in (folder, folder / "truth")
    )
    return facts, tables, truth
