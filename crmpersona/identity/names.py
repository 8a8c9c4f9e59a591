"""Keys of personal names: one key for 张伟, 張偉, Zhang Wei, ZHANG, Wei and 张伟先生."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from crmpersona.identity.surnames import COMPOUND, READINGS, SURNAMES

__all__ = ["NameKey", "name_frame", "name_key", "simplified"]

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af〇]")
ZH_TITLES = re.compile(
    r"(?:先生|女士|小姐|太太|夫人|老师|老師|同志|教授|博士|主任|经理|經理|总经理|总监|医生|醫生|律师|阿姨|师傅|老板|总)$"
)
HONORIFICS = (
    "mr mrs ms miss mx dr prof professor sir madam mme mlle herr frau hr fr sr sra senor senora jr ii iii phd md esq"
)
TITLES = frozenset(HONORIFICS.split())
# Sounds that input methods and ears mix up.
MIXED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
LONGEST_SYLLABLE = 6


@dataclass(frozen=True)
class NameKey:
    """What of a name is compared.

    Parameters
    ----------
    form : str
        The name as written, tidied: simplified characters, or Latin words in one order.
    key : str
        Its sound: surname and given name in Latin letters, in alphabetical order of the two.
    fuzzy : str
        Its syllables in alphabetical order, without the differences that are often misheard (zh and
        z, ang and an); the key itself for other names.
    family, given : str
        Sound of the surname, for other names the last word, and of what remains.
    chinese : bool
        Whether the name is Chinese: written in characters, or read as pinyin.
    partial : bool
        Whether only the surname was given, as in 张先生.
    """

    form: str
    key: str
    fuzzy: str
    family: str
    given: str
    chinese: bool
    partial: bool = False


@lru_cache(maxsize=1)
def _converter() -> Any:
    """Open the converter to simplified characters, once."""
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Return a text in simplified characters.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Texts without traditional characters come back as they are.

    Examples
    --------
    >>> simplified("張偉 Wei")
    '张伟 Wei'
    """
    return text if text.isascii() else str(_converter().convert(text))


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """Return all syllables of Mandarin without tones."""
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    tones = {tone for readings in PINYIN_DICT.values() for tone in readings.split(",")}
    found = {to_normal(tone).replace("ü", "v") for tone in tones}
    return frozenset(syllable for syllable in found if len(syllable) > 1 or syllable in "aoe") - {"n", "m", "ng", "hm"}


@lru_cache(maxsize=1)
def _latin_surnames() -> dict[str, int]:
    """Return the sounds of Chinese surnames with their rank, the most usual first."""
    found: dict[str, int] = {}
    for rank, surname in enumerate((*SURNAMES, *sorted(COMPOUND))):
        found.setdefault(_surname_sound(surname), rank)
    return found


@lru_cache(maxsize=16_384)
def _sound(character: str) -> str:
    """Return the usual sound of a character, without its tone."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(character, style=Style.NORMAL, errors="default")).replace("ü", "v")


def _sounds(characters: str) -> list[str]:
    """Return the sound of every character; one by one, since no dictionary knows the words of a name."""
    return [_sound(character) for character in characters]


@lru_cache(maxsize=4096)
def _surname_sound(surname: str) -> str:
    """Return how a surname sounds; some sound otherwise than the character does elsewhere."""
    return READINGS.get(surname) or "".join(_sounds(surname))


def _fuzzy(syllables: list[str]) -> str:
    """Sort syllables, without the differences that are often misheard."""
    joined = " ".join(sorted(syllables))
    for written, heard in MIXED:
        joined = joined.replace(written, heard)
    return joined


@lru_cache(maxsize=65_536)
def _split_pinyin(word: str) -> tuple[str, ...]:
    """Cut a Latin word into as few syllables of Mandarin as possible; empty where it cannot be cut."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            before = best[start]
            if before is not None and word[start:end] in _syllables():
                found = (*before, word[start:end])
                known = best[end]
                if known is None or len(found) < len(known):
                    best[end] = found
    return best[len(word)] or ()


def _han(text: str) -> NameKey | None:
    """Read a name written in characters."""
    characters = "".join(HAN.findall(text))
    bare = ZH_TITLES.sub("", characters)
    titled = bare != characters
    if not bare:
        return None
    long = 2 if bare[:2] in COMPOUND else 1
    surname, given = bare[:long], bare[long:]
    family = _surname_sound(surname)
    if not given:
        return NameKey(bare, family, _fuzzy([family]), family, "", True, titled or long == 2 or bare in SURNAMES)
    sounds = _sounds(given)
    return _assembled(bare, family, sounds, _sounds(surname) if long == 2 else [family])


def _assembled(form: str, family: str, given: list[str], surname: list[str]) -> NameKey:
    """Put a key together from surname and given name, in an order that both spellings share."""
    key = " ".join(sorted((family, "".join(given))))
    return NameKey(form, key, _fuzzy([*surname, *given]), family, "".join(given), True)


def _words(text: str) -> list[str]:
    """Return the words of a Latin name: small letters without accents, titles and marks."""
    plain = text.casefold().replace("ß", "ss").replace("ü", "v" if re.search(r"[nl]ü", text.casefold()) else "ue")
    plain = plain.replace("ä", "ae").replace("ö", "oe").replace("lyu", "lv")
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    found = re.sub(r"[^\w]+", " ", re.sub(r"(?<=\w)['’-](?=\w)", "", plain)).replace("_", " ").split()
    return [word for word in found if word not in TITLES] or found


def _pinyin(words: list[str]) -> NameKey | None:
    """Read a Latin name as pinyin, if it can be."""
    cut = [_split_pinyin(word) for word in words]
    if not all(cut) or not 2 <= sum(len(part) for part in cut) <= 4:
        return None
    surnames = _latin_surnames()
    if len(words) == 1:
        whole = list(cut[0])
        long = 2 if "".join(whole[:2]) in surnames and len(whole) > 2 else 1
        family, given = "".join(whole[:long]), whole[long:]
        return _assembled(words[0], family, given, whole[:long]) if family in surnames else None
    # Xiao Fang Zhang: 肖 and 张 are both surnames, and 张 is the more usual one.
    ends = [(surnames[words[place]], place) for place in (0, len(words) - 1) if words[place] in surnames]
    if not ends:
        return None
    place = min(ends)[1]
    given = [syllable for other, part in enumerate(cut) if other != place for syllable in part]
    return _assembled(" ".join(words), words[place], given, list(cut[place]))


def _latin(text: str) -> NameKey | None:
    """Read a name written in Latin or other letters."""
    words = _words(text)
    if not words:
        return None
    found = _pinyin(words)
    if found is not None:
        return found
    key = " ".join(sorted(words))
    place = len(_words(text.partition(",")[0])) - 1 if "," in text else len(words) - 1
    given = "".join(word for other, word in enumerate(words) if other != place)
    return NameKey(key, key, key, words[place], given, False, not given)


@lru_cache(maxsize=262_144)
def name_key(text: str) -> NameKey | None:
    """Return what of a full name is compared.

    Parameters
    ----------
    text : str
        A name as written anywhere.

    Returns
    -------
    NameKey or None
        None where nothing of a name is left.

    Examples
    --------
    >>> {name_key(text).key for text in ("张伟", "張 偉", "Zhang Wei", "ZHANG, Wei", "Wei Zhang", "张伟先生")}
    {'wei zhang'}
    >>> name_key("Dr. Anna-Lena Müller").key, name_key("欧阳晓芳").family, name_key("张先生").partial
    ('annalena mueller', 'ouyang', True)
    """
    tidy = unicodedata.normalize("NFKC", text).strip()
    if not tidy:
        return None
    tidy = simplified(tidy)
    return _han(tidy) if HAN.search(tidy) else _latin(tidy)


def name_frame(values: pd.Series) -> pd.DataFrame:
    """Return the keys of a column of full names.

    Parameters
    ----------
    values : pandas.Series
        Names; missing values stay missing.

    Returns
    -------
    pandas.DataFrame
        ``form``, ``key``, ``fuzzy``, ``family``, ``given`` (text), ``chinese``, ``partial`` (boolean); same index.

    Examples
    --------
    >>> name_frame(pd.Series(["李 伟", None]))["key"].tolist()
    ['li wei', None]
    """
    codes, unique = pd.factorize(values)
    keys = [name_key(str(value)) for value in unique]
    columns: dict[str, pd.Series] = {}
    for name in ("form", "key", "fuzzy", "family", "given", "chinese", "partial"):
        found = pd.Series([None if key is None else getattr(key, name) for key in keys] + [None], dtype=object)
        columns[name] = pd.Series(found.to_numpy()[codes], index=values.index, dtype=object)
    return pd.DataFrame(columns)
