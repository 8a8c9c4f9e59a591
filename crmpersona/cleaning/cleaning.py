"""Cleaning, first version: every row is kept, changed or rejected with a reason, and the counts add up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from crmpersona.cleaning import expressions as common
from crmpersona.cleaning import expressions_orders as orders
from crmpersona.cleaning.result import Cleaning, change_rows, report_frame
from crmpersona.cleaning.spelling import common_spellings
from crmpersona.cleaning.words import CODES, STATUSES
from crmpersona.contract import CONTRACT, CleaningError, Crm, ParameterError, Provenance
from crmpersona.relational import Engine, default_engine
from crmpersona.sources.expressions import stacked

__all__ = ["clean", "cleaned"]

ONE_PER_KEY = ("customers", "products")


def clean(crm: Crm, region: str = "CN", *, duplicates: str = "keep", engine: Engine | None = None) -> Cleaning:
    """Clean the tables of a Crm.

    Parameters
    ----------
    crm : Crm
        As read. Not changed.
    region : str, default "CN"
        Country whose writing habits apply where a value alone does not decide (ISO 3166, two letters).
    duplicates : {"keep", "drop"}, default "keep"
        What to do with order lines that equal another in every column. Two equal lines may be two
        purchases, so they are kept and counted unless you know better.
    engine : Engine, optional
        Where the cleaned tables live; None takes the engine of this process.

    Returns
    -------
    Cleaning
        ``.crm`` (stage "cleaned"), ``.rejects``, ``.changes``, ``.report``.

    Raises
    ------
    ParameterError
        If an argument is not understood, or the Crm is cleaned already.
    CleaningError
        If amounts are in several currencies.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.sources import read
    >>> lines = pd.DataFrame({"customer_id": ["a", None], "ordered_at": ["2026-01-05"] * 2, "amount": [5, 7]})
    >>> result = clean(read({"transactions": lines}))
    >>> result.rejects["reason"].tolist(), result.crm.frame("transactions")["is_valid"].tolist()
    (['missing:customer_id'], [True])
    """
    if duplicates not in ("keep", "drop"):
        raise ParameterError(f"duplicates={duplicates!r} is unknown", remedy="use 'keep' or 'drop'")
    if not re.fullmatch(r"[A-Z]{2}", region):
        raise ParameterError(f"region={region!r} is no country code", remedy="use two capital letters such as 'CN'")
    if crm.stage == "cleaned":
        raise ParameterError("this Crm is cleaned already", remedy="use it as it is, or clean what cp.read returned")
    return _Job(crm, duplicates, engine or default_engine()).run(region)


def cleaned(crm: Crm) -> Crm:
    """Return a cleaned Crm: the same where it is one, else cleaned with the defaults.

    Parameters
    ----------
    crm : Crm
        Read or cleaned.

    Returns
    -------
    Crm
        Stage "cleaned".

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.sources import read
    >>> crm = cleaned(read(pd.DataFrame({"customer_id": ["a"], "ordered_at": ["2026-01-05"], "amount": [5]})))
    >>> crm.stage, cleaned(crm) is crm
    ('cleaned', True)
    """
    return crm if crm.stage == "cleaned" else clean(crm).crm


@dataclass
class _Job:
    """One cleaning: table after table, with what was counted."""

    crm: Crm
    duplicates: str
    engine: Engine
    tables: dict[str, Any] = field(default_factory=dict)
    rejected: dict[str, Any] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    counts: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def timestamps(self) -> str:
        """Zone of naive moments in texts."""
        return str(self.crm.provenance.parameters.get("timestamps") or self.crm.timezone)

    def run(self, region: str) -> Cleaning:
        """Clean all tables: products first, since order lines look at them; customers last."""
        currency = self._currency()
        for name in self.crm.tables:
            if name not in ("transactions", "customers"):
                self._plain(name)
        if self.crm.has("transactions"):
            self._transactions()
        self._customers()
        order = {name: place for place, name in enumerate(CONTRACT)}
        names = sorted(self.tables, key=lambda name: order.get(name, len(order)))
        crm = self.crm.replace(
            tables={name: self.tables[name] for name in names},
            stage="cleaned",
            currency=currency,
            notes=(*self.crm.notes, *self.notes),
        )
        listed = [common.rejects(table, name) for name, table in sorted(self.rejected.items())]
        rejected = stacked(listed) if listed else common.no_rejects(self.engine)
        source = self.crm.provenance
        made = {**source.parameters, "region": region, "duplicates": self.duplicates}
        return Cleaning(
            crm=crm,
            changes=pd.DataFrame(self.changes, columns=["table", "column", "rule", "rows", "before", "after"]),
            report=report_frame(self.counts),
            rejected=self.engine.materialise(rejected, stem="rejects"),
            provenance=Provenance(input_digest=source.input_digest, parameters=made),
        )

    def _currency(self) -> str | None:
        """Refuse amounts in several currencies; take the only one where none was stated."""
        if not self.crm.has("transactions", "currency"):
            return self.crm.currency
        table = self.crm.table("transactions")
        rows = table.group_by("currency").aggregate(rows=table.count()).order_by("currency").to_pandas().dropna()
        if len(rows) > 1:
            found = ", ".join(f"{row.currency} in {row.rows:,} rows" for row in rows.itertuples())
            raise CleaningError(
                f"amounts are in {len(rows)} currencies: {found}",
                where="table transactions, column currency",
                remedy="convert them to one currency before reading, or read one currency at a time",
            )
        return self.crm.currency or (str(rows["currency"].iloc[0]) if len(rows) else None)

    def _settle(self, name: str, prepared: Any) -> Any:
        """Store a prepared table, count it, and split it."""
        stored = self.engine.materialise(prepared, stem=name)
        kept, rejected = common.finish(stored)
        self.tables[name], self.rejected[name] = kept, rejected
        counted = stored.group_by("__reason").aggregate(rows=stored.count()).order_by("__reason").to_pandas()
        self._totals(name, int(counted["rows"].sum()), counted.dropna().to_dict("records"))
        self._changed(name, stored.filter(stored["__reason"].isnull()))
        return stored

    def _totals(self, name: str, total: int, reasons: list[dict[str, Any]]) -> None:
        """Note how many rows of a table came, stayed and went."""
        lost = sum(int(row["rows"]) for row in reasons)
        self._count(name, "input", "input", total)
        self._count(name, "kept", "kept", total - lost)
        self._count(name, "rejected", "rejected", lost)
        for row in reasons:
            self._count(name, "reason", row["__reason"], int(row["rows"]))

    def _count(self, table: str, item: str, key: str, rows: int) -> None:
        """Note one count for the report."""
        self.counts.append({"table": table, "item": item, "key": key, "rows": rows})

    def _changed(self, name: str, kept: Any) -> None:
        """Count the cells of kept rows that changed, with the first example of each rule."""
        helpers = {
            "__amount_computed": ("amount", "amount_computed"),
            "__return_sign": ("amount", "return_sign"),
            "__quantity_sign": ("quantity", "return_sign"),
            "__discount_sign": ("discount", "discount_sign"),
            "__order_id_built": ("order_id", "order_id_built"),
            "__line_numbered": ("line", "line_numbered"),
        }
        found = []
        for helper in kept.columns:
            if helper.startswith("__was_"):
                column = helper.removeprefix("__was_")
                kind = CONTRACT[name].column(column).type if CONTRACT[name].has(column) else "category"
                found.append((helper, column, "recoded" if kind == "category" else "repaired"))
            elif helper in helpers:
                found.append((helper, *helpers[helper]))
        self.changes += change_rows(name, kept, found)

    def _plain(self, name: str) -> None:
        """Clean a table that needs no rules of its own; one without faults stays the view that it is."""
        spec, given = CONTRACT[name], self.crm.table(name)
        table = self._spelled(name, common.repaired(given, spec, self.timestamps), given)
        table = common.with_reasons(table, [column for column in spec.required if column in table.columns])
        keys = list(spec.key) if name in ONE_PER_KEY else []
        rows, faults, doubled = common.survey(table, keys)
        if doubled:
            table = common.with_key_duplicates(
                table, keys, [column for column in spec.names if column in table.columns]
            )
        if faults or doubled:
            self._settle(name, table)
            return
        self.tables[name] = given
        self._totals(name, rows, [])

    def _spelled(self, name: str, table: Any, given: Any) -> Any:
        """Bring words to one spelling: fixed lists to the contract's, categories to their commonest one."""
        for (owner, column), codes in CODES.items():
            if owner == name and column in table.columns:
                table = common.recoded(table, column, codes)
        fixed = {column for owner, column in CODES if owner == name}
        names = [column.name for column in CONTRACT[name].columns if column.type == "category"]
        names += [column for column in ("category", "brand") if name == "transactions"]
        free = [column for column in dict.fromkeys(names) if column in table.columns and column not in fixed]
        spellings = common_spellings(common.word_counts(given, free)) if free else {}
        for column, words in spellings.items():
            table = common.respelled(table, column, words)
        return table

    def _states(self, table: Any) -> dict[str, list[str]]:
        """Find the order states that change how a line counts."""
        if "order_status" not in table.columns:
            return {"cancelled": [], "refunded": []}
        states = table.select("order_status").distinct().to_pandas()["order_status"].dropna()
        return {
            kind: sorted(state for state in states if re.sub(r"\s+", " ", str(state)).strip().casefold() in words)
            for kind, words in STATUSES.items()
        }

    def _transactions(self) -> None:
        """Clean the order lines."""
        # Stored between the steps: each looks at the last one's columns several times, and the engine would compute
        # them anew at every look.
        given = self.crm.table("transactions")
        given = given if common.is_stored(given) else self.engine.materialise(given, stem="lines")
        columns = [name for name in given.columns if name not in ("source", "source_row")]
        table = common.repaired(given, CONTRACT["transactions"], self.timestamps)
        table = table if common.is_stored(table) else self.engine.materialise(table, stem="lines")
        table = self._spelled("transactions", table, given)
        states = self._states(table)
        table = self.engine.materialise(orders.settle_amounts(table, states["refunded"]), stem="lines")
        table = orders.with_line_reasons(table)
        doubled = orders.duplicate_count(given)
        if self.duplicates == "drop" and doubled:
            keys = [column for column in columns if column in table.columns]
            table = orders.with_duplicates(table, keys)
        table = orders.settle_validity(table, states["cancelled"])
        table = orders.with_product_traits(table, self.tables.get("products"))
        table = orders.settle_orders(table, self.crm.timezone, orders.year_span(given, "ordered_at"))
        stored = self._settle("transactions", table)
        self._flags(stored, doubled)

    def _flags(self, stored: Any, doubled: int) -> None:
        """Count what is kept but does not count as a purchase, and what looks odd."""
        kept = stored.filter(stored["__reason"].isnull())
        reasons = kept.group_by("invalid_reason").aggregate(rows=kept.count()).to_pandas()
        known = {row["invalid_reason"] or "valid": int(row["rows"]) for row in reasons.fillna("").to_dict("records")}
        for key in ("valid", "return", "cancelled", "price_not_positive", "zero_amount", "zero_quantity"):
            if known.get(key) or key in ("valid", "return"):
                self._count("transactions", "flag", key, known.get(key, 0))
        for helper, key in (("__amount_disagrees", "amount_disagrees"), ("__refunded_order", "refunded_order")):
            if helper in kept.columns and (rows := int(kept.filter(kept[helper]).count().execute())):
                self._count("transactions", "flag", key, rows)
        if self.duplicates == "keep":
            self._count("transactions", "flag", "duplicates_kept", doubled)
        if doubled:
            fate = "kept and counted" if self.duplicates == "keep" else "dropped but for one each"
            self.notes.append(f"transactions: {doubled:,} lines equal another one in every column; they were {fate}")

    def _customers(self) -> None:
        """Clean the customers and add those whom only other tables know."""
        if self.crm.has("customers"):
            self._plain("customers")
        others = [
            table for name, table in self.tables.items() if name != "customers" and "customer_id" in table.columns
        ]
        if not others:
            return
        every = common.known_ids(others)
        if "customers" not in self.tables:
            self._add_customers(every)
            return
        self._add_customers(every.anti_join(self.tables["customers"], "customer_id"))

    def _add_customers(self, ids: Any) -> None:
        """Append customers that no source lists; their ``source`` stays null."""
        added = self.engine.materialise(common.bare_customers(ids), stem="customers")
        rows = int(added.count().execute())
        own = self.tables.get("customers")
        if rows or own is None:
            self._count("customers", "added", "added", rows)
            self.tables["customers"] = self.engine.materialise(
                stacked([own, added]) if own is not None else added, stem="customers"
            )
