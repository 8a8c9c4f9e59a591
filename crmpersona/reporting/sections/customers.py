"""Sections 2 and 3: do new customers stay, and how do customers move between stages?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import Month
from crmpersona.reporting.data import HISTORY_MONTHS, ReportData
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.common import ACTIVE, compared, money_columns, section, unavailable
from crmpersona.reporting.sections.groups import group_lines, group_rows, moved, told
from crmpersona.reporting.sections.words import STAGES, WORDS
from crmpersona.reporting.tables import SMALL, WITHHELD_TEXT, Column, Table
from crmpersona.reporting.withholding import blocks, hidden_cells, is_small
from crmpersona.statistics import proportion_interval

__all__ = ["life_cycle", "retention", "stage_words"]

COHORTS_SHOWN = 10
HORIZONS = (1, 3, 6, 12)
RECENT_MONTHS = 3  # an older cohort is no news


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
    cells = withheld_cohorts(cells)
    headline, title = _retention_headline(data, cells)
    picture = plots.cohort_triangle(
        [
            {**row, "size": data.people(row["size"]), "share": WITHHELD_TEXT if row["withheld"] else row["share"]}
            for row in cells.to_dict("records")
        ],
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


def withheld_cohorts(cells: pd.DataFrame) -> pd.DataFrame:
    """Take out the shares from which a number of customers under ten could be computed.

    A share times the size of its cohort is a number of customers; and all cohorts that bought in one month add up to
    that month's buyers, which readers know.

    Parameters
    ----------
    cells : pandas.DataFrame
        ``cohort``, ``month`` (months after), ``size``, ``customers``, ``share``.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``share`` and ``customers`` missing where they must be hidden, and ``withheld``.
    """
    cells = cells.reset_index(drop=True)
    counts = cells["customers"].where(cells["share"].notna())
    # First-time buyers stand as a measure of their own: a cell of month 0 that is shown there cannot protect others.
    unknown = cells[(cells["month"] > 0) | counts.map(is_small)]
    bought = [Month.parse(name).number + month for name, month in zip(unknown["cohort"], unknown["month"], strict=True)]
    lines = [unknown.index[line].to_numpy() for line in blocks(pd.DataFrame({"bought": bought}), ["bought"])]
    hidden = hidden_cells(counts, lines)
    return cells.assign(share=cells["share"].mask(hidden), customers=counts.mask(hidden), withheld=hidden)


def _retention_headline(data: ReportData, cells: pd.DataFrame) -> tuple[str, str]:
    """Compare the newest cohort's first month with the year before it."""
    known = (cells["month"] == 1) & cells["share"].notna() & (cells["size"] >= SMALL)
    firsts = cells[known & (cells["cohort"] >= str(data.month.shift(-HISTORY_MONTHS)))].sort_values("cohort")
    first_time = data.figure("first_time_buyers")
    new = WORDS(
        "retention_new",
        data.lang,
        n=data.text("first_time_buyers"),
        change=compared(data, first_time, "count"),
    )
    if firsts.empty or firsts["cohort"].iloc[-1] < str(data.month.shift(-RECENT_MONTHS)):
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
    sizes = cells.groupby("cohort")["size"].first()
    sizes = sizes.sort_index(ascending=False).head(rows)
    frame = pd.DataFrame({"cohort": sizes.index, "customers": sizes.to_numpy(dtype=float)})
    hidden = {}
    for horizon in HORIZONS:
        held = cells[cells["month"] == horizon].set_index("cohort").reindex(sizes.index)
        frame[f"month_{horizon}"] = held["share"].to_numpy(dtype=float)
        hidden[f"month_{horizon}"] = held["withheld"].eq(True).to_numpy()
    columns = [
        Column("cohort", WORDS("cohort", data.lang)),
        Column("customers", WORDS("cohort_size", data.lang), "customers"),
        *(Column(f"month_{k}", WORDS("after_months", data.lang, k=k), "rate") for k in HORIZONS),
    ]
    return Table.of("cohorts", "", columns, frame, lines=[], hidden=hidden)


def _cohort_cells(data: ReportData, cells: pd.DataFrame) -> Table:
    """Show every cell of the triangle, for the workbook."""
    columns = [
        Column("cohort", WORDS("cohort", data.lang)),
        Column("month", WORDS("months_after", data.lang)),
        Column("size", WORDS("cohort_size", data.lang), "customers"),
        Column("share", WORDS("retention", data.lang), "rate"),
    ]
    shown = cells[cells["share"].notna() | cells["withheld"]].astype({"month": str})
    hidden = {"share": shown["withheld"]}
    return Table.of("cohort_cells", WORDS("all_cohorts", data.lang), columns, shown, lines=[], hidden=hidden)


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
    rows, flows = group_rows(data, "life_cycle", names), data.rows_of("flow")
    hidden = hidden_stages(rows, flows)
    table = _stage_table(data, rows, hidden)
    extra: tuple[Table, ...] = ()
    picture = None
    if flows is not None and not flows.empty:
        extra = (_flow_table(data, flows, names, hidden),)
        picture = plots.stage_flow(
            # A withheld band of ten or more keeps a width rounded to tens: it can be seen, but not counted.
            flows.assign(customers=extra[0].shown("customers"), width=flows["customers"].round(-1)).to_dict("records"),
            title=WORDS("flow_title", data.lang),
            stages=list(names.items()),
            totals=_totals(data, rows, hidden),
            left=str(data.month.previous),
            right=str(data.month),
            note=WORDS("flow_note", data.lang),
            lang=data.lang,
        )
    headline = _stage_headline(data, rows, hidden)
    return section(data, "life_cycle", headline, figure=picture, table=table, note=_lines_note(data), extra=extra)


def stage_words(data: ReportData) -> dict[str, str]:
    """Count active, dormant and prospective customers as the table of stages does, hiding what it hides.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    dict
        Texts ``active``, ``dormant`` and ``prospect``.
    """
    rows = group_rows(data, "life_cycle", {key: STAGES(key, data.lang) for key in STAGES})
    hidden = hidden_stages(rows, data.rows_of("flow"))["customers"]
    groups = {"active": ACTIVE, "dormant": ("dormant",), "prospect": ("prospect",)}
    return {word: told(data, rows, keys, hidden) for word, keys in groups.items()}


def hidden_stages(rows: pd.DataFrame, flows: pd.DataFrame | None) -> dict[str, Any]:
    """Choose what must be hidden of the stages and of the moves between them, which add up to the stages.

    Parameters
    ----------
    rows : pandas.DataFrame
        Stages with ``key``, ``customers`` and ``before``.
    flows : pandas.DataFrame or None
        Moves with ``source``, ``target`` and ``customers``.

    Returns
    -------
    dict
        Flags ``customers``, ``before`` and ``flow``.
    """
    size = len(rows)
    # Sizes come first: they stand on cards, too. Moves then hide other moves and last month's sizes, not this month's.
    now = hidden_cells(rows["customers"], group_lines(rows, "customers", ACTIVE))
    lines = [line + size for line in group_lines(rows, "before", ACTIVE)]
    cells = [rows["customers"], rows["before"]]
    if flows is not None and not flows.empty:
        moves = flows.reset_index(drop=True)
        cells.append(moves["customers"])
        totals: dict[str, dict[Any, Any]] = {
            "target": {rows["key"][place]: place for place in np.flatnonzero(now)},
            "source": {key: place + size for place, key in enumerate(rows["key"])},
        }
        for side, places in totals.items():
            for line in blocks(moves, [side]):
                total = places.get(moves[side].iloc[line[0]])
                lines.append(np.array([*([] if total is None else [total]), *(line + 2 * size)], dtype=np.intp))
    counts = np.concatenate([part.to_numpy(dtype=float) for part in cells])
    hidden = hidden_cells(counts, lines, np.append(now, np.zeros(len(counts) - size, dtype=bool)))
    return {"customers": hidden[:size], "before": hidden[size : 2 * size], "flow": hidden[2 * size :]}


def _totals(data: ReportData, rows: pd.DataFrame, hidden: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Write the size of each stage before and after, for the picture."""
    before, after = (
        {
            key: (data.people(count) if is_small(count) else WITHHELD_TEXT) if hide else data.fmt.count(count)
            for key, count, hide in zip(rows["key"], rows[name], hidden[name], strict=True)
        }
        for name in ("before", "customers")
    )
    return before, after


def _stage_headline(data: ReportData, rows: pd.DataFrame, hidden: dict[str, Any]) -> str:
    """Say how many are active, how many newly at risk, and the lapse rate with interval."""
    by_key = rows.set_index("key")
    lapse = data.figure("lapse_rate")
    return WORDS(
        "stage_headline",
        data.lang,
        active=told(data, rows, ACTIVE, hidden["customers"]),
        change=moved(data, rows, ACTIVE),
        risk=data.people(float(by_key["customers"]["at_risk"])),
        risk_change=moved(data, rows, ("at_risk",)),
        lapse=data.text("lapse_rate"),
        interval=data.fmt.interval(lapse.ci_low, lapse.ci_high) or WORDS("no_interval", data.lang),
    )


def _stage_table(data: ReportData, rows: pd.DataFrame, hidden: dict[str, Any]) -> Table:
    """Show customers, shares, money and change by stage."""
    columns = [
        Column("label", WORDS("stage", data.lang)),
        Column("customers", WORDS("customers", data.lang), "customers"),
        Column("share_customers", WORDS("share_customers", data.lang), "rate"),
        Column("change", WORDS("change_customers", data.lang), "change_count"),
        *money_columns(data),
    ]
    chosen = {"customers": hidden["customers"], "change": hidden["before"]}
    return Table.of("life_cycle", "", columns, rows, hidden=chosen)


def _flow_table(data: ReportData, flows: pd.DataFrame, names: dict[str, str], hidden: dict[str, Any]) -> Table:
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
    return Table.of("stage_flow", WORDS("flow_table", data.lang), columns, frame, hidden={"customers": hidden["flow"]})


def _lines_note(data: ReportData) -> str:
    """Print the typical lines between the stages, in days."""
    lines = (data.features.lines or {}).get("life_cycle") or {}
    typical = {key: lines.get(f"{key}_days") for key in ("at_risk", "dormant", "lapsed")}
    ruler = data.features.rulers.get("life_cycle", {})
    note = WORDS("stage_note_fixed" if ruler.get("method") == "fixed" else "stage_note", data.lang)
    if any(value is None for value in typical.values()):
        return note
    days = {key: data.fmt.days(float(value or 0)) for key, value in typical.items()}
    return note + WORDS("stage_lines", data.lang, **days)
