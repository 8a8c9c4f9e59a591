"""Cohorts and retention (留存): of those first buying in a month, who bought again k months later."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from crmpersona.contract import Crm, Formatter, Month, ParameterError, Result, as_of_date, resolve_lang
from crmpersona.features.expressions_cohorts import cohort_counts
from crmpersona.features.horizon import horizon_of
from crmpersona.features.ledger import ledger_of, view_of
from crmpersona.features.words_cycle import TEXTS
from crmpersona.relational import to_pandas
from crmpersona.statistics import proportion_interval

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Cohorts", "cohorts"]

COLUMNS = ["cohort", "month", "size", "customers", "share", "ci_low", "ci_high", "finished"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Cohorts(Result):
    """Retention by month of the first purchase.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per cohort and month since: ``cohort`` ("YYYY-MM"), ``month`` (0 = month of the first purchase),
        ``size`` (customers who first bought in it), ``customers`` (of these, who bought), ``share`` (retention),
        ``ci_low``, ``ci_high`` (Wilson 95 %), ``finished``. Figures of unfinished months are missing; a month that is
        not complete itself founds no cohort.
    as_of : datetime.date
        The view.
    data_end : datetime.date or None
        Last day with an order.
    """

    frame: pd.DataFrame
    as_of: dt.date
    data_end: dt.date | None = None

    @property
    def retention(self) -> pd.DataFrame:
        """Share of each cohort (rows) that bought k months later (columns); unfinished months are blank."""
        return self.frame.pivot_table(index="cohort", columns="month", values="share", dropna=False)

    @property
    def sizes(self) -> pd.Series[Any]:
        """Number of first-time buyers of each cohort."""
        return self.frame.drop_duplicates("cohort").set_index("cohort")["size"]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per cohort and month since.

        Returns
        -------
        pandas.DataFrame
            The frame.
        """
        return self.frame

    def average(self) -> pd.DataFrame:
        """Pool the cohorts: of all first-time buyers seen k months long, the share that bought in month k.

        Returns
        -------
        pandas.DataFrame
            ``month``, ``cohorts``, ``size``, ``customers``, ``share`` (retention), ``ci_low``, ``ci_high``.
        """
        seen = self.frame[self.frame["finished"]]
        pooled = seen.groupby("month", as_index=False).agg(
            cohorts=("cohort", "nunique"), size=("size", "sum"), customers=("customers", "sum")
        )
        low, high = proportion_interval(pooled["customers"], pooled["size"])
        rate = pooled["customers"] / pooled["size"].replace(0, np.nan)
        return pooled.assign(share=rate, ci_low=low, ci_high=high)

    def summary(self, lang: str | None = None) -> str:
        """Say which share of first-time buyers came back in the month after."""
        lang = resolve_lang(lang)
        pooled = self.average()
        after = pooled[pooled["month"] == 1]
        if after.empty:
            return TEXTS("cohorts_none", lang)
        row, write = after.iloc[0], Formatter(lang)
        interval = write.interval(float(row["ci_low"]), float(row["ci_high"]))
        return TEXTS("cohorts", lang, rate=write.rate(row["share"]), interval=interval, cohorts=int(row["cohorts"]))

    def plot(self, lang: str | None = None) -> Figure:
        """Draw the retention triangle.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        matplotlib.figure.Figure
            Cohorts in rows, months since the first purchase in columns.
        """
        from crmpersona import plots

        shares = self.frame[["cohort", "size", "month", "share"]]
        figure: Figure = plots.cohort_triangle(shares, title=self.summary(lang), lang=lang)
        return figure


def _month(number: int) -> Month:
    """Turn a month number back into a month."""
    return Month(number // 12, number % 12 + 1)


def _triangle(counts: pd.DataFrame, first: int, complete: int, last: int) -> pd.DataFrame:
    """Fill the cells of all cohorts up to the last complete month; cells after it stay blank."""
    bought = counts.set_index(["first_month", "month"])["customers"]
    rows = []
    for cohort in range(first, complete + 1):
        size = int(bought.get((cohort, cohort), 0))
        for month in range(cohort, last + 1) if size else ():
            known = month <= complete
            customers = float(bought.get((cohort, month), 0)) if known else np.nan
            rows.append((str(_month(cohort)), month - cohort, size, customers, known))
    types = {"cohort": "str", "month": "int64", "size": "int64", "customers": "float64", "finished": "bool"}
    frame = pd.DataFrame(rows, columns=list(types)).astype(types)
    low, high = proportion_interval(frame["customers"].fillna(0), frame["size"])
    blank = ~frame["finished"]
    rates = {"share": frame["customers"] / frame["size"], "ci_low": low, "ci_high": high}
    return frame.assign(**{name: pd.Series(rate).mask(blank) for name, rate in rates.items()})[COLUMNS]


def cohorts(crm: Crm, *, as_of: Any, months: int | None = None) -> Cohorts:
    """Follow the customers who first bought in a month through the months after it.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    as_of : str or datetime.date
        The view: midnight at the start of this day; later rows are invisible. A month that is not over at that moment,
        or that the data do not cover to its end, is unfinished and left blank.
    months : int, optional
        Only the cohorts of so many months to the last one; None takes all.

    Returns
    -------
    Cohorts
        Retention with intervals. The month of the first purchase itself (k = 0) is 100 % by definition.

    Raises
    ------
    ParameterError
        If ``as_of`` is no day or ``months`` no number of months.
    ContractError
        If there are no transactions.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> cohorts(tiny_crm(), as_of="2026-03-01").retention.loc["2026-01"].tolist()
    [1.0, 0.0, nan]
    """
    day = as_of_date(as_of)
    if months is not None and (isinstance(months, bool) or months < 1):
        raise ParameterError(f"months={months!r} is no number of months", remedy="give 1 or more, or None for all")
    ledger = ledger_of(crm)
    seen = horizon_of(ledger, day)
    if seen.first_day is None:
        frame = _triangle(pd.DataFrame(columns=["first_month", "month", "customers"]), 1, 0, 0)
    else:
        last = Month(day.year, day.month).number - (day.day == 1)
        first = Month(seen.first_day.year, seen.first_day.month).number
        complete = max((n for n in range(first, last + 1) if seen.finished(_month(n))), default=first - 1)
        counts = to_pandas(cohort_counts(ledger.months, complete + 1), ["first_month", "month"])
        frame = _triangle(counts, first if months is None else max(first, complete + 1 - months), complete, last)
    return Cohorts(frame=frame, as_of=day, data_end=seen.last_day, provenance=view_of(crm, day, months=months))
