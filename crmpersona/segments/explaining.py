"""What sets each segment apart: rules of a small tree, and traits with intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.contract import ParameterError, Result, resolve_lang
from crmpersona.segments.segmentation import Segmentation
from crmpersona.segments.words import WORDS

__all__ = ["Explanation", "explain"]

Labels = NDArray[np.int64]
DEPTH = 3
LARGEST = 50_000
DIGITS = 3


@dataclass(frozen=True, kw_only=True, repr=False)
class Explanation(Result):
    """Segments told again in words.

    Parameters
    ----------
    rules : pandas.DataFrame
        One row per segment and rule: ``segment``, ``rule_zh``, ``rule_en``, ``precision`` (share of the customers whom
        the rule catches that belong to the segment), ``recall`` (share of the segment caught), ``n`` (caught),
        ``conditions`` (list of (column, "<=" or ">", value)).
    traits : pandas.DataFrame
        Per segment all columns by falling size of the difference from the others: ``segment``, ``column``,
        ``difference`` (in standard deviations inside the groups; Hedges' g), ``ci_low``, ``ci_high``, ``median``,
        ``median_others``.
    fidelity : float
        Share of customers to whom the tree gives their segment.

    Examples
    --------
    >>> from crmpersona.segments import segment
    >>> frame = pd.DataFrame({"monetary": [1.0, 2.0, 50.0, 60.0]})
    >>> explain(segment(frame, k=2)).rules[["segment", "rule_en", "precision"]].values.tolist()
    [[0, 'monetary > 26', 1.0], [1, 'monetary ≤ 26', 1.0]]
    """

    rules: pd.DataFrame = field(default_factory=pd.DataFrame)
    traits: pd.DataFrame = field(default_factory=pd.DataFrame)
    fidelity: float = 1.0

    def to_frame(self) -> pd.DataFrame:
        """Return the rules.

        Returns
        -------
        pandas.DataFrame
            One row per segment and rule.
        """
        return self.rules

    def summary(self, lang: str | None = None) -> str:
        """Say how well the rules tell the segments.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            One sentence.
        """
        chosen = resolve_lang(lang)
        if self.rules["segment"].nunique() < 2:
            return WORDS("nothing_to_explain", chosen)
        depth = max((len(conditions) for conditions in self.rules["conditions"]), default=0)
        return WORDS("explained", chosen, depth=depth, share=f"{self.fidelity:.1%}")


Condition = tuple[str, str, float]


def _simplified(path: list[Condition]) -> list[Condition]:
    """Keep the tightest bound per column and direction."""
    tightest: dict[tuple[str, str], float] = {}
    for column, sign, value in path:
        key = (column, sign)
        known = tightest.get(key, value)
        tightest[key] = min(known, value) if sign == "<=" else max(known, value)
    return [(column, sign, value) for (column, sign), value in tightest.items()]


def _leaves(tree: Any, names: list[str], node: int = 0, path: tuple[Condition, ...] = ()) -> Iterator[Any]:
    """Give every leaf as (node, conditions)."""
    if tree.children_left[node] == tree.children_right[node]:
        yield node, _simplified(list(path))
        return
    column, value = names[tree.feature[node]], float(tree.threshold[node])
    yield from _leaves(tree, names, tree.children_left[node], (*path, (column, "<=", value)))
    yield from _leaves(tree, names, tree.children_right[node], (*path, (column, ">", value)))


def _told(conditions: list[Condition], labels: dict[str, str], lang: str) -> str:
    """Write conditions as a sentence."""
    if not conditions:
        return WORDS("all", lang)
    parts = [
        WORDS("at_most" if sign == "<=" else "above", lang, name=labels.get(column, column), value=f"{value:.4g}")
        for column, sign, value in conditions
    ]
    joint = f" {WORDS('and', lang)} "
    return joint.join(parts)


def _rounded(values: pd.DataFrame) -> pd.DataFrame:
    """Fill unknown values with the typical one, as the segmentation does."""
    return values.fillna(values.median()).fillna(0.0)


def _rules(
    frame: pd.DataFrame, labels: NDArray[np.int64], depth: int, names: dict[str, dict[str, str]]
) -> tuple[pd.DataFrame, float]:
    """Grow a tree and read its leaves."""
    from sklearn.tree import DecisionTreeClassifier

    smallest = max(1, min(20, len(frame) // 50))
    grown = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=smallest, random_state=0)
    grown.fit(frame.to_numpy(), labels)
    leaf_of, told = grown.apply(frame.to_numpy()), grown.predict(frame.to_numpy())
    rows = []
    for node, conditions in _leaves(grown.tree_, list(frame.columns)):
        caught = leaf_of == node
        segment = int(grown.classes_[grown.tree_.value[node][0].argmax()])
        inside = labels == segment
        rows.append(
            {
                "segment": segment,
                "rule_zh": _told(conditions, names["zh"], "zh"),
                "rule_en": _told(conditions, names["en"], "en"),
                "precision": float((inside & caught).sum() / max(caught.sum(), 1)),
                "recall": float((inside & caught).sum() / max(inside.sum(), 1)),
                "n": int(caught.sum()),
                "conditions": conditions,
            }
        )
    table = pd.DataFrame(rows).sort_values(["segment", "recall"], ascending=[True, False], ignore_index=True)
    return table, float((told == labels).mean())


def _traits(frame: pd.DataFrame, labels: NDArray[np.int64], level: float) -> pd.DataFrame:
    """Compare each segment with the others, column by column, on the scale of the ruler's own columns."""
    from scipy.special import ndtri

    z = float(ndtri(0.5 + level / 2.0))
    rows = []
    for segment in np.unique(labels):
        inside, outside = frame.loc[labels == segment], frame.loc[labels != segment]
        one, other = inside.notna().sum(), outside.notna().sum()
        freedom = (one + other - 2).clip(lower=1)
        pooled = ((one - 1) * inside.var() + (other - 1) * outside.var()) / freedom
        gap = (inside.mean() - outside.mean()) / np.sqrt(pooled.where(pooled > 0)) * (1 - 3 / (4 * freedom - 1))
        error = np.sqrt(1 / one.clip(lower=1) + 1 / other.clip(lower=1) + gap**2 / (2 * (one + other)))
        part = pd.DataFrame({"difference": gap, "ci_low": gap - z * error, "ci_high": gap + z * error})
        part["median"], part["median_others"] = inside.median(), outside.median()
        part = part.rename_axis("column").reset_index()
        part.insert(0, "segment", int(segment))
        order = part["difference"].abs().sort_values(ascending=False, kind="stable", na_position="last").index
        rows.append(part.loc[order])
    return pd.concat(rows, ignore_index=True)


def explain(
    segmentation: Segmentation, *, depth: int = DEPTH, level: float = 0.95, definitions: pd.DataFrame | None = None
) -> Explanation:
    """Tell the segments again as rules of a small tree and as ranked traits.

    Parameters
    ----------
    segmentation : Segmentation
        From :func:`crmpersona.segment` (not from a file: the customers are needed).
    depth : int, default 3
        Most conditions per rule.
    level : float, default 0.95
        Confidence level of the intervals of traits.
    definitions : pandas.DataFrame, optional
        ``Features.definitions``: its labels replace column names in the rules.

    Returns
    -------
    Explanation
        Rules with precision and recall, traits with intervals.

    Raises
    ------
    ParameterError
        If the segmentation carries no customers or the depth is below 1.

    Examples
    --------
    >>> from crmpersona.segments import segment
    >>> frame = pd.DataFrame({"monetary": [1.0, 2.0, 50.0, 60.0], "age": [30, 31, 30, 31]})
    >>> explain(segment(frame, k=2)).traits.loc[0, "column"]
    'monetary'
    """
    if segmentation.frame.empty:
        raise ParameterError(
            f"the segmentation of {segmentation.k} carries no customers", remedy="explain it where it was made"
        )
    if depth < 1:
        raise ParameterError(f"depth={depth!r} is below 1", remedy="use 3")
    frame = segmentation.frame.sort_index()
    if len(frame) > LARGEST:
        picks = np.random.Generator(np.random.PCG64(0)).choice(len(frame), LARGEST, replace=False)
        frame = frame.iloc[np.sort(picks)]
    labels: Labels = np.asarray(segmentation.labels.reindex(frame.index), dtype=np.int64)
    names = {lang: _labels(definitions, lang) for lang in ("zh", "en")}
    rules, fidelity = _rules(_rounded(frame), labels, depth, names)
    traits = _traits(frame, labels, level) if segmentation.k > 1 else pd.DataFrame()
    return Explanation(rules=rules, traits=traits, fidelity=fidelity, provenance=segmentation.provenance)


def _labels(definitions: pd.DataFrame | None, lang: str) -> dict[str, str]:
    """Return the label of each column."""
    if definitions is None or f"label_{lang}" not in definitions:
        return {}
    names = definitions.get("column", definitions.index)
    return dict(zip((str(name) for name in names), definitions[f"label_{lang}"].astype(str), strict=True))
