"""Everything a report shows, computed once, with the small questions that sections ask of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from crmpersona.contract import Crm, Formatter, Month
from crmpersona.reporting.parameters import ReportParameters
from crmpersona.reporting.tables import SMALL_TEXT, WITHHELD_TEXT, write_value
from crmpersona.reporting.withholding import SMALL, is_small

__all__ = ["HISTORY_MONTHS", "Figure", "ReportData", "column_of"]

HISTORY_MONTHS = 13
MONEY_SHARES = ("existing_sales_share", "refund_rate", "discount_share", "top20_sales_share")


@dataclass(frozen=True)
class Figure:
    """One measure of the month with its history.

    Parameters
    ----------
    key : str
        Measure.
    value : float or None
        Value of the month.
    ci_low, ci_high : float or None
        95 % interval.
    numerator, denominator : float or None
        What was divided.
    series : tuple of (float or None)
        Thirteen months, oldest first; months that stand on fewer than ten customers are left out.
    instead : str
        What to show where the value stands on fewer than ten customers; the value itself is None then.

    Examples
    --------
    >>> figure = Figure("buyers", 110.0, series=(90.0,) + (100.0,) * 11 + (110.0,))
    >>> figure.previous, figure.year_ago
    (100.0, 90.0)
    """

    key: str
    value: float | None
    ci_low: float | None = None
    ci_high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    series: tuple[float | None, ...] = ()
    instead: str = ""

    @property
    def previous(self) -> float | None:
        """Value of the month before."""
        return self.series[-2] if len(self.series) > 1 else None

    @property
    def year_ago(self) -> float | None:
        """Value of the same month last year."""
        return self.series[-HISTORY_MONTHS] if len(self.series) >= HISTORY_MONTHS else None


@dataclass(frozen=True)
class ReportData:
    """All stages of one month.

    Parameters
    ----------
    parameters : ReportParameters
        What was asked.
    crm : Crm
        Cleaned data.
    cleaning : Cleaning
        What cleaning changed and rejected.
    history : pandas.DataFrame
        Measures of thirteen months, one row per month and key.
    features, before : Features
        One row per customer now, and at the start of the month on the same ruler; ``before`` is None in the first
        month of the data.
    segmentation : Segmentation or None
        Groups of customers; None where they could not be made.
    personas : Personas or None
        Cards and traits.
    stages : mapping of str to object
        Cohorts, flow, bridge and habits; None where the data do not reach.
    reasons : mapping of str to str
        Why a stage is missing.
    totals : mapping
        Lines, customers, orders and amount of all valid purchase lines, with and without exact duplicates.
    model : mapping
        What ``model.json`` will hold.
    refused : pandas.Index or None
        Customers who refused profiling: counted, and left out of segments and personas. None without consents.
    reachable : pandas.Index or None
        Customers who agreed to marketing: the only ones that an action may count on. None without consents.

    Examples
    --------
    >>> [name for name in ReportData.__dataclass_fields__][:3]
    ['parameters', 'crm', 'cleaning']
    """

    parameters: ReportParameters
    crm: Crm
    cleaning: Any
    history: pd.DataFrame
    features: Any
    before: Any
    segmentation: Any
    personas: Any
    stages: Mapping[str, Any]
    reasons: Mapping[str, str]
    totals: Mapping[str, float | int | None]
    model: Mapping[str, Any] = field(repr=False)
    refused: pd.Index[Any] | None = field(default=None, repr=False)
    reachable: pd.Index[Any] | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        """Say how much was analysed."""
        cards = len(self.personas.cards) if self.personas is not None else 0
        return f"{self.month}: {len(self.features.frame):,} customers, {len(self.measures)} measures, {cards} personas"

    @property
    def month(self) -> Month:
        """Reported month."""
        return Month.parse(self.parameters.month)

    @property
    def lang(self) -> str:
        """Language of the report."""
        return self.parameters.lang

    @property
    def currency(self) -> str | None:
        """Currency of the data."""
        return self.crm.currency

    @cached_property
    def fmt(self) -> Formatter:
        """Writer of figures."""
        return Formatter(self.lang, self.currency)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """Measures of the month by key, on the same ruler as their history."""
        return self.history[self.history["month"] == str(self.month)].set_index("key")

    @cached_property
    def _past(self) -> pd.DataFrame:
        """Values by measure and month, those that stand on fewer than ten customers left out."""
        shown = self.history.assign(value=self.history["value"].where(~self._withheld))
        return shown.pivot_table(index="key", columns="month", values="value", aggfunc="first", dropna=False)

    @cached_property
    def _withheld(self) -> pd.Series[bool]:
        """Months of measures from which a number of persons under ten could be computed."""
        unit, kept = self.history["unit"].astype(str), ~self.history["key"].isin(MONEY_SHARES)
        top, bottom = (self.history[part].astype(float).map(is_small) for part in ("numerator", "denominator"))
        persons = unit.isin(("customers", "rate")) & kept & (top | bottom)
        return persons | (unit.str.endswith("per_customer") & bottom)

    @property
    def few_buyers(self) -> bool:
        """Whether this or the last month has so few buyers that what they added would tell their number."""
        buyers = self.figure("buyers")
        return bool(buyers.instead) or buyers.previous is None

    @property
    def has_money(self) -> bool:
        """Whether the data hold amounts."""
        return self.figure("net_sales").value is not None

    def figure(self, key: str) -> Figure:
        """Return one measure with its history.

        Parameters
        ----------
        key : str
            Measure.

        Returns
        -------
        Figure
            Its values; all None where the data do not hold it, or where it stands on fewer than ten customers.
        """
        months = [str(self.month.shift(step)) for step in range(1 - HISTORY_MONTHS, 1)]
        if key not in self.measures.index:
            return Figure(key, None)
        series = tuple(_number(self._past.at[key, month]) if month in self._past.columns else None for month in months)
        row = self.measures.loc[key]
        if self._withheld[(self.history["month"] == str(self.month)) & (self.history["key"] == key)].any():
            return Figure(key, None, series=series, instead=self._instead(dict(row)))
        names = ("value", "ci_low", "ci_high", "numerator", "denominator")
        value, low, high, top, bottom = (_number(row[name]) for name in names)
        return Figure(key, value, low, high, top, bottom, series)

    def kind(self, key: str) -> str:
        """Return how a measure is written: money, count, rate, number or days.

        Parameters
        ----------
        key : str
            Key of a measure.

        Returns
        -------
        str
            The kind.
        """
        return str(self.measures.at[key, "kind"])

    def label(self, key: str) -> str:
        """Return a measure's name, with the unit where two measures could be taken for each other.

        Parameters
        ----------
        key : str
            Key of a measure.

        Returns
        -------
        str
            The name.
        """
        label = str(self.measures.at[key, f"label_{self.lang}"])
        units = {"sales_per_buyer": "（元/人）", "average_order_value": "（元/单）"}
        chinese_money = self.lang == "zh" and self.currency == "CNY"
        return label + units.get(key, "") if chinese_money else label

    def _instead(self, row: Mapping[Any, Any]) -> str:
        """Write what may be said of a measure that stands on fewer than ten customers."""
        if row["unit"] == "customers":
            return SMALL_TEXT
        bottom = _number(row["denominator"])
        if row["unit"] == "rate" and bottom is not None and bottom >= SMALL:
            return f"<{self.fmt.rate(SMALL / bottom)}"
        return WITHHELD_TEXT

    def text(self, key: str) -> str:
        """Write a measure of the month; one that stands on fewer than ten customers stays hidden.

        Parameters
        ----------
        key : str
            Measure.

        Returns
        -------
        str
            The text.
        """
        if key not in self.measures.index:
            return "–"
        figure = self.figure(key)
        return figure.instead or write_value(figure.value, self.kind(key), self.fmt)

    def people(self, count: float) -> str:
        """Write a number of persons; under ten it stays hidden.

        Parameters
        ----------
        count : float
            Customers.

        Returns
        -------
        str
            The number, or the words for a few.
        """
        return SMALL_TEXT if is_small(count) else self.fmt.count(count)

    def span(self, figure: Figure, kind: str) -> str:
        """Write the interval of a measure without the words "95 % interval".

        Parameters
        ----------
        figure : Figure
            Value and interval.
        kind : str
            How the measure is written.

        Returns
        -------
        str
            Both ends; empty without an interval.
        """
        text = self.fmt.interval(figure.ci_low, figure.ci_high, kind)
        return text.split(" ", 2)[-1] if text else ""

    def steps(self, change: float) -> str:
        """Write a change of a number of persons with its sign.

        Parameters
        ----------
        change : float
            Customers more or fewer.

        Returns
        -------
        str
            The number with its sign.
        """
        return f"+{self.fmt.count(change)}" if change > 0 else self.fmt.count(change)

    def rows_of(self, stage: str) -> pd.DataFrame | None:
        """Return a stage as a tidy table, or None where the data do not reach.

        Parameters
        ----------
        stage : str
            Name of a stage of the analysis.

        Returns
        -------
        pandas.DataFrame or None
            Its rows.
        """
        found = self.stages.get(stage)
        if found is None:
            return None
        frame: pd.DataFrame = found if isinstance(found, pd.DataFrame) else found.to_frame()
        return frame

    def count_cleaned(self, key: str, table: str | None = "transactions") -> int:
        """Return one count of cleaning.

        Parameters
        ----------
        key : str
            What was counted.
        table : str or None
            Name of the table; None for all together.

        Returns
        -------
        int
            The count; 0 where nothing was.
        """
        return int(self.cleaning.count(key, table))

    @cached_property
    def last_order_day(self) -> dt.date | None:
        """Last day with a valid order before the end of the month."""
        last = pd.to_datetime(column_of(self.features.frame, "last_order")).max()
        return None if pd.isna(last) else last.date()

    @property
    def horizon_gap(self) -> int:
        """Days between the last order and the last day of the month."""
        return 0 if self.last_order_day is None else (self.month.end - dt.timedelta(days=1) - self.last_order_day).days


def _number(value: Any) -> float | None:
    """Turn a cell into a number, missing ones into None."""
    return None if value is None or pd.isna(value) else float(value)


def column_of(frame: pd.DataFrame, key: str) -> pd.Series[Any]:
    """Return a column of customers, missing throughout where the data do not hold it.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per customer.
    key : str
        Column.

    Returns
    -------
    pandas.Series
        The column.

    Examples
    --------
    >>> bool(column_of(pd.DataFrame({"a": [1]}), "b").isna().all())
    True
    """
    return frame[key] if key in frame.columns else pd.Series(pd.NA, index=frame.index, dtype="object")
