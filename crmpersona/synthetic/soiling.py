"""How people and systems write values wrongly: small functions from clean to dirty texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pyarrow as pa

from crmpersona.synthetic.arrow import decimals, text
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.parts import HUNDREDTHS

__all__ = ["as_text", "soil"]

Words = Mapping[str, Any]
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(ord("!"), ord("~") + 1)})
IDEOGRAPHIC_SPACE = "\u3000"


def as_text(column: pa.ChunkedArray, name: str) -> list[str]:
    """Write the cells of a column as texts, money with two decimals.

    Parameters
    ----------
    column : pyarrow.ChunkedArray
        Cells.
    name : str
        Name of the column; money is known by it.

    Returns
    -------
    list of str
        One text per cell.

    Examples
    --------
    >>> as_text(pa.chunked_array([pa.array([1999])]), "amount")
    ['19.99']
    """
    values: list[str] = text(decimals(column) if name in HUNDREDTHS else column).to_pylist()
    return values


def _pick(values: Sequence[str], draws: Array, forms: Sequence[Any]) -> list[str]:
    """Apply to every value the form its draw names."""
    return [forms[int(draw * len(forms))](value) for value, draw in zip(values, draws, strict=True)]


def _spacing(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Put spaces before, behind or inside."""
    del words
    inside = [lambda v: f" {v}", lambda v: f"{v} ", lambda v: f"{v[:1]} {v[1:]}", lambda v: v + IDEOGRAPHIC_SPACE]
    return _pick(values, draws, inside)


def _full_width(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write digits and signs in full width."""
    del words, draws
    return [value.translate(WIDE) for value in values]


def _phone(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write a number with blanks, dashes, a country code or the trace of a spreadsheet."""
    code = words["country_code"]
    forms = [
        lambda v: f"{v[:-8]}-{v[-8:-4]}-{v[-4:]}",
        lambda v: f"{v[:-8]} {v[-8:-4]} {v[-4:]}",
        lambda v: f"+{code} {v}" if not v.startswith("+") else v.replace("+", "00"),
        lambda v: f"{v.lstrip('+')}.0",
    ]
    return _pick(values, draws, forms)


def _email(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write an address in capitals, with blanks or a full-width sign."""
    del words
    return _pick(values, draws, [str.upper, lambda v: f" {v} ", lambda v: v.replace("@", "＠")])


def _gender(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write a gender in the words of other systems."""
    return [
        words["gender"][value][int(draw * len(words["gender"][value]))]
        for value, draw in zip(values, draws, strict=True)
    ]


def _date(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write a date in another clear form."""
    forms = [
        lambda v, form=form: form.format(year=v[:4], month=int(v[5:7]), day=int(v[8:10]), rest=v[11:16])
        for form in words["date_forms"]
    ]
    return _pick(values, draws, forms)


def _moment(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write a moment in another clear form."""
    forms = [
        lambda v, form=form: form.format(year=v[:4], month=int(v[5:7]), day=int(v[8:10]), rest=v[11:16])
        for form in words["moment_forms"]
    ]
    return _pick(values, draws, forms)


def _default_date(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write the date that forms fill in when nobody answers."""
    del words, draws
    return ["1900-01-01"] * len(values)


def _short_place(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write a place in its short form."""
    del draws
    short = words["short_places"]
    cut = [next((v[: -len(end)] for end in words["place_endings"] if v.endswith(end)), v.upper()) for v in values]
    return [short.get(value, other) for value, other in zip(values, cut, strict=True)]


def _money(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write an amount with its sign or unit."""
    return _pick(values, draws, [lambda v, form=form: form.format(value=v) for form in words["money_forms"]])


def _zero(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Forget the price."""
    del words, draws
    return ["0.00"] * len(values)


def _negative(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Turn the sign."""
    del words, draws
    return [value[1:] if value.startswith("-") else f"-{value}" for value in values]


def _outlier(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Type two digits too many."""
    del words, draws
    return [f"{value}00" for value in values]


def _category(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Write a category with a blank or in another case."""
    del words
    return _pick(values, draws, [lambda v: f"{v} ", lambda v: v.upper() if v.upper() != v else f" {v}"])


def _rating(values: Sequence[str], draws: Array, words: Words) -> list[str]:
    """Rate outside the scale."""
    del words
    return _pick(values, draws, [lambda _: "0", lambda _: "6", lambda _: "10"])


soil = SimpleNamespace(
    spacing=_spacing,
    full_width=_full_width,
    phone=_phone,
    email=_email,
    gender=_gender,
    date=_date,
    moment=_moment,
    default_date=_default_date,
    short_place=_short_place,
    money=_money,
    zero=_zero,
    negative=_negative,
    outlier=_outlier,
    category=_category,
    rating=_rating,
)
