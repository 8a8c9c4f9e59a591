"""Gender: words, titles, letters and signs; codes only by a code book."""

from __future__ import annotations

import re

from crmpersona.cleaning.values.place_tables import rows
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, missing, ok

__all__ = ["clean_gender"]

MALE, FEMALE, OTHER = "male", "female", "other"

_SPELLINGS = {meaning: frozenset(words.split("|")) for meaning, words in rows("gender_words.tsv")}
_MEANING = {word: meaning for meaning in (MALE, FEMALE, OTHER) for word in _SPELLINGS[meaning]}
_UNKNOWN = _SPELLINGS["not_stated"]
# Said of animals, or the beginning of 公司 and 公开.
_ANIMALS = _SPELLINGS["animal"]
_BOTH = _SPELLINGS["both"]

# M is mujer there as well as masculino.
_SPANISH = frozenset({"ES", "MX", "AR", "CO", "CL", "PE", "VE", "EC", "GT", "CU", "BO", "UY", "PY"})

# Letters that mean something in one country only.
_LETTERS: dict[str, dict[str, str]] = {
    "h": dict.fromkeys((*_SPANISH, "FR", "BE", "LU"), MALE),
    "v": {**dict.fromkeys(_SPANISH, MALE), "NL": FEMALE, "SR": FEMALE},
    "k": dict.fromkeys(("SE", "NO", "DK", "PL", "TR"), FEMALE),
    "e": {"TR": MALE},
    "d": {"DE": OTHER, "AT": OTHER},
}

# GB/T 2261.1 and ISO 5218 agree on these four.
_STANDARD = {"0": None, "1": MALE, "2": FEMALE, "9": None}
_BOOKS = re.compile(r"gb\s?/?\s?t?\s?2261(?:\.1)?(?:-\d{4})?|iso(?:/iec)?\s?5218(?:[:-]\d{4})?")
_PAIR = re.compile(r"\s*([^=:：,，;；]{1,20})\s*[=:：]\s*([^=:：,，;；]{1,20})\s*")

_LABEL = re.compile(r"^(?:性别|性別|称谓|称呼|gender|sex)\s*[:：=]?\s*", re.IGNORECASE)
_CODE = re.compile(r"[+-]?\d{1,3}(?:\.0+)?")
_APART = re.compile(
    r"[\s/|,，、;；:：()（）\[\]【】\-_—.或和与]+|\b(?:or|and|oder|und|ou|y)\b|(?<=\d)(?=\D)|(?<=\D)(?=\d)|(?<=[\u3400-\u9fff])(?=[A-Za-z♀♂])|(?<=[A-Za-z♀♂])(?=[\u3400-\u9fff])"
)


def _book(codebook: str) -> dict[str, str | None] | None:
    """Return what the codes of a code book mean; None for one that is not known."""
    if _BOOKS.fullmatch(codebook.casefold().strip()):
        return dict(_STANDARD)
    pairs = re.split(r"[,，;；]", codebook)
    found = {}
    for pair in pairs:
        matched = _PAIR.fullmatch(pair)
        if matched is None:
            return None
        meaning = matched.group(2).strip().casefold()
        found[matched.group(1).strip().casefold()] = _MEANING.get(meaning)
    return found


def _of_code(code: str, context: Context) -> Cleaned:
    """Read a code by its code book."""
    if context.codebook is None:
        return ambiguous("gender.code", (MALE, FEMALE))
    book = _book(context.codebook)
    if book is None:
        return ambiguous("gender.codebook")
    if code not in book:
        return invalid("gender.not_in_codebook")
    meaning = book[code]
    return ok(meaning, "gender.code_by_book") if meaning else missing("gender.not_stated")


def _meaning(word: str, context: Context) -> str | None:
    """Return what one word means."""
    return _LETTERS.get(word, {}).get(context.region or "") or _MEANING.get(word)


def _doubtful(text: str, context: Context) -> Cleaned | None:
    """Return the answer for text that says nothing, or more than one thing."""
    if text in _UNKNOWN or not any(sign.isalnum() or sign in _MEANING for sign in text):
        return missing("gender.not_stated")
    if text in _ANIMALS:
        return ambiguous("gender.animal", (MALE, FEMALE))
    if text in _BOTH or text.endswith(("?", "？")):
        return ambiguous("gender.several")
    if text == "m" and context.region in _SPANISH:
        return ambiguous("gender.letter", (MALE, FEMALE))
    return None


def _of_words(text: str, context: Context) -> Cleaned:
    """Read words that mean the same, with or without a code beside them."""
    words = [word for word in _APART.split(text) if word]
    if all(_CODE.fullmatch(word) for word in words):
        return invalid("gender.unknown")
    meanings = {_meaning(word, context) for word in words if not _CODE.fullmatch(word)}
    if None in meanings:
        return invalid("gender.unknown")
    if len(meanings) > 1:
        return ambiguous("gender.several")
    return ok(meanings.pop(), "gender.word")


def clean_gender(raw: str, context: Context) -> Cleaned:
    """Clean a gender.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        ``codebook`` gives codes their meaning: ``"GB/T 2261.1"``, ``"ISO 5218"``, or spelled out as
        ``"0=female,1=male"``. ``region`` gives letters of one country theirs (``V`` in NL).

    Returns
    -------
    Cleaned
        ``"male"``, ``"female"``, or ``"other"`` where a further gender is named. Codes without a
        code book are ambiguous: 1 and 2, and 0 and 1, are used both ways round.

    References
    ----------
    .. [1] GB/T 2261.1-2003, Classification and codes of basic personal information: sex.
    .. [2] ISO/IEC 5218:2022, Codes for the representation of human sexes.

    Examples
    --------
    >>> from crmpersona.cleaning import clean_value
    >>> clean_value("gender", "女士").value, clean_value("gender", "1").status
    ('female', 'ambiguous')
    >>> clean_value("gender", "2", codebook="GB/T 2261.1").value
    'female'
    """
    text = _LABEL.sub("", raw).casefold().replace("\ufe0f", "").strip(" .。!！'\"")
    text = re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", text)
    if _CODE.fullmatch(text):
        return _of_code(text.partition(".")[0].lstrip("+"), context)
    if context.codebook and (_book(context.codebook) or {}).get(text):
        return _of_code(text, context)
    doubt = _doubtful(text, context)
    if doubt is not None:
        return doubt
    meaning = _meaning(text, context)
    return ok(meaning, "gender.word") if meaning else _of_words(text, context)
