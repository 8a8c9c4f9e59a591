"""The shop's clock: calendar time warped by season, weekday, hour, drift and campaign.

Purchases follow a BG/NBD process that knows nothing of Spring Festival or of bedtime. The calendar
enters through the clock alone: an hour with double intensity passes twice as much *shop time*.
So counts keep their closed form in shop time, and the truth can state both clocks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from crmpersona.contract import Month, ParameterError
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.plan import Plan

__all__ = ["HOUR", "WEEK_HOURS", "Clock", "hour_weights", "make_clock"]

HOUR = 3600
WEEK_HOURS = 168.0
APART = 4096.0  # weeks between the stretches of two clocks in the joined inverse; no history is that long
EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Clock:
    """Shop time against calendar time, hour by hour; one clock per persona and campaign variant.

    Parameters
    ----------
    start : int
        First second of the data, UTC.
    days : array of int
        Local days since 1970-01-01.
    day_of_hour : array of int
        Position in ``days`` of every hour of the data.
    local_hour : array of int
        Local hour, 0-23, of every hour of the data.
    season : array of float
        Calendar intensity of every day before personas react, mean near 1.
    festive : array of bool
        Days on which shops discount.
    events : array of str
        Names of the day's events, joined by ``+``.
    by_persona : array of shape (personas, days)
        Mean intensity of the day for each persona, drift included.
    weeks : array of shape (2 * personas, hours + 1)
        Shop time since the start; row 2 * persona + variant.
    """

    start: int
    days: Array
    day_of_hour: Array
    local_hour: Array
    season: Array
    festive: Array
    events: Array
    by_persona: Array
    weeks: Array

    @property
    def end(self) -> int:
        """First second after the data, UTC."""
        return self.start + (int(self.weeks.shape[1]) - 1) * HOUR

    @property
    def last(self) -> Array:
        """Shop time at the end, one per clock."""
        last: Array = self.weeks[:, -1]
        return last

    def hour_number(self, seconds: Array) -> Array:
        """Return the hour of the data in which moments fall.

        Parameters
        ----------
        seconds : array of int
            Moments, UTC.

        Returns
        -------
        numpy.ndarray
            Hours since the start, kept inside the data.
        """
        found: Array = np.clip((seconds - self.start) // HOUR, 0, len(self.day_of_hour) - 1)
        return found

    def day_number(self, seconds: Array) -> Array:
        """Return the position of the local day of moments.

        Parameters
        ----------
        seconds : array of int
            Moments, UTC.

        Returns
        -------
        numpy.ndarray
            Position in :attr:`days`.
        """
        return self.day_of_hour[self.hour_number(seconds)]

    def shop_time(self, clock: Array, seconds: Array) -> Array:
        """Turn calendar time into shop time.

        Parameters
        ----------
        clock : array of int
            Which clock.
        seconds : array of int
            Moments, UTC, inside the data.

        Returns
        -------
        numpy.ndarray
            Weeks of shop time since the start.
        """
        hour = self.hour_number(seconds)
        share = np.clip((seconds - self.start - hour * HOUR) / HOUR, 0.0, 1.0)
        before = self.weeks[clock, hour]
        found: Array = before + share * (self.weeks[clock, hour + 1] - before)
        return found

    @cached_property
    def _joined(self) -> tuple[Array, Array]:
        """All clocks as one rising line, so that one interpolation inverts any of them."""
        clocks, points = self.weeks.shape
        shifted = self.weeks + APART * np.arange(clocks)[:, None]
        return shifted.ravel(), np.tile(np.arange(points, dtype=np.float64), clocks)

    def calendar_time(self, clock: Array, weeks: Array) -> Array:
        """Turn shop time into calendar time.

        Parameters
        ----------
        clock : array of int
            Which clock.
        weeks : array of float
            Shop time since the start, not beyond :attr:`last`.

        Returns
        -------
        numpy.ndarray
            Seconds, UTC.
        """
        hours = np.interp(weeks + APART * clock, *self._joined)
        return np.minimum(self.start + (hours * HOUR).astype(np.int64), self.end - 1)


def hour_weights(profile: Mapping[str, Any]) -> Array:
    """Turn a few peaks into 24 hourly weights.

    Parameters
    ----------
    profile : mapping
        ``base`` and ``peaks``: lists of centre (hour), width (hours), height.

    Returns
    -------
    numpy.ndarray
        Weights with mean 1.

    Examples
    --------
    >>> int(hour_weights({"base": 0.1, "peaks": [[20.5, 1.0, 2.0]]}).argmax())
    20
    """
    hours = np.arange(24) + 0.5
    weights = np.full(24, float(profile["base"]))
    for centre, width, height in profile["peaks"]:
        away = np.abs(hours - centre)
        away = np.minimum(away, 24 - away)  # 23:30 is near 00:30
        weights += height * np.exp(-0.5 * (away / width) ** 2)
    found: Array = weights / weights.mean()
    return found


def _local_hours(plan: Plan) -> tuple[int, Array, Array, Array]:
    """Return the first second, and local day number, hour and weekday of every hour of the data."""
    zone = ZoneInfo(plan.spec["timezone"])
    first, last = (int(dt.datetime.combine(day, dt.time(), zone).timestamp()) for day in (plan.start, plan.end))
    moments = pd.to_datetime(np.arange(first, last, HOUR), unit="s", utc=True).tz_convert(zone)
    days = (moments.tz_localize(None).normalize() - pd.Timestamp(EPOCH)).days.to_numpy()
    return first, days, moments.hour.to_numpy(), moments.day_of_week.to_numpy()


def _event_days(calendar: Mapping[str, Any], event: Mapping[str, Any], years: range) -> list[dt.date]:
    """Return the days an event hangs on: a list of dates, a named list, or month-days of every year."""
    listed = calendar[event["dates"]] if isinstance(event["dates"], str) else event["dates"]
    dates = [
        dt.date.fromisoformat(text if len(text) == 10 else f"{year}-{text}")
        for text in listed
        for year in (years if len(text) == 5 else [0])
    ]
    if not any(day.year in years for day in dates):
        raise ParameterError(
            f"the calendar knows no date of {event['key']} in {years[0]}-{years[-1]}",
            remedy="add the dates to the world's TOML file, or choose another end",
        )
    return dates


def _season(plan: Plan, days: Array) -> tuple[Array, Array, Array]:
    """Return intensity, festive flag and event names of every day."""
    calendar = plan.spec["calendar"]
    dates = [EPOCH + dt.timedelta(int(day)) for day in days]
    names = np.array([""] * len(days), dtype=object)
    festive = np.zeros(len(days), dtype=bool)
    if not plan.season:
        return np.ones(len(days)), festive, names
    # Months are joined by straight lines through their middles: no jump at midnight of the first.
    middle = np.array([day.month - 1 + (day.day - 0.5) / 30.5 for day in dates])
    season = np.interp(middle, np.arange(12) + 0.5, np.array(calendar["months"]), period=12)
    for event in calendar["events"]:
        for date in _event_days(calendar, event, range(dates[0].year, dates[-1].year + 1)):
            away = days - (date - EPOCH).days
            inside = (away >= event["first_day"]) & (away <= event["last_day"])
            season[inside] *= event["factor"]
            festive |= inside & bool(event.get("festive"))
            names[inside] = [f"{name}+{event['key']}" if name else event["key"] for name in names[inside]]
    return season, festive, names


def _drift(plan: Plan, days: Array) -> Array:
    """Return the activity of every persona and day relative to before the drift."""
    factor = np.ones((len(plan.personas), len(days)))
    shrinking = plan.spec["drift"].get("shrinking")
    if plan.drift and shrinking:
        since = (Month.parse(shrinking["month"]).start - EPOCH).days
        factor[plan.position(shrinking["persona"]), days >= since] = shrinking["activity"]
    return factor


def make_clock(plan: Plan) -> Clock:
    """Build the clocks of a world.

    Parameters
    ----------
    plan : Plan
        The planted facts.

    Returns
    -------
    Clock
        Two clocks per persona: control and treated.

    Examples
    --------
    >>> from crmpersona.synthetic.plan import load_plan
    >>> clock = make_clock(load_plan("daily_goods", months=12, season=False, drift=False))
    >>> len(clock.days), round(float(clock.last[0]), 2)
    (365, 52.14)
    """
    first, day_of_row, hour, weekday = _local_hours(plan)
    days, position = np.unique(day_of_row, return_inverse=True)
    season, festive, events = _season(plan, days)
    drift = _drift(plan, days)
    rates = np.empty((len(plan.personas), len(hour)))
    for row, persona in enumerate(plan.personas):
        weekly = np.array(persona["weekdays"]) / np.mean(persona["weekdays"])
        daily = season ** persona["season_sensitivity"]
        daily = daily / daily.mean()
        rates[row] = daily[position] * weekly[weekday] * hour_weights(persona["hours"])[hour]
    # Mean 1 over the history before drift and campaign: those are meant to change the total.
    rates *= rates.shape[1] / rates.sum(axis=1, keepdims=True)
    rates *= drift[:, position]
    treated = rates * np.where(_campaign_hours(plan, day_of_row), plan.spec["campaign"]["rate_ratio"], 1.0)
    both = np.stack([rates, treated], axis=1).reshape(2 * len(rates), -1) / WEEK_HOURS
    weeks = np.concatenate([np.zeros((len(both), 1)), np.cumsum(both, axis=1)], axis=1)
    by_day = np.stack([np.bincount(position, row) / np.bincount(position) for row in rates])
    return Clock(first, days, position, hour, season, festive, events, by_day, weeks)


def _campaign_hours(plan: Plan, day_of_row: Array) -> Array:
    """Say which hours of the data lie in the campaign."""
    campaign = plan.spec["campaign"]
    first = (Month.parse(campaign["month"]).start - EPOCH).days + campaign["first_day"] - 1
    found: Array = (day_of_row >= first) & (day_of_row < first + campaign["days"])
    return found
