"""The A/B campaign: who was in it, what they did, and the effect that was planted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from crmpersona.synthetic.arrow import coded, numbers, stamps
from crmpersona.synthetic.baskets import Lines, Visits
from crmpersona.synthetic.clock import Clock
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.parts import Part, customer_ids
from crmpersona.synthetic.people import BLOCK, People
from crmpersona.synthetic.plan import Plan
from crmpersona.synthetic.purchases import CONTROL, NOT_IN_TEST, TREATED, Orders, Process, campaign_seconds

__all__ = ["METRICS", "CampaignMaker"]

METRICS = ("ordered", "orders", "paid_amount")
SUMS = (
    "customers_control",
    "customers_treatment",
    "ordered_control",
    "ordered_treatment",
    "expected_ordered_control",
    "expected_ordered_treatment",
    "expected_orders_control",
    "expected_orders_treatment",
)


@dataclass(frozen=True)
class CampaignMaker:
    """Writes the campaign's tables and truth.

    Parameters
    ----------
    plan : Plan
        The planted facts.
    clock : Clock
        The shop's clock, which runs faster for the treated.
    """

    plan: Plan
    clock: Clock

    @cached_property
    def seconds(self) -> tuple[int, int]:
        """First second of the campaign and first one after it, UTC."""
        return campaign_seconds(self.plan, self.clock)

    @property
    def takes_place(self) -> bool:
        """Whether the campaign lies in the data."""
        begin, finish = self.seconds
        return finish > begin

    def campaigns(self) -> pa.Table:
        """Return the contract's campaigns table.

        Returns
        -------
        pyarrow.Table
            One row.
        """
        spec = self.plan.spec["campaign"]
        begin, finish = (stamps(np.array([second])) for second in self.seconds)
        return pa.table(
            {
                "campaign_id": [spec["id"]],
                "name": [spec["name"]],
                "channel": [spec["channel"]],
                "started_at": begin,
                "ended_at": finish,
            }
        )

    def tables(self, people: People, process: Process, orders: Orders, visits: Visits, lines: Lines) -> dict[str, Part]:
        """Return assignments and outcomes of one block.

        Parameters
        ----------
        people, process : People, Process
            The block's customers and their processes.
        orders, visits, lines : Orders, Visits, Lines
            What they bought.

        Returns
        -------
        dict of str to Part
            ``assignments`` and ``outcomes``; ``ordered`` and ``orders`` count placed orders, cancelled
            ones included, ``paid_amount`` what was paid and kept.
        """
        rows = np.flatnonzero(process.variant != NOT_IN_TEST)
        ids = customer_ids(people.first + np.arange(BLOCK))
        campaign = [self.plan.spec["campaign"]["id"]]
        begin, _ = self.seconds
        placed, paid = self._placed(orders), self._paid(orders, visits, lines)
        assignments = {
            "campaign_id": coded(np.zeros(len(rows), dtype=np.int32), campaign),
            "customer_id": coded(rows, ids),
            "variant": coded((process.variant[rows] == TREATED).astype(np.int32), ["control", "treatment"]),
            "assigned_at": stamps(np.full(len(rows), begin - 6 * 3600)),
        }
        values = np.stack([(placed[rows] > 0) * 100, placed[rows] * 100, paid[rows]], axis=1)
        outcomes = {
            "campaign_id": coded(np.zeros(values.size, dtype=np.int32), campaign),
            "customer_id": coded(np.repeat(rows, len(METRICS)), ids),
            "metric": coded(np.tile(np.arange(len(METRICS), dtype=np.int32), len(rows)), list(METRICS)),
            "value_hundredths": numbers(values.ravel()),
        }
        return {
            "assignments": Part(pa.table(assignments), rows),
            "outcomes": Part(pa.table(outcomes), np.repeat(rows, len(METRICS))),
        }

    def _paid(self, orders: Orders, visits: Visits, lines: Lines) -> Array:
        """Return hundredths paid and kept for orders of the campaign, per customer."""
        begin, finish = self.seconds
        at = orders.at[lines.order]
        kept = (at >= begin) & (at < finish) & ~visits.cancelled[lines.order] & (lines.returned_at == 0)
        amount = np.where(kept, lines.amount - lines.refund, 0)
        return np.bincount(orders.owner[lines.order], amount, minlength=BLOCK).astype(np.int64)

    def sums(self, people: People, process: Process, orders: Orders, keep: int) -> Array:
        """Add up what the truth about the effect needs.

        Given who is alive when the campaign begins, the chance to order at least once is
        ``1 - exp(-lambda w)`` and the expected number of orders ``(1 - exp(-lambda p w)) / p``, with w
        the shop time of the campaign: both arms are known for every customer.

        Parameters
        ----------
        people, process, orders : People, Process, Orders
            The block.
        keep : int
            How many of its customers exist.

        Returns
        -------
        numpy.ndarray
            Row per persona, columns as :data:`SUMS`.
        """
        begin, finish = self.seconds
        placed = self._placed(orders)
        tested = (process.variant != NOT_IN_TEST) & (np.arange(BLOCK) < keep)
        control = 2 * people.persona
        start = self.clock.shop_time(control, np.full(BLOCK, begin))
        alive = tested & (process.dropped_weeks > start)
        columns = [tested & (process.variant == arm) for arm in (CONTROL, TREATED)]
        columns += [column & (placed > 0) for column in list(columns)]
        spans = [
            self.clock.shop_time(control + arm, np.full(BLOCK, finish))
            - self.clock.shop_time(control + arm, np.full(BLOCK, begin))
            for arm in (0, 1)
        ]
        columns += [alive * -np.expm1(-process.rate * span) for span in spans]
        columns += [alive * -np.expm1(-process.rate * process.dropout * span) / process.dropout for span in spans]
        size = len(self.plan.personas)
        return np.stack([np.bincount(people.persona, column, minlength=size) for column in columns], axis=1)

    def _placed(self, orders: Orders) -> Array:
        """Return the orders placed in the campaign, per customer."""
        begin, finish = self.seconds
        return np.bincount(orders.owner[(orders.at >= begin) & (orders.at < finish)], minlength=BLOCK)

    def truth(self, sums: Array) -> pa.Table:
        """Return the planted effect, in all and by persona.

        Parameters
        ----------
        sums : array
            Sums of :meth:`sums` over all blocks.

        Returns
        -------
        pyarrow.Table
            Planted ``rate_ratio``; customers and those who ordered by arm; expected rates and
            orders per customer by arm, and their differences treatment minus control.
        """
        rows = np.vstack([sums.sum(axis=0), sums])
        column = dict(zip(SUMS, rows.T, strict=True))
        tested = np.maximum(column["customers_control"] + column["customers_treatment"], 1.0)
        mean = {name: column[name] / tested for name in SUMS if name.startswith("expected")}
        return pa.table(
            {
                "persona": ["all", *self.plan.persona_keys],
                "rate_ratio": np.full(len(rows), float(self.plan.spec["campaign"]["rate_ratio"])),
                **{name: column[name].astype(np.int64) for name in SUMS if not name.startswith("expected")},
                **mean,
                "effect_ordered": mean["expected_ordered_treatment"] - mean["expected_ordered_control"],
                "effect_orders": mean["expected_orders_treatment"] - mean["expected_orders_control"],
            }
        )
