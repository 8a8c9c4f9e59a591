"""What the certificate promises."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from crmpersona.segments import segment


def test_natural_groups(three_groups) -> None:
    certificate = segment(three_groups[0], max_k=4).certificate
    assert certificate["structure"] is True
    assert certificate["verdict"] == "natural"
    assert certificate["p_value"] < 0.05
    assert [part["verdict"] for part in certificate["segments"]] == ["natural"] * 3
    assert sum(part["n"] for part in certificate["segments"]) == 400
    assert sum(part["share"] for part in certificate["segments"]) == pytest.approx(1.0)
    assert certificate["agreement"] > 0.9


def test_a_continuum_cut_on_request(continuum: pd.DataFrame) -> None:
    certificate = segment(continuum, k=3, max_k=3).certificate
    assert certificate["structure"] is False
    assert certificate["verdict"] == "cut"
    assert certificate["words"]["zh"] == "规则分群 / 非自然聚类：连续体上的一段"
    assert certificate["k_supported"] == 1


def test_too_few(continuum: pd.DataFrame) -> None:
    certificate = segment(continuum.head(50), k=2, max_k=2).certificate
    assert certificate["structure"] is None
    assert certificate["verdict"] == "not_told"
    assert certificate["more_needed"] == 200
    assert certificate["p_value"] is None


def test_one_segment(continuum: pd.DataFrame) -> None:
    certificate = segment(continuum, max_k=2).certificate
    assert certificate["verdict"] == "one"
    assert json.dumps(certificate)
