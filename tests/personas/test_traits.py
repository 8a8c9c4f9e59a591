"""Certified traits."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crmpersona.personas.grouping import Grouping
from crmpersona.personas.tags import Tag
from crmpersona.personas.traits import Trait, leading_traits, measure_traits, traits_of


def two_groups(n, effect, tags, seed):
    random = np.random.default_rng(seed)
    labels = pd.Series(np.repeat(["P1", "P2"], n // 2), index=[f"c{i}" for i in range(n)])
    shares = np.where((labels == "P1").to_numpy()[:, None] & (np.arange(tags) == 0), 0.3 + effect, 0.3)
    names = [f"brand:{i}" for i in range(tags)]
    values = pd.DataFrame(random.random((n, tags)) < shares, index=labels.index, columns=names)
    return Grouping(labels, ("P1", "P2"), "segments", True), [Tag("brand", str(i)) for i in range(tags)], values


def test_a_planted_difference_is_certified_and_leads():
    table = measure_traits(*two_groups(600, 0.35, 20, seed=1))
    first = traits_of(table, "P1")[0]
    assert first.tag.value == "0"
    assert first.certified
    assert first.low < first.index < first.high


def test_noise_is_not_certified():
    found = [measure_traits(*two_groups(200, 0.0, 30, seed=seed))["certified"].any() for seed in range(20)]
    assert sum(found) <= 3


def test_a_picture_shows_no_family_more_than_twice_on_a_side():
    traits = [Trait(Tag("brand", str(n)), 150, 120, 180, 0.6 - n / 100, 0.3, 60, 100, True) for n in range(9)]
    assert len(leading_traits(traits)) == 2


def test_groups_under_ten_are_not_compared():
    grouping, tags, values = two_groups(100, 0.3, 3, seed=2)
    labels = grouping.labels.copy()
    labels.iloc[:95] = "P2"
    table = measure_traits(Grouping(labels, ("P1", "P2"), "segments", True), tags, values)
    assert set(table["group"]) == {"P2"}
