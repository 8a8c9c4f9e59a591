"""Write a Crm anew with one customer per person."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import Crm
from crmpersona.identity.expressions import with_ids
from crmpersona.identity.records import CUSTOMERS, KINDS

__all__ = ["rewritten"]


def rewritten(crm: Crm, records: pd.DataFrame, golden: pd.DataFrame) -> Crm:
    """Put the ids of people into all tables, and the value to go by into each field of a customer.

    Parameters
    ----------
    crm : Crm
        The tables as they were.
    records : pandas.DataFrame
        Records of :func:`crmpersona.identity.records.records_of` with ``person``, the new id.
    golden : pandas.DataFrame
        Chosen values of :func:`crmpersona.identity.golden.golden_records`.

    Returns
    -------
    Crm
        The same tables. ``customers`` has one row per person (of any source); other columns than
        those chosen take the first value there is. ``source_records`` gains ``customer_id``.

    Examples
    --------
    >>> import crmpersona as cp
    >>> from crmpersona.identity.golden import golden_records
    >>> from crmpersona.identity.records import records_of
    >>> crm = cp.read({"customers": pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["张先生", "张伟"]})})
    >>> records = records_of(crm).assign(person="C1")
    >>> golden = golden_records(records.assign(customer_id="C1"), [])
    >>> rewritten(crm, records, golden).frame("customers")[["customer_id", "name"]].to_numpy().tolist()
    [['C1', '张伟']]
    """
    from crmpersona.relational import as_table

    named = records.dropna(subset="customer_id")[["customer_id", "person"]].drop_duplicates("customer_id")
    changed = named[named["customer_id"] != named["person"]]
    ids = as_table(changed.set_axis(["given_id", "person_id"], axis=1).astype("str"))
    tables = {
        name: with_ids(table, ids) if len(changed) else table
        for name, table in crm.tables.items()
        if name not in (CUSTOMERS, "source_records")
    }
    if crm.has(CUSTOMERS):
        tables[CUSTOMERS] = as_table(_customers(crm, records, golden))
    if crm.has("source_records"):
        tables["source_records"] = as_table(_source_records(crm, records))
    return crm.replace(tables=tables)


def _source_records(crm: Crm, records: pd.DataFrame) -> Any:
    """Return the rows of source systems with the id of the person."""
    import pyarrow as pa

    table = crm.table("source_records").to_pyarrow()
    rows = records[records["table"] == "source_records"]
    person = np.full(table.num_rows, None, dtype=object)
    person[rows["row"].to_numpy()] = rows["person"].to_numpy()
    place = table.schema.get_field_index("customer_id")
    column = pa.array(person, pa.string())
    return table.set_column(place, "customer_id", column) if place >= 0 else table.append_column("customer_id", column)


def _customers(crm: Crm, records: pd.DataFrame, golden: pd.DataFrame) -> Any:
    """Return one row per person; column types stay."""
    import pyarrow as pa

    tables = {name: crm.table(name).to_pyarrow() for name in (CUSTOMERS, "source_records") if crm.has(name)}
    table = tables[CUSTOMERS]
    people = np.sort(records["person"].unique())
    own = records[records["table"] == CUSTOMERS].sort_values(["person", "record"], kind="stable")
    columns = {"customer_id": pa.array(people, pa.string())}
    for name in table.column_names:
        if name == "customer_id":
            continue
        if name in KINDS:
            columns[name] = _golden_column(name, tables, records, golden, people)
        else:
            known = own[table[name].is_valid().to_numpy()[own["row"].to_numpy()]]
            columns[name] = _taken(table[name], known.drop_duplicates("person").set_index("person")["row"], people)
    return pa.table({name: columns[name] for name in table.column_names})


def _golden_column(
    name: str, tables: dict[str, Any], records: pd.DataFrame, golden: pd.DataFrame, people: np.ndarray
) -> Any:
    """Return the chosen value of one field for every person, from whichever table it stands in."""
    import pyarrow as pa

    kind = tables[CUSTOMERS].schema.field(name).type
    chosen = golden.loc[golden["field"] == name].set_index("customer_id")["row"]
    place = records[["table", "row"]].iloc[chosen.to_numpy()].set_axis(chosen.index)
    parts, start, offset = [], 0, {}
    for table, rows in tables.items():
        there = rows[name] if name in rows.column_names else pa.nulls(rows.num_rows, kind)
        parts.append(there.cast(kind).combine_chunks() if isinstance(there, pa.ChunkedArray) else there)
        offset[table], start = start, start + rows.num_rows
    position = place["row"] + place["table"].map(offset)
    return _taken(pa.chunked_array(parts, kind), position, people)


def _taken(column: Any, position: pd.Series, people: np.ndarray) -> Any:
    """Return the values at some positions, missing where a person has none."""
    import pyarrow as pa

    wanted = position.reindex(people)
    missing = wanted.isna().to_numpy()
    found = column.take(pa.array(wanted.fillna(0).to_numpy(np.int64), mask=missing))
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
