"""Run all stages of one month."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from crmpersona.contract import Crm, CrmPersonaError, Month
from crmpersona.relational import day_number, restrict
from crmpersona.reporting.data import HISTORY_MONTHS, ReportData
from crmpersona.reporting.expressions import profiling_refusals, valid_totals
from crmpersona.reporting.models import fitted, rulers_of, segmentation_of
from crmpersona.reporting.parameters import ReportParameters

__all__ = ["analyse"]


def analyse(crm: Crm, parameters: ReportParameters, model: Mapping[str, Any] | None = None) -> ReportData:
    """Run all stages for one month.

    Parameters
    ----------
    crm : Crm
        Data as read.
    parameters : ReportParameters
        What was asked.
    model : mapping, optional
        ``model.json`` of an earlier month: its cut points and segments are used again. Empty fits anew.

    Returns
    -------
    ReportData
        Everything the sections show.

    Examples
    --------
    >>> import pandas as pd
    >>> import crmpersona as cp
    >>> orders = pd.DataFrame({"customer_id": ["a", "b"], "ordered_at": ["2026-10-03", "2026-10-04"], "amount": [5, 9]})
    >>> data = analyse(cp.read(orders), ReportParameters(month="2026-10", lang="en"))
    >>> data.figure("net_sales").value, data.figure("buyers").instead
    (14.0, '<10')
    """
    from crmpersona import features
    from crmpersona.cleaning import clean
    from crmpersona.personas.actions import reachable

    cleaning = clean(crm)
    data, month, window = cleaning.crm, Month.parse(parameters.month), parameters.window_days
    known = model or {}
    now = _described_customers(data, month, window, rulers_of(known))
    reasons: dict[str, str] = {}

    def tried(name: str, stage: Callable[[], Any]) -> Any:
        """Run a stage, or keep the reason why the data do not reach."""
        try:
            return stage()
        except CrmPersonaError as error:
            reasons[name] = error.what
            return None

    profiled, refused = _profiled(data, now, day_number(month.end))
    ruler = features.LifeCycleRuler.from_dict(now.rulers["life_cycle"])
    before = tried("before", lambda: features.featurize(data, as_of=month.start, window_days=window, rulers=now.rulers))
    history = features.measure_history(data, month, HISTORY_MONTHS, window_days=window, ruler=ruler)
    segmentation = tried("segments", lambda: _segmented(profiled[1], parameters, known))
    personas = None if segmentation is None else tried("personas", lambda: _described(*profiled, segmentation))
    groups = None if personas is None else personas.groups
    stages = {
        "cohorts": tried("cohorts", lambda: features.cohorts(data, as_of=month.end)),
        "flow": tried("flow", lambda: features.stage_flow(data, start=month.start, end=month.end, ruler=ruler)),
        "bridge": tried("bridge", lambda: features.sales_bridge(data, month=month)),
        "habits": tried("habits", lambda: features.habits(data, as_of=month.end, window_days=window, groups=groups)),
    }
    return ReportData(
        parameters=parameters,
        crm=data,
        cleaning=cleaning,
        history=history,
        features=now,
        before=before,
        segmentation=segmentation,
        personas=personas,
        stages=stages,
        reasons=reasons,
        totals=valid_totals(data),
        model=known or fitted(parameters, now, segmentation),
        refused=refused,
        reachable=reachable(data, month.end),
    )


def _described_customers(crm: Crm, month: Month, window: int, rulers: Any) -> Any:
    """Describe the customers; F and M count all history where most buyers bought nothing in the window.

    Quantiles of a column that is mostly zero all fall on zero: such scores would tell nobody apart.
    """
    from crmpersona import features

    now = features.featurize(crm, as_of=month.end, window_days=window, rulers=rulers)
    buyers = now.frame[now.frame["frequency"] > 0]
    if rulers or buyers.empty or (buyers["frequency_window"] > 0).mean() >= 0.5:
        return now
    return features.featurize(crm, as_of=month.end, window_days=None)


def _profiled(crm: Crm, now: Any, end_day: int) -> tuple[tuple[Crm, Any], pd.Index[Any] | None]:
    """Leave those out who refused profiling: they are counted, but no group and no card is made of them."""
    refused = profiling_refusals(crm, end_day)
    known = None if refused is None else now.frame.index.intersection(refused)
    if known is None or known.empty:
        return (crm, now), known
    kept = now.frame.drop(index=known)
    return (restrict(crm, kept.index), dataclasses.replace(now, frame=kept)), known


def _segmented(now: Any, parameters: ReportParameters, model: Mapping[str, Any]) -> Any:
    """Place the customers in last month's segments, or find segments where there are none yet."""
    from crmpersona import segments

    former = segmentation_of(model, now)
    return former if former is not None else segments.segment(now, k="auto", seed=parameters.seed)


def _described(crm: Crm, now: Any, segmentation: Any) -> Any:
    """Describe the groups."""
    from crmpersona import personas

    return personas.describe(crm, now, segmentation)
