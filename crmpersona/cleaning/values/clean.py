"""Clean one value, or a column of them by its distinct values."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.cleaning.values.registry import field_type_of, parts_of
from crmpersona.cleaning.values.result import Cleaned, Context, finished
from crmpersona.cleaning.values.scalars import as_text
from crmpersona.cleaning.values.text import first_step
from crmpersona.contract import ParameterError, resolve_lang

__all__ = ["clean_column", "clean_value"]

# Longer cells are rare and their answers cheap to find again: they are not kept.
LONGEST_KEPT = 200


def _cleaned(field: str, raw: Any, context: Context) -> Cleaned:
    """Clean one cell: as text, through the first step, by the field type's cleaner."""
    cell = as_text(raw, field)
    if isinstance(cell, Cleaned):
        return cell
    text = first_step(cell, field_type_of(field))
    if isinstance(text, Cleaned):
        return text
    return parts_of(field).clean(text, context.with_cell(cell, numeric=not isinstance(raw, str)))


@lru_cache(maxsize=4096)
def _remembered(field: str, raw: str, context: Context) -> Cleaned:
    return finished(_cleaned(field, raw, context), context.language)


def clean_value(field_type: str, raw: object, **context: Any) -> Cleaned:
    """Clean one value without guessing.

    Parameters
    ----------
    field_type : str
        What the value is: ``"phone"``, ``"email"``, ``"email_key"``, ``"date"``, ``"money"``,
        ``"currency"``, ``"boolean"``, ``"age"``, ``"cn_id"``, ``"uscc"``, ``"text"``, ``"name"``,
        ``"gender"``, ``"place"``, ``"postcode"`` or ``"country"``.
    raw : object
        The cell: text, number, date, truth value or missing marker.
    **context : object
        What may be assumed; see Notes. What is not given is not assumed.

    Returns
    -------
    Cleaned
        ``.value``, ``.status`` (``ok``, ``missing``, ``invalid``, ``ambiguous``), ``.rule`` and
        ``.note``. The value is None unless the status is ``ok``.

    Raises
    ------
    ParameterError
        If the field type or a context key is not known (the nearest is named). No cell raises.

    Notes
    -----
    Context: ``region`` (ISO 3166-1 alpha-2), ``source`` (``"excel"``, ``"epoch"``), ``date_system``
    (1900, 1904), ``codebook``, ``scheme``, ``timezone``, ``date_order``, ``decimal``, ``currency``,
    ``area_code``, ``as_of``, ``lang``. Values: phone in E.164 with ``;ext=``, e-mail in its
    deliverable form, email_key in its matching form, date in ISO 8601, money as
    ``{"amount": "1234.50", "currency": "CNY"}`` (decimal text), place as a mapping of official
    names. Text of up to 1,000 characters is read (free text: 2,000,000); longer cells are invalid.

    Examples
    --------
    >>> clean_value("phone", "010-65526688转8012", region="CN").value
    '+861065526688;ext=8012'
    >>> answer = clean_value("date", "05/03/2024")
    >>> answer.value, answer.status
    (None, 'ambiguous')
    >>> clean_value("date", "05/03/2024", region="GB").value
    '2024-03-05'
    """
    field_type_of(field_type)
    chosen = Context.of(**context)
    chosen = replace(chosen, lang=resolve_lang(chosen.lang))
    if type(raw) is str and len(raw) <= LONGEST_KEPT:
        return _remembered(field_type, raw, chosen)
    return finished(_cleaned(field_type, raw, chosen), chosen.language)


def _as_series(series: object) -> pd.Series[Any]:
    if isinstance(series, pd.Series):
        return series
    if isinstance(series, (str, bytes, dict)) or not hasattr(series, "__iter__"):
        raise ParameterError(
            f"clean_column got {type(series).__name__}, not a column",
            remedy="give a pandas Series or a list; clean_value takes one value",
        )
    values = list(series)
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return pd.Series(column)


def _key(value: Any) -> Hashable:
    """Return what makes two cells the same cell: True, 1 and 1.0 are three."""
    try:
        hash(value)
    except TypeError:
        return (type(value), id(value))
    # A number is its own text: 0.0 and -0.0, and NaN of any origin, need no telling apart.
    return value if type(value) is str else (type(value), value)


def _distinct(series: pd.Series[Any]) -> tuple[np.ndarray[Any, Any], Sequence[Any]]:
    """Return for each row the number of its distinct value, and the values in order of appearance."""
    plain = series.dtype != object or pd.api.types.infer_dtype(series, skipna=True) == "string"
    if plain:
        codes, values = pd.factorize(series, use_na_sentinel=True)
        return np.where(codes < 0, len(values), codes), [*list(values), None]
    seen: dict[Hashable, int] = {}
    found: list[Any] = []
    codes = np.empty(len(series), dtype=np.int64)
    for row, value in enumerate(series.array):
        key = _key(value)
        if key not in seen:
            seen[key] = len(found)
            found.append(value)
        codes[row] = seen[key]
    return codes, found


def _answers(field: str, values: Sequence[Any], context: Context) -> list[Cleaned]:
    """Clean the distinct values, plain ones by the field type's short cut."""
    quick = parts_of(field).quick
    shortcut = quick(context) if quick else None
    if shortcut is None:
        return [finished(_cleaned(field, value, context), context.language) for value in values]
    answers = []
    for value in values:
        answer = shortcut(value)
        answers.append(answer or finished(_cleaned(field, value, context), context.language))
    return answers


def _settled(
    field: str, values: Sequence[Any], answers: list[Cleaned], counts: np.ndarray[Any, Any], context: Context
) -> dict[str, Any]:
    """Let the clear values of a column decide the ambiguous ones, in place; return the evidence."""
    settle = parts_of(field).settle
    if settle is None:
        return {}
    changes, rule, evidence = settle(answers, counts, context)
    if not changes:
        return dict(evidence)
    decided = replace(context, **changes)
    rows = 0
    for place, answer in enumerate(answers):
        if answer.status != "ambiguous":
            continue
        again = _cleaned(field, values[place], decided)
        if again.status == "ok":
            answers[place] = finished(
                Cleaned(again.value, "ok", rule, details={"values": evidence["values"]}), context.language
            )
            rows += int(counts[place])
    return {**evidence, "settled_rows": rows}


def clean_column(series: object, field_type: str, **context: Any) -> pd.DataFrame:
    """Clean a column: each distinct value once.

    Parameters
    ----------
    series : pandas.Series or iterable
        The cells, of any and of mixed types.
    field_type : str
        As in :func:`clean_value`.
    **context : object
        As in :func:`clean_value`.

    Returns
    -------
    pandas.DataFrame
        Columns value, status, rule, note with the index of the input. Where values of the column
        settle an ambiguity of others (one day 13 fixes the order of day and month), the rule and
        note of those say so, and ``.attrs["evidence"]`` holds what was decided, by how many values.

    Raises
    ------
    ParameterError
        If the field type or a context key is not known, or the input is not a column.

    Examples
    --------
    >>> cleaned = clean_column(["05/03/2024", "13/03/2024"], "date")
    >>> cleaned["value"].tolist(), cleaned.attrs["evidence"]["date_order"]
    (['2024-03-05', '2024-03-13'], 'dmy')
    """
    field_type_of(field_type)
    chosen = Context.of(**context)
    chosen = replace(chosen, lang=resolve_lang(chosen.lang))
    column = _as_series(series)
    codes, values = _distinct(column)
    counts = np.bincount(codes, minlength=len(values))
    answers = _answers(field_type, values, chosen)
    evidence = _settled(field_type, values, answers, counts, chosen)
    cleaned = np.empty(len(answers), dtype=object)
    cleaned[:] = [answer.value for answer in answers]
    words = {
        name: pd.array([getattr(answer, name) for answer in answers], dtype="str").take(codes)
        for name in ("status", "rule", "note")
    }
    # Objects: a mapping, a truth value or None stays what it is.
    value = pd.Series(cleaned[codes], index=column.index, dtype=object)
    frame = pd.DataFrame({"value": value, **words}, index=column.index)
    frame.attrs["evidence"] = evidence
    return frame
