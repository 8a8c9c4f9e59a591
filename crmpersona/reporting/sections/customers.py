"""Sections 2 and 3: do new customers stay, and how do customers move between stages?"""

from __future__ import annotations

import pandas as pd

from crmpersona.reporting.data import ReportData
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.common import ACTIVE, compared, group_rows, money_columns, section, unavailable
from crmpersona.reporting.sections.words import STAGES, WORDS
from crmpersona.reporting.tables import SMALL, Column, Table
from crmpersona.statistics import proportion_interval

__all__ = ["life_cycle", "retention"]

COHORTS_SHOWN = 10
HORIZONS = (1, 3, 6, 12)


def retention(data: ReportData) -> Section:
    """Follow those who bought for the first time in the same month.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 2: the cohort triangle.
    """
    from crmpersona import plots

    cells = data.rows_of("cohorts")
    if cells is None or cells.empty:
        return unavailable(data, "retention", data.reasons.get("cohorts", WORDS("no_cohorts", data.lang)))
    headline, title = _retention_headline(data, cells)
    picture = plots.cohort_triangle(
        cells.assign(size=[_size(value) for value in cells["size"]]).to_dict("records"),
        title=title,
        note=WORDS("cohort_note", data.lang),
        lang=data.lang,
    )
    return section(
        data,
        "retention",
        headline,
        figure=picture,
        table=_cohort_table(data, cells, COHORTS_SHOWN),
        note=WORDS("retention_note", data.lang),
        extra=(_cohort_cells(data, cells),),
    )


def _size(value: float) -> float | str:
    """Hide the size of a small cohort."""
    return "<10" if 0 < value < 10 else value


def _retention_headline(data: ReportData, cells: pd.DataFrame) -> tuple[str, str]:
    """Compare the newest cohort's first month with the year before it."""
    told = (cells["month"] == 1) & cells["share"].notna() & (cells["size"] >= SMALL)
    firsts = cells[told].sort_values("cohort")
    first_time = data.figure("first_time_buyers")
    new = WORDS(
        "retention_new",
        data.lang,
        n=data.text("first_time_buyers", first_time.value),
        change=compared(data, first_time, "count"),
    )
    if firsts.empty:
        return new + WORDS("stop", data.lang), new
    last, past = firsts.iloc[-1], firsts.iloc[-13:-1]
    usual = float((past["share"] * past["size"]).sum() / past["size"].sum()) if len(past) else None
    stayed = WORDS(
        "retention_stayed",
        data.lang,
        cohort=last["cohort"],
        rate=data.fmt.rate(last["share"]),
        interval=data.fmt.interval(*proportion_interval(round(last["share"] * last["size"]), last["size"])),
        usual="" if usual is None else WORDS("retention_usual", data.lang, rate=data.fmt.rate(usual)),
    )
    title = WORDS("retention_title", data.lang, cohort=last["cohort"], rate=data.fmt.rate(last["share"]))
    return f"{new}{WORDS('join', data.lang)}{stayed}", title


def _cohort_table(data: ReportData, cells: pd.DataFrame, rows: int) -> Table:
    """Show the newest cohorts at one, three, six and twelve months."""
    wide = cells.pivot_table(index="cohort", columns="month", values="share", aggfunc="first")
    sizes = cells.groupby("cohort")["size"].first()
    frame = pd.DataFrame({"cohort": sizes.index, "customers": sizes.to_numpy(dtype=float)})
    for horizon in HORIZONS:
        held = wide[horizon] if horizon in wide.columns else pd.Series(dtype=float)
        frame[f"month_{horizon}"] = held.reindex(sizes.index).to_numpy(dtype=float)
    frame = frame.sort_values("cohort", ascending=False).head(rows)
    columns = [
        Column("cohort", WORDS("cohort", data.lang)),
        Column("customers", WORDS("cohort_size", data.lang), "customers"),
        *(Column(f"month_{k}", WORDS("after_months", data.lang, k=k), "rate") for k in HORIZONS),
    ]
    return Table.of("cohorts", "", columns, frame, whole=False)


def _cohort_cells(data: ReportData, cells: pd.DataFrame) -> Table:
    """Show every cell of the triangle, for the workbook."""
    columns = [
        Column("cohort", WORDS("cohort", data.lang)),
        Column("month", WORDS("months_after", data.lang), "count"),
        Column("size", WORDS("cohort_size", data.lang), "customers"),
        Column("share", WORDS("retention", data.lang), "rate"),
    ]
    return Table.of(
        "cohort_cells", WORDS("all_cohorts", data.lang), columns, cells.dropna(subset=["share"]), whole=False
    )


def life_cycle(data: ReportData) -> Section:
    """Show the stages and who moved between them.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 3: flow from last month's stages to this month's.
    """
    from crmpersona import plots

    names = {key: STAGES(key, data.lang) for key in STAGES}
    rows = group_rows(data, "life_cycle", names)
    flows = data.rows_of("flow")
    picture = None
    if flows is not None and not flows.empty:
        picture = plots.stage_flow(
            [{**row, "customers": _size(row["customers"])} for row in flows.to_dict("records")],
            title=WORDS("flow_title", data.lang),
            stages=list(names.items()),
            left=str(data.month.previous),
            right=str(data.month),
            note=WORDS("flow_note", data.lang),
            lang=data.lang,
        )
    headline = _stage_headline(data, rows)
    return section(
        data,
        "life_cycle",
        headline,
        figure=picture,
        table=_stage_table(data, rows),
        note=_lines_note(data),
        extra=() if flows is None else (_flow_table(data, flows, names),),
    )


def _stage_headline(data: ReportData, rows: pd.DataFrame) -> str:
    """Say how many are active, how many newly at risk, and the lapse rate with interval."""
    by_key = rows.set_index("key")
    active = by_key.loc[list(ACTIVE), "customers"].sum()
    change = by_key.loc[list(ACTIVE), "change"].sum(skipna=False)
    lapse = data.figure("lapse_rate")
    return WORDS(
        "stage_headline",
        data.lang,
        active=data.people(active),
        change=data.steps(change),
        risk=data.people(float(by_key["customers"]["at_risk"])),
        risk_change=data.steps(float(by_key["change"]["at_risk"])),
        lapse=data.fmt.rate(lapse.value),
        interval=data.fmt.interval(lapse.ci_low, lapse.ci_high) or WORDS("no_interval", data.lang),
    )


def _stage_table(data: ReportData, rows: pd.DataFrame) -> Table:
    """Show customers, shares, money and change by stage."""
    columns = [
        Column("label", WORDS("stage", data.lang)),
        Column("customers", WORDS("customers", data.lang), "customers"),
        Column("share_customers", WORDS("share_customers", data.lang), "rate"),
        Column("change", WORDS("change_customers", data.lang), "change_count"),
        *money_columns(data),
    ]
    return Table.of("life_cycle", "", columns, rows)


def _flow_table(data: ReportData, flows: pd.DataFrame, names: dict[str, str]) -> Table:
    """Show who moved from where to where, for the workbook."""
    frame = flows.assign(
        source=[names.get(key, WORDS("newcomer", data.lang)) for key in flows["source"]],
        target=[names.get(key, key) for key in flows["target"]],
    )
    columns = [
        Column("source", WORDS("from_stage", data.lang)),
        Column("target", WORDS("to_stage", data.lang)),
        Column("customers", WORDS("customers", data.lang), "customers"),
    ]
    return Table.of("stage_flow", WORDS("flow_table", data.lang), columns, frame, parts=("source",))


def _lines_note(data: ReportData) -> str:
    """Print the typical lines between the stages, in days."""
    lines = data.features.lines or {}
    typical = {key: lines.get(f"{key}_days") for key in ("at_risk", "dormant", "lapsed")}
    note = WORDS("stage_note", data.lang)
    if any(value is None for value in typical.values()):
        return note
    days = {key: data.fmt.days(float(value or 0)) for key, value in typical.items()}
    return note + WORDS("stage_lines", data.lang, **days)
