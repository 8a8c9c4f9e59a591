"""One planned column as a typed engine column."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from crmpersona.relational import FIXED_POINT, to_fixed
from crmpersona.sources.expressions.formulas import Value
from crmpersona.sources.expressions.moments import to_day, to_moment
from crmpersona.sources.expressions.numbers import scaled_fixed, text_to_fixed
from crmpersona.sources.expressions.values import known_text, to_boolean, to_id, to_integer, to_text
from crmpersona.sources.mapping_rules import UNITS
from crmpersona.sources.writtenforms import DateForm, NumberForm

__all__ = ["literal_value", "typed_column", "unread_count", "with_companion"]

TEXTS = ("id", "text", "category")


def literal_value(constant: str | int | bool) -> Value:
    """Turn a constant of a mapping into a value.

    Parameters
    ----------
    constant : str, int or bool
        The constant.

    Returns
    -------
    Value
        A text, number or condition.

    Examples
    --------
    >>> literal_value("GBP").kind
    'text'
    """
    if isinstance(constant, bool):
        return Value("condition", ibis.literal(constant))
    if isinstance(constant, int):
        return Value("number", ibis.literal(constant * FIXED_POINT, type="int64"))
    return Value("text", ibis.literal(constant))


def typed_column(plan: Any, forms: Any, timezone: str, missing: tuple[str, ...]) -> ir.Column:
    """Type one planned column.

    Parameters
    ----------
    plan : Plan
        Where it comes from and what it has to be.
    forms : Forms
        How dates and numbers are written.
    timezone : str
        Zone of naive moments.
    missing : tuple of str
        Further words for "missing".

    Returns
    -------
    ibis column
        Of the contract's engine type; an extra column keeps its own.

    Raises
    ------
    TypeError
        With the name of the kind, where an expression's result cannot become the column's type.
    """
    value, spec = plan.value, plan.spec
    if spec is None:
        return _extra(value)
    if value.kind == "condition":
        return _from_condition(value.column, spec.type)
    if value.kind == "number":
        return _from_number(value.column, spec.type, plan.rule.unit)
    cells = value.column
    if plan.rule.values:
        cells = known_text(cells, missing).substitute(dict(plan.rule.values))
    if spec.type in (*TEXTS, "boolean"):
        return _from_words(cells, spec.type, missing)
    if spec.type in ("date", "timestamp"):
        form = forms.dates.get(plan.name, DateForm("iso"))
        return to_day(cells, form, missing) if spec.type == "date" else to_moment(cells, form, timezone, missing)
    return _from_digits(cells, plan, forms.numbers.get(plan.name, NumberForm()), missing)


def _from_digits(cells: ir.Column, plan: Any, form: NumberForm, missing: tuple[str, ...]) -> ir.IntegerColumn:
    """Type a whole number, a decimal or money."""
    if plan.spec.type == "integer":
        return to_integer(cells, form, missing)
    text = cells.type().is_string()
    units = text_to_fixed(known_text(cells, missing), form) if text else to_fixed(cells)
    return scaled_fixed(units, UNITS[plan.rule.unit]) if plan.rule.unit else units


def _from_words(cells: ir.Column, kind: str, missing: tuple[str, ...]) -> ir.Column:
    """Type yes or no, an id, a text or a category; only in free text may "none" be a word."""
    if kind == "boolean":
        return to_boolean(cells, missing)
    if kind == "id":
        return to_id(cells, missing)
    return to_text(cells) if kind == "text" else known_text(cells, missing)


def _from_condition(column: ir.BooleanColumn, kind: str) -> ir.Column:
    """Type a condition."""
    if kind != "boolean":
        raise TypeError("condition")
    return column


def _from_number(column: ir.IntegerColumn, kind: str, unit: str) -> ir.Column:
    """Type an exact number."""
    if kind in ("money", "decimal"):
        return scaled_fixed(column, UNITS[unit]) if unit else column
    if kind == "integer":
        return (column % FIXED_POINT == 0).ifelse(column // FIXED_POINT, ibis.null("int64"))
    if kind in TEXTS:
        return (column // FIXED_POINT).cast("string")
    raise TypeError("number")


def _extra(value: Value) -> ir.Column:
    """Keep an extra column as it is; an exact number becomes a plain one."""
    if value.kind == "number":
        return value.column / FIXED_POINT
    return value.column.nullif("") if value.column.type().is_string() else value.column


def unread_count(text: ir.StringColumn, typed: ir.Column) -> ir.IntegerScalar:
    """Count the cells that hold something which did not parse.

    Parameters
    ----------
    text : ibis string column
        The cells.
    typed : ibis column
        What became of them.

    Returns
    -------
    ibis int64 scalar
        The count.
    """
    return (text.notnull() & typed.isnull()).sum()


def with_companion(text: ir.StringColumn, typed: ir.Column, given: ir.StringColumn | None) -> ir.StringColumn:
    """Keep the text of cells that did not parse.

    Parameters
    ----------
    text : ibis string column
        The cells.
    typed : ibis column
        What became of them.
    given : ibis string column, optional
        A companion that the file brought itself.

    Returns
    -------
    ibis string column
        Null where the cell parsed or was empty.
    """
    own = (text.notnull() & typed.isnull()).ifelse(text, ibis.null("string"))
    return own if given is None else ibis.coalesce(own, given)
