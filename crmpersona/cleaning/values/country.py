"""Countries as ISO 3166-1 alpha-2 codes: names in many languages, codes, flags, calling codes written with a plus."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from crmpersona.cleaning.values.place_tables import rows
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, missing, ok

__all__ = ["clean_country"]

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
# England, Scotland and Wales: a black flag and letters that the first step takes for invisible marks.
_BRITISH_FLAG = "\U0001f3f4\U000e0067\U000e0062"
_SEPARATORS = re.compile(
    r"\s*[/|;；、,，()（）\[\]【】:：]\s*|\s+[-–—]\s+|(?<=[A-Z])-(?=[\u3400-\u9fffA-Z][\u3400-\u9fffa-z])"
)
_SCRIPTS = re.compile(r"(?<=[\u3400-\u9fff])\s*(?=[A-Za-z])|(?<=[A-Za-z.])\s*(?=[\u3400-\u9fff])")
_CALLING = re.compile(r"(?:\+|00)\s?([1-9]\d{0,2})")
_SMALL = re.compile(r"\b(?:the|and|und|et|y|of)\b|&")

LONGEST_NAME = 80
# Continents, unions and words that are no country.
_NOT_COUNTRIES = frozenset({"eu", "un"})
SCHEMES = ("iso", "alpha")


def _key(text: str) -> str:
    """Return a name in the form that names are compared in: letters only, lower case, no accents."""
    text = unicodedata.normalize("NFD", text.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = re.sub(r"\bst\b\.?", "saint", _SMALL.sub(" ", text))
    return re.sub(r"[^\w]|_", "", unicodedata.normalize("NFC", text))


@cache
def _codes() -> dict[str, str]:
    """Return the alpha-2 code by each code of two letters, three letters and three digits."""
    found = {}
    for alpha2, alpha3, numeric, *_ in rows("countries.tsv"):
        found.update({alpha2: alpha2, alpha3: alpha2, numeric: alpha2})
    return found


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the codes that each name may stand for."""
    found: dict[str, set[str]] = {}
    for alpha2, _, _, english, chinese, others in rows("countries.tsv"):
        for name in (english, chinese, *others.split("|")):
            found.setdefault(_key(name), set()).add(alpha2)
    for alias, codes in rows("country_aliases.tsv"):
        found[_key(alias)] = set(codes.split(" "))
    found.pop("", None)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


@cache
def _calling_codes() -> dict[str, tuple[str, ...]]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return {str(code): tuple(regions) for code, regions in COUNTRY_CODE_TO_REGION_CODE.items()}


def _of_digits(digits: str, context: Context) -> Cleaned:
    """Read digits: an ISO number where the scheme says so or no calling code looks the same."""
    code = _codes().get(digits.zfill(3)) if len(digits) <= 3 else None
    scheme = (context.scheme or "").casefold()
    if scheme.startswith("iso") or "numeric" in scheme:
        return ok(code, "country.number") if code else invalid("country.unknown")
    if digits in _calling_codes():
        return ambiguous("country.digits")
    if code is None:
        return invalid("country.unknown")
    return ok(code, "country.number") if len(digits) == 3 else ambiguous("country.digits")


def _of_calling_code(digits: str) -> Cleaned:
    regions = _calling_codes().get(digits, ())
    if not regions or regions == ("001",):
        return invalid("country.unknown")
    if len(regions) > 1:
        return ambiguous("country.shared_calling_code", regions, count=len(regions))
    return ok(regions[0], "country.calling_code")


def _of_code(text: str, context: Context) -> Cleaned | None:
    """Read a code of two or three letters."""
    letters = text.replace(".", "").replace(" ", "").upper()
    if not (letters.isascii() and letters.isalpha() and len(letters) in {2, 3}):
        return None
    code = _codes().get(letters)
    if code is None:
        return None
    if letters == "NA" and not (context.scheme or "").casefold().startswith(SCHEMES):
        return ambiguous("country.na", ("NA",))
    return ok(code, "country.code")


def _of_name(text: str, context: Context) -> Cleaned | None:
    """Read a name."""
    key = _key(text)
    if key in _NOT_COUNTRIES:
        return invalid("country.union")
    codes = _names().get(key, ())
    if not codes and key.endswith(("共和国", "王国")):
        codes = _names().get(key.removesuffix("共和国").removesuffix("王国"), ())
    if "GE-US" in codes:
        if context.region == "GE" or (context.scheme or "").casefold().startswith("iso"):
            return ok("GE", "country.name")
        return ambiguous("country.state", ("GE",))
    if len(codes) > 1:
        return ambiguous("country.several", codes[:6], names=", ".join(codes[:6]) + ("…" if len(codes) > 6 else ""))
    return ok(codes[0], "country.name") if codes else None


def _one(text: str, context: Context) -> Cleaned | None:
    """Read text that names one country in one way."""
    text = text.strip(" .。'\"“”‘’*_-")
    if not text or len(text) > LONGEST_NAME:
        return None
    if _FLAG.fullmatch(text):
        code = "".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in text)
        return ok(_codes()[code], "country.flag") if code in _codes() else None
    calling = _CALLING.fullmatch(text)
    if calling:
        return _of_calling_code(calling.group(1))
    if text.isascii() and text.isdigit():
        return _of_digits(text, context)
    return _of_code(text, context) or _of_name(text, context)


def _pieces(text: str) -> list[str]:
    """Return the parts of a cell that names a country in several ways, or several countries."""
    text = _FLAG.sub(lambda found: f"/{found.group()}/", text)
    return [piece for part in _SEPARATORS.split(text) for piece in _SCRIPTS.split(part) if piece and piece.strip(" .-")]


def clean_country(raw: str, context: Context) -> Cleaned:
    """Clean a country.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        ``scheme`` (``"iso2"``, ``"iso3"``, ``"iso-numeric"``) says that codes are ISO's: NA is
        Namibia then, and 36 is Australia. Without it both are ambiguous.

    Returns
    -------
    Cleaned
        The ISO 3166-1 alpha-2 code; names that several countries bear are ambiguous.

    References
    ----------
    .. [1] ISO 3166-1, Codes for the representation of names of countries.

    Examples
    --------
    >>> from crmpersona.cleaning import clean_value
    >>> clean_value("country", "英国").value
    'GB'
    >>> clean_value("country", "Korea").status
    'ambiguous'
    """
    if _BRITISH_FLAG in context.original:
        return ok("GB", "country.flag")
    if raw.casefold() == "n.a.":
        return missing("value.placeholder")
    whole = _one(raw, context)
    if whole is not None:
        return whole
    answers = [_one(piece, context) for piece in _pieces(raw)]
    if not answers or any(answer is None for answer in answers):
        return invalid("country.unknown")
    given = [answer for answer in answers if answer is not None]
    firm = sorted({str(answer.value) for answer in given if answer.value})
    # "USA (+1)": what is ambiguous alone agrees with what is not.
    if len(firm) == 1 and all(answer.value or firm[0] in answer.candidates for answer in given):
        return ok(firm[0], "country.name")
    return ambiguous("country.list", tuple(firm[:6]))
