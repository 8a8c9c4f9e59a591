"""How the same name, telephone, date and address are written by different people and systems."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa

from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.pools import Names

__all__ = ["NAME_FORMS", "rewrite_addresses", "rewrite_dates", "rewrite_names", "rewrite_phones"]

# Form of a name: its share among first and among further records.
NAME_FORMS = {
    "plain": (0.88, 0.66),
    "latin": (0.04, 0.12),
    "traditional": (0.02, 0.06),
    "spaced": (0.03, 0.06),
    "titled": (0.03, 0.05),
    "surname_only": (0.0, 0.01),
    "misspelt": (0.0, 0.04),
}
TITLES = {"zh": {"female": "女士", "male": "先生"}, "en": {"female": "Ms. ", "male": "Mr. "}}


@lru_cache(maxsize=1)
def _traditional() -> pa.Array:
    """Open the converter to traditional characters, once."""
    from opencc import OpenCC

    return OpenCC("s2t")


def _homophones(names: Names) -> dict[str, str]:
    """Return for the characters of given names another one that sounds alike, where there is one."""
    texts = pa.concat_arrays([names.openings, names.endings]).to_pylist()
    sounds = pa.concat_arrays([names.openings_latin, names.endings_latin]).to_pylist()
    by_sound: dict[str, list[str]] = {}
    for letter, sound in sorted(zip(texts, sounds, strict=True)):
        if letter and letter not in by_sound.setdefault(sound, []):
            by_sound[sound].append(letter)
    return {
        letter: row[(place + 1) % len(row)]
        for row in by_sound.values()
        if len(row) > 1
        for place, letter in enumerate(row)
    }


def rewrite_names(
    random: np.random.Generator, records: pd.DataFrame, first: Array, names: Names
) -> tuple[Array, Array]:
    """Write names in the forms of :data:`NAME_FORMS`.

    Parameters
    ----------
    random : numpy.random.Generator
        Source of chance.
    records : pandas.DataFrame
        ``name``, ``latin`` ("given.surname"), ``gender``.
    first : array of bool
        Whether a record is the first of its person.
    names : Names
        Parts of names.

    Returns
    -------
    names : array of str
        As written.
    forms : array of str
        Which form each has.
    """
    shares = np.cumsum([NAME_FORMS[form] for form in NAME_FORMS], axis=0)
    chance, turn = random.random(len(records)), random.integers(0, 4, len(records))
    code = (chance[:, None] >= shares[:, np.where(first, 0, 1)].T).sum(axis=1)
    form = np.array(list(NAME_FORMS), dtype=object)[np.minimum(code, len(NAME_FORMS) - 1)]
    written = records["name"].to_numpy(dtype=object).copy()
    chinese, homophones = names.family_first, _homophones(names)
    latin, gender = records["latin"].tolist(), records["gender"].tolist()
    for row in np.flatnonzero(form != "plain"):
        given, surname = latin[row].split(".")
        parts = (written[row], given, surname, gender[row])
        written[row] = (
            _chinese(form[row], parts, int(turn[row]), homophones)
            if chinese
            else _western(form[row], parts, int(turn[row]))
        )
    return written, form


def _latin(given: str, surname: str, turn: int) -> str:
    """Write a name in Latin letters in one of four ways."""
    return (
        f"{surname.title()} {given.title()}",
        f"{given.title()} {surname.title()}",
        f"{surname.upper()}, {given.title()}",
        f"{surname}{given}",
    )[turn]


def _chinese(form: str, parts: tuple[str, str, str, str], turn: int, homophones: dict[str, str]) -> str:
    """Write a Chinese name in one form."""
    name, given, surname, gender = parts
    if form == "latin":
        return _latin(given, surname, turn)
    if form == "traditional":
        return str(_traditional().convert(name))
    long = 2 if len(name) > 3 else 1
    if form == "spaced":
        return f"{name[:long]}{(' ', '　', '  ', ' ')[turn]}{name[long:]}"
    title = TITLES["zh"][gender]
    if form == "titled":
        return f"{name}{title}"
    if form == "surname_only":
        return f"{name[:long]}{title}"
    return name[:-1] + homophones.get(name[-1], name[-1])


def _western(form: str, parts: tuple[str, str, str, str], turn: int) -> str:
    """Write a Western name in one form."""
    name, _, _, gender = parts
    given, _, surname = name.partition(" ")
    written = {
        "latin": f"{surname}, {given}",
        "traditional": name.upper(),
        "spaced": f"{given}  {surname} ",
        "titled": f"{TITLES['en'][gender]}{name}",
        "surname_only": f"{given[:1]}. {surname}",
    }
    # One letter left out, never the first.
    cut = 1 + turn % max(len(surname) - 1, 1)
    return written.get(form, f"{given} {surname[:cut]}{surname[cut + 1 :]}")


def rewrite_phones(random: np.random.Generator, phones: Array) -> Array:
    """Write some telephone numbers with the country's code, blanks or dashes.

    Parameters
    ----------
    random : numpy.random.Generator
        Source of chance.
    phones : array of str
        Digits, or + and digits.

    Returns
    -------
    array of str
        As written.
    """
    chance = random.random(len(phones))
    written = phones.copy()
    for low, high, form in ((0.0, 0.08, "+86{0}"), (0.08, 0.16, "{1} {2} {3}"), (0.16, 0.22, "{1}-{2}-{3}")):
        rows = (chance >= low) & (chance < high)
        written[rows] = [
            phone if phone.startswith("+") else form.format(phone, phone[:3], phone[3:7], phone[7:])
            for phone in phones[rows]
        ]
    return written


def rewrite_dates(random: np.random.Generator, days: Array, changed: Array) -> Array:
    """Write some birth dates wrongly: day and month exchanged, or one digit of the year.

    Parameters
    ----------
    random : numpy.random.Generator
        Source of chance.
    days : array of str
        ISO dates.
    changed : array of bool
        Which ones to write wrongly.

    Returns
    -------
    array of str
        ISO dates, all of them dates that exist.
    """
    written = days.copy()
    digit = random.integers(1, 10, len(days))
    for row in np.flatnonzero(changed):
        year, month, day = written[row].split("-")
        exchange = int(day) <= 12 and day != month
        other = f"{year[:3]}{(int(year[3]) + int(digit[row])) % 10}"
        written[row] = f"{year}-{day}-{month}" if exchange else f"{other}-{month}-{min(int(day), 28):02d}"
    return written


def rewrite_addresses(random: np.random.Generator, addresses: Array, provinces: list[str]) -> Array:
    """Write some addresses without the province, with full-width digits, blanks, or traditional characters.

    Parameters
    ----------
    random : numpy.random.Generator
        Source of chance.
    addresses : array of str
        As the post writes them.
    provinces : list of str
        Names of provinces that an address may begin with.

    Returns
    -------
    array of str
        As written.
    """
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    chance = random.random(len(addresses))
    written = addresses.copy()
    starts = tuple(sorted(set(provinces), key=len, reverse=True))
    for row in np.flatnonzero(chance < 0.30):
        address = written[row]
        if chance[row] < 0.15:
            start = next((start for start in starts if address.startswith(start)), "")
            written[row] = address[len(start) :] if len(address) > len(start) and not start.endswith("市") else address
        elif chance[row] < 0.22:
            written[row] = address.translate(wide)
        else:
            written[row] = address.replace("号", "號" if chance[row] < 0.26 else " 号 ")
    return written
