"""Orders of one block: a BG/NBD process per customer, in shop time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmpersona.contract import Month, generator
from crmpersona.synthetic.clock import EPOCH, HOUR, Clock
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.people import BLOCK, People
from crmpersona.synthetic.plan import Plan

__all__ = ["CONTROL", "NOT_IN_TEST", "TREATED", "Orders", "Process", "draw_orders", "draw_process"]

NOT_IN_TEST, CONTROL, TREATED = -1, 0, 1
DAY = 86_400


@dataclass(frozen=True)
class Process:
    """The purchase process of every person of a block.

    Parameters
    ----------
    rate : array of float
        Purchases per week of shop time while alive (lambda).
    dropout : array of float
        Chance to leave after each repeat purchase (p).
    variant : array of int
        -1 not in the test, 0 control, 1 treated.
    clock : array of int
        Clock the person lives by.
    first_weeks : array of float
        Shop time of the first order; infinite where there is none.
    span_weeks : array of float
        Shop time from the first order to the end of the data.
    dropped_weeks : array of float
        Shop time of the purchase after which the person left; infinite while alive.
    """

    rate: Array
    dropout: Array
    variant: Array
    clock: Array
    first_weeks: Array
    span_weeks: Array
    dropped_weeks: Array


@dataclass(frozen=True)
class Orders:
    """Orders of one block, by person and time.

    Parameters
    ----------
    person : array of int
        Position of the person in the block.
    owner : array of int
        Position of the customer id that the order was written under.
    rank : array of int
        0 for the person's first order.
    at : array of int
        Seconds, UTC.
    """

    person: Array
    owner: Array
    rank: Array
    at: Array


def campaign_start(plan: Plan) -> int:
    """Return the local day number on which the campaign begins."""
    campaign = plan.spec["campaign"]
    return (Month.parse(campaign["month"]).start - EPOCH).days + int(campaign["first_day"]) - 1


def campaign_seconds(plan: Plan, clock: Clock) -> tuple[int, int]:
    """Return the first second of the campaign and the first one after it, UTC; equal where it lies outside."""
    first = campaign_start(plan)
    begin, finish = np.searchsorted(
        clock.day_of_hour, np.searchsorted(clock.days, [first, first + plan.spec["campaign"]["days"]])
    )
    return int(clock.start + begin * HOUR), int(clock.start + finish * HOUR)


def _first_orders(random: np.random.Generator, plan: Plan, clock: Clock, people: People) -> Array:
    """Draw the shop time of every person's first order."""
    control = 2 * people.persona
    lag = random.standard_exponential(BLOCK)
    minutes = random.integers(60, 1500, BLOCK)
    at_once = random.random(BLOCK) < plan.numbers("immediate_share")[people.persona]
    never = random.random(BLOCK) < plan.numbers("never_buys")[people.persona]
    early = people.registered < clock.start
    registered = np.maximum(people.registered, clock.start)
    same_visit = clock.shop_time(control, np.minimum(registered + minutes, clock.end - 1))
    mean = np.where(early, plan.spec["customers"]["before_lag_weeks"], plan.numbers("lag_weeks")[people.persona])
    waited = clock.shop_time(control, registered) + lag * mean
    first = np.where(at_once & ~early, same_visit, waited)
    return np.where(never | people.is_second | (first >= clock.last[control]), np.inf, first)


def _variants(random: np.random.Generator, plan: Plan, clock: Clock, people: People, first: Array) -> Array:
    """Assign earlier buyers with one id and consent to the campaign's two arms."""
    begin, finish = campaign_seconds(plan, clock)
    start = clock.shop_time(2 * people.persona, np.full(BLOCK, begin))
    eligible = (first < start) & people.consent[0] & (people.second_id < 0) & (finish > begin)
    treated = random.random(BLOCK) < plan.spec["campaign"]["treatment_share"]
    return np.where(eligible, np.where(treated, TREATED, CONTROL), NOT_IN_TEST)


def draw_process(plan: Plan, clock: Clock, people: People, seed: int) -> tuple[Process, Orders]:
    """Draw purchase processes and orders of one block.

    While alive, a person buys with rate lambda (gamma distributed over persons); after each repeat
    purchase it leaves with chance p (beta distributed). Given lambda and the span, the number of
    purchases of somebody who never leaves is Poisson and their moments are uniform in shop time;
    leaving after the K-th one (K geometric) cuts the list. This is the model, not an approximation.

    Parameters
    ----------
    plan : Plan
        The planted facts.
    clock : Clock
        The shop's clock.
    people : People
        The block's customers.
    seed : int
        The user's seed.

    Returns
    -------
    process : Process
        Parameters and both clocks, by position in the block.
    orders : Orders
        Sorted by person and time.

    References
    ----------
    Fader, Hardie, Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2).
    """
    random = generator(seed, "synthetic.purchases", people.first // BLOCK)
    first = _first_orders(random, plan, clock, people)
    variant = _variants(random, plan, clock, people, first)
    lives_by = 2 * people.persona + (variant == TREATED)
    bg = {name: plan.numbers("bg_nbd", name)[people.persona] for name in ("r", "alpha", "a", "b")}
    rate = random.standard_gamma(bg["r"]) / bg["alpha"]
    dropout = np.clip(random.beta(bg["a"], bg["b"]), 1e-6, 1.0)
    buys = np.isfinite(first)
    span = np.where(buys, clock.last[lives_by] - np.where(buys, first, 0.0), 0.0)
    count = random.poisson(rate * span)
    leaves_after = random.geometric(dropout)
    weeks, person, place = _uniform_moments(random, count)
    weeks = first[person] + weeks * span[person]
    dropped = np.full(BLOCK, np.inf)
    last_one = place == leaves_after[person] - 1
    dropped[person[last_one]] = weeks[last_one]
    kept = place < leaves_after[person]
    process = Process(rate, dropout, variant, lives_by, first, span, dropped)
    return process, draw_orders(random, plan, clock, people, process, (person[kept], weeks[kept], place[kept]))


def _uniform_moments(random: np.random.Generator, count: Array) -> tuple[Array, Array, Array]:
    """Draw sorted uniform moments per person; return share of the span, person, place in the list."""
    person = np.repeat(np.arange(len(count)), count)
    # One sort of person + share sorts every person's list at once.
    joint = np.sort(person + random.random(len(person)))
    starts = np.cumsum(count) - count
    return joint - person, person, np.arange(len(person)) - starts[person]


def draw_orders(
    random: np.random.Generator,
    plan: Plan,
    clock: Clock,
    people: People,
    process: Process,
    repeats: tuple[Array, Array, Array],
) -> Orders:
    """Put first and repeat orders in one list, in calendar time, and share them among a person's ids.

    Parameters
    ----------
    random : numpy.random.Generator
        Source of chance.
    plan : Plan
        The planted facts.
    clock : Clock
        The shop's clock.
    people : People
        The block's customers.
    process : Process
        Their purchase processes.
    repeats : tuple of arrays
        Person, shop time and place of every repeat purchase.

    Returns
    -------
    Orders
        Sorted by person and time.
    """
    again, weeks, place = repeats
    buys = np.isfinite(process.first_weeks)
    count = buys + np.bincount(again, minlength=BLOCK)
    starts = np.cumsum(count) - count
    person = np.repeat(np.arange(BLOCK), count)
    moment = np.empty(len(person))
    moment[starts[buys]] = process.first_weeks[buys]
    moment[starts[again] + 1 + place] = weeks
    at = clock.calendar_time(process.clock[person], moment)
    second = people.second_id[person]
    to_second = (second >= 0) & (random.random(len(person)) < plan.spec["customers"]["second_id_share"])
    to_second &= at >= people.registered[second]
    return Orders(person, np.where(to_second, second, person), np.arange(len(person)) - starts[person], at)
