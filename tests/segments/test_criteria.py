"""The table of criteria and the stability, with their nulls."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import silhouette_score

from crmpersona.segments.criteria import k_table, stability
from crmpersona.segments.lloyd import kmeans
from crmpersona.segments.structure import find_structure, untested


def test_table_of_planted_groups(three_groups) -> None:
    space = three_groups[0].to_numpy()
    structure = find_structure(space, ks=[2, 3, 4], seed=7)
    table = k_table(space, structure, 3, ks=[2, 3, 4], seed=7)
    assert table.index.tolist() == [1, 2, 3, 4]
    assert table["chosen"].tolist() == [False, False, True, False]
    assert table.loc[3, "bootstrap_ari"] > 0.95
    assert table.loc[3, "bootstrap_ari"] > table.loc[3, "bootstrap_ari_null"]
    assert table.loc[3, "silhouette"] > table.loc[3, "silhouette_null"]
    assert table["bic"].idxmin() == 3
    assert table["gap"].idxmax() == 3
    assert table["groups_stand"].tolist() == [False, *structure.table["groups_stand"]]


def test_silhouette_is_the_usual_one(three_groups) -> None:
    space = three_groups[0].to_numpy()
    labels = kmeans(space, 3, np.random.default_rng(1)).labels
    table = k_table(space, untested(400, 1), 1, ks=[3], seed=7)
    assert table.loc[3, "silhouette"] == pytest.approx(silhouette_score(space, labels), abs=1e-6)


def test_stable_groups_and_a_cut_continuum(three_groups) -> None:
    space = three_groups[0].to_numpy()
    real = stability(space, kmeans(space, 3, np.random.default_rng(1)), stands=True, seed=7)
    shapeless = np.random.default_rng(2).normal(size=(400, 3))
    cut = stability(shapeless, kmeans(shapeless, 3, np.random.default_rng(1)), stands=False, seed=7)
    assert real["stable"].all()
    assert real["jaccard"].min() > 0.9
    assert not cut["stable"].all()
    assert (real["jaccard_low"] <= real["jaccard"]).all()
