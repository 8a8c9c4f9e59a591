"""The result: saved, loaded, scored, shown."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from crmpersona.contract import ContractError, SourceError, options
from crmpersona.segments import Segmentation, load, segment
from crmpersona.segments.segmentation import buyers_of


@pytest.fixture(scope="module")
def found(three_groups) -> Segmentation:
    return segment(three_groups[0], max_k=3)


def test_next_month_on_the_same_ruler(found: Segmentation, three_groups, tmp_path: Path) -> None:
    again = load(found.save(tmp_path / "ruler.json"))
    assert again.assign(three_groups[0]).equals(found.labels)
    assert again.confidence(three_groups[0]).equals(found.confidence())
    assert again.k == found.k
    assert again.certificate == json.loads(json.dumps(found.certificate))
    assert again.summary("en").split(": ", 1)[1] == found.reasons["en"]


def test_the_file_names_no_customer(found: Segmentation, tmp_path: Path) -> None:
    text = found.save(tmp_path / "ruler.json").read_text(encoding="utf-8")
    assert "c00000" not in text
    assert found.save(tmp_path / "again.json").read_text(encoding="utf-8") == text


def test_shown(found: Segmentation) -> None:
    frame = found.to_frame()
    assert frame["customers"].sum() == 400
    assert frame["share"].sum() == pytest.approx(1.0)
    assert json.dumps(found.to_dict())
    with options(lang="zh"):
        assert "自然分成 3 类" in found.reason
        assert "400 位客户分为 3 类" in repr(found)


def test_bad_files(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.json").write_text('{"format": "other"}', encoding="utf-8")
    for name in ("none.json", "a.json", "b.json"):
        with pytest.raises(SourceError, match=name):
            load(tmp_path / name)


def test_made_by_hand() -> None:
    bare = Segmentation(labels=pd.Series([0]), k=1, has_structure=None, reasons={"zh": "", "en": ""})
    with pytest.raises(ContractError, match="no ruler"):
        bare.assign(pd.DataFrame({"a": [1.0]}))


def test_buyers() -> None:
    assert buyers_of(pd.DataFrame({"frequency": [0, 2, None]})).index.tolist() == [1]
    assert len(buyers_of(pd.DataFrame({"a": [1, 2]}))) == 2
