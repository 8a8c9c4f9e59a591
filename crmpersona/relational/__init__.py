"""The engine and its neutral primitives: the only place, beside expressions, that knows Ibis."""

from crmpersona.relational.digests import arrow_digest, file_digest
from crmpersona.relational.engine import Engine, default_engine, to_pandas
from crmpersona.relational.intake import as_table, from_pandas
from crmpersona.relational.lint import lint_sql
from crmpersona.relational.money import FIXED_POINT, from_fixed, has_amount, to_fixed
from crmpersona.relational.primitives import (
    count_table,
    integer_codes,
    moments,
    most_frequent,
    require_columns,
    square,
    whole_sum,
)
from crmpersona.relational.restrict import restrict
from crmpersona.relational.saved import open_saved
from crmpersona.relational.time import (
    as_of_seconds,
    date_of,
    day_number,
    epoch_seconds,
    local_day,
    local_hour,
    local_seconds,
    local_weekday,
    month_number,
)
from crmpersona.relational.validation import missing_references, validate

__all__ = [
    "FIXED_POINT",
    "Engine",
    "arrow_digest",
    "as_of_seconds",
    "as_table",
    "count_table",
    "date_of",
    "day_number",
    "default_engine",
    "epoch_seconds",
    "file_digest",
    "from_fixed",
    "from_pandas",
    "has_amount",
    "integer_codes",
    "lint_sql",
    "local_day",
    "local_hour",
    "local_seconds",
    "local_weekday",
    "missing_references",
    "moments",
    "month_number",
    "most_frequent",
    "open_saved",
    "require_columns",
    "restrict",
    "square",
    "to_fixed",
    "to_pandas",
    "validate",
    "whole_sum",
]
