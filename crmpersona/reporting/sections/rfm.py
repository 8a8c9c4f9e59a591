"""Section 4: how many important customers, and which go cold?"""

from __future__ import annotations

from typing import Any

import pandas as pd

from crmpersona.reporting.data import ReportData, column_of
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.common import cut_text, money_columns, section, unavailable
from crmpersona.reporting.sections.groups import group_rows, hidden_groups, moved, told
from crmpersona.reporting.sections.words import WORDS
from crmpersona.reporting.tables import Column, Table

__all__ = ["has_rfm", "important_rows", "rfm"]

IMPORTANT = {
    "eight": ("important_value", "important_develop", "important_keep", "important_winback"),
    "eleven": ("champions", "loyal", "at_risk", "cant_lose"),
}
COLD = {
    "eight": ("important_keep", "important_winback"),
    "eleven": ("at_risk", "cant_lose"),
}
SHRINK_IS_GOOD = (
    "important_keep", "important_winback", "general_keep", "general_winback",
    "about_to_sleep", "at_risk", "cant_lose", "hibernating", "need_attention",
)  # fmt: skip


def rfm_rows(data: ReportData) -> pd.DataFrame:
    """Count customers and money by RFM group.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    pandas.DataFrame
        Rows as of ``group_rows``, with ``code``, ``who``, ``aim`` and ``good``; prospects last.
    """
    from crmpersona import features

    scheme = data.parameters.scheme
    about = features.rfm_group_table(scheme, data.lang)
    names = dict(zip(about["key"], about["name"], strict=True))
    rows = group_rows(data, f"rfm_{scheme}", names)
    rows = rows.merge(about[["key", "code", "who", "aim"]], on="key", how="left")
    # Where few customers are new, the change of prospects is hidden in the table of stages; so it stands only there.
    rows["change"] = rows["change"].mask(rows["key"] == "prospects")
    rows["good"] = ["down" if key in SHRINK_IS_GOOD else "up" for key in rows["key"]]
    return rows


def has_rfm(data: ReportData) -> bool:
    """Say whether anybody is in an RFM group of the scheme; the eight need money.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    bool
        False where the groups could not be made.
    """
    return bool(column_of(data.features.frame, f"rfm_{data.parameters.scheme}").notna().any())


def important_rows(data: ReportData) -> tuple[pd.DataFrame, dict[str, Any], str, str]:
    """Return the four important groups, what to hide of them, how many customers they hold, and how many are silent.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    (pandas.DataFrame, dict, str, str)
        Rows of the groups, their hidden cells, and the two counts as texts.
    """
    rows, scheme = rfm_rows(data), data.parameters.scheme
    chosen = rows["key"].isin(IMPORTANT[scheme])
    hidden = {name: flags[chosen] for name, flags in hidden_rfm(data, rows).items()}
    flags = hidden_rfm(data, rows)["customers"]
    total, cold = told(data, rows, IMPORTANT[scheme], flags), told(data, rows, COLD[scheme], flags)
    return rows[chosen].reset_index(drop=True), hidden, total, cold


def rfm(data: ReportData) -> Section:
    """Show the RFM groups: customers, share of sales, change.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 4: two by four tiles, and what to do with each group.
    """
    from crmpersona import plots

    name = "rfm" if data.parameters.scheme == "eight" else "rfm_eleven"
    rows = rfm_rows(data)
    if rows["customers"].sum() == 0 or not has_rfm(data):
        return unavailable(data, "rfm", WORDS("no_rfm", data.lang))
    table = _table(data, rows)
    headline, title = _headline(data, rows)
    shown = rows.assign(**{key: table.frame[key].to_numpy() for key in ("customers", "share_customers", "change")})
    shown["share_sales"] = table.frame["share_sales"].to_numpy() if data.has_money else None
    shown["customers"] = table.shown("customers")
    shown["change"] = shown["change"].astype(object).where(shown["change"].notna(), None)
    picture = plots.rfm_tiles(shown.to_dict("records"), title=title, note=cut_text(data), lang=data.lang)
    return section(
        data,
        "rfm",
        headline,
        name=name,
        figure=picture,
        table=table,
        note=f"{cut_text(data)} {WORDS('rfm_note', data.lang)}",
    )


def hidden_rfm(data: ReportData, rows: pd.DataFrame) -> dict[str, Any]:
    """Choose what must be hidden of the groups, on page one as in the table.

    Parameters
    ----------
    data : ReportData
        The month.
    rows : pandas.DataFrame
        All groups.

    Returns
    -------
    dict
        Flags by column.
    """
    scheme = data.parameters.scheme
    return hidden_groups(rows, IMPORTANT[scheme], COLD[scheme])


def _headline(data: ReportData, rows: pd.DataFrame) -> tuple[str, str]:
    """Say what the important groups bring and how many of them go cold."""
    scheme, by_key, hidden = data.parameters.scheme, rows.set_index("key"), hidden_rfm(data, rows)["customers"]
    important = by_key.loc[list(IMPORTANT[scheme])]
    buyers = by_key.drop(index="prospects", errors="ignore")["customers"].sum()
    share = important["customers"].sum() / max(buyers, 1)
    total = told(data, rows, IMPORTANT[scheme], hidden)
    values = {
        "n": total,
        "share": data.fmt.rate(share) if total[0].isdigit() else "–",
        "sales": data.fmt.rate(float(important["share_sales"].sum())) if data.has_money else "–",
        "cold": told(data, rows, COLD[scheme], hidden),
        "change": moved(data, rows, COLD[scheme]),
    }
    return WORDS("rfm_headline", data.lang, **values), WORDS("rfm_title", data.lang, **values)


def _table(data: ReportData, rows: pd.DataFrame) -> Table:
    """Show every group with its money and first aim."""
    columns = [
        Column("label", WORDS("group", data.lang)),
        Column("code", WORDS("code", data.lang)),
        Column("customers", WORDS("customers", data.lang), "customers"),
        Column("share_customers", WORDS("share_customers", data.lang), "rate"),
        Column("change", WORDS("change_customers", data.lang), "change_count"),
        *money_columns(data),
        Column("aim", WORDS("aim", data.lang)),
    ]
    return Table.of("rfm_groups", "", columns, rows, hidden=hidden_rfm(data, rows))
