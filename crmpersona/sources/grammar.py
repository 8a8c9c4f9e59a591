"""The small language of mapping expressions: read by Python's parser, restricted to a short list, never evaluated."""

from __future__ import annotations

import ast
from decimal import Decimal

from crmpersona.contract import MappingError, nearest

__all__ = ["FUNCTIONS", "expression_columns", "parse_expression"]

FUNCTIONS = {
    "coalesce": (1, 9),
    "column": (1, 1),
    "concat": (1, 9),
    "contains": (2, 2),
    "endswith": (2, 2),
    "is_missing": (1, 1),
    "lower": (1, 1),
    "number": (1, 1),
    "startswith": (2, 2),
    "strip": (1, 1),
    "substring": (3, 3),
    "upper": (1, 1),
}
"""Functions with their smallest and largest number of arguments."""

NODES = (
    ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.UnaryOp, ast.USub, ast.Not, ast.Compare, ast.Eq, ast.NotEq,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.BoolOp, ast.And, ast.Or, ast.IfExp, ast.Call, ast.Name, ast.Load,
    ast.Constant,
)  # fmt: skip
REMEDY = (
    "use columns, numbers, quoted texts, + - * /, comparisons, and/or/not, a if b else c, and "
    + ", ".join(sorted(FUNCTIONS))
    + '; write column("Two words") for names with spaces'
)


def parse_expression(text: str, place: str) -> ast.expr:
    """Read an expression and refuse everything outside the small language.

    Parameters
    ----------
    text : str
        For example ``quantity * unit_price`` or ``startswith(InvoiceNo, "C")``.
    place : str
        Where it stands, for messages.

    Returns
    -------
    ast.expr
        Its tree.

    Raises
    ------
    MappingError
        If it is no expression, or uses something that is not on the list.

    Examples
    --------
    >>> type(parse_expression("quantity * 2", "line 1")).__name__
    'BinOp'
    >>> parse_expression("open('file')", "line 1")
    Traceback (most recent call last):
    ...
    crmpersona.contract.errors.MappingError: unknown function 'open' in the expression [line 1]. What to do: ...
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise MappingError(f"{text!r} is no expression", where=place, remedy=REMEDY) from None
    for node in ast.walk(tree):
        _check(node, place)
    return tree


def _check(node: ast.AST, place: str) -> None:
    """Refuse one node that does not belong to the language."""
    if not isinstance(node, NODES):
        raise MappingError(f"{type(node).__name__} is not allowed in an expression", where=place, remedy=REMEDY)
    if isinstance(node, ast.Call):
        _check_call(node, place)
    if isinstance(node, ast.Constant):
        _check_constant(node, place)


def _check_call(node: ast.Call, place: str) -> None:
    """Refuse unknown functions and wrong numbers of arguments."""
    name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
    if name not in FUNCTIONS:
        near = nearest(name, FUNCTIONS)
        raise MappingError(
            f"unknown function {name!r} in the expression",
            where=place,
            remedy=f"did you mean {near}?" if near else REMEDY,
        )
    least, most = FUNCTIONS[name]
    if node.keywords or not least <= len(node.args) <= most:
        count = str(least) if least == most else f"{least} to {most}"
        raise MappingError(f"{name} takes {count} arguments", where=place, remedy=REMEDY)
    literal = {"column": (0,), "substring": (1, 2)}.get(name, ())
    for position in literal:
        wanted = str if name == "column" else int
        argument = node.args[position]
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, wanted):
            raise MappingError(f"argument {position + 1} of {name} must be written out", where=place, remedy=REMEDY)


def _check_constant(node: ast.Constant, place: str) -> None:
    """Refuse constants that cannot be kept exactly."""
    if isinstance(node.value, float) and Decimal(str(node.value)).as_tuple().exponent < -4:  # type: ignore[operator]
        raise MappingError(
            f"{node.value} has more than four decimals", where=place, remedy="numbers are kept in 1/10,000"
        )
    if not isinstance(node.value, (str, int, float, bool)):
        raise MappingError(f"{node.value!r} is not allowed in an expression", where=place, remedy=REMEDY)


def expression_columns(tree: ast.expr) -> tuple[str, ...]:
    """List the columns that an expression reads.

    Parameters
    ----------
    tree : ast.expr
        Result of :func:`parse_expression`.

    Returns
    -------
    tuple of str
        Names in order of appearance.

    Examples
    --------
    >>> expression_columns(parse_expression('Quantity * column("Unit Price")', ""))
    ('Quantity', 'Unit Price')
    """
    functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "column":
            found[str(node.args[0].value)] = None  # type: ignore[attr-defined]
        elif isinstance(node, ast.Name) and id(node) not in functions:
            found[node.id] = None
    return tuple(found)
