"""From the ingredients of a month to the value and the interval of each measure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from crmpersona.features.measure_catalogue import Measure
from crmpersona.statistics import (
    Interval,
    RatioMoments,
    TopSums,
    mean_interval,
    proportion_interval,
    quantile_interval,
    quantile_of_counts,
    ratio_interval,
    top_share_of_sums,
)

__all__ = ["Told", "told", "too_few"]

NAN = float("nan")
NONE = Interval(NAN, NAN)
FEWEST = 10
LIMITS = {"rate": (0.0, 1.0), "points": (-100.0, 100.0), "stars": (1.0, 5.0)}
QUANTILES = {"interval_median": 0.5, "interval_p80": 0.8}


class Told(NamedTuple):
    """Value of a measure with what it is made of.

    Parameters
    ----------
    value, numerator, denominator : float
        nan where unknown; the denominator of a count is nan.
    ci_low, ci_high : float
        Ends of the interval; nan where there is none.

    Examples
    --------
    >>> Told(0.5, 1.0, 2.0).value
    0.5
    """

    value: float = NAN
    numerator: float = NAN
    denominator: float = NAN
    ci_low: float = NAN
    ci_high: float = NAN


def _ratio_sums(row: dict[str, float], top: str, bottom: str) -> RatioMoments:
    """Collect the sums over customers that a ratio's interval needs."""
    squares = (row[f"{top}*{top}"], row[f"{top}*{bottom}"], row[f"{bottom}*{bottom}"])
    return RatioMoments(row["customers"], row[top], row[bottom], *squares)


def _top_interval(row: dict[str, float]) -> Interval:
    """Make the interval of the top buyers' share."""
    squares = row["net_sales*net_sales"]
    sums = TopSums(
        row["customers"], row["buyers"], row["ranked_sales"], row["top_buyers"], row["top_sales"], row["top_squares"],
        row["net_sales"], squares, row["line"],
    )  # fmt: skip
    found = top_share_of_sums(sums)
    return Interval(found.low, found.high)


def _mean_spread(row: dict[str, float], key: str) -> float:
    """Return the standard deviation of one answer: -1, 0, 1 for the promoter score, stars for the rating."""
    total, first, second = (
        (row["nps_answers"], row["promoters_net"], row["promoters"] + row["detractors"])
        if key == "nps"
        else (row["ratings"], row["stars"], row["star_squares"])
    )
    return float(np.sqrt(max(second - first * first / total, 0.0) / (total - 1))) if total > 1 else float("nan")


def too_few(measure: Measure, row: dict[str, float]) -> bool:
    """Say whether an interval that leans on the normal law would rest on fewer than ten customers or answers.

    Parameters
    ----------
    measure : Measure
        The measure.
    row : dict
        Ingredients of a month.

    Returns
    -------
    bool
        True where the interval is left out.

    Examples
    --------
    >>> from crmpersona.features.measure_catalogue import CATALOGUE
    >>> too_few(CATALOGUE["nps"], {"nps_answers": 9.0}), too_few(CATALOGUE["rebuy_rate"], {})
    (True, False)
    """
    counted = {"ratio": "customers", "top": "buyers", "mean": measure.denominator}.get(measure.interval)
    return counted is not None and 0 < row[counted] < FEWEST


def _interval(measure: Measure, row: dict[str, float], top: float, bottom: float) -> Interval:
    """Make the interval of a quotient in its own unit, before scaling."""
    if measure.interval == "wilson":
        return proportion_interval(top, bottom) if 0 <= top <= bottom else NONE
    if too_few(measure, row):
        return NONE
    if measure.interval == "ratio":
        return ratio_interval(_ratio_sums(row, measure.numerator, measure.denominator))
    if measure.interval == "top":
        return _top_interval(row)
    if measure.interval == "mean":
        return mean_interval(top / bottom, _mean_spread(row, measure.key), bottom)
    return NONE


def _quotient(measure: Measure, row: dict[str, float]) -> Told:
    """Tell a count, a sum or a quotient."""
    top = float(row[measure.numerator])
    if not measure.denominator:
        return Told(top, top)
    bottom = float(row[measure.denominator])
    # A share of money that was refunded altogether says nothing; nor does one of nobody.
    if bottom <= 0:
        return Told(NAN, top, bottom)
    value = measure.scale * top / bottom
    low, high = (measure.scale * end for end in _interval(measure, row, top, bottom))
    least, most = LIMITS.get(measure.unit, (-np.inf, np.inf))
    # A figure may itself leave the usual range (more refunded than sold): then it is its own limit.
    low, high = np.maximum(low, min(least, value)), np.minimum(high, max(most, value))
    return Told(value, top, bottom, float(low), float(high))


def _gap_quantile(measure: Measure, intervals: pd.DataFrame, month: int) -> Told:
    """Tell a quantile of the intervals between purchase days, with their number as denominator."""
    probability = QUANTILES[measure.numerator]
    gaps, counts = intervals["gap"], intervals[month]
    value = quantile_of_counts(gaps, counts, probability)
    return Told(value, NAN, float(counts.sum()), *quantile_interval(gaps, counts, probability))


def told(measure: Measure, row: dict[str, float], intervals: pd.DataFrame, month: int) -> Told:
    """Tell a measure of a month from its ingredients.

    Parameters
    ----------
    measure : Measure
        The measure.
    row : dict
        Ingredients of the month.
    intervals : pandas.DataFrame
        Counted intervals between purchase days: ``gap`` and one column per month number.
    month : int
        Month number.

    Returns
    -------
    Told
        Value, numerator, denominator and interval; nan where the denominator is not positive.

    Examples
    --------
    >>> from crmpersona.features.measure_catalogue import CATALOGUE
    >>> found = told(CATALOGUE["rebuy_rate"], {"rebuyers": 622.0, "buyers_previous": 1364.0}, pd.DataFrame(), 0)
    >>> round(found.value, 3), round(found.ci_low, 3), round(found.ci_high, 3)
    (0.456, 0.43, 0.483)
    """
    if measure.interval == "quantile":
        return _gap_quantile(measure, intervals, month)
    return _quotient(measure, row)
