"""The customer table: everything that is known of each customer as of a day, one row each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from crmpersona.cleaning import cleaned
from crmpersona.contract import Crm, NotEnoughDataError, ParameterError, Result, as_of_date, resolve_lang
from crmpersona.features.behaviour import Behaviour, behaviour_of
from crmpersona.features.definitions import feature_definitions, missing_reasons
from crmpersona.features.ledger import ledger_of, view_of
from crmpersona.features.life_cycle import LifeCycle, life_cycle
from crmpersona.features.rfm import window_size
from crmpersona.features.rfm_cuts import RFMCut
from crmpersona.features.rfm_groups import rfm_groups
from crmpersona.features.rfm_scores import RFMScorer
from crmpersona.features.rhythm import LifeCycleRuler
from crmpersona.features.tiers import Activity, ValueTiers, activity, value_tiers
from crmpersona.features.words_behaviour import TEXTS
from crmpersona.features.words_rfm import WORDS as RFM_WORDS
from crmpersona.relational import day_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Features", "featurize"]

TIER_WINDOW = 365


@dataclass(frozen=True, kw_only=True, repr=False)
class Features(Result):
    """One row per customer, every column with its definition.

    Parameters
    ----------
    frame : pandas.DataFrame
        Index customer_id, sorted; all customers known before the day of the view. Counts are int64 and 0 for
        customers without an order; money (units of the currency), days and shares are floats, missing where
        there is nothing to tell; groups are texts.
    definitions : pandas.DataFrame
        One row per column: ``column``, ``group``, ``label_zh``, ``label_en``, ``unit``, ``definition_zh``,
        ``definition_en``, ``source``, ``available``, ``reason_zh``, ``reason_en`` (why it is absent).
    as_of : datetime.date
        Day of the view.
    window_days : int or None
        Window of frequency and money for the RFM scores; None is all history.
    currency : str or None
        ISO 4217 code of all money.
    scorer : RFMScorer
        Fitted cut points of the scores.
    group_scorer : RFMScorer
        The scorer behind the eight groups: the same, but for ``cut="value_mean"`` one with two levels.
    cut : RFMCut or None
        Which scores are high; None without money, where the eight groups cannot be told.
    lines : dict
        Printed lines of life cycle, value tiers and activity.
    rulers : dict
        JSON-safe: everything next month needs to be read on the same ruler; pass it to :func:`featurize`.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> feat = featurize(tiny_crm(), as_of="2026-03-01")
    >>> feat.rfm_scheme_cuts["zh"]
    'R ≤ 32 天，F ≥ 3 次，M > ¥20.00'
    """

    frame: pd.DataFrame = field(repr=False)
    definitions: pd.DataFrame = field(repr=False)
    as_of: dt.date
    window_days: int | None
    currency: str | None
    scorer: RFMScorer = field(repr=False)
    group_scorer: RFMScorer = field(repr=False)
    cut: RFMCut | None = field(repr=False)
    lines: dict[str, Any]
    rulers: dict[str, Any] = field(repr=False)

    @property
    def cut_lines(self) -> dict[str, float | None]:
        """Raw values that divide high from low in the eight groups: days, orders, units of the currency."""
        return self.cut.lines(self.group_scorer) if self.cut else {}

    @property
    def rfm_scheme_cuts(self) -> dict[str, str]:
        """The cut of the eight groups as printed in Chinese (``"zh"``) and English (``"en"``); empty without money."""
        return {lang: self.cut_text(lang) for lang in ("zh", "en")} if self.cut else {}

    def cut_text(self, lang: str | None = None) -> str:
        """Print the cut of the eight groups in raw values.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            Such as ``R ≤ 93 天，F ≥ 5 次，M ≥ ¥2,054.27``; empty without money.
        """
        return self.cut.text(self.group_scorer, lang, self.currency) if self.cut else ""

    def to_frame(self) -> pd.DataFrame:
        """Return the customer table."""
        return self.frame.copy()

    def summary(self, lang: str | None = None) -> str:
        """Say how many customers and columns there are, where RFM is cut, and what the data do not support."""
        lang = resolve_lang(lang)
        buyers = int((self.frame["frequency"] > 0).sum())
        parts = [
            TEXTS(
                "features",
                lang,
                as_of=self.as_of.isoformat(),
                customers=f"{len(self.frame):,}",
                buyers=f"{buyers:,}",
                columns=len(self.frame.columns),
            )
        ]
        if self.cut:
            name = RFM_WORDS(self.cut.name, lang)
            parts.append(TEXTS("cut", lang, name=name, text=self.cut_text(lang)))
        if self.window_days is not None:
            parts.append(TEXTS("window_note", lang, n=self.window_days))
        reasons = missing_reasons(self.definitions, lang)
        if reasons:
            absent = sum(map(len, reasons.values()))
            parts.append(TEXTS("absent", lang, n=absent, reasons=TEXTS("semicolon", lang).join(reasons)))
        return ("" if lang == "zh" else " ").join(parts)

    def to_dict(self) -> dict[str, Any]:
        """Return sizes, rulers and lines as plain data; no customer is in it."""
        return {
            "result": "Features",
            "as_of": self.as_of.isoformat(),
            "window_days": self.window_days,
            "customers": len(self.frame),
            "columns": list(self.frame.columns),
            "lines": self.lines,
            "rulers": self.rulers,
        }

    def plot(self, lang: str | None = None) -> Figure:
        """Draw how many customers each RFM group has."""
        from crmpersona.features.pictures import group_sizes

        return group_sizes(self.frame, lang)


def featurize(
    crm: Crm,
    *,
    as_of: Any,
    window_days: int | None = None,
    cut: str | Mapping[str, int] | RFMCut = "score_mean",
    scorer: RFMScorer | None = None,
    rulers: Mapping[str, Any] | None = None,
) -> Features:
    """Describe every known customer as of a day: RFM, life cycle, value, activity and behaviour.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    as_of : str or datetime.date
        Day of the view: midnight at its start in the business time zone; later rows are not seen.
    window_days : int, optional
        Frequency and money of the RFM scores count the last so many days; recency always looks at all
        history. None counts all history; the monthly report uses 365.
    cut : {"score_mean", "value_mean", "score_4"}, mapping or RFMCut, default "score_mean"
        Where the eight groups are cut, see :class:`~crmpersona.features.RFMCut`.
    scorer : RFMScorer, optional
        A fitted scorer with five levels; None learns one from these customers.
    rulers : mapping, optional
        The ``.rulers`` of an earlier result: window, scores, cut and life-cycle lines are those of that result, and
        `window_days` is not looked at.

    Returns
    -------
    Features
        The customer table with definitions.

    Raises
    ------
    ParameterError
        If a parameter is not allowed.
    ContractError
        If there are no transactions.
    NotEnoughDataError
        If no customer is known before `as_of`.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> feat = featurize(tiny_crm(), as_of="2026-03-01", window_days=365)
    >>> feat.frame[["frequency", "monetary", "top_channel"]]
                 frequency  monetary top_channel
    customer_id
    ann                  3      70.0         App
    bob                  2      20.0         App
    cat                  1      20.0        Shop
    dan                  2      20.0         App
    eve                  0       0.0         NaN
    """
    day = as_of_date(as_of)
    window_size(window_days)
    crm = cleaned(crm)
    ledger = ledger_of(crm)
    known = ledger.known_before(day_number(day))
    if known.empty:
        raise NotEnoughDataError(
            f"no customer is known before {day:%Y-%m-%d}", remedy="choose a later as_of, or check the dates of the data"
        )
    saved = dict(rulers or {})
    window_days = saved.get("window_days", window_days)
    behaviour = behaviour_of(crm, known, day, window_days)
    scored = _scores(behaviour, cut, scorer, saved)
    stage = life_cycle(crm, as_of=day, ruler=LifeCycleRuler.from_dict(saved["life_cycle"]) if saved else None)
    tiers, active = value_tiers(crm, as_of=day, window_days=TIER_WINDOW), activity(crm, as_of=day)
    frame = _whole_frame(behaviour, scored, stage, tiers, active)
    values: dict[str, object] = {"window_days": window_days, "tier_window": TIER_WINDOW, "bins": scored.scorer.bins}
    if scored.cut:
        values["cut"] = RFM_WORDS[scored.cut.name]
    definitions = feature_definitions(behaviour.missing, behaviour.families, values)
    return Features(
        frame=frame[[column for column in definitions["column"] if column in frame.columns]],
        definitions=definitions,
        as_of=day,
        window_days=window_days,
        currency=crm.currency,
        scorer=scored.scorer,
        group_scorer=scored.group_scorer,
        cut=scored.cut,
        lines={"life_cycle": stage.lines, "value_tier": tiers.lines, "activity": active.lines},
        rulers={**scored.rulers(), "life_cycle": stage.ruler.to_dict(), "window_days": window_days},
        provenance=view_of(crm, day, window_days=window_days, cut=scored.cut.name if scored.cut else None),
    )


@dataclass(frozen=True)
class _Scored:
    """Scores and groups with their rulers."""

    frame: pd.DataFrame
    scorer: RFMScorer
    group_scorer: RFMScorer
    cut: RFMCut | None

    def rulers(self) -> dict[str, Any]:
        """Return the rulers as JSON-safe data."""
        return {
            "scorer": self.scorer.to_json(),
            "group_scorer": self.group_scorer.to_json(),
            "cut": self.cut.to_json() if self.cut else None,
        }


def _scores(
    behaviour: Behaviour, cut: str | Mapping[str, int] | RFMCut, scorer: RFMScorer | None, saved: dict[str, Any]
) -> _Scored:
    """Score and group the customers, on saved rulers where they are given."""
    table = behaviour.frame[["recency_days"]].assign(frequency=behaviour.frame["frequency_window"])
    money = "monetary_window" in behaviour.frame
    if money:
        table["monetary"] = behaviour.frame["monetary_window"]
    if saved:
        scorer, group_scorer = (_saved_scorer(saved, part) for part in ("scorer", "group_scorer"))
        cut = RFMCut.from_json(saved["cut"]) if saved.get("cut") else cut
    else:
        scorer = scorer if scorer is not None else RFMScorer().fit(table)
        group_scorer = RFMScorer(2, "mean").fit(table) if cut == "value_mean" else scorer
    frame = scorer.transform(table)
    groups = {"rfm_eleven": rfm_groups(frame, "eleven")}
    chosen = None
    if money:
        group_scores = frame if group_scorer is scorer else group_scorer.transform(table)
        chosen = RFMCut.from_scores(group_scores, cut)
        groups["rfm_eight"] = rfm_groups(group_scores, cut=chosen)
    return _Scored(frame.astype("Int64").assign(**groups), scorer, group_scorer, chosen)


def _saved_scorer(saved: dict[str, Any], part: str) -> RFMScorer:
    """Read a scorer from saved rulers."""
    if part not in saved or "life_cycle" not in saved:
        raise ParameterError(
            f"the saved rulers lack {part if part not in saved else 'life_cycle'!r}",
            remedy="pass the .rulers of an earlier featurize as they are",
        )
    return RFMScorer.from_json(saved[part])


def _whole_frame(
    behaviour: Behaviour, scored: _Scored, stage: LifeCycle, tiers: ValueTiers, active: Activity
) -> pd.DataFrame:
    """Put all columns side by side."""
    index = behaviour.frame.index
    parts = {
        "life_cycle": stage.frame["life_cycle"],
        "activity": active.frame["activity"],
        "active_days": active.frame["active_days"],
    }
    if "monetary" in behaviour.frame:
        parts["value_tier"] = tiers.frame["value_tier"]
    beside = pd.DataFrame({name: part.reindex(index) for name, part in parts.items()}, index=index)
    texts = [name for name in ("life_cycle", "activity", "value_tier") if name in beside]
    return pd.concat([behaviour.frame, scored.frame, beside.astype(dict.fromkeys(texts, "str"))], axis=1)
