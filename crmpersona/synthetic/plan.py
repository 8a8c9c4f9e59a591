"""A world as it stands in its TOML file: everything that is planted."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from crmpersona.contract import Month, ParameterError, as_of_date, nearest, shipped
from crmpersona.synthetic.draws import Array

__all__ = ["Plan", "load_plan", "worlds"]

PERSONA_KEYS = (
    "key",
    "name_zh",
    "name_en",
    "weight",
    "bg_nbd",
    "never_buys",
    "immediate_share",
    "lag_weeks",
    "season_sensitivity",
    "lines",
    "units",
    "price_levels",
    "discounts",
    "return_rate",
    "categories",
    "channels",
    "hours",
    "weekdays",
    "female",
    "ages",
    "tiers",
    "acquisition",
    "browsing_per_week",
    "review_rate",
    "topics",
)
WORLD_KEYS = (
    "name",
    "title_zh",
    "title_en",
    "lang",
    "country",
    "timezone",
    "currency",
    "end",
    "people",
    "regions",
    "texts",
    "referrals",
    "phones",
    "customers",
    "region_weights",
    "stores",
    "calendar",
    "catalogue",
    "rules",
    "channels",
    "personas",
    "drift",
    "campaign",
    "service",
    "systems",
    "source_records",
    "external_ids",
    "dirty_words",
    "dirt",
)


def worlds() -> list[str]:
    """List the worlds that ship with the package.

    Returns
    -------
    list of str
        Names for :func:`crmpersona.synthetic.generate`.

    Examples
    --------
    >>> worlds()
    ['daily_goods', 'fashion']
    """
    return sorted(path.stem for path in shipped("synthetic").glob("*.toml") if b"\n[[personas]]" in path.read_bytes())


@dataclass(frozen=True)
class Plan:
    """The planted facts of one world, for one length of history.

    Parameters
    ----------
    spec : mapping
        The world's TOML file.
    folder : Path
        Where the tables named in it lie.
    months : int
        Months of history.
    end : datetime.date
        Day at whose start the data end.
    season, drift, dirt : bool
        Whether the calendar warps the clock, personas drift, errors are injected.

    Examples
    --------
    >>> plan = load_plan("daily_goods", months=24)
    >>> plan.start, plan.end, plan.persona_keys[0]
    (datetime.date(2024, 11, 1), datetime.date(2026, 11, 1), 'thrifty_family')
    """

    spec: Mapping[str, Any]
    folder: Path
    months: int
    end: dt.date
    season: bool = True
    drift: bool = True
    dirt: bool = True

    @cached_property
    def start(self) -> dt.date:
        """First day of the data."""
        return Month(self.end.year, self.end.month).shift(-self.months).start

    @property
    def personas(self) -> Sequence[Mapping[str, Any]]:
        """The planted personas, in the order of the file."""
        personas: Sequence[Mapping[str, Any]] = self.spec["personas"]
        return personas

    @property
    def persona_keys(self) -> list[str]:
        """Keys of the personas."""
        return [persona["key"] for persona in self.personas]

    def numbers(self, *path: str) -> Array:
        """Return one number per persona.

        Parameters
        ----------
        *path : str
            Keys inside the persona, for example ``"bg_nbd", "alpha"``.

        Returns
        -------
        numpy.ndarray
            float64, one per persona.
        """
        values: list[Any] = list(self.personas)
        for key in path:
            values = [value[key] for value in values]
        return np.array(values, dtype=np.float64)

    def weights(self, key: str, options: Sequence[str]) -> Array:
        """Return a matrix of weights: personas in rows, options in columns.

        Parameters
        ----------
        key : str
            Table of weights inside the persona.
        options : sequence of str
            Names of the columns; what a persona does not name weighs nothing.

        Returns
        -------
        numpy.ndarray
            float64.
        """
        return np.array([[persona[key].get(option, 0.0) for option in options] for persona in self.personas])

    def position(self, persona: str) -> int:
        """Return the row of a persona.

        Parameters
        ----------
        persona : str
            Its key.

        Returns
        -------
        int
            Position in :attr:`personas`.
        """
        return self.persona_keys.index(persona)

    @cached_property
    def people(self) -> Mapping[str, Any]:
        """Names and occupations."""
        return _toml(self.folder / self.spec["people"])

    @cached_property
    def texts(self) -> Mapping[str, Any]:
        """Sentences of reviews."""
        return _toml(self.folder / self.spec["texts"])

    @cached_property
    def districts(self) -> list[dict[str, str]]:
        """Region table: one row per district (or city where it names none)."""
        with (self.folder / self.spec["regions"]).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def _toml(path: Path) -> dict[str, Any]:
    """Read a TOML file and say which one is broken."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ParameterError(f"{path.name} cannot be read: {error}", remedy="mend the file or name another") from error


def _locate(world: str | Path) -> Path:
    """Find the TOML file of a world."""
    if isinstance(world, Path) or str(world).endswith(".toml"):
        return Path(world)
    if world not in worlds():
        raise ParameterError(
            f"there is no world {world!r}",
            where=f"worlds: {', '.join(worlds())}",
            remedy=f"did you mean {nearest(world, worlds()) or worlds()[0]!r}? A path to a TOML file works too",
        )
    return shipped("synthetic") / f"{world}.toml"


def _check(spec: Mapping[str, Any], file: str) -> None:
    """Refuse a world that lacks a part, before any draw."""
    missing = [key for key in WORLD_KEYS if key not in spec]
    for persona in spec.get("personas", []):
        missing += [f"personas.{persona.get('key', '?')}.{key}" for key in PERSONA_KEYS if key not in persona]
    if missing:
        raise ParameterError(
            f"the world lacks {', '.join(missing)}", where=file, remedy="copy the part from a shipped world"
        )


def load_plan(
    world: str | Path,
    *,
    months: int,
    end: str | dt.date | None = None,
    season: bool = True,
    drift: bool = True,
    dirt: bool = True,
) -> Plan:
    """Read a world and fix its history.

    Parameters
    ----------
    world : str or Path
        Name of a shipped world, or path to a TOML file of the same form.
    months : int
        Months of history before ``end``.
    end : str or date, optional
        First day after the data; the first of a month. None takes the fixed day of the world's
        file, never the clock.
    season, drift, dirt : bool, default True
        Switches of the planted parts.

    Returns
    -------
    Plan
        The planted facts.

    Raises
    ------
    ParameterError
        If the world is unknown or incomplete, or a parameter has no meaning.

    Examples
    --------
    >>> load_plan("daily_good", months=24)
    Traceback (most recent call last):
    ...
    crmpersona.contract.errors.ParameterError: there is no world 'daily_good' [worlds: daily_goods, fashion]. What to
    do: did you mean 'daily_goods'? A path to a TOML file works too.
    """
    path = _locate(world)
    spec = _toml(path)
    _check(spec, path.name)
    if isinstance(months, bool) or not isinstance(months, (int, np.integer)) or not 1 <= months <= 120:
        raise ParameterError(f"months={months!r} is not between 1 and 120", remedy="give for example months=24")
    day = as_of_date(end if end is not None else spec["end"])
    if day.day != 1:
        raise ParameterError(f"end={day} is not the first day of a month", remedy="months are drawn whole")
    return Plan(spec, path.parent, int(months), day, season=season, drift=drift, dirt=dirt)
