"""The purchase ledger of one Crm: tables that many features share, computed once and held in the engine."""

from __future__ import annotations

import dataclasses
import datetime as dt
import weakref
from functools import cached_property
from typing import Any

import pandas as pd

from crmpersona.contract import ContractError, Crm, Provenance
from crmpersona.features.expressions_orders import customer_days, customer_months, order_table, purchase_days
from crmpersona.features.expressions_population import known_since
from crmpersona.relational import default_engine, to_pandas

__all__ = ["Ledger", "ledger_of", "view_of"]


class Ledger:
    """Customer days, purchase days, customer months and the population of one cleaned Crm.

    Parameters
    ----------
    crm : Crm
        Cleaned data.

    Attributes
    ----------
    days, purchases, months, known : engine table
        From `expressions_orders` and `expressions_population`, each computed at its first use. None is cut at a
        reporting date: filter by day, which is exact because every column looks backwards only.
    """

    def __init__(self, crm: Crm) -> None:
        if not crm.has("transactions"):
            raise ContractError(
                "there is no table 'transactions'",
                where=f"tables here: {', '.join(sorted(crm.tables)) or 'none'}",
                remedy="features need orders: customer_id and ordered_at, one row per order line",
            )
        self.tables = crm.tables
        self.timezone = crm.timezone
        self._since = known_since(crm)

    def has(self, column: str) -> bool:
        """Say whether the transactions have a column.

        Parameters
        ----------
        column : str
            Name of the column.

        Returns
        -------
        bool
            Whether it is there.
        """
        return column in self.tables["transactions"].columns

    @cached_property
    def days(self) -> Any:
        """One row per customer and day."""
        engine, lines = default_engine(), self.tables["transactions"]
        orders = engine.materialise(order_table(lines), "orders")
        return engine.materialise(customer_days(lines, orders), "customer_days")

    @cached_property
    def purchases(self) -> Any:
        """One row per customer and purchase day."""
        return default_engine().materialise(purchase_days(self.days), "purchase_days")

    @cached_property
    def months(self) -> Any:
        """One row per customer and month."""
        return default_engine().materialise(customer_months(self.days), "customer_months")

    @cached_property
    def known(self) -> Any:
        """One row per customer: the day from which on the customer is known."""
        return default_engine().materialise(self._since, "known_since")

    def known_before(self, day: int) -> pd.Index[str]:
        """List the customers known before a day.

        Parameters
        ----------
        day : int
            Local day number of the reporting date.

        Returns
        -------
        pandas.Index
            customer_id, sorted by Python, because engines collate texts differently.
        """
        known = to_pandas(self.known.filter(self.known.known_day < day).select("customer_id"), "customer_id")
        index: pd.Index[str] = pd.Index(sorted(known["customer_id"]), name="customer_id", dtype="str")
        return index


_LEDGERS: dict[int, tuple[weakref.ref[Crm], Ledger]] = {}


def ledger_of(crm: Crm) -> Ledger:
    """Return the ledger of a Crm, the same one as long as the Crm lives.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults first where they are as read.

    Returns
    -------
    Ledger
        Shared by all callers: a Crm is frozen, so its ledger cannot go stale.

    Raises
    ------
    ContractError
        If there are no transactions.
    """
    found = _LEDGERS.get(id(crm))
    if found is not None and found[0]() is crm:
        return found[1]
    ledger = Ledger(_cleaned(crm))
    key = id(crm)
    _LEDGERS[key] = (weakref.ref(crm, lambda _: _LEDGERS.pop(key, None)), ledger)
    return ledger


def _cleaned(crm: Crm) -> Crm:
    """Clean with defaults what was only read."""
    if crm.stage == "cleaned":
        return crm
    from crmpersona.cleaning import cleaned

    result: Crm = cleaned(crm)
    return result


def view_of(crm: Crm, as_of: dt.date, **parameters: Any) -> Provenance:
    """Extend the provenance of the data by the view and the parameters of a result.

    Parameters
    ----------
    crm : Crm
        The data.
    as_of : datetime.date
        The view.
    **parameters : object
        JSON-safe parameters, defaults included.

    Returns
    -------
    Provenance
        For the result.

    Examples
    --------
    >>> view_of(Crm(tables={}), dt.date(2026, 11, 1), window_days=90).parameters
    {'window_days': 90}
    """
    together = {**crm.provenance.parameters, **parameters}
    return dataclasses.replace(crm.provenance, as_of=as_of.isoformat(), parameters=together)
