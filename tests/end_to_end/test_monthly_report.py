"""From files to the folder a director opens: made, made again, looked at in a browser and a spreadsheet."""

from __future__ import annotations

import json

import openpyxl
import pandas as pd
import pytest

from crmpersona.contract import ParameterError, ReportError
from crmpersona.reporting import report
from crmpersona.reporting.manifest import files_match

SECTIONS = {
    "one_page", "overview", "retention", "life_cycle", "rfm", "personas", "contrast", "tastes", "habits", "risk",
    "voice", "campaigns", "actions", "quality",
}  # fmt: skip


def again(made, **changes):
    """Ask for the same report once more."""
    out = made.folder.parents[2]
    given = {"month": "2026-10", "data": out.parent / "shop", "out": out, "lang": "zh"}
    return report(**{**given, **changes})


def test_folder_holds_what_the_manifest_lists_and_every_section_is_told(made):
    assert made.status == "written"
    assert files_match(made.folder)
    assert set(made.manifest["sections"]) == SECTIONS
    assert {"report.html", "personas.xlsx", "report.ipynb", "model.json"} <= set(made.manifest["files"])
    assert made.manifest["parameters"]["window_days"] == 365
    assert made.manifest["key_figures"]["buyers"] > 0
    assert (made.folder / "report.html").stat().st_size < 2_000_000


def test_second_run_is_a_no_op_and_a_forced_one_has_the_same_bytes(made):
    manifest = (made.folder / "manifest.json").read_bytes()
    assert again(made).status == "unchanged"
    assert again(made, force=True).status == "written"
    assert (made.folder / "manifest.json").read_bytes() == manifest


def test_executed_notebook_is_complete_and_holds_no_time_or_path(made):
    text = (made.folder / "report.ipynb").read_text()
    cells = json.loads(text)["cells"]
    assert [cell["id"] for cell in cells] == [f"cell-{number:02d}" for number in range(len(cells))]
    assert all("papermill" not in cell["metadata"] for cell in cells)
    assert str(made.folder.parents[3]) not in text
    assert not any(output["output_type"] == "error" for cell in cells for output in cell.get("outputs", []))


def test_page_opens_without_network_in_a_real_browser(made, visit):
    seen = visit(made.folder / "report.html")
    outside = [address for address in seen.requests if not address.startswith(("data:", "file:", "about:"))]
    assert outside == []
    assert seen.errors == []
    assert seen.page["scripts"] == 0
    assert seen.page["tiles"] == 8
    assert seen.page["chapters"] == 13
    assert seen.page["fonts"] == ["loaded"]
    assert seen.page["overflow"] <= 0
    assert len(seen.page["images"]) >= 8
    assert all(image["complete"] and image["width"] > 100 and image["alt"] for image in seen.page["images"])
    assert "客户画像月报" in seen.page["title"]
    assert "净销售额" in seen.page["text"]


def test_workbook_opens_with_chinese_headers_and_number_formats(made):
    book = openpyxl.load_workbook(made.folder / "personas.xlsx")
    assert {"一页结论", "指标", "生命周期", "RFM八分类", "画像", "TGI", "预警", "行动", "质量", "口径"} <= set(
        book.sheetnames
    )
    cells = [cell for row in book["RFM八分类"].iter_rows() for cell in row if cell.value is not None]
    assert any(cell.value == "客户数（人）" for cell in cells)
    assert {'"¥"#,##0.00', "0.0%", "#,##0"} <= {cell.number_format for cell in cells}


def test_tables_hold_no_customer_and_no_small_count(made, world):
    customers = set(world.crm.frame("customers")["customer_id"].astype(str))
    for path in sorted((made.folder / "tables").glob("*.parquet")):
        table = pd.read_parquet(path)
        assert "withheld" in table.columns
        texts = {str(cell) for column in table.select_dtypes(["object", "string"]) for cell in table[column]}
        assert not texts & customers, path.name
        if "customers" in table.columns:
            counts = table["customers"].dropna()
            assert not ((counts > 0) & (counts < 10)).any(), path.name


def test_wrong_name_and_month_without_data_are_refused_and_the_report_stays(made):
    with pytest.raises(ParameterError, match="did you mean 'month'"):
        again(made, mnth="2026-09")
    with pytest.raises(ReportError, match="there is no order in 2031-01; orders run from"):
        again(made, month="2031-01")
    assert files_match(made.folder)


def test_next_month_is_measured_with_the_ruler_of_the_month_before(made):
    before = again(made, month="2026-09", name="ruler")
    after = again(made, month="2026-10", name="ruler")
    assert after.manifest["model"]["from_month"] == "2026-09"
    assert (before.folder / "model.json").read_bytes() == (after.folder / "model.json").read_bytes()
