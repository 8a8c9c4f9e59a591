"""Small counts stay hidden, and so does what would give them away."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["SMALL", "hidden_cells"]

SMALL = 10

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


def hidden_cells(counts: npt.ArrayLike, *, small: int = SMALL) -> Flags:
    """Choose the cells of a table of counts that must not be shown.

    A cell of 1 to ``small`` − 1 persons is hidden. Where readers know the total of a column (or, in a table with
    several columns, of a row), one hidden cell could be computed from the others; so the smallest shown cells of
    that line are hidden too, until at least two are hidden and together they hold at least ``small`` persons.
    Empty cells stay: a zero shows nobody.

    Parameters
    ----------
    counts : array-like of numbers, one or two dimensions
        Numbers of persons that add up along each column (and each row, if there are several columns);
        missing values count as not shown already.
    small : int, default 10
        Smallest number that may be shown.

    Returns
    -------
    numpy.ndarray of bool
        True where the count must be hidden; the shape of ``counts``.

    Examples
    --------
    >>> hidden_cells([120, 4, 60, 15]).tolist()
    [False, True, False, True]
    >>> hidden_cells([120, 0, 60]).tolist()
    [False, False, False]
    """
    given = np.asarray(counts, dtype=float)
    table: Numbers = np.nan_to_num(given.reshape(len(given), -1) if given.ndim else given.reshape(1, 1))
    hidden = (table > 0) & (table < small)
    changed = True
    while changed:
        changed = False
        for line in _lines(table.shape):
            more = _complement(table[line], hidden[line], small)
            if more is not None:
                view = hidden[line].copy()
                view[more] = True
                hidden[line] = view
                changed = True
    shaped: Flags = hidden.reshape(given.shape)
    return shaped


def _lines(shape: tuple[int, ...]) -> list[tuple[slice | int, slice | int]]:
    """List the lines whose totals readers know: every column, and every row where there are several columns."""
    rows, columns = shape
    lines: list[tuple[slice | int, slice | int]] = [(slice(None), column) for column in range(columns)]
    return lines + ([(row, slice(None)) for row in range(rows)] if columns > 1 else [])


def _complement(counts: Numbers, hidden: Flags, small: int) -> int | None:
    """Find the next cell of a line to hide, or None where the line is safe."""
    if not hidden.any() or (hidden.sum() > 1 and counts[hidden].sum() >= small):
        return None
    open_cells = np.flatnonzero(~hidden & (counts > 0))
    return None if open_cells.size == 0 else int(open_cells[np.argmin(counts[open_cells])])
