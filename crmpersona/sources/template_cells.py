"""One entered cell: what it says in the contract's form, or which rule it breaks and what to do."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from crmpersona.contract import CONTRACT, ColumnSpec, ParameterError, mask, nearest, resolve_lang
from crmpersona.sources.template_layout import LENGTHS, choices, column_label, key_of_choice, limits
from crmpersona.sources.words_template import FAULTS, REMEDIES

__all__ = ["BROKEN", "Fault", "check_entry", "checked_cell"]

BROKEN = object()
NUMBER = re.compile(r"^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$")
DATE = re.compile(
    r"^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|(\d{2})(\d{2}))"
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$"
)
OTHER_DATE = re.compile(r"^\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4})\b")
SURE_DIGITS = 10**15
YEARS = range(1900, 2101)
MASKS = {"id": "id", "date": "date", "timestamp": "date"}


@dataclass(frozen=True)
class Fault:
    """One broken rule.

    Parameters
    ----------
    column : str
        Name of the column in the contract.
    rule : str
        Stable key of the rule.
    found : str
        What stands there, masked.
    details : mapping of str to object
        What the advice needs.

    Examples
    --------
    >>> Fault("amount", "not_a_number", "s***").problem("en")
    'not a number'
    """

    column: str
    rule: str
    found: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def problem(self, lang: str | None = None) -> str:
        """Say which rule is broken.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            Words.
        """
        return FAULTS(self.rule, lang)

    def remedy(self, lang: str | None = None) -> str:
        """Say what to do.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            Words.
        """
        key = f"{self.rule}_far" if f"{self.rule}_far" in REMEDIES and not self.details.get("near") else self.rule
        return REMEDIES(key, lang, **{"column": self.column, **self.details})


def check_entry(
    table: str, values: Mapping[str, Any], *, lang: str | None = None
) -> tuple[dict[str, str], list[Fault]]:
    """Check one entered row.

    Parameters
    ----------
    table : str
        Table of the contract.
    values : mapping of str to object
        Cells by column of the contract, as somebody entered them.
    lang : {"en", "zh"}, optional
        Language of the column names in the advice; None takes the option in force.

    Returns
    -------
    row : dict of str to str
        The cells that keep their rule, in the contract's form.
    faults : list of Fault
        All broken rules; empty where the row can be used.

    Raises
    ------
    ParameterError
        If the table or a column is unknown.

    Examples
    --------
    >>> row, faults = check_entry("customers", {"customer_id": "007", "gender": "女", "income": "12,000"}, lang="zh")
    >>> row, faults
    ({'customer_id': '007', 'gender': 'female', 'income': '12000'}, [])
    >>> check_entry("customers", {"gender": "x"}, lang="en")[1][0].remedy("en")
    'Fill in customer_id.'
    """
    if table not in CONTRACT:
        raise ParameterError(f"there is no table {table!r}", remedy=f"did you mean {nearest(table, CONTRACT)!r}?")
    spec, lang = CONTRACT[table], resolve_lang(lang)
    for name in values:
        if not spec.has(name):
            near = nearest(name, spec.names) or ", ".join(spec.names)
            raise ParameterError(f"table {table} has no column {name!r}", remedy=f"nearest: {near}")
    row: dict[str, str] = {}
    faults: list[Fault] = []
    for column in spec.columns:
        text, fault = checked_cell(column, values.get(column.name), column_label(table, column.name, lang), lang)
        if fault:
            faults.append(fault)
        elif text:
            row[column.name] = text
    return row, faults


def checked_cell(column: ColumnSpec, cell: Any, label: str, lang: str) -> tuple[str, Fault | None]:
    """Check one cell.

    Parameters
    ----------
    column : ColumnSpec
        Its declaration.
    cell : object
        What stands there: text, number, date, truth value, None, or :data:`BROKEN` for a formula without result.
    label : str
        Name of the column for people.
    lang : {"en", "zh"}
        Language of the values to choose from, in the advice.

    Returns
    -------
    text : str
        The value in the contract's form; empty where there is none.
    fault : Fault or None
        The broken rule.

    Examples
    --------
    >>> checked_cell(CONTRACT["transactions"].column("ordered_at"), "2026年3月5日 9:05", "下单时间", "zh")
    ('2026-03-05 09:05:00', None)
    >>> checked_cell(CONTRACT["transactions"].column("ordered_at"), "03/05/2026", "ordered_at", "en")[1].rule
    'ambiguous_date'
    """
    if cell is BROKEN:
        return "", Fault(column.name, "broken_formula", "")
    cell = cell.strip() if isinstance(cell, str) else cell.item() if hasattr(cell, "item") else cell
    if cell is None or cell == "" or cell != cell:  # noqa: PLR0124 - NaN
        fault = Fault(column.name, "required", "", {"column": label}) if column.required else None
        return "", fault
    if column.type == "boolean" or column.allowed:
        text, rule, details = _choice(column, cell, lang)
    elif column.type in ("date", "timestamp"):
        text, rule, details = _moment(column, cell)
    elif column.type in ("integer", "decimal", "money"):
        text, rule, details = _number(column, cell)
    else:
        text, rule, details = _text(column, cell)
    if rule:
        return "", Fault(column.name, rule, _masked(column, cell), details)
    return text, None


Checked = tuple[str, str, dict[str, Any]]


def _masked(column: ColumnSpec, cell: Any) -> str:
    """Mask a cell: a wrong number is shown unless it says something of a person, all else is hidden."""
    number = column.type in ("integer", "decimal", "money") and column.pii == "none"
    if number and (isinstance(cell, (int, float)) or NUMBER.match(str(cell))):
        return mask(cell, "number")
    return mask(cell, MASKS.get(column.type, "text"))


def _choice(column: ColumnSpec, cell: Any, lang: str) -> Checked:
    """Check a value against those to choose from."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    key = key_of_choice(column, text)
    if key is not None:
        return key, "", {}
    if column.type == "boolean":
        return "", "not_yes_or_no", {}
    return "", "not_allowed", {"choices": ("、" if lang == "zh" else ", ").join(choices(column, lang))}


def _text(column: ColumnSpec, cell: Any) -> Checked:
    """Check a text, and what a spreadsheet program makes of texts that look like numbers or dates."""
    if isinstance(cell, bool):
        text = "TRUE" if cell else "FALSE"
    elif isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        return "", "turned_into_date", {}
    elif isinstance(cell, (int, float)):
        if isinstance(cell, float) and abs(cell) >= SURE_DIGITS:
            return "", "digits_lost", {}
        text = format(Decimal(repr(cell)).normalize(), "f")
    else:
        text = str(cell)
    if len(text) > LENGTHS[column.type]:
        return "", "too_long", {"limit": LENGTHS[column.type]}
    return text, "", {}


def _number(column: ColumnSpec, cell: Any) -> Checked:
    """Check a number."""
    written = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else repr(cell)
    plain = isinstance(cell, (str, int, float)) and not isinstance(cell, bool)
    if not plain or len(written) > 40 or (isinstance(cell, str) and not NUMBER.match(written)):
        return "", "not_a_number", {}
    value = Decimal(written.replace(",", ""))
    if not value.is_finite():
        return "", "not_a_number", {}
    low, high = limits(column)
    if value < Decimal(repr(low)):
        return "", "below_minimum", {"limit": low}
    if value > Decimal(repr(high)):
        return "", "above_maximum", {"limit": high}
    if column.type == "integer" and value != value.to_integral_value():
        return "", "not_whole", {}
    return format(value.to_integral_value() if value == value.to_integral_value() else value, "f"), "", {}


def _moment(column: ColumnSpec, cell: Any) -> Checked:
    """Check a date or moment; an order of day and month is never guessed."""
    if isinstance(cell, (bool, dt.time, dt.timedelta)):
        return "", "not_a_date", {}
    if isinstance(cell, (int, float)):
        # 20260305 is a date as a number of eight digits; a serial number of a date that lost its form is not sure.
        cell = str(int(cell)) if float(cell).is_integer() and len(str(int(cell))) == 8 else cell
    if isinstance(cell, (int, float)):
        return "", "number_for_date", {}
    moment = _read_moment(cell) if isinstance(cell, str) else cell
    if moment is None:
        other = isinstance(cell, str) and OTHER_DATE.match(unicodedata.normalize("NFKC", cell))
        return "", "ambiguous_date" if other else "not_a_date", {}
    if moment.year not in YEARS:
        return "", "not_a_date", {}
    timed = isinstance(moment, dt.datetime) and (moment.hour, moment.minute, moment.second) != (0, 0, 0)
    if column.type == "date":
        return ("", "time_of_day", {}) if timed else (f"{moment:%Y-%m-%d}", "", {})
    return (f"{moment:%Y-%m-%d %H:%M:%S}" if isinstance(moment, dt.datetime) else f"{moment:%Y-%m-%d} 00:00:00"), "", {}


def _read_moment(text: str) -> dt.datetime | None:
    """Read a written moment whose order is plain: the year comes first."""
    match = DATE.match(unicodedata.normalize("NFKC", text).strip())
    if not match:
        return None
    parts = [int(part) for part in match.groups() if part is not None]
    try:
        year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
        return dt.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - entered in the business zone
    except ValueError:
        return None
