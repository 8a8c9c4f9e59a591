"""The nearest persona with what differs most, and a short rule that finds the members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import generator
from crmpersona.personas.traits import Trait

__all__ = ["nearest_groups", "rule_of"]

MOST_CONDITIONS = 3
SMALLEST_LEAF = 20


def nearest_groups(traits: Mapping[str, Sequence[Trait]]) -> dict[str, dict[str, Any]]:
    """Find for each group the one whose shares of tags are nearest, and the three largest differences.

    Parameters
    ----------
    traits : mapping of str to sequence of Trait
        Per group, those that may be told.

    Returns
    -------
    dict of str to dict
        ``nearest`` (key) and ``differences`` (``tag``, ``family``, ``value``, ``own``, ``other``); groups without
        another one to compare with are left out.
    """
    shares = {key: {trait.tag.key: trait for trait in group} for key, group in traits.items() if group}
    result = {}
    for key, own in shares.items():
        distances = []
        for other, theirs in shares.items():
            common = sorted(set(own) & set(theirs))
            if other != key and 2 * len(common) >= len(own):
                gap = np.mean([(own[tag].share_group - theirs[tag].share_group) ** 2 for tag in common])
                distances.append((float(gap), other))
        if not distances:
            continue
        nearest = min(distances)[1]
        result[key] = {"nearest": nearest, "differences": _differences(own, shares[nearest])}
    return result


def _differences(own: Mapping[str, Trait], other: Mapping[str, Trait]) -> list[dict[str, Any]]:
    """Return the three tags, of different families, whose shares differ most."""
    common = sorted(set(own) & set(other), key=lambda tag: (-abs(own[tag].share_group - other[tag].share_group), tag))
    chosen: dict[str, dict[str, Any]] = {}
    for tag in common:
        family = own[tag].tag.family
        told = own[tag].telling and other[tag].telling and abs(own[tag].share_group - other[tag].share_group) >= 0.03
        if family not in chosen and len(chosen) < 3 and told:
            chosen[family] = {
                "family": family,
                "value": own[tag].tag.value,
                "own": own[tag].share_group,
                "other": other[tag].share_group,
            }
    return list(chosen.values())


def rule_of(columns: pd.DataFrame, group: np.ndarray[Any, np.dtype[np.bool_]], seed: int = 0) -> dict[str, Any] | None:
    """Learn at most three conditions on half of the customers that find a group, and test them on the other half.

    Parameters
    ----------
    columns : pandas.DataFrame
        Numbers and tags (as 0 and 1) that the rule may use.
    group : numpy.ndarray of bool
        Members.
    seed : int, default 0
        Seed of the split.

    Returns
    -------
    dict or None
        ``conditions`` (``column``, ``above`` or not, ``cut``), ``precision``, ``recall``, ``n`` (tested); None where
        the group is too small or no rule finds it.
    """
    from sklearn.tree import DecisionTreeClassifier

    if columns.empty or group.sum() < 2 * SMALLEST_LEAF or (~group).sum() < 2 * SMALLEST_LEAF:
        return None
    filled = columns.astype(float).fillna(-1.0)
    half = generator(seed, "persona_rule").permutation(len(filled)) % 2 == 0
    tree = DecisionTreeClassifier(
        max_depth=MOST_CONDITIONS, min_samples_leaf=SMALLEST_LEAF, random_state=0, class_weight="balanced"
    )
    values = filled.to_numpy()
    tree.fit(values[half], group[half])
    best = _best_leaf(tree.tree_, tree.apply(values[half]), group[half])
    if best is None:
        return None
    hit = tree.apply(values[~half]) == best
    true = group[~half]
    if not hit.any() or not (hit & true).any():
        return None
    return {
        "conditions": _path(tree.tree_, best, list(columns.columns)),
        "precision": float((hit & true).sum() / hit.sum()),
        "recall": float((hit & true).sum() / true.sum()),
        "n": len(true),
    }


def _best_leaf(tree: Any, leaves: Any, group: Any) -> int | None:
    """Return the leaf that balances precision and recall best, ties to the smaller number."""
    scores = []
    for leaf in np.unique(leaves):
        inside = leaves == leaf
        found = int((inside & group).sum())
        if found and int(leaf) > 0:
            scores.append((-2 * found / (inside.sum() + group.sum()), int(leaf)))
    del tree
    return min(scores)[1] if scores else None


def _path(tree: Any, leaf: int, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the conditions on the way to a leaf; two on one column are one interval."""
    parents = {int(child): (node, side) for node in range(tree.node_count) for side, child in
               ((False, tree.children_left[node]), (True, tree.children_right[node])) if child > 0}  # fmt: skip
    path: list[dict[str, Any]] = []
    node = leaf
    while node in parents:
        parent, above = parents[node]
        condition = {"column": names[tree.feature[parent]], "above": above, "cut": float(tree.threshold[parent])}
        tighter = any(done["column"] == condition["column"] and done["above"] == above for done in path)
        if not tighter:
            path.append(condition)
        node = parent
    return path[::-1]
