"""Fixtures of every test: the public data beside the repository, system programs, and one small demo world."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

# Before numpy is imported anywhere: one thread per process, so that sums do not depend on the machine.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
os.environ.setdefault("MPLBACKEND", "Agg")
# Tests state their language; the developer's own setting must not change what they see.
os.environ.pop("CRMPERSONA_LANG", None)

import pytest  # noqa: E402 - after the settings above, which must come before numpy
from hypothesis import HealthCheck, settings  # noqa: E402

if TYPE_CHECKING:
    from crmpersona.contract import Crm
    from crmpersona.synthetic import World

REPOSITORY = Path(__file__).resolve().parents[1]

# Derandomised: a build is green or red for a reason in the code, never by the luck of a draw.
settings.register_profile(
    "crmpersona",
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("crmpersona")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the markers ``shared`` and ``services`` to every test that uses the fixture."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "shared" in names:
            item.add_marker(pytest.mark.shared)
        if "chromium" in names:
            item.add_marker(pytest.mark.services)


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the public test material beside the repository (read only)."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the public test data is not beside this repository (../shared)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium browser; skipped with the install line where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    message = "no Chromium on this machine; on Debian: sudo apt-get install chromium fonts-dejavu-core"
    if os.environ.get("CRMPERSONA_REQUIRE_SERVICES") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def world() -> World:
    """Give a small demo world with planted truth: 300 customers over 24 months."""
    from crmpersona import synthetic

    return synthetic.generate("daily_goods", customers=300, months=24, seed=7)


@pytest.fixture(scope="session")
def cleaned_world(world: World) -> Crm:
    """Give the small demo world after cleaning with defaults."""
    from crmpersona import cleaning

    return cleaning.clean(world.crm).crm
