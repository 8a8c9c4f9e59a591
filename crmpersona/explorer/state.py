"""What the explorer knows: months, groups and measures, without any widget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from crmpersona import cleaning, features, synthetic
from crmpersona.contract import Crm, Formatter, Month, NotEnoughDataError, ParameterError, Result, nearest, resolve_lang
from crmpersona.explorer.words import WORDS
from crmpersona.features.words_cycle import ACTIVITY, STAGES, TIERS
from crmpersona.plots.page import written
from crmpersona.relational import restrict

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["GROUPINGS", "Explorer", "Look"]

ALL = "all"
GROUPINGS = ("everyone", "rfm_eight", "life_cycle", "value_tier", "activity")
SMALLEST = 10
MONTHS_SHOWN = 13
FIGURES = ["value", "ci_low", "ci_high"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Look(Result):
    """One view of the explorer: a measure of a group over the months, beside all customers.

    Parameters
    ----------
    title : str
        Measure and group, as words.
    history : pandas.DataFrame
        ``month``, ``series`` (name of the group, or of all customers), ``value``, ``ci_low``, ``ci_high``; optional
        ``withheld``: the figure stands on fewer than 10 persons and is left out.
    sentence : str
        The finding in the language of the explorer.
    kind : {"rate", "money", "count", "days", "number"}
        How values are written.
    lang : {"en", "zh"}
        Language of the words.
    currency : str, optional
        Currency of money.

    Examples
    --------
    >>> history = pd.DataFrame({"month": ["2026-10"], "series": ["all"], "value": [12.0]})
    >>> Look(title="Buyers", history=history, sentence="12 buyers.", kind="count").summary()
    '12 buyers.'
    """

    title: str
    history: pd.DataFrame
    sentence: str
    kind: str
    lang: str = "en"
    currency: str | None = None

    def to_frame(self) -> pd.DataFrame:
        """Return the history."""
        return self.history

    def summary(self, lang: str | None = None) -> str:
        """Return the finding, in the language the explorer was opened with."""
        del lang
        return self.sentence

    def table(self) -> pd.DataFrame:
        """Return the figures as they are read: one row per month, the newest first, one column per series.

        Returns
        -------
        pandas.DataFrame
            Texts with units.
        """
        write = Formatter(self.lang, self.currency)
        texts = self.history.assign(text=[written(value, self.kind, write) for value in self.history["value"]])
        if "withheld" in texts:
            texts["text"] = texts["text"].mask(texts["withheld"], f"<{SMALLEST}")
        wide = texts.pivot_table(index="month", columns="series", values="text", aggfunc="first", sort=False)
        return wide.iloc[::-1].rename_axis(index=None, columns=None)

    def plot(self, lang: str | None = None) -> Figure:
        """Draw the history of the group beside all customers.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the explorer's.

        Returns
        -------
        matplotlib.figure.Figure
            One line per series.
        """
        from crmpersona import plots

        rows = self.history.rename(columns={"month": "x"})
        figure: Figure = plots.lines(
            rows[["x", "series", "value"]],
            title=self.title,
            kind=self.kind,
            lang=lang or self.lang,
            currency=self.currency,
            base=WORDS(ALL, self.lang),
        )
        return figure


class Explorer:
    """Months, groups and measures of one business, ready to be looked at.

    Parameters
    ----------
    crm : Crm
        The data; cleaned with defaults where they are as read.
    lang : {"en", "zh"}, optional
        Language of the words; None takes the option in force.
    window_days : int, default 365
        Window of RFM and value tiers, as in the monthly report.

    Raises
    ------
    NotEnoughDataError
        If there is not one whole month with orders.

    Examples
    --------
    >>> explorer = Explorer.sample("en")
    >>> explorer.months[0]
    '2026-10'
    """

    def __init__(self, crm: Crm, *, lang: str | None = None, window_days: int = 365) -> None:
        self.lang = resolve_lang(lang)
        self.crm = cleaning.cleaned(crm)
        self.window_days = window_days
        self._features: dict[str, features.Features] = {}
        self._looks: dict[tuple[str, str, str], pd.DataFrame] = {}
        if not self.months:
            raise NotEnoughDataError("there is no month with orders to explore", remedy="read a table of transactions")

    @classmethod
    @cache
    def sample(cls, lang: str | None = None) -> Explorer:
        """Open the explorer on the small made-up shop that ships with the package, to try things on.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language of the words; None takes the option in force.

        Returns
        -------
        Explorer
            Kept, so that asking again costs nothing.
        """
        return cls(_cleaned_sample(), lang=lang)

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Months that hold orders, the newest first."""
        counts = self.crm.counts().set_index("table")
        if "transactions" not in counts.index or pd.isna(counts["first"]["transactions"]):
            return ()
        ends = [
            pd.Timestamp(counts[end]["transactions"], tz="UTC").tz_convert(self.crm.timezone)
            for end in ("first", "last")
        ]
        first, last = (Month(stamp.year, stamp.month) for stamp in ends)
        return tuple(str(last.shift(-back)) for back in range(last.number - first.number + 1))

    def groupings(self) -> dict[str, str]:
        """Return the ways to group customers.

        Returns
        -------
        dict
            Words to key.
        """
        return {WORDS(key, self.lang): key for key in GROUPINGS}

    def groups(self, month: str, grouping: str) -> dict[str, str]:
        """Return the groups that have customers in a month.

        Parameters
        ----------
        month : str
            ``"YYYY-MM"``.
        grouping : str
            A key of :meth:`groupings`.

        Returns
        -------
        dict
            Words with the number of customers, to key, in report order.

        Raises
        ------
        ParameterError
            If the grouping is not known.
        """
        if grouping not in GROUPINGS:
            raise ParameterError(
                f"grouping={grouping!r} is unknown", remedy=f"did you mean {nearest(grouping, GROUPINGS)}?"
            )
        if grouping == "everyone":
            return {WORDS(ALL, self.lang): ALL}
        counts = self._members(month, grouping).value_counts()
        write = Formatter(self.lang)
        names = self._names(grouping)
        return {f"{names[key]} ({write.count(counts[key])})": key for key in names if counts.get(key, 0) >= SMALLEST}

    def measures(self) -> dict[str, str]:
        """Return the measures of the report.

        Returns
        -------
        dict
            Words to key.
        """
        table = features.measure_definitions(self.lang)
        return dict(zip(table["label"], table["key"], strict=True))

    def look(self, month: str, grouping: str = "everyone", group: str = ALL, measure: str = "net_sales") -> Look:
        """Look at one measure of one group.

        Parameters
        ----------
        month : str
            ``"YYYY-MM"``.
        grouping, group, measure : str
            Keys of :meth:`groupings`, :meth:`groups` and :meth:`measures`.

        Returns
        -------
        Look
            History, sentence and picture.

        Raises
        ------
        ParameterError
            If a key is not known.
        """
        labels = {key: words for words, key in self.measures().items()}
        if measure not in labels:
            raise ParameterError(f"measure={measure!r} is unknown", remedy=f"did you mean {nearest(measure, labels)}?")
        everyone = self._history(month, "everyone", ALL, measure).assign(series=WORDS(ALL, self.lang))
        parts, name = [everyone], WORDS(ALL, self.lang)
        if grouping != "everyone":
            name = self._names(grouping)[group]
            parts.insert(0, self._history(month, grouping, group, measure).assign(series=name))
        kind = str(everyone["kind"].iloc[-1])
        history = pd.concat(parts)[["month", "series", *FIGURES, "withheld"]].reset_index(drop=True)
        sentence = self._sentence(month, name, labels[measure], [part.iloc[-1] for part in parts], kind)
        title = WORDS("title", self.lang, measure=labels[measure], group=name)
        return Look(
            title=title, history=history, sentence=sentence, kind=kind, lang=self.lang, currency=self.crm.currency
        )

    def _names(self, grouping: str) -> dict[str, str]:
        """Return key to words of a grouping, in report order."""
        if grouping == "rfm_eight":
            return dict(features.rfm_group_names("eight", self.lang))
        words = {"life_cycle": STAGES, "value_tier": TIERS, "activity": ACTIVITY}[grouping]
        return {key: words(key, self.lang) for key in words}

    def _members(self, month: str, grouping: str) -> pd.Series[str]:
        """Return each customer's group at the end of a month."""
        if month not in self._features:
            as_of = Month.parse(month).end
            self._features[month] = features.featurize(self.crm, as_of=as_of, window_days=self.window_days)
        column: pd.Series[str] = self._features[month].frame[grouping]
        return column

    def _history(self, month: str, grouping: str, group: str, measure: str) -> pd.DataFrame:
        """Return one measure of one group over the last months."""
        key = (month, grouping, group)
        if key not in self._looks:
            crm = self.crm
            if grouping != "everyone":
                members = self._members(month, grouping)
                crm = restrict(crm, members.index[members == group])
            self._looks[key] = _without_few(features.measure_history(crm, month=month, months=MONTHS_SHOWN))
        history = self._looks[key]
        return history.loc[history["key"] == measure].sort_values("month")

    def _sentence(self, month: str, name: str, measure: str, rows: list[pd.Series], kind: str) -> str:
        """Say the finding of a look."""
        write = Formatter(self.lang, self.crm.currency)
        value, base = rows[0]["value"], rows[-1]["value"]
        if rows[0]["withheld"]:
            return WORDS("withheld", self.lang, month=month, group=name, measure=measure)
        if not np.isfinite(value):
            return WORDS("nothing", self.lang, month=month, group=name, measure=measure)
        interval = write.interval(rows[0]["ci_low"], rows[0]["ci_high"], kind)
        interval = WORDS("interval", self.lang, text=interval) if interval else ""
        key = "sentence" if len(rows) > 1 else "sentence_all"
        return WORDS(
            key,
            self.lang,
            month=month,
            group=name,
            measure=measure,
            value=written(value, kind, write),
            interval=interval,
            base=written(base, kind, write),
        )


def _without_few(history: pd.DataFrame) -> pd.DataFrame:
    """Leave out figures that stand on one to nine persons: small counts, small bases, months of few buyers."""
    buyers = history.loc[history["key"] == "buyers"].set_index("month")["value"]
    few = history["month"].map(buyers).between(1, SMALLEST - 1) & ~history["key"].isin(("customers_total",))
    small = history["kind"].eq("count") & history["value"].between(1, SMALLEST - 1)
    small |= history["denominator"].between(1, SMALLEST - 1)
    withheld = (few | small) & history["value"].ne(0) & history["value"].notna()
    return history.assign(withheld=withheld, **{name: history[name].mask(withheld) for name in FIGURES})


@cache
def _cleaned_sample() -> Crm:
    """Clean the shipped sample once for all languages."""
    return cleaning.cleaned(synthetic.sample().crm)
