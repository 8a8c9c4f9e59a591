"""Habits: when, through which channel and what customers buy, for all and per group."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from crmpersona.contract import Crm, Formatter, ParameterError, Result, as_of_date, resolve_lang
from crmpersona.features import expressions_habits as engine
from crmpersona.features.expressions_tiers import window_sales
from crmpersona.features.ledger import Ledger, ledger_of, view_of
from crmpersona.features.words_cycle import TEXTS, WEEKDAYS
from crmpersona.relational import as_table, day_number, to_pandas
from crmpersona.statistics import proportion_interval, quantile_interval, quantile_of_counts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Habits", "habits"]

ALL = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Habits(Result):
    """Buying habits in a window; the group ``""`` holds all customers.

    Parameters
    ----------
    clock : pandas.DataFrame
        ``group``, ``weekday`` (Monday = 0), ``hour``, ``orders``, ``share``: all 168 cells of each group. Empty where
        the data know days only.
    ways : pandas.DataFrame
        ``kind`` (channel, device, payment_method), ``group``, ``value`` (missing = unknown), ``orders``, ``customers``,
        ``share`` (of the group's orders), ``ci_low``, ``ci_high`` (of the share of the group's buyers who used it,
        ``share_customers``).
    categories : pandas.DataFrame
        ``group``, ``category``, ``buyers``, ``base`` (buyers of the group), ``penetration``, ``ci_low``, ``ci_high``.
    intervals : pandas.DataFrame
        ``group``, ``category`` (missing = any purchase), ``intervals``, ``median_days``, ``ci_low``, ``ci_high``,
        ``p80_days``.
    as_of : datetime.date
        The view.
    window_days : int
        Days before it.
    orders : dict
        Number of orders of each group.
    """

    clock: pd.DataFrame
    ways: pd.DataFrame
    categories: pd.DataFrame
    intervals: pd.DataFrame
    as_of: dt.date
    window_days: int
    orders: dict[str, int] = field(default_factory=dict)

    @property
    def hours(self) -> pd.DataFrame | None:
        """Orders of all customers, weekdays (Monday first) in rows and hours in columns; None without clock times."""
        return self.hours_of(ALL)

    @property
    def channels(self) -> pd.DataFrame:
        """Channels of all customers: ``label``, ``share``, ``orders``, the largest first, unknown last."""
        rows = self.ways[(self.ways["kind"] == "channel") & (self.ways["group"] == ALL)]
        labels = rows["value"].fillna(TEXTS("unknown"))
        return pd.DataFrame({"label": labels, "share": rows["share"], "orders": rows["orders"]}).reset_index(drop=True)

    def hours_of(self, group: str) -> pd.DataFrame | None:
        """Return the orders of a group, weekdays in rows and hours in columns.

        Parameters
        ----------
        group : str
            Name of the group; empty for all customers.

        Returns
        -------
        pandas.DataFrame or None
            7 × 24 counts; None without clock times or without orders of the group.
        """
        rows = self.clock[self.clock["group"] == group]
        return None if rows.empty else rows.pivot_table(index="weekday", columns="hour", values="orders", aggfunc="sum")

    def to_frame(self) -> pd.DataFrame:
        """Return orders by group, weekday and hour.

        Returns
        -------
        pandas.DataFrame
            ``clock``.
        """
        return self.clock

    def summary(self, lang: str | None = None) -> str:
        """Name the busiest hour of the week and the main channel."""
        lang = resolve_lang(lang)
        orders, channels = self.orders.get(ALL, 0), self.channels.dropna(subset="label")
        if not orders or self.clock.empty:
            return TEXTS("habits_none", lang)
        everybody = self.clock[self.clock["group"] == ALL]
        best = int(everybody["orders"].to_numpy().argmax())  # the cells run over 7 × 24
        return TEXTS(
            "habits",
            lang,
            window=self.window_days,
            orders=Formatter(lang).count(orders),
            weekday=WEEKDAYS(str(best // 24), lang),
            hour=best % 24,
            channel=channels["label"].iloc[0] if len(channels) else TEXTS("unknown", lang),
        )

    def plot(self, lang: str | None = None) -> Figure:
        """Draw the map of weekday and hour for each group, with channel shares beside.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        matplotlib.figure.Figure
            One panel per group.
        """
        from crmpersona import plots

        figure: Figure = plots.rhythm(
            [self._panel(group, lang) for group in self.orders], title=self.summary(lang), lang=lang
        )
        return figure

    def _panel(self, group: str, lang: str | None) -> dict[str, Any]:
        """Shape one group for the picture."""
        hours = self.hours_of(group)
        rows = self.ways[(self.ways["kind"] == "channel") & (self.ways["group"] == group)]
        base = self.ways[(self.ways["kind"] == "channel") & (self.ways["group"] == ALL)].set_index("value")["share"]
        channels = [
            {"label": row["value"], "share": row["share"], "base": None if group == ALL else base.get(row["value"])}
            for row in rows.dropna(subset="value").to_dict("records")
        ]
        cells = None if hours is None else hours.to_numpy().tolist()
        return {"name": group or TEXTS("everybody", lang), "hours": cells, "channels": channels}


def _clock(orders: Any, timezone: str) -> pd.DataFrame:
    """Fill all cells of weekday and hour; without any clock time there is nothing to show."""
    counts = to_pandas(engine.clock_counts(orders, timezone), ["group", "weekday", "hour"])
    empty = pd.DataFrame({"group": [], "weekday": [], "hour": [], "orders": [], "share": []})
    # Dates without a time of day stand at one single hour: that is no habit.
    if counts["hour"].nunique() < 2:
        return empty
    cells = pd.MultiIndex.from_product(
        [sorted(counts["group"].unique()), range(7), range(24)], names=["group", "weekday", "hour"]
    )
    filled = counts.set_index(["group", "weekday", "hour"])["orders"].reindex(cells, fill_value=0).reset_index()
    filled["orders"] = filled["orders"].astype("int64")
    return filled.assign(share=filled["orders"] / filled.groupby("group")["orders"].transform("sum"))


def _ways(lines: Any, window: tuple[int, int], groups: Any, buyers: pd.Series[Any]) -> pd.DataFrame:
    """Share out the orders of each group over channels, devices and ways of paying."""
    tables = []
    for kind in ("channel", "device", "payment_method"):
        if kind in lines.columns:
            counts = to_pandas(engine.orders_by(lines, kind, *window, groups), ["group", "value"])
            tables.append(counts.astype({"orders": "int64"}).assign(kind=kind))
    names = ["kind", "group", "value", "orders", "customers"]
    table = pd.concat(tables, ignore_index=True)[names] if tables else pd.DataFrame(columns=names)
    table = table.astype({"orders": "int64", "customers": "int64"})
    whole = table.groupby(["kind", "group"])["orders"].transform("sum")
    base = table["group"].map(buyers).astype("float64")
    low, high = proportion_interval(table["customers"], base)
    rates = {"share": table["orders"] / whole, "share_customers": table["customers"] / base}
    table = table.assign(**rates, ci_low=low, ci_high=high, missing=table["value"].isna())
    # Largest first, unknown last, equal ones by name: the order is part of the result.
    table = table.sort_values(
        ["kind", "group", "missing", "orders", "value"], ascending=[True, True, True, False, True], kind="stable"
    )
    return table.drop(columns="missing").reset_index(drop=True)


def _categories(ledger: Ledger, window: tuple[int, int], groups: Any, buyers: pd.Series[Any]) -> pd.DataFrame:
    """Tell which share of each group's buyers bought each category."""
    columns = ["group", "category", "buyers", "base", "penetration", "ci_low", "ci_high"]
    if not ledger.has("category"):
        return pd.DataFrame(columns=columns)
    counts = to_pandas(engine.buyers_by_category(ledger.tables["transactions"], *window, groups), ["group", "category"])
    counts = counts.dropna(subset="category")
    base = counts["group"].map(buyers).astype("float64")
    low, high = proportion_interval(np.minimum(counts["buyers"], base), base)
    table = counts.assign(base=base, penetration=counts["buyers"] / base, ci_low=low, ci_high=high)
    table = table.sort_values(["group", "buyers", "category"], ascending=[True, False, True], kind="stable")
    return table[columns].reset_index(drop=True)


def _intervals(ledger: Ledger, window: tuple[int, int], groups: Any) -> pd.DataFrame:
    """Tell the median and the 80 % quantile of the days between purchases, for all goods and per category."""
    tables = [
        to_pandas(engine.gap_counts(ledger.purchases.select("customer_id", "day"), *window, groups), ["group", "gap"])
    ]
    if ledger.has("category"):
        lines = ledger.tables["transactions"]
        bought = (
            lines.filter(lines.is_valid & lines.category.notnull()).select("customer_id", "category", "day").distinct()
        )
        tables.append(to_pandas(engine.gap_counts(bought, *window, groups), ["group", "category", "gap"]))
    rows = []
    for table in tables:
        keyed = table if "category" in table.columns else table.assign(category=None)
        for (group, category), part in keyed.groupby(["group", "category"], dropna=False, sort=True):
            gaps, counts = part["gap"], part["n"]
            low, high = quantile_interval(gaps, counts, 0.5)
            median, late = (quantile_of_counts(gaps, counts, probability) for probability in (0.5, 0.8))
            rows.append(
                (group, category if isinstance(category, str) else None, int(counts.sum()), median, low, high, late)
            )
    columns = ["group", "category", "intervals", "median_days", "ci_low", "ci_high", "p80_days"]
    return pd.DataFrame(rows, columns=columns)


def _groups(groups: pd.Series[Any] | None) -> Any:
    """Hand the groups to the engine."""
    if groups is None:
        return None
    if not groups.index.is_unique:
        raise ParameterError("groups holds a customer twice", remedy="give one group per customer_id")
    named = groups.dropna().astype(str)
    if (named == ALL).any():
        raise ParameterError("groups holds an empty name", remedy="give each group a name, or leave customers out")
    return as_table(pd.DataFrame({"customer_id": named.index.astype(str), "group": named.to_numpy()}))


def habits(crm: Crm, *, as_of: Any, window_days: int = 365, groups: pd.Series[Any] | None = None) -> Habits:
    """Tell when, where and what customers buy, for all customers and for each group.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    as_of : str or datetime.date
        The view: midnight at the start of this day; later rows are invisible.
    window_days : int, default 365
        Days before ``as_of`` whose orders count.
    groups : pandas.Series, optional
        Index customer_id, values names of groups (personas, stages, tiers); missing ones belong to none.

    Returns
    -------
    Habits
        Weekday by hour, channels, category penetration and purchase intervals.

    Raises
    ------
    ParameterError
        If the window holds no day, ``as_of`` is no day, or a customer has two groups.
    ContractError
        If there are no transactions.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> found = habits(tiny_crm(), as_of="2026-03-01")
    >>> found.channels[["label", "orders"]].to_numpy().tolist()
    [['App', 6], ['Shop', 2]]
    """
    day = as_of_date(as_of)
    if isinstance(window_days, bool) or window_days < 1:
        raise ParameterError(f"window_days={window_days!r} holds no day", remedy="give a whole number of days")
    ledger, today = ledger_of(crm), day_number(day)
    window, named = (today - window_days, today), _groups(groups)
    orders = engine.with_group(engine.order_facts(ledger.tables["transactions"], *window), named)
    sales = window_sales(ledger.days, *window)
    people = engine.with_group(sales.filter(sales.orders > 0), named)
    sizes = people.group_by("group").aggregate(buyers=people.count(), orders=people.orders.sum().cast("decimal(38, 0)"))
    counted = to_pandas(sizes, "group").set_index("group").astype("int64")
    buyers = counted["buyers"]
    return Habits(
        clock=_clock(orders, ledger.timezone),
        ways=_ways(ledger.tables["transactions"], window, named, buyers),
        categories=_categories(ledger, window, named, buyers),
        intervals=_intervals(ledger, window, named),
        as_of=day,
        window_days=int(window_days),
        orders={str(group): int(count) for group, count in counted["orders"].items()},
        provenance=view_of(crm, day, window_days=int(window_days)),
    )
