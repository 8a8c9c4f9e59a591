"""From pairs to people: strongest links first, and never two records together that cannot be one person."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["components", "people", "within"]

Ids = npt.NDArray[np.int64]


def components(size: int, left: Ids, right: Ids) -> Ids:
    """Return for every record the smallest record that it hangs together with.

    Parameters
    ----------
    size : int
        Number of records.
    left, right : array of int
        Links.

    Returns
    -------
    array of int
        One per record.

    Examples
    --------
    >>> components(4, np.array([0, 2]), np.array([1, 3])).tolist()
    [0, 0, 2, 2]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    first = np.full(labels.max(initial=-1) + 1, size, dtype=np.int64)
    np.minimum.at(first, labels, np.arange(size))
    return np.asarray(first[labels], dtype=np.int64)


def within(labels: Ids) -> tuple[Ids, Ids]:
    """Return all pairs of records with the same label.

    Parameters
    ----------
    labels : array of int
        Label of every record; negative labels have no pairs.

    Returns
    -------
    left, right : array of int
        Positions, left smaller than right, by label.

    Examples
    --------
    >>> [side.tolist() for side in within(np.array([5, 5, -1, 5, -1]))]
    [[0, 0, 1], [1, 3, 3]]
    """
    order = np.argsort(labels, kind="stable")
    order = order[labels[order] >= 0]
    if not len(order):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    sizes = np.unique(labels[order], return_counts=True)[1]
    starts = np.repeat(np.cumsum(sizes) - sizes, sizes)
    # Each record is paired with those that follow it in its group.
    following = np.repeat(sizes, sizes) - (np.arange(len(order)) - starts) - 1
    first = np.repeat(np.arange(len(order)), following)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(following) - following, following) + 1
    return order[first].astype(np.int64), order[first + offset].astype(np.int64)


def people(size: int, links: pd.DataFrame, barred: pd.DataFrame) -> tuple[Ids, pd.DataFrame]:
    """Join records to people, strongest link first, never across a bar.

    A link that would bring two barred records together, directly or by what they already hang
    together with, is left out. So the weakest link of a chain gives way, and no person ever holds
    two records that cannot be one person.

    Parameters
    ----------
    size : int
        Number of records.
    links : pandas.DataFrame
        ``left``, ``right``, ``weight``.
    barred : pandas.DataFrame
        ``left``, ``right``: pairs that cannot be one person, at least all of those that hang together.

    Returns
    -------
    person : array of int
        For every record the smallest record of its person.
    chains : pandas.DataFrame
        ``left``, ``right``, ``weight``: all pairs of one person, with the weakest link of the
        strongest chain between the two.

    Examples
    --------
    >>> links = pd.DataFrame({"left": [0, 1, 2], "right": [1, 2, 3], "weight": [9.0, 5.0, 7.0]})
    >>> person, chains = people(4, links, pd.DataFrame({"left": [0], "right": [2]}))
    >>> person.tolist(), chains.to_numpy().tolist()
    ([0, 0, 2, 2], [[0.0, 1.0, 9.0], [2.0, 3.0, 7.0]])
    """
    label = np.arange(size, dtype=np.int64)
    chains: list[tuple[int, int, float]] = []
    members: dict[int, list[int]] = {}
    enemies: dict[int, set[int]] = {}
    for one, other in zip(barred["left"].tolist(), barred["right"].tolist(), strict=True):
        enemies.setdefault(one, set()).add(other)
        enemies.setdefault(other, set()).add(one)
    strongest = links.sort_values(["weight", "left", "right"], ascending=[False, True, True], kind="stable")
    rows = zip(strongest["left"].tolist(), strongest["right"].tolist(), strongest["weight"].tolist(), strict=True)
    for one, other, weight in rows:
        keep, give = sorted((int(label[one]), int(label[other])))
        if keep == give:
            continue
        stay, come = members.get(keep, [keep]), members.get(give, [give])
        if any(not enemies[record].isdisjoint(stay) for record in come if record in enemies):
            continue
        chains += [(min(here, there), max(here, there), weight) for here in stay for there in come]
        label[come] = keep
        members[keep] = stay + come
        members.pop(give, None)
    return label, pd.DataFrame(chains, columns=["left", "right", "weight"]).astype(
        {"left": np.int64, "right": np.int64}
    )
