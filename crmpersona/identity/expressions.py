"""The one question to the engine: every table with the ids of people in the place of those of records."""

from __future__ import annotations

import ibis.expr.types as ir

__all__ = ["with_ids"]

COLUMNS = ("customer_id", "referrer_id")


def with_ids(table: ir.Table, ids: ir.Table) -> ir.Table:
    """Put the id of the person in the place of every customer id.

    Parameters
    ----------
    table : ibis Table
        Any table of the contract.
    ids : ibis Table
        ``given_id``, ``person_id``: one row per id that changes.

    Returns
    -------
    ibis Table
        The same rows and columns; ids that are not listed stay.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.relational import as_table
    >>> ids = as_table(pd.DataFrame({"given_id": ["B"], "person_id": ["A"]}))
    >>> with_ids(as_table(pd.DataFrame({"customer_id": ["B", "C"]})), ids).order_by("customer_id").to_pandas()
      customer_id
    0           A
    1           C
    """
    order = table.columns
    for column in COLUMNS:
        if column not in order:
            continue
        renamed = ids.rename(**{f"{column}_given": "given_id", f"{column}_person": "person_id"})
        joined = table.left_join(renamed, table[column] == renamed[f"{column}_given"])
        table = joined.mutate(**{column: joined[f"{column}_person"].coalesce(joined[column])}).select(order)
    return table
