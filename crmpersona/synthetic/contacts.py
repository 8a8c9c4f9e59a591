"""Contacts that are no orders: visits before an order, browsing, campaign messages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from crmpersona.contract import generator
from crmpersona.synthetic.arrow import coded, digit_matrix, numbered, numbers, stamps
from crmpersona.synthetic.baskets import BasketMaker, Lines, Visits
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.parts import Part, customer_ids
from crmpersona.synthetic.people import BLOCK, People
from crmpersona.synthetic.purchases import TREATED, Orders, Process, campaign_seconds

__all__ = ["KINDS", "ContactMaker", "Events"]

KINDS = ("visit", "search", "view", "cart", "click", "like", "share", "open")
# Kind, share of sessions that have it, seconds after the session began.
BEFORE_ORDER = (("visit", 1.0, 0), ("search", 0.45, 40), ("view", 0.95, 95), ("cart", 0.80, 210))
BROWSING = (
    ("visit", 1.0, 0),
    ("search", 0.30, 35),
    ("view", 0.75, 80),
    ("cart", 0.12, 190),
    ("click", 0.06, 15),
    ("like", 0.05, 140),
    ("share", 0.02, 160),
)
AFTER_LEAVING_WEEKS = 3.0
NEVER_BUYERS = 0.4  # browsing of people who never buy, against buyers


@dataclass(frozen=True)
class Events:
    """Contacts of a block, arrays of one length.

    Parameters
    ----------
    owner, at, kind, channel, device, product, duration : array of int
        Codes; product and duration are -1 where there is none.
    campaign : array of bool
        Whether the campaign led here.
    """

    owner: Array
    at: Array
    kind: Array
    channel: Array
    device: Array
    product: Array
    duration: Array
    campaign: Array


@dataclass(frozen=True)
class ContactMaker:
    """Draws contacts.

    Parameters
    ----------
    baskets : BasketMaker
        Products, channels and the clock.
    """

    baskets: BasketMaker

    @cached_property
    def _pages(self) -> tuple[list[str], Array]:
        """Names of pages, and the page of every kind."""
        pages = self.baskets.plan.spec["service"]["pages"]
        names = list(dict.fromkeys(pages.values()))
        return names, np.array([names.index(pages[kind]) for kind in KINDS])

    @cached_property
    def _terms(self) -> tuple[list[str], Array]:
        """Search terms: the subcategory of what was looked for."""
        subcategory = self.baskets.catalogue.subcategory
        names = list(dict.fromkeys(subcategory))
        return names, np.array([names.index(name) for name in subcategory], dtype=np.int32)

    def draw(self, people: People, process: Process, orders: Orders, visits: Visits, lines: Lines, seed: int) -> Part:
        """Draw the contacts of one block.

        Parameters
        ----------
        people, process : People, Process
            The block's customers and their processes.
        orders, visits, lines : Orders, Visits, Lines
            What they bought.
        seed : int
            The user's seed.

        Returns
        -------
        Part
            The contract's interactions, by customer and time.
        """
        random = generator(seed, "synthetic.contacts", people.first // BLOCK)
        sets = (
            self._before_orders(random, orders, visits, lines),
            self._browsing(random, people, process),
            self._messages(random, process),
        )
        together = {
            name: np.concatenate([getattr(each, name) for each in sets]) for name in Events.__dataclass_fields__
        }
        inside = (together["at"] >= self.baskets.clock.start) & (together["at"] < self.baskets.clock.end)
        key = (together["owner"] << 40) | np.maximum(together["at"], 0)
        order = np.argsort(np.where(inside, key, np.iinfo(np.int64).max), kind="stable")[: int(inside.sum())]
        return self._table(people, Events(**{name: values[order] for name, values in together.items()}))

    def _sessions(
        self,
        random: np.random.Generator,
        session: tuple[Array, Array, Array, Array, Array],
        steps: tuple[tuple[str, float, int], ...],
    ) -> Events:
        """Spread sessions (owner, start, channel, device, product) into events."""
        owner, start, channel, device, product = session
        size = len(owner)
        chosen, kinds, at = [], [], []
        for kind, share, delay in steps:
            rows = np.flatnonzero(random.random(size) < share) if share < 1 else np.arange(size)
            chosen.append(rows)
            kinds.append(np.full(len(rows), KINDS.index(kind)))
            at.append(start[rows] + delay + random.integers(0, 30, len(rows)))
        rows, kind_code = np.concatenate(chosen), np.concatenate(kinds)
        dwell = (random.standard_exponential(len(rows)) * 38.0).astype(np.int64) + 3
        stays = np.isin(kind_code, [KINDS.index("visit"), KINDS.index("view")])
        about = np.isin(kind_code, [KINDS.index(kind) for kind in ("visit", "open", "click")], invert=True)
        return Events(
            owner[rows],
            np.concatenate(at),
            kind_code,
            channel[rows],
            device[rows],
            np.where(about, product[rows], -1),
            np.where(stays, dwell, -1),
            np.zeros(len(rows), dtype=bool),
        )

    def _before_orders(self, random: np.random.Generator, orders: Orders, visits: Visits, lines: Lines) -> Events:
        """Draw the visits that ended in an order outside a store."""
        online = visits.store < 0
        rows = np.flatnonzero(online & (random.random(len(orders.at)) < 0.6))
        first_line = np.searchsorted(lines.order, rows)
        start = orders.at[rows] - random.integers(260, 1500, len(rows))
        session = (orders.owner[rows], start, visits.channel[rows], visits.device[rows], lines.product[first_line])
        return self._sessions(random, session, BEFORE_ORDER)

    def _browsing(self, random: np.random.Generator, people: People, process: Process) -> Events:
        """Draw visits without an order, from registration until some weeks after the person left."""
        clock, plan = self.baskets.clock, self.baskets.plan
        begin = clock.shop_time(process.clock, np.maximum(people.registered, clock.start))
        finish = np.minimum(process.dropped_weeks + AFTER_LEAVING_WEEKS, clock.last[process.clock])
        rate = plan.numbers("browsing_per_week")[people.persona]
        rate = rate * np.where(np.isfinite(process.first_weeks), 1.0, NEVER_BUYERS) * ~people.is_second
        weeks = np.maximum(finish - begin, 0.0)
        owner = np.repeat(np.arange(BLOCK), random.poisson(rate * weeks))
        moment = begin[owner] + random.random(len(owner)) * weeks[owner]
        at = clock.calendar_time(process.clock[owner], moment)
        channel = self.baskets.online_channel(people.channel[owner])
        product = self.baskets.catalogue.choice.draw(random, len(owner), people.persona[owner] * 4)
        session = (owner, at, channel, self.baskets.device_of(random, channel), product)
        return self._sessions(random, session, BROWSING)

    def _messages(self, random: np.random.Generator, process: Process) -> Events:
        """Draw who opened the campaign's message, and who clicked."""
        campaign = self.baskets.plan.spec["campaign"]
        begin, _ = campaign_seconds(self.baskets.plan, self.baskets.clock)
        chance = random.random(BLOCK)
        delay = random.integers(600, 30 * 3600, BLOCK)
        opened = np.flatnonzero((process.variant == TREATED) & (chance < campaign["open_rate"]))
        clicked = np.flatnonzero((process.variant == TREATED) & (chance < campaign["click_rate"]))
        owner = np.concatenate([opened, clicked])
        kind = np.repeat([KINDS.index("open"), KINDS.index("click")], [len(opened), len(clicked)])
        nothing = np.full(len(owner), -1)
        at = begin + delay[owner] + 25 * (kind == KINDS.index("click"))
        return Events(owner, at, kind, nothing, nothing, nothing, nothing, np.ones(len(owner), dtype=bool))

    def _table(self, people: People, events: Events) -> Part:
        """Write the contract's table; contacts are numbered per customer."""
        spec, size = self.baskets.plan.spec, len(events.at)
        starts = np.searchsorted(events.owner, np.arange(BLOCK))
        sequence = np.arange(size) - starts[events.owner] + 1
        ids = customer_ids(people.first + np.arange(BLOCK))
        pages, page_of = self._pages
        terms, term_of = self._terms
        searched = (events.kind == KINDS.index("search")) & (events.product >= 0)
        term = np.where(searched, term_of[events.product], -1)
        campaign = np.where(events.campaign, 1, 0)
        table = {
            "customer_id": coded(events.owner, ids),
            "occurred_at": stamps(events.at),
            "kind": coded(events.kind, list(KINDS)),
            "interaction_id": numbered(
                "I", digit_matrix(people.first + events.owner + 1, 8), digit_matrix(sequence, 5), size=size
            ),
            "channel": coded(
                np.where(events.campaign, len(self.baskets.channels), events.channel), self._channel_names
            ),
            "device": coded(events.device.astype(np.int64), self.baskets.names_of("devices")),
            "page": coded(
                np.where(events.campaign, len(pages), page_of[events.kind]), [*pages, spec["service"]["campaign_page"]]
            ),
            "search_term": coded(term, terms),
            "product_id": coded(np.where(searched, -1, events.product).astype(np.int64), self.baskets.catalogue.ids),
            "duration_s": numbers(events.duration, events.duration >= 0),
            "campaign_id": coded(campaign.astype(np.int32) - 1, [spec["campaign"]["id"]]),
        }
        return Part(pa.table(table), events.owner)

    @property
    def _channel_names(self) -> list[str]:
        """Sales channels and the one of the campaign."""
        return [*self.baskets.channels, self.baskets.plan.spec["campaign"]["channel"]]
