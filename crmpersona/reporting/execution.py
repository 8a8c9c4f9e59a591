"""Run the report's notebook by papermill in a process of its own, under two clocks, with one retry."""

from __future__ import annotations

import json
import os
import re
import site
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmpersona.reporting.notebooks import failure_of
from crmpersona.reporting.place import disk_error

__all__ = ["Execution", "Limits", "execute"]

START_SECONDS = 90
PACKAGE_ROOT = Path(__file__).resolve().parents[2]
NOISE = re.compile(
    r"^\[IPKernelApp\] (?:WARNING \| Kernel is running over TCP|ERROR \| KeyboardInterrupt caught in kernel).*\n?",
    re.MULTILINE,
)
"""What every kernel says: it listens on this machine alone, and is stopped by an interrupt when it is done."""


@dataclass(frozen=True)
class Limits:
    """How long a run may take.

    Parameters
    ----------
    cell_seconds : int, default 900
        Longest time of one cell.
    total_seconds : int, default 3600
        Longest time of the whole notebook, kernel start included. papermill itself can wait for ever for a
        kernel that has nothing left to say, so this clock runs outside it.
    attempts : int, default 2
        How often to try when the machinery fails (dead kernel, time limit). An error of the analysis is never
        tried again, nor is a full disk: it would fail again.

    Examples
    --------
    >>> Limits().attempts
    2
    """

    cell_seconds: int = 900
    total_seconds: int = 3_600
    attempts: int = 2


@dataclass(frozen=True)
class Execution:
    """What became of a run.

    Parameters
    ----------
    done : bool
        Whether every cell ran.
    fault : {"", "analysis", "machinery", "disk"}
        Whose fault a failure was.
    reason : str
        One line: which cell, and why.
    attempts : int
        How often it was tried.
    log : str
        What papermill said.

    Examples
    --------
    >>> Execution(True).fault
    ''
    """

    done: bool
    fault: str = ""
    reason: str = ""
    attempts: int = 1
    log: str = ""


def execute(
    notebook: Path,
    output: Path,
    parameters: Mapping[str, Any],
    *,
    limits: Limits | None = None,
    say: Callable[[str], None] = lambda _line: None,
) -> Execution:
    """Run a notebook with parameters and write the executed copy.

    Parameters
    ----------
    notebook : pathlib.Path
        Notebook to run.
    output : pathlib.Path
        Executed copy; its folder is the working folder of the kernel.
    parameters : mapping
        Values for the cell tagged ``parameters``.
    limits : Limits, optional
        Time limits and attempts.
    say : callable, optional
        Called with one line of progress.

    Returns
    -------
    Execution
        Success, or the cell and reason of the failure.
    """
    limits = limits or Limits()
    result = Execution(done=False)
    for attempt in range(1, limits.attempts + 1):
        returned, log = _papermill(notebook, output, parameters, limits)
        if returned == 0:
            return Execution(done=True, attempts=attempt, log=NOISE.sub("", log).strip())
        fault, reason = _diagnose(output, returned, log, limits)
        result = Execution(done=False, fault=fault, reason=reason, attempts=attempt, log=log)
        if fault != "machinery":
            break
        say(f"attempt {attempt} of {limits.attempts}: {reason}")
    return result


def _papermill(notebook: Path, output: Path, parameters: Mapping[str, Any], limits: Limits) -> tuple[int | None, str]:
    """Run papermill once; None as return code means that the outer clock stopped it."""
    values = output.parent / "parameters.json"
    values.write_text(json.dumps(dict(parameters), sort_keys=True), encoding="utf-8")  # JSON is YAML
    command = [
        *(sys.executable, "-m", "papermill", str(notebook), str(output), "--parameters_file", str(values)),
        *("--execution-timeout", str(limits.cell_seconds), "--start-timeout", str(START_SECONDS)),
        *("--cwd", str(output.parent), "--no-progress-bar", "--log-level", "WARNING"),
    ]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments, no shell
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        env=_environment(), text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    try:
        log, _ = process.communicate(timeout=limits.total_seconds)
    except subprocess.TimeoutExpired:
        stop(process.pid)
        log, _ = process.communicate()
        return None, log
    except BaseException:
        stop(process.pid)
        raise
    finally:
        values.unlink(missing_ok=True)
    return process.returncode, log


def stop(pid: int) -> None:
    """Kill a process and all its children, the kernel among them.

    Parameters
    ----------
    pid : int
        Process to end; one that has ended already is no fault.

    Examples
    --------
    >>> stop(2**22 + 1)
    """
    import psutil

    try:
        parent = psutil.Process(pid)
        family = [*parent.children(recursive=True), parent]
    except psutil.NoSuchProcess:
        return
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=10)


def _environment() -> dict[str, str]:
    """Give the kernel this environment's package, one thread for fitting, and no surprise from the outside."""
    chosen = {
        "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of this environment, not of the user's home
        "JUPYTER_PLATFORM_DIRS": "1",
        "MPLBACKEND": "agg",
        "OMP_NUM_THREADS": "1",  # sums of floats in one order: same input, same bytes
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
    }
    if str(PACKAGE_ROOT) not in site.getsitepackages():
        # A checkout that is not installed: the kernel's working folder is elsewhere, so say where the package is.
        chosen["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PACKAGE_ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, **chosen}


def _diagnose(output: Path, returned: int | None, log: str, limits: Limits) -> tuple[str, str]:
    """Say whose fault a failure was, and name the cell."""
    cell, error = failure_of(output)
    place = f"cell {cell}: " if cell else ""
    if disk_error(error or log):
        return "disk", f"{place}{error}" if error else f"{place}papermill could not write its notebook"
    if error:
        return "analysis", f"{place}{error}"
    if returned is None:
        return "machinery", f"{place}the run was stopped after {limits.total_seconds} s"
    if "CellTimeoutError" in log or "KeyboardInterrupt" in log:
        return "machinery", f"{place}the cell ran longer than {limits.cell_seconds} s"
    if "DeadKernelError" in log or "Kernel died" in log:
        return "machinery", f"{place}the kernel died (killed, or out of memory)"
    last = next((line.strip() for line in reversed(log.splitlines()) if line.strip()), "no message")
    return "machinery", f"{place}papermill ended with {returned}: {last[:200]}"
