"""What is known about customers elsewhere: consents, ids in other systems, rows of source systems."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from crmpersona.contract import generator
from crmpersona.synthetic.arrow import coded, digit_matrix, join, numbered, stamps, text
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.parts import Part, customer_ids
from crmpersona.synthetic.people import BLOCK, PURPOSES, People, PeopleMaker

__all__ = ["RecordMaker"]

# Odd multipliers make ids of other systems look unrelated to the customer number, and keep them different.
SPREADS = (179_424_673, 160_481_183, 141_650_939, 122_949_823, 104_395_301)


@dataclass(frozen=True)
class RecordMaker:
    """Writes what other systems know.

    Parameters
    ----------
    people : PeopleMaker
        Plan and channels.
    """

    people: PeopleMaker

    def consents(self, people: People) -> Part:
        """Write one row per customer and purpose.

        Parameters
        ----------
        people : People
            The block's customers.

        Returns
        -------
        Part
            The contract's table.
        """
        owner = np.repeat(np.arange(BLOCK), len(PURPOSES))
        purpose = np.tile(np.arange(len(PURPOSES), dtype=np.int32), BLOCK)
        table = {
            "customer_id": coded(owner, customer_ids(people.first + np.arange(BLOCK))),
            "purpose": coded(purpose, list(PURPOSES)),
            "granted": pa.array(people.consent.T.ravel()),
            "changed_at": stamps(people.consent_changed.T.ravel()),
        }
        return Part(pa.table(table), owner)

    def _members(self, people: People, channels: list[str]) -> Array:
        """Return the customers whose own channel is one of these."""
        codes = [self.people.channels.index(name) for name in channels]
        return np.flatnonzero(np.isin(people.channel, codes))

    def _foreign_ids(self, people: People, rows: Array, spec: dict[str, Any], place: int) -> pa.Array:
        """Write ids of another system: prefix and digits, different for every customer."""
        digits = spec["digits"]
        # Within 2**k below 10**digits a multiplication by an odd number is one-to-one.
        bits = int(np.floor(np.log2(10.0**digits)))
        number = ((people.first + rows + 1) * SPREADS[place % len(SPREADS)]) & ((1 << bits) - 1)
        return numbered(spec["prefix"], digit_matrix(number, digits), size=len(rows))

    def external_ids(self, people: People) -> Part:
        """Write the ids of customers in other systems.

        Parameters
        ----------
        people : People
            The block's customers.

        Returns
        -------
        Part
            The contract's table, by customer.
        """
        kinds = self.people.plan.spec["external_ids"]
        rows = [self._members(people, spec["channels"]) for spec in kinds.values()]
        values = [
            self._foreign_ids(people, members, spec, place)
            for place, (members, spec) in enumerate(zip(rows, kinds.values(), strict=True))
        ]
        owner = np.concatenate(rows)
        kind = np.repeat(np.arange(len(kinds), dtype=np.int32), [len(members) for members in rows])
        order = np.argsort(owner, kind="stable")
        table = {
            "customer_id": coded(owner[order], customer_ids(people.first + np.arange(BLOCK))),
            "kind": coded(kind[order], list(kinds)),
            "value": pa.concat_arrays(values).take(pa.array(order)),
        }
        return Part(pa.table(table), owner[order])

    @cached_property
    def _systems(self) -> dict[str, Any]:
        """The source systems of the world."""
        systems: dict[str, Any] = self.people.plan.spec["systems"]
        return systems

    def source_records(self, people: People, customers: pa.Table, seed: int) -> tuple[Part, Part]:
        """Write every system's own row about its customers, in its own form.

        Parameters
        ----------
        people : People
            The block's customers.
        customers : pyarrow.Table
            Their clean table.
        seed : int
            The user's seed.

        Returns
        -------
        records : Part
            The contract's table.
        truth : Part
            Customer and person behind every record.
        """
        random = generator(seed, "synthetic.records", people.first // BLOCK)
        both = np.flatnonzero(random.random(BLOCK) < self.people.plan.spec["source_records"]["second_share"])
        homes = [self._members(people, spec["channels"]) for spec in self._systems.values()]
        parts, truths, owners = [], [], []
        for place, (name, spec) in enumerate(self._systems.items()):
            # The second record of a customer is kept by the next system in the list.
            rows = np.sort(np.concatenate([homes[place], np.intersect1d(homes[place - 1], both)]))
            ids = self._foreign_ids(people, rows, spec, place + 1)
            system = coded(np.zeros(len(rows), dtype=np.int32), [name])
            parts.append(
                pa.table({"source_system": text(system), "source_id": ids, **self._own_form(customers, rows, spec)})
            )
            truths.append(pa.table({"source_system": text(system), "source_id": ids, **self._who(people, rows)}))
            owners.append(rows)
        owner = np.concatenate(owners)
        return Part(pa.concat_tables(parts), owner), Part(pa.concat_tables(truths), owner)

    def _who(self, people: People, rows: Array) -> dict[str, pa.Array]:
        """Return customer and person of some rows."""
        return {
            "customer_id": customer_ids(people.first + rows),
            "person_id": numbered("P", digit_matrix(people.first + people.person[rows] + 1, 8), size=len(rows)),
        }

    def _own_form(self, customers: pa.Table, rows: Array, spec: dict[str, Any]) -> dict[str, pa.Array]:
        """Write name, phone, e-mail, birth date and address as a system does."""
        part = customers.select(["name", "phone", "email", "birth_date", "address"]).take(pa.array(rows))
        column = {name: part[name].combine_chunks() for name in part.column_names}
        if spec["name"] == "spaced":
            column["name"] = pc.replace_substring_regex(column["name"], "^(.)(.+)$", r"\1 \2")
        elif spec["name"] == "surname_first":
            column["name"] = pc.replace_substring_regex(column["name"], "^(.+) (.+)$", r"\2, \1")
        if spec["phone"] == "dashes":
            column["phone"] = pc.replace_substring_regex(column["phone"], "^(.*)(.{4})(.{4})$", r"\1-\2-\3")
        elif spec["phone"] == "country_code":
            column["phone"] = join(self.people.plan.spec["source_records"]["country_code"], column["phone"])
        if not spec["email"]:
            column["email"] = pa.nulls(len(rows), pa.string())
        return column
