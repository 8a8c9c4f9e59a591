"""Purchases are a BG/NBD process in shop time: counts agree with the closed form."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gammaln, hyp2f1

from crmpersona.synthetic.block import Workshop
from crmpersona.synthetic.people import BLOCK
from crmpersona.synthetic.plan import load_plan
from crmpersona.synthetic.purchases import NOT_IN_TEST, TREATED, draw_process


def expected_repeats(t: np.ndarray, r: float, alpha: float, a: float, b: float) -> np.ndarray:
    """E[X(t)] of BG/NBD, equation 9 of Fader, Hardie and Lee (2005)."""
    z = t / (alpha + t)
    return (a + b - 1) / (a - 1) * (1 - (alpha / (alpha + t)) ** r * hyp2f1(r, b, a + b - 1, z))


def chance_of_none(t: np.ndarray, r: float, alpha: float) -> np.ndarray:
    """P(X(t) = 0): nobody leaves before the first repeat purchase."""
    return (alpha / (alpha + t)) ** r


@pytest.fixture(scope="module", params=[(True, True), (False, False)], ids=["season", "plain"])
def blocks(request: pytest.FixtureRequest) -> tuple[Workshop, list]:
    season, drift = request.param
    shop = Workshop(load_plan("daily_goods", months=24, season=season, drift=drift), 5)
    drawn = []
    for number in range(5):
        people = shop.people.draw(5, number)
        drawn.append((people, *draw_process(shop.plan, shop.clock, people, 5)))
    return shop, drawn


def test_repeat_orders_agree_with_the_closed_form_for_every_persona(blocks: tuple[Workshop, list]) -> None:
    shop, drawn = blocks
    for row, persona in enumerate(shop.plan.personas):
        counts, spans = [], []
        for people, process, orders in drawn:
            chosen = (people.persona == row) & np.isfinite(process.first_weeks)
            counts.append(np.bincount(orders.person, minlength=BLOCK)[chosen] - 1)
            spans.append(process.span_weeks[chosen])
        count, span = np.concatenate(counts), np.concatenate(spans)
        bg = persona["bg_nbd"]
        error = count.std() / np.sqrt(len(count))
        assert abs(count.mean() - expected_repeats(span, **bg).mean()) < 4 * error
        none = chance_of_none(span, bg["r"], bg["alpha"])
        assert abs((count == 0).mean() - none.mean()) < 4 * np.sqrt(none.mean() * (1 - none.mean()) / len(count))


def test_moments_are_uniform_in_shop_time_for_those_who_stay(blocks: tuple[Workshop, list]) -> None:
    shop, drawn = blocks
    shares = []
    for _, process, orders in drawn:
        person = orders.person
        stays = ~np.isfinite(process.dropped_weeks)[person] & (orders.rank > 0)
        weeks = shop.clock.shop_time(process.clock[person[stays]], orders.at[stays])
        shares.append((weeks - process.first_weeks[person[stays]]) / process.span_weeks[person[stays]])
    share = np.concatenate(shares)
    # Those who stayed until the end bought at no special time; 0.01 is 4 standard errors of a tenth here.
    assert np.abs(np.histogram(share, bins=10, range=(0, 1))[0] / len(share) - 0.1).max() < 0.01


def test_nobody_orders_after_leaving_or_outside_the_data(blocks: tuple[Workshop, list]) -> None:
    shop, drawn = blocks
    for _, process, orders in drawn:
        assert orders.at.min() >= shop.clock.start
        assert orders.at.max() < shop.clock.end
        weeks = shop.clock.shop_time(process.clock[orders.person], orders.at)
        assert (weeks <= process.dropped_weeks[orders.person] + 1e-5).all()


def test_orders_are_sorted_by_person_and_time(blocks: tuple[Workshop, list]) -> None:
    _, drawn = blocks
    for _, _, orders in drawn:
        same = orders.person[1:] == orders.person[:-1]
        assert (orders.person[1:] >= orders.person[:-1]).all()
        assert (orders.at[1:] >= orders.at[:-1])[same].all()


def test_some_never_buy_and_second_ids_take_a_share(blocks: tuple[Workshop, list]) -> None:
    _, drawn = blocks
    for people, process, orders in drawn:
        assert 0.08 < (~np.isfinite(process.first_weeks)).mean() < 0.25
        assert people.is_second[orders.owner].sum() > 50
        moved = orders.owner != orders.person
        assert (orders.at[moved] >= people.registered[orders.owner[moved]]).all()


def test_first_orders_follow_registration(blocks: tuple[Workshop, list]) -> None:
    _, drawn = blocks
    for people, _, orders in drawn:
        first = orders.rank == 0
        assert (orders.at[first] >= people.registered[orders.person[first]]).all()


def test_only_earlier_buyers_with_consent_and_one_id_are_tested(blocks: tuple[Workshop, list]) -> None:
    shop, drawn = blocks
    begin, _ = shop.campaign.seconds
    for people, process, orders in drawn:
        tested = process.variant != NOT_IN_TEST
        first = np.full(BLOCK, np.iinfo(np.int64).max)
        first[orders.person[orders.rank == 0]] = orders.at[orders.rank == 0]
        assert (first[tested] <= begin).all()
        assert people.consent[0][tested].all()
        assert (people.second_id[tested] < 0).all()
        assert 0.45 < (process.variant[tested] == TREATED).mean() < 0.55


def test_parameters_come_back_from_the_data() -> None:
    """Maximum likelihood on drawn customers finds the planted r and alpha of the largest persona."""
    from scipy.optimize import minimize

    shop = Workshop(load_plan("daily_goods", months=24), 9)
    frames = []
    for number in range(6):
        people = shop.people.draw(9, number)
        process, orders = draw_process(shop.plan, shop.clock, people, 9)
        chosen = np.flatnonzero((people.persona == 0) & np.isfinite(process.first_weeks))
        weeks = shop.clock.shop_time(process.clock[orders.person], orders.at) - process.first_weeks[orders.person]
        last = np.zeros(BLOCK)
        np.maximum.at(last, orders.person, weeks)
        count = np.bincount(orders.person, minlength=BLOCK) - 1
        frames.append(np.stack([count[chosen], last[chosen], process.span_weeks[chosen]]))
    x, recency, span = np.concatenate(frames, axis=1)

    def minus_log_likelihood(logs: np.ndarray) -> float:
        r, alpha, a, b = np.exp(logs)
        one = (
            gammaln(r + x)
            - gammaln(r)
            + r * np.log(alpha)
            + gammaln(a + b)
            + gammaln(b + x)
            - gammaln(b)
            - gammaln(a + b + x)
        )
        alive = -(r + x) * np.log(alpha + span)
        gone = np.where(
            x > 0, np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + recency), -np.inf
        )
        return -float((one + np.logaddexp(alive, gone)).sum())

    found = np.exp(minimize(minus_log_likelihood, np.zeros(4), method="Nelder-Mead", options={"maxiter": 2000}).x)
    bg = shop.plan.personas[0]["bg_nbd"]
    assert np.allclose(found[:2], [bg["r"], bg["alpha"]], rtol=0.10)
    assert np.isclose(found[2] / (found[2] + found[3]), bg["a"] / (bg["a"] + bg["b"]), rtol=0.15)
