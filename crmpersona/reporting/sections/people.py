"""Sections 5 and 6: which kinds of customers there are, and what sets each apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from crmpersona.reporting.data import Figure, ReportData
from crmpersona.reporting.section import Panel, Section
from crmpersona.reporting.sections.common import section, structure_word, unavailable
from crmpersona.reporting.sections.words import WORDS
from crmpersona.reporting.tables import Column, Table, write_value
from crmpersona.reporting.withholding import blocks, hidden_cells

__all__ = ["contrast", "personas"]

CARD_KINDS = {
    **dict.fromkeys(("customers", "buyers"), "count"),
    **dict.fromkeys(("share_customers", "share_sales"), "rate"),
    **dict.fromkeys(("sales_per_buyer", "average_order_value"), "money"),
    "orders_per_buyer": "number",
    "repeat_rate": "rate",
    "units_per_order": "number",
    **dict.fromkeys(("discount_share", "refund_rate", "margin_rate"), "rate"),
}
TRAITS_PER_GROUP = 6
TRAITS_SHOWN = 10
TRAIT_COLUMNS = (
    "group", "tag", "family", "value", "index", "ci_low", "ci_high", "share_group", "share_base", "n_tagged",
    "certified", "withheld",
)  # fmt: skip


def personas(data: ReportData) -> Section:
    """Show the groups by size and value, say how far to trust them, then one card each.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 5.
    """
    if data.personas is None or not data.personas.cards:
        reason = data.reasons.get("segments") or data.reasons.get("personas") or WORDS("no_personas", data.lang)
        return unavailable(data, "personas", reason)
    table = _group_table(data)
    certificate = WORDS(f"certificate_{structure_word(data)}", data.lang, k=data.segmentation.k)
    largest = table.frame.sort_values("share_sales" if data.has_money else "share_customers", ascending=False).iloc[0]
    headline = WORDS(
        "personas_headline" if data.has_money else "personas_headline_plain",
        data.lang,
        k=sum(card.key != "prospects" for card in data.personas.cards),
        name=largest["label"],
        share=data.fmt.rate(largest["share_customers"]),
        sales=data.fmt.rate(largest["share_sales"]) if data.has_money else "",
        certificate=certificate,
    )
    picture = _group_picture(data, table, str(largest["label"]), certificate)
    reason = str(data.segmentation.reasons.get(data.lang, ""))
    reason = "" if reason == certificate else reason
    if data.refused is not None and len(data.refused):
        rest = data.people(len(data.features.frame) - len(data.refused))
        reason += " " + WORDS("personas_refused", data.lang, n=data.people(len(data.refused)), rest=rest)
    return section(
        data,
        "personas",
        headline,
        figure=picture,
        table=table,
        note=f"{reason} {WORDS('personas_note', data.lang)}".strip(),
        panels=tuple(_card_panel(data, card) for card in data.personas.cards),
    )


def _group_picture(data: ReportData, table: Table, largest: str, note: str) -> Any:
    """Draw size against value; where no money is known, size alone."""
    from crmpersona import plots

    if not data.has_money:
        rows = table.frame[["label"]].assign(value=table.frame["share_customers"])
        return plots.bars(rows.to_dict("records"), title=WORDS("share_customers", data.lang), note=note, lang=data.lang)
    shown = table.frame.assign(customers=table.shown("customers"))
    title = WORDS("personas_title", data.lang, name=largest)
    return plots.segment_map(shown.to_dict("records"), title=title, note=note, lang=data.lang, currency=data.currency)


def _group_table(data: ReportData) -> Table:
    """Show size, money and portrait of each persona."""
    rows = [
        {
            "label": card.name(data.lang),
            "portrait": card.portrait(data.lang),
            "share_low": _figure(card, "share_customers", "low"),
            "share_high": _figure(card, "share_customers", "high"),
            "sales_per_customer": _figure(card, "sales_per_buyer"),
            **{name: _figure(card, name) for name in ("customers", "share_customers", "share_sales")},
        }
        for card in data.personas.cards
    ]
    money = [
        Column("share_sales", WORDS("share_sales", data.lang), "rate"),
        Column("sales_per_customer", WORDS("per_buyer", data.lang), "money"),
    ]
    columns = [
        Column("label", WORDS("persona", data.lang)),
        Column("customers", WORDS("customers", data.lang), "customers"),
        Column("share_customers", WORDS("share_customers", data.lang), "rate"),
        Column("share_low", WORDS("low", data.lang), "rate"),
        Column("share_high", WORDS("high", data.lang), "rate"),
        *(money if data.has_money else []),
        Column("portrait", WORDS("portrait", data.lang)),
    ]
    return Table.of("personas", "", columns, pd.DataFrame(rows))


def _figure(card: Any, name: str, part: str = "value") -> float | None:
    """Take one figure of a card's block on size and value."""
    value = ((card.blocks.get("size") or {}).get(name) or {}).get(part)
    return None if value is None or isinstance(value, str) else float(value)


def _card_panel(data: ReportData, card: Any) -> Panel:
    """Show one card as a picture, its figures under it."""
    picture = card.plot(data.lang)
    name = card.name(data.lang)
    return Panel(card.key, name, picture, picture.alt or f"{name}: {card.portrait(data.lang)}", _card_table(data, card))


def _card_table(data: ReportData, card: Any) -> Table:
    """List a card's figures beside those of all customers, for readers who cannot see the picture."""
    rows = []
    for name, figure in (card.blocks.get("size") or {}).items():
        kind = CARD_KINDS.get(name)
        if kind is not None:
            interval = data.span(Figure(name, None, figure.get("low"), figure.get("high")), kind)
            shown = {
                part: value if isinstance(value, str) else write_value(value, kind, data.fmt)
                for part, value in ((part, figure.get(part)) for part in ("value", "base"))
            }
            rows.append({"measure": WORDS(f"card_{name}", data.lang), "interval": interval, **shown})
    columns = [
        Column("measure", WORDS("measure", data.lang)),
        Column("value", WORDS("in_group", data.lang)),
        Column("interval", WORDS("interval", data.lang)),
        Column("base", WORDS("everybody", data.lang)),
    ]
    frame = pd.DataFrame(rows, columns=["measure", "value", "interval", "base"])
    return Table.of(f"card_{card.key}", card.name(data.lang), columns, frame)


def contrast(data: ReportData) -> Section:
    """Show where each persona differs from all customers, certified traits only.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 6: index (TGI) dots with intervals.
    """
    from crmpersona import plots

    if data.personas is None:
        return unavailable(data, "contrast", WORDS("no_personas", data.lang))
    traits = trait_rows(data)
    certain = traits[traits["certified"].astype(bool) & ~traits["withheld"].astype(bool)]
    if certain.empty:
        return unavailable(data, "contrast", WORDS("no_traits", data.lang))
    ordered = certain.reindex(certain["difference"].abs().sort_values(ascending=False, kind="stable").index)
    top = ordered.iloc[
        int((ordered["difference"] > 0).to_numpy().argmax())
    ]  # what they do says more than what they do not do
    values = {
        "name": top["group"],
        "trait": top["label"],
        "share": data.fmt.rate(top["share_group"]),
        "base": data.fmt.rate(top["share_base"]),
        "index": data.fmt.count(top["index"]),
        "interval": f"{data.fmt.count(top['ci_low'])}–{data.fmt.count(top['ci_high'])}",
    }
    shown = ordered.groupby("group", sort=False).head(TRAITS_PER_GROUP)
    order = {card.key: place for place, card in enumerate(data.personas.cards)}
    picture = plots.tgi_dots(
        shown.sort_values("key", kind="stable", key=lambda keys: keys.map(order)).to_dict("records"),
        title=WORDS("contrast_title", data.lang, **values),
        lang=data.lang,
    )
    return section(
        data,
        "contrast",
        WORDS("contrast_headline", data.lang, **values),
        figure=picture,
        table=_trait_table(data, ordered.head(TRAITS_SHOWN), "traits"),
        note=WORDS("contrast_note", data.lang),
        extra=(_trait_table(data, traits, "tgi"),),
    )


def trait_rows(data: ReportData) -> pd.DataFrame:
    """Return all traits with group names and labels in the report's language.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``label``, ``share_group``, ``share_base``, ``difference``, ``index``, ``ci_low``, ``ci_high``,
        ``certified``, ``n``, ``withheld`` (the figures must be hidden).
    """
    from crmpersona.personas import Tag

    frame = data.personas.tgi.reset_index(drop=True)
    names = {card.key: card.name(data.lang) for card in data.personas.cards}
    frame = frame.assign(withheld=hidden_traits(frame)) if len(frame) else frame.reindex(columns=TRAIT_COLUMNS)
    frame = frame[frame["group"].isin(list(names))].reset_index(drop=True)
    labels = [
        Tag(str(family), str(value)).label(data.lang)
        for family, value in zip(frame["family"], frame["value"], strict=True)
    ]
    named: pd.DataFrame = frame.assign(
        key=frame["group"],
        group=[names[key] for key in frame["group"]],
        label=labels,
        difference=frame["share_group"] - frame["share_base"],
        n=frame["n_tagged"],
    )
    return named


def hidden_traits(frame: pd.DataFrame) -> Any:
    """Choose the traits whose numbers of customers must be hidden.

    Readers can add up a trait over all groups, and the values of an attribute within a group where everybody known
    has exactly one.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``group``, ``family``, ``tag``, ``n_tagged``, ``n`` (known in the group), ``share_base``, ``n_base``.

    Returns
    -------
    numpy.ndarray of bool
        One flag per row.
    """
    frame = frame.reset_index(drop=True)
    per_tag = blocks(frame, ["tag"])
    single = [line for line in blocks(frame, ["group", "family"]) if _adds_up(frame.iloc[line])]
    # What groups without a card leave over of a trait is a cell of its own: it could be computed, too.
    firsts = frame.iloc[[line[0] for line in per_tag]]
    sums = np.array([frame["n_tagged"].iloc[line].sum() for line in per_tag])
    rest = (firsts["share_base"] * firsts["n_base"]).round().to_numpy(dtype=float) - sums
    lines = [np.append(line, len(frame) + place) for place, line in enumerate(per_tag)]
    cells = np.concatenate([frame["n_tagged"].to_numpy(dtype=float), np.clip(rest, 0, None)])
    return hidden_cells(cells, [*lines, *single])[: len(frame)]


def _adds_up(rows: pd.DataFrame) -> bool:
    """Tell whether the values of an attribute in a group add up to all whose value is known."""
    return bool(rows["n_tagged"].sum() == rows["n"].iloc[0])


def _trait_table(data: ReportData, rows: pd.DataFrame, key: str) -> Table:
    """Show traits with both shares, index and interval."""
    columns = [
        Column("group", WORDS("persona", data.lang)),
        Column("label", WORDS("trait", data.lang)),
        Column("n", WORDS("with_trait", data.lang), "customers"),
        Column("share_group", WORDS("share_group", data.lang), "rate"),
        Column("share_base", WORDS("share_base", data.lang), "rate"),
        Column("index", WORDS("index", data.lang), "index"),
        Column("ci_low", WORDS("low", data.lang), "index"),
        Column("ci_high", WORDS("high", data.lang), "index"),
    ]
    return Table.of(key, "", columns, rows, hidden={"n": rows["withheld"]})
