"""The two main tables of one block: customers and order lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from crmpersona.synthetic.arrow import coded, dates, digit_matrix, join, numbered, numbers, stamps
from crmpersona.synthetic.baskets import BasketMaker, Lines, Visits
from crmpersona.synthetic.clock import EPOCH
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.parts import Part, customer_ids
from crmpersona.synthetic.people import BLOCK, FEMALE, People, PeopleMaker
from crmpersona.synthetic.pools import faker_pool
from crmpersona.synthetic.purchases import Orders

__all__ = ["TableMaker"]

YEAR = 365 * 86_400
NUMBER_BITS = 38
RANK_BITS = 12
SPREAD = 179_424_673 * 1_021 | 1  # odd: multiplying by it is one-to-one within the bits of an order number
ORDER = (
    "customer_id",
    "ordered_at",
    "order_id",
    "line",
    "paid_at",
    "order_status",
    "product_id",
    "quantity",
    "unit_price",
    "amount",
    "discount",
    "coupon_id",
    "refund_amount",
    "cost",
    "currency",
    "channel",
    "device",
    "store_id",
    "payment_method",
    "is_return",
)
DOMAINS = ("example.com", "example.net", "example.org")


@dataclass(frozen=True)
class TableMaker:
    """Turns drawn facts into Arrow tables.

    Parameters
    ----------
    people : PeopleMaker
        Pools of names and regions.
    baskets : BasketMaker
        Products and channels.
    """

    people: PeopleMaker
    baskets: BasketMaker

    @cached_property
    def _streets(self) -> pa.Array:
        """Names of streets."""
        return pa.array(faker_pool(self.people.plan.people["faker_locale"], "street_name", 600))

    @cached_property
    def _day_digits(self) -> Array:
        """Every day of the data as eight ASCII digits."""
        days = [EPOCH + dt.timedelta(int(day)) for day in self.baskets.clock.days]
        return digit_matrix(np.array([int(f"{day:%Y%m%d}") for day in days]), 8)

    def full_names(self, people: People) -> tuple[pa.Array, pa.Array]:
        """Write names and their Latin spelling.

        Parameters
        ----------
        people : People
            The block's customers.

        Returns
        -------
        names : pyarrow.Array
            As people write them.
        latin : pyarrow.Array
            ``given.surname`` in Latin letters.
        """
        parts = self.people.names
        taken = [pool.take(pa.array(codes)) for pool, codes in self._name_codes(people, latin=False)]
        latin = [pool.take(pa.array(codes)) for pool, codes in self._name_codes(people, latin=True)]
        surname, opening, ending = taken
        full = join(surname, opening, ending) if parts.family_first else join(opening, ending, " ", surname)
        return full, join(latin[1], latin[2], ".", latin[0])

    def _name_codes(self, people: People, *, latin: bool) -> list[tuple[pa.Array, Array]]:
        """Return the pools of the three parts of a name with the codes drawn."""
        parts = self.people.names
        if latin:
            pools = (parts.surnames_latin, parts.openings_latin, parts.endings_latin)
        else:
            pools = (parts.surnames, parts.openings, parts.endings)
        return list(zip(pools, (people.surname, people.opening, people.ending), strict=True))

    def phones(self, people: People) -> pa.Array:
        """Write telephone numbers: prefix, segment of the city, serial number; different for every customer.

        Parameters
        ----------
        people : People
            The block's customers.

        Returns
        -------
        pyarrow.Array
            Numbers that no operator can have given to anybody.
        """
        spec = self.people.plan.spec["phones"]
        number = people.first + people.phone_of
        turn, serial = np.divmod(number, spec["serials"])
        # 70,001 shares no factor with any power of ten: the serial numbers look drawn, and none repeats.
        serial = (serial * 70_001 + 12_345) % spec["serials"]
        prefixes = spec["prefixes"]
        lap, prefix = np.divmod(turn, len(prefixes))
        segments = np.array([int(text) for text in self.people.regions.segment.to_pylist()])
        segment = segments[people.region[people.phone_of]] + lap % spec["segments_per_city"]
        tail = numbered(digit_matrix(segment, 3), digit_matrix(serial, spec["serial_digits"]))
        return join(pa.array(prefixes).take(pa.array(prefix)), tail)

    def addresses(self, people: People) -> tuple[pa.Array, pa.Array]:
        """Write postal addresses and postcodes.

        Parameters
        ----------
        people : People
            The block's customers.

        Returns
        -------
        addresses : pyarrow.Array
            From the province down, or the American way.
        postcodes : pyarrow.Array
            Prefix of the district and last digits of the house.
        """
        regions, spec = self.people.regions, self.people.plan.people
        where = pa.array(people.region)
        province, city, district, prefix = (
            column.take(where) for column in (regions.province, regions.city, regions.district, regions.postcode)
        )
        postcode = join(prefix, numbered(digit_matrix(people.house % 90 + 1, 2)))
        values = {
            "street": self._streets.take(pa.array(people.street % len(self._streets))),
            "number": pa.array(people.house % 397 + 1).cast(pa.string()),
            "unit": pa.array((people.house // 397) % 28 * 100 + (people.house // 11_116) % 6 + 101).cast(pa.string()),
        }
        line = join(*(values.get(part, part) for part in spec["street_line"]))
        if self.people.names.family_first:
            # A municipality is its own province: 北京市 is written once.
            named = pc.if_else(pc.equal(province, city), "", province)
            return join(named, city, district, line), postcode
        return join(line, ", ", city, ", ", province, " ", postcode), postcode

    def customers(self, people: People, orders: Orders, visits: Visits, lines: Lines) -> Part:
        """Build the customers of one block.

        Parameters
        ----------
        people : People
            Who they are.
        orders, visits, lines : Orders, Visits, Lines
            What they bought, for level and points.

        Returns
        -------
        Part
            One row per customer id.
        """
        regions, spec = self.people.regions, self.people.plan.spec
        names, latin = self.full_names(people)
        address, postcode = self.addresses(people)
        number = people.first + np.arange(BLOCK)
        level, points = self._loyalty(people, orders, visits, lines)
        occupations = [row[0] for row in self.people.plan.people["occupations"]]
        table = {
            "customer_id": customer_ids(number),
            "name": names,
            "gender": coded((people.gender != FEMALE).astype(np.int32), ["female", "male"]),
            "birth_date": dates(people.birth_day),
            "phone": self.phones(people),
            "email": self._emails(people, latin),
            "address": address,
            "province": regions.province.take(pa.array(people.region)),
            "city": regions.city.take(pa.array(people.region)),
            "country": coded(np.zeros(BLOCK, dtype=np.int32), [spec["country"]]),
            "occupation": coded(np.where(people.has_occupation, people.occupation.astype(np.int32), -1), occupations),
            "income": numbers(people.income, people.has_income),
            "registered_at": stamps(people.registered),
            "acquisition_channel": coded(people.acquisition, self.people.acquisitions),
            "member_level": coded(level, [row[0] for row in spec["customers"]["levels"]]),
            "points_balance": numbers(points),
            "referrer_id": coded(people.referrer, customer_ids(number)),
            "postcode": postcode,
        }
        if regions.district.null_count < len(regions.district):
            table["district"] = regions.district.take(pa.array(people.region))
        return Part(pa.table(table), np.arange(BLOCK))

    def _emails(self, people: People, latin: pa.Array) -> pa.Array:
        """Write e-mail addresses on domains reserved for examples; missing where the shop was never told."""
        number = people.first + people.email_of
        owner = pa.array(people.email_of)
        domain = pa.array(DOMAINS).take(pa.array(number % len(DOMAINS)))
        full = join(latin.take(owner), pa.array(number + 1).cast(pa.string()), "@", domain)
        return pc.if_else(pa.array(people.has_email), full, pa.scalar(None, pa.string()))

    def _loyalty(self, people: People, orders: Orders, visits: Visits, lines: Lines) -> tuple[Array, Array]:
        """Return member level, by spending of the last year, and points, by all spending."""
        paid = np.where(visits.cancelled[lines.order] | (lines.returned_at > 0), 0, lines.amount - lines.refund)
        owner = orders.owner[lines.order]
        recent = orders.at[lines.order] >= self.baskets.clock.end - YEAR
        lately = np.bincount(owner, np.where(recent, paid, 0), minlength=BLOCK).astype(np.int64)
        ever = np.bincount(owner, paid, minlength=BLOCK).astype(np.int64)
        spec = self.people.plan.spec["customers"]
        limits = np.array([row[1] for row in spec["levels"]]) * 100
        kept = 100 - people.house % 80  # per cent of the points not yet spent
        points = ever // 100 * round(spec["points_per_unit"] * 100) // 100 * kept // 100
        return np.searchsorted(limits, lately, side="right") - 1, points

    def transactions(self, people: People, orders: Orders, visits: Visits, lines: Lines) -> Part:
        """Build the order lines of one block: purchases by customer and time, then the lines that came back.

        Parameters
        ----------
        people : People
            Who bought.
        orders, visits, lines : Orders, Visits, Lines
            What, when and how.

        Returns
        -------
        Part
            One row per line.
        """
        back = np.flatnonzero(lines.returned_at)
        # One index over purchases and returns: every column is built once, as one piece.
        rows = np.concatenate([np.arange(len(lines.order)), back])
        returned = np.arange(len(rows)) >= len(lines.order)
        order, product = lines.order[rows], lines.product[rows]
        sign = np.where(returned, -1, 1)
        at = np.where(returned, lines.returned_at[rows], orders.at[order])
        columns = {
            "customer_id": coded(orders.owner[order], customer_ids(people.first + np.arange(BLOCK))),
            "ordered_at": stamps(at),
            **self._order_ids(people, orders, order, back),
            "line": numbers(lines.line[rows]),
            **self._payment(visits, order, at, returned),
            "product_id": coded(product, self.baskets.catalogue.ids),
            **self._money(lines, rows, product, sign),
            **self._visit(visits, order, returned),
            "is_return": pa.array(returned),
        }
        return Part(pa.table({name: columns[name] for name in ORDER}), orders.owner[order])

    def _order_ids(self, people: People, orders: Orders, order: Array, back: Array) -> dict[str, Any]:
        """Write order ids once per order: local day and a number; lines that came back get R before it."""
        number = ((people.first + orders.person) << RANK_BITS) | orders.rank
        number = (number * SPREAD) & ((1 << NUMBER_BITS) - 1)
        ids = numbered(self._day_digits[self.baskets.clock.day_number(orders.at)], digit_matrix(number, 12))
        bought = len(order) - len(back)
        returns = join("R", ids.take(pa.array(order[bought:])))
        codes = np.concatenate([order[:bought], len(ids) + np.arange(len(back))])
        return {"order_id": coded(codes, pa.concat_arrays([ids, returns]))}

    def _payment(self, visits: Visits, order: Array, at: Array, returned: Array) -> dict[str, Any]:
        """Write when an order was paid, and whether it was cancelled."""
        after = visits.paid_after[order]
        return {
            "paid_at": stamps(at + after, (after >= 0) & ~returned),
            "order_status": coded(visits.cancelled[order].astype(np.int32), ["completed", "cancelled"]),
            "payment_method": coded(visits.payment[order], self.baskets.names_of("payments")),
        }

    def _money(self, lines: Lines, rows: Array, product: Array, sign: Array) -> dict[str, Any]:
        """Write units and money; a line that came back is negative and carries no discount, refund or cost."""
        bought = sign > 0
        quantity = lines.quantity[rows]
        return {
            "quantity": numbers(quantity * sign),
            "unit_price": numbers(self.baskets.catalogue.price[product]),
            "amount": numbers(lines.amount[rows] * sign),
            "discount": numbers(lines.discount[rows] * bought),
            "refund_amount": numbers(lines.refund[rows] * bought),
            "cost": numbers(quantity * self.baskets.catalogue.cost[product] * bought),
        }

    def _visit(self, visits: Visits, order: Array, returned: Array) -> dict[str, Any]:
        """Write where and how an order was placed."""
        spec, baskets = self.people.plan.spec, self.baskets
        step = np.where(returned, -1, visits.step[order].astype(np.int32) - 1)
        return {
            "coupon_id": coded(step, spec["catalogue"]["coupons"]),
            "currency": coded(np.zeros(len(order), dtype=np.int32), [spec["currency"]]),
            "channel": coded(visits.channel[order], baskets.channels),
            "device": coded(visits.device[order], baskets.names_of("devices")),
            "store_id": coded(visits.store[order], list(baskets.regions.stores)),
        }
