"""Keys of fields: the same telephone, date, mailbox or street written by two systems gets one key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

import pandas as pd

from crmpersona.identity.names import HAN, name_frame, name_key, simplified

__all__ = ["KEYS", "field_keys"]

PHONE_DIGITS = 10  # the last ones: country and trunk prefixes come and go before them
OFFICES = (
    "info sales service admin office contact support hello mail kefu help team post noreply no-reply marketing shop "
    "webmaster enquiries inquiries billing accounts hr jobs reception test null none unknown"
)
MAILBOXES = frozenset(OFFICES.split())
PROVINCE = re.compile(r"^(?:中国)?(?:[\u3400-\u9fff]{2,7}?(?:省|自治区|特别行政区))?")
CITY = re.compile(r"^([\u3400-\u9fff]{2,6}?)(?:市|自治州|地区|盟)")
STREET_WORDS = {
    "street": "st", "road": "rd", "avenue": "ave", "drive": "dr", "place": "pl", "court": "ct", "crescent": "cr",
    "circuit": "cct", "close": "cl", "lane": "ln", "terrace": "tce", "parade": "pde", "apartment": "apt",
    "strasse": "str", "boulevard": "blvd", "highway": "hwy", "north": "n", "south": "s", "east": "e", "west": "w",
}  # fmt: skip
Key = dict[str, object] | None


def _tidy(text: str) -> str:
    """Return a text in one width, small letters, simplified characters, single blanks."""
    return " ".join(simplified(unicodedata.normalize("NFKC", text)).casefold().split())


def _plain(text: str) -> Key:
    """Key of a text or category: tidied."""
    tidy = _tidy(text)
    return {"key": tidy, "start": tidy[:4]} if tidy else None


def _letters(text: str) -> Key:
    """Key of a place: letters and digits only, accents kept apart."""
    tidy = re.sub(r"[^\w]+", " ", _tidy(text)).strip()
    if HAN.search(tidy):
        tidy = re.sub(r"(?:市|省|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)$", "", tidy.replace(" ", ""))
    return {"key": tidy, "start": tidy[:4]} if tidy else None


def _phone(text: str) -> Key:
    """Key of a telephone: its last digits, extension left out."""
    digits = re.sub(r"\D", "", re.split(r"(?i)ext|转|轉|x|;", unicodedata.normalize("NFKC", text))[0])
    digits = digits.lstrip("0")[-PHONE_DIGITS:]
    return {"key": digits} if len(digits) >= 5 and len(set(digits)) > 2 else None


def _email(text: str) -> Key:
    """Key of an e-mail address; mailboxes of offices say nothing about a person."""
    local, _, domain = unicodedata.normalize("NFKC", text).strip().casefold().rpartition("@")
    local = local.partition("+")[0].removeprefix("mailto:")
    if not local or "." not in domain or local in MAILBOXES:
        return None
    if domain in ("gmail.com", "googlemail.com"):
        local, domain = local.replace(".", ""), "gmail.com"
    return {"key": f"{local}@{domain}", "local": local, "digits": "".join(re.findall(r"\d", local))}


def _birth_date(text: str) -> Key:
    """Key of a date: eight digits, year first where the text says so; dates that do not exist are kept."""
    tidy = unicodedata.normalize("NFKC", text).strip()
    parts = re.findall(r"\d+", tidy.split("T")[0].split(" ")[0] if re.match(r"\d+\D\d+\D\d+[T ]", tidy) else tidy)
    if len(parts) == 1 and len(parts[0]) >= 8:
        digits = parts[0][:8]
    elif len(parts) >= 3:
        year, month, day = (parts[0], parts[1], parts[2]) if len(parts[0]) == 4 else (parts[2], parts[1], parts[0])
        digits = f"{year:>04}{month:>02}{day:>02}"
    else:
        digits = "".join(parts)
    return {"key": digits, "year": digits[:4], "month": digits[4:6], "day": digits[4:]} if len(digits) >= 4 else None


def _number(text: str) -> Key:
    """Key of a number: without leading zeros and an empty fraction."""
    tidy = _tidy(text)
    if re.fullmatch(r"-?\d+(?:\.0+)?", tidy):
        tidy = str(int(tidy.partition(".")[0]))
    return {"key": tidy} if tidy else None


def _postcode(text: str) -> Key:
    """Key of a postcode: letters and digits; leading zeros count, spreadsheets' fractions do not."""
    tidy = re.sub(r"[^0-9a-z]", "", re.sub(r"\.0+$", "", _tidy(text)))
    return {"key": tidy} if tidy else None


def _street(text: str) -> Key:
    """Key of an address: city apart, province left out, words shortened, numbers kept in order."""
    tidy = _tidy(text)
    city = None
    if HAN.search(tidy):
        bare = PROVINCE.sub("", re.sub(r"[^\w]+", "", tidy))
        found = CITY.match(bare)
        city, bare = (found[1], bare[found.end() :]) if found else (None, bare)
        key = bare or tidy
    else:
        words = re.sub(r"[^\w]+", " ", tidy).split()
        key = " ".join(STREET_WORDS.get(word, word) for word in words)
    numbers = "-".join(number.lstrip("0") or "0" for number in re.findall(r"\d+", key)) or None
    return {"key": key, "start": key[:6], "city": city, "numbers": numbers} if key else None


def _part(text: str) -> Key:
    """Key of a given name or a surname that stands alone: its sound."""
    tidy = simplified(unicodedata.normalize("NFKC", text)).strip()
    if HAN.search(tidy):
        # With a surname before it a given name is read as one.
        found = name_key("王" + "".join(HAN.findall(tidy)))
        sound = found.key.replace("wang", "", 1).strip() if found else ""
        return {"key": sound or "wang", "start": sound[:3]}
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", tidy.casefold()) if sign.isalnum())
    return {"key": letters, "start": letters[:3]} if letters else None


KEYS: Mapping[str, tuple[Callable[[str], Key] | None, tuple[str, ...]]] = {
    "full_name": (None, ("form", "key", "fuzzy", "family", "given", "chinese", "partial")),
    "given_name": (_part, ("key", "start")),
    "surname": (_part, ("key", "start")),
    "birth_date": (_birth_date, ("key", "year", "month", "day")),
    "phone": (_phone, ("key",)),
    "email": (_email, ("key", "local", "digits")),
    "street": (_street, ("key", "start", "city", "numbers")),
    "city": (_letters, ("key", "start")),
    "region": (_letters, ("key",)),
    "postcode": (_postcode, ("key",)),
    "number": (_number, ("key",)),
    "text": (_plain, ("key", "start")),
    "category": (_plain, ("key",)),
}


def _as_text(values: pd.Series) -> pd.Series:
    """Return a column as texts; dates to the day, missing and blank values as None."""
    if pd.api.types.is_datetime64_any_dtype(values):
        texts = values.dt.strftime("%Y-%m-%d")
    else:
        texts = values.map(lambda value: None if value is None or value is pd.NA or value != value else str(value))  # noqa: PLR0124 - NaN
    texts = texts.astype(object)
    found: pd.Series = texts.where(texts.notna() & (texts.astype(str).str.strip() != ""), None)
    return found


def field_keys(values: pd.Series, kind: str) -> pd.DataFrame:
    """Return the keys of a column.

    Parameters
    ----------
    values : pandas.Series
        Any values; each different one is read once.
    kind : str
        One of :data:`KEYS`.

    Returns
    -------
    pandas.DataFrame
        ``key`` and the kind's further keys, None where nothing can be compared; same index.

    Examples
    --------
    >>> field_keys(pd.Series(["+86 138-1234-5678", "13812345678", None]), "phone")["key"].tolist()
    ['3812345678', '3812345678', None]
    >>> field_keys(pd.Series(["info@example.com", "Li+news@Example.com"]), "email")["key"].tolist()
    [None, 'li@example.com']
    """
    texts = _as_text(values)
    if kind == "full_name":
        found = name_frame(texts)
        # Only a surname, as in 张先生, is compared by its family alone.
        only = found["partial"].eq(True)
        found = found.assign(**{name: found[name].mask(only, None) for name in ("form", "key", "fuzzy")})
        return found.assign(chinese=found["chinese"].eq(True), partial=only)
    make, names = KEYS[kind]
    codes, unique = pd.factorize(texts)
    keys = [make(value) if make else None for value in unique]
    return pd.DataFrame(
        {
            name: pd.Series(
                pd.Series([None if key is None else key[name] for key in keys] + [None], dtype=object).to_numpy()[
                    codes
                ],
                index=values.index,
                dtype=object,
            )
            for name in names
        }
    )
