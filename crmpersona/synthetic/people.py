"""Customers of one block: who they are, where they live, when they registered, which persona they follow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from crmpersona.contract import Month, generator
from crmpersona.synthetic.clock import EPOCH, HOUR, Clock, hour_weights
from crmpersona.synthetic.draws import Array, Choice
from crmpersona.synthetic.plan import Plan
from crmpersona.synthetic.pools import Names, Regions, make_names, make_regions

__all__ = ["BLOCK", "FEMALE", "MALE", "PURPOSES", "People", "PeopleMaker"]

BLOCK = 5_000  # customers drawn together; part of the seed: another size would be another world
FEMALE, MALE = 0, 1
PURPOSES = ("marketing", "profiling", "analysis")
YOUNGEST, OLDEST = 18, 85
DAY = 86_400


@dataclass(frozen=True)
class People:
    """One block of customers, all arrays of the block's length.

    ``person`` is the position of the person behind a customer id (its own but for second ids);
    ``head`` the position of the person whose household it shares, else its own.

    Parameters
    ----------
    first : int
        Number of the block's first customer, from 0.
    persona, region, gender, surname, opening, ending, street, house, occupation : array of int
        Codes.
    age, birth_day, income, registered : array of int
        Years at the end of the data; days since 1970; yearly hundredths; seconds UTC.
    acquisition, referrer, channel : array of int
        Codes; referrer is a position in the block or -1.
    person, head, phone_of, email_of, moved : array
        Links between customers.
    has_email, has_income, has_occupation : array of bool
        Whether the shop was ever told.
    consent : array of bool, shape (purposes, customers)
        Agreement by purpose.
    consent_changed : array of int, shape (purposes, customers)
        Seconds UTC.
    """

    first: int
    persona: Array
    region: Array
    gender: Array
    surname: Array
    opening: Array
    ending: Array
    street: Array
    house: Array
    occupation: Array
    age: Array
    birth_day: Array
    income: Array
    registered: Array
    acquisition: Array
    referrer: Array
    channel: Array
    person: Array
    head: Array
    phone_of: Array
    email_of: Array
    has_email: Array
    has_income: Array
    has_occupation: Array
    consent: Array
    consent_changed: Array

    @property
    def is_second(self) -> Array:
        """Whether a customer id is the second one of its person."""
        found: Array = self.person != np.arange(BLOCK)
        return found

    @cached_property
    def second_id(self) -> Array:
        """Position of the second id of each person, or -1."""
        second = np.full(BLOCK, -1)
        rows = np.flatnonzero(self.is_second)
        second[self.person[rows]] = rows
        return second


@dataclass(frozen=True)
class PeopleMaker:
    """Draws blocks of customers.

    Parameters
    ----------
    plan : Plan
        The planted facts.
    clock : Clock
        The shop's clock.
    """

    plan: Plan
    clock: Clock

    @cached_property
    def names(self) -> Names:
        """Parts of names."""
        return make_names(self.plan)

    @cached_property
    def regions(self) -> Regions:
        """Where customers live."""
        return make_regions(self.plan)

    @cached_property
    def channels(self) -> list[str]:
        """Sales channels."""
        return list(self.plan.spec["channels"])

    @cached_property
    def acquisitions(self) -> list[str]:
        """Channels of acquisition, in order of appearance."""
        return list(dict.fromkeys(name for persona in self.plan.personas for name in persona["acquisition"]))

    @cached_property
    def _persona(self) -> Choice:
        """Persona of a new customer: row 0 before the drift, row 1 after."""
        weights = self.plan.numbers("weight")
        after = weights.copy()
        shrinking = self.plan.spec["drift"].get("shrinking")
        if self.plan.drift and shrinking:
            after[self.plan.position(shrinking["persona"])] *= shrinking["registrations"]
        return Choice.of([weights, after])

    @cached_property
    def _age(self) -> Choice:
        """Age in years at the end of the data, row per persona."""
        years = np.arange(YOUNGEST, OLDEST + 1)
        weights = np.zeros((len(self.plan.personas), len(years)))
        for row, persona in enumerate(self.plan.personas):
            for low, high, share in persona["ages"]:
                inside = (years >= low) & (years <= high)
                weights[row] += share * inside / inside.sum()
        return Choice.of(weights)

    @cached_property
    def _occupation(self) -> Choice:
        """Occupation, row per year of age."""
        years = np.arange(YOUNGEST, OLDEST + 1)[:, None]
        table = self.plan.people["occupations"]
        youngest, oldest, weight = (np.array([row[place] for row in table], dtype=float) for place in (1, 2, 3))
        fits = np.where((years >= youngest) & (years <= oldest), weight, 0.0)
        # Beyond every working life stands the last row that reaches the highest age.
        return Choice.of(np.where(fits.sum(axis=1, keepdims=True) > 0, fits, oldest == oldest.max()))

    def draw(self, seed: int, block: int) -> People:
        """Draw one whole block.

        Parameters
        ----------
        seed : int
            The user's seed.
        block : int
            Number of the block, from 0.

        Returns
        -------
        People
            :data:`BLOCK` customers.
        """
        random = generator(seed, "synthetic.people", block)
        registered_day, registered_after = self._registration(random)
        persona = self._persona.draw(random, BLOCK, registered_after.astype(np.int64)).astype(np.int64)
        registered = self._registered_at(random, registered_day, persona)
        person, head = _links(random, self.plan.spec["customers"])
        registered = _later_than_person(random, registered, person, self.clock.end)
        facts = self._facts(random, persona, person, head)
        return People(
            first=block * BLOCK,
            registered=registered,
            person=person,
            head=head,
            **facts,
            **self._told(random, person, head),
            **self._ties(random, facts["acquisition"], registered, person, head),
            **self._consent(random, registered),
        )

    def _registration(self, random: np.random.Generator) -> tuple[Array, Array]:
        """Draw the local day of registration, and whether it lies after the drift."""
        customers, days = self.plan.spec["customers"], self.clock.days
        growth = np.linspace(1.0, customers["growth"], len(days))
        weights = growth * self.clock.season ** self.plan.spec["calendar"]["registration_sensitivity"]
        line = np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum()
        before = random.random(BLOCK) < customers["before_share"]
        inside = np.searchsorted(line, random.random(BLOCK), side="right") - 1
        earlier = days[0] - 1 - np.floor(random.random(BLOCK) * customers["before_days"]).astype(np.int64)
        day = np.where(before, earlier, days[np.minimum(inside, len(days) - 1)])
        shrinking = self.plan.spec["drift"].get("shrinking")
        since = (Month.parse(shrinking["month"]).start - EPOCH).days if shrinking else np.inf
        return day, day >= since

    def _registered_at(self, random: np.random.Generator, day: Array, persona: Array) -> Array:
        """Draw the moment of the day, at the hours the persona is awake."""
        hours = Choice.of([hour_weights(row["hours"]) for row in self.plan.personas])
        hour = hours.draw(random, BLOCK, persona).astype(np.int64)
        second = random.integers(0, HOUR, BLOCK)
        # Local midnight of days inside the data; earlier days keep the offset of the first one.
        midnight = np.searchsorted(self.clock.day_of_hour, np.arange(len(self.clock.days))) * HOUR + self.clock.start
        position = np.clip(day - self.clock.days[0], 0, len(midnight) - 1)
        start = np.where(
            day < self.clock.days[0], self.clock.start + (day - self.clock.days[0]) * DAY, midnight[position]
        )
        found: Array = np.minimum(start + hour * HOUR + second, self.clock.end - 1)
        return found

    def _facts(self, random: np.random.Generator, persona: Array, person: Array, head: Array) -> dict[str, Array]:
        """Draw who customers are; second ids repeat their person, households share where they live."""
        females = Choice.of([[row["female"], 1.0 - row["female"]] for row in self.plan.personas])
        gender = females.draw(random, BLOCK, persona)
        age = self._age.draw(random, BLOCK, persona).astype(np.int64) + YOUNGEST
        region = self.regions.choice.draw(random, BLOCK, persona)[head]
        occupation = self._occupation.draw(random, BLOCK, age - YOUNGEST)
        surname = self.names.surname.draw(random, BLOCK)
        surname = np.where(random.random(BLOCK) < 0.5, surname[head], surname)
        channels = Choice.of(self.plan.weights("channels", self.channels))
        acquisition = Choice.of(self.plan.weights("acquisition", self.acquisitions)).draw(random, BLOCK, persona)
        own = {
            "persona": persona,
            "gender": gender,
            "surname": surname,
            "region": region,
            "age": age,
            "birth_day": self._birth_day(random, age),
            "occupation": occupation,
            "income": self._income(random, occupation, self.regions.tier[region]),
            "opening": self.names.opening.draw(random, BLOCK),
            "ending": self.names.ending.draw(random, BLOCK, gender),
            "street": random.integers(0, 1 << 30, BLOCK)[head],
            "house": random.integers(0, 1 << 30, BLOCK)[head],
            "channel": channels.draw(random, BLOCK, persona),
        }
        return {name: values[person] for name, values in own.items()} | {"acquisition": acquisition}

    def _birth_day(self, random: np.random.Generator, age: Array) -> Array:
        """Draw a birth date that gives the age in whole years at the end of the data."""
        end = self.plan.end
        birthday = np.array([(dt.date(end.year - years, end.month, 1) - EPOCH).days for years in range(OLDEST + 2)])
        # Born in the year that ends at that birthday: the age is reached, the next one is not.
        return birthday[age] - np.floor(random.random(BLOCK) * 365).astype(np.int64)

    def _income(self, random: np.random.Generator, occupation: Array, tier: Array) -> Array:
        """Draw yearly income, in hundredths, near what occupation and city usually give."""
        people = self.plan.people
        usual = np.array([row[4] for row in people["occupations"]], dtype=float)
        spread = np.exp(0.28 * np.clip(random.standard_normal(BLOCK), -2.0, 2.0))
        steps = usual[occupation] * np.array(people["tier_income"])[tier] * spread / people["income_step"]
        found: Array = np.maximum(np.rint(steps), 1).astype(np.int64) * people["income_step"] * 100
        return found

    def _told(self, random: np.random.Generator, person: Array, head: Array) -> dict[str, Array]:
        """Draw which facts the shop was told, and which telephones and e-mail addresses ids share."""
        customers = self.plan.spec["customers"]
        shares = {name: customers[f"{name}_share"] for name in ("email", "income", "occupation")}
        told = {f"has_{name}": random.random(BLOCK) < share for name, share in shares.items()}
        same = np.arange(BLOCK)
        at_home = np.where(random.random(BLOCK) < 0.5, head, same)
        phone_of = np.where(random.random(BLOCK) < 0.7, at_home[person], same)
        phone_of = np.where(person == same, at_home, phone_of)
        # A second id shares at least one contact with its person: without it nobody could tell.
        email_of = np.where((random.random(BLOCK) < 0.5) | (phone_of == same), person, same)
        told["has_email"] = told["has_email"] | ((person != same) & (phone_of == same))
        told["has_email"] = told["has_email"] | np.isin(same, person[(person != same) & (phone_of == same)])
        return told | {"phone_of": phone_of, "email_of": email_of}

    def _ties(
        self, random: np.random.Generator, acquisition: Array, registered: Array, person: Array, head: Array
    ) -> dict[str, Array]:
        """Draw who referred whom; only earlier customers can have done so."""
        asked = np.isin(acquisition, [self.acquisitions.index(name) for name in self.plan.spec["referrals"]])
        candidate = np.floor(random.random(BLOCK) * np.arange(BLOCK)).astype(np.int64)
        fits = asked & (registered[candidate] < registered) & (person[candidate] != person) & (head[candidate] != head)
        return {"referrer": np.where(fits, candidate, -1)}

    def _consent(self, random: np.random.Generator, registered: Array) -> dict[str, Array]:
        """Draw consents: given or refused at registration, a few withdrawn later."""
        service = self.plan.spec["service"]
        shares = np.array([service["consent"][purpose] for purpose in PURPOSES])[:, None]
        granted = random.random((len(PURPOSES), BLOCK)) < shares
        withdrawn = granted & (random.random(granted.shape) < service["withdraw_rate"])
        later = registered + (random.random(granted.shape) * (self.clock.end - registered)).astype(np.int64)
        return {"consent": granted & ~withdrawn, "consent_changed": np.where(withdrawn, later, registered)}


def _links(random: np.random.Generator, customers: dict[str, float]) -> tuple[Array, Array]:
    """Draw which ids are second ids of a person, and which persons share a household."""
    position = np.arange(BLOCK)
    earlier = np.floor(random.random(BLOCK) * position).astype(np.int64)
    other = np.floor(random.random(BLOCK) * position).astype(np.int64)
    chance = random.random(BLOCK)
    second = chance < customers["duplicate_share"]
    second[0] = False
    # A person has two ids at most, and the first one is never a second one itself.
    candidates = np.flatnonzero(second)
    candidates = candidates[~second[earlier[candidates]]]
    _, first_claim = np.unique(earlier[candidates], return_index=True)
    chosen = candidates[first_claim]
    person = position.copy()
    person[chosen] = earlier[chosen]
    shares_home = (chance > 1.0 - customers["household_share"]) & (person == position)
    shares_home &= (person[other] == other) & ~(chance[other] > 1.0 - customers["household_share"])
    shares_home[0] = False
    head = np.where(shares_home, other, position)
    return person, head[person]


def _later_than_person(random: np.random.Generator, registered: Array, person: Array, end: int) -> Array:
    """Let a second id register after the first one of its person."""
    earliest = registered[person]
    wait = (random.random(len(person)) * 0.8 * np.maximum(end - earliest, 0)).astype(np.int64)
    return np.where(person == np.arange(len(person)), registered, earliest + wait)
