"""Movement between life-cycle stages from one date to another, all read on one ruler."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from crmpersona.contract import Crm, Formatter, ParameterError, Result, as_of_date, resolve_lang
from crmpersona.features.ledger import view_of
from crmpersona.features.life_cycle import ACTIVE, SILENT, life_cycle
from crmpersona.features.rhythm import LifeCycleRuler
from crmpersona.features.words_cycle import STAGES, TEXTS
from crmpersona.statistics import proportion_interval

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["StageFlow", "stage_flow"]


@dataclass(frozen=True, kw_only=True, repr=False)
class StageFlow(Result):
    """Customers by the stage they left and the stage they are in.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per pair that occurs: ``source`` (stage at the start; missing for customers not known then), ``target``,
        ``customers``, ``share`` (of the source), ``ci_low``, ``ci_high`` (Wilson 95 %), in stage order.
    start, end : datetime.date
        The two views.
    ruler : LifeCycleRuler
        The ruler of both.
    """

    frame: pd.DataFrame
    start: dt.date
    end: dt.date
    ruler: LifeCycleRuler

    def to_frame(self) -> pd.DataFrame:
        """Return one row per pair of stages.

        Returns
        -------
        pandas.DataFrame
            The frame.
        """
        return self.frame

    def matrix(self) -> pd.DataFrame:
        """Return the customers as a table: stage at the start in rows, at the end in columns.

        Returns
        -------
        pandas.DataFrame
            All eight stages both ways, and a row ``entered`` for customers not known at the start.
        """
        rows = self.frame.assign(source=self.frame["source"].fillna("entered"))
        wide = rows.pivot_table(index="source", columns="target", values="customers", aggfunc="sum")
        return wide.reindex(index=[*STAGES, "entered"], columns=list(STAGES)).fillna(0).astype("int64")

    def summary(self, lang: str | None = None) -> str:
        """Say how many moved, how many fell silent and how many came back."""
        lang = resolve_lang(lang)
        write, known = Formatter(lang), self.frame.dropna(subset="source")
        moved = known[known["source"] != known["target"]]
        lost = known[~known["source"].isin(SILENT) & known["target"].isin(SILENT)]
        back = known[known["source"].isin(SILENT) & known["target"].isin(ACTIVE)]
        entered = self.frame[self.frame["source"].isna()]
        groups = {"moved": moved, "lost": lost, "back": back, "entered": entered}
        counts = {name: write.count(int(group["customers"].sum())) for name, group in groups.items()}
        return TEXTS("flow", lang, start=self.start, end=self.end, **counts)

    def plot(self, lang: str | None = None) -> Figure:
        """Draw bands from the stages at the start to those at the end.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        matplotlib.figure.Figure
            The flow.
        """
        from crmpersona import plots

        stages = [(stage, STAGES(stage, lang)) for stage in STAGES]
        left, right = self.start.isoformat(), self.end.isoformat()
        figure: Figure = plots.stage_flow(
            self.frame, title=self.summary(lang), stages=stages, lang=lang, left=left, right=right
        )
        return figure


def stage_flow(crm: Crm, *, start: Any, end: Any, ruler: LifeCycleRuler | None = None) -> StageFlow:
    """Count how customers moved between life-cycle stages.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    start, end : str or datetime.date
        The two views, usually the first day of a month and of the next; rows of ``end`` and later are invisible.
    ruler : LifeCycleRuler, optional
        Ruler of both dates; None learns it at the end. One ruler makes sure that customers moved, not the lines.

    Returns
    -------
    StageFlow
        Pairs of stages with customers and shares.

    Raises
    ------
    ParameterError
        If the dates are no days or do not follow each other.
    ContractError
        If there are no transactions.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> flow = stage_flow(tiny_crm(), start="2026-02-01", end="2026-03-01")
    >>> flow.frame[["source", "target", "customers"]].to_numpy().tolist()[0]
    ['prospect', 'prospect', 1]
    """
    first, last = as_of_date(start), as_of_date(end)
    if first >= last:
        raise ParameterError(f"start={first} is not before end={last}", remedy="give two days in rising order")
    after = life_cycle(crm, as_of=last, ruler=ruler)
    before = life_cycle(crm, as_of=first, ruler=after.ruler)
    target = after.frame["life_cycle"]
    source = before.frame["life_cycle"].reindex(target.index)
    order = {stage: place for place, stage in enumerate(STAGES)}
    pairs = (
        pd.DataFrame({"source": source, "target": target}).value_counts(dropna=False).rename("customers").reset_index()
    )
    places = pairs[["source", "target"]].apply(lambda column: column.map(order).fillna(len(order)))
    pairs = pairs.loc[places.sort_values(["source", "target"]).index].reset_index(drop=True)
    sizes = pairs.groupby("source", dropna=False)["customers"].transform("sum")
    low, high = proportion_interval(pairs["customers"], sizes)
    frame = pairs.assign(share=pairs["customers"] / sizes, ci_low=low, ci_high=high)
    provenance = view_of(crm, last, start=first.isoformat(), ruler=after.ruler.to_dict())
    return StageFlow(frame=frame, start=first, end=last, ruler=after.ruler, provenance=provenance)
