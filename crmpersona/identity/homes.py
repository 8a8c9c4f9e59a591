"""Households: different people who share a telephone or an address."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from crmpersona.identity.clusters import components
from crmpersona.identity.comparisons import Field

__all__ = ["LARGEST", "households"]

Ids = npt.NDArray[np.int64]
SHARED = ("phone", "street")
LARGEST = 12  # people; more of them are a house or a company, not a home


def households(keys: pd.DataFrame, fields: Sequence[Field], person: Ids) -> Ids:
    """Return the household of every record.

    People belong together when records of theirs carry the same telephone or the same address
    (with street number, in the same city). Contacts that too many people share are already out.

    Parameters
    ----------
    keys : pandas.DataFrame
        Key columns of all records, hubs taken out.
    fields : sequence of Field
        What they are.
    person : array of int
        Person of every record.

    Returns
    -------
    array of int
        For every record the smallest record of its household; alone, that of its person.

    Examples
    --------
    >>> keys = pd.DataFrame({"f0_key": ["1", "1", "2"]})
    >>> households(keys, [Field("f0", "tel", "phone")], np.array([0, 1, 2])).tolist()
    [0, 0, 2]
    """
    left, right = [person], [np.arange(len(person), dtype=np.int64)]
    for field in fields:
        if field.kind not in SHARED:
            continue
        contact = keys[field.on()]
        if field.kind == "street":
            city = keys[field.on("city")].fillna("")
            contact = contact.str.cat(city, sep="|").where(keys[field.on("numbers")].notna())
        codes = pd.factorize(contact)[0]
        rows = np.flatnonzero(codes >= 0)
        first = np.full(codes.max(initial=-1) + 1, len(person), dtype=np.int64)
        np.minimum.at(first, codes[rows], rows)
        left.append(first[codes[rows]])
        right.append(rows.astype(np.int64))
    home = components(len(person), np.concatenate(left), np.concatenate(right))
    sizes = pd.Series(person).groupby(home).nunique()
    return np.where(sizes.reindex(home).to_numpy() <= LARGEST, home, person)
