"""A kernel killed from outside, and a run that dies between its two renames: the next start has a complete report."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from crmpersona.contract import Crm, ReportError
from crmpersona.reporting import Limits, ReportRun, report
from crmpersona.reporting.manifest import files_match, read_manifest

DYING = """
import os, pathlib, sys
from crmpersona.contract import Crm
from crmpersona.reporting import report

real, left = pathlib.Path.rename, 1

def rename(self, target):
    global left
    if self.name.startswith(".work-") or pathlib.Path(target).parent.name == ".previous":
        if left == 0:
            os._exit(9)
        left -= 1
    return real(self, target)

pathlib.Path.rename = rename
data, out, notebook = map(pathlib.Path, sys.argv[1:])
report(month="2026-10", data=Crm.load(data), out=out, name="demo", notebook=notebook, force=True)
"""


@pytest.fixture
def run(crm: Crm, notebook: Path, tmp_path: Path):
    """Make the stub report of the saved data."""
    crm.save(tmp_path / "data")

    def call(**changes) -> ReportRun:
        given = {"month": "2026-10", "data": Crm.load(tmp_path / "data"), "out": tmp_path / "reports", "name": "demo"}
        return report(**{**given, "notebook": notebook, **changes})

    return call


def kill_the_kernel(marker: Path) -> threading.Thread:
    """Wait until a cell is at work, then kill its kernel as a full memory would."""

    def watch() -> None:
        while not marker.exists():
            threading.Event().wait(0.05)
        psutil.Process(int(marker.read_text())).kill()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


def test_kernel_killed_from_outside_in_the_middle_names_the_cell_and_the_last_good_report_stays(
    run, make_notebook, tmp_path
):
    good = run()
    marker = tmp_path / "kernel"
    busy = f"import os, pathlib, threading\nmarker = pathlib.Path({str(marker)!r})\npart = marker.with_name('part')\n"
    busy += "part.write_text(str(os.getpid()))\npart.rename(marker)\nthreading.Event().wait(60)"
    killer = kill_the_kernel(marker)
    with pytest.raises(ReportError, match=r"cell 3 \(The stub\): the kernel died"):
        run(notebook=make_notebook(busy), limits=Limits(attempts=1), force=True)
    killer.join(timeout=10)
    assert (tmp_path / "reports/demo/failed/2026-10/zh/reason.txt").exists()
    assert files_match(good.folder)


def test_run_that_dies_between_its_renames_is_finished_at_the_next_start(run, notebook, tmp_path):
    good = run()
    command = [sys.executable, "-c", DYING, str(tmp_path / "data"), str(tmp_path / "reports"), str(notebook)]
    assert subprocess.run(command, check=False, timeout=300).returncode == 9
    assert not good.folder.exists()
    assert files_match(good.folder.parent / ".previous" / "zh")
    healed = run()
    assert healed.status == "unchanged"
    assert files_match(good.folder)
    assert read_manifest(good.folder) == good.manifest
