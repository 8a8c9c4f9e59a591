"""From scores to named groups: the eight (RFM 八分类), the eleven, or a map of one's own."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np
import pandas as pd

from crmpersona.contract import ContractError, ParameterError, nearest, resolve_lang
from crmpersona.features.rfm_cuts import RFMCut
from crmpersona.features.rfm_maps import ELEVEN_MAP, UNASSIGNED, RFMMap
from crmpersona.features.words_rfm import ALTERNATIVE_ZH, EIGHT, ELEVEN, WHO_AND_AIM, WORDS

__all__ = ["EIGHT_CODES", "SCHEMES", "RFMMapWarning", "rfm_group_names", "rfm_group_table", "rfm_groups"]

SCHEMES = ("eight", "eleven")
PROSPECTS = "prospects"
EIGHT_CODES: Mapping[str, str] = {
    "important_value": "111",
    "important_develop": "101",
    "important_keep": "011",
    "important_winback": "001",
    "general_value": "110",
    "general_develop": "100",
    "general_keep": "010",
    "general_winback": "000",
}
"""Key of each of the eight groups to its letters R, F, M (1 = 高 = good), in report order."""


class RFMMapWarning(UserWarning):
    """A map of one's own leaves gaps, overlaps, or names groups that nobody can reach.

    Examples
    --------
    >>> issubclass(RFMMapWarning, UserWarning)
    True
    """


def rfm_groups(
    scores: pd.DataFrame,
    scheme: str | RFMMap = "eight",
    cut: str | Mapping[str, int] | RFMCut = "score_mean",
    *,
    strict: bool = False,
) -> pd.Series[str]:
    """Put every customer into exactly one named group.

    In the eight groups M decides 重要 / 一般 (important / general), and R and F decide 价值 (high, high),
    发展 (high, low), 保持 (low, high), 挽留 (low, low); high is always good, so high R means few days.

    Parameters
    ----------
    scores : pandas.DataFrame
        ``r_score``, ``f_score`` and, for the eight, ``m_score``, from
        :func:`~crmpersona.features.rfm_scores`. Missing scores mark customers without an order.
    scheme : {"eight", "eleven"} or RFMMap, default "eight"
        Which groups. The eleven need scores from 1 to 5.
    cut : {"score_mean", "value_mean", "score_4"}, mapping or RFMCut, default "score_mean"
        For the eight: which scores are high, see :meth:`RFMCut.from_scores`. The choice changes group
        sizes several-fold, so name it wherever the groups are shown.
    strict : bool, default False
        Refuse a map of one's own that has gaps, overlaps or unreachable groups, instead of warning.

    Returns
    -------
    pandas.Series
        Stable keys on the same index, named ``rfm_eight``, ``rfm_eleven`` or ``rfm_<map>``;
        ``"prospects"`` where there is no order, ``"unassigned"`` in a gap of one's own map.

    Raises
    ------
    ContractError
        If a score column is missing.
    ParameterError
        If the scheme or cut is unknown or does not fit the scores, or a map is refused.

    Warns
    -----
    RFMMapWarning
        If a map of one's own has gaps, overlaps or unreachable groups.

    Examples
    --------
    >>> scores = pd.DataFrame({"r_score": [2, 2, 1, 1], "f_score": [2, 1, 2, 1], "m_score": [2, 2, 2, 1]})
    >>> rfm_groups(scores, cut="value_mean").tolist()
    ['important_value', 'important_develop', 'important_keep', 'general_winback']
    """
    if isinstance(scheme, RFMMap):
        _report_faults(scheme, strict=strict)
        return _by_map(scores, scheme)
    if scheme == "eleven":
        return _by_map(scores, ELEVEN_MAP)
    _check_scheme(scheme)
    high = RFMCut.from_scores(scores, cut).high(scores)
    codes = 4 * high["r_score"].to_numpy() + 2 * high["f_score"].to_numpy() + high["m_score"].to_numpy()
    by_code = np.empty(8, dtype=object)
    for key, letters in EIGHT_CODES.items():
        by_code[int(letters, 2)] = key
    groups = by_code[codes]
    groups[scores["r_score"].isna().to_numpy()] = PROSPECTS
    return pd.Series(groups, index=scores.index, name="rfm_eight", dtype="str")


def rfm_group_names(
    scheme: str | RFMMap = "eight", lang: str | None = None, *, alternative: bool = False
) -> dict[str, str]:
    """Return the names of the groups in report order, prospects last.

    Parameters
    ----------
    scheme : {"eight", "eleven"} or RFMMap, default "eight"
        Which groups.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    alternative : bool, default False
        For the eight in Chinese: the second set of names, with the prefix ``RFM·`` because 新客户 and
        流失客户 mean something else in the life cycle.

    Returns
    -------
    dict of str to str
        Key to name.

    Raises
    ------
    ParameterError
        If the scheme is unknown.

    Examples
    --------
    >>> rfm_group_names("eight", "zh")["important_keep"]
    '重要保持客户'
    >>> rfm_group_names("eight", "zh", alternative=True)["general_develop"]
    'RFM·新客户'
    """
    if isinstance(scheme, RFMMap):
        return {**scheme.names(lang), PROSPECTS: EIGHT(PROSPECTS, lang), UNASSIGNED: WORDS(UNASSIGNED, lang)}
    _check_scheme(scheme)
    if alternative and scheme == "eight" and resolve_lang(lang) == "zh":
        return {key: f"RFM·{name}" for key, name in ALTERNATIVE_ZH.items()}
    words = EIGHT if scheme == "eight" else ELEVEN
    return {key: words(key, lang) for key in words}


def rfm_group_table(scheme: str = "eight", lang: str | None = None) -> pd.DataFrame:
    """Return what a reader needs to know about each group.

    Parameters
    ----------
    scheme : {"eight", "eleven"}, default "eight"
        Which groups.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.

    Returns
    -------
    pandas.DataFrame
        In report order: ``key``, ``code`` (letters R F M, or the box of scores), ``name``, ``who``, ``aim``.

    Raises
    ------
    ParameterError
        If the scheme is unknown.

    Examples
    --------
    >>> rfm_group_table("eight", "en").loc[0, ["code", "who"]].tolist()
    ['111', 'bought recently, often and much']
    """
    names = rfm_group_names(scheme, lang)
    codes = EIGHT_CODES if scheme == "eight" else {rule.key: _box_text(rule.r, rule.f) for rule in ELEVEN_MAP.rules}
    rows = [
        {
            "key": key,
            "code": codes.get(key, ""),
            "name": name,
            "who": WHO_AND_AIM(f"{key}.who", lang),
            "aim": WHO_AND_AIM(f"{key}.aim", lang),
        }
        for key, name in names.items()
    ]
    return pd.DataFrame(rows, columns=["key", "code", "name", "who", "aim"])


def _check_scheme(scheme: str) -> None:
    """Refuse an unknown scheme."""
    if scheme not in SCHEMES:
        raise ParameterError(
            f"scheme={scheme!r} is unknown",
            remedy=f"use one of {', '.join(SCHEMES)} or an RFMMap; nearest: {nearest(str(scheme), SCHEMES) or 'eight'}",
        )


def _report_faults(own: RFMMap, *, strict: bool) -> None:
    """Warn about, or refuse, a map that is not total and disjoint."""
    check = own.check()
    if check.ok:
        return
    if strict:
        raise ParameterError(
            check.summary("en"), remedy=f"see .check(); unreachable: {', '.join(check.unreachable) or 'none'}"
        )
    warnings.warn(check.summary(), RFMMapWarning, stacklevel=3)


def _by_map(scores: pd.DataFrame, chosen: RFMMap) -> pd.Series[str]:
    """Name groups by a map of scores."""
    needed = ["r_score", "f_score", "m_score"] if chosen.uses_money else ["r_score", "f_score"]
    for column in needed:
        if column not in scores.columns:
            raise ContractError(
                f"column {column} is missing",
                where=f"scores with columns {', '.join(map(str, scores.columns)) or 'none'}",
                remedy="make them with rfm_scores",
            )
    buyer = scores[needed].notna().all(axis=1).to_numpy()
    known = {column: scores.loc[buyer, column].to_numpy(dtype="int64") for column in needed}
    _check_levels(scores, known, chosen)
    groups = np.full(len(scores), PROSPECTS, dtype=object)
    groups[buyer] = chosen.assign(known["r_score"], known["f_score"], known.get("m_score"))
    return pd.Series(groups, index=scores.index, name=f"rfm_{chosen.name}", dtype="str")


def _check_levels(scores: pd.DataFrame, known: Mapping[str, np.ndarray], chosen: RFMMap) -> None:
    """Refuse scores with another number of levels than the map is written for."""
    bins = scores.attrs.get("rfm_bins", chosen.levels)
    low = min((int(values.min()) for values in known.values() if len(values)), default=1)
    high = max((int(values.max()) for values in known.values() if len(values)), default=1)
    if bins != chosen.levels or low < 1 or high > chosen.levels:
        raise ParameterError(
            f"map {chosen.name!r} reads scores from 1 to {chosen.levels}; these go from {low} to {high} of {bins}",
            remedy=f"make the scores with rfm_scores(table, bins={chosen.levels})",
        )


def _box_text(r: tuple[int, int], f: tuple[int, int]) -> str:
    """Write a box of scores as ``R4-5 F1``."""
    return " ".join(
        f"{axis}{box[0]}" if box[0] == box[1] else f"{axis}{box[0]}-{box[1]}" for axis, box in (("R", r), ("F", f))
    )
