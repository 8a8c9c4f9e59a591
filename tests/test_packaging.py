"""The wheel works without the repository: built, installed in a fresh environment, report made."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.source_tree import imported, modules

ROOT = Path(__file__).resolve().parents[1]


def _run(*command: str | Path, cwd: Path) -> str:
    # Without PYTHONPATH and friends, and in another folder: the checkout must not help.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CRMPERSONA"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the locked Hatchling, so that no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a new environment; return its folder of programs.

    The dependencies are those of the running environment, reached by a path file that names its
    packages but not the editable project: `make` has just installed them from the lock with their
    hashes, and doing it again would take minutes and prove nothing about the wheel.
    """
    folder = tmp_path_factory.mktemp("fresh") / "environment"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    place = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    _run(
        sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--no-deps", "--no-index", wheel, cwd=folder
    )
    # Python does not read the .pth files of a folder that a .pth file names: the editable project stays out.
    (place / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin"


def test_wheel_holds_package_worlds_and_notebooks(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = [
        path.relative_to(ROOT).as_posix()
        for folder in ("notebooks", "synthetic")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not {".ipynb_checkpoints", "__pycache__"}.intersection(path.parts)
    ]
    assert tracked
    assert {f"crmpersona/_shipped/{name}" for name in tracked} <= names
    assert "crmpersona/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "tools/", "docs/", "reports/"))]


def test_wheel_is_found_instead_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    place = Path(
        _run(installed / "python", "-c", "import crmpersona; print(crmpersona.__file__)", cwd=tmp_path).strip()
    )
    assert not place.is_relative_to(ROOT)
    assert place.is_relative_to(installed.parent)


def test_report_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    program = installed / "crmpersona"
    world = tmp_path / "world"
    _run(
        program,
        "generate",
        "daily_goods",
        "--customers",
        "200",
        "--months",
        "14",
        "--seed",
        "7",
        "--out",
        world,
        cwd=tmp_path,
    )
    _run(
        program,
        "report",
        "--month",
        "2026-10",
        "--data",
        world,
        "--out",
        tmp_path / "reports",
        "--lang",
        "en",
        cwd=tmp_path,
    )
    pages = [page for page in (tmp_path / "reports").rglob("report.html") if "failed" not in page.parts]
    assert len(pages) == 1
    assert (pages[0].parent / "manifest.json").is_file()
    assert (pages[0].parent / "personas.xlsx").is_file()


def test_what_the_package_imports_is_declared() -> None:
    """A module that comes along with another package today may be gone from it tomorrow."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    used = {name.split(".")[0] for module in modules() for _, name in imported(module)}
    owners = packages_distributions()
    foreign = {name: owners[name] for name in used - {"crmpersona"} - sys.stdlib_module_names if name in owners}
    missing = [name for name, names in foreign.items() if not declared & {canonicalize_name(owner) for owner in names}]
    assert not missing
