"""Which column of a file becomes which column of a table, before any cell is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crmpersona.contract import CONTRACT, DERIVED, ColumnSpec, ContractError, MappingError, nearest
from crmpersona.sources.aliases import column_names
from crmpersona.sources.expressions import evaluate, literal_value
from crmpersona.sources.expressions.formulas import Value
from crmpersona.sources.grammar import parse_expression
from crmpersona.sources.mapping_rules import ColumnRule, TableRule
from crmpersona.sources.raws import Raw

__all__ = ["Plan", "plan_columns"]


@dataclass(frozen=True)
class Plan:
    """Where one column of one file comes from.

    Parameters
    ----------
    name : str
        Column of the table.
    spec : ColumnSpec or None
        Its declaration; None for an extra column.
    value : Value
        Its cells.
    rule : ColumnRule
        What the mapping says.
    origin : str
        Column of the file, for messages.

    Examples
    --------
    >>> Plan("a", None, Value("text", None), ColumnRule("a"), "A").origin
    'A'
    """

    name: str
    spec: ColumnSpec | None
    value: Value
    rule: ColumnRule
    origin: str


def plan_columns(table: str, raw: Raw, rule: TableRule) -> list[Plan]:
    """Plan the columns that one file gives to a table.

    The mapping comes first, then the contract's names and their aliases; the rest are extra
    columns under their own names.

    Parameters
    ----------
    table : str
        Table of the contract.
    raw : Raw
        The file.
    rule : TableRule
        What the mapping says of the table.

    Returns
    -------
    list of Plan
        Contract columns in the contract's order, then extra ones.

    Raises
    ------
    MappingError
        If the mapping names a column that the file does not have.
    ContractError
        If a required column is missing.
    """
    plans: dict[str, Plan] = {}
    # Expressions come last, because they may use the names that the mapping gives.
    for name, column in sorted(rule.columns.items(), key=lambda item: bool(item[1].expression)):
        given = {plan.name: plan.origin for plan in plans.values() if plan.rule.columns}
        if planned := _ruled(table, raw, column, given):
            plans[name] = planned
    used = {plan.origin for plan in plans.values()}
    if not rule.unique:
        free = [name for name in raw.header if name not in used]
        for name, origin in column_names(table, free, rule.columns).items():
            plans[name] = Plan(name, _spec(table, name), Value("cell", raw.table[origin]), ColumnRule(name), origin)
            used.add(origin)
        for name in raw.header:
            if name not in used and name not in plans:
                plans[name] = Plan(name, None, Value("cell", raw.table[name]), ColumnRule(name), name)
    _require(table, raw, plans)
    order = {name: place for place, name in enumerate(CONTRACT[table].names)}
    return sorted(plans.values(), key=lambda plan: order.get(plan.name, len(order)))


def _spec(table: str, name: str) -> ColumnSpec | None:
    """Return the declaration of a column: the contract's, or that of a column derived later."""
    spec = CONTRACT[table]
    if spec.has(name):
        return spec.column(name)
    return DERIVED[name] if table == "transactions" and name in ("category", "brand") else None


def _ruled(table: str, raw: Raw, rule: ColumnRule, given: dict[str, str]) -> Plan | None:
    """Plan a column that the mapping names; None where it is optional and not there."""
    spec = _spec(table, rule.name)
    if rule.constant is not None:
        return Plan(rule.name, spec, literal_value(rule.constant), rule, f"constant {rule.constant!r}")
    if rule.expression:
        tree = parse_expression(rule.expression, rule.place)
        return Plan(rule.name, spec, evaluate(tree, raw.table, rule.place, given), rule, rule.expression)
    there = {name.casefold(): name for name in reversed(raw.header)}
    for name in rule.columns:
        if name in raw.header or name.casefold() in there:
            origin = name if name in raw.header else there[name.casefold()]
            return Plan(rule.name, spec, Value("cell", raw.table[origin]), rule, origin)
    if rule.optional:
        return None
    wanted = " or ".join(repr(name) for name in rule.columns)
    near = nearest(rule.columns[0], raw.header)
    advice = f"the nearest column is {near!r}" if near else f"columns there: {', '.join(raw.header[:12])}"
    raise MappingError(
        f"{rule.name} = {wanted}: the file {raw.label} has no such column",
        where=rule.place,
        remedy=f"{advice}; or add optional = true",
    )


def _require(table: str, raw: Raw, plans: dict[str, Any]) -> None:
    """Refuse a file that lacks required columns, all of them named."""
    spec = CONTRACT[table]
    missing = [name for name in spec.required if name not in plans]
    if not missing:
        return
    unused = [name for name in raw.header if name not in plans or plans[name].spec is None]
    near = nearest(missing[0], unused)
    example = near or "name in the file"
    hint = f"the nearest column is {near!r}; " if near else f"columns there: {', '.join(raw.header[:12])}; "
    are = "column {} is" if len(missing) == 1 else "columns {} are"
    raise ContractError(
        f"required {are.format(', '.join(missing))} missing",
        where=f"table {table}, file {raw.label}",
        remedy=f'{hint}map it: under [tables.{table}.columns] write {missing[0]} = "{example}"',
    )
