"""Reading: from a folder, a file or frames to one Crm in the contract's shape."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crmpersona.contract import (
    CONTRACT,
    ContractError,
    Crm,
    Provenance,
    SourceError,
    current_options,
    digest,
    nearest,
    options,
)
from crmpersona.relational import Engine, default_engine
from crmpersona.sources.aliases import guess_table
from crmpersona.sources.columnar import is_frame, load_frame, load_parquet
from crmpersona.sources.delimited import load_delimited
from crmpersona.sources.expressions import one_per_key, stacked
from crmpersona.sources.files import MAPPING_FILE, Item, assign, items_of_folder, items_of_frames, items_of_path
from crmpersona.sources.jsonlines import load_json_lines
from crmpersona.sources.mapping import load_mapping
from crmpersona.sources.mapping_rules import Mapping, TableRule
from crmpersona.sources.plans import plan_columns
from crmpersona.sources.raws import Raw
from crmpersona.sources.rest import fetch_rest
from crmpersona.sources.typing_cells import decide_forms, settle_together, typed_table
from crmpersona.sources.workbooks import load_sheet

__all__ = ["read"]

SAVED = "crm.json"


def read(
    source: str | Path | AnyMapping[str, Any] | Any,
    mapping: str | Path | AnyMapping[str, Any] | None = None,
    *,
    timezone: str | None = None,
    currency: str | None = None,
    engine: Engine | None = None,
) -> Crm:
    """Read the customer data of a business.

    Parameters
    ----------
    source : str, Path, frame, or mapping of str to frame or path
        A folder, one file, one frame, or named frames. Files: CSV, TSV, XLSX, Parquet, JSON Lines,
        text ones also as ``.gz``, in UTF-8, GB18030 or Latin-1. Frames: pandas, Polars, Arrow, DuckDB, Ibis.
        A TOML file with a block ``[rest]``, or a folder whose ``crmpersona.toml`` has one, first fetches
        what is new from that server; see :func:`crmpersona.sources.fetch_rest`.
    mapping : str, Path or dict, optional
        A TOML file, the name of a shipped mapping (``"online_retail"``, ``"cdnow"``), or its
        content. None takes ``crmpersona.toml`` of the folder, else names and aliases alone.
    timezone : str, optional
        Business time zone; None takes the mapping's, else the option in force.
    currency : str, optional
        ISO 4217 code of all money; None takes the mapping's, else the option in force.
    engine : Engine, optional
        Where the tables live; None takes the engine of this process.

    Returns
    -------
    Crm
        Typed tables, with ``source`` and ``source_row``. A cell that does not parse is null and
        keeps its text in ``<column>__raw``: no row and no value is lost.

    Raises
    ------
    SourceError
        If there is nothing to read, or an encoding, a date or a line cannot be decided.
    MappingError
        If the mapping says something that cannot be done.
    ContractError
        If a required column is missing, or there are neither customers nor transactions.

    Examples
    --------
    >>> import pandas as pd
    >>> orders = pd.DataFrame({"客户编号": [17850.0], "下单时间": ["2026-01-05 08:00"], "金额": ["12.50"]})
    >>> crm = read({"订单": orders}, timezone="Asia/Shanghai")
    >>> crm.frame("transactions")[["customer_id", "ordered_at", "amount"]].astype(str).iloc[0].tolist()
    ['17850', '2026-01-05', '12.5']
    """
    if isinstance(source, (str, Path)) and (Path(source) / SAVED).is_file() and mapping is None:
        return Crm.load(source)
    engine = engine or default_engine()
    if isinstance(source, (str, Path)):
        items, rules, notes = _items_of_path(source, mapping, engine)
    else:
        items, rules = _items(source, mapping)
        notes = []
    job = _Job(rules, _settings(rules, timezone, currency), engine, notes)
    return job.run(items)


def _items(source: Any, mapping: Any) -> tuple[list[Item], Mapping]:
    """List frames, and find the mapping."""
    if is_frame(source):
        return [Item("frame", "frame", ("frame",), frame=source)], load_mapping(mapping)
    if not isinstance(source, AnyMapping):
        raise SourceError(
            f"{type(source).__name__} is nothing that crmpersona reads",
            remedy="give a folder, a file, a frame, or a dictionary of table name to frame",
        )
    return items_of_frames(source), load_mapping(mapping)


def _items_of_path(source: str | Path, mapping: Any, engine: Engine) -> tuple[list[Item], Mapping, list[str]]:
    """List the items of a folder or file, fetched ones included."""
    path = Path(source)
    if not path.exists():
        raise _missing(str(source))
    if path.is_file() and path.suffix.lower() == ".toml":
        return _fetched(path, mapping, engine)
    if not path.is_dir():
        items = items_of_path(path, path.name)
        if not items:
            remedy = "use CSV, XLSX, Parquet or JSON Lines"
            raise SourceError("this kind of file is not read", where=path.name, remedy=remedy)
        return items, load_mapping(mapping), []
    own = path / MAPPING_FILE
    rules = load_mapping(own if mapping is None and own.is_file() else mapping)
    items = items_of_folder(path)
    notes: list[str] = []
    if rules.rest and mapping is None:
        fetched, rules, notes = _fetched(own, None, engine)
        items += fetched
    if not items:
        there = ", ".join(sorted(entry.name for entry in path.iterdir())[:8]) or "nothing"
        raise SourceError(
            f"the folder holds no data files; it holds {there}",
            where=str(source),
            remedy="put CSV, XLSX, Parquet or JSON Lines files there, named like tables: customers, transactions, …",
        )
    return items, rules, notes


def _fetched(config: Path, mapping: Any, engine: Engine) -> tuple[list[Item], Mapping, list[str]]:
    """Fetch from a server, and list the tables that have landed."""
    found = fetch_rest(config, engine=engine)
    items = items_of_folder(found.folder)
    if not items:
        remedy = "check path, records and params under [rest.tables…]"
        raise SourceError("the server sent no record for any table", where=config.name, remedy=remedy)
    return items, load_mapping(config if mapping is None else mapping), list(found.notes)


def _missing(source: str) -> SourceError:
    """Describe a path that does not exist."""
    if "://" in source:
        remedy = "write a TOML file with a block [rest] and read that, or export to a folder first"
        return SourceError("addresses are not read as they stand", where=source.partition("://")[0], remedy=remedy)
    path = Path(source)
    parent = path.parent
    near = nearest(path.name, [entry.name for entry in parent.iterdir()]) if parent.is_dir() else None
    advice = f"did you mean {str(parent / near)!r}?" if near else "check the path"
    return SourceError("there is no such folder or file", where=source, remedy=advice)


@dataclass(frozen=True)
class _Settings:
    """Zone and currency of one reading."""

    timezone: str
    timestamps: str
    currency: str | None


def _settings(rules: Mapping, timezone: str | None, currency: str | None) -> _Settings:
    """Settle zone and currency: the call, then the mapping, then the options."""
    now = current_options()
    zone = timezone or rules.timezone or now.timezone
    with options(timezone=zone):
        pass
    return _Settings(zone, rules.timestamps or zone, currency or rules.currency or now.currency)


@dataclass
class _Job:
    """One reading: loads every item once, then builds table after table."""

    rules: Mapping
    settings: _Settings
    engine: Engine
    notes: list[str] = field(default_factory=list)
    loaded: dict[str, Raw] = field(default_factory=dict)

    def run(self, items: list[Item]) -> Crm:
        """Read all tables."""
        assigned, notes = assign(items, self.rules)
        self.notes += notes
        if not assigned and len(items) == 1:
            assigned = {self._guessed(items[0]): items}
            self.notes.clear()
        if not assigned:
            shown = ", ".join(item.label for item in items[:8])
            raise SourceError(
                f"none of the {len(items)} files means a table of the contract: {shown}",
                remedy=f"name them like {', '.join(list(CONTRACT)[:3])}, or give a mapping with files = […]",
            )
        tables = {name: self._table(name, found) for name, found in assigned.items()}
        self._check(tables)
        return Crm(
            tables={name: tables[name] for name in CONTRACT if name in tables},
            timezone=self.settings.timezone,
            currency=self.settings.currency,
            notes=tuple(self.notes),
            provenance=self._provenance(),
        )

    def _guessed(self, item: Item) -> str:
        """Tell a single file's table by its columns."""
        rule = next(iter(self.rules.tables.values()), TableRule("transactions"))
        raw = self._load(item, rule)
        if len(self.rules.tables) == 1:
            return rule.name
        table = guess_table(raw.header)
        if table:
            return table
        raise SourceError(
            f"neither its name nor its columns say which table it is; columns: {', '.join(raw.header[:12])}",
            where=raw.label,
            remedy="name it like a table, for example transactions.csv, or give {'transactions': path}",
        )

    def _load(self, item: Item, rule: TableRule) -> Raw:
        """Load one item, once."""
        if item.label not in self.loaded:
            self.loaded[item.label] = self._loader(item, rule)
            self.notes += self.loaded[item.label].notes
        return self.loaded[item.label]

    def _loader(self, item: Item, rule: TableRule) -> Raw:
        """Load one item by its kind."""
        if item.kind == "frame":
            return load_frame(item.frame, item.label, self.engine)
        if item.kind == "parquet":
            return load_parquet(item.paths, item.parts, self.engine)
        if item.kind == "sheet":
            return load_sheet(item.paths[0], item.sheet, item.label, self.engine)
        load = load_json_lines if item.kind == "json" else load_delimited
        return load(item.paths[0], item.label, rule, self.engine)

    def _table(self, name: str, items: Iterable[Item]) -> Any:
        """Build one table from its items."""
        rule = self.rules.table(name)
        files = []
        for item in items:
            raw = self._load(item, rule)
            plans = plan_columns(name, raw, rule)
            files.append((raw, plans, decide_forms(raw, plans, rule)))
        settled = settle_together(name, files, self.notes)
        parts = [
            typed_table(name, raw, plans, forms, rule, self.settings.timestamps, self.engine)
            for (raw, plans, _), forms in zip(files, settled, strict=True)
        ]
        table = stacked(parts)
        if rule.unique:
            table = self.engine.materialise(one_per_key(table, CONTRACT[name].key), stem=name)
            self.notes.append(f"{name}: one row per {', '.join(CONTRACT[name].key)}, taken from {files[0][0].label}")
        return table

    def _check(self, tables: dict[str, Any]) -> None:
        """Refuse data without customers, and note what is empty."""
        if "customers" not in tables and "transactions" not in tables:
            raise ContractError(
                f"there are neither customers nor transactions, only {', '.join(tables)}",
                remedy="add a file named customers or transactions, or map one",
            )
        rows = {name: int(table.count().execute()) for name, table in tables.items()}
        self.notes += [f"table {name} has no rows" for name, count in rows.items() if not count]
        if not any(rows.get(name) for name in ("customers", "transactions")):
            empty = " and ".join(name for name in ("customers", "transactions") if name in tables)
            labels = ", ".join(self.loaded)
            raise SourceError(f"table {empty} has no rows", where=labels, remedy="check the export and its filters")
        if "transactions" in tables and not _has_money(tables["transactions"].columns):
            self.notes.append("transactions carry no amount and no price: figures in money are not available")

    def _provenance(self) -> Provenance:
        """Say what was read and how."""
        content = {label: raw.digest for label, raw in sorted(self.loaded.items())}
        settings = {
            "timezone": self.settings.timezone,
            "timestamps": self.settings.timestamps,
            "currency": self.settings.currency,
        }
        whole = digest({"sources": content, "mapping": self.rules.digest, **settings})
        parameters = {**settings, "mapping": self.rules.label, "sources": content}
        return Provenance(input_digest=whole, parameters=parameters)


def _has_money(columns: Iterable[str]) -> bool:
    """Say whether money can be known."""
    there = set(columns)
    return "amount" in there or {"quantity", "unit_price"} <= there
