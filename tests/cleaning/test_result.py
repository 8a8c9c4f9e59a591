"""The result of cleaning tells its counts in both languages and shows no cell unmasked."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from crmpersona.cleaning import Cleaning, clean
from crmpersona.sources import read


@pytest.fixture(scope="module")
def result() -> Cleaning:
    lines = pd.DataFrame(
        {
            "customer_id": ["Zhang001", "Zhang001", None, "Zhang002"],
            "ordered_at": ["2026-01-05", "2026-01-05", "2026-01-05", "sometime"],
            "quantity": [1, -1, 1, 1],
            "unit_price": [2.5, 2.5, 2.5, 2.5],
        }
    )
    return clean(read({"transactions": lines}, currency="CNY"))


def test_counts(result: Cleaning) -> None:
    assert [result.count(key) for key in ("input", "kept", "rejected", "valid", "return")] == [4, 2, 2, 1, 1]
    assert result.count("kept", "transactions") == 2
    assert result.count("never") == 0


def test_summary_in_both_languages(result: Cleaning) -> None:
    assert result.summary("en").startswith("4 rows: 2 kept, 2 rejected;")
    assert "保留 2 行，剔除 2 行" in result.summary("zh")


def test_report_has_words_for_every_count(result: Cleaning) -> None:
    assert result.to_frame() is result.report
    assert result.report[["label_zh", "label_en"]].map(bool).all().all()
    assert "缺少客户编号" in result.report["label_zh"].tolist()


def test_nothing_personal_is_shown(result: Cleaning) -> None:
    shown = result.rejects.to_string() + result.changes.to_string() + repr(result) + result._repr_html_()
    assert "Zhang" not in shown
    assert "sometime" not in shown


def test_plain_data(result: Cleaning) -> None:
    assert json.dumps(result.to_dict())


def test_provenance_names_the_choices(result: Cleaning) -> None:
    parameters = result.provenance.parameters
    assert (parameters["region"], parameters["duplicates"]) == ("CN", "keep")
    assert result.provenance.input_digest
