"""The machinery of the monthly report: run, no-op, evidence of failures, catching up.

Covers also: execution, notebooks, inputs, models, manifest, expressions
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crmpersona.contract import Crm, ParameterError, ReportError
from crmpersona.reporting import Limits, report
from crmpersona.reporting.manifest import file_list, files_match


@pytest.fixture
def run(crm: Crm, notebook: Path, tmp_path: Path):
    """Make the stub report; keywords override."""

    def call(**changes):
        given = {"month": "2026-10", "data": crm, "out": tmp_path / "reports", "name": "demo", "notebook": notebook}
        return report(**{**given, **changes})

    return call


def test_first_run_writes_and_second_is_a_no_op_and_forced_runs_are_byte_identical(run, tmp_path):
    first = run()
    assert first.status == "written"
    assert first.folder == tmp_path / "reports" / "demo" / "2026-10" / "zh"
    names = set(first.manifest["files"])
    assert {"report.html", "personas.xlsx", "report.ipynb", "model.json", "charts/01_groups.png"} <= names
    assert files_match(first.folder)
    log = (first.folder / "run.log").read_text()
    assert "kernel start" in log
    assert "ruler    fitted on this month" in log
    assert "IPKernelApp" not in log  # what every kernel says is no news
    again = run()
    assert again.status == "unchanged"
    assert (first.folder / "run.log").read_text() == log
    manifest = (first.folder / "manifest.json").read_bytes()
    forced = run(force=True)
    assert forced.status == "written"
    assert (first.folder / "manifest.json").read_bytes() == manifest
    assert files_match(tmp_path / "reports" / "demo" / "2026-10" / ".previous" / "zh")
    assert not (first.folder.parent / ".work-zh").exists()


def test_unknown_name_is_refused_with_the_nearest_before_anything_is_written(run, tmp_path):
    with pytest.raises(ParameterError, match="did you mean 'month'"):
        run(mnth="2026-09")
    assert not (tmp_path / "reports").exists()


def test_month_without_orders_names_the_span_before_a_kernel_starts(run, tmp_path):
    with pytest.raises(ReportError, match="orders run from 2026-09 to 2026-10"):
        run(month="2031-01")
    assert not (tmp_path / "reports" / "demo" / "2031-01" / "zh").exists()


def test_failed_cell_leaves_evidence_and_the_last_good_report(run, make_notebook, tmp_path):
    good = run()
    broken = make_notebook("value = 1", "raise ValueError('call 13812345678 now')")
    with pytest.raises(ReportError, match=r"cell 4 \(The stub\): ValueError: call \(mobile number\) now") as caught:
        run(notebook=broken, force=True)
    assert "\n" not in str(caught.value)
    failed = tmp_path / "reports" / "demo" / "failed" / "2026-10" / "zh"
    cells = json.loads((failed / "report.ipynb").read_text())["cells"]
    assert any(output["output_type"] == "error" for cell in cells for output in cell.get("outputs", []))
    assert "13812345678" not in (failed / "report.ipynb").read_text()
    assert files_match(good.folder)


def test_killed_kernel_is_tried_once_more_and_then_reported(run, make_notebook, tmp_path):
    marker = tmp_path / "attempts"
    killer = make_notebook(
        f"open({str(marker)!r}, 'a').write('x')", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    with pytest.raises(ReportError, match="kernel died"):
        run(notebook=killer)
    assert marker.read_text() == "xx"
    assert "cell 4" in (tmp_path / "reports/demo/failed/2026-10/zh/reason.txt").read_text()


def test_second_attempt_can_succeed(run, make_notebook, publish_cell, tmp_path):
    marker = tmp_path / "attempts"
    once = f"import os, signal, pathlib\nmarker = pathlib.Path({str(marker)!r})\n"
    once += "if not marker.exists():\n    marker.touch()\n    os.kill(os.getpid(), signal.SIGKILL)"
    made = run(notebook=make_notebook(once, publish_cell))
    assert made.status == "written"
    assert "attempt 1 of 2" in (made.folder / "run.log").read_text()


def test_cell_over_its_time_is_stopped(run, make_notebook):
    slow = make_notebook("import time\ntime.sleep(60)")
    with pytest.raises(ReportError, match="ran longer than 2 s"):
        run(notebook=slow, limits=Limits(cell_seconds=2, total_seconds=60, attempts=1))


def test_whole_run_over_its_time_is_stopped_from_outside(run, make_notebook):
    slow = make_notebook("import time\ntime.sleep(60)")
    with pytest.raises(ReportError, match="stopped after 6 s"):
        run(notebook=slow, limits=Limits(cell_seconds=60, total_seconds=6, attempts=1))


def test_report_that_shows_a_customer_is_refused(run, make_notebook, publish_cell, tmp_path):
    leaky = make_notebook(publish_cell.replace("三组。", "客户 C000002 买得最多。"))
    with pytest.raises(ReportError, match="personal data: id or contact"):
        run(notebook=leaky)
    assert not (tmp_path / "reports" / "demo" / "2026-10" / "zh").exists()


def test_run_id_changes_with_the_model_of_the_month_before(run):
    run(month="2026-09")
    made = run()
    assert made.manifest["model"]["from_month"] == "2026-09"
    before = made.folder.parents[1] / "2026-09" / "zh"
    ruler = json.loads((before / "model.json").read_text())
    (before / "model.json").write_text(json.dumps(ruler | {"fitted": "2026-08"}))
    assert run().manifest["model"]["before"] == ""  # a report that somebody touched is no ruler
    manifest = json.loads((before / "manifest.json").read_text())
    (before / "manifest.json").write_text(json.dumps(manifest | {"files": file_list(before)}))
    other = run()
    assert other.status == "written"
    assert other.run_id != made.run_id
    assert other.manifest["model"]["from_month"] == "2026-09"
    assert json.loads((other.folder / "model.json").read_text())["fitted"] == "2026-08"
