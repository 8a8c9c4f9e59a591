"""A finished world: CRM tables in the contract's shape, and the truth behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from crmpersona.contract import Crm, ParameterError, Provenance, Result, digest, nearest, resolve_lang
from crmpersona.relational import as_table
from crmpersona.synthetic.files import load_folder, save_folder
from crmpersona.synthetic.parts import in_engine_units
from crmpersona.synthetic.words import WORDS

__all__ = ["World", "load_world"]


@dataclass(frozen=True, kw_only=True, repr=False)
class World(Result):
    """A synthetic business with planted truth.

    Parameters
    ----------
    name, title_zh, title_en : str
        Key and titles of the world.
    lang : {"zh", "en"}
        Language of names and texts in the data.
    timezone : str
        Business time zone; timestamps in the tables are UTC.
    currency : str
        ISO 4217 code.
    start, end : datetime.date
        First day of the data, first day after them.
    tables : mapping of str to pyarrow.Table
        The contract's tables, money as decimals.
    truth_tables : mapping of str to pyarrow.Table
        What was planted.

    Examples
    --------
    >>> from crmpersona import synthetic
    >>> world = synthetic.sample()
    >>> world.summary("en")
    'Daily goods: 200 customers with ... order lines from 2024-11-01 to 2026-10-31; 5 planted personas.'
    >>> sorted(world.truth)[:3]
    ['bg_nbd', 'campaign_effect', 'dirt']
    """

    name: str
    title_zh: str
    title_en: str
    lang: str
    timezone: str
    currency: str
    start: dt.date
    end: dt.date
    tables: Mapping[str, pa.Table] = field(repr=False)
    truth_tables: Mapping[str, pa.Table] = field(repr=False)

    @cached_property
    def crm(self) -> Crm:
        """The data as ``cp.read`` gives them from the saved folder: stage "read", errors included."""
        tables = {name: as_table(_with_source(name, table)) for name, table in self.tables.items()}
        content = digest([self.provenance.seed, self.provenance.parameters])
        return Crm(
            tables=tables,
            timezone=self.timezone,
            currency=self.currency,
            stage="read",
            provenance=Provenance(
                seed=self.provenance.seed, input_digest=content, parameters=self.provenance.parameters
            ),
        )

    @cached_property
    def truth(self) -> dict[str, pd.DataFrame]:
        """What was planted, as pandas frames."""
        return {name: table.to_pandas() for name, table in self.truth_tables.items()}

    def to_frame(self) -> pd.DataFrame:
        """Return the number of rows of every table, truth included.

        Returns
        -------
        pandas.DataFrame
            ``table``, ``rows``, ``is_truth``.
        """
        rows = [(name, table.num_rows, False) for name, table in sorted(self.tables.items())]
        rows += [(name, table.num_rows, True) for name, table in sorted(self.truth_tables.items())]
        return pd.DataFrame(rows, columns=["table", "rows", "is_truth"])

    def summary(self, lang: str | None = None) -> str:
        """Say how large the world is and what is planted in it."""
        lang = resolve_lang(lang)
        return WORDS(
            "summary",
            lang,
            title=self.title_zh if lang == "zh" else self.title_en,
            customers=self.tables["customers"].num_rows,
            lines=self.tables["transactions"].num_rows,
            start=self.start,
            end=self.end - dt.timedelta(days=1),
            personas=self.truth_tables["persona_definitions"].num_rows,
        )

    def save(self, folder: str | Path, format: str = "parquet") -> Path:  # noqa: A002 - the word users know
        """Write tables, ``crmpersona.toml`` and ``truth/``.

        Parameters
        ----------
        folder : str or Path
            Created where missing; files of an earlier save are overwritten.
        format : {"parquet", "csv"}, default "parquet"
            Form of the tables. In CSV (UTF-8 with a byte order mark, as spreadsheets want it) wrong
            values stand in their own columns; in Parquet, where a column has one type, they stand
            beside in ``<column>__raw``. The truth is always Parquet.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        ParameterError
            If the format is not known.
        """
        if format not in ("parquet", "csv"):
            raise ParameterError(
                f"format={format!r} is unknown",
                remedy=f"did you mean {nearest(format, ['parquet', 'csv']) or 'parquet'}?",
            )
        facts = {key: getattr(self, key) for key in ("name", "title_zh", "title_en", "lang", "timezone", "currency")}
        facts |= {"start": self.start, "end": self.end, "seed": self.provenance.seed}
        save_folder(Path(folder), facts, self.tables, self.truth_tables, format)
        return Path(folder)


def _with_source(name: str, table: pa.Table) -> pa.Table:
    """Do what reading does: cut blanks around texts, add file and row."""
    rows = table.num_rows
    engine = in_engine_units(table)
    for place, column in enumerate(engine.schema):
        if pa.types.is_string(column.type) and not column.name.endswith("__raw"):
            engine = engine.set_column(place, column.name, pc.utf8_trim(engine[column.name], " "))
    engine = engine.append_column("source", pa.array([f"{name}.parquet"] * rows, type=pa.string()))
    return engine.append_column("source_row", pa.array(np.arange(1, rows + 1)))


def load_world(folder: Path) -> World:
    """Open a world that was saved as Parquet.

    Parameters
    ----------
    folder : Path
        Folder of :meth:`World.save`.

    Returns
    -------
    World
        Equal to the one saved.
    """
    facts, tables, truth = load_folder(folder)
    seed = facts.pop("seed")
    parameters: dict[str, Any] = {"world": facts["name"], "folder": folder.name}
    return World(**facts, tables=tables, truth_tables=truth, provenance=Provenance(seed=seed, parameters=parameters))
