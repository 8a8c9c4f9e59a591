"""The fitted model: order of labels, rows in any order, JSON, sampling."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import ParameterError
from crmpersona.segments.model import Model, Plan, canonical_order, fit_model
from crmpersona.statistics import adjusted_rand


def _fit(frame: pd.DataFrame, **plan):
    return fit_model(frame, frame.iloc[:, 0].to_numpy(), Plan(**plan))


def test_labels_fall_with_the_first_column(three_groups) -> None:
    frame, truth = three_groups
    model, labels, structure, stable = _fit(frame, max_k=4)
    means = frame.iloc[:, 0].groupby(labels).mean()
    assert structure.k == model.k == 3
    assert structure.table.loc[3, "least_stable"] == stable["jaccard"].min() > 0.9
    assert means.is_monotonic_decreasing
    assert adjusted_rand(truth, labels) > 0.95


def test_order_of_rows_does_not_matter(three_groups) -> None:
    frame, _ = three_groups
    labels = pd.Series(_fit(frame, max_k=3)[1], frame.index)
    mixed = frame.sample(frac=1.0, random_state=3)
    again = pd.Series(_fit(mixed, max_k=3)[1], mixed.index)
    assert labels.equals(again.reindex(labels.index))


def test_new_customers_are_scored_as_the_old(three_groups) -> None:
    frame, _ = three_groups
    model, labels, *_ = _fit(frame, k=3, max_k=3)
    again = Model.from_dict(json.loads(json.dumps(model.to_dict())))
    assert (again.assign(frame) == labels).all()
    assert (again.confidence(frame) == model.confidence(frame)).all()
    assert again.assign(frame.iloc[[7]])[0] == labels[7]


def test_confidence_lies_between_one_of_k_and_one(three_groups) -> None:
    frame, _ = three_groups
    confidence = _fit(frame, k=3, max_k=3)[0].confidence(frame)
    assert ((confidence >= 1 / 3) & (confidence <= 1)).all()
    assert confidence.mean() > 0.95


def test_a_sample_draws_and_all_are_assigned(three_groups) -> None:
    frame, truth = three_groups
    _, labels, structure, _ = _fit(frame, k=3, max_k=3, largest_sample=300)
    assert structure.n == 300
    assert len(labels) == 400
    assert adjusted_rand(truth, labels) > 0.95


def test_only_rows_with_evidence_draw(three_groups) -> None:
    frame, _ = three_groups
    testing = np.arange(len(frame)) < 300
    _, labels, structure, _ = fit_model(frame, frame.iloc[:, 0].to_numpy(), Plan(k=2, max_k=2), testing)
    assert structure.n == 300
    assert len(labels) == 400


def test_equal_ids_are_told_apart_by_their_figures() -> None:
    frame = pd.DataFrame({"a": [2.0, 1.0, 3.0]}, index=["x", "x", "b"])
    assert canonical_order(frame).tolist() == [2, 1, 0]


def test_ids_of_several_kinds_can_be_sorted() -> None:
    assert sorted(canonical_order(pd.DataFrame({"a": [1.0, 2.0]}, index=[1, "b"])).tolist()) == [0, 1]


@pytest.mark.parametrize("plan", [{"k": 0}, {"k": "three"}, {"k": True}, {"k": 2.5}, {"max_k": 1}, {"max_k": True}])
def test_bad_plans(plan) -> None:
    with pytest.raises(ParameterError):
        Plan(**plan).check()


def test_more_segments_than_customers() -> None:
    with pytest.raises(ParameterError, match="k=5 segments of 3 customers"):
        _fit(pd.DataFrame({"a": [1.0, 2.0, 3.0]}), k=5)
