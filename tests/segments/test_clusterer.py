"""The estimator keeps scikit-learn's promises."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import estimator_checks_generator

from crmpersona.contract import ParameterError
from crmpersona.segments import Clusterer, segment

# With k="auto" these demand clusters, or a certain number of them, where the test rightly finds none or cannot tell.
EXPECTED: dict[str, str] = {}


@pytest.mark.parametrize(
    ("estimator", "check"),
    list(estimator_checks_generator(Clusterer(k=2, max_k=2), mark="xfail", expected_failed_checks=EXPECTED)),
)
def test_scikit_learn_checks(estimator, check) -> None:
    assert check(estimator) is None


def test_same_answer_as_segment(three_groups) -> None:
    frame, _ = three_groups
    fitted = Clusterer(max_k=3).fit(frame)
    assert (fitted.labels_ == segment(frame, max_k=3).labels).all()
    assert (fitted.predict(frame) == fitted.labels_).all()
    assert fitted.k_ == 3
    assert fitted.has_structure_ is True


def test_parameters_and_clone() -> None:
    copy = clone(Clusterer(k=3, seed=5))
    assert copy.get_params() == {"k": 3, "method": "kmeans", "max_k": 8, "seed": 5, "largest_sample": 200_000}
    assert copy.set_params(k=2).k == 2


def test_in_a_pipeline(three_groups) -> None:
    frame, _ = three_groups
    labels = make_pipeline(FunctionTransformer(), Clusterer(k=3, max_k=3)).fit_predict(frame)
    assert np.unique(labels).tolist() == [0, 1, 2]


def test_unknown_method() -> None:
    with pytest.raises(ParameterError, match="kmedoids"):
        Clusterer(method="kmedoids").fit(pd.DataFrame({"a": [1.0, 2.0]}))
