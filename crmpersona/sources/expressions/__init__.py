"""Engine expressions of reading: typing of cells, mapping formulas, one row per key."""

from crmpersona.sources.expressions.columns import (
    cell_text,
    literal_value,
    plain_text,
    typed_column,
    unread_count,
    with_companion,
)
from crmpersona.sources.expressions.formulas import evaluate
from crmpersona.sources.expressions.moments import shape_counts, to_day, to_moment
from crmpersona.sources.expressions.numbers import (
    number_counts,
    product_fixed,
    quotient_fixed,
    scaled_fixed,
    text_to_fixed,
)
from crmpersona.sources.expressions.tables import distinct_cells, numbered, one_per_key, stacked, with_rows
from crmpersona.sources.expressions.values import known_text, to_boolean, to_id, to_integer, to_text

__all__ = [
    "cell_text",
    "distinct_cells",
    "evaluate",
    "known_text",
    "literal_value",
    "number_counts",
    "numbered",
    "one_per_key",
    "plain_text",
    "product_fixed",
    "quotient_fixed",
    "scaled_fixed",
    "shape_counts",
    "stacked",
    "text_to_fixed",
    "to_boolean",
    "to_day",
    "to_id",
    "to_integer",
    "to_moment",
    "to_text",
    "typed_column",
    "unread_count",
    "with_companion",
    "with_rows",
]
