"""The truth beside the data: who follows which persona, processes, rules, drift, calendar."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from crmpersona.contract import Month
from crmpersona.synthetic.arrow import coded, dates, digit_matrix, numbered, numbers, stamps
from crmpersona.synthetic.catalogue import Catalogue
from crmpersona.synthetic.clock import Clock
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.parts import Part, customer_ids
from crmpersona.synthetic.people import BLOCK, People
from crmpersona.synthetic.plan import Plan
from crmpersona.synthetic.purchases import NOT_IN_TEST, Orders, Process

__all__ = ["drift_truth", "person_truth", "persona_truth", "rule_truth", "season_truth"]


def _person_ids(people: People) -> pa.Array:
    """Return the person behind every customer id: the first id of that person, with a P."""
    return numbered("P", digit_matrix(people.first + people.person + 1, 8))


def person_truth(plan: Plan, clock: Clock, people: People, process: Process, orders: Orders) -> dict[str, Part]:
    """Return the truth tables with a row per customer.

    Parameters
    ----------
    plan : Plan
        The planted facts.
    clock : Clock
        The shop's clock.
    people, process, orders : People, Process, Orders
        The block.

    Returns
    -------
    dict of str to Part
        ``personas``, ``bg_nbd`` (one process per person, repeated for a second id; shop time in
        weeks since the first order, calendar time in UTC), ``links``.
    """
    own = np.arange(BLOCK)
    ids = customer_ids(people.first + own)
    persons = _person_ids(people)
    who = people.person
    count = np.bincount(orders.person, minlength=BLOCK)
    buys = np.isfinite(process.first_weeks)
    left = np.isfinite(process.dropped_weeks)
    first = np.where(buys, process.first_weeks, 0.0)
    dropped = np.where(left, process.dropped_weeks, 0.0)
    at = {
        "first_order_at": stamps(clock.calendar_time(process.clock, first)[who], buys[who]),
        "dropped_at": stamps(clock.calendar_time(process.clock, dropped)[who], left[who]),
    }
    household = people.head != people.person
    bg_nbd = {
        "customer_id": ids,
        "person_id": persons,
        "rate_per_week": pa.array(process.rate[who]),
        "dropout_probability": pa.array(process.dropout[who]),
        "observed_weeks": pa.array(process.span_weeks[who], mask=~buys[who]),
        "dropped_weeks": pa.array((dropped - first)[who], mask=~left[who]),
        **at,
        "repeat_orders": numbers(np.maximum(count - 1, 0)[who], buys[who]),
    }
    personas = {
        "customer_id": ids,
        "person_id": persons,
        "persona": coded(people.persona.astype(np.int32), plan.persona_keys),
    }
    links = {
        "customer_id": ids,
        "person_id": persons,
        "is_second_id": pa.array(people.is_second),
        "household_of": coded(np.where(household, people.head, -1), ids),
        "variant": coded(process.variant[who] - NOT_IN_TEST - 1, ["control", "treatment"]),
    }
    tables = {"personas": personas, "bg_nbd": bg_nbd, "links": links}
    return {name: Part(pa.table(table), own) for name, table in tables.items()}


def persona_truth(plan: Plan) -> pa.Table:
    """Return the planted personas with their parameters.

    Parameters
    ----------
    plan : Plan
        The planted facts.

    Returns
    -------
    pyarrow.Table
        One row per persona.
    """
    plain = ("weight", "never_buys", "season_sensitivity", "return_rate", "female", "browsing_per_week", "review_rate")
    return pa.table(
        {
            **{key: [persona[key] for persona in plan.personas] for key in ("key", "name_zh", "name_en")},
            **{key: plan.numbers(key) for key in plain},
            **{name: plan.numbers("bg_nbd", name) for name in ("r", "alpha", "a", "b")},
            "top_category": [max(persona["categories"], key=persona["categories"].get) for persona in plan.personas],
            "top_channel": [max(persona["channels"], key=persona["channels"].get) for persona in plan.personas],
        }
    )


def rule_truth(catalogue: Catalogue, counts: Array) -> pa.Table:
    """Return the planted rules, and what they look like in the clean orders that were not cancelled.

    Parameters
    ----------
    catalogue : Catalogue
        Products and rules.
    counts : array of int, shape (rules, 4)
        Orders, with the antecedent, with the consequent, with both.

    Returns
    -------
    pyarrow.Table
        One row per rule: planted probability, counts, support, confidence, lift.
    """
    orders, first, then, both = (counts[:, place].astype(float) for place in range(4))
    with np.errstate(divide="ignore", invalid="ignore"):
        support, confidence, lift = both / orders, both / first, both * orders / (first * then)
    return pa.table(
        {
            "antecedent": [" + ".join(rule.names[:-1]) for rule in catalogue.rules],
            "consequent": [rule.names[-1] for rule in catalogue.rules],
            "planted_probability": [rule.probability for rule in catalogue.rules],
            "orders": numbers(counts[:, 0]),
            "antecedent_orders": numbers(counts[:, 1]),
            "consequent_orders": numbers(counts[:, 2]),
            "both_orders": numbers(counts[:, 3]),
            **{
                name: pa.array(value, mask=~np.isfinite(value))
                for name, value in {"support": support, "confidence": confidence, "lift": lift}.items()
            },
        }
    )


def drift_truth(plan: Plan) -> pa.Table:
    """Return the planted changes.

    Parameters
    ----------
    plan : Plan
        The planted facts.

    Returns
    -------
    pyarrow.Table
        One row per change: kind, persona, month it starts, what, before, after. Empty without drift.
    """
    rows: list[dict[str, object]] = []
    drift = plan.spec["drift"] if plan.drift else {}
    if shrinking := drift.get("shrinking"):
        rows += [
            {**_change("shrinking", shrinking), "what": what, "before": 1.0, "after": shrinking[what]}
            for what in ("activity", "registrations")
        ]
    if taste := drift.get("taste"):
        before = plan.personas[plan.position(taste["persona"])]["categories"]
        rows += [
            {**_change("taste", taste), "what": name, "before": before.get(name, 0.0), "after": weight}
            for name, weight in taste["categories"].items()
        ]
    schema = {"kind": pa.string(), "persona": pa.string(), "month": pa.string(), "settled_month": pa.string()}
    numbers_too = {"what": pa.string(), "before": pa.float64(), "after": pa.float64()}
    return pa.Table.from_pylist(rows, schema=pa.schema({**schema, **numbers_too}))


def _change(kind: str, change: dict[str, object]) -> dict[str, object]:
    """Return what every row of a change says."""
    month = Month.parse(str(change["month"]))
    settled = month.shift(int(str(change.get("ramp_months", 0))))
    return {"kind": kind, "persona": change["persona"], "month": str(month), "settled_month": str(settled)}


def season_truth(plan: Plan, clock: Clock) -> pa.Table:
    """Return the intensity of every day: of the shop, and of every persona with its drift.

    Parameters
    ----------
    plan : Plan
        The planted facts.
    clock : Clock
        The shop's clock.

    Returns
    -------
    pyarrow.Table
        One row per local day.
    """
    return pa.table(
        {
            "day": dates(clock.days),
            "intensity": pa.array(clock.season),
            "festive": pa.array(clock.festive),
            "events": pa.array(clock.events, type=pa.string()),
            **{key: pa.array(row) for key, row in zip(plan.persona_keys, clock.by_persona, strict=True)},
        }
    )
