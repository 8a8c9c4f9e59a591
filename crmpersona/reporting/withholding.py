"""Small counts stay hidden, and so does what would give them away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["SMALL", "Lines", "blocks", "hidden_cells", "is_small"]

SMALL = 10
CERTAIN = 1e-9

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Lines = Sequence[npt.NDArray[np.intp]]


def is_small(count: float | None) -> bool:
    """Tell whether a number of persons must not be shown.

    Parameters
    ----------
    count : float or None
        Number of persons; None and nan are not shown anyway.

    Returns
    -------
    bool
        True for 1 to 9: a zero shows nobody.

    Examples
    --------
    >>> is_small(0), is_small(9), is_small(10), is_small(None)
    (False, True, False, False)
    """
    return count is not None and 0 < count < SMALL


def hidden_cells(counts: npt.ArrayLike, lines: Lines | None = None, also: npt.ArrayLike | None = None) -> Flags:
    """Choose the cells of a table of counts that must not be shown.

    A cell of 1 to 9 persons is hidden. Readers know totals: where one line of cells adds up to a known total, a
    hidden cell could be computed from the others, and where several lines cross, from several of them together.
    So the smallest shown cells beside it are hidden too, until no hidden small cell can be computed and the hidden
    cells of a line hold at least ten persons together. Empty cells stay: a zero shows nobody.

    Parameters
    ----------
    counts : array-like of numbers, one or two dimensions
        Numbers of persons; missing values count as not shown already.
    lines : sequence of arrays of positions, optional
        Cells (places in the flattened counts) that add up to a total which readers know; a total that is itself a
        cell may stand among them. None: all cells of a list are one line; every row and every column of a table.
    also : array-like of bool, optional
        Cells that are hidden already, because of another table.

    Returns
    -------
    numpy.ndarray of bool
        True where the count must be hidden; the shape of ``counts``.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, chapter 4: secondary suppression.

    Examples
    --------
    >>> hidden_cells([120, 4, 60, 15]).tolist()
    [False, True, False, True]
    >>> hidden_cells([120, 0, 60]).tolist()
    [False, False, False]
    >>> hidden_cells([120, 4, 60, 15], lines=[]).tolist()
    [False, True, False, False]
    """
    given = np.asarray(counts, dtype=float)
    cells: Numbers = np.nan_to_num(given.ravel())
    known = [np.asarray(line, dtype=np.intp) for line in (_lines(given) if lines is None else lines) if len(line)]
    hidden = (cells > 0) & (cells < SMALL)
    if also is not None:
        hidden |= np.asarray(also, dtype=bool).ravel()
    more: npt.NDArray[np.intp] | None = np.flatnonzero(hidden)
    while more is not None:
        hidden[more] = True
        more = _thin_line(cells, hidden, known)
        if more is None:
            more = _computable(cells, hidden, known)
    shaped: Flags = hidden.reshape(given.shape)
    return shaped


def blocks(frame: pd.DataFrame, *keys: Sequence[str]) -> list[npt.NDArray[np.intp]]:
    """Return the rows that belong together, as lines for :func:`hidden_cells`.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    *keys : sequence of str
        Columns; each set of columns cuts the rows into blocks of equal values.

    Returns
    -------
    list of numpy.ndarray
        Positions of the rows of each block.

    Examples
    --------
    >>> flow = pd.DataFrame({"source": ["a", "a", "b"], "target": ["x", "y", "x"]})
    >>> [line.tolist() for line in blocks(flow, ["source"], ["target"])]
    [[0, 1], [2], [0, 2], [1]]
    """
    return [
        np.asarray(rows, dtype=np.intp)
        for columns in keys
        for rows in frame.groupby(list(columns), sort=False, dropna=False).indices.values()
    ]


def _lines(counts: npt.NDArray[np.float64]) -> Lines:
    """List the lines of a list (one) or a table (rows and columns)."""
    places = np.arange(counts.size).reshape(counts.shape if counts.ndim else (1,))
    return [places] if places.ndim == 1 else [*places, *places.T]


def _thin_line(cells: Numbers, hidden: Flags, lines: Lines) -> npt.NDArray[np.intp] | None:
    """Find a line that hides too little, and its next cell to hide; None where every line is safe or exhausted."""
    for line in lines:
        covered = line[hidden[line]]
        if covered.size and (covered.size == 1 or cells[covered].sum() < SMALL):
            more = _smallest_open(cells, hidden, line)
            if more is not None:
                return more
    return None


def _computable(cells: Numbers, hidden: Flags, lines: Lines) -> npt.NDArray[np.intp] | None:
    """Find the hidden small cells that crossing lines give away together, and the next cell to hide for each."""
    crossing = sum(line.size for line in lines) > len(set().union(*(line.tolist() for line in lines)))
    covered = np.flatnonzero(hidden)
    if not crossing or not covered.size:
        return None
    table = np.array([np.isin(covered, line) for line in lines], dtype=float)
    told = np.diag(np.linalg.pinv(table) @ table) > 1 - CERTAIN
    found = [
        _smallest_open(cells, hidden, np.unique(np.concatenate([line for line in lines if cell in line])))
        for cell in covered[told & (cells[covered] < SMALL)]
    ]
    more = [cell for cell in found if cell is not None]
    return np.unique(np.concatenate(more)) if more else None


def _smallest_open(cells: Numbers, hidden: Flags, line: npt.NDArray[np.intp]) -> npt.NDArray[np.intp] | None:
    """Return the smallest cell of a line that is shown and not empty."""
    open_cells = line[~hidden[line] & (cells[line] > 0)]
    return open_cells[[np.argmin(cells[open_cells])]] if open_cells.size else None
