"""Names of people: titles off, one form of spaces and dots; letters, their case and the script are kept."""

from __future__ import annotations

import re
import unicodedata

from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, missing, ok
from crmpersona.cleaning.values.words_names import (
    ANONYMOUS,
    CHINESE_TITLES,
    COMPANY,
    COMPOUND_SURNAMES,
    DEGREES,
    FACULTIES,
    GENDERS,
    LABEL,
    PARTICLES,
    PLACEHOLDER,
    RELATION,
    SUFFIXES,
    SURNAME_TITLES,
    SURNAMES,
    WESTERN_TITLES,
)

__all__ = ["clean_name"]

LONGEST_NAME = 100
LONGEST_CHINESE = 10

_HAN = "\u3400-\u9fff\u3005\u3007\U00020000-\U0003ffff"
_ONE_HAN = re.compile(f"[{_HAN}]")
_ALL_HAN = re.compile(f"[{_HAN}·]+")
_HAN_GAP = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")
_DOTS = re.compile(f"(?<=[{_HAN}])\\s*[•‧∙・･⋅.．·●᛫]\\s*(?=[{_HAN}])")
_JOINED_TITLE = re.compile(r"^(mr|mrs|ms|dr|prof|mme|mlle|hr|fr)\.(?=[^\W\d_]{2})", re.IGNORECASE)
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_BRACKETS = re.compile(r"\s*[(（\[【<《〈].{0,40}?[)）\]】>》〉]\s*")
_PHONE = re.compile(r"(?:\+?\d[\d\s-]{5,18}\d)")
_MASKED = re.compile(r"[*＊×xX#]{1,}(?=$|[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[*＊×xX某○●]{1,4}|[*＊]|[某]{1,3}$")
# Not the question mark and the asterisk: they say something about the name.
_EDGES = ' \t,，。;；:：!！-–—_#~/\\|"“”「」『』、…=+'
_SEVERAL_MARKS = re.compile(r"[/、;；&|＆]|\s(?:and|und|et|y|和|与|與|及|或|or)\s")

# What stands for "missing" when it is not capitalised like a name.
_MISSING = frozenset({"null", "NULL", "na", "NA", "nan", "NaN", "NAN", "nil", "NIL", "none", "None", "NONE"})


def _without_symbols(text: str) -> str:
    """Return the text without emoji and other pictures."""
    kept = (
        sign
        for sign in text
        if unicodedata.category(sign) not in {"So", "Sk", "Cs", "Co", "Cn"} and sign not in "\u200d\ufe0f♂♀"
    )
    return " ".join("".join(kept).split())


def _is_surname(text: str) -> bool:
    return text in SURNAMES or text in COMPOUND_SURNAMES


def _starts_with_surname(text: str) -> bool:
    return text[:1] in SURNAMES or text[:2] in COMPOUND_SURNAMES


def _without_chinese_titles(text: str) -> str:
    """Return a Chinese name without the titles after it; a bare title becomes empty."""
    changed = True
    while changed:
        changed = False
        for title in CHINESE_TITLES:
            if text.endswith(title):
                text, changed = text[: -len(title)].rstrip(" ,，"), True
        for title in ("先生", "女士", "小姐"):
            if text.startswith(title) and len(text) >= len(title) + 2:
                text, changed = text[len(title) :].lstrip(" :："), True
    for title in SURNAME_TITLES:
        if text.endswith(title) and _is_surname(text[: -len(title)]) and not (len(title) == 1 and title in "董工少"):
            return text[: -len(title)]
    # 王小明总: four characters are one too many for a name without a compound surname.
    if len(text) == 4 and text[-1] in "总總" and text[:1] in SURNAMES and text[:2] not in COMPOUND_SURNAMES:
        return text[:-1]
    return text


def _is_title(words: list[str], *, after_doctor: bool) -> bool:
    first = words[0].casefold()
    return first in WESTERN_TITLES or first.rstrip(".") in WESTERN_TITLES or (after_doctor and first in FACULTIES)


def _without_western_titles(words: list[str]) -> list[str]:
    """Return the words of a name without titles before and degrees after it."""
    after_doctor = False
    while words and _is_title(words, after_doctor=after_doctor):
        after_doctor = after_doctor or words[0].casefold().startswith("d")
        words = words[1:]
    while len(words) > 1 and words[-1].casefold().strip(".,") in DEGREES:
        words = [*words[:-2], words[-2].rstrip(",")]
    if len(words) > 1 and words[-1].casefold() in {"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "miss"}:
        words = words[:-1]
    return words


def _without_last_point(text: str) -> str:
    """Return a name without a full stop after it, where the last word is no abbreviation."""
    last = text.rpartition(" ")[2].rstrip(".")
    abbreviated = len(last) == 1 or last.casefold() in SUFFIXES | DEGREES or "." in last
    return text if abbreviated and not _ONE_HAN.search(text) else text.rstrip(" .")


def _reordered(text: str) -> str | None:
    """Return ``Smith, John`` as ``John Smith``; None where a comma separates two people."""
    parts = [part.strip() for part in re.split(r"\s*[,，]\s*", text) if part.strip()]
    if len(parts) < 2:
        return "".join(parts)
    suffix = ""
    if len(parts) > 1 and parts[-1].casefold().rstrip(".") in SUFFIXES:
        suffix = " " + parts.pop()
    if len(parts) < 2:
        return "".join(parts) + suffix
    surname, *rest = parts
    if len(rest) != 1 or _ONE_HAN.search(text):
        return None
    given = rest[0].split()
    family = surname.split()
    if family and family[-1].casefold().rstrip(".") in SUFFIXES:
        suffix, family = " " + family[-1], family[:-1]
    plain = [word for word in family if word.casefold().rstrip(".'") not in PARTICLES]
    if len(plain) > 1 and len(given) > 1 and not all(len(word.rstrip(".")) == 1 for word in given[1:]):
        return None
    return " ".join([*given, *family]) + suffix


def _han_spaces(text: str) -> str | None:
    """Return a Chinese name without its inner spaces; None where they separate two people."""
    tokens = [token for token in text.split(" ") if token not in GENDERS and token not in CHINESE_TITLES]
    names = [token for token in tokens if len(token) >= 2 and _ALL_HAN.fullmatch(token)]
    if len(names) > 1 and tokens[0] not in COMPOUND_SURNAMES and all(_starts_with_surname(name) for name in names):
        return None
    return _HAN_GAP.sub("", " ".join(tokens))


def _refused(text: str) -> Cleaned | None:
    """Return the answer for text that is no name at all."""
    if not text:
        return missing("name.no_letters")
    if len(text) > 3 * LONGEST_NAME:
        return invalid("name.too_long", longest=LONGEST_NAME)
    return _of_another_kind(text)


def _of_another_kind(text: str) -> Cleaned | None:
    if "@" in text:
        return invalid("name.email")
    if COMPANY.search(text):
        return invalid("name.company")
    if PLACEHOLDER.fullmatch(text):
        return invalid("name.placeholder")
    if ANONYMOUS.fullmatch(text):
        return missing("name.anonymous")
    letters = [sign for sign in text.casefold() if sign.isalpha()]
    if len(letters) > 2 and len(set(letters)) == 1:
        return invalid("name.placeholder")
    return None


def _checked(name: str, *, rule: str) -> Cleaned:
    """Return a name whose characters can be a name's."""
    if not name:
        return missing("name.title_only")
    fault = _fault(name)
    if fault is not None:
        return fault
    return ok(name, "name.surname_only" if _is_surname(name) else rule)


def _fault(name: str) -> Cleaned | None:
    """Return the answer for a name with characters, or of a length, that no name has."""
    if len(name) > LONGEST_NAME:
        return invalid("name.too_long", longest=LONGEST_NAME)
    words = [word for word in name.split(" ") if word.casefold().rstrip(".") not in SUFFIXES]
    if any(sign.isdigit() for word in words for sign in word):
        return invalid("name.digits")
    if not all(sign.isalnum() or unicodedata.category(sign)[0] == "M" or sign in " .'-·" for sign in name) or not any(
        sign.isalpha() for sign in name
    ):
        return invalid("name.characters")
    if _ALL_HAN.fullmatch(name) and len(name) > LONGEST_CHINESE and "·" not in name:
        return invalid("name.not_a_name")
    return None


def _chinese(text: str) -> Cleaned:
    """Clean a name with Chinese characters."""
    joined = _han_spaces(_DOTS.sub("·", text))
    if joined is None:
        return ambiguous("name.several")
    joined = " ".join(_without_western_titles(joined.split(" ")))
    name = _without_chinese_titles(joined)
    if RELATION.fullmatch(name) and len(name) > 2:
        return ambiguous("name.relation")
    refused = _of_another_kind(name) if name else None
    return refused or _checked(name, rule="name.chinese" if name == joined else "name.title")


def _western(text: str) -> Cleaned:
    """Clean a name in another script."""
    text = _JOINED_TITLE.sub(r"\1. ", text)
    words = _without_western_titles(text.split(" "))
    ordered = _reordered(" ".join(words))
    if ordered is None:
        return ambiguous("name.several")
    plain = _without_western_titles(ordered.split(" "))
    rule = "name.title" if len(words) < len(text.split(" ")) else "name.text"
    return _checked(" ".join(plain), rule=rule)


def _null(raw: str) -> Cleaned | None:
    """Return the answer for a spelling of "missing" that is also a name."""
    if raw in _MISSING:
        return missing("value.placeholder")
    return ambiguous("name.null") if raw.casefold() in {"null", "na", "nan", "nil"} else None


def _doubtful(text: str) -> Cleaned | None:
    """Return the answer for text in which a name is hidden, doubted or not alone."""
    if not any(sign.isalpha() for sign in text):
        return invalid("name.number")
    if text.endswith(("?", "？")):
        return ambiguous("name.doubtful")
    if _MASKED.search(text) and (_ONE_HAN.search(text) or "*" in text):
        return invalid("name.masked")
    if _SEVERAL_MARKS.search(text) or ("," in text and _ONE_HAN.search(text)):
        return ambiguous("name.several")
    return None


def clean_name(raw: str, context: Context) -> Cleaned:  # noqa: ARG001 - one signature for every cleaner
    """Clean the name of a person.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Not used: names cross borders.

    Returns
    -------
    Cleaned
        The name without titles; spaces inside a Chinese name go, its parts are joined by U+00B7;
        ``Surname, Given`` becomes ``Given Surname``. Case and script are kept, and so are suffixes
        that belong to a name (Jr., III). Several people in one cell are ambiguous.

    Examples
    --------
    >>> from crmpersona.cleaning import clean_value
    >>> clean_value("name", "王小明先生").status, len(clean_value("name", "王小明先生").value)
    ('ok', 3)
    >>> clean_value("name", "Mr.  John   Smith").rule
    'name.title'
    """
    null = _null(raw)
    if null is not None:
        return null
    text = LABEL.sub("", _without_symbols(raw)).translate(_APOSTROPHES).strip(_EDGES)
    refused = _refused(text)
    if refused is not None:
        return refused
    text = _without_last_point(" ".join(_PHONE.sub(" ", _BRACKETS.sub(" ", text)).split()).strip(_EDGES))
    doubt = _doubtful(text)
    if doubt is not None:
        return doubt
    return _chinese(text) if _ONE_HAN.search(text) else _western(text)
