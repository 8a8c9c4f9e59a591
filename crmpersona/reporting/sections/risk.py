"""Section 9: who may leave, and how much money is at stake?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from crmpersona.reporting.data import ReportData, column_of
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.common import ACTIVE, section, unavailable
from crmpersona.reporting.sections.groups import told, window_sales
from crmpersona.reporting.sections.words import STAGES, TIERS, WORDS
from crmpersona.reporting.tables import Column, Table
from crmpersona.reporting.withholding import blocks

__all__ = ["risk", "stakes"]

RISKS = ("active", "at_risk", "dormant", "lapsed")


def stakes(data: ReportData) -> pd.DataFrame:
    """Count customers and money by value tier and risk.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    pandas.DataFrame
        ``tier``, ``risk`` (keys), ``customers``, ``sales`` (net sales in the window); buyers of the window only.
    """
    frame = data.features.frame
    stage, tier = column_of(frame, "life_cycle"), column_of(frame, "value_tier")
    kinds = stage.where(~stage.isin(ACTIVE), "active")
    table = pd.DataFrame({"tier": tier, "risk": kinds, "sales": window_sales(frame)}).dropna(subset=["tier"])
    counted = table.groupby(["tier", "risk"], observed=True)["sales"].agg(["size", "sum"])
    wanted = pd.MultiIndex.from_product([list(TIERS), list(RISKS)], names=["tier", "risk"])
    filled = counted.reindex(wanted, fill_value=0).reset_index()
    return filled.rename(columns={"size": "customers", "sum": "sales"})


def risk(data: ReportData) -> Section:
    """Cross value with risk; risk is the life-cycle rule until there is a prediction, and says so.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 9: a grid of value by risk with money.
    """
    from crmpersona import plots

    rows = stakes(data)
    if not data.has_money or rows["customers"].sum() == 0:
        return unavailable(data, "risk", WORDS("no_money", data.lang))
    rows = rows.assign(
        value=[TIERS(key, data.lang) for key in rows["tier"]],
        risk_label=[
            WORDS("active_group", data.lang) if key == "active" else STAGES(key, data.lang) for key in rows["risk"]
        ],
    )
    columns = [
        Column("value", WORDS("tier", data.lang)),
        Column("risk_label", WORDS("stage", data.lang)),
        Column("customers", WORDS("customers", data.lang), "customers"),
        Column("sales", WORDS("sales", data.lang, days=data.parameters.window_days), "money"),
    ]
    table = Table.of("value_risk", "", columns, rows, lines=_lines(rows))
    headline, title = _headline(data, rows, (table.marks["customers"] != "").to_numpy())
    shown = rows.assign(
        risk=rows["risk_label"],
        sales=table.frame["sales"],
        customers=table.shown("customers"),
    )
    picture = plots.value_risk(
        shown[["value", "risk", "customers", "sales"]].to_dict("records"),
        title=title,
        note=WORDS("risk_note", data.lang),
        lang=data.lang,
        currency=data.currency,
    )
    worth = table.frame["sales"].fillna(-1.0)
    order = rows["risk"].ne("active").astype(int).mul(1e15).add(worth).sort_values(ascending=False, kind="stable").index
    ordered = Table(table.key, "", table.columns, table.frame.loc[order], table.marks.loc[order])
    return section(data, "risk", headline, figure=picture, table=ordered, note=WORDS("risk_limits", data.lang))


def _lines(rows: pd.DataFrame) -> list[Any]:
    """List the cells whose sum is told: tiers, stages, and the groups that actions are for."""
    valuable, silent = rows["tier"].isin(("high", "medium")), rows["risk"].isin(("dormant", "lapsed"))
    sums = [valuable & silent, valuable & (rows["risk"] == "at_risk")]
    return [*blocks(rows, ["tier"], ["risk"]), *(np.flatnonzero(mask) for mask in sums)]


def _headline(data: ReportData, rows: pd.DataFrame, hidden: Any) -> tuple[str, str]:
    """Say how many valuable customers are at risk and what they brought."""
    warned = rows[rows["risk"] == "at_risk"]
    high = warned[warned["tier"] == "high"]
    total = float(rows["sales"].sum()) or 1.0
    values = {
        "n": told(data, warned.assign(key="warned"), ["warned"], hidden[warned.index]),
        "sales": data.fmt.money(float(warned["sales"].sum())),
        "share": data.fmt.rate(float(warned["sales"].sum()) / total),
        "high": told(data, high.assign(key="high"), ["high"], hidden[high.index]),
        "high_sales": data.fmt.money(float(high["sales"].sum())),
        "days": data.parameters.window_days,
    }
    return WORDS("risk_headline", data.lang, **values), WORDS("risk_title", data.lang, **values)
