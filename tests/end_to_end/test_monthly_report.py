"""From files to the folder a director opens: made, made again, looked at in a browser and a spreadsheet."""

from __future__ import annotations

import json

import openpyxl
import pytest

from crmpersona.contract import ParameterError, ReportError
from crmpersona.reporting import report
from crmpersona.reporting.manifest import files_match

SECTIONS = {
    "one_page", "overview", "retention", "life_cycle", "rfm", "personas", "contrast", "tastes", "habits", "risk",
    "voice", "campaigns", "actions", "quality",
}  # fmt: skip


def content(folder):
    """Read every file of a report but the log, which alone holds times."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "run.log")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


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


def test_second_run_is_a_no_op(made):
    before = {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")}
    assert again(made).status == "unchanged"
    assert {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")} == before


def test_same_data_in_another_folder_give_the_same_bytes(made, world, tmp_path):
    world.save(tmp_path / "elsewhere" / "shop")
    twin = report(month="2026-10", data=tmp_path / "elsewhere" / "shop", out=tmp_path / "other", lang="zh")
    assert twin.run_id == made.run_id
    assert content(twin.folder) == content(made.folder)


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


def test_wrong_name_and_month_without_data_are_refused_and_the_report_stays(made):
    with pytest.raises(ParameterError, match="did you mean 'month'"):
        again(made, mnth="2026-09")
    with pytest.raises(ReportError, match="there is no order in 2031-01; orders run from"):
        again(made, month="2031-01")
    assert files_match(made.folder)
