"""A lock holds until its file is closed, and nobody else gets it meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from crmpersona.contract import take_lock

TRY = (
    "import sys; from crmpersona.contract import take_lock; handle = open(sys.argv[1], 'a+b'); "
    "print(take_lock(handle.fileno()))"
)


def _other(path: Path) -> str:
    """Try the lock from another process."""
    done = subprocess.run([sys.executable, "-c", TRY, str(path)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_another_process_waits_until_the_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with path.open("a+b") as handle:
        assert take_lock(handle.fileno())
        assert _other(path) == "False"
    assert _other(path) == "True"


def test_a_dead_process_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    assert _other(path) == "True"
    with path.open("a+b") as handle:
        assert take_lock(handle.fileno())
