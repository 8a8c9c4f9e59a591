"""Swap, lock and evidence: whatever moment a process dies, a complete report is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crmpersona.contract import Month, ReportError
from crmpersona.reporting.manifest import file_list, files_match
from crmpersona.reporting.place import Place

DYING = """
import os, pathlib, sys
from crmpersona.contract import Month
from crmpersona.reporting.place import Place

place = Place(pathlib.Path(sys.argv[1]), "demo", Month(2026, 10), "zh")
real, left = pathlib.Path.rename, int(sys.argv[2])

def rename(self, target):
    global left
    if left == 0:
        os._exit(9)
    left -= 1
    return real(self, target)

pathlib.Path.rename = rename
place.swap()
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, "demo", Month(2026, 10), "zh")


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "report.html").write_text(text)
    (folder / "manifest.json").write_text(json.dumps({"files": file_list(folder)}))


def swap_and_die(place: Place, renames: int) -> None:
    done = subprocess.run([sys.executable, "-c", DYING, str(place.out), str(renames)], check=False)
    assert done.returncode == 9


def test_swap_keeps_the_replaced_report_as_previous(place):
    write(place.live, "old")
    write(place.work, "new")
    place.swap()
    assert (place.live / "report.html").read_text() == "new"
    assert (place.previous / "report.html").read_text() == "old"
    assert not place.work.exists()


def test_death_between_the_renames_is_healed_at_the_next_start(place):
    write(place.live, "old")
    write(place.work, "new")
    swap_and_die(place, renames=1)
    assert not place.live.exists()
    with place.locked():
        assert (place.live / "report.html").read_text() == "new"
    assert (place.previous / "report.html").read_text() == "old"
    assert files_match(place.live)


def test_death_before_the_first_rename_leaves_the_old_report(place):
    write(place.live, "old")
    write(place.work, "new")
    swap_and_die(place, renames=0)
    with place.locked():
        assert (place.live / "report.html").read_text() == "old"
    assert not place.work.exists()


def test_damaged_new_report_never_goes_in(place):
    write(place.live, "old")
    write(place.work, "new")
    swap_and_die(place, renames=1)
    (place.work / "report.html").write_text("half")
    with place.locked():
        assert (place.live / "report.html").read_text() == "old"


def test_second_process_is_turned_away(place):
    with place.locked(), pytest.raises(ReportError, match="another run"), place.locked():
        pass


def test_folder_that_refuses_is_named(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with (
        pytest.raises(ReportError, match="cannot write the report"),
        Place(blocked, "demo", Month(2026, 1), "zh").locked(),
    ):
        pass
