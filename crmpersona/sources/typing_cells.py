"""From cells to typed columns: forms decided per column, nothing lost that does not parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from crmpersona.contract import MappingError, SourceError, mask
from crmpersona.relational import Engine
from crmpersona.sources.expressions import (
    cell_text,
    distinct_cells,
    known_text,
    number_counts,
    plain_text,
    shape_counts,
    typed_column,
    unread_count,
    with_companion,
)
from crmpersona.sources.mapping_rules import TableRule
from crmpersona.sources.plans import Plan
from crmpersona.sources.raws import Raw
from crmpersona.sources.writtenforms import DATE_SHAPES, DateForm, NumberForm, decide_date, decide_number

__all__ = ["Forms", "decide_forms", "settle_together", "typed_table"]

NUMBERS = ("integer", "decimal", "money")
MOMENTS = ("date", "timestamp")


@dataclass(frozen=True)
class Forms:
    """How the columns of one file are written.

    Parameters
    ----------
    dates : dict of str to DateForm
        By column of the table.
    numbers : dict of str to NumberForm
        By column of the table.

    Examples
    --------
    >>> Forms({}, {}).dates
    {}
    """

    dates: dict[str, DateForm]
    numbers: dict[str, NumberForm]


def _is_text(plan: Plan) -> bool:
    """Say whether the cells of a plan are text that has to be read."""
    return plan.value.kind in ("cell", "text") and bool(plan.value.column.type().is_string())


def _undated(plan: Plan) -> bool:
    """Say whether the cells of a date column are texts or numbers."""
    kind = plan.value.column.type()
    return plan.value.kind in ("cell", "text") and not (kind.is_timestamp() or kind.is_date())


def decide_forms(raw: Raw, plans: Sequence[Plan], rule: TableRule) -> Forms:
    """Look once at all cells of a file and decide how dates and numbers are written.

    Parameters
    ----------
    raw : Raw
        The file.
    plans : sequence of Plan
        Its columns.
    rule : TableRule
        What the mapping says.

    Returns
    -------
    Forms
        A date form may still be open; :func:`settle_together` closes or refuses it.
    """
    dates: dict[str, DateForm] = {}
    numbers: dict[str, NumberForm] = {}
    for plan in plans:
        kind = plan.spec.type if plan.spec else ""
        if kind in MOMENTS:
            decided = decide_date(_shapes(raw, plan, rule, shape_counts) if _undated(plan) else {})
            form = plan.rule.format
            dates[plan.name] = replace(decided, form=form, problem="", waits=False) if form else decided
        elif kind in NUMBERS:
            numbers[plan.name] = decide_number(
                _shapes(raw, plan, rule, number_counts) if _is_text(plan) else {}, rule.decimal
            )
    return Forms(dates, numbers)


def _shapes(raw: Raw, plan: Plan, rule: TableRule, count: Callable[[Any, Any], dict[str, Any]]) -> dict[str, int]:
    """Count the cells of one column per written shape."""
    cells = distinct_cells(raw.table, known_text(plan.value.column, rule.missing))
    found = cells.aggregate(**count(cells["text"], cells["times"])).to_pandas().iloc[0]
    # The sum over no rows is null.
    return {name: 0 if pd.isna(value) else int(value) for name, value in found.items()}


def settle_together(table: str, files: Sequence[tuple[Raw, Sequence[Plan], Forms]], notes: list[str]) -> list[Forms]:
    """Let files of one table help each other with day and month, and refuse what stays open.

    Parameters
    ----------
    table : str
        Name of the table.
    files : sequence of (Raw, plans, Forms)
        All files of the table.
    notes : list of str
        Gets a line for every form that another file settled.

    Returns
    -------
    list of Forms
        All decided.

    Raises
    ------
    SourceError
        If a form is not decided; file, column, row and the mapping line that settles it are named.
    """
    settled = []
    for raw, plans, forms in files:
        dates = dict(forms.dates)
        for plan in plans:
            form = dates.get(plan.name)
            if form is None or not form.problem:
                continue
            sisters = {other.dates[plan.name].form for _, _, other in files if plan.name in other.dates}
            sisters &= {"dmy", "mdy"}
            if not form.waits or len(sisters) != 1:
                raise _undecided(table, raw, plan, form)
            dates[plan.name] = replace(form, form=sisters.pop(), problem="", waits=False)
            notes.append(f"{raw.label}: {plan.name} is read as {dates[plan.name].form}, like its sister files")
        settled.append(Forms(dates, forms.numbers))
    return settled


def _undecided(table: str, raw: Raw, plan: Plan, form: DateForm) -> SourceError:
    """Describe a date column that cannot be read without a word from the user."""
    text = known_text(plan.value.column)
    cells = raw.table.mutate(__text=text)
    shape = DATE_SHAPES["numeric" if form.suggestion in ("dmy", "mdy") else _shape_of(form)]
    cells = cells.filter(cells["__text"].re_search(shape)).order_by("source_row").limit(1)
    first = cells.select("source_row", "__text").to_pandas()
    row, example = (int(first.iloc[0, 0]), mask(first.iloc[0, 1], "date")) if len(first) else (1, "")
    other = ' (or "mdy")' if form.suggestion == "dmy" else ' (or "dmy")' if form.suggestion == "mdy" else ""
    line = f'{plan.name} = {{ column = "{plan.origin}", format = "{form.suggestion}" }}{other}'
    return SourceError(
        form.problem,
        where=f"file {raw.label}, table {table}, column {plan.origin}, row {row:,}: {example}",
        remedy=f"write into the mapping under [tables.{table}.columns]: {line}",
    )


def _shape_of(form: DateForm) -> str:
    """Return the shape that a suggested format belongs to."""
    return {"epoch_s": "number", "%m/%d/%y": "short_year"}.get(form.suggestion, "month_name")


def typed_table(
    table: str, raw: Raw, plans: Sequence[Plan], forms: Forms, rule: TableRule, timezone: str, engine: Engine
) -> Any:
    """Type the cells of one file.

    Parameters
    ----------
    table : str
        Name of the table, for messages.
    raw : Raw
        The file.
    plans : sequence of Plan
        Its columns.
    forms : Forms
        How they are written.
    rule : TableRule
        What the mapping says.
    timezone : str
        Zone of naive moments.
    engine : Engine
        Where a stored result lives.

    Returns
    -------
    engine table
        Typed columns; cells that did not parse in ``<column>__raw``; ``source`` and ``source_row``.

    Raises
    ------
    MappingError
        If an expression gives a kind of value that the column cannot hold.
    """
    staged, steps = _staged(raw, plans, forms, rule)
    columns: dict[str, Any] = {}
    texts: dict[str, Any] = {}
    for place, plan in enumerate(plans):
        zone = plan.rule.timestamps or rule.timestamps or timezone
        names = [step for step in (f"__plain{place}", f"__cell{place}") if step in steps]
        cells = staged[names[0]] if names else plan.value.column
        try:
            columns[plan.name] = typed_column(plan, cells, forms, zone)
        except TypeError as error:
            where = f"{plan.rule.place}, table {table}"
            raise MappingError(f"{plan.name} cannot be a {error}", where=where, remedy="check its expression") from None
        if plan.spec and plan.spec.type in (*NUMBERS, *MOMENTS, "boolean") and plan.value.kind in ("cell", "text"):
            texts[plan.name] = staged[names[-1]] if names else known_text(plan.value.column, rule.missing)
    # Texts stand beside their typed columns for one step: a companion then asks the column, and does not type again.
    beside = {f"__text_{name}": text for name, text in texts.items()}
    typed = staged.select(**columns, **beside, source=staged["source"], source_row=staged["source_row"])
    kept = _unread(typed, texts) if not raw.stored else list(texts)
    companions = {
        f"{name}__raw": with_companion(typed[f"__text_{name}"], typed[name], _given(typed, f"{name}__raw"))
        for name in kept
    }
    order = [*columns, *(name for name in companions if name not in columns), "source", "source_row"]
    result = typed.select(**{name: companions[name] if name in companions else typed[name] for name in order})
    if not raw.stored:
        return result
    stored = engine.materialise(result, stem=table)
    empty = _unused(stored, [name for name in companions if name not in columns])
    return engine.materialise(stored.drop(*empty), stem=table) if empty else stored


def _given(typed: Any, companion: str) -> Any:
    """Return a companion that the file brought itself."""
    return typed[companion] if companion in typed.columns else None


def _unread(typed: Any, names: Iterable[str]) -> list[str]:
    """List the columns that hold something which did not parse."""
    counts = {name: unread_count(typed[f"__text_{name}"], typed[name]) for name in names}
    found = typed.aggregate(**counts).to_pandas().iloc[0].to_dict() if counts else {}
    return [name for name, count in found.items() if count > 0]


def _staged(raw: Raw, plans: Sequence[Plan], forms: Forms, rule: TableRule) -> tuple[Any, set[str]]:
    """Strip and rewrite the cells in two steps of their own.

    Written as one formula, the text of each cell would be repeated many times in the query.
    """
    texts = {place: cell_text(plan, rule.missing) for place, plan in enumerate(plans)}
    first = {f"__cell{place}": text for place, text in texts.items() if text is not None}
    staged = raw.table.mutate(**first) if first else raw.table
    plain = {
        f"__plain{place}": plain_text(plans[place], staged[f"__cell{place}"], forms)
        for place, text in texts.items()
        if text is not None
    }
    second = {name: text for name, text in plain.items() if text is not None}
    return (staged.mutate(**second) if second else staged), {*first, *second}


def _unused(stored: Any, companions: Sequence[str]) -> list[str]:
    """List the companions that hold nothing: every cell of their column parsed."""
    if not companions:
        return []
    counted = stored.aggregate(**{name: stored[name].count() for name in companions}).to_pandas().iloc[0]
    return [name for name in companions if not counted[name]]
