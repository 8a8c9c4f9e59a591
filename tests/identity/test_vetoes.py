"""Pairs that are never one person."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crmpersona.identity.comparisons import Field
from crmpersona.identity.model import Weights
from crmpersona.identity.vetoes import Veto, make_veto

NAME, BORN, MAIL, TEL = (
    Field("f0", "name", "full_name"),
    Field("f1", "born", "birth_date"),
    Field("f2", "mail", "email"),
    Field("f3", "tel", "phone"),
)


def test_unlike_names_need_equal_birth_dates() -> None:
    veto = make_veto([NAME, BORN])
    levels = pd.DataFrame({"f0": [0, 0, 0, 2, -1], "f1": [-1, 2, 3, 0, 0]})
    assert veto.bars(levels).tolist() == [True, True, False, False, False]


def test_twins_need_an_equal_mailbox_too() -> None:
    veto = make_veto([NAME, BORN, MAIL, TEL])
    levels = pd.DataFrame({"f0": [0, 0], "f1": [3, 3], "f2": [-1, 2], "f3": [2, 2]})
    assert veto.bars(levels).tolist() == [True, False]


def test_a_missing_given_name_leaves_it_to_the_surname() -> None:
    veto = make_veto([Field("f0", "first", "given_name"), Field("f1", "last", "surname")])
    levels = pd.DataFrame({"f0": [0, -1, -1, 4], "f1": [4, 0, 4, 0]})
    assert veto.bars(levels).tolist() == [True, True, False, False]


def test_without_names_nothing_is_barred() -> None:
    assert not make_veto([BORN, TEL]).bars(pd.DataFrame({"f0": [0], "f1": [0]})).any()


def _weights() -> Weights:
    agree, chance = np.array([0.05, 0.05, 0.9]), np.array([0.999, 0.0005, 0.0005])
    return Weights({"f3": agree}, {"f3": chance}, 0.01)


def test_the_data_can_speak_against_the_veto() -> None:
    veto = Veto(("f0",), (("f1", 3),))
    errors = pd.DataFrame({"f0": [0, 0], "f1": [3, 0], "f3": [2, 2], "pairs": [40, 5]})
    families = errors.assign(pairs=[5, 40])
    assert veto.contradicted(errors, _weights())
    assert not veto.contradicted(families, _weights())
    assert not veto.contradicted(errors.assign(pairs=[4, 1]), _weights())
