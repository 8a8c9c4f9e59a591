"""Sections 7 and 8: what do they buy, and when and where do we reach them?"""

from __future__ import annotations

from typing import Any

import pandas as pd

from crmpersona.personas.words_values import spaced
from crmpersona.reporting.data import ReportData
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.common import section, unavailable
from crmpersona.reporting.sections.people import trait_rows
from crmpersona.reporting.sections.words import WEEKDAYS, WORDS
from crmpersona.reporting.tables import SMALL_TEXT, WITHHELD_TEXT, Column, Table
from crmpersona.reporting.withholding import is_small

__all__ = ["habits", "tastes"]

CATEGORIES_SHOWN = 8
PERSONAS_SHOWN = 5
ORDERS_NEEDED = 30
EVERYBODY = ""


def tastes(data: ReportData) -> Section:
    """Show which categories each persona buys; rules between products wait for basket analysis.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 7: penetration of categories by persona.
    """
    from crmpersona import plots

    rows = _category_rows(data)
    if rows.empty:
        return unavailable(data, "tastes", WORDS("no_categories", data.lang))
    base = rows.drop_duplicates("category").sort_values("base", ascending=False, kind="stable")
    keep = base["category"].head(CATEGORIES_SHOWN)
    shown = rows[rows["category"].isin(keep)].reset_index(drop=True)
    gap = (
        shown.assign(gap=(shown["share"] - shown["base"]).mask(shown["withheld"]))
        .sort_values("gap", ascending=False, kind="stable")
        .iloc[0]
    )
    values = {
        "category": base.iloc[0]["category"],
        "base": data.fmt.rate(base.iloc[0]["base"]),
        "name": gap["group"],
        "other": gap["category"],
        "share": data.fmt.rate(gap["share"]),
        "all": data.fmt.rate(gap["base"]),
    }
    picture = plots.penetration(
        shown.assign(share=_told(shown)).to_dict("records"),
        title=WORDS("tastes_title", data.lang, **values),
        lang=data.lang,
    )
    columns = [
        Column("group", WORDS("persona", data.lang)),
        Column("category", WORDS("category", data.lang)),
        Column("n", WORDS("customers", data.lang), "customers"),
        Column("share", WORDS("share_group", data.lang), "rate"),
        Column("base", WORDS("share_base", data.lang), "rate"),
    ]
    widest = (
        shown[~shown["withheld"]]
        .assign(gap=shown["share"] - shown["base"])
        .sort_values("gap", ascending=False, kind="stable")
    )
    return section(
        data,
        "tastes",
        spaced(WORDS("tastes_headline", data.lang, **values)),
        figure=picture,
        table=Table.of("penetration", "", columns, widest.head(10), hidden={"n": widest["withheld"].head(10)}),
        note=WORDS("waiting_rules", data.lang),
        extra=(
            Table.of("penetration_all", WORDS("all_rows", data.lang), columns, rows, hidden={"n": rows["withheld"]}),
        ),
    )


def _category_rows(data: ReportData) -> pd.DataFrame:
    """Return the share of buyers of each category by persona."""
    if data.personas is None or data.personas.tgi.empty:
        return pd.DataFrame(columns=["group", "category", "n", "share", "base", "withheld"])
    traits = trait_rows(data)
    traits = traits[(traits["family"] == "category") & (traits["value"] != "other")]
    traits = traits[traits.groupby("group")["n_tagged"].transform("sum") > 0]  # prospects buy nothing: no column
    return pd.DataFrame(
        {
            "group": traits["group"],
            "category": traits["value"].astype(str),
            "n": traits["n_tagged"],
            "share": traits["share_group"],
            "base": traits["share_base"],
            "withheld": traits["withheld"].astype(bool),
        }
    ).reset_index(drop=True)


def _told(rows: pd.DataFrame) -> list[Any]:
    """Return the shares for the picture, with marks where they are hidden."""
    return [
        (SMALL_TEXT if is_small(count) else WITHHELD_TEXT) if hide else share
        for share, count, hide in zip(rows["share"], rows["n"], rows["withheld"], strict=True)
    ]


def habits(data: ReportData) -> Section:
    """Show weekday by hour and channels, for all customers and per persona.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 8: hour maps with channel bars.
    """
    from crmpersona import plots

    found = data.stages.get("habits")
    if found is None:
        return unavailable(data, "habits", data.reasons.get("habits", WORDS("no_habits", data.lang)))
    hours, channels = found.hours_of(EVERYBODY), _channels(found, EVERYBODY)
    if hours is None and not channels:
        return unavailable(data, "habits", WORDS("no_habits", data.lang))
    headline = _habit_headline(data, _cells(hours), channels)
    picture = plots.rhythm(_rhythms(data, found), title=headline, lang=data.lang)
    return section(
        data,
        "habits",
        headline,
        figure=picture,
        table=_channel_table(data, channels),
        note=WORDS("habits_note", data.lang),
    )


def _rhythms(data: ReportData, found: Any) -> list[dict[str, Any]]:
    """Return hours and channels of all customers, then of the largest personas beside them."""
    everybody = _channels(found, EVERYBODY)
    base = {row["label"]: row["share"] for row in everybody}
    cards = [] if data.personas is None else list(data.personas.cards)
    orders = {card.key: found.orders.get(card.key, 0) for card in cards}
    largest = sorted((card for card in cards if orders[card.key] >= ORDERS_NEEDED), key=lambda card: -orders[card.key])
    names = [(EVERYBODY, WORDS("everybody", data.lang))]
    names += [(card.key, card.name(data.lang)) for card in cards if card in largest[:PERSONAS_SHOWN]]
    return [
        {
            "name": name,
            "hours": _cells(found.hours_of(key)),
            "channels_missing": WORDS("no_channels", data.lang),
            "channels": [{**row, "base": base.get(row["label"]) if key else None} for row in _channels(found, key)],
        }
        for key, name in names
    ]


def _cells(table: pd.DataFrame | None) -> list[list[float]] | None:
    """Return orders by weekday and hour as rows, or None without clock times."""
    return None if table is None else [[float(cell) for cell in row] for row in table.to_numpy()]


def _channels(found: Any, group: str) -> list[dict[str, Any]]:
    """Return shares of a group's orders by channel, the largest first, unknown channels left out."""
    rows = found.ways[(found.ways["kind"] == "channel") & (found.ways["group"] == group)].dropna(subset=["value"])
    rows = rows.sort_values(["share", "value"], ascending=[False, True], kind="stable")
    return [
        {"label": str(row.value), "share": float(row.share), "base": None, "orders": float(row.orders)}
        for row in rows.itertuples()
    ]


def _habit_headline(data: ReportData, hours: list[list[float]] | None, channels: list[dict[str, Any]]) -> str:
    """Name the best hour and the first channel."""
    texts = []
    if hours is not None:
        flat = [(share, day, hour) for day, row in enumerate(hours) for hour, share in enumerate(row)]
        total = sum(share for share, _, _ in flat) or 1.0
        by_hour = [sum(row[hour] for row in hours) for hour in range(24)]
        start = max(range(23), key=lambda hour: by_hour[hour] + by_hour[hour + 1])
        by_day = [sum(row) for row in hours]
        best = max(range(7), key=lambda day: by_day[day])
        texts.append(
            WORDS(
                "habit_hours",
                data.lang,
                start=start,
                end=start + 2,
                share=data.fmt.rate((by_hour[start] + by_hour[start + 1]) / total),
                day=WEEKDAYS(str(best), data.lang),
                day_share=data.fmt.rate(by_day[best] / total),
            )
        )
    if channels:
        texts.append(
            WORDS("habit_channel", data.lang, name=channels[0]["label"], share=data.fmt.rate(channels[0]["share"]))
        )
    return WORDS("join", data.lang).join(texts) + WORDS("stop", data.lang)


def _channel_table(data: ReportData, channels: list[dict[str, Any]]) -> Table | None:
    """Show the channels with their orders."""
    if not channels:
        return None
    columns = [
        Column("label", WORDS("channel", data.lang)),
        Column("orders", WORDS("orders", data.lang), "count"),
        Column("share", WORDS("share_orders", data.lang), "rate"),
    ]
    return Table.of("channels", "", columns, pd.DataFrame(channels))
