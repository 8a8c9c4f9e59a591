"""Public logs as a retailer would bring them: counts equal their oracles, and the verdicts are the honest ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import crmpersona as cp
from crmpersona.cli.main import main
from crmpersona.reporting import ReportParameters, analyse, sections


def analysed(folder: Path, mapping: str, as_of: str) -> SimpleNamespace:
    """Read, clean, measure and segment one log."""
    raw = cp.read(folder, mapping=mapping)
    cleaning = cp.clean(raw)
    features = cp.featurize(cleaning.crm, as_of=as_of, window_days=365)
    segments = cp.segment(features)
    return SimpleNamespace(raw=raw, cleaning=cleaning, crm=cleaning.crm, features=features, segments=segments)


@pytest.fixture(scope="module")
def retail(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the December report of Online Retail, made by the command line."""
    out, data = tmp_path_factory.mktemp("retail"), shared / "data" / "online_retail"
    where = ["--data", str(data), "--out", str(out), "--mapping", "online_retail"]
    assert main(["report", "--month", "2011-12", "--lang", "en", *where]) == 0
    return out / "online_retail" / "2011-12" / "en"


@pytest.fixture(scope="module")
def music(shared: Path) -> SimpleNamespace:
    return analysed(shared / "data" / "cdnow", "cdnow", "1998-07-01")


@pytest.fixture(scope="module")
def baby(shared: Path) -> SimpleNamespace:
    return analysed(shared / "data" / "taobao_mum_baby", "taobao_mum_baby", "2015-02-06")


def reported(cleaning: cp.Cleaning, key: str) -> int:
    """Return a count of the order lines from the report of a cleaning."""
    rows = cleaning.report[cleaning.report["table"] == "transactions"].set_index("key")["rows"]
    return int(rows[key])


def test_online_retail_counts_equal_the_oracle(retail: Path) -> None:
    """Return lines are kept and counted apart, duplicates kept and stated."""
    manifest = json.loads((retail / "manifest.json").read_text(encoding="utf-8"))
    totals, quality = manifest["totals"], manifest["quality"]
    assert (totals["lines"], totals["customers"], totals["orders"]) == (397_884, 4_338, 18_532)
    assert totals["amount"] == pytest.approx(8_911_407.904, abs=1e-6)
    assert totals["lines_distinct"] == 392_692
    assert totals["amount_distinct"] == pytest.approx(8_887_208.894, abs=1e-6)
    assert quality["transactions.input"] == 541_909
    assert quality["transactions.kept"] + quality["transactions.rejected"] == 541_909
    assert quality["transactions.return"] == 8_905
    page = (retail / "report.html").read_text(encoding="utf-8")
    assert all(figure in page for figure in ("541,909", "397,884", "4,338"))


def test_online_retail_is_a_continuum_with_cards_by_rfm_group(retail: Path) -> None:
    settings = json.loads((retail / "manifest.json").read_text(encoding="utf-8"))["settings"]
    assert settings["has_structure"] is False
    assert settings["personas"][0] == "important_value"
    groups = pd.read_parquet(retail / "tables" / "05_personas.parquet").set_index("label")
    assert groups["share_sales"].idxmax() == "Important: value"
    assert groups["share_sales"].max() > 0.5
    assert groups["portrait"].nunique() == len(groups)


def test_cdnow_counts_equal_the_oracle(music: SimpleNamespace) -> None:
    lines = music.crm.table("transactions")
    assert lines.filter(lines.is_valid).amount.sum().execute() == 25_003_156_300
    assert reported(music.cleaning, "input") == 69_659
    assert reported(music.cleaning, "zero_amount") == 80
    assert reported(music.cleaning, "duplicates_kept") == 255
    assert len(music.features.frame) == 23_570


def test_cdnow_is_a_continuum_with_cards_by_life_cycle(music: SimpleNamespace) -> None:
    """A shallow dent at k = 2 is no group: verdict and stability say the same."""
    assert music.segments.has_structure is False
    assert music.segments.k == 1
    assert music.segments.certificate["cause"] in {"continuum", "shallow", "unstable"}
    assert set(music.segments.tiers["grouping"]) == {"life_cycle"}


def test_taobao_refuses_segments_by_frequency_and_says_why(baby: SimpleNamespace) -> None:
    """24 customers have two orders; the log's 25th repeat buyer bought twice on one day, which is one order."""
    frame, found = baby.features.frame, baby.segments
    assert int((frame["frequency"] > 0).sum()) == 29_944
    assert int((frame["frequency"] >= 2).sum()) == 24
    lines = baby.crm.frame("transactions")
    assert int((lines.groupby("customer_id").size() >= 2).sum()) == 25
    assert (found.has_structure, found.k, found.certificate["cause"]) == (None, 1, "few_repeaters")
    assert "数据不支持按购买频次分群：29,944 位成交客户中只有 24 位" in found.summary("zh")
    assert "not supported by the data: only 24 of 29,944 buyers" in found.summary("en")


def test_taobao_cards_carry_the_refusal(baby: SimpleNamespace) -> None:
    personas = cp.describe(baby.crm, baby.features, baby.segments)
    assert personas.kind == "life_cycle"
    for lang, word in (("zh", "数据不支持按购买频次分群"), ("en", "Frequency-based segments are not supported")):
        assert word in personas.summary(lang)
    assert {card.blocks["header"]["cause"] for card in personas.cards} == {"few_repeaters"}
    assert "只下过一单" in personas.card("new").portrait("zh")
    assert all(card.blocks["size"].get("sales_per_buyer") is None for card in personas.cards)


def test_taobao_page_says_the_refusal_in_the_section_and_on_page_one(baby: SimpleNamespace) -> None:
    data = analyse(baby.raw, ReportParameters(month="2015-01", lang="zh"))
    for lang, word in (("zh", "数据不支持按"), ("en", "frequency-based")):
        shown = replace(data, parameters=ReportParameters(month="2015-01", lang=lang))
        people = sections.personas(shown)
        assert word.casefold() in people.headline.casefold()
        assert "29,685" in people.note
        trust = dict(sections.one_page(shown).blocks[-1][1])
        assert any(word.casefold() in text.casefold() for text in trust.values())
        assert "高价值" not in sections.actions(shown).headline
