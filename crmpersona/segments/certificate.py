"""What a segmentation can promise, in figures and in words."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.segments.structure import ALPHA, Structure, likeliest
from crmpersona.segments.words import WORDS

__all__ = ["make_certificate"]

CLEAR_CONFIDENCE = 0.6


def _both(key: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"zh": WORDS(key, "zh"), "en": WORDS(key, "en")}


def _verdict(structure: Structure, k: int) -> str:
    """Choose the words for a segment: one, natural, cut or not_told."""
    if k == 1:
        return "one"
    if structure.has_structure and k == structure.k:
        return "natural"
    return "not_told" if structure.has_structure is None else "cut"


def make_certificate(
    structure: Structure, labels: pd.Series[int], stability: pd.DataFrame, confidence: pd.Series[float]
) -> dict[str, Any]:
    """Write the certificate of a segmentation.

    Parameters
    ----------
    structure : Structure
        What the test for structure found.
    labels : pandas.Series of int
        Segment of each customer.
    stability : pandas.DataFrame
        Per segment how surely it comes back.
    confidence : pandas.Series of float
        How surely each customer belongs to its segment.

    Returns
    -------
    dict
        ``structure`` (True, False, None), ``verdict``, ``p_value``, ``alpha``, ``valley_depth``, ``dip_p``,
        ``agreement``, ``customers_tested``, ``more_needed``, ``rule``, ``words`` and, per segment, ``segments``.

    Examples
    --------
    >>> from crmpersona.segments.structure import find_structure
    >>> structure = find_structure(np.zeros((10, 1)), ks=[2], seed=7)
    >>> one = pd.DataFrame({"jaccard": [1.0], "stable": [True]})
    >>> make_certificate(structure, pd.Series([0] * 10), one, pd.Series([1.0] * 10))["verdict"]
    'one'
    """
    k = len(stability)
    verdict = _verdict(structure, k)
    sizes = np.bincount(labels.to_numpy(), minlength=k)
    segments = []
    for label in range(k):
        sure = confidence.to_numpy()[labels.to_numpy() == label]
        segments.append(
            {
                "segment": label,
                "n": int(sizes[label]),
                "share": float(sizes[label] / max(len(labels), 1)),
                "verdict": verdict,
                "words": _both(verdict),
                "jaccard": _figure(stability, label, "jaccard"),
                "jaccard_null": _figure(stability, label, "jaccard_null"),
                "confidence": float(sure.mean()) if len(sure) else None,
                "share_unsure": float((sure < CLEAR_CONFIDENCE).mean()) if len(sure) else None,
            }
        )
    row = _tested_row(structure, k)
    return {
        "structure": structure.has_structure,
        "verdict": verdict,
        "words": _both(verdict),
        "rule": _both("rule_decides"),
        "alpha": ALPHA,
        "k_supported": structure.k,
        "p_value": _value(row, "clear_p_adjusted"),
        "valley_depth": _value(row, "valley_depth"),
        "agreement": _value(row, "agreement"),
        "dip_p": None if math.isnan(structure.dip_p) else structure.dip_p,
        "customers_tested": structure.n,
        "more_needed": structure.more_needed,
        "segments": segments,
    }


def _figure(table: pd.DataFrame, row: int, column: str) -> float | None:
    """Return a figure of a table, None where it is not known."""
    value = float(table[column].iloc[row]) if column in table else math.nan
    return None if math.isnan(value) else value


def _tested_row(structure: Structure, k: int) -> pd.Series[float] | None:
    """Return the tested figures of the k in use; without structure those of the likeliest k."""
    table = structure.table
    if table.empty:
        return None
    fallback = structure.k if structure.has_structure else likeliest(table)
    row: pd.Series[float] = table.loc[[k if structure.has_structure and k in table.index else fallback]].iloc[0]
    return row.astype(float)


def _value(row: pd.Series[float] | None, name: str) -> float | None:
    """Return one tested figure."""
    return None if row is None else float(row[name])
