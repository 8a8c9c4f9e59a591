"""The records of a Crm that say who somebody is: its customers, and the rows of its source systems."""

from __future__ import annotations

import hashlib
from typing import Any

import pandas as pd

from crmpersona.contract import ContractError, Crm
from crmpersona.identity.comparisons import Field

__all__ = ["KINDS", "digests", "fields_of", "records_of"]

KINDS = {
    "name": "full_name",
    "birth_date": "birth_date",
    "phone": "phone",
    "email": "email",
    "address": "street",
    "city": "city",
}
CUSTOMERS = "customers"
MOMENTS = ("updated_at", "created_at", "registered_at")


def _part(crm: Crm, table: str) -> pd.DataFrame:
    """Return the records of one table: what they are called, when they were made, what they say."""
    rows = crm.table(table).to_pandas()
    moment = next((name for name in MOMENTS if name in rows.columns), None)
    if table == CUSTOMERS:
        facts: dict[str, Any] = {"source": CUSTOMERS, "source_id": rows["customer_id"]}
    else:
        facts = {"source": rows["source_system"], "source_id": rows["source_id"]}
    facts["customer_id"] = rows["customer_id"] if "customer_id" in rows.columns else None
    facts["moment"] = rows[moment] if moment else pd.NaT
    facts |= {name: rows[name] if name in rows.columns else None for name in KINDS}
    found = pd.DataFrame(facts, index=rows.index).assign(table=table, row=range(len(rows)))
    found.insert(0, "record", found["source"].astype(str) + ":" + found["source_id"].astype(str))
    return found[found["source_id"].notna()]


def records_of(crm: Crm) -> pd.DataFrame:
    """Return all records that say who somebody is.

    Parameters
    ----------
    crm : Crm
        With ``customers``, ``source_records`` or both.

    Returns
    -------
    pandas.DataFrame
        ``record`` (system and id), ``source``, ``source_id``, ``customer_id``, ``moment``, the fields
        of :data:`KINDS`, ``table`` and ``row``; customers first, then by record.

    Raises
    ------
    ContractError
        If neither table is there, or a record stands twice.

    Examples
    --------
    >>> from crmpersona import synthetic
    >>> records_of(synthetic.sample().crm)["source"].unique().tolist()
    ['customers', 'miniprogram', 'pos', 'shop']
    """
    tables = [name for name in (CUSTOMERS, "source_records") if crm.has(name)]
    if not tables:
        raise ContractError(
            "there is nobody to link",
            where=f"tables here: {', '.join(sorted(crm.tables)) or 'none'}",
            remedy="give customers, or source_records with one row per record of each system",
        )
    found = pd.concat([_part(crm, name) for name in tables], ignore_index=True)
    twice = found["record"].duplicated()
    if twice.any():
        raise ContractError(
            f"{int(twice.sum()):,} records stand more than once",
            where=f"table {found.loc[twice, 'table'].iloc[0]}",
            remedy="clean the data first: cp.clean(crm).crm",
        )
    order = found.assign(later=found["table"] != CUSTOMERS).sort_values(["later", "record"], kind="stable").index
    return found.loc[order].reset_index(drop=True)


def fields_of(records: pd.DataFrame) -> list[Field]:
    """Return the fields that hold anything.

    Parameters
    ----------
    records : pandas.DataFrame
        Records of :func:`records_of`.

    Returns
    -------
    list of Field
        In the order of :data:`KINDS`.

    Examples
    --------
    >>> fields_of(pd.DataFrame({"name": ["张伟"], "phone": [None]}).reindex(columns=list(KINDS)))
    [Field(slot='f0', column='name', kind='full_name')]
    """
    present = [name for name in KINDS if records[name].notna().any()]
    return [Field(f"f{place}", name, KINDS[name]) for place, name in enumerate(present)]


def digests(keys: pd.DataFrame) -> pd.Series:
    """Return a digest of what each record says, to see later whether it has changed.

    Parameters
    ----------
    keys : pandas.DataFrame
        Key columns.

    Returns
    -------
    pandas.Series
        Hexadecimal, 16 signs.

    Examples
    --------
    >>> digests(pd.DataFrame({"f0_key": ["a", "a", "b"]})).nunique()
    2
    """
    rows = keys.astype(object).where(keys.notna(), "").astype(str)
    texts = ["\x1f".join(row) for row in rows.to_numpy().tolist()]
    found = [hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts]
    return pd.Series(found, index=keys.index, dtype=object)
