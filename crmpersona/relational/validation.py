"""Validation: one counting query per table finds every breach of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from crmpersona.contract import FIXED_POINT, ColumnSpec, TableSpec, mask, nearest
from crmpersona.relational.engine import to_pandas

__all__ = ["FAILURE_COLUMNS", "missing_references", "validate"]

FAILURE_COLUMNS = ("table", "column", "rule", "rows", "examples")
MASKS = {"id": "id", "date": "date", "timestamp": "date", "integer": "number", "decimal": "number", "money": "number"}
NAMED = {"name": "name", "phone": "phone", "email": "email"}


@dataclass(frozen=True)
class _Rule:
    """One rule as a condition that bad rows meet, and the cell to show for them."""

    column: str
    name: str
    broken: Any
    cell: Any
    kind: str


def validate(table: ir.Table, spec: TableSpec) -> pd.DataFrame:
    """List every breach of a table's contract, in one pass over its rows.

    Parameters
    ----------
    table : ibis Table
        A table in engine types, as ``cp.read`` makes it.
    spec : TableSpec
        Its contract.

    Returns
    -------
    pandas.DataFrame
        One row per broken rule: ``table``, ``column``, ``rule``, ``rows`` and ``examples``, the
        masked cells of the first and last row that break it with their row numbers. Empty where
        the contract is kept. Rules: ``missing column``, ``required``, ``unreadable``,
        ``not allowed``, ``below minimum``, ``above maximum``, ``unique``, ``one currency``.

    Examples
    --------
    >>> from crmpersona.contract import CONTRACT
    >>> from crmpersona.relational import as_table
    >>> rows = as_table(pd.DataFrame({"product_id": ["p", "p"], "list_price": [-10_000, 5]}))
    >>> validate(rows, CONTRACT["products"])[["column", "rule", "rows"]].to_numpy().tolist()
    [['list_price', 'below minimum', 1], ['product_id', 'unique', 1]]
    """
    found = [_missing_column(name, table, spec) for name in spec.required if name not in table.columns]
    rules = [rule for column in spec.columns if column.name in table.columns for rule in _rules(table, column)]
    row = table.source_row if "source_row" in table.columns else None
    measures: dict[str, Any] = {}
    for place, rule in enumerate(rules):
        measures |= _measures(rule, place, row)
    measures |= _table_measures(table, spec)
    counted = to_pandas(table.aggregate(**measures)).iloc[0] if measures else pd.Series(dtype=object)
    for place, rule in enumerate(rules):
        rows = int(counted[f"n{place}"] or 0)
        if rows:
            shown = [_example(counted, place, end, rule) for end in ("first", "last")]
            found.append(_failure(spec, rule.column, rule.name, rows, "; ".join(dict.fromkeys(shown))))
    found += _table_failures(counted, spec)
    return pd.DataFrame(found, columns=list(FAILURE_COLUMNS))


def _failure(spec: TableSpec, column: str, rule: str, rows: int, examples: str) -> dict[str, Any]:
    """Make one row of the result."""
    return {"table": spec.name, "column": column, "rule": rule, "rows": rows, "examples": examples}


def _missing_column(name: str, table: ir.Table, spec: TableSpec) -> dict[str, Any]:
    """Report a required column that is not there, with the nearest one that is."""
    near = nearest(name, [column for column in table.columns if not spec.has(column)])
    rows = int(table.count().execute())
    return _failure(spec, name, "missing column", rows, f"nearest column: {near}" if near else "")


def _rules(table: ir.Table, column: ColumnSpec) -> list[_Rule]:
    """Compile the rules of one column."""
    cell = table[column.name]
    kind = NAMED.get(column.name) or MASKS.get(column.type, "text")
    companion = f"{column.name}__raw"
    unread = table[companion].notnull() & cell.isnull() if companion in table.columns else None
    rules: list[_Rule] = []
    if unread is not None:
        rules.append(_Rule(column.name, "unreadable", unread, table[companion], "text" if kind == "number" else kind))
    if column.required:
        lost = cell.isnull() if unread is None else cell.isnull() & ~unread
        rules.append(_Rule(column.name, "required", lost, cell, kind))
    if column.allowed:
        rules.append(_Rule(column.name, "not allowed", ~cell.isin(column.allowed), cell, kind))
    scale = FIXED_POINT if column.type in ("money", "decimal") else 1
    if column.minimum is not None:
        rules.append(_Rule(column.name, "below minimum", cell < int(column.minimum * scale), cell, kind))
    if column.maximum is not None:
        rules.append(_Rule(column.name, "above maximum", cell > int(column.maximum * scale), cell, kind))
    return [_scaled(rule, scale) for rule in rules]


def _scaled(rule: _Rule, scale: int) -> _Rule:
    """Show fixed-point money in units of the currency."""
    if scale == 1 or rule.name == "unreadable":
        return rule
    return _Rule(rule.column, rule.name, rule.broken, rule.cell / scale, rule.kind)


def _measures(rule: _Rule, place: int, row: ir.IntegerColumn | None) -> dict[str, Any]:
    """Compile the counts and examples of one rule."""
    broken = ibis.coalesce(rule.broken, False)
    measures: dict[str, Any] = {f"n{place}": broken.sum()}
    if row is None:
        return measures | {f"first{place}": rule.cell.min(where=broken), f"last{place}": rule.cell.max(where=broken)}
    return measures | {
        f"first{place}": rule.cell.argmin(row, where=broken),
        f"last{place}": rule.cell.argmax(row, where=broken),
        f"first_row{place}": row.min(where=broken),
        f"last_row{place}": row.max(where=broken),
    }


def _example(counted: pd.Series[Any], place: int, end: str, rule: _Rule) -> str:
    """Mask one example and say in which row it stands."""
    value = counted[f"{end}{place}"]
    shown = mask(None if pd.isna(value) else value, rule.kind)
    number = counted.get(f"{end}_row{place}")
    return shown if number is None or pd.isna(number) else f"row {int(number):,}: {shown}"


def _table_measures(table: ir.Table, spec: TableSpec) -> dict[str, Any]:
    """Compile the rules over several rows: unique keys, one currency."""
    measures: dict[str, Any] = {}
    keys = [name for name in spec.key if name in table.columns]
    if len(keys) == len(spec.key):
        known = table[keys[0]].notnull()
        for name in keys[1:]:
            known = known & table[name].notnull()
        key = table[keys[0]] if len(keys) == 1 else ibis.struct({name: table[name] for name in keys})
        measures |= {"keys": known.sum(), "distinct": key.nunique(where=known)}
    if spec.has("currency") and "currency" in table.columns:
        measures |= {"currencies": table.currency.nunique(), "currency_rows": table.currency.count()}
    return measures


def _table_failures(counted: pd.Series[Any], spec: TableSpec) -> list[dict[str, Any]]:
    """Report broken rules over several rows."""
    found = []
    if (again := int(counted.get("keys") or 0) - int(counted.get("distinct") or 0)) > 0:
        found.append(_failure(spec, " + ".join(spec.key), "unique", again, ""))
    if (kinds := int(counted.get("currencies") or 0)) > 1:
        rows = int(counted["currency_rows"])
        found.append(_failure(spec, "currency", "one currency", rows, f"{kinds} currencies"))
    return found


def missing_references(
    tables: Mapping[str, ir.Table], links: Mapping[tuple[str, str], tuple[str, str]]
) -> pd.DataFrame:
    """List the ids that point to no row of the table they belong to.

    Parameters
    ----------
    tables : mapping of str to ibis Table
        The tables that there are.
    links : mapping of (table, column) to (table, column)
        From where to where ids point.

    Returns
    -------
    pandas.DataFrame
        Like :func:`validate`, with the rule ``reference``.

    Examples
    --------
    >>> from crmpersona.relational import as_table
    >>> tables = {"orders": as_table(pd.DataFrame({"p": ["a", "b"]})), "products": as_table(pd.DataFrame({"p": ["a"]}))}
    >>> missing_references(tables, {("orders", "p"): ("products", "p")})[["rule", "rows"]].to_numpy().tolist()
    [['reference to products', 1]]
    """
    found = []
    for (table, column), (target, key) in links.items():
        if table not in tables or target not in tables:
            continue
        if column not in tables[table].columns or key not in tables[target].columns:
            continue
        ids = tables[table].group_by(column).aggregate(rows=ibis._.count())
        ids = ids.filter(ids[column].notnull())
        lost = ids.anti_join(tables[target], ids[column] == tables[target][key])
        counted = to_pandas(lost.aggregate(ids=lost.count(), rows=lost.rows.sum(), example=lost[column].min())).iloc[0]
        if counted["ids"]:
            rule = f"reference to {target}"
            shown = f"{int(counted['ids']):,} ids, such as {mask(counted['example'], 'id')}"
            row = {"table": table, "column": column, "rule": rule, "rows": int(counted["rows"]), "examples": shown}
            found.append(row)
    return pd.DataFrame(found, columns=list(FAILURE_COLUMNS))
