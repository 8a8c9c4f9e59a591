"""A wrong constant in the package turns the strict notebooks red: the comparison is not empty."""

import os
import shutil
import subprocess
import sys

import pytest

STRICT = ["--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "-q", "--no-header", "-o", "addopts="]


def run_strict(notebook, package_parent, repository):
    """Run one strict notebook against a copy of the package."""
    environment = os.environ | {"PYTHONPATH": str(package_parent)}
    folder = repository / "tests" / "notebooks"
    command = [sys.executable, "-m", "pytest", *STRICT, "--nbval-sanitize-with", str(folder / "sanitize.cfg")]
    return subprocess.run(
        [*command, str(folder / notebook)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def copied_package(tmp_path, repository):
    shutil.copytree(
        repository / "crmpersona", tmp_path / "crmpersona", ignore=shutil.ignore_patterns("__pycache__", "_shipped")
    )
    shutil.copytree(repository / "synthetic", tmp_path / "synthetic")
    return tmp_path


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="strict outputs are bound to Python 3.11 of the lock")
def test_a_wrong_constant_turns_nbval_red(copied_package, repository):
    target = copied_package / "crmpersona" / "relational" / "money.py"
    text = target.read_text(encoding="utf-8")
    assert "2 * FIXED_POINT" in text
    target.write_text(text.replace("2 * FIXED_POINT", "2 * FIXED_POINT + 2"), encoding="utf-8")
    wrong = run_strict("cleaning.ipynb", copied_package, repository)
    assert wrong.returncode == 1, wrong.stdout[-2000:]
    assert "mismatch" in wrong.stdout.lower()
