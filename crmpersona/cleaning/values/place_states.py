"""Reading a state and city of the United States."""

from __future__ import annotations

import re

from crmpersona.cleaning.values.result import Cleaned, ambiguous, invalid, ok

__all__ = ["STATES", "clean_american", "is_american"]

# USPS abbreviations.
# fmt: off
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin",
    "WY": "Wyoming", "PR": "Puerto Rico", "GU": "Guam", "VI": "U.S. Virgin Islands", "AS": "American Samoa",
    "MP": "Northern Mariana Islands",
}
# fmt: on
_BY_NAME = {name.casefold(): name for name in STATES.values()}

# States that share their name with a city: alone they are one or the other.
_ALSO_CITIES = frozenset({"New York", "Washington"})

_COUNTRY = re.compile(r"[\s,]*\b(?:U\.?S\.?A?\.?|United States(?: of America)?)\s*$", re.IGNORECASE)
_ZIP = re.compile(r"[\s,]*\b\d{5}(?:-\d{4})?$")
_CITY = re.compile(r"[A-Za-z][A-Za-z .'\-]{0,48}")


def is_american(raw: str) -> bool:
    """Say whether a text ends with the name of the United States.

    Parameters
    ----------
    raw : str
        Text after the first step.

    Returns
    -------
    bool
        Whether it does, and says more than that.
    """
    found = _COUNTRY.search(raw)
    return found is not None and found.start() > 0


def _state(text: str) -> str | None:
    text = text.strip().strip(".")
    return (
        STATES.get(text.replace(".", "").upper()) if len(text.replace(".", "")) == 2 else _BY_NAME.get(text.casefold())
    )


def clean_american(raw: str) -> Cleaned:
    """Read ``City, State`` or a state.

    Parameters
    ----------
    raw : str
        Text after the first step.

    Returns
    -------
    Cleaned
        The state as province; the city as written, where the state follows it.

    Examples
    --------
    >>> clean_american("San Francisco, CA 94105").value
    {'province': 'California', 'city': 'San Francisco', 'district': None}
    """
    text = _COUNTRY.sub("", raw)
    text = _ZIP.sub("", text).strip(" ,")
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        head, _, tail = text.rpartition(" ")
        if head and len(tail) == 2 and tail.isupper() and _state(tail):
            parts = [head, tail]
    state = _state(parts[-1])
    if state is None:
        return invalid("place.unknown")
    if len(parts) == 1:
        if state in _ALSO_CITIES and len(parts[0]) > 2:
            return ambiguous("place.state")
        return ok({"province": state, "city": None, "district": None}, "place.state")
    if not _CITY.fullmatch(parts[-2]):
        return invalid("place.unknown")
    return ok({"province": state, "city": parts[-2], "district": None}, "place.state")
