"""Pools of names, streets and companies, drawn once; and the region table as arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from crmpersona.synthetic.draws import Array, Choice
from crmpersona.synthetic.plan import Plan

__all__ = ["Names", "Regions", "faker_pool", "make_names", "make_regions"]

POOL_SEED = 20260101


@lru_cache(maxsize=16)
def faker_pool(locale: str, kind: str, size: int) -> tuple[str, ...]:
    """Draw different texts once from Faker, always the same for one version of Faker.

    Parameters
    ----------
    locale : str
        Faker's locale, for example ``"zh_CN"``.
    kind : str
        Faker's method, for example ``"street_name"``.
    size : int
        Draws; repeated texts are kept once.

    Returns
    -------
    tuple of str
        Sorted.

    Examples
    --------
    >>> len(faker_pool("en_US", "last_name", 50)) > 30
    True
    """
    from faker import Faker

    source = Faker(locale, use_weighting=False)
    source.seed_instance(POOL_SEED)
    draw: Callable[[], str] = getattr(source, kind)
    return tuple(sorted({draw() for _ in range(size)}))


@dataclass(frozen=True)
class Names:
    """Parts of names with their Latin spelling.

    Parameters
    ----------
    family_first : bool
        Whether the surname is written first, without a space.
    surnames, openings, endings : pyarrow.Array
        Texts; the given name is opening plus ending (openings may be empty).
    surnames_latin, openings_latin, endings_latin : pyarrow.Array
        The same in Latin letters.
    surname, opening, ending : Choice
        How they are drawn; rows of ``ending``: 0 female, 1 male.
    """

    family_first: bool
    surnames: pa.Array
    openings: pa.Array
    endings: pa.Array
    surnames_latin: pa.Array
    openings_latin: pa.Array
    endings_latin: pa.Array
    surname: Choice
    opening: Choice
    ending: Choice


def _split(entries: Sequence[str]) -> tuple[pa.Array, pa.Array]:
    """Split "text latin" into two columns."""
    pairs = [entry.split(" ")[:2] for entry in entries]
    return pa.array([pair[0] for pair in pairs]), pa.array([pair[1] for pair in pairs])


def _falling(count: int) -> Array:
    """Weights that fall slowly with the rank, as names do."""
    return 1.0 / (np.arange(count) + 4.0)


def _chinese_names(people: Any) -> Names:
    """Put names together from the characters of the file."""
    surnames, surnames_latin = _split(people["surnames"])
    openings, openings_latin = _split(people["openings"])
    endings, endings_latin = _split([*people["female"], *people["male"]])
    female, male = len(people["female"]), len(people["male"])
    single = people["single_share"]
    ending = np.zeros((2, female + male))
    ending[0, :female], ending[1, female:] = _falling(female), _falling(male)
    opening = _falling(len(openings))
    return Names(
        True,
        surnames,
        pa.concat_arrays([pa.array([""]), openings]),
        endings,
        surnames_latin,
        pa.concat_arrays([pa.array([""]), openings_latin]),
        endings_latin,
        Choice.of([[float(entry.split(" ")[2]) for entry in people["surnames"]]]),
        Choice.of([np.concatenate([[single], (1 - single) * opening / opening.sum()])]),
        Choice.of(ending),
    )


def _latin(texts: Sequence[str]) -> pa.Array:
    """Keep the ASCII letters, in lower case, for e-mail addresses."""
    return pa.array(["".join(letter for letter in text.lower() if "a" <= letter <= "z") for text in texts])


def _faker_names(people: Any) -> Names:
    """Take whole given names from Faker, those used by one gender only."""
    locale = people["faker_locale"]
    surnames = faker_pool(locale, "last_name", 3000)
    female, male = (set(faker_pool(locale, f"first_name_{gender}", 3000)) for gender in ("female", "male"))
    endings = [*sorted(female - male), *sorted(male - female)]
    ending = np.zeros((2, len(endings)))
    ending[0, : len(female - male)] = ending[1, len(female - male) :] = 1.0
    empty = pa.array([""])
    return Names(
        False,
        pa.array(surnames),
        empty,
        pa.array(endings),
        _latin(surnames),
        empty,
        _latin(endings),
        Choice.of([np.ones(len(surnames))]),
        Choice.of([[1.0]]),
        Choice.of(ending),
    )


def make_names(plan: Plan) -> Names:
    """Build the name parts of a world.

    Parameters
    ----------
    plan : Plan
        The planted facts.

    Returns
    -------
    Names
        Parts and how to draw them.

    Examples
    --------
    >>> from crmpersona.synthetic.plan import load_plan
    >>> names = make_names(load_plan("daily_goods", months=1))
    >>> names.surnames[0].as_py(), names.surnames_latin[0].as_py()
    ('王', 'wang')
    """
    return _chinese_names(plan.people) if plan.people["reads_as"] == "family_first" else _faker_names(plan.people)


@dataclass(frozen=True)
class Regions:
    """The region table as arrays, one entry per district.

    Parameters
    ----------
    province, city, district, postcode, segment : pyarrow.Array
        Texts; ``postcode`` is a prefix, ``segment`` the telephone digits of the city.
    tier : array of int
        City tier, from 0.
    with_store : array of bool
        Whether the city has a store.
    stores : tuple of str
        All store ids.
    store : Choice
        Store of a customer; one row per district (rows of cities without a store are not used).
    choice : Choice
        District of a customer; one row per persona.
    """

    province: pa.Array
    city: pa.Array
    district: pa.Array
    postcode: pa.Array
    segment: pa.Array
    tier: Array
    with_store: Array
    stores: tuple[str, ...]
    store: Choice
    choice: Choice


def make_regions(plan: Plan) -> Regions:
    """Build the regions of a world, weighted by where its personas live.

    Parameters
    ----------
    plan : Plan
        The planted facts.

    Returns
    -------
    Regions
        Arrays and how to draw them.

    Examples
    --------
    >>> from crmpersona.synthetic.plan import load_plan
    >>> regions = make_regions(load_plan("daily_goods", months=1))
    >>> regions.city[0].as_py(), len(regions.city) > 150
    ('北京市', True)
    """
    rows = plan.districts
    column = {name: [row[name] for row in rows] for name in rows[0]}
    tier = np.array([int(value) for value in column["tier"]]) - 1
    stores = tuple(store for shops in plan.spec["stores"].values() for store in shops)
    at_home = np.array(
        [[float(store in plan.spec["stores"].get(city, [])) for store in stores] for city in column["city"]]
    )
    with_store: Array = at_home.sum(axis=1) > 0
    wanted = plan.spec["region_weights"]
    base = np.array([float(row["weight"]) * wanted.get(row["province"], wanted["elsewhere"]) for row in rows])
    weights = np.array(
        [
            base * np.array(persona["tiers"])[tier] * (with_store if persona.get("store_cities_only") else 1.0)
            for persona in plan.personas
        ]
    )
    return Regions(
        province=pa.array(column["province"]),
        city=pa.array(column["city"]),
        district=pa.array([name or None for name in column["district"]], type=pa.string()),
        postcode=pa.array(column["postcode_prefix"]),
        segment=pa.array(column["phone_segment"]),
        tier=tier,
        with_store=with_store,
        stores=stores,
        store=Choice.of(np.where(with_store[:, None], at_home, 1.0)),
        choice=Choice.of(weights),
    )
