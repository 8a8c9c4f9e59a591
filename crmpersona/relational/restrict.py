"""A Crm of some customers only."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from crmpersona.contract import Crm
from crmpersona.relational.engine import default_engine

__all__ = ["restrict"]


def restrict(crm: Crm, customer_ids: Iterable[str]) -> Crm:
    """Keep the rows of some customers, in every table that names customers.

    Parameters
    ----------
    crm : Crm
        The whole business.
    customer_ids : iterable of str
        Customers to keep; unknown ones are ignored.

    Returns
    -------
    Crm
        The same tables, restricted; tables without customers (products) stay whole.

    Examples
    --------
    >>> import crmpersona as cp
    >>> orders = pd.DataFrame({"customer_id": ["a", "b"], "ordered_at": ["2026-01-01", "2026-01-02"], "amount": [1, 2]})
    >>> restrict(cp.read({"transactions": orders}), ["b"]).frame("transactions")["amount"].tolist()
    [2.0]
    """
    chosen = pd.DataFrame({"customer_id": sorted({str(customer) for customer in customer_ids})}, dtype="str")
    engine = default_engine()
    ids = engine.materialise(engine.register(chosen), "chosen")
    tables = {
        name: table.semi_join(ids, "customer_id") if "customer_id" in table.columns else table
        for name, table in crm.tables.items()
    }
    return crm.replace(tables=tables)
