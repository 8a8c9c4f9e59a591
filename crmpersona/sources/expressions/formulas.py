"""Mapping expressions as engine expressions: exact numbers, texts and conditions."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from crmpersona.contract import MappingError, nearest
from crmpersona.relational import FIXED_POINT, to_fixed
from crmpersona.sources.expressions.numbers import product_fixed, quotient_fixed, text_to_fixed
from crmpersona.sources.expressions.values import known_text, to_boolean, to_text
from crmpersona.sources.writtenforms import NumberForm

__all__ = ["Value", "evaluate"]


@dataclass(frozen=True)
class Value:
    """A part of an expression with the kind it has.

    Parameters
    ----------
    kind : {"cell", "text", "number", "condition"}
        ``cell`` is a column as it stands in the file; ``number`` is in 1/10,000.
    column : ibis column
        The values.

    Examples
    --------
    >>> Value("text", None).kind
    'text'
    """

    kind: str
    column: Any


def evaluate(tree: ast.expr, table: ir.Table, place: str, names: Mapping[str, str] | None = None) -> Value:
    """Turn a checked expression into an engine expression.

    Numbers are exact: every step is rounded half away from zero to 1/10,000.

    Parameters
    ----------
    tree : ast.expr
        Result of :func:`crmpersona.sources.grammar.parse_expression`.
    table : ibis Table
        Columns of the file.
    place : str
        Where the expression stands, for messages.
    names : mapping of str to str, optional
        Further names for columns of the file: those that the mapping gives them.

    Returns
    -------
    Value
        The result with its kind.

    Raises
    ------
    MappingError
        If a column does not exist or kinds do not fit.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> from crmpersona.sources.grammar import parse_expression
    >>> rows = as_table(pd.DataFrame({"quantity": ["3"], "price": [2.55]}))
    >>> evaluate(parse_expression("quantity * price", ""), rows, "").column.execute().tolist()
    [76500]
    """
    return _Formula(table, place, names or {}).value(tree)


class _Formula:
    """Walks the tree of one expression."""

    def __init__(self, table: ir.Table, place: str, names: Mapping[str, str]) -> None:
        self.table = table
        self.place = place
        self.names = names

    def value(self, node: ast.expr) -> Value:
        """Evaluate one node by its kind."""
        if isinstance(node, ast.Constant):
            return self.constant(node.value)
        if isinstance(node, ast.Name):
            return self.cell(node.id)
        if isinstance(node, ast.BinOp):
            return self.arithmetic(node)
        if isinstance(node, ast.UnaryOp):
            return self.unary(node)
        return self.other(node)

    def other(self, node: ast.expr) -> Value:
        """Evaluate comparisons, conditions, choices and calls."""
        if isinstance(node, ast.Compare):
            return self.comparison(node)
        if isinstance(node, ast.BoolOp):
            return self.both_or_one(node)
        if isinstance(node, ast.IfExp):
            return self.choice(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return getattr(self, f"call_{node.func.id}")(node.args)  # type: ignore[no-any-return]
        raise MappingError(f"{type(node).__name__} is not allowed in an expression", where=self.place)

    def constant(self, value: Any) -> Value:
        """Evaluate a number, text, true or false."""
        if isinstance(value, bool):
            return Value("condition", ibis.literal(value))
        if isinstance(value, str):
            return Value("text", ibis.literal(value))
        return Value("number", ibis.literal(int(Decimal(str(value)) * FIXED_POINT), type="int64"))

    def cell(self, name: str) -> Value:
        """Evaluate a column of the file."""
        known = (*self.table.columns, *self.names)
        if name not in known:
            near = nearest(name, known)
            advice = f"the nearest column is {near!r}" if near else f"columns: {', '.join(self.table.columns[:12])}"
            raise MappingError(f"the file has no column {name!r}", where=self.place, remedy=advice)
        return Value("cell", self.table[name if name in self.table.columns else self.names[name]])

    def number(self, node: ast.expr) -> ir.IntegerColumn:
        """Evaluate as a number in 1/10,000."""
        value = self.value(node)
        if value.kind == "number":
            return value.column
        if value.kind == "condition":
            raise MappingError("a condition is no number", where=self.place, remedy="use 1 if … else 0")
        if value.column.type().is_string():
            return text_to_fixed(known_text(value.column), NumberForm(grouped=True))
        return to_fixed(value.column)

    def text(self, node: ast.expr) -> ir.StringColumn:
        """Evaluate as text."""
        if isinstance(node, ast.Constant) and not isinstance(node.value, (str, bool)):
            return ibis.literal(str(node.value))
        value = self.value(node)
        if value.kind in ("number", "condition"):
            raise MappingError(f"a {value.kind} is no text", where=self.place, remedy="take a column or a quoted text")
        return to_text(value.column) if value.kind == "cell" else value.column

    def condition(self, node: ast.expr) -> ir.BooleanColumn:
        """Evaluate as true or false; a missing value counts as false."""
        value = self.value(node)
        if value.kind == "condition":
            return ibis.coalesce(value.column, False)
        if value.kind == "cell":
            return ibis.coalesce(to_boolean(value.column), False)
        raise MappingError(f"a {value.kind} is no condition", where=self.place, remedy="compare it with something")

    def arithmetic(self, node: ast.BinOp) -> Value:
        """Evaluate + - * /."""
        left, right = self.number(node.left), self.number(node.right)
        if isinstance(node.op, ast.Add):
            return Value("number", left + right)
        if isinstance(node.op, ast.Sub):
            return Value("number", left - right)
        step = product_fixed if isinstance(node.op, ast.Mult) else quotient_fixed
        return Value("number", step(left, right))

    def unary(self, node: ast.UnaryOp) -> Value:
        """Evaluate a minus sign or a negation."""
        if isinstance(node.op, ast.Not):
            return Value("condition", ~self.condition(node.operand))
        return Value("number", -self.number(node.operand))

    def comparison(self, node: ast.Compare) -> Value:
        """Evaluate a comparison: as numbers where one side is a number, else as texts."""
        if len(node.ops) != 1:
            raise MappingError("a comparison has two sides", where=self.place, remedy="join two of them with and")
        sides = (node.left, node.comparators[0])
        numeric = any(self.value(side).kind == "number" for side in sides)
        left, right = (self.number(side) if numeric else self.text(side) for side in sides)
        compare = {
            ast.Eq: left == right,
            ast.NotEq: left != right,
            ast.Lt: left < right,
            ast.LtE: left <= right,
            ast.Gt: left > right,
            ast.GtE: left >= right,
        }
        return Value("condition", compare[type(node.ops[0])])

    def both_or_one(self, node: ast.BoolOp) -> Value:
        """Evaluate and, or."""
        result = self.condition(node.values[0])
        for part in node.values[1:]:
            other = self.condition(part)
            result = result & other if isinstance(node.op, ast.And) else result | other
        return Value("condition", result)

    def alike(self, nodes: list[ast.expr]) -> tuple[str, list[Any]]:
        """Evaluate several parts to one common kind."""
        values = [self.value(node) for node in nodes]
        kinds = {value.kind for value in values}
        if kinds == {"cell"}:
            same = len({value.column.type() for value in values}) == 1
            return "cell", [value.column if same else to_text(value.column) for value in values]
        if "number" in kinds:
            return "number", [self.number(node) for node in nodes]
        if "condition" in kinds:
            return "condition", [self.condition(node) for node in nodes]
        return "text", [self.text(node) for node in nodes]

    def choice(self, node: ast.IfExp) -> Value:
        """Evaluate a if b else c."""
        kind, (yes, no) = self.alike([node.body, node.orelse])
        return Value(kind, self.condition(node.test).ifelse(yes, no))

    def call_coalesce(self, arguments: list[ast.expr]) -> Value:
        """Take the first value that is known."""
        kind, columns = self.alike(arguments)
        if kind == "cell" and columns[0].type().is_string():
            columns = [known_text(column) for column in columns]
        return Value(kind, ibis.coalesce(*columns))

    def call_column(self, arguments: list[ast.expr]) -> Value:
        """Take a column by its quoted name."""
        return self.cell(str(arguments[0].value))  # type: ignore[attr-defined]

    def call_concat(self, arguments: list[ast.expr]) -> Value:
        """Join texts; a missing part makes the whole missing."""
        parts = [self.text(argument) for argument in arguments]
        return Value("text", parts[0].concat(*parts[1:]) if len(parts) > 1 else parts[0])

    def call_contains(self, arguments: list[ast.expr]) -> Value:
        """Look for a text inside another."""
        return Value("condition", self.text(arguments[0]).contains(self.text(arguments[1])))

    def call_startswith(self, arguments: list[ast.expr]) -> Value:
        """Look for a text at the beginning."""
        return Value("condition", self.text(arguments[0]).startswith(self.text(arguments[1])))

    def call_endswith(self, arguments: list[ast.expr]) -> Value:
        """Look for a text at the end."""
        return Value("condition", self.text(arguments[0]).endswith(self.text(arguments[1])))

    def call_is_missing(self, arguments: list[ast.expr]) -> Value:
        """Say whether a cell is missing."""
        value = self.value(arguments[0])
        column = known_text(value.column) if value.kind == "cell" else value.column
        return Value("condition", column.isnull())

    def call_lower(self, arguments: list[ast.expr]) -> Value:
        """Turn into small letters."""
        return Value("text", self.text(arguments[0]).lower())

    def call_upper(self, arguments: list[ast.expr]) -> Value:
        """Turn into capital letters."""
        return Value("text", self.text(arguments[0]).upper())

    def call_strip(self, arguments: list[ast.expr]) -> Value:
        """Remove spaces at both ends."""
        return Value("text", self.text(arguments[0]).strip())

    def call_number(self, arguments: list[ast.expr]) -> Value:
        """Read as a number."""
        return Value("number", self.number(arguments[0]))

    def call_substring(self, arguments: list[ast.expr]) -> Value:
        """Cut out a part: position from 1, then length."""
        start, length = (int(argument.value) for argument in arguments[1:])  # type: ignore[attr-defined]
        return Value("text", self.text(arguments[0]).substr(max(start - 1, 0), length))
