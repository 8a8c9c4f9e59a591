"""Engine expressions of cleaning that serve every table: repairs, reasons, keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pandas as pd

from crmpersona.contract import TableSpec
from crmpersona.relational import Engine, to_fixed
from crmpersona.sources.expressions import to_boolean, to_day, to_moment
from crmpersona.sources.writtenforms import DateForm

__all__ = [
    "MARK",
    "bare_customers",
    "finish",
    "is_stored",
    "known_ids",
    "no_rejects",
    "recoded",
    "rejects",
    "repaired",
    "respelled",
    "survey",
    "with_key_duplicates",
    "with_reasons",
    "word_counts",
]

MARK = "__"
MOST_WORDS = 2_000
REASON, COLUMN, EXAMPLE = "__reason", "__column", "__example"
FULL_WIDTH = "０１２３４５６７８９．，－＋：／（）￥　"
HALF_WIDTH = "0123456789.,-+:/()¥ "
PLAIN_NUMBER = r"^[+-]?(?:\d+\.?\d*|\.\d+)$"


def repaired(table: ir.Table, spec: TableSpec, timestamps: str) -> ir.Table:
    """Read the cells that reading left as text, where their meaning is certain.

    Full-width digits, currency signs and words, grouped thousands, accounting brackets, and dates
    as 2026年3月5日, 2026-03-05 or 20260305 are certain; 05/03/2026 is not and stays unread.

    Parameters
    ----------
    table : ibis Table
        A table with companions ``<column>__raw``.
    spec : TableSpec
        Its contract.
    timestamps : str
        Zone of naive moments.

    Returns
    -------
    ibis Table
        Repaired columns; ``__was_<column>`` holds the text of a repaired cell; a companion keeps
        only what is still unread.
    """
    unread = {
        column.name: column.type
        for column in spec.columns
        if {column.name, f"{column.name}__raw"} <= set(table.columns) and column.type not in ("id", "text", "category")
    }
    if not unread:
        return table
    # Step by step, each on the columns of the last one: written as one formula, the text would be repeated hundreds
    # of times in the query.
    staged = table.mutate(**{f"__bare_{name}": _bare(table[f"{name}__raw"], kind) for name, kind in unread.items()})
    staged = staged.mutate(
        **{f"__found_{name}": _reading(staged[f"__bare_{name}"], kind, timestamps) for name, kind in unread.items()}
    )
    changes: dict[str, ir.Column] = {}
    for name in unread:
        text, typed, found = staged[f"{name}__raw"], staged[name], staged[f"__found_{name}"]
        open_cell = typed.isnull()
        changes[name] = ibis.coalesce(typed, found.cast(typed.type()))
        changes[f"__was_{name}"] = (open_cell & found.notnull()).ifelse(text, ibis.null("string"))
        changes[f"{name}__raw"] = (open_cell & found.isnull()).ifelse(text, ibis.null("string"))
    return staged.mutate(**changes).drop(*(f"__{step}_{name}" for name in unread for step in ("bare", "found")))


def _bare(text: ir.StringColumn, kind: str) -> ir.StringColumn:
    """Strip a cell to a plain number, an ISO date or a word."""
    bare = text.translate(FULL_WIDTH, HALF_WIDTH).strip()
    if kind in ("money", "decimal", "integer"):
        bare = bare.re_replace(r"(?i)^([+-]?)\s*(?:[¥￥$€£]|rmb|cny)\s*", r"\1")
        bare = bare.re_replace(r"(?i)\s*(?:元|圆|块|rmb|cny)$", "").re_replace(r"^\((.+)\)$", r"-\1")
        return bare.re_replace(r"^([+-]?\d{1,3}),(\d{3})(?:,(\d{3}))?(?:,(\d{3}))?(\.\d+)?$", r"\1\2\3\4\5")
    if kind in ("date", "timestamp"):
        bare = bare.re_replace(r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日", r"\1-\2-\3")
        return bare.re_replace(r"^((?:19|20)\d{2})(\d{2})(\d{2})$", r"\1-\2-\3")
    return bare


def _reading(bare: ir.StringColumn, kind: str, timestamps: str) -> ir.Column:
    """Read a stripped cell as one kind."""
    if kind in ("money", "decimal", "integer"):
        units = to_fixed(bare.re_search(PLAIN_NUMBER).ifelse(bare, ibis.null("string")))
        return units if kind != "integer" else (units % 10_000 == 0).ifelse(units // 10_000, ibis.null("int64"))
    form = DateForm("iso", offsets=True)
    if kind == "timestamp":
        return to_moment(bare, form, timestamps)
    return to_day(bare, form) if kind == "date" else to_boolean(bare)


def recoded(table: ir.Table, column: str, codes: Mapping[str, Sequence[str]]) -> ir.Table:
    """Bring a column with a fixed list of values to its spelling; unknown words stay as they are.

    Parameters
    ----------
    table : ibis Table
        The table.
    column : str
        The column.
    codes : mapping of str to sequence of str
        Value to its spellings in lower case.

    Returns
    -------
    ibis Table
        With ``__was_<column>`` where a cell changed.
    """
    text = table[column]
    folded = text.translate(FULL_WIDTH, HALF_WIDTH).strip().lower()
    spellings = {word: value for value, words in codes.items() for word in words}
    after = folded.cases(*spellings.items(), else_=text)
    return table.mutate(**{column: after, f"__was_{column}": (after != text).ifelse(text, ibis.null("string"))})


def word_counts(table: ir.Table, columns: Sequence[str]) -> pd.DataFrame:
    """Count the words of several columns, as far as a column has few of them.

    Parameters
    ----------
    table : ibis Table
        The table.
    columns : sequence of str
        Text columns.

    Returns
    -------
    pandas.DataFrame
        column, word, rows; the 2,000 commonest words of each column.
    """
    parts = []
    for name in columns:
        counted = table.group_by(word=table[name]).aggregate(rows=table.count())
        counted = counted.filter(counted.word.notnull())
        listed = counted.order_by([counted.rows.desc(), counted.word]).limit(MOST_WORDS)
        parts.append(listed.select(column=ibis.literal(name), word=listed.word, rows=listed.rows))
    found: pd.DataFrame = (ibis.union(*parts) if len(parts) > 1 else parts[0]).to_pandas()
    return found


def respelled(table: ir.Table, column: str, words: Mapping[str, str]) -> ir.Table:
    """Replace spellings of a column by others.

    Parameters
    ----------
    table : ibis Table
        The table.
    column : str
        The column.
    words : mapping of str to str
        Old spelling to new one.

    Returns
    -------
    ibis Table
        With ``__was_<column>`` where a cell changed.
    """
    text = table[column]
    after = text.cases(*words.items(), else_=text)
    return table.mutate(**{column: after, f"__was_{column}": (after != text).ifelse(text, ibis.null("string"))})


def survey(table: ir.Table, keys: Sequence[str]) -> tuple[int, int, int]:
    """Count rows, cells or rows that cleaning touches, and rows beyond the first of their key.

    Parameters
    ----------
    table : ibis Table
        With reasons and ``__was_`` columns.
    keys : sequence of str
        Columns that have to be unique; empty asks for none.

    Returns
    -------
    (int, int, int)
        Rows, faults, rows with a key that another row has too.
    """
    touched = [REASON, *(name for name in table.columns if name.startswith("__was_"))]
    measures: dict[str, ir.Scalar] = {"rows": table.count()}
    measures |= {f"n{place}": table[name].count() for place, name in enumerate(touched)}
    if keys:
        key = table[keys[0]] if len(keys) == 1 else ibis.struct({name: table[name] for name in keys})
        good = table[REASON].isnull()
        measures |= {"keyed": good.sum(), "distinct": key.nunique(where=good)}
    found = {name: int(value or 0) for name, value in table.aggregate(**measures).to_pandas().iloc[0].items()}
    faults = sum(found[f"n{place}"] for place in range(len(touched)))
    return found["rows"], faults, found.get("keyed", 0) - found.get("distinct", 0)


def no_rejects(engine: Engine) -> ir.Table:
    """Make the empty list of rejected rows.

    Parameters
    ----------
    engine : Engine
        Where it lives.

    Returns
    -------
    ibis Table
        Like :func:`rejects`, without rows.
    """
    names = ("table", "source", "source_row", "reason", "column", "example")
    kinds = {name: "int64" if name == "source_row" else "string" for name in names}
    one = engine.sql("SELECT 1 AS n")
    return one.filter(one.n == 0).select(**{name: ibis.null(kind) for name, kind in kinds.items()})


def with_reasons(
    table: ir.Table, required: Sequence[str], extra: Sequence[tuple[ir.BooleanColumn, str, str]] = ()
) -> ir.Table:
    """Say for each row why it cannot be kept, if so: the first reason in the order of the columns.

    Parameters
    ----------
    table : ibis Table
        The table.
    required : sequence of str
        Columns that every kept row has.
    extra : sequence of (condition, reason, column)
        Further reasons, tried afterwards.

    Returns
    -------
    ibis Table
        With ``__reason``, ``__column`` and ``__example``; null for kept rows.
    """
    reasons: list[tuple[ir.BooleanColumn, ir.StringValue]] = []
    columns: list[tuple[ir.BooleanColumn, ir.StringValue]] = []
    examples: list[tuple[ir.BooleanColumn, ir.StringValue]] = []
    for name in required:
        lost = table[name].isnull()
        companion = f"{name}__raw"
        if companion in table.columns:
            unread = lost & table[companion].notnull()
            reasons.append((unread, ibis.literal(f"unreadable:{name}")))
            columns.append((unread, ibis.literal(name)))
            examples.append((unread, table[companion]))
        reasons.append((lost, ibis.literal(f"missing:{name}")))
        columns.append((lost, ibis.literal(name)))
    for condition, reason, name in extra:
        reasons.append((condition, ibis.literal(reason)))
        columns.append((condition, ibis.literal(name)))
        if f"{name}__raw" in table.columns:
            examples.append((condition, table[f"{name}__raw"]))
    nothing = ibis.null("string")
    return table.mutate(
        **{
            REASON: ibis.cases(*reasons, else_=nothing) if reasons else nothing,
            COLUMN: ibis.cases(*columns, else_=nothing) if columns else nothing,
            EXAMPLE: ibis.cases(*examples, else_=nothing) if examples else nothing,
        }
    )


def with_key_duplicates(table: ir.Table, keys: Sequence[str], prefer: Sequence[str]) -> ir.Table:
    """Reject all but one of the rows that share a key: the fullest one is kept, ties go to the first.

    Parameters
    ----------
    table : ibis Table
        With reasons.
    keys : sequence of str
        Key columns.
    prefer : sequence of str
        Columns whose filled cells are counted.

    Returns
    -------
    ibis Table
        With the reason ``duplicate_key`` added.
    """
    filled = ibis.literal(0)
    for name in prefer:
        filled = filled + table[name].notnull().ifelse(1, 0)
    order = [table[REASON].notnull().ifelse(1, 0), filled.desc(), table["source_row"], table["source"]]
    window = ibis.window(group_by=list(keys), order_by=order)
    doubled = table[REASON].isnull() & (ibis.row_number().over(window) > 0)
    return table.mutate(
        **{
            REASON: doubled.ifelse("duplicate_key", table[REASON]),
            COLUMN: doubled.ifelse(keys[0], table[COLUMN]),
        }
    )


def finish(table: ir.Table) -> tuple[ir.Table, ir.Table]:
    """Split a prepared table into kept and rejected rows.

    Parameters
    ----------
    table : ibis Table
        With reasons and helper columns that begin with two underscores.

    Returns
    -------
    kept : ibis Table
        Without helper columns and without companions that hold nothing more.
    rejected : ibis Table
        With ``__reason``, ``__column`` and ``__example``.
    """
    helpers = [name for name in table.columns if name.startswith(MARK)]
    kept = table.filter(table[REASON].isnull()).drop(*helpers)
    return kept, table.filter(table[REASON].notnull())


def rejects(table: ir.Table, name: str) -> ir.Table:
    """List rejected rows by place and reason.

    Parameters
    ----------
    table : ibis Table
        Rejected rows of :func:`finish`.
    name : str
        Name of the table.

    Returns
    -------
    ibis Table
        table, source, source_row, reason, column, example (not masked yet).
    """
    return table.select(
        table=ibis.literal(name),
        source=table["source"],
        source_row=table["source_row"],
        reason=table[REASON],
        column=table[COLUMN],
        example=table[EXAMPLE],
    )


def known_ids(tables: Sequence[ir.Table]) -> ir.Table:
    """List every customer id that any table holds.

    Parameters
    ----------
    tables : sequence of ibis Table
        Tables with ``customer_id``.

    Returns
    -------
    ibis Table
        customer_id, once each.
    """
    parts = [table.select("customer_id").distinct() for table in tables]
    every = parts[0] if len(parts) == 1 else ibis.union(*parts, distinct=True)
    return every.filter(every.customer_id.notnull())


def bare_customers(ids: ir.Table) -> ir.Table:
    """Make customer rows of which only the id is known; their source is null.

    Parameters
    ----------
    ids : ibis Table
        customer_id.

    Returns
    -------
    ibis Table
        customer_id, source, source_row.
    """
    return ids.select("customer_id", source=ibis.null("string"), source_row=ibis.null("int64"))


def is_stored(table: ir.Table) -> bool:
    """Say whether a table is held by the engine, not computed at every look.

    Parameters
    ----------
    table : ibis Table
        Any table.

    Returns
    -------
    bool
        Whether it is stored.
    """
    return isinstance(table.op(), ops.DatabaseTable)
