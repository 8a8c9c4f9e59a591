"""Checking: every breach of the contract in all tables, listed at once."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from crmpersona.contract import CONTRACT, ContractError, Crm, Result, resolve_lang
from crmpersona.relational.validation import missing_references, validate
from crmpersona.sources.words import WORDS

__all__ = ["Validation", "check"]

LINKS = {
    **{
        (table, "customer_id"): ("customers", "customer_id")
        for table, spec in CONTRACT.items()
        if table != "customers" and spec.has("customer_id")
    },
    **{
        (table, "product_id"): ("products", "product_id")
        for table, spec in CONTRACT.items()
        if table != "products" and spec.has("product_id")
    },
    ("customers", "referrer_id"): ("customers", "customer_id"),
    ("assignments", "campaign_id"): ("campaigns", "campaign_id"),
    ("outcomes", "campaign_id"): ("campaigns", "campaign_id"),
}


@dataclass(frozen=True, kw_only=True, repr=False)
class Validation(Result):
    """What checking found.

    Parameters
    ----------
    failures : pandas.DataFrame
        One row per broken rule: ``table``, ``column``, ``rule``, ``rows``, ``examples`` (masked).
    tables, rows : int
        How much was looked at.

    Examples
    --------
    >>> Validation(failures=pd.DataFrame(), tables=1, rows=3).ok
    True
    """

    failures: pd.DataFrame = field(repr=False)
    tables: int = 0
    rows: int = 0

    @property
    def ok(self) -> bool:
        """Whether the contract is kept in full."""
        return self.failures.empty

    def to_frame(self) -> pd.DataFrame:
        """Return the failures."""
        return self.failures

    def labelled(self, lang: str | None = None) -> pd.DataFrame:
        """Return the failures with the rules in words.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        pandas.DataFrame
            Like ``failures``.
        """
        return self.failures.assign(rule=[_rule(rule, lang) for rule in self.failures.get("rule", ())])

    def summary(self, lang: str | None = None) -> str:
        """Say whether the contract is kept, and where most rows break it."""
        lang = resolve_lang(lang)
        if self.ok:
            return WORDS("kept", lang, tables=self.tables, rows=self.rows)
        worst = max(self.failures.to_dict("records"), key=lambda row: int(row["rows"]))
        return WORDS(
            "broken",
            lang,
            tables=self.tables,
            rows=self.rows,
            rules=len(self.failures),
            table=worst["table"],
            column=worst["column"],
            rule=_rule(str(worst["rule"]), lang),
            worst=int(worst["rows"]),
        )


def _rule(rule: str, lang: str | None) -> str:
    """Return a rule in words."""
    return WORDS("reference" if rule.startswith("reference") else rule, lang)


def check(crm: Crm, *, strict: bool = False) -> Validation:
    """Check all tables against the contract and against each other.

    Parameters
    ----------
    crm : Crm
        As read or cleaned. Not changed.
    strict : bool, default False
        Whether a breach is an error.

    Returns
    -------
    Validation
        All failures, never only the first.

    Raises
    ------
    ContractError
        If ``strict`` and the contract is broken; the message lists all failures.

    Examples
    --------
    >>> from crmpersona.sources import read
    >>> orders = pd.DataFrame({"customer_id": ["a", None], "ordered_at": ["2026-01-05", "soon"]})
    >>> check(read({"transactions": orders})).failures[["column", "rule", "rows"]].to_numpy().tolist()
    [['customer_id', 'required', 1], ['ordered_at', 'unreadable', 1]]
    """
    known = {name: table for name, table in crm.tables.items() if name in CONTRACT}
    parts = [validate(table, CONTRACT[name]) for name, table in known.items()]
    parts.append(missing_references(known, LINKS))
    filled = [part for part in parts if len(part)]
    failures = pd.concat(filled, ignore_index=True) if filled else parts[-1]
    rows = int(crm.counts()["rows"].sum())
    found = Validation(failures=failures, tables=len(known), rows=rows, provenance=crm.provenance)
    if strict and not found.ok:
        lines = [
            f"{row['table']}.{row['column']}: {row['rule']}, {row['rows']:,} rows ({row['examples']})"
            for row in failures.to_dict("records")
        ]
        raise ContractError(
            "the data contract is broken:\n  " + "\n  ".join(lines),
            remedy="correct the export or the mapping, or go on with cp.clean, which rejects such rows with a reason",
        )
    return found
