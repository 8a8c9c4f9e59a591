"""Which scores count as high on each axis: the cut between 高 and 低, saved and printed in raw values."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from crmpersona.contract import ContractError, Formatter, ParameterError, nearest
from crmpersona.features.rfm_inputs import AXES, read_json
from crmpersona.features.rfm_scores import SCORES, RFMScorer
from crmpersona.features.words_rfm import WORDS

__all__ = ["CUTS", "RFMCut"]

CUTS = ("score_mean", "value_mean", "score_4")
KIND = "crmpersona.rfm_cut"


@dataclass(frozen=True)
class RFMCut:
    """The lowest score that counts as high on each axis.

    Parameters
    ----------
    name : str
        ``"score_mean"``, ``"value_mean"``, ``"score_4"`` or ``"own"``.
    thresholds : mapping of str to int or None
        Lowest high score for ``r_score``, ``f_score``, ``m_score``; None where nobody counts as high.
    not_informative : tuple of str, default ()
        Axes on which all customers were equal (无区分度): low for F and M, high for R.

    Examples
    --------
    >>> scores = pd.DataFrame({"r_score": [5, 1, 3], "f_score": [1, 1, 1], "m_score": [2, 5, 4]})
    >>> cut = RFMCut.from_scores(scores, "score_mean")
    >>> dict(cut.thresholds), cut.not_informative
    ({'r_score': 3, 'f_score': None, 'm_score': 4}, ('f_score',))
    """

    name: str
    thresholds: Mapping[str, int | None]
    not_informative: tuple[str, ...] = ()

    @classmethod
    def from_scores(cls, scores: pd.DataFrame, cut: str | Mapping[str, int] | RFMCut = "score_mean") -> RFMCut:
        """Learn or read the cut.

        Parameters
        ----------
        scores : pandas.DataFrame
            ``r_score``, ``f_score``, ``m_score``; missing scores are left out.
        cut : str, mapping or RFMCut, default "score_mean"
            ``"score_mean"``: high from the mean score of all buyers on, compared as score × n against the
            sum, in integers. ``"value_mean"``: high is score 2 of ``rfm_scores(bins=2, method="mean")``.
            ``"score_4"``: high from 4 on. A mapping gives the lowest high score per axis. An RFMCut is
            returned as it is: last month's ruler.

        Returns
        -------
        RFMCut
            The cut.

        Raises
        ------
        ContractError
            If a score column is missing.
        ParameterError
            If the cut is unknown or does not fit the scores.
        """
        for column in SCORES:
            if column not in scores.columns:
                raise ContractError(
                    f"column {column} is missing",
                    where=f"scores with columns {', '.join(map(str, scores.columns)) or 'none'}",
                    remedy="the eight groups need money; without it use scheme='eleven'",
                )
        if isinstance(cut, RFMCut):
            return cut
        if isinstance(cut, Mapping):
            return cls(name="own", thresholds=_own(cut))
        if cut not in CUTS:
            raise ParameterError(
                f"cut={cut!r} is unknown",
                remedy=f"use one of {', '.join(CUTS)} or lowest high scores such as {{'r_score': 4, 'f_score': 3, "
                f"'m_score': 4}}; nearest: {nearest(str(cut), CUTS) or CUTS[0]}",
            )
        if cut == "score_mean":
            return _score_mean(scores)
        return _fixed(scores, cut)

    def high(self, scores: pd.DataFrame) -> pd.DataFrame:
        """Say who is on the good side of each axis.

        Parameters
        ----------
        scores : pandas.DataFrame
            ``r_score``, ``f_score``, ``m_score``.

        Returns
        -------
        pandas.DataFrame
            Booleans on the same index; a missing score is never high.
        """
        return pd.DataFrame(
            {axis: _at_least(scores[axis], self.thresholds[axis]) for axis in SCORES}, index=scores.index
        )

    def lines(self, scorer: RFMScorer) -> dict[str, float | None]:
        """Return the cut in raw values.

        Parameters
        ----------
        scorer : RFMScorer
            The fitted scorer that made the scores.

        Returns
        -------
        dict of str to float or None
            Per axis the cut point that divides good from bad: days, orders, units of the currency. None
            where there is no line: the axis is not informative, or all or none of its scores are high.
        """
        return {axis: self._line(scorer, axis) for axis in AXES if axis in scorer.cut_points_}

    def text(self, scorer: RFMScorer, lang: str | None = None, currency: str | None = None) -> str:
        """Print the cut as raw thresholds.

        Parameters
        ----------
        scorer : RFMScorer
            The fitted scorer that made the scores.
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.
        currency : str, optional
            ISO 4217 code; None takes the option in force.

        Returns
        -------
        str
            Such as ``R ≤ 93 天，F ≥ 5 次，M ≥ ¥2,054.27``; ``>`` where a value equal to the line is below it.

        Examples
        --------
        >>> own = {"recency_days": [93], "frequency": [4], "monetary": [2000]}
        >>> scorer = RFMScorer(bins=2, method="fixed", cuts=own)
        >>> table = pd.DataFrame({"recency_days": [1, 200], "frequency": [9, 1], "monetary": [4000.0, 10.0]})
        >>> cut = RFMCut.from_scores(scorer.fit_transform(table), {"r_score": 2, "f_score": 2, "m_score": 2})
        >>> cut.text(scorer, "zh", "CNY")
        'R ≤ 93 天，F ≥ 5 次，M > ¥2,000.00'
        """
        lines = self.lines(scorer)
        return WORDS("comma", lang).join(self._axis_text(scorer, axis, lines[axis], lang, currency) for axis in lines)

    def to_json(self) -> str:
        """Write the cut as JSON text.

        Returns
        -------
        str
            What :meth:`from_json` reads.
        """
        return json.dumps(
            {
                "kind": KIND,
                "name": self.name,
                "thresholds": dict(self.thresholds),
                "not_informative": list(self.not_informative),
            },
            sort_keys=True,
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a cut that :meth:`to_json` wrote.

        Parameters
        ----------
        text : str
            The JSON text.

        Returns
        -------
        RFMCut
            An equal cut.

        Raises
        ------
        ParameterError
            If the text is not such a cut.
        """
        facts = read_json(text, KIND, ("name", "thresholds", "not_informative"))
        if set(facts["thresholds"]) != set(SCORES) or not set(facts["not_informative"]) <= set(SCORES):
            raise ParameterError("the saved cut names other axes", remedy="give the text that .to_json() returned")
        thresholds = {axis: facts["thresholds"][axis] for axis in SCORES}
        return cls(name=str(facts["name"]), thresholds=thresholds, not_informative=tuple(facts["not_informative"]))

    def _line(self, scorer: RFMScorer, axis: str) -> float | None:
        """Return the cut point below (for recency: at) which the high scores begin."""
        threshold, cuts = self.thresholds[AXES[axis]], scorer.cut_points_[axis]
        if threshold is None or not cuts or not 2 <= threshold <= scorer.bins:
            return None
        return cuts[scorer.bins - threshold] if axis == "recency_days" else cuts[threshold - 2]

    def _axis_text(
        self, scorer: RFMScorer, axis: str, line: float | None, lang: str | None, currency: str | None
    ) -> str:
        """Print the line of one axis."""
        threshold, letter = self.thresholds[AXES[axis]], axis[0].upper()
        if AXES[axis] in self.not_informative or not scorer.cut_points_[axis]:
            return WORDS("not_informative", lang, axis=letter)
        if line is None:
            return WORDS("everybody" if threshold is not None and threshold <= 1 else "nobody", lang, axis=letter)
        if axis == "recency_days":
            days = math.floor(line)
            return WORDS("recency_line", lang, days=f"{days:,}", unit=WORDS("days_one" if days == 1 else "days", lang))
        equal_is_high = scorer.method == "mean"
        if axis == "frequency":
            orders = math.ceil(line) if equal_is_high else math.floor(line) + 1
            unit = WORDS("orders_one" if orders == 1 else "orders", lang)
            return WORDS("frequency_line", lang, orders=f"{orders:,}", unit=unit)
        money = f"{Formatter(lang, currency).symbol}{abs(line):,.2f}"
        sign = "≥" if equal_is_high else ">"
        return WORDS("money_line", lang, sign=sign, money=f"−{money}" if line < 0 else money)


def _at_least(scores: pd.Series[int], threshold: int | None) -> np.ndarray:
    """Compare scores with a threshold; missing scores and a missing threshold give False."""
    if threshold is None:
        return np.zeros(len(scores), dtype=bool)
    return (scores >= threshold).fillna(value=False).to_numpy(dtype=bool)


def _own(cut: Mapping[str, int]) -> dict[str, int | None]:
    """Check thresholds that a person gave."""
    wrong = [axis for axis in cut if axis not in SCORES]
    missing = [axis for axis in SCORES if axis not in cut]
    if wrong or missing:
        raise ParameterError(
            f"own thresholds lack {missing or 'nothing'} and hold unknown {wrong or 'nothing'}",
            remedy="give the lowest high score of each: {'r_score': 4, 'f_score': 3, 'm_score': 4}",
        )
    for axis, value in cut.items():
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
            raise ParameterError(f"threshold {value!r} of {axis} is not a score", remedy="give a whole number")
    return {axis: int(cut[axis]) for axis in SCORES}


def _score_mean(scores: pd.DataFrame) -> RFMCut:
    """Return the cut at the mean score: score × n ≥ sum, so score ≥ the sum over n rounded up."""
    thresholds: dict[str, int | None] = {}
    flat = []
    for axis in SCORES:
        known = scores[axis].dropna().to_numpy(dtype="int64")
        if len(np.unique(known)) <= 1:
            flat.append(axis)
            thresholds[axis] = 1 if axis == "r_score" else None
        else:
            thresholds[axis] = -(-int(known.sum()) // len(known))
    return RFMCut(name="score_mean", thresholds=thresholds, not_informative=tuple(flat))


def _fixed(scores: pd.DataFrame, cut: str) -> RFMCut:
    """Return a cut at a score that is the same for every axis."""
    lowest = 2 if cut == "value_mean" else 4
    top = max((int(scores[axis].max()) for axis in SCORES if scores[axis].notna().any()), default=lowest)
    if cut == "value_mean" and top > 2:
        raise ParameterError(
            f"cut='value_mean' reads two levels, but scores go up to {top}",
            remedy="make the scores with rfm_scores(table, bins=2, method='mean')",
        )
    bins = scores.attrs.get("rfm_bins", 5)
    if cut == "score_4" and bins < 4:
        raise ParameterError(f"cut='score_4' needs scores up to 4 at least, these have {bins} levels")
    thresholds: dict[str, int | None] = dict.fromkeys(SCORES, lowest)
    flat = tuple(axis for axis in SCORES if _is_flat(scores[axis], axis, lowest))
    return RFMCut(name=cut, thresholds=thresholds, not_informative=flat)


def _is_flat(scores: pd.Series[int], axis: str, lowest: int) -> bool:
    """Say whether all scores are equal and on the side where an axis without information belongs."""
    known = scores.dropna().unique()
    return len(known) == 0 or (len(known) == 1 and (known[0] >= lowest) == (axis == "r_score"))
