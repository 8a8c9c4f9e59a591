"""Comparing pairs with Splink."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crmpersona.identity.blocking import candidate_pairs, choose_rules
from crmpersona.identity.comparisons import Field
from crmpersona.identity.resolving import key_columns
from crmpersona.identity.scoring import Scorer, untrained
from crmpersona.identity.vetoes import make_veto
from crmpersona.synthetic import Households

FIELDS = (Field("f0", "name", "full_name"), Field("f1", "phone", "phone"), Field("f2", "birth_date", "birth_date"))


@pytest.fixture(scope="module")
def trained(homes: Households) -> Scorer:
    keys = key_columns(homes.records.head(500), FIELDS)
    rules = choose_rules(keys, FIELDS)
    left, right = candidate_pairs(keys, rules)
    return Scorer(keys, FIELDS, untrained(FIELDS, rules), make_veto(FIELDS)).trained(
        left, right, np.random.default_rng(7)
    )[0]


def test_rare_names_weigh_more(trained: Scorer) -> None:
    forms = trained.keys["f0_form"].value_counts()
    common, rare = forms.index[0], forms.index[forms == 2][-1]
    assert forms[common] > 2
    rows = [np.flatnonzero(trained.keys["f0_form"] == form)[:2] for form in (common, rare)]
    bare = Scorer(trained.keys.assign(f1_key=None, f2_key=None), FIELDS, trained.settings, trained.veto)
    scores = bare.scores(np.array([row[0] for row in rows]), np.array([row[1] for row in rows]))
    weight = scores.set_index("left")["weight"]
    assert weight[rows[1][0]] > weight[rows[0][0]]


def test_threads_change_nothing(trained: Scorer) -> None:
    left, right = candidate_pairs(trained.keys, choose_rules(trained.keys, FIELDS))
    one = Scorer(trained.keys, FIELDS, trained.settings, trained.veto, threads=1).scores(left, right)
    pd.testing.assert_frame_equal(one, trained.scores(left, right))


def test_the_model_is_plain_data_that_splink_reads(trained: Scorer) -> None:
    levels = trained.settings["comparisons"][1]["comparison_levels"]
    assert [level["label_for_charts"] for level in levels] == ["missing", "same", "near", "different"]
    assert levels[1]["m_probability"] > 0.5 > levels[1]["u_probability"]
