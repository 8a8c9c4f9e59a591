"""Who is known at a date, as an engine expression."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from crmpersona.contract import CONTRACT, Crm
from crmpersona.contract.crm import main_time
from crmpersona.relational import local_day

__all__ = ["ALWAYS", "known_customers", "known_since"]

ALWAYS = -1_000_000
"""Day number of customers whom a source lists without any date: they are known at every date."""


def _events(crm: Crm, table: str) -> ir.Table | None:
    """Return customer and local day of each dated row of a table, None where it has no customer or no moment."""
    stamp = main_time(table)
    if table == "customers" or not stamp or not crm.has(table, "customer_id") or not crm.has(table, stamp):
        return None
    rows = crm.table(table)
    day = rows["day"] if table == "transactions" and "day" in rows.columns else local_day(rows[stamp], crm.timezone)
    return rows.select("customer_id", known_day=day.cast("int64"))


def _listed(crm: Crm) -> ir.Table:
    """Return the customers table with the day of registration; listed without one means always known."""
    rows = crm.table("customers")
    day = local_day(rows.registered_at, crm.timezone) if "registered_at" in rows.columns else ibis.null("int64")
    known = rows.select("customer_id", known_day=day.cast("int64"), listed=_of_its_own(crm, rows))
    undated = ibis.cases((known.listed, ibis.literal(ALWAYS, "int64")), else_=ibis.null("int64"))
    return known.select("customer_id", known_day=ibis.coalesce(known.known_day, undated))


def _of_its_own(crm: Crm, rows: ir.Table) -> ir.BooleanValue:
    """Say which customers a list of customers names: one taken out of the order file knows only who ordered."""
    if "source" not in rows.columns:
        return ibis.literal(True)
    if not crm.has("transactions", "source"):
        return rows["source"].notnull()
    files = crm.table("transactions").select("source").distinct().filter(ibis._.source.notnull())
    return ibis.coalesce(rows["source"].notin(files["source"]), ibis.literal(False))


def known_since(crm: Crm) -> ir.Table:
    """Return the day from which on each customer is known.

    A customer is known from the registration or the first dated row in any table, whichever comes first. One whom a
    list of customers names without a registration date is known always. Customers who were only taken out of the orders
    (added by cleaning, or read from the same file as the orders) are known from their first dated row, so that rows
    after a reporting date never add a customer before it.

    Parameters
    ----------
    crm : Crm
        Cleaned data.

    Returns
    -------
    ibis Table
        customer_id, known_day (local day number; very small for "always"); customers without any date and source are
        left out.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.contract import Crm
    >>> from crmpersona.relational import as_table
    >>> people = pd.DataFrame({"customer_id": ["a", "b"], "registered_at": pd.to_datetime(["1970-01-03", None])})
    >>> since = known_since(Crm(tables={"customers": as_table(people)}, stage="cleaned"))
    >>> since.order_by("customer_id").to_pandas()["known_day"].tolist()
    [2, -1000000]
    """
    parts = [part for table in sorted(CONTRACT) if (part := _events(crm, table)) is not None]
    if crm.has("customers"):
        parts.append(_listed(crm))
    every = parts[0] if len(parts) == 1 else ibis.union(*parts, distinct=False)
    every = every.filter(every.known_day.notnull() & every.customer_id.notnull())
    return every.group_by("customer_id").aggregate(known_day=every.known_day.min())


def known_customers(crm: Crm, before_day: int) -> ir.Table:
    """Return the customers known before a day.

    Parameters
    ----------
    crm : Crm
        Cleaned data.
    before_day : int
        Local day number of the reporting date.

    Returns
    -------
    ibis Table
        customer_id, one row each.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.contract import Crm
    >>> from crmpersona.relational import as_table
    >>> people = pd.DataFrame({"customer_id": ["a", "b"], "registered_at": pd.to_datetime(["1970-01-03", None])})
    >>> crm = Crm(tables={"customers": as_table(people)}, stage="cleaned")
    >>> known_customers(crm, 2).to_pandas()["customer_id"].tolist()
    ['b']
    """
    since = known_since(crm)
    return since.filter(since.known_day < before_day).select("customer_id")
