"""Customer records in which families share telephone and address, with the truth of who is who beside them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from crmpersona.contract import Crm, Provenance, Result, digest, generator, resolve_lang
from crmpersona.relational import as_table
from crmpersona.synthetic.arrow import coded, dates, digit_matrix, join, numbered, text
from crmpersona.synthetic.block import Workshop
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.generating import block_sizes
from crmpersona.synthetic.household_forms import rewrite_addresses, rewrite_dates, rewrite_names, rewrite_phones
from crmpersona.synthetic.people import BLOCK, People
from crmpersona.synthetic.plan import load_plan
from crmpersona.synthetic.tables import DOMAINS, TableMaker
from crmpersona.synthetic.words import WORDS

__all__ = ["Households", "generate_households"]

MORE_RECORDS = 0.30  # people with a second, third or fourth record
RECORD_WEIGHTS = (0.60, 0.30, 0.10)  # two, three, four records
AT_HOME = 0.06  # people who share telephone and address with the person before
SAME_SURNAME = 0.50  # of those, who share the surname too
TWINS = 0.10  # of those who share the surname, who share the birth date as well
TWIN_OPENING = 0.50  # of the twins, whose given names begin alike
SHOP_PHONE, SHOPS = 0.002, 4  # people with the telephone of a shop; shops per block
SHARED_MAILBOX, MAILBOXES = 0.01, 10  # people with a mailbox of an office; mailboxes per block
ROUNDS = 5  # blocks after which the same shops and mailboxes come again
# Share of a further record's fields that are missing, and of those present that say something else.
GAPS = {"phone": 0.25, "email": 0.35, "birth_date": 0.35, "address": 0.40}
CHANGES = {"phone": 0.08, "email": 0.08, "birth_date": 0.03, "address": 0.06}
FIRST_GAPS = {"phone": 0.0, "email": 0.15, "birth_date": 0.10, "address": 0.05}
SYSTEMS = ("crm", "pos", "miniprogram", "shop", "call_centre")
MONTHS = 24


@dataclass(frozen=True, kw_only=True, repr=False)
class Households(Result):
    """Customer records of five systems, and who stands behind each.

    Parameters
    ----------
    records : pandas.DataFrame
        ``record_id``, ``source_system``, ``source_id``, ``name``, ``gender``, ``birth_date`` (text as
        written), ``phone``, ``email``, ``address``, ``city``, ``created_at``.
    truth : pandas.DataFrame
        ``record_id``, ``person_id``, ``household_id``, and what was done to the record: ``name_form``,
        ``is_twin``, ``has_shop_phone``, ``has_shared_mailbox``.
    """

    records: pd.DataFrame = field(repr=False)
    truth: pd.DataFrame = field(repr=False)

    @cached_property
    def crm(self) -> Crm:
        """The records as a CRM of one table, ``source_records``."""
        frame = self.records.drop(columns="record_id").assign(
            birth_date=pd.to_datetime(self.records["birth_date"], format="%Y-%m-%d", errors="coerce").dt.date,
            source="source_records",
            source_row=np.arange(1, len(self.records) + 1),
        )
        kept = Provenance(seed=self.provenance.seed, input_digest=digest([self.provenance.parameters]))
        return Crm(tables={"source_records": as_table(frame)}, timezone="Asia/Shanghai", stage="read", provenance=kept)

    def to_frame(self) -> pd.DataFrame:
        """Return how many people have how many records.

        Returns
        -------
        pandas.DataFrame
            ``records``, ``people``.
        """
        sizes = self.truth.groupby("person_id").size().value_counts().sort_index()
        return sizes.rename_axis("records").reset_index(name="people")

    def summary(self, lang: str | None = None) -> str:
        """Say how many records, people and households there are."""
        shared = self.truth.drop_duplicates("person_id").groupby("household_id").size() > 1
        return WORDS(
            "households",
            resolve_lang(lang),
            records=len(self.truth),
            people=self.truth["person_id"].nunique(),
            households=int(shared.sum()),
        )


def generate_households(customers: int = 2_000, seed: int = 7, *, world: str | Path = "daily_goods") -> Households:
    """Generate customer records in which families share telephone and address.

    Of all people 30 % have two to four records with gaps, changes and other spellings; 6 % share
    telephone and address with the person before, half of these the surname too, and a tenth of
    those are twins with one birth date; 0.2 % left the telephone of a shop, 1 % the mailbox of an
    office; names come with spaces and titles, in traditional characters and in pinyin.

    Parameters
    ----------
    customers : int, default 2_000
        People; there are about 1.45 records per person. Asking for more changes none of the first.
    seed : int, default 7
        Seed of every draw: the same seed gives the same bytes.
    world : str or Path, default "daily_goods"
        Where names, streets and regions come from; a shipped world or a TOML file of its form.

    Returns
    -------
    Households
        Records, and the truth.

    Raises
    ------
    ParameterError
        If the world is unknown or a number has no meaning.

    Examples
    --------
    >>> found = generate_households(500, seed=7)
    >>> list(found.records.columns)[:4]
    ['record_id', 'source_system', 'source_id', 'name']
    >>> len(found.records) == len(found.truth) > 650
    True
    """
    plan = load_plan(world, months=MONTHS, dirt=False)
    alone = {"duplicate_share": 0.0, "household_share": 0.0, "email_share": 1.0}
    plan = dataclasses.replace(plan, spec={**plan.spec, "customers": {**plan.spec["customers"], **alone}})
    shop = Workshop(plan, seed)
    drawn = [_block(shop, number, keep) for number, keep in enumerate(block_sizes(customers))]
    records, truth = (pd.concat(parts, ignore_index=True) for parts in zip(*drawn, strict=True))
    kept = Provenance(seed=seed, parameters={"world": str(plan.spec["name"]), "customers": customers})
    return Households(records=records, truth=truth, provenance=kept)


@dataclass(frozen=True)
class Ties:
    """What people of one block share.

    Parameters
    ----------
    head : array of int
        Position of the person whose telephone and address somebody has; the own one for most.
    surname, twin, opening : array of bool
        Whether surname, birth date, beginning of the given name are those of that person.
    shop, mailbox : array of int
        Number of the shop or mailbox whose telephone or address was left, or -1.
    """

    head: Array
    surname: Array
    twin: Array
    opening: Array
    shop: Array
    mailbox: Array


def _ties(random: np.random.Generator, number: int) -> Ties:
    """Draw who lives with the person before, who is a twin, who leaves a shared contact."""
    position = np.arange(BLOCK)
    shares = (random.random(BLOCK) < AT_HOME) & (position > 0)
    # The person before may live with somebody too: follow the row of neighbours back to its head.
    head = np.maximum.accumulate(np.where(shares, 0, position))
    surname = shares & (random.random(BLOCK) < SAME_SURNAME)
    twin = surname & (random.random(BLOCK) < TWINS)
    opening = twin & (random.random(BLOCK) < TWIN_OPENING)
    turn = number % ROUNDS
    shop = random.integers(0, SHOPS, BLOCK) + turn * SHOPS
    mailbox = random.integers(0, MAILBOXES, BLOCK) + turn * MAILBOXES
    return Ties(
        head,
        surname,
        twin,
        opening,
        np.where(random.random(BLOCK) < SHOP_PHONE, shop, -1),
        np.where(random.random(BLOCK) < SHARED_MAILBOX, mailbox, -1),
    )


def _tied(people: People, ties: Ties) -> People:
    """Give people what they share with the head of their household."""
    home = {name: getattr(people, name)[ties.head] for name in ("region", "street", "house", "phone_of")}
    kin = {
        name: np.where(rows, getattr(people, name)[ties.head], getattr(people, name))
        for name, rows in (("surname", ties.surname), ("birth_day", ties.twin), ("opening", ties.opening))
    }
    # Twins have two names: where chance gave them one, the younger takes the next ending.
    full = (kin["surname"].astype(np.int64) << 40) | (kin["opening"].astype(np.int64) << 20) | people.ending
    same = (ties.head != np.arange(BLOCK)) & (full == full[ties.head])
    ending = np.where(same, np.abs(people.ending - 1), people.ending)
    return dataclasses.replace(people, **home, **kin, ending=ending)


def _block(shop: Workshop, number: int, keep: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw the people of one block and write their records."""
    random = generator(shop.seed, "synthetic.households", number)
    ties = _ties(random, number)
    people = _tied(shop.people.draw(shop.seed, number), ties)
    person = _owners(random)
    facts = _facts(shop.tables, people, ties)
    records = facts.iloc[person].reset_index(drop=True)
    first = np.concatenate([[True], person[1:] != person[:-1]])
    records, form = _rewritten(random, shop, records, first)
    ids = text(numbered("R", digit_matrix(number * 4 * BLOCK + np.arange(len(person)) + 1, 9)))
    system = random.integers(0, len(SYSTEMS), len(person))
    code = (number * 4 * BLOCK + np.arange(len(person)) + 1) * 104_395_301 & ((1 << 33) - 1)
    records.insert(0, "record_id", ids.to_pandas())
    records.insert(1, "source_system", np.array(SYSTEMS, dtype=object)[system])
    records.insert(2, "source_id", numbered("K", digit_matrix(code, 10)).to_pandas())
    records["created_at"] = _created(random, people, person, shop)
    where = np.array([f"P{number * BLOCK + row + 1:08d}" for row in range(BLOCK)], dtype=object)
    truth = pd.DataFrame(
        {
            "record_id": records["record_id"],
            "person_id": where[person],
            "household_id": np.char.replace(where[ties.head].astype(str), "P", "H")[person].astype(object),
            "name_form": form,
            "is_twin": ties.twin[person],
            "has_shop_phone": ties.shop[person] >= 0,
            "has_shared_mailbox": ties.mailbox[person] >= 0,
        }
    )
    kept = person < keep
    return records[kept].reset_index(drop=True), truth[kept].reset_index(drop=True)


def _owners(random: np.random.Generator) -> Array:
    """Draw how many records each person has; return the person of every record."""
    more = random.random(BLOCK) < MORE_RECORDS
    further = random.choice(len(RECORD_WEIGHTS), BLOCK, p=RECORD_WEIGHTS) + 2
    return np.repeat(np.arange(BLOCK), np.where(more, further, 1))


def _facts(tables: TableMaker, people: People, ties: Ties) -> pd.DataFrame:
    """Return what is true of every person, with the Latin spelling of the name."""
    names, latin = tables.full_names(people)
    address, _ = tables.addresses(people)
    number = people.first + np.arange(BLOCK)
    own = join(latin, pa.array(number + 1).cast(pa.string()), "@", pa.array(DOMAINS).take(pa.array(number % 3)))
    email = own.to_pandas().to_numpy(dtype=object)
    mailbox = ties.mailbox >= 0
    email[mailbox] = [f"info@office{place:02d}.example.com" for place in ties.mailbox[mailbox]]
    phone = tables.phones(people).to_pandas().to_numpy(dtype=object)
    at_shop = ties.shop >= 0
    prefix = tables.people.plan.spec["phones"]["prefixes"][0]
    phone[at_shop] = [f"{prefix}{'0' * (11 - len(prefix) - 3)}{place:03d}" for place in ties.shop[at_shop]]
    return pd.DataFrame(
        {
            "name": names.to_pandas().to_numpy(dtype=object),
            "latin": latin.to_pandas().to_numpy(dtype=object),
            "gender": text(coded((people.gender > 0).astype(np.int32), ["female", "male"])).to_pandas(),
            "birth_date": text(dates(people.birth_day)).to_pandas().to_numpy(dtype=object),
            "phone": phone,
            "email": email,
            "address": address.to_pandas().to_numpy(dtype=object),
            "city": tables.people.regions.city.take(pa.array(people.region)).to_pandas().to_numpy(dtype=object),
        }
    )


def _rewritten(
    random: np.random.Generator, shop: Workshop, records: pd.DataFrame, first: Array
) -> tuple[pd.DataFrame, Array]:
    """Take fields away, change some, write the rest as systems and people do."""
    size = len(records)
    other = random.permutation(size)  # a changed telephone is a number of its own, as nobody else has it
    new_number = np.array([f"179{row:08d}" for row in random.integers(0, 10**8, size)], dtype=object)
    changed = {name: ~first & (random.random(size) < share) for name, share in CHANGES.items()}
    values = {name: records[name].to_numpy(dtype=object).copy() for name in GAPS}
    values["phone"][changed["phone"]] = new_number[changed["phone"]]
    moved = changed["email"]
    values["email"][moved] = [f"user{number[3:]}@example.org" for number in new_number[moved]]
    values["birth_date"] = rewrite_dates(random, values["birth_date"], changed["birth_date"])
    values["address"] = np.where(changed["address"], values["address"][other], values["address"])
    city = np.where(changed["address"], records["city"].to_numpy(dtype=object)[other], records["city"])
    values["phone"] = rewrite_phones(random, values["phone"])
    values["address"] = rewrite_addresses(random, values["address"], shop.people.regions.province.to_pylist())
    for name, share in GAPS.items():
        gone = random.random(size) < np.where(first, FIRST_GAPS[name], share)
        values[name][gone] = None
    values["name"], form = rewrite_names(random, records, first, shop.people.names)
    city[pd.isna(values["address"])] = None
    return records.drop(columns="latin").assign(**values, city=city), form


def _created(random: np.random.Generator, people: People, person: Array, shop: Workshop) -> Any:
    """Draw when a record was opened: the first when its person registered, further ones later."""
    end = shop.clock.end
    start = people.registered[person]
    wait = (random.random(len(person)) * np.maximum(end - start - 60, 1)).astype(np.int64)
    first = np.concatenate([[True], person[1:] != person[:-1]])
    at = np.where(first, start, start + 60 + wait)
    return pd.to_datetime(at, unit="s").astype("datetime64[us]")
