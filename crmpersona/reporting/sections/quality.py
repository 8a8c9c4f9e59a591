"""Section 13: how far can the numbers be trusted, and how are they made?"""

from __future__ import annotations

import pandas as pd

from crmpersona.cleaning.result import FILLED_IN
from crmpersona.reporting.data import ReportData
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.common import cut_text, horizon, section, structure_word
from crmpersona.reporting.sections.words import TABLES, WORDS
from crmpersona.reporting.tables import Column, Table

__all__ = ["definitions", "quality", "quality_counts", "trust_lines"]

MONTHS_SHOWN = 10


def quality_counts(data: ReportData) -> dict[str, int]:
    """Count rows by what cleaning found, for the manifest.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    dict
        ``"table.key"`` to rows.
    """
    report = data.cleaning.report
    return {f"{row.table}.{row.key}": int(row.rows) for row in report.itertuples()}


def trust_lines(data: ReportData) -> list[tuple[str, str]]:
    """Write the checks of page one.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    list of (str, str)
        Name and finding.
    """
    lang, fmt = data.lang, data.fmt
    read, rejected = data.count_cleaned("input"), data.count_cleaned("rejected")
    return [
        (
            WORDS("trust_rows", lang),
            WORDS("trust_rows_text", lang, kept=fmt.rate(1 - rejected / max(read, 1)), n=fmt.count(rejected)),
        ),
        (WORDS("trust_duplicates", lang), _duplicates(data)),
        (WORDS("trust_horizon", lang), horizon(data)),
        (WORDS("trust_groups", lang), _group_verdict(data)),
        (WORDS("trust_consent", lang), _consent(data)),
    ]


def _duplicates(data: ReportData) -> str:
    """Say how many exact duplicates there are, and what the total would be without them."""
    lines, single = data.totals["lines"] or 0, data.totals["lines_distinct"] or 0
    if lines == single:
        return WORDS("trust_no_duplicates", data.lang)
    amount = data.totals["amount_distinct"]
    without = "" if amount is None else WORDS("duplicates_without", data.lang, amount=data.fmt.money(amount))
    return WORDS("trust_duplicates_text", data.lang, n=data.fmt.count(lines - single), without=without)


def _changed(data: ReportData) -> str:
    """Count the cells that were mended; those filled in by rule, as order numbers that nobody gave, apart."""
    changes = data.cleaning.changes
    filled = changes["rule"].isin(FILLED_IN)
    mended = WORDS("quality_mended", data.lang, n=data.fmt.count(float(changes["rows"][~filled].sum())))
    count = float(changes["rows"][filled].sum())
    return mended + (WORDS("quality_filled", data.lang, n=data.fmt.count(count)) if count else "")


def _group_verdict(data: ReportData) -> str:
    """Say in a few words whether the segments are natural."""
    if data.segmentation is None:
        return WORDS("verdict_none", data.lang)
    return WORDS(f"verdict_{structure_word(data)}", data.lang, k=data.segmentation.k)


def _consent(data: ReportData) -> str:
    """Count those who refused profiling, and who were left out of the personas for it."""
    if data.refused is None:
        return WORDS("consent_unknown", data.lang)
    return WORDS("consent_known", data.lang, n=data.people(len(data.refused)))


def quality(data: ReportData) -> Section:
    """Show what reading and cleaning did to every row, and how the figures are made.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 13: rows by fate, counts, cuts; the definitions follow on their own sheet.
    """
    from crmpersona import plots

    rows = _fates(data)
    shown = rows[rows["item"].isin(("kept", "rejected", "flag")) & rows["rows"].gt(0)].sort_values(
        "rows", ascending=False
    )
    lines = data.count_cleaned("input")
    valid = data.totals["lines"] or 0
    headline = WORDS(
        "quality_headline",
        data.lang,
        read=data.fmt.count(lines),
        valid=data.fmt.count(valid),
        share=data.fmt.rate(valid / max(lines, 1)),
        rejected=data.fmt.count(data.count_cleaned("rejected")),
        changed=_changed(data),
        customers=data.people(data.totals["customers"] or 0),
        amount=WORDS("quality_amount", data.lang, amount=data.fmt.money(data.totals["amount"]))
        if data.has_money
        else "",
    )
    orders = shown[shown["table_key"] == "transactions"].head(MONTHS_SHOWN)
    picture = plots.bars(
        [{"label": row.label, "value": row.rows} for row in orders.itertuples()],
        title=WORDS("quality_title", data.lang),
        kind="count",
        lang=data.lang,
    )
    columns = [
        Column("table", WORDS("table", data.lang)),
        Column("label", WORDS("check", data.lang)),
        Column("rows", WORDS("rows", data.lang), "count"),
    ]
    return section(
        data,
        "quality",
        headline,
        figure=picture,
        table=_balance(data, rows),
        note=f"{cut_text(data)} {WORDS('quality_note', data.lang)}",
        extra=(
            Table.of("quality_all", WORDS("all_rows", data.lang), columns, rows),
            _changes(data),
        ),
    )


def _balance(data: ReportData, rows: pd.DataFrame) -> Table:
    """Show what became of the rows of each table, the tables that lost rows first."""
    parts = ("input", "kept", "rejected")
    frame = pd.DataFrame(
        [
            {
                "table": TABLES(name, data.lang) if name in TABLES else name,
                **{part: data.count_cleaned(part, name) for part in parts},
            }
            for name in rows["table_key"].unique()
        ]
    )
    frame = frame.sort_values(["rejected", "input"], ascending=False, kind="stable")
    columns = [Column("table", WORDS("table", data.lang))]
    columns += [Column(part, WORDS(f"rows_{part}", data.lang), "count") for part in parts]
    return Table.of("quality", "", columns, frame)


def _fates(data: ReportData) -> pd.DataFrame:
    """List what became of the rows of each table."""
    report = data.cleaning.report
    return pd.DataFrame(
        {
            "table_key": report["table"],
            "table": report["table"].to_numpy(),
            "item": report["item"],
            "label": report[f"label_{data.lang}"],
            "rows": report["rows"],
        }
    ).reset_index(drop=True)


def _changes(data: ReportData) -> Table:
    """List what cleaning changed, by column and rule."""
    changes = data.cleaning.changes
    kept = [name for name in ("table", "column", "rule", "rows") if name in changes.columns]
    kinds = {"rows": "count"}
    columns = [Column(name, WORDS(name, data.lang), kinds.get(name, "text")) for name in kept]
    return Table.of("changes", WORDS("changes_title", data.lang), columns, changes[kept].reset_index(drop=True))


def definitions(data: ReportData) -> Section:
    """List every measure and feature with its definition, for the workbook.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        A section that has only a sheet.
    """
    from crmpersona import features

    lang = data.lang
    frame = features.measure_definitions(lang, window_days=data.parameters.window_days)
    columns = [Column(str(name), WORDS(str(name), lang) if str(name) in WORDS else str(name)) for name in frame.columns]
    about = data.features.definitions
    feature_columns = [
        Column("column", WORDS("column", lang)),
        Column(f"label_{lang}", WORDS("name", lang)),
        Column("unit", WORDS("unit", lang)),
        Column(f"definition_{lang}", WORDS("definition", lang)),
        Column("source", WORDS("source", lang)),
    ]
    tables = (
        Table.of("definitions", WORDS("measure_definitions", lang), columns, frame.astype(str)),
        Table.of("feature_definitions", WORDS("feature_definitions", lang), feature_columns, about.astype(str)),
    )
    headline = WORDS("definitions_headline", lang)
    return section(data, "quality", headline, name="definitions", status="sheet", extra=tables)
