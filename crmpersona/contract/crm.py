"""The customer data of one business, as typed tables of an engine."""

from __future__ import annotations

import dataclasses
import html
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pandas as pd

from crmpersona.contract.errors import ContractError, SourceError, nearest
from crmpersona.contract.options import resolve_lang
from crmpersona.contract.results import Provenance, Result
from crmpersona.contract.schema import ColumnSpec
from crmpersona.contract.tables import CONTRACT
from crmpersona.contract.texts import Words

__all__ = ["DERIVED", "FIXED_POINT", "Crm", "main_time", "set_opener"]

FIXED_POINT = 10_000
FRAME_LIMIT = 1_000_000
SAVED = "crm.json"

DERIVED: Mapping[str, ColumnSpec] = {
    column.name: column
    for column in (
        ColumnSpec("day", "integer", "Local day number since 1970-01-01", "本地日序号", unit="days"),
        ColumnSpec("refund", "money", "Refunded on this purchase line", "本行退款", unit="currency"),
        ColumnSpec("list_amount", "money", "Amount before discount", "优惠前金额", unit="currency"),
        ColumnSpec("is_valid", "boolean", "A purchase line of an order that counts", "是否计入有效订单"),
        ColumnSpec("category", "category", "Category of the product", "品类"),
        ColumnSpec("brand", "category", "Brand of the product", "品牌"),
        ColumnSpec("source", "text", "File or frame the row came from", "来源文件"),
        ColumnSpec("source_row", "integer", "Row number in the source, from 1", "来源行号"),
    )
}
"""Columns that reading and cleaning add to the contract's own."""

WORDS = Words(
    {
        "summary": ("{tables} 张表，共 {rows:,} 行；{span}。", "{tables} tables with {rows:,} rows; {span}."),
        "span": ("订单 {first} 至 {last}", "orders from {first} to {last}"),
        "no_span": ("没有订单", "no orders"),
    }
)

Opener = Callable[[Path], "Crm"]
_OPENERS: list[Opener] = []


def set_opener(opener: Opener) -> None:
    """Register how a saved Crm is opened; the engine layer calls this when it is imported.

    Parameters
    ----------
    opener : callable
        Takes a folder and returns a Crm.

    Examples
    --------
    >>> callable(set_opener)
    True
    """
    _OPENERS[:] = [opener]


def main_time(table: str) -> str | None:
    """Return the column that says when a row of a table happened.

    Parameters
    ----------
    table : str
        Name of a table.

    Returns
    -------
    str or None
        Name of its required timestamp, else of its first one.

    Examples
    --------
    >>> main_time("transactions"), main_time("customers"), main_time("products")
    ('ordered_at', 'registered_at', None)
    """
    if table not in CONTRACT:
        return None
    stamps = [column for column in CONTRACT[table].columns if column.type == "timestamp"]
    stamps.sort(key=lambda column: not column.required)
    return stamps[0].name if stamps else None


@dataclass(frozen=True, kw_only=True, repr=False)
class Crm(Result):
    """Customer data in the contract's shape.

    Parameters
    ----------
    tables : mapping of str to engine table
        Typed tables: ids and texts as strings, money and decimals as whole 1/10,000 units,
        timestamps as naive UTC.
    timezone : str, default "UTC"
        Business time zone: the zone in which a day begins.
    currency : str, optional
        ISO 4217 code of all money.
    stage : {"read", "cleaned"}, default "read"
        How far the tables have come.
    notes : tuple of str, default ()
        What reading or cleaning decided, in English, without personal data.

    Examples
    --------
    >>> import crmpersona as cp
    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer_id": ["a", "b"], "ordered_at": ["2026-01-01", "2026-02-01"], "amount": [5, 9]})
    >>> crm = cp.read({"transactions": orders})
    >>> crm.summary("en")
    '1 tables with 2 rows; orders from 2026-01-01 to 2026-02-01.'
    """

    tables: Mapping[str, Any] = field(repr=False)
    timezone: str = "UTC"
    currency: str | None = None
    stage: str = "read"
    notes: tuple[str, ...] = ()

    def table(self, name: str) -> Any:
        """Return one engine table.

        Parameters
        ----------
        name : str
            Name of the table.

        Returns
        -------
        engine table
            To be used in expressions.

        Raises
        ------
        ContractError
            If there is no such table.
        """
        if name not in self.tables:
            raise ContractError(
                f"there is no table {name!r}",
                where=f"tables here: {', '.join(sorted(self.tables)) or 'none'}",
                remedy=f"nearest name: {nearest(name, self.tables) or 'none'}; read it with cp.read",
            )
        return self.tables[name]

    def has(self, table: str, column: str | None = None) -> bool:
        """Say whether a table, or a column of it, is there.

        Parameters
        ----------
        table : str
            Name of the table.
        column : str, optional
            Name of the column.

        Returns
        -------
        bool
            Whether it is there.
        """
        return table in self.tables and (column is None or column in self.tables[table].columns)

    def frame(self, name: str, limit: int | None = FRAME_LIMIT) -> pd.DataFrame:
        """Return one table as pandas, money in units of the currency.

        Parameters
        ----------
        name : str
            Name of the table.
        limit : int or None, default 1,000,000
            Refuse larger tables; None takes all rows.

        Returns
        -------
        pandas.DataFrame
            Rows in source order.

        Raises
        ------
        ContractError
            If there is no such table, or it is larger than the limit.
        """
        table = self.table(name)
        if limit is not None and (rows := int(table.count().execute())) > limit:
            raise ContractError(
                f"{rows:,} rows are more than the limit of {limit:,}",
                where=f"table {name}",
                remedy=f"work on crm.table({name!r}) in the engine, or ask for all with limit=None",
            )
        order = [column for column in ("source", "source_row", "order_id", "line") if column in table.columns]
        frame: pd.DataFrame = (table.order_by(order) if order else table).to_pandas()
        for column in frame.columns:
            if self._is_fixed(name, column):
                frame[column] = frame[column].astype("Float64").astype("float64") / FIXED_POINT
        return frame

    def _is_fixed(self, table: str, column: str) -> bool:
        """Say whether a column holds whole 1/10,000 units."""
        spec = CONTRACT.get(table)
        declared = spec.column(column) if spec and spec.has(column) else DERIVED.get(column)
        kind = declared.type if declared else ""
        return kind in ("money", "decimal") and self.tables[table][column].type().is_integer()

    def counts(self) -> pd.DataFrame:
        """Count rows and give the span of each table.

        Returns
        -------
        pandas.DataFrame
            One row per table: ``table``, ``rows``, ``first`` and ``last`` (UTC).
        """
        rows = []
        for name in sorted(self.tables):
            table = self.tables[name]
            stamp = main_time(name)
            measures = {"rows": table.count()}
            if stamp and stamp in table.columns:
                measures |= {"first": table[stamp].min(), "last": table[stamp].max()}
            rows.append({"table": name, **table.aggregate(**measures).to_pandas().iloc[0].to_dict()})
        return pd.DataFrame(rows, columns=["table", "rows", "first", "last"])

    def to_frame(self) -> pd.DataFrame:
        """Return the counts of :meth:`counts`."""
        return self.counts()

    def summary(self, lang: str | None = None) -> str:
        """Say how many tables and rows there are and which time they span."""
        lang = resolve_lang(lang)
        counts = self.counts()
        orders = counts.loc[(counts["table"] == "transactions") & counts["first"].notna()]
        span = WORDS("no_span", lang)
        if len(orders):
            first, last = (pd.Timestamp(orders[end].iloc[0]) for end in ("first", "last"))
            span = WORDS("span", lang, first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}")
        return WORDS("summary", lang, tables=len(counts), rows=int(counts["rows"].sum()), span=span)

    def to_dict(self) -> dict[str, Any]:
        """Return counts, settings and notes as plain data."""
        counts = {row["table"]: int(row["rows"]) for row in self.counts().to_dict("records")}
        return {
            "result": "Crm",
            "rows": counts,
            "timezone": self.timezone,
            "currency": self.currency,
            "stage": self.stage,
            "notes": list(self.notes),
        }

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed.

        Parameters
        ----------
        **changes : object
            Fields of Crm, such as ``tables`` or ``stage``.

        Returns
        -------
        Crm
            The copy.
        """
        return dataclasses.replace(self, **changes)

    def save(self, folder: str | Path) -> Path:
        """Write all tables as Parquet, to be opened again by :meth:`load` or ``cp.read``.

        Parameters
        ----------
        folder : str or Path
            Created where missing; files of an earlier save are overwritten.

        Returns
        -------
        Path
            The folder.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in sorted(self.tables.items()):
            order = [column for column in ("source", "source_row") if column in table.columns]
            (table.order_by(order) if order else table).to_parquet(folder / f"{name}.parquet", compression="zstd")
        facts = {
            "tables": sorted(self.tables),
            "timezone": self.timezone,
            "currency": self.currency,
            "stage": self.stage,
            "notes": list(self.notes),
            "provenance": dataclasses.asdict(self.provenance),
        }
        (folder / SAVED).write_text(json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        return folder

    @classmethod
    def load(cls, folder: str | Path) -> Crm:
        """Open what :meth:`save` wrote.

        Parameters
        ----------
        folder : str or Path
            The folder.

        Returns
        -------
        Crm
            Equal to the one saved.

        Raises
        ------
        SourceError
            If the folder holds no saved Crm.
        """
        folder = Path(folder)
        if not (folder / SAVED).is_file() or not _OPENERS:
            raise SourceError(f"no saved Crm: {SAVED} is missing", where=str(folder), remedy="use cp.read(folder)")
        return _OPENERS[0](folder)

    def _repr_html_(self) -> str:
        """Show summary, counts and notes in Jupyter."""
        notes = "".join(f"<li>{html.escape(note)}</li>" for note in self.notes)
        return super()._repr_html_() + (f"<ul>{notes}</ul>" if notes else "")


def saved_facts(folder: Path) -> tuple[dict[str, Any], Provenance]:
    """Read the facts of a saved Crm.

    Parameters
    ----------
    folder : Path
        Folder of :meth:`Crm.save`.

    Returns
    -------
    facts : dict
        tables, timezone, currency, stage, notes.
    provenance : Provenance
        Where the data came from.
    """
    facts = json.loads((folder / SAVED).read_text(encoding="utf-8"))
    return facts, Provenance(**facts.pop("provenance"))
