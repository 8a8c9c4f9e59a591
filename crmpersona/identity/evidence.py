"""Why two records are one person, or are not: field by field, in bits, as a picture and as a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from crmpersona.contract import Formatter, Result, resolve_lang
from crmpersona.identity.scoring import Scorer
from crmpersona.identity.words import WORDS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Evidence", "weigh"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Evidence(Result):
    """What speaks for and against one person.

    Parameters
    ----------
    fields : pandas.DataFrame
        ``field``, ``level``, ``bits``; no values of the records.
    prior : float
        Bits before anything is compared: how likely two random records are one person.
    weight : float
        Bits in all.
    probability : float
        Of one person.
    barred : bool
        Whether the pair is never joined, whatever the bits.
    """

    fields: pd.DataFrame = field(repr=False)
    prior: float
    weight: float
    probability: float
    barred: bool

    def to_frame(self) -> pd.DataFrame:
        """Return field, level and bits."""
        return self.fields

    def summary(self, lang: str | None = None) -> str:
        """Say in one sentence why, strongest reason first."""
        lang = resolve_lang(lang)
        told = self.fields[self.fields["level"] != "missing"]
        told = told.reindex(told["bits"].abs().sort_values(ascending=False, kind="stable").index)
        reasons = [
            WORDS(
                "reason",
                lang,
                field=WORDS(f"field_{row.field}", lang),
                level=WORDS(f"level_{row.level}", lang),
                bits=row.bits,
            )
            for row in told.itertuples()
        ]
        key = "barred_pair" if self.barred else "same_person" if self.probability >= 0.5 else "other_person"
        probability = Formatter(lang).rate(self.probability)
        return WORDS(key, lang, probability=probability, reasons=WORDS("between", lang).join(reasons))

    def plot(self, lang: str | None = None) -> Figure:
        """Draw the bits from the prior to the sum."""
        from crmpersona.plots import waterfall

        lang = resolve_lang(lang)
        told = self.fields[self.fields["level"] != "missing"]
        steps = [
            {"label": WORDS(f"field_{name}", lang), "value": round(float(bits), 1), "part": True}
            for name, bits in zip(told["field"], told["bits"], strict=True)
        ]
        parts = [
            {"label": WORDS("prior", lang), "value": round(self.prior, 1), "part": False},
            *steps,
            {"label": WORDS("total", lang), "value": round(self.weight, 1), "part": False},
        ]
        apart = self.barred or self.probability < 0.5
        title = WORDS("evidence_title_apart" if apart else "evidence_title", lang)
        return waterfall(parts, title=title, kind="number", note=WORDS("evidence_note", lang), lang=lang)


def weigh(scorer: Scorer, left: int, right: int) -> Evidence:
    """Weigh one pair of records field by field.

    Parameters
    ----------
    scorer : Scorer
        The trained model.
    left, right : int
        Positions of the records.

    Returns
    -------
    Evidence
        The parts add up to the whole.

    Examples
    --------
    >>> from crmpersona.identity.comparisons import Field
    >>> from crmpersona.identity.resolving import key_columns, resolve
    >>> frame, fields = pd.DataFrame({"phone": ["13800001111", "138 0000 1111"]}), [Field("f0", "phone", "phone")]
    >>> found = resolve(key_columns(frame, fields), fields, threshold=0.5, seed=7)
    >>> weigh(found.scorer, 0, 1).fields["level"].tolist()
    ['same']
    """
    pair = np.array(sorted((left, right)), dtype=np.int64)
    found = scorer.scores(pair[:1], pair[1:], parts=True)
    rows = []
    for each, compared in zip(scorer.fields, scorer.settings["comparisons"], strict=True):
        labels = [level["label_for_charts"] for level in compared["comparison_levels"]]
        # Splink counts levels from the worst: different is 0, missing -1.
        level = int(found[each.slot].iloc[0])
        label = labels[0] if level < 0 else labels[len(labels) - 1 - level]
        rows.append((each.column, label, float(found[f"bits_{each.slot}"].iloc[0])))
    fields = pd.DataFrame(rows, columns=["field", "level", "bits"])
    weight = float(found["weight"].iloc[0])
    return Evidence(
        fields=fields,
        prior=weight - float(fields["bits"].sum()),
        weight=weight,
        probability=float(found["probability"].iloc[0]),
        barred=bool(found["barred"].iloc[0]),
    )
