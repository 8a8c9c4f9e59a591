"""One planned column as a typed engine column."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ibis
import ibis.expr.types as ir

from crmpersona.relational import FIXED_POINT, to_fixed
from crmpersona.sources.expressions.formulas import Value
from crmpersona.sources.expressions.moments import plain_moment, plain_to_moment, to_day, to_moment
from crmpersona.sources.expressions.numbers import plain_number, plain_to_fixed, scaled_fixed
from crmpersona.sources.expressions.values import known_text, to_boolean, to_id, to_integer, to_text
from crmpersona.sources.mapping_rules import UNITS
from crmpersona.sources.writtenforms import DateForm, NumberForm

__all__ = ["cell_text", "literal_value", "plain_text", "typed_column", "unread_count", "with_companion"]

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


def cell_text(plan: Any, missing: tuple[str, ...]) -> ir.StringColumn | None:
    """Return the stripped text of a planned column, the first step of typing it.

    Parameters
    ----------
    plan : Plan
        Where it comes from and what it has to be.
    missing : tuple of str
        Further words for "missing".

    Returns
    -------
    ibis string column or None
        None where the column is typed already, is an exact result of an expression, or is an extra one.
    """
    value, spec = plan.value, plan.spec
    if spec is None or value.kind not in ("cell", "text"):
        return None
    text = value.column.type().is_string()
    if plan.rule.values:
        return known_text(value.column, missing).substitute(dict(plan.rule.values))
    if spec.type in ("date", "timestamp") and not (value.column.type().is_timestamp() or value.column.type().is_date()):
        epoch = plan.rule.format in ("epoch_s", "epoch_ms", "excel")
        return None if epoch and not text else known_text(value.column, missing)
    if not text:
        return None
    # Only in free text may "none" be a word.
    return to_text(value.column) if spec.type == "text" else known_text(value.column, missing)


def plain_text(plan: Any, text: ir.StringColumn, forms: Any) -> ir.StringColumn | None:
    """Rewrite the text of a number or date in one common form, the second step of typing it.

    Parameters
    ----------
    plan : Plan
        Where it comes from and what it has to be.
    text : ibis string column
        Result of :func:`cell_text`.
    forms : Forms
        How dates and numbers are written.

    Returns
    -------
    ibis string column or None
        None where the text needs no rewriting.
    """
    if plan.spec.type in ("date", "timestamp"):
        form = forms.dates[plan.name]
        return None if form.form in ("epoch_s", "epoch_ms", "excel") else plain_moment(text, form)
    if plan.spec.type in ("integer", "decimal", "money"):
        return plain_number(text, forms.numbers.get(plan.name, NumberForm()))
    return None


def typed_column(plan: Any, cells: ir.Column, forms: Any, timezone: str) -> ir.Column:
    """Type one planned column, the last step.

    Parameters
    ----------
    plan : Plan
        Where it comes from and what it has to be.
    cells : ibis column
        Its cells after the first two steps.
    forms : Forms
        How dates and numbers are written.
    timezone : str
        Zone of naive moments.

    Returns
    -------
    ibis column
        Of the contract's engine type; an extra column keeps its own.

    Raises
    ------
    TypeError
        With the name of the kind, where an expression's result cannot become the column's type.
    """
    kind, spec = plan.value.kind, plan.spec
    if spec is None:
        return _extra(plan.value)
    if kind in ("condition", "number"):
        return _from_formula(cells, kind, spec.type, plan.rule.unit)
    if spec.type in ("date", "timestamp"):
        return _from_time(cells, spec.type, forms.dates.get(plan.name, DateForm("iso")), timezone)
    if spec.type in (*TEXTS, "boolean"):
        return _from_words(cells, spec.type)
    if spec.type == "integer":
        return to_integer(cells)
    units = plain_to_fixed(cells) if cells.type().is_string() else to_fixed(cells)
    return scaled_fixed(units, UNITS[plan.rule.unit]) if plan.rule.unit else units


def _from_words(cells: ir.Column, kind: str) -> ir.Column:
    """Type yes or no, an id, a text or a category."""
    if kind == "boolean":
        return to_boolean(cells)
    return to_id(cells) if kind == "id" else to_text(cells)


def _from_time(cells: ir.Column, kind: str, form: DateForm, timezone: str) -> ir.Column:
    """Type a day or a moment."""
    number = form.form in ("epoch_s", "epoch_ms", "excel")
    if not cells.type().is_string() or number:
        return to_day(cells, form) if kind == "date" else to_moment(cells, form, timezone)
    if kind == "date":
        return plain_to_moment(cells, replace(form, offsets=False), "UTC").cast("date")
    return plain_to_moment(cells, form, timezone)


def _from_formula(column: ir.Column, found: str, kind: str, unit: str) -> ir.Column:
    """Type the result of an expression."""
    return _from_condition(column, kind) if found == "condition" else _from_number(column, kind, unit)


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
