"""Ids that last: who keeps an id when records join, part or come anew, and what is written down of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["lasting_ids"]


def lasting_ids(
    person: npt.NDArray[np.int64], proposed: pd.Series, before: pd.Series | None
) -> tuple[pd.Series, pd.DataFrame]:
    """Give every person an id, the old one wherever there is one.

    A person keeps the id that most of their records had. Where two people become one, the id with
    more records stays and the other is written down as merged; where one becomes two, the larger
    part keeps the id.

    Parameters
    ----------
    person : array of int
        Person of every record.
    proposed : pandas.Series
        Id for every record that a person without an old one would take from their first record.
    before : pandas.Series, optional
        Old id of every record, missing for new records.

    Returns
    -------
    ids : pandas.Series
        Id of every record.
    log : pandas.DataFrame
        ``change`` (merged, new, split), ``customer_id``, ``other_id`` (the id merged into it,
        or the one it was split from), ``records``.

    Examples
    --------
    >>> before = pd.Series(["A", "A", "B", None])
    >>> ids, log = lasting_ids(np.array([0, 0, 0, 3]), pd.Series(["A", "A", "B", "D"]), before)
    >>> ids.tolist(), log[["change", "customer_id", "other_id"]].to_numpy().tolist()
    (['A', 'A', 'A', 'D'], [['merged', 'A', 'B'], ['new', 'D', None]])
    """
    before = pd.Series([None] * len(person), dtype=object) if before is None else before.reset_index(drop=True)
    records = pd.DataFrame({"person": person, "old": before, "proposed": proposed.reset_index(drop=True)})
    shared = records.dropna(subset="old").groupby(["person", "old"]).size().rename("records").reset_index()
    shared = shared.sort_values(["records", "old", "person"], ascending=[False, True, True], ignore_index=True)
    keeper = _keepers(shared)
    first = records.drop_duplicates("person")
    taken = set(before.dropna())
    proposals = zip(first["person"].tolist(), first["proposed"].tolist(), strict=True)
    named = {one: keeper.get(one) or _free(str(name), taken) for one, name in proposals}
    ids = pd.Series([named[one] for one in person], dtype=object)
    return ids, _log(shared, keeper, named, records)


def _keepers(shared: pd.DataFrame) -> dict[int, str]:
    """Return who keeps which old id: the largest overlaps first, each id and each person once."""
    found: dict[int, str] = {}
    gone: set[str] = set()
    for one, old in zip(shared["person"].tolist(), shared["old"].tolist(), strict=True):
        if one not in found and old not in gone:
            found[one] = old
            gone.add(old)
    return found


def _free(name: str, taken: set[str]) -> str:
    """Return the name, or the name with a number where somebody else has or had it."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}#{number}", number + 1
    taken.add(found)
    return found


def _log(shared: pd.DataFrame, keeper: dict[int, str], named: dict[int, str], records: pd.DataFrame) -> pd.DataFrame:
    """Write down every id that is new, came to another, or left one."""
    rows: list[tuple[str, str, str | None, int]] = []
    kept = set(keeper.values())
    for one, old, count in shared[["person", "old", "records"]].itertuples(index=False):
        if named[one] != old:
            rows.append(("split" if old in kept else "merged", named[one], old, int(count)))
    sizes = records.groupby("person").size()
    known = set(shared["person"])
    rows += [("new", name, None, int(sizes[one])) for one, name in named.items() if one not in known]
    found = pd.DataFrame(rows, columns=["change", "customer_id", "other_id", "records"])
    found = found.sort_values(["change", "customer_id"], ignore_index=True)
    return found.astype({"other_id": object}).where(found.notna(), None)
