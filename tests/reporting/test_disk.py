"""A disk that is really full and a folder that is really read-only: the message says so, the last good report stays."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmpersona.contract import Crm, ReportError
from crmpersona.reporting import ReportRun, report
from crmpersona.reporting.manifest import files_match

DISK_BYTES = 4_000_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 4 MB, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk; run the tests as root to see this one")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"this machine mounts no disk: {made.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def run(crm: Crm, notebook: Path):
    """Make the stub report in a folder."""

    def call(out: Path, **changes) -> ReportRun:
        given = {"month": "2026-10", "data": crm, "out": out, "name": "demo", "notebook": notebook}
        return report(**{**given, **changes})

    return call


def fill(disk: Path, free: int) -> None:
    """Leave so many bytes on the disk."""
    usage = os.statvfs(disk)
    (disk / "ballast").write_bytes(b"x" * max(usage.f_bavail * usage.f_frsize - free, 0))


@pytest.mark.parametrize("free", [0, 48_000])
def test_full_disk_is_told_with_folder_and_remedy_and_the_last_good_report_stays(run, disk, free):
    good = run(disk / "reports")
    page = good.page.read_bytes()
    fill(disk, free)
    with pytest.raises(ReportError, match="No space left on device") as caught:
        run(disk / "reports", force=True)
    message = str(caught.value)
    assert str(disk / "reports") in message
    assert "free space" in message
    assert "\n" not in message
    assert files_match(good.folder)
    assert good.page.read_bytes() == page
    (disk / "ballast").unlink()
    assert run(disk / "reports").status == "unchanged"
    assert run(disk / "reports", force=True).status == "written"


def test_read_only_disk_is_told_with_folder_and_remedy_and_the_last_good_report_stays(run, disk):
    good = run(disk / "reports")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(ReportError, match="Read-only file system") as caught:
        run(disk / "reports", force=True)
    assert str(disk / "reports") in str(caught.value)
    assert "choose another folder with --out" in str(caught.value)
    assert files_match(good.folder)


@pytest.mark.skipif(os.name != "posix", reason="this system has no limit of file size to set")
def test_file_that_may_not_grow_is_told_like_a_full_disk(run, tmp_path):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, before[1]))  # the page of the stub report is larger
    try:
        with pytest.raises(ReportError, match="File too large") as caught:
            run(tmp_path / "reports")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(tmp_path / "reports") in str(caught.value)
    assert not (tmp_path / "reports" / "demo" / "2026-10" / "zh").exists()


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_rights_is_told_with_folder_and_remedy(run, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    with pytest.raises(ReportError, match="Permission denied") as caught:
        run(locked / "reports")
    assert str(locked / "reports") in str(caught.value)
