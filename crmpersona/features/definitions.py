"""Each column of the customer table as data: label, unit, definition, source, and why it is absent."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from crmpersona.contract import resolve_lang
from crmpersona.features.words_behaviour import REASONS, TEXTS

__all__ = ["DEFINITION_COLUMNS", "feature_definitions", "missing_reasons"]

DEFINITION_COLUMNS = (
    "column",
    "group",
    "label_zh",
    "label_en",
    "unit",
    "definition_zh",
    "definition_en",
    "source",
    "available",
    "reason_zh",
    "reason_en",
)


def feature_definitions(
    missing: Iterable[str] = (),
    families: Mapping[str, Iterable[str]] | None = None,
    values: Mapping[str, object] | None = None,
) -> pd.DataFrame:
    """List the columns of a customer table with their meaning.

    Parameters
    ----------
    missing : iterable of str, default ()
        What the data lack, such as ``"amount"``: columns that need it are listed as not available.
    families : mapping of str to iterable of str, optional
        Values with a column of their own, such as ``{"share_category_*": ["Tea", "other"]}``.
    values : mapping of str to object, optional
        What the definitions speak of: ``window_days``, ``tier_window``, ``bins``, ``cut`` (pair zh, en).

    Returns
    -------
    pandas.DataFrame
        One row per column in the order of the table: ``column``, ``group``, ``label_zh``, ``label_en``,
        ``unit``, ``definition_zh``, ``definition_en``, ``source``, ``available``, ``reason_zh``, ``reason_en``.

    Examples
    --------
    >>> table = feature_definitions(missing=["amount"]).set_index("column")
    >>> table.loc["monetary", "reason_en"]
    'the order lines carry no amount'
    """
    lacking = set(missing)
    rows: list[tuple[object, ...]] = []
    for column, entry in _catalogue().items():
        needs = entry.get("needs", "")
        absent = needs in lacking
        reason = REASONS[needs] if absent else ("", "")
        texts = (_filled(entry[f"definition_{lang}"], lang, values) for lang in ("zh", "en"))
        rest = (entry["group"], entry["label_zh"], entry["label_en"], entry["unit"], *texts, entry["source"])
        names = list((families or {}).get(column, ()))
        if not column.endswith("*") or not names:
            rows.append((column, *rest, not absent and not column.endswith("*"), *reason))
        else:
            rows.extend(_member(column, name, rest) for name in names)
    return pd.DataFrame(rows, columns=list(DEFINITION_COLUMNS))


def missing_reasons(definitions: pd.DataFrame, lang: str | None = None) -> dict[str, list[str]]:
    """Group the absent columns by the reason.

    Parameters
    ----------
    definitions : pandas.DataFrame
        From :func:`feature_definitions`.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.

    Returns
    -------
    dict of str to list of str
        Reason to columns.

    Examples
    --------
    >>> missing_reasons(feature_definitions(missing=["quantity"]), "en")
    {'the order lines carry no quantity': ['units', 'units_per_order']}
    """
    absent = definitions[~definitions["available"] & (definitions["reason_en"] != "")]
    reason = f"reason_{resolve_lang(lang)}"
    return {str(text): rows["column"].tolist() for text, rows in absent.groupby(reason, sort=False)}


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, dict[str, Any]]:
    """Read the catalogue of columns that lies beside this module."""
    return tomllib.loads(Path(__file__).with_name("definitions.toml").read_text(encoding="utf-8"))


def _member(column: str, name: str, rest: tuple[str, ...]) -> tuple[object, ...]:
    """Return the row of one value of a family of columns."""
    group, label_zh, label_en, unit, zh, en, source = rest
    shown_zh, shown_en = TEXTS["other"] if name == "other" else (name, name)
    labels = (label_zh.format(name=shown_zh), label_en.format(name=shown_en))
    return (column.replace("*", name), group, *labels, unit, zh, en, source, True, "", "")


def _filled(text: str, lang: str, values: Mapping[str, object] | None) -> str:
    """Write the parameters in force into a definition."""
    given = dict(values or {})
    days = given.get("window_days")
    cut = given.get("cut", ("得分均值", "score mean"))
    words = {
        "window": TEXTS("all_history", lang) if days is None else TEXTS("window", lang, n=days),
        "tier_window": given.get("tier_window", 365),
        "bins": given.get("bins", 5),
        "cut": cut[0 if lang == "zh" else 1] if isinstance(cut, tuple) else cut,
    }
    return text.format(**words) if "{" in text else text
