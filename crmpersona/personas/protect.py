"""Small counts stay hidden, and so does what would give them away."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["LEAST", "bounded_share", "hidden_parts", "shown_count", "shown_share"]

LEAST = 10
"""Smallest number of customers that may be told exactly."""


def shown_count(count: int) -> int | str:
    """Return a count, or "<10" where it is 1 to 9.

    Parameters
    ----------
    count : int
        Number of customers.

    Returns
    -------
    int or str
        The count or the text that stands for it.

    Examples
    --------
    >>> shown_count(12), shown_count(3), shown_count(0)
    (12, '<10', 0)
    """
    return "<10" if 0 < count < LEAST else int(count)


def shown_share(count: int, total: int) -> float | None:
    """Return a share, or None where it or its complement would tell fewer than ten customers.

    Parameters
    ----------
    count : int
        Customers with a trait.
    total : int
        Customers of whom the trait is known.

    Returns
    -------
    float or None
        Between 0 and 1.

    Examples
    --------
    >>> shown_share(50, 100), shown_share(3, 100), shown_share(95, 100), shown_share(0, 100), shown_share(100, 100)
    (0.5, None, None, 0.0, 1.0)
    """
    if total <= 0 or 0 < count < LEAST or 0 < total - count < LEAST:
        return None
    return count / total


def bounded_share(count: int, total: int) -> tuple[float | None, str | None]:
    """Return a share and, where it may not be told exactly, the bound that stands for it.

    Parameters
    ----------
    count : int
        Customers with a trait.
    total : int
        Customers of whom the trait is known.

    Returns
    -------
    share : float or None
        The share; the lower bound where fewer than ten lack the trait; None where fewer than ten have it.
    text : str or None
        "≥93%" or "<10" where the share is not told exactly.

    Examples
    --------
    >>> bounded_share(50, 100), bounded_share(96, 100), bounded_share(3, 100)
    ((0.5, None), (0.9, '≥90%'), (None, '<10'))
    """
    share = shown_share(count, total)
    if share is not None or total <= 0:
        return share, None
    if count < LEAST or total < 2 * LEAST:
        return None, "<10" if count < LEAST else "–"
    bound = (total - LEAST) / total
    return bound, f"≥{int(bound * 100)}%"


def hidden_parts(counts: Sequence[int]) -> list[bool]:
    """Choose the parts of a whole that must not be told.

    Parts of 1 to 9 are hidden; where one hidden part could be found from the total and the others, the smallest
    shown part is hidden too.

    Parameters
    ----------
    counts : sequence of int
        Parts that add up to a known total.

    Returns
    -------
    list of bool
        True where a part is hidden.

    Examples
    --------
    >>> hidden_parts([120, 4, 60, 15])
    [False, True, False, True]
    >>> hidden_parts([120, 60, 0])
    [False, False, False]
    """
    hidden = [0 < count < LEAST for count in counts]
    while any(hidden) and (sum(hidden) < 2 or sum(n for n, hide in zip(counts, hidden, strict=True) if hide) < LEAST):
        shown = [(count, place) for place, count in enumerate(counts) if count > 0 and not hidden[place]]
        if not shown:
            break
        hidden[min(shown)[1]] = True
    return hidden
