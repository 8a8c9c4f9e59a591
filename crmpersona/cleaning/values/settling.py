"""A column's own evidence for how its values are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from crmpersona.cleaning.values.result import Cleaned

__all__ = ["one_convention"]


def one_convention(
    part: str, proofs: Mapping[str, str], rule: str, answers: Sequence[Cleaned], counts: np.ndarray[Any, Any]
) -> tuple[dict[str, str], str, dict[str, Any]]:
    """Find the one convention that a column's clear values prove.

    Parameters
    ----------
    part : str
        Part of the context that the convention sets.
    proofs : mapping of str to str
        Rule of a clear value to the convention it proves; empty where nothing needs settling.
    rule : str
        Rule of values that the column settles.
    answers : sequence of Cleaned
        Answers for the distinct values.
    counts : numpy.ndarray
        Rows of each.

    Returns
    -------
    tuple
        Changes of the context (none where values contradict each other), the rule, and the
        evidence: convention, number of distinct values and of rows that prove it.

    Examples
    --------
    >>> clear = Cleaned("2024-03-13", "ok", "date.day_first")
    >>> one_convention("date_order", {"date.day_first": "dmy"}, "date.settled", [clear], np.array([2]))
    ({'date_order': 'dmy'}, 'date.settled', {'date_order': 'dmy', 'values': 1, 'rows': 2})
    """
    found: dict[str, list[int]] = {}
    for place, answer in enumerate(answers):
        if answer.status == "ok" and answer.rule in proofs:
            found.setdefault(proofs[answer.rule], []).append(int(counts[place]))
    if len(found) != 1:
        against = {convention: len(rows) for convention, rows in sorted(found.items())}
        return {}, rule, {part: None, "contradicting": against} if against else {}
    ((convention, rows),) = found.items()
    return {part: convention}, rule, {part: convention, "values": len(rows), "rows": sum(rows)}
