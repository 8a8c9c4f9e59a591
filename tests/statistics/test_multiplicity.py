"""Adjusted p-values against hand calculation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from crmpersona.contract import ParameterError
from crmpersona.statistics import adjust

STATSMODELS = {
    "holm": "holm",
    "hochberg": "simes-hochberg",
    "hommel": "hommel",
    "bh": "fdr_bh",
    "by": "fdr_by",
    "bonferroni": "bonferroni",
}
# Benjamini and Hochberg (1995), JRSS B 57, section 4.1: fifteen p-values of a trial.
FIFTEEN = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_published_example() -> None:
    assert int((adjust(FIFTEEN, "bh") <= 0.05).sum()) == 4
    assert int((adjust(FIFTEEN, "bonferroni") <= 0.05).sum()) == 3
    assert int((adjust(FIFTEEN, "holm") <= 0.05).sum()) == 3


def test_holm_by_hand() -> None:
    assert adjust([0.04, 0.01, 0.03]).tolist() == pytest.approx([0.06, 0.03, 0.06])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.sampled_from(sorted(STATSMODELS)))
def test_equals_statsmodels(p_values: list[float], method: str) -> None:
    expected = multipletests(p_values, method=STATSMODELS[method])[1]
    assert adjust(p_values, method) == pytest.approx(expected)


def test_missing_values_are_no_questions() -> None:
    found = adjust([0.01, np.nan, 0.03])
    assert found[[0, 2]].tolist() == pytest.approx([0.02, 0.03])
    assert np.isnan(found[1])


def test_nothing_to_adjust() -> None:
    assert adjust([]).tolist() == []


def test_bad_input() -> None:
    with pytest.raises(ParameterError, match="holm"):
        adjust([0.1], "holmes")
    with pytest.raises(ParameterError):
        adjust([1.2])
