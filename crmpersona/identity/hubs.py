"""Contacts that many people left (of shops, offices, dormitories) say nothing about a person: they are taken out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from crmpersona.identity.comparisons import Field, first_of_kind

__all__ = ["CAPS", "without_hubs"]

# More different names than a home has.
CAPS = {"phone": 6, "email": 4, "street": 12}
RECORDS_EACH = 4  # without names: records that one person may have


def _names(keys: pd.DataFrame, fields: Sequence[Field]) -> pd.Series | None:
    """Return the name of every record, as it sounds; None where no name is compared."""
    firsts = first_of_kind(fields)
    if "full_name" in firsts:
        return keys[firsts["full_name"].on("fuzzy")]
    parts = [keys[firsts[kind].on()].fillna("") for kind in ("given_name", "surname") if kind in firsts]
    if not parts:
        return None
    joined = parts[0].str.cat(parts[1], sep=" ") if len(parts) > 1 else parts[0]
    return joined.where(joined.str.strip() != "")


def without_hubs(keys: pd.DataFrame, fields: Sequence[Field]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take contacts that too many people share out of the comparison.

    Parameters
    ----------
    keys : pandas.DataFrame
        Key columns of all records.
    fields : sequence of Field
        What they are.

    Returns
    -------
    keys : pandas.DataFrame
        The same, with such contacts missing.
    found : pandas.DataFrame
        ``column``, ``values`` (different contacts taken out), ``records``.

    Examples
    --------
    >>> fields = [Field("f0", "tel", "phone"), Field("f1", "name", "full_name")]
    >>> keys = pd.DataFrame({"f0_key": ["400"] * 9, "f1_fuzzy": list("abcdefghi")})
    >>> without_hubs(keys, fields)[1].to_dict("records")
    [{'column': 'tel', 'values': 1, 'records': 9}]
    """
    names, rows = _names(keys, fields), []
    changed: dict[str, pd.Series] = {}
    for field in fields:
        if field.kind not in CAPS:
            continue
        contact = keys[field.on()]
        cap = CAPS[field.kind] if names is not None else CAPS[field.kind] * RECORDS_EACH
        counts = contact.groupby(contact).size() if names is None else names.groupby(contact).nunique()
        shared = contact.isin(counts.index[counts > cap])
        if shared.any():
            rows.append((field.column, int(contact[shared].nunique()), int(shared.sum())))
            own = [column for column in keys.columns if column.startswith(f"{field.slot}_")]
            changed |= {column: keys[column].mask(shared, None) for column in own}
    return keys.assign(**changed), pd.DataFrame(rows, columns=["column", "values", "records"])
