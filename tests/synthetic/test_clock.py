"""The shop's clock: calendar in, shop time out, and back."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from crmpersona.contract import ParameterError
from crmpersona.synthetic.clock import EPOCH, make_clock
from crmpersona.synthetic.plan import load_plan


def day(clock_days: np.ndarray, date: str) -> int:
    return int(np.flatnonzero(clock_days == (dt.date.fromisoformat(date) - EPOCH).days)[0])


def test_shop_time_and_calendar_time_invert_each_other() -> None:
    clock = make_clock(load_plan("daily_goods", months=24))
    random = np.random.default_rng(3)
    seconds = random.integers(clock.start, clock.end, 5_000)
    which = random.integers(0, len(clock.weeks), 5_000)
    back = clock.calendar_time(which, clock.shop_time(which, seconds))
    assert np.abs(back - seconds).max() <= 1


def test_shop_time_never_stands_still() -> None:
    clock = make_clock(load_plan("fashion", months=24))
    assert (np.diff(clock.weeks, axis=1) > 0).all()


def test_without_season_and_drift_a_week_of_shop_time_is_a_week() -> None:
    clock = make_clock(load_plan("daily_goods", months=24, season=False, drift=False))
    whole_weeks = clock.weeks[::2, :: 7 * 24]
    assert np.allclose(np.diff(whole_weeks, axis=1), 1.0, atol=0.01)


def test_the_calendar_has_its_feasts_and_its_silence() -> None:
    clock = make_clock(load_plan("daily_goods", months=24))
    plain = clock.season[day(clock.days, "2025-05-20")]
    assert clock.season[day(clock.days, "2025-11-11")] > 2.5 * plain
    assert clock.season[day(clock.days, "2025-06-18")] > 2.0 * plain
    assert clock.season[day(clock.days, "2026-02-17")] < 0.5 * plain
    assert clock.season[day(clock.days, "2026-02-05")] > 1.3 * plain
    assert clock.events[day(clock.days, "2025-01-29")] == "spring_festival"
    assert clock.festive[day(clock.days, "2025-12-12")]


def test_personas_react_to_the_season_by_their_sensitivity() -> None:
    plan = load_plan("daily_goods", months=24)
    clock = make_clock(plan)
    double_eleven, plain = day(clock.days, "2025-11-11"), day(clock.days, "2025-05-20")
    ratio = clock.by_persona[:, double_eleven] / clock.by_persona[:, plain]
    assert ratio.argmax() == plan.position("festival_gifter")
    assert ratio.argmin() == plan.position("store_regular")


def test_one_persona_slows_down_from_its_month_on() -> None:
    plan, still = (load_plan("daily_goods", months=24, drift=drift) for drift in (True, False))
    ratio = make_clock(plan).by_persona / make_clock(still).by_persona
    row, since = plan.position("campus_snacker"), day(make_clock(plan).days, "2026-03-01")
    assert np.allclose(ratio[row, :since], 1.0)
    assert np.allclose(ratio[row, since:], 0.62)
    assert np.allclose(np.delete(ratio, row, axis=0), 1.0)


def test_the_treated_live_faster_during_the_campaign_only() -> None:
    plan = load_plan("daily_goods", months=24)
    clock = make_clock(plan)
    ratio = np.diff(clock.weeks[1], axis=0) / np.diff(clock.weeks[0], axis=0)
    treated = np.unique(clock.day_of_hour[ratio > 1.0001])
    assert treated.tolist() == list(range(day(clock.days, "2026-08-05"), day(clock.days, "2026-08-26")))
    assert np.allclose(ratio[ratio > 1.0001], 1.75)


def test_local_hours_follow_summer_time() -> None:
    clock = make_clock(load_plan("fashion", months=12))
    hours = np.bincount(clock.day_of_hour)
    assert sorted(set(hours.tolist())) == [23, 24, 25]
    assert (clock.local_hour[np.searchsorted(clock.day_of_hour, np.arange(len(clock.days)))] == 0).all()


def test_a_year_outside_the_calendar_is_refused() -> None:
    with pytest.raises(ParameterError, match="the calendar knows no date"):
        make_clock(load_plan("daily_goods", months=3, end="2045-01-01"))
