"""What cleaning returns: clean tables, rejected rows, changes, and a report whose counts add up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from crmpersona.cleaning.words import WORDS
from crmpersona.contract import CONTRACT, DERIVED, FIXED_POINT, Crm, Result, mask, resolve_lang

__all__ = ["Cleaning", "change_rows", "report_frame"]

REJECT_LIMIT = 1_000_000
FILLED_IN = ("amount_computed", "order_id_built", "line_numbered")
KINDS = {"id": "id", "money": "number", "decimal": "number", "integer": "number", "date": "date", "timestamp": "date"}
NAMED = {"name": "name", "phone": "phone", "email": "email"}


@dataclass(frozen=True, kw_only=True, repr=False)
class Cleaning(Result):
    """The result of cleaning.

    Parameters
    ----------
    crm : Crm
        Cleaned tables, stage "cleaned".
    changes : pandas.DataFrame
        One row per table, column and rule: ``rows``, and a masked example ``before`` and ``after``.
    report : pandas.DataFrame
        One row per count: ``table``, ``item`` (input, kept, rejected, reason, flag, added), ``key``,
        ``rows``, ``label_zh``, ``label_en``. Per table, input = kept + rejected.
    rejected : engine table
        All rejected rows by place and reason.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.cleaning import clean
    >>> from crmpersona.sources import read
    >>> lines = pd.DataFrame({"customer_id": ["a"], "ordered_at": ["2026-01-05"], "amount": [-5]})
    >>> clean(read(lines, currency="CNY")).summary("en")
    '1 rows: 1 kept, 0 rejected; 1 cells changed. 0 valid purchase lines, 1 return lines, 0 exact duplicates (kept).'
    """

    crm: Crm = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    report: pd.DataFrame = field(repr=False)
    rejected: Any = field(repr=False)

    @property
    def rejects(self) -> pd.DataFrame:
        """Rejected rows: table, source, source_row, reason, column, example (masked).

        At most a million rows are brought to pandas; ``.attrs["rows"]`` holds the full count, and
        ``.rejected`` all of them in the engine.
        """
        order = ["table", "source", "source_row"]
        frame: pd.DataFrame = self.rejected.order_by(order).limit(REJECT_LIMIT).to_pandas()
        shown = {
            (table, column, example): mask(example, _kind(table, column))
            for table, column, example in set(frame[["table", "column", "example"]].itertuples(index=False, name=None))
        }
        frame["example"] = [
            shown[key] for key in frame[["table", "column", "example"]].itertuples(index=False, name=None)
        ]
        frame.attrs["rows"] = self.count("rejected")
        return frame

    def count(self, key: str, table: str | None = None) -> int:
        """Return one count of the report.

        Parameters
        ----------
        key : str
            For example ``"kept"``, ``"rejected"``, ``"return"`` or ``"missing:customer_id"``.
        table : str, optional
            One table; None adds all.

        Returns
        -------
        int
            Rows; 0 where there are none.
        """
        rows = self.report[self.report["key"] == key]
        return int((rows if table is None else rows[rows["table"] == table])["rows"].sum())

    def to_frame(self) -> pd.DataFrame:
        """Return the report."""
        return self.report

    def summary(self, lang: str | None = None) -> str:
        """Say how many rows were kept, rejected and changed."""
        lang = resolve_lang(lang)
        text = ""
        if self.crm.has("transactions"):
            dropped = self.provenance.parameters.get("duplicates") == "drop"
            text = WORDS(
                "orders",
                lang,
                valid=self.count("valid"),
                returns=self.count("return"),
                duplicates=self.count("duplicate") if dropped else self.count("duplicates_kept"),
                fate=WORDS("fate_drop" if dropped else "fate_keep", lang),
            )
        return WORDS(
            "summary",
            lang,
            read=self.count("input"),
            kept=self.count("kept"),
            rejected=self.count("rejected"),
            changes=int(self.changes["rows"].sum()),
            orders=text,
        ).strip()

    def to_dict(self) -> dict[str, Any]:
        """Return report and changes as plain data."""
        return {
            "result": "Cleaning",
            "report": self.report.to_dict("records"),
            "changes": self.changes.to_dict("records"),
        }


def _kind(table: str, column: Any) -> str:
    """Return how a column's values are masked."""
    if not isinstance(column, str):
        return "text"
    if column in NAMED:
        return NAMED[column]
    spec = CONTRACT.get(table)
    declared = spec.column(column) if spec and spec.has(column) else DERIVED.get(column)
    if declared and declared.type == "category" and declared.pii == "none":
        return "number"  # shown whole: the name of a channel or category is no personal fact
    return KINDS.get(declared.type, "text") if declared else "text"


def change_rows(table: str, kept: Any, helpers: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Count the cells that rules changed, each with a masked example from the first row, in one query.

    Parameters
    ----------
    table : str
        Name of the table.
    kept : engine table
        Kept rows with helper columns, which are null where nothing changed.
    helpers : sequence of (str, str, str)
        Helper column, column that changed, key of the rule.

    Returns
    -------
    list of dict
        Rows of ``Cleaning.changes``.
    """
    if not helpers:
        return []
    measures: dict[str, Any] = {}
    for place, (helper, column, _) in enumerate(helpers):
        changed = kept[helper].notnull()
        measures |= {
            f"rows{place}": kept[helper].count(),
            f"before{place}": kept[helper].argmin(kept["source_row"], where=changed),
            f"after{place}": kept[column].argmin(kept["source_row"], where=changed),
        }
    found = kept.aggregate(**measures).to_pandas().iloc[0]
    rows = []
    for place, (_, column, rule) in enumerate(helpers):
        if found[f"rows{place}"]:
            before = None if rule in FILLED_IN else found[f"before{place}"]
            kind = _kind(table, column)
            shown = [mask(_shown(value, table, column), kind) for value in (before, found[f"after{place}"])]
            change = {"table": table, "column": column, "rule": rule, "rows": int(found[f"rows{place}"])}
            rows.append({**change, "before": shown[0], "after": shown[1]})
    return rows


def _shown(value: Any, table: str, column: str) -> Any:
    """Turn fixed-point money into plain units for an example."""
    spec = CONTRACT.get(table)
    if spec and spec.has(column) and spec.column(column).type == "date" and not isinstance(value, str):
        return str(value)[:10]
    fixed = bool(spec and spec.has(column) and spec.column(column).type in ("money", "decimal"))
    return value / FIXED_POINT if fixed and value is not None and not isinstance(value, str) else value


def report_frame(counts: list[dict[str, Any]]) -> pd.DataFrame:
    """Make the report: counts with their words in both languages.

    Parameters
    ----------
    counts : list of dict
        ``table``, ``item``, ``key`` and ``rows``.

    Returns
    -------
    pandas.DataFrame
        The same with ``label_zh`` and ``label_en``.

    Examples
    --------
    >>> report_frame([{"table": "customers", "item": "kept", "key": "kept", "rows": 3}])["label_en"].tolist()
    ['rows kept']
    """
    rows = [{**row, "label_zh": _label(row, "zh"), "label_en": _label(row, "en")} for row in counts]
    return pd.DataFrame(rows, columns=["table", "item", "key", "rows", "label_zh", "label_en"])


def _label(row: dict[str, Any], lang: str) -> str:
    """Return the words for one count."""
    key, _, column = str(row["key"]).partition(":")
    if not column:
        return WORDS(key, lang)
    spec = CONTRACT[row["table"]]
    about = re.split("[,，]", spec.column(column).about_zh)[0] if lang == "zh" and spec.has(column) else column
    return WORDS(key, lang, column=about)
