"""What is in the orders of one block: lines, prices, discounts, returns, and how they were bought."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from crmpersona.contract import Month, generator
from crmpersona.synthetic.catalogue import Catalogue, Rule
from crmpersona.synthetic.clock import EPOCH, Clock
from crmpersona.synthetic.draws import Array, Choice
from crmpersona.synthetic.people import BLOCK, People
from crmpersona.synthetic.plan import Plan
from crmpersona.synthetic.pools import Regions
from crmpersona.synthetic.purchases import Orders

__all__ = ["BasketMaker", "Lines", "Visits"]

DAY = 86_400
LOYAL = 0.4  # share of orders in the customer's own channel; the rest follow the persona


@dataclass(frozen=True)
class Visits:
    """How each order of a block was placed.

    Parameters
    ----------
    channel, device, payment, store, step : array of int
        Codes; store is -1 outside stores; step is the discount step.
    cancelled : array of bool
        Whether the order was cancelled.
    paid_after : array of int
        Seconds until payment; -1 for a cancelled order that was never paid.
    """

    channel: Array
    device: Array
    payment: Array
    store: Array
    step: Array
    cancelled: Array
    paid_after: Array


@dataclass(frozen=True)
class Lines:
    """Order lines of a block, by order and product.

    Parameters
    ----------
    order, line, product, quantity : array of int
        Position of the order, number in the order from 1, product, units.
    discount, amount, refund : array of int
        Hundredths; refund is 0 where nothing was refunded.
    returned_at : array of int
        Seconds UTC at which the whole line came back, else 0.
    """

    order: Array
    line: Array
    product: Array
    quantity: Array
    discount: Array
    amount: Array
    refund: Array
    returned_at: Array


@dataclass(frozen=True)
class BasketMaker:
    """Fills orders.

    Parameters
    ----------
    plan : Plan
        The planted facts.
    clock : Clock
        The shop's clock.
    catalogue : Catalogue
        Products and rules.
    regions : Regions
        Where stores are.
    """

    plan: Plan
    clock: Clock
    catalogue: Catalogue
    regions: Regions

    @cached_property
    def channels(self) -> list[str]:
        """Sales channels."""
        return list(self.plan.spec["channels"])

    def names_of(self, kind: str) -> list[str]:
        """Return all devices or payments, in order of appearance.

        Parameters
        ----------
        kind : {"devices", "payments"}
            What to list.

        Returns
        -------
        list of str
            The names.
        """
        return list(dict.fromkeys(name for channel in self.plan.spec["channels"].values() for name in channel[kind]))

    @cached_property
    def _channel(self) -> Choice:
        """Channel of an order, row per persona."""
        return Choice.of(self.plan.weights("channels", self.channels))

    def _by_channel(self, kind: str) -> Choice:
        """Device or payment, row per channel."""
        names = self.names_of(kind)
        return Choice.of(
            [[spec[kind].get(name, 0.0) for name in names] for spec in self.plan.spec["channels"].values()]
        )

    @cached_property
    def _device(self) -> Choice:
        return self._by_channel("devices")

    @cached_property
    def _payment(self) -> Choice:
        return self._by_channel("payments")

    @cached_property
    def _size(self) -> Choice:
        """Lines per order: one and a Poisson number more, cut at the most a persona carries."""
        mean, most = self.plan.numbers("lines", "mean") - 1.0, self.plan.numbers("lines", "most").astype(int)
        weights = np.zeros((len(mean), most.max() + 1))
        for row, (rate, top) in enumerate(zip(mean, most, strict=True)):
            steps = np.concatenate([[1.0], np.cumprod(rate / np.arange(1, top))])
            weights[row, 1 : top + 1] = steps
        return Choice.of(weights)

    @cached_property
    def _units(self) -> Choice:
        """Units of a line, less one, row per persona."""
        most = max(len(persona["units"]) for persona in self.plan.personas)
        return Choice.of(
            [[*persona["units"], *[0.0] * (most - len(persona["units"]))] for persona in self.plan.personas]
        )

    @cached_property
    def _step(self) -> Choice:
        """Discount step of an order, row persona * 2 + festive."""
        spec = self.plan.spec["catalogue"]
        plain = np.array([persona["discounts"] for persona in self.plan.personas])
        factor = np.where(np.array(spec["discount_steps"]) > 0, spec["festive_discount"], 1.0)
        return Choice.of(np.stack([plain, plain * factor], axis=1).reshape(-1, plain.shape[1]))

    def visits(self, people: People, orders: Orders, seed: int) -> Visits:
        """Draw channel, device, payment, store, discount and state of every order.

        Parameters
        ----------
        people : People
            The block's customers.
        orders : Orders
            Their orders.
        seed : int
            The user's seed.

        Returns
        -------
        Visits
            One entry per order.
        """
        random = generator(seed, "synthetic.visits", people.first // BLOCK)
        size = len(orders.at)
        persona = people.persona[orders.person]
        channel = self._channel.draw(random, size, persona)
        channel = np.where(random.random(size) < LOYAL, people.channel[orders.person], channel)
        region = people.region[orders.person]
        channel = self._open_channel(channel, orders.at, self.regions.with_store[region])
        in_store = self._is_store[channel]
        # Customers keep to one store: it is drawn once per person, not per order.
        home = self.regions.store.draw(random, BLOCK, people.region).astype(np.int64)[people.person]
        festive = self.clock.festive[self.clock.day_number(orders.at)]
        cancelled = random.random(size) < self.plan.spec["service"]["cancel_rate"]
        wait = random.integers(8, 600, size)
        return Visits(
            channel,
            self._device.draw(random, size, channel),
            self._payment.draw(random, size, channel),
            np.where(in_store, home[orders.person], -1),
            self._step.draw(random, size, persona * 2 + festive),
            cancelled & ~in_store,
            np.where(cancelled & ~in_store & (random.random(size) < 0.6), -1, np.where(in_store, 20, wait)),
        )

    @cached_property
    def _is_store(self) -> Array:
        """Which channels have opening hours."""
        return np.array(["open" in spec for spec in self.plan.spec["channels"].values()])

    def _open_channel(self, channel: Array, at: Array, with_store: Array) -> Array:
        """Send orders elsewhere where the store is closed or there is none."""
        hour = self.clock.local_hour[self.clock.hour_number(at)]
        for number, spec in enumerate(self.plan.spec["channels"].values()):
            if "open" in spec:
                opens, closes = spec["open"]
                shut = (channel == number) & ((hour < opens) | (hour >= closes) | ~with_store)
                channel = np.where(shut, self.channels.index(spec["instead"]), channel)
        return channel

    def online_channel(self, channel: Array) -> Array:
        """Replace channels with opening hours by the one used instead.

        Parameters
        ----------
        channel : array of int
            Codes.

        Returns
        -------
        numpy.ndarray
            Codes of channels that are open at all hours.
        """
        specs = list(self.plan.spec["channels"].values())
        online = [
            self.channels.index(spec.get("instead", name)) for name, spec in zip(self.channels, specs, strict=True)
        ]
        return np.array(online)[channel]

    def device_of(self, random: np.random.Generator, channel: Array) -> Array:
        """Draw devices.

        Parameters
        ----------
        random : numpy.random.Generator
            Source of chance.
        channel : array of int
            Channel of every contact.

        Returns
        -------
        numpy.ndarray
            Codes.
        """
        return self._device.draw(random, len(channel), channel)

    def lines(self, people: People, orders: Orders, visits: Visits, seed: int) -> Lines:
        """Draw what every order holds.

        Parameters
        ----------
        people : People
            The block's customers.
        orders : Orders
            Their orders.
        visits : Visits
            How they were placed.
        seed : int
            The user's seed.

        Returns
        -------
        Lines
            Sorted by order and product; a product stands once in an order.
        """
        random = generator(seed, "synthetic.baskets", people.first // BLOCK)
        persona = people.persona[orders.person]
        order, product = self._products(random, persona, orders.at)
        starts = np.searchsorted(order, np.arange(len(orders.at)))
        quantity = self._units.draw(random, len(order), persona[order]).astype(np.int64) + 1
        value = quantity * self.catalogue.price[product]
        steps = np.array(self.plan.spec["catalogue"]["discount_steps"], dtype=np.int64)[visits.step]
        discount = (value * steps[order] + 500) // 1000
        amount = value - discount
        returned_at, refund = self._taken_back(
            random, persona[order], orders.at[order], visits.cancelled[order], amount
        )
        return Lines(
            order, np.arange(len(order)) - starts[order] + 1, product, quantity, discount, amount, refund, returned_at
        )

    def _taste(self, random: np.random.Generator, at: Array) -> Array:
        """Say which orders follow the new taste: none before the drift, all once it has settled."""
        taste = self.plan.spec["drift"].get("taste")
        if not self.plan.drift or not taste:
            return np.zeros(len(at), dtype=np.int64)
        month = Month.parse(taste["month"])
        first, settled = ((each.start - EPOCH).days for each in (month, month.shift(taste["ramp_months"])))
        share = np.clip((self.clock.days[self.clock.day_number(at)] - first) / max(settled - first, 1), 0.0, 1.0)
        return (random.random(len(at)) < share).astype(np.int64)

    def _products(self, random: np.random.Generator, persona: Array, at: Array) -> tuple[Array, Array]:
        """Draw the products of every order, rules included."""
        size = self._size.draw(random, len(at), persona).astype(np.int64)
        festive = self.clock.festive[self.clock.day_number(at)]
        row = (persona * 2 + self._taste(random, at)) * 2 + festive
        order = np.repeat(np.arange(len(at)), size)
        product = self.catalogue.choice.draw(random, len(order), row[order])
        key = _distinct((order << self.catalogue.bits) | product)
        added = [self._added(random, rule, key, persona) for rule in self.catalogue.rules]
        key = _distinct(np.concatenate([key, *added]))
        return key >> self.catalogue.bits, key & ((1 << self.catalogue.bits) - 1)

    def _added(self, random: np.random.Generator, rule: Rule, key: Array, persona: Array) -> Array:
        """Draw what a rule adds to the orders that meet its conditions."""
        order, product = key >> self.catalogue.bits, key & ((1 << self.catalogue.bits) - 1)
        met = np.flatnonzero(_meets(rule, order, product, len(persona)))
        met = met[random.random(len(met)) < rule.probability]
        return (met << self.catalogue.bits) | rule.added.draw(random, len(met), persona[met])

    def _taken_back(
        self, random: np.random.Generator, persona: Array, at: Array, cancelled: Array, amount: Array
    ) -> tuple[Array, Array]:
        """Draw whole lines that come back later, and refunds of a part of others."""
        size = len(at)
        chance = random.random(size)
        rate = self.plan.numbers("return_rate")[persona]
        days = random.integers(2 * DAY, 12 * DAY, size)
        back = (chance < rate) & ~cancelled & (at + days < self.clock.end)
        part = (chance > 1.0 - self.plan.spec["service"]["partial_refund_rate"]) & ~cancelled
        share = np.array([20, 30, 50])[random.integers(0, 3, size)]
        return np.where(back, at + days, 0), np.where(part, (amount * share + 50) // 100, 0)

    def rule_counts(self, lines: Lines, counted: Array) -> Array:
        """Count orders that hold antecedent, consequent, both: what the planted rules look like in clean data.

        Parameters
        ----------
        lines : Lines
            Order lines.
        counted : array of bool
            Orders that count.

        Returns
        -------
        numpy.ndarray
            Row per rule: orders, antecedent, consequent, both.
        """
        total = int(counted.sum())
        rows = []
        for rule in self.catalogue.rules:
            first = _meets(rule, lines.order, lines.product, len(counted)) & counted
            then = np.zeros(len(counted), dtype=bool)
            then[lines.order[rule.consequent[lines.product]]] = True
            then &= counted
            rows.append([total, int(first.sum()), int(then.sum()), int((first & then).sum())])
        return np.array(rows, dtype=np.int64).reshape(-1, 4)


def _distinct(key: Array) -> Array:
    """Sort and drop repeats."""
    key = np.sort(key)
    return key[np.concatenate([[True], key[1:] != key[:-1]])] if len(key) else key


def _meets(rule: Rule, order: Array, product: Array, orders: int) -> Array:
    """Say which orders meet all conditions of a rule."""
    met = np.ones(orders, dtype=bool)
    for condition in rule.antecedent:
        one = np.zeros(orders, dtype=bool)
        one[order[condition[product]]] = True
        met &= one
    return met
