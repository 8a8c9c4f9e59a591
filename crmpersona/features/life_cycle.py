"""Life cycle (生命周期): each customer in exactly one of eight stages, by the customer's own purchase rhythm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from crmpersona.contract import Crm, Formatter, ParameterError, Result, as_of_date, resolve_lang
from crmpersona.features.expressions_life_cycle import last_purchases
from crmpersona.features.ledger import Ledger, ledger_of, view_of
from crmpersona.features.rhythm import LINES, LifeCycleRuler, fit_ruler
from crmpersona.features.words_cycle import STAGES, TEXTS
from crmpersona.relational import day_number, to_pandas
from crmpersona.statistics import proportion_interval

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["ACTIVE", "SILENT", "LifeCycle", "buyer_rhythms", "life_cycle", "stages_of"]

ACTIVE = ("new", "growing", "mature", "returned")
SILENT = ("dormant", "lapsed")
MATURE_PURCHASES = 4
RETURNED_DAYS = 90


@dataclass(frozen=True, kw_only=True, repr=False)
class LifeCycle(Result):
    """Life-cycle stage of every known customer at a date.

    Parameters
    ----------
    frame : pandas.DataFrame
        Index customer_id, sorted. ``life_cycle`` (stage), ``silence_days`` (days since the last purchase),
        ``purchase_days`` (distinct days with an order), ``rhythm_days`` (median of the expected next interval), and the
        customer's own lines ``at_risk_days``, ``dormant_days``, ``lapsed_days``. Missing for prospects.
    ruler : LifeCycleRuler
        The ruler used; save it to read next month on the same one.
    as_of : datetime.date
        The view: rows of this day and later were not seen.
    lines : dict
        What to print: typical lines in days (medians over buyers), the lines of a customer without any interval, and
        how the ruler was made.
    """

    frame: pd.DataFrame
    ruler: LifeCycleRuler
    as_of: dt.date
    lines: dict[str, Any] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return customers and shares per stage, in report order.

        Returns
        -------
        pandas.DataFrame
            ``life_cycle``, ``customers``, ``share``, ``ci_low``, ``ci_high`` (95 %, of the share of known customers).
        """
        counts = self.frame["life_cycle"].value_counts().reindex(list(STAGES), fill_value=0)
        low, high = proportion_interval(counts.to_numpy(), len(self.frame))
        share = counts.to_numpy() / max(len(self.frame), 1)
        shares = {"customers": counts.to_numpy(), "share": share, "ci_low": low, "ci_high": high}
        return pd.DataFrame({"life_cycle": list(STAGES), **shares})

    def summary(self, lang: str | None = None) -> str:
        """Say how many customers are active, dormant and lapsed, and by which lines."""
        lang = resolve_lang(lang)
        write = Formatter(lang)
        counts = self.frame["life_cycle"].value_counts()
        kind = "lines_rhythm" if self.ruler.method == "rhythm" else "lines_fixed"
        lines = TEXTS(kind, lang, **{name.removesuffix("_days"): write.days(self.lines[name]) for name in LINES})
        if self.ruler.reason == "few_intervals":
            sizes = {"intervals": self.ruler.n_intervals, "customers": self.ruler.n_customers}
            lines += TEXTS("few_intervals", lang, **sizes)
        stages = {stage: write.count(int(counts.get(stage, 0))) for stage in SILENT}
        active, bought = int(counts.reindex(ACTIVE).sum()), len(self.frame) - int(counts.get("prospect", 0))
        return TEXTS(
            "life_cycle",
            lang,
            as_of=self.as_of,
            buyers=write.count(bought),
            active=write.count(active),
            lines=lines,
            **stages,
        )

    def plot(self, lang: str | None = None) -> Figure:
        """Draw the share of known customers in each stage.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        matplotlib.figure.Figure
            Bars with intervals.
        """
        from crmpersona import plots

        table = self.to_frame()
        bars = table.assign(label=[STAGES(stage, lang) for stage in STAGES], value=table["share"])
        bars = bars.rename(columns={"ci_low": "low", "ci_high": "high"})[["label", "value", "low", "high"]]
        figure: Figure = plots.bars(bars, title=self.summary(lang), kind="rate", lang=lang)
        return figure


def buyer_rhythms(ledger: Ledger, as_of: dt.date) -> pd.DataFrame:
    """Return the purchase rhythm of each buyer, one row per customer, sorted.

    Parameters
    ----------
    ledger : Ledger
        The purchase ledger.
    as_of : datetime.date
        The view.

    Returns
    -------
    pandas.DataFrame
        Index customer_id. ``silence`` (days since the last purchase day), ``intervals``, ``span`` (their sum, days),
        ``squares`` (sum of their squares, days²) and ``last_interval`` (days; 0 after a single purchase day), int64.
    """
    today = day_number(as_of)
    raw = to_pandas(last_purchases(ledger.purchases, today), "customer_id").set_index("customer_id").sort_index()
    return pd.DataFrame(
        {
            "silence": today - raw["day"],
            "intervals": raw["place"],
            "span": raw["day"] - raw["first_day"],
            "squares": raw["squares"],
            "last_interval": raw["day"] - raw["previous_day"].fillna(raw["day"]),
        }
    ).astype("int64")


def stages_of(
    rhythms: pd.DataFrame,
    ruler: LifeCycleRuler,
    *,
    mature_purchases: int = MATURE_PURCHASES,
    returned_days: int = RETURNED_DAYS,
) -> pd.DataFrame:
    """Place buyers into stages by their silence and their own lines.

    Parameters
    ----------
    rhythms : pandas.DataFrame
        From `buyer_rhythms`.
    ruler : LifeCycleRuler
        The ruler.
    mature_purchases : int, default 4
        Purchase days from which on an active customer is mature: three own intervals make a rhythm.
    returned_days : int, default 90
        A last purchase within so many days can be a return.

    Returns
    -------
    pandas.DataFrame
        The same index: ``life_cycle``, ``silence_days``, ``purchase_days``, ``rhythm_days`` and the three lines.

    Examples
    --------
    >>> rhythms = pd.DataFrame({"silence": [10, 400, 5], "intervals": [0, 4, 3], "span": [0, 80, 240],
    ...     "squares": [0, 1600, 40_800], "last_interval": [0, 20, 200]})
    >>> stages_of(rhythms, LifeCycleRuler(method="fixed"))["life_cycle"].tolist()
    ['new', 'lapsed', 'returned']
    """
    silence, bought = rhythms["silence"].to_numpy(), rhythms["intervals"].to_numpy() + 1
    at_risk, dormant, lapsed = ruler.lines_for(rhythms["intervals"], rhythms["span"])
    # The silence that the last purchase ended, against the line that held before that purchase.
    earlier = np.maximum(bought - 2, 0), (rhythms["span"] - rhythms["last_interval"]).to_numpy()
    slept = (bought > 1) & (rhythms["last_interval"].to_numpy() > ruler.lines_for(*earlier)[1])
    conditions = {
        "lapsed": silence > lapsed,
        "dormant": silence > dormant,
        "at_risk": silence > at_risk,
        "returned": slept & (silence <= returned_days),
        "new": bought == 1,
        "growing": bought < mature_purchases,
    }
    usual = ruler.line(0.5, rhythms["intervals"], rhythms["span"]) if ruler.method == "rhythm" else np.nan
    return pd.DataFrame(
        {
            "life_cycle": np.select(list(conditions.values()), list(conditions), default="mature").astype(object),
            "silence_days": silence,
            "purchase_days": bought,
            "rhythm_days": usual,
            **dict(zip(LINES, (at_risk, dormant, lapsed), strict=True)),
        },
        index=rhythms.index,
    )


def _ruler_for(
    ruler: LifeCycleRuler | Literal["fixed"] | None,
    rhythms: pd.DataFrame,
    fixed_days: tuple[float, float, float] | None,
) -> LifeCycleRuler:
    """Take the ruler given, or fit one to the rhythms."""
    if isinstance(ruler, LifeCycleRuler):
        return ruler
    days = {} if fixed_days is None else {"fixed_days": fixed_days}
    if ruler == "fixed" or fixed_days is not None:
        return LifeCycleRuler(method="fixed", reason="asked", **days)  # type: ignore[arg-type]
    if ruler is not None:
        raise ParameterError(f"ruler={ruler!r} is unknown", remedy="use None, 'fixed' or a saved LifeCycleRuler")
    return fit_ruler(rhythms["intervals"], rhythms["span"], rhythms["squares"])


def _printed_lines(stages: pd.DataFrame, ruler: LifeCycleRuler) -> dict[str, Any]:
    """Collect the typical lines and the ruler for print."""
    first = dict(zip(LINES, (float(line) for line in ruler.lines_for(0, 0)), strict=True))
    typical = {name: float(stages[name].median()) if len(stages) else first[name] for name in LINES}
    return {**typical, "one_purchase": first, **ruler.to_dict()}


def life_cycle(
    crm: Crm,
    *,
    as_of: Any,
    ruler: LifeCycleRuler | Literal["fixed"] | None = None,
    fixed_days: tuple[float, float, float] | None = None,
    returned_days: int = RETURNED_DAYS,
    mature_purchases: int = MATURE_PURCHASES,
) -> LifeCycle:
    """Place every known customer into exactly one life-cycle stage.

    A customer without an order is a prospect. Silence (days since the last purchase day) beyond the customer's own
    97.5 % line is lapsed, beyond the 90 % line dormant, beyond the 80 % line at risk: lines follow the customer's
    intervals between purchase days, shrunk to the population's where there are few (see `rhythm`). Of the others, those
    whose last purchase, in the last 90 days, ended a silence beyond the dormant line of that time have returned, until
    they buy again in their rhythm; one purchase day is new, up to three growing, four or more mature. A lapse is
    inferred, never observed.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    as_of : str or datetime.date
        The view: midnight at the start of this day; later rows are invisible.
    ruler : LifeCycleRuler, "fixed" or None, default None
        None learns the lines from the data; a saved ruler reads on the same one as last month.
    fixed_days : tuple of float, optional
        Lines in days for everybody, such as (90, 180, 365); implies ``ruler="fixed"``.
    returned_days : int, default 90
        A silence that ended within so many days counts as a return.
    mature_purchases : int, default 4
        Purchase days from which on an active customer is mature.

    Returns
    -------
    LifeCycle
        Stages, lines and the ruler.

    Raises
    ------
    ParameterError
        If a parameter is not usable.
    ContractError
        If there are no transactions.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> life_cycle(tiny_crm(), as_of="2026-03-01", ruler="fixed").frame["life_cycle"].to_dict()
    {'ann': 'growing', 'bob': 'growing', 'cat': 'new', 'dan': 'growing', 'eve': 'prospect'}
    """
    day = as_of_date(as_of)
    ledger = ledger_of(crm)
    rhythms = buyer_rhythms(ledger, day)
    chosen = _ruler_for(ruler, rhythms, fixed_days)
    stages = stages_of(rhythms, chosen, mature_purchases=mature_purchases, returned_days=returned_days)
    frame = stages.reindex(ledger.known_before(day_number(day)))
    frame["life_cycle"] = frame["life_cycle"].fillna("prospect")
    parameters = {"returned_days": returned_days, "mature_purchases": mature_purchases, "ruler": chosen.to_dict()}
    provenance = view_of(crm, day, **parameters)
    return LifeCycle(frame=frame, ruler=chosen, as_of=day, lines=_printed_lines(stages, chosen), provenance=provenance)
