"""Reading a place from romanised or English text: ``Xi'an``, ``Nanshan District, Shenzhen``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise, product

from crmpersona.cleaning.values.place_answer import answered, preferred
from crmpersona.cleaning.values.place_forms import latin_forms
from crmpersona.cleaning.values.place_tables import COUNTY, PREFECTURE, PROVINCE, Division, holds
from crmpersona.cleaning.values.result import Cleaned, invalid

__all__ = ["clean_latin", "words_of"]

LONGEST_READ = 200
MOST_WORDS = 40
LONGEST_NAME = 6
MOST_COMBINED = 5_000

_COUNTRY = frozenset(
    {
        "china",
        "prc",
        "prchina",
        "cn",
        "chn",
        "peoplesrepublicofchina",
        "mainlandchina",
        "zhongguo",
        "thepeoplesrepublicofchina",
    }
)
_FILLING = frozenset(
    {
        "autonomous",
        "uygur",
        "uyghur",
        "uighur",
        "zhuang",
        "hui",
        "special",
        "administrative",
        "the",
        "of",
        "greater",
        "zizhiqu",
        "new",
        "xin",
    }
)

# Which endings an English or romanised word for the kind of division allows.
_KINDS: dict[str, tuple[str, ...]] = {
    "city": ("市", "特别行政区"),
    "shi": ("市",),
    "municipality": ("市",),
    "province": ("省", "自治区"),
    "prov": ("省", "自治区"),
    "sheng": ("省", "自治区"),
    "region": ("自治区", "特别行政区", "地区"),
    "sar": ("特别行政区",),
    "prefecture": ("州", "地区", "盟"),
    "zhou": ("州",),
    "league": ("盟",),
    "district": ("区",),
    "dist": ("区",),
    "area": ("新区",),
    "qu": ("区",),
    "county": ("县",),
    "xian": ("县",),
    "banner": ("旗",),
}
# fmt: off
_STREETS = frozenset(
    {
        "road", "rd", "street", "st", "avenue", "ave", "av", "boulevard", "blvd", "lane", "ln", "lu", "jie",
        "dadao", "dajie", "xiang", "hutong", "nong", "highway", "hwy", "expressway", "bridge", "square",
        "plaza", "tower", "building", "bldg", "hotel", "university", "college", "hospital", "bank",
        "station", "airport", "park", "garden", "mansion", "duck", "restaurant", "opera",
    }
)
_SIDES = frozenset(
    {
        "east", "west", "south", "north", "middle", "central", "dong", "xi", "nan", "bei", "zhong", "e",
        "w", "s", "n",
    }
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Name:
    """A name read from a text and what it may stand for.

    Parameters
    ----------
    places : tuple of Division
        Divisions of that name.
    whole : bool
        Whether the kind of division is written with it.
    """

    places: tuple[Division, ...]
    whole: bool


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case without accents, apostrophes and points.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        Words of letters; digits are left out.

    Examples
    --------
    >>> words_of("Xi'an, Shǎnxī 710000")
    ['xian', 'shanxi']
    """
    plain = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall("[a-z]+", re.sub(r"['’‘`´.]", "", plain))


def _road_follows(words: list[str], at: int) -> bool:
    while at < len(words) and words[at] in _SIDES:
        at += 1
    return at < len(words) and words[at] in _STREETS


def _kind(words: list[str], at: int, places: tuple[Division, ...]) -> tuple[tuple[Division, ...], int]:
    """Return the places of the kind written after a name, and where that ends."""
    end = at
    while end < len(words) and words[end] in _FILLING:
        end += 1
    if end < len(words) and words[end] in _KINDS:
        kept = tuple(place for place in places if place.name.endswith(_KINDS[words[end]]))
        if kept:
            return kept, end + 1
    return places, at


def _name_at(words: list[str], at: int) -> tuple[Name, int] | None:
    """Return the longest name at a word, and where it ends."""
    forms = latin_forms()
    for end in range(min(at + LONGEST_NAME, len(words)), at, -1):
        joined = "".join(words[at:end])
        places = forms.get(joined)
        if places and not (end - at > 1 and words[end - 1] in _KINDS and joined not in forms):
            kept, after = _kind(words, end, places)
            if not _road_follows(words, after):
                return Name(kept, after > end), after
    return None


def _names(part: str) -> list[Name] | None:
    """Return the names of a part between commas; None where it starts or ends with something else."""
    words = [word for word in words_of(part) if word not in _COUNTRY]
    names: list[Name] = []
    at = 0
    while at < len(words):
        found = _name_at(words, at)
        if found is None:
            # Beijing Sanlitun: what follows a province or city is its detail.
            known = names and any(place.level != COUNTY for place in names[0].places)
            return names if known and not _road_follows(words, at - 1) else None
        names.append(found[0])
        at = found[1]
    return names


def _chains(names: list[Name]) -> list[tuple[Division, ...]]:
    """Return the choices of one division per name of which each lies in the larger ones."""
    count = 1
    for name in names:
        count *= len(name.places)
    if count > MOST_COMBINED:
        return []
    found = []
    for choice in product(*(name.places for name in names)):
        ordered = sorted(choice, key=lambda place: place.level)
        if all(holds(outer, inner) for outer, inner in pairwise(ordered)):
            found.append(tuple(ordered))
    return found


def _single(name: Name) -> tuple[Division, ...]:
    """Return what one name alone may mean."""
    if name.whole:
        return name.places
    provinces = [place for place in name.places if place.level == PROVINCE]
    if len(provinces) > 1:  # Shanxi: 陕西 is written Shaanxi.
        return tuple(provinces[:1])
    larger = tuple(place for place in name.places if place.level in {PROVINCE, PREFECTURE})
    chosen = preferred(name.places)
    return (
        preferred(larger) if larger and len(chosen) > 1 and "朝阳市" not in {place.name for place in larger} else chosen
    )


def clean_latin(raw: str) -> Cleaned:
    """Read a place in China from text in Latin letters.

    Parameters
    ----------
    raw : str
        Text after the first step.

    Returns
    -------
    Cleaned
        Province, city and district, as far as the text names them, in either order of size.

    Notes
    -----
    Parts between commas that name no division (streets, buildings) are left out.
    """
    text = raw[:LONGEST_READ]
    words = words_of(text)
    if len(words) > MOST_WORDS:
        return invalid("place.unknown")
    if words and "".join(words) in _COUNTRY:
        return invalid("place.country")
    parts = [names for part in re.split(r"[,;/|，；、\n]|\s-\s", text) if (names := _names(part))]
    names = [name for part in parts for name in part]
    if not names:
        return invalid("place.unknown")
    if len(names) == 1:
        return answered(_single(names[0]))
    chains = _chains(names)
    if not chains:
        return invalid("place.contradiction")
    most = max(len({place.code for place in chain}) for chain in chains)
    return answered(chain[-1] for chain in chains if len({place.code for place in chain}) == most)
