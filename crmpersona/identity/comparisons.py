"""How two keys are compared: the levels of agreement of every kind, as SQL that DuckDB and Spark both read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Field", "best_level", "comparison", "first_of_kind"]


@dataclass(frozen=True)
class Field:
    """One compared column.

    Parameters
    ----------
    slot : str
        Prefix of its key columns, for example ``"f0"``.
    column : str
        Name in the user's frame.
    kind : str
        What the values are.
    """

    slot: str
    column: str
    kind: str

    def on(self, key: str = "key") -> str:
        """Return the name of one of its key columns."""
        return f"{self.slot}_{key}"


def _equal(column: str) -> str:
    return f'"{column}_l" = "{column}_r"'


def _similar(column: str, least: float) -> str:
    return f'jaro_winkler_similarity("{column}_l", "{column}_r") >= {least}'


def _slip(column: str) -> str:
    """One sign wrong, missing, or two exchanged; a quick measure keeps most pairs from the slow one."""
    quick = f'length("{column}_l") < 4 OR jaro_winkler_similarity("{column}_l", "{column}_r") >= 0.7'
    return f'(({quick}) AND damerau_levenshtein("{column}_l", "{column}_r") <= 1)'


def _level(condition: str, label: str, frequency: str | None = None) -> dict[str, Any]:
    level: dict[str, Any] = {"sql_condition": condition, "label_for_charts": label}
    if frequency:
        level |= {"tf_adjustment_column": frequency, "tf_adjustment_weight": 1.0, "tf_minimum_u_value": 1e-6}
    return level


def _full_name(field: Field) -> list[dict[str, Any]]:
    """Levels of a full name: written alike, sounds alike, nearly, or so that it may be one person."""
    form, key, fuzzy, family, given = (field.on(name) for name in ("form", "key", "fuzzy", "family", "given"))
    chinese = f'("{field.on("chinese")}_l" AND "{field.on("chinese")}_r")'
    partial = f'("{field.on("partial")}_l" OR "{field.on("partial")}_r")'
    initial = " OR ".join(
        f'(length("{given}_{one}") = 1 AND left("{given}_l", 1) = left("{given}_r", 1))' for one in "lr"
    )
    near = f"{_similar(family, 0.88)} AND {_similar(given, 0.88)}"
    may = f"{_similar(given, 0.85)} OR (({initial}) AND {_similar(family, 0.88)})"
    return [
        _level(_equal(form), "same", form),
        _level(_equal(key), "same_sound", key),
        _level(f"{_equal(fuzzy)} OR (NOT {chinese} AND NOT {partial} AND {near})", "near"),
        _level(
            f"({partial} AND {_similar(family, 0.88)}) OR (NOT {chinese} AND NOT {partial} AND ({may}))", "compatible"
        ),
    ]


def _name_part(field: Field, other: Field | None) -> list[dict[str, Any]]:
    """Levels of a given name or surname that has its own column; the two may stand in each other's place."""
    key = field.on()
    levels = [
        _level(_equal(key), "same", key),
        _level(_similar(key, 0.9), "near"),
        _level(_similar(key, 0.8), "similar"),
    ]
    if other:
        there = other.on()
        ways = ((key, there), (there, key))
        crossed = " AND ".join(f'jaro_winkler_similarity("{one}_l", "{two}_r") >= 0.88' for one, two in ways)
        # Frank Franke and Fraink Frank are alike crosswise and straight on: then straight on counts.
        crossed += f" AND NOT ({_similar(key, 0.8)} OR {_similar(there, 0.8)})"
        levels.insert(1, _level(crossed, "exchanged"))
    return levels


def _birth_date(field: Field) -> list[dict[str, Any]]:
    key, year, day = field.on(), field.on("year"), field.on("day")
    swapped = f'substr("{day}_l", 1, 2) = substr("{day}_r", 3, 2) AND substr("{day}_l", 3, 2) = substr("{day}_r", 1, 2)'
    return [
        _level(_equal(key), "same", key),
        _level(f"({_equal(year)} AND {swapped}) OR {_slip(key)}", "one_slip"),
        _level(f"{_equal(day)} OR ({_equal(year)} AND {_equal(field.on('month'))})", "near"),
    ]


def _street(field: Field) -> list[dict[str, Any]]:
    key, city, numbers = field.on(), field.on("city"), field.on("numbers")
    apart = f'COALESCE("{city}_l" <> "{city}_r", FALSE)'
    return [
        _level(f"{_equal(key)} AND NOT {apart}", "same"),
        _level(f"{_similar(key, 0.92)} AND NOT {apart} AND COALESCE({_equal(numbers)}, TRUE)", "near"),
        _level(f"{_similar(key, 0.82)} AND NOT {apart}", "similar"),
    ]


def _email(field: Field) -> list[dict[str, Any]]:
    """Levels of a mailbox: addresses made of a name differ by their digits, so those must agree."""
    key, local, digits = field.on(), field.on("local"), field.on("digits")
    alike = f'({_equal(local)} AND length("{local}_l") > 5) OR {_similar(key, 0.96)}'
    return [_level(_equal(key), "same"), _level(f"{_equal(digits)} AND ({alike})", "near")]


def _phone(field: Field) -> list[dict[str, Any]]:
    return [_level(_equal(field.on()), "same"), _level(_slip(field.on()), "near")]


def _typed(field: Field) -> list[dict[str, Any]]:
    key = field.on()
    return [_level(_equal(key), "same", key), _level(f'length("{key}_l") > 1 AND {_slip(key)}', "near")]


def _worded(field: Field) -> list[dict[str, Any]]:
    key = field.on()
    return [_level(_equal(key), "same", key), _level(_similar(key, 0.9), "near"), _level(_similar(key, 0.8), "similar")]


def _exact(field: Field) -> list[dict[str, Any]]:
    return [_level(_equal(field.on()), "same", field.on())]


LEVELS = {
    "full_name": _full_name,
    "birth_date": _birth_date,
    "phone": _phone,
    "email": _email,
    "street": _street,
    "city": _worded,
    "region": _exact,
    "postcode": _typed,
    "number": _typed,
    "text": _worded,
    "category": _exact,
}


def comparison(field: Field, fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return the comparison of one field in Splink's form.

    Parameters
    ----------
    field : Field
        What is compared.
    fields : mapping of str to Field
        The first field of every kind, for values that may stand in each other's place.

    Returns
    -------
    dict
        Levels from missing over best to worst.

    Examples
    --------
    >>> levels = comparison(Field("f0", "tel", "phone"), {})["comparison_levels"]
    >>> [level["label_for_charts"] for level in levels]
    ['missing', 'same', 'near', 'different']
    """
    if field.kind in ("given_name", "surname"):
        other = fields.get("surname" if field.kind == "given_name" else "given_name")
        levels = _name_part(field, other)
    else:
        levels = LEVELS[field.kind](field)
    key = field.on("family" if field.kind == "full_name" else "key")
    missing = {
        "sql_condition": f'"{key}_l" IS NULL OR "{key}_r" IS NULL',
        "label_for_charts": "missing",
        "is_null_level": True,
    }
    rest = {"sql_condition": "ELSE", "label_for_charts": "different"}
    return {"output_column_name": field.slot, "comparison_levels": [missing, *levels, rest]}


def best_level(field: Field, fields: Mapping[str, Field]) -> int:
    """Return the number of the level at which two values are the same; 0 is different, -1 missing.

    Parameters
    ----------
    field : Field
        What is compared.
    fields : mapping of str to Field
        The first field of every kind.

    Returns
    -------
    int
        The highest level.

    Examples
    --------
    >>> best_level(Field("f0", "tel", "phone"), {})
    2
    """
    return len(comparison(field, fields)["comparison_levels"]) - 2


def first_of_kind(fields: Sequence[Field]) -> dict[str, Field]:
    """Return the first field of every kind.

    Parameters
    ----------
    fields : sequence of Field
        All fields.

    Returns
    -------
    dict of str to Field
        By kind.

    Examples
    --------
    >>> first_of_kind([Field("f0", "name", "full_name"), Field("f1", "alias", "full_name")])["full_name"].column
    'name'
    """
    return {field.kind: field for field in reversed(fields)}
