"""Seasonality: sales by month, weekday and hour, through festivals, and January and February together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from crmpersona.contract import Crm, Month, Result, as_of_date, resolve_lang
from crmpersona.features.expressions_habits import clock_counts, order_facts, with_group
from crmpersona.features.expressions_seasonality import daily_sums, opening_buyers
from crmpersona.features.festivals import festival_calendar, festival_days, festival_region, month_festivals
from crmpersona.features.horizon import Horizon, horizon_of
from crmpersona.features.ledger import Ledger, ledger_of, view_of
from crmpersona.features.words_cycle import TEXTS, WEEKDAYS
from crmpersona.relational import FIXED_POINT, date_of, day_number, to_pandas

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Seasonality", "seasonality"]

BESIDE_DAYS = 28
LONG_AGO = -1_000_000


@dataclass(frozen=True, kw_only=True, repr=False)
class Seasonality(Result):
    """When the business sells.

    Parameters
    ----------
    months : pandas.DataFrame
        ``month`` ("YYYY-MM"), ``orders``, ``net_sales``, ``days`` (of the month seen), ``orders_per_day``, ``index``
        (100 = mean day of all finished months), ``finished``, ``festivals`` (keys joined by a blank).
    weekdays : pandas.DataFrame
        ``weekday`` (Monday = 0), ``orders``, ``share``, ``days`` (how many were seen), ``orders_per_day``, ``index``
        (100 = mean day).
    hours : pandas.DataFrame
        ``hour``, ``orders``, ``share``; empty where the data know days only.
    festivals : pandas.DataFrame
        ``festival``, ``label_zh``, ``label_en``, ``year``, ``first_day``, ``last_day``, ``days`` (seen), ``orders``,
        ``net_sales``, ``orders_per_day``, ``beside_per_day`` (the 28 days before and after that belong to no festival),
        ``ratio`` (of the two; more orders on these days, not an effect of the festival).
    january_february : pandas.DataFrame
        ``year``, ``orders``, ``buyers``, ``net_sales`` of both months together, ``change_orders``, ``change_net_sales``
        against the year before: Spring Festival moves between the two, so neither month compares alone.
    as_of : datetime.date
        The view.
    """

    months: pd.DataFrame
    weekdays: pd.DataFrame
    hours: pd.DataFrame
    festivals: pd.DataFrame
    january_february: pd.DataFrame
    as_of: dt.date

    def to_frame(self) -> pd.DataFrame:
        """Return the months.

        Returns
        -------
        pandas.DataFrame
            ``months``.
        """
        return self.months

    def summary(self, lang: str | None = None) -> str:
        """Name the strongest month, weekday and hour."""
        lang = resolve_lang(lang)
        finished = self.months[self.months["finished"]]
        if finished.empty:
            return TEXTS("seasonality_none", lang)
        month = finished["month"].iloc[int(finished["orders_per_day"].to_numpy().argmax())]
        weekday = WEEKDAYS(str(int(self.weekdays["orders_per_day"].to_numpy().argmax())), lang)
        if self.hours.empty:
            return TEXTS("seasonality_days", lang, month=month, weekday=weekday)
        hour = int(self.hours["orders"].to_numpy().argmax())
        return TEXTS("seasonality", lang, month=month, weekday=weekday, hour=hour)

    def plot(self, lang: str | None = None) -> Figure:
        """Draw orders per day by month.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        matplotlib.figure.Figure
            One line.
        """
        from crmpersona import plots

        shown = self.months[self.months["finished"]]
        points = shown.rename(columns={"month": "x", "orders_per_day": "value"})[["x", "value"]]
        points = points.assign(series=TEXTS("orders_per_day", lang))
        figure: Figure = plots.lines(points, title=self.summary(lang), kind="number", lang=lang)
        return figure


def _daily(ledger: Ledger, today: int) -> pd.DataFrame:
    """Return every day from the first to the last with an order, days without one included."""
    found = to_pandas(daily_sums(ledger.days, today), "day").astype("int64").set_index("day")
    sold = found.index[found["orders"] > 0]
    span = range(int(sold[0]), int(sold[-1]) + 1) if len(sold) else range(0)
    daily = found.reindex(span, fill_value=0)
    dates = pd.to_datetime([date_of(day) for day in span])
    net = daily["net"] / FIXED_POINT if ledger.has("amount") else np.nan
    return daily.assign(net_sales=net, date=dates, number=dates.year * 12 + dates.month - 1)


def _months(daily: pd.DataFrame, seen: Horizon, region: str | None) -> pd.DataFrame:
    """Sum up the months; the index compares days, so that long months do not look strong."""
    sums = daily.groupby("number").agg(
        orders=("orders", "sum"), net_sales=("net_sales", lambda sales: sales.sum(min_count=1)), days=("orders", "size")
    )
    names = [Month(int(number) // 12, int(number) % 12 + 1) for number in sums.index]
    table = sums.reset_index(drop=True)
    table.insert(0, "month", pd.Series([str(name) for name in names], dtype="str"))
    table["orders_per_day"] = table["orders"] / table["days"]
    table["finished"] = np.array([seen.finished(name) for name in names], dtype=bool)
    whole = table[table["finished"]]
    mean = whole["orders"].sum() / whole["days"].sum() if len(whole) else np.nan
    table["index"] = 100 * table["orders_per_day"] / mean
    return table.assign(festivals=[" ".join(month_festivals(name, region)) for name in names])


def _weekdays(daily: pd.DataFrame) -> pd.DataFrame:
    """Sum up the weekdays."""
    weekday = pd.to_datetime(daily["date"]).dt.day_of_week.to_numpy()
    sums = daily.groupby(weekday)["orders"].agg(["sum", "size"]).reindex(range(7), fill_value=0)
    per_day = sums["sum"] / sums["size"].replace(0, np.nan)
    total, days = sums["sum"].sum(), sums["size"].sum()
    return pd.DataFrame(
        {
            "weekday": range(7),
            "orders": sums["sum"],
            "share": sums["sum"] / (total or np.nan),
            "days": sums["size"],
            "orders_per_day": per_day,
            "index": 100 * per_day / (total / days if total else np.nan),
        }
    )


def _hours(ledger: Ledger, today: int) -> pd.DataFrame:
    """Sum up the hours; dates without a time of day stand at one single hour, which is no season."""
    orders = with_group(order_facts(ledger.tables["transactions"], LONG_AGO, today), None)
    counts = to_pandas(clock_counts(orders, ledger.timezone), ["weekday", "hour"])
    sums = counts.groupby("hour")["orders"].sum().reindex(range(24), fill_value=0)
    if (sums > 0).sum() < 2:
        return pd.DataFrame({"hour": [], "orders": [], "share": []})
    return pd.DataFrame({"hour": range(24), "orders": sums, "share": sums / sums.sum()})


def _festivals(daily: pd.DataFrame, region: str | None) -> pd.DataFrame:
    """Compare the days of each festival with ordinary days around it."""
    columns = [
        "festival", "label_zh", "label_en", "year", "first_day", "last_day", "days", "orders", "net_sales",
        "orders_per_day", "beside_per_day", "ratio",
    ]  # fmt: skip
    if region is None or daily.empty:
        return pd.DataFrame(columns=columns)
    first, last = int(daily.index[0]), int(daily.index[-1])
    special = set(festival_days(first - BESIDE_DAYS, last + BESIDE_DAYS, region)["day"])
    calendar = festival_calendar(date_of(first).year, date_of(last).year, region)
    rows = []
    for row in calendar.to_dict("records"):
        begin, end = day_number(row["first_day"]), day_number(row["last_day"])
        inside = daily.loc[max(begin, first) : min(end, last)]
        if begin > last or end < first:
            continue
        around = [*range(begin - BESIDE_DAYS, begin), *range(end + 1, end + 1 + BESIDE_DAYS)]
        beside = daily.loc[[day for day in around if day not in special and first <= day <= last], "orders"].mean()
        per_day = float(inside["orders"].mean())
        sums: dict[str, Any] = {"days": len(inside), "orders": int(inside["orders"].sum())}
        sums |= {"net_sales": inside["net_sales"].sum(min_count=1), "orders_per_day": per_day}
        sums |= {"beside_per_day": beside, "ratio": per_day / beside if beside > 0 else np.nan}
        rows.append(dict(row) | sums)
    return pd.DataFrame(rows, columns=columns)


def _opening(ledger: Ledger, months: pd.DataFrame, seen: Horizon) -> pd.DataFrame:
    """Sum up January and February of each year in which the data cover both."""
    covered = months["month"].map(lambda name: seen.covers(Month.parse(name))).astype(bool)
    opening = months[covered & months["month"].str[5:].isin(["01", "02"])]
    year = opening["month"].str[:4].astype(int)
    sums = opening.groupby(year).agg(
        orders=("orders", "sum"), net_sales=("net_sales", lambda sales: sales.sum(min_count=1)), n=("month", "size")
    )
    sums = sums[sums["n"] == 2]
    people = to_pandas(
        opening_buyers(ledger.months, Month(seen.as_of.year, seen.as_of.month).number), "year"
    ).set_index("year")
    buyers = people["buyers"].reindex(sums.index).fillna(0).astype("int64")
    table = pd.DataFrame(
        {"year": sums.index, "orders": sums["orders"], "buyers": buyers, "net_sales": sums["net_sales"]}
    ).reset_index(drop=True)
    for name in ("orders", "net_sales"):
        earlier = table["year"].sub(1).map(table.set_index("year")[name]).astype("float64")
        table[f"change_{name}"] = table[name] / earlier.where(earlier > 0) - 1
    return table


def seasonality(crm: Crm, *, as_of: Any, region: str | None = "auto") -> Seasonality:
    """Tell when the business sells: by month, weekday and hour, through festivals, January with February.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    as_of : str or datetime.date
        The view: midnight at the start of this day; later rows are invisible.
    region : str or None, default "auto"
        Whose festivals: a key of `festivals.FESTIVALS`, None for none. ``"auto"`` takes the Chinese ones for yuan or a
        mainland time zone.

    Returns
    -------
    Seasonality
        The tables.

    Raises
    ------
    ParameterError
        If ``as_of`` is no day or the region has no table of festivals.
    ContractError
        If there are no transactions.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> found = seasonality(tiny_crm(), as_of="2026-03-01")
    >>> found.months[["month", "orders", "days"]].to_numpy().tolist()
    [['2025-12', 1, 27], ['2026-01', 4, 31], ['2026-02', 3, 14]]
    """
    day = as_of_date(as_of)
    ledger, today = ledger_of(crm), day_number(day)
    whose = festival_region(crm.currency, crm.timezone) if region == "auto" else region
    daily = _daily(ledger, today)
    seen = horizon_of(ledger, day)
    months = _months(daily, seen, whose)
    return Seasonality(
        months=months,
        weekdays=_weekdays(daily),
        hours=_hours(ledger, today),
        festivals=_festivals(daily, whose),
        january_february=_opening(ledger, months, seen),
        as_of=day,
        provenance=view_of(crm, day, region=whose),
    )
