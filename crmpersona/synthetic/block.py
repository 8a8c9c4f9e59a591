"""One block of a world: all tables and their truth for a fixed number of customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from crmpersona.synthetic.baskets import BasketMaker, Lines, Visits
from crmpersona.synthetic.campaign import CampaignMaker
from crmpersona.synthetic.catalogue import Catalogue, make_catalogue
from crmpersona.synthetic.clock import Clock, make_clock
from crmpersona.synthetic.contacts import ContactMaker
from crmpersona.synthetic.dirt import DirtMaker
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.parts import Part, in_file_units
from crmpersona.synthetic.people import People, PeopleMaker
from crmpersona.synthetic.plan import Plan
from crmpersona.synthetic.purchases import Orders, Process, draw_process
from crmpersona.synthetic.records import RecordMaker
from crmpersona.synthetic.tables import TableMaker
from crmpersona.synthetic.truths import person_truth
from crmpersona.synthetic.voice import VoiceMaker

__all__ = ["Block", "Workshop"]


@dataclass(frozen=True)
class Block:
    """One block, cut to the customers wanted.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        Contract tables, money as decimals.
    truth : mapping of str to pyarrow.Table
        Truth tables with rows per customer.
    sums : mapping of str to array
        Counts that add up over blocks.
    """

    tables: Mapping[str, pa.Table]
    truth: Mapping[str, pa.Table]
    sums: Mapping[str, Array]


@dataclass(frozen=True)
class Drawn:
    """Everything drawn for one block, before tables are made of it.

    Parameters
    ----------
    people, process, orders, visits, lines : People, Process, Orders, Visits, Lines
        The facts.
    """

    people: People
    process: Process
    orders: Orders
    visits: Visits
    lines: Lines


@dataclass(frozen=True)
class Workshop:
    """Everything that is made once per world and used for all blocks.

    Parameters
    ----------
    plan : Plan
        The planted facts.
    seed : int
        The user's seed.
    """

    plan: Plan
    seed: int

    @cached_property
    def clock(self) -> Clock:
        """The shop's clock."""
        return make_clock(self.plan)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Products and rules."""
        return make_catalogue(self.plan)

    def shared_tables(self) -> dict[str, pa.Table]:
        """Return the tables without customers.

        Returns
        -------
        dict of str to pyarrow.Table
            ``products``, and ``campaigns`` if there is one in the data.
        """
        tables = {"products": in_file_units(self.catalogue.table(self.plan.people["faker_locale"]))}
        return tables | ({"campaigns": self.campaign.campaigns()} if self.campaign.takes_place else {})

    @cached_property
    def people(self) -> PeopleMaker:
        """Draws customers."""
        return PeopleMaker(self.plan, self.clock)

    @cached_property
    def baskets(self) -> BasketMaker:
        """Fills orders."""
        return BasketMaker(self.plan, self.clock, self.catalogue, self.people.regions)

    @cached_property
    def tables(self) -> TableMaker:
        """Writes tables."""
        return TableMaker(self.people, self.baskets)

    @cached_property
    def contacts(self) -> ContactMaker:
        """Draws contacts."""
        return ContactMaker(self.baskets)

    @cached_property
    def voice(self) -> VoiceMaker:
        """Draws feedback and tickets."""
        return VoiceMaker(self.baskets)

    @cached_property
    def records(self) -> RecordMaker:
        """Writes what other systems know."""
        return RecordMaker(self.people)

    @cached_property
    def campaign(self) -> CampaignMaker:
        """Writes the campaign."""
        return CampaignMaker(self.plan, self.clock)

    @cached_property
    def dirt(self) -> DirtMaker:
        """Puts errors into tables."""
        return DirtMaker(self.plan, self.seed)

    def block(self, number: int, keep: int, names: frozenset[str] | None = None) -> Block:
        """Draw one whole block, then cut it.

        Parameters
        ----------
        number : int
            Number of the block, from 0.
        keep : int
            How many of its customers exist.
        names : frozenset of str, optional
            Tables wanted; None makes all.

        Returns
        -------
        Block
            Tables, truth and sums of the first ``keep`` customers.
        """
        people = self.people.draw(self.seed, number)
        process, orders = draw_process(self.plan, self.clock, people, self.seed)
        visits = self.baskets.visits(people, orders, self.seed)
        drawn = Drawn(people, process, orders, visits, self.baskets.lines(people, orders, visits, self.seed))
        parts, truth = self._parts(drawn, names)
        truth |= person_truth(self.plan, self.clock, people, process, orders)
        if self.plan.dirt:
            parts, truth["dirt"] = self.dirt.soil(parts, number)
        sums = {
            "rules": self.baskets.rule_counts(drawn.lines, (orders.owner < keep) & ~visits.cancelled),
            "campaign": self.campaign.sums(people, process, orders, keep),
        }
        return Block(
            {name: in_file_units(part.cut(keep)) for name, part in parts.items()},
            {name: part.cut(keep) for name, part in truth.items()},
            {name: np.asarray(value) for name, value in sums.items()},
        )

    def _parts(self, drawn: Drawn, names: frozenset[str] | None) -> tuple[dict[str, Part], dict[str, Part]]:
        """Make the tables wanted and the truth that belongs to them."""
        people, process, orders = drawn.people, drawn.process, drawn.orders
        bought = (orders, drawn.visits, drawn.lines)
        parts: dict[str, Part] = {}
        truth: dict[str, Part] = {}

        def wanted(*some: str) -> bool:
            return names is None or not names.isdisjoint(some)

        if wanted("customers", "source_records"):
            parts["customers"] = self.tables.customers(people, *bought)
        if wanted("transactions"):
            parts["transactions"] = self.tables.transactions(people, *bought)
        if wanted("interactions"):
            parts["interactions"] = self.contacts.draw(people, process, *bought, self.seed)
        if wanted("feedback", "tickets"):
            voice, parts["feedback"], truth["feedback_topics"] = self.voice.feedback(people, *bought, self.seed)
            parts["tickets"] = self.voice.tickets(people, orders, voice, self.seed)
        if wanted("consents"):
            parts["consents"] = self.records.consents(people)
        if wanted("external_ids"):
            parts["external_ids"] = self.records.external_ids(people)
        if wanted("source_records"):
            clean = parts["customers"].table
            parts["source_records"], truth["source_links"] = self.records.source_records(people, clean, self.seed)
        if self.campaign.takes_place and wanted("assignments", "outcomes"):
            parts |= self.campaign.tables(people, process, *bought)
        return {name: part for name, part in parts.items() if wanted(name)}, truth
