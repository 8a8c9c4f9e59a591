"""A lint of engine expressions: what would differ between engines is found before it is run."""

from __future__ import annotations

import ibis.expr.operations as ops
import ibis.expr.types as ir

__all__ = ["lint_sql"]

FORBIDDEN = {
    "Round": "round: engines round halves differently",
    "Hash": "hash: every engine has its own",
    "HashBytes": "hash: every engine has its own",
    "Mode": "mode: ties differ between engines; use most_frequent",
    "ApproxCountDistinct": "approximate counts differ between engines",
    "ApproxMedian": "approximate medians differ between engines",
    "ApproxQuantile": "approximate quantiles differ between engines",
    "ApproxMultiQuantile": "approximate quantiles differ between engines",
    "TimestampDelta": "timestamp delta by unit: engines count units differently; use epoch seconds",
    "DateDelta": "date delta by unit: engines count units differently; use day numbers",
    "RandomScalar": "random numbers in the engine cannot be repeated",
    "TimestampNow": "the clock must not be read",
    "DateNow": "the clock must not be read",
}
HARMLESS = ("Count", "CountStar", "CountDistinct", "CountDistinctStar", "Min", "Max", "First", "Last", "Any", "All")


def lint_sql(expression: ir.Table | ir.Column | ir.Scalar) -> list[str]:
    """List what an engine expression must not hold.

    Parameters
    ----------
    expression : ibis expression
        What is going to be compiled.

    Returns
    -------
    list of str
        One reason per offence; empty where the expression means the same on every engine.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> rows = as_table(pd.DataFrame({"price": [1.5], "n": [2]}))
    >>> lint_sql(rows.aggregate(total=rows.n.sum()))
    []
    >>> lint_sql(rows.aggregate(total=rows.price.sum()))
    ['floating aggregate Sum: the order of summation changes the result']
    """
    found = []
    for node in expression.op().find(ops.Node):
        name = type(node).__name__
        if name in FORBIDDEN:
            found.append(FORBIDDEN[name])
        elif isinstance(node, ops.Literal) and node.dtype.is_floating() and node.value is not None:
            found.append(f"float literal {node.value}: engines read it as a decimal")
        elif isinstance(node, ops.Reduction) and name not in HARMLESS and node.dtype.is_floating():
            found.append(f"floating aggregate {name}: the order of summation changes the result")
        elif isinstance(node, ops.WindowFunction) or name == "RowNumber":
            found.extend(_text_order(node))
    return sorted(set(found))


def _text_order(node: ops.Node) -> list[str]:
    """Report texts that decide an order inside a window."""
    keys = getattr(node, "order_by", ())
    return [
        f"text tie-break by {getattr(key.arg, 'name', 'an expression')}: engines collate texts differently"
        for key in keys
        if key.arg.dtype.is_string()
    ]
