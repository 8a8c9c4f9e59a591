"""What each command of the command line takes and does."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmpersona.cli.words import WORDS
from crmpersona.contract import CrmPersonaError, ParameterError, shipped

__all__ = ["COMMANDS", "Command"]


@dataclass(frozen=True)
class Command:
    """One command.

    Parameters
    ----------
    name : str
        Word after ``crmpersona``.
    declare : callable
        Adds the command's arguments to its parser, given the language.
    run : callable
        Does the work and returns the exit code.

    Examples
    --------
    >>> [command.name for command in COMMANDS]
    ['report', 'generate', 'check', 'explore', 'notebooks']
    """

    name: str
    declare: Callable[[argparse.ArgumentParser, str], None]
    run: Callable[[argparse.Namespace, str], int]


def _say(text: object) -> None:
    """Write one line for the user."""
    print(text)  # noqa: T201 - a command line speaks


def _declare_report(page: argparse.ArgumentParser, lang: str) -> None:
    """Declare the arguments of ``report``."""
    from crmpersona.reporting.parameters import PARAMETERS

    page.add_argument("--month", required=True, help=WORDS("month", lang), metavar="YYYY-MM")
    page.add_argument("--data", required=True, help=WORDS("data", lang))
    page.add_argument("--out", default="reports", help=WORDS("out", lang))
    page.add_argument("--lang", default=None, choices=("zh", "en"), help=WORDS("lang", lang))
    page.add_argument("--mapping", default=None, help=WORDS("mapping", lang))
    page.add_argument("--since", default=None, help=WORDS("since", lang), metavar="YYYY-MM")
    page.add_argument("--force", action="store_true", help=WORDS("force", lang))
    page.add_argument("--refit", action="store_true", help=WORDS("refit", lang))
    page.add_argument("--notebook", default=None, help=WORDS("notebook", lang))
    page.add_argument(
        "-p", dest="parameters", action="append", default=[], metavar="NAME=VALUE", help=WORDS("parameter", lang)
    )
    texts = [f"  {item.name:12s} {item.about_zh if lang == 'zh' else item.about_en}" for item in PARAMETERS]
    page.epilog = "\n".join([WORDS("parameters_are", lang), *texts])


def _run_report(chosen: argparse.Namespace, lang: str) -> int:
    """Make a report and say where it is."""
    from crmpersona.reporting import report

    run = report(
        month=chosen.month,
        data=chosen.data,
        out=chosen.out,
        lang=chosen.lang or os.environ.get("CRMPERSONA_LANG") or "zh",
        mapping=chosen.mapping,
        since=chosen.since,
        force=chosen.force,
        refit=chosen.refit,
        notebook=chosen.notebook,
        **_pairs(chosen.parameters, lang),
    )
    for one in (*run.earlier, run):
        _say(one.summary(lang))
    return 0


def _pairs(texts: list[str], lang: str) -> dict[str, Any]:
    """Read ``name=value`` texts; types and names are checked by the report itself."""
    pairs: dict[str, Any] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise ParameterError(WORDS("not_a_pair", lang, text=text), where="-p", remedy="-p window_days=180")
        pairs[name.strip()] = value.strip()
    return pairs


def _declare_generate(page: argparse.ArgumentParser, lang: str) -> None:
    """Declare the arguments of ``generate``."""
    page.add_argument("world", nargs="?", default="daily_goods", help=WORDS("world", lang))
    page.add_argument("--customers", type=int, default=2_000, help=WORDS("customers", lang))
    page.add_argument("--months", type=int, default=24, help=WORDS("months", lang))
    page.add_argument("--seed", type=int, default=7, help=WORDS("seed", lang))
    page.add_argument("--format", default="parquet", choices=("parquet", "csv"), help=WORDS("format", lang))
    page.add_argument("--out", required=True, help=WORDS("world_out", lang))


def _run_generate(chosen: argparse.Namespace, lang: str) -> int:
    """Generate a world and write it."""
    from crmpersona import synthetic

    world = synthetic.generate(chosen.world, customers=chosen.customers, months=chosen.months, seed=chosen.seed)
    try:
        world.save(chosen.out, format=chosen.format)
    except OSError as error:
        raise CrmPersonaError(
            f"cannot write: {error.strerror}", where=chosen.out, remedy="choose another folder with --out"
        ) from error
    rows = int(world.crm.counts()["rows"].sum())
    _say(WORDS("generated", lang, world=chosen.world, rows=rows, out=chosen.out))
    return 0


def _declare_check(page: argparse.ArgumentParser, lang: str) -> None:
    """Declare the arguments of ``check``."""
    page.add_argument("data", help=WORDS("data", lang))
    page.add_argument("--mapping", default=None, help=WORDS("mapping", lang))


def _run_check(chosen: argparse.Namespace, lang: str) -> int:
    """Read, validate and clean, and tell what was found."""
    from crmpersona.cleaning import clean
    from crmpersona.sources import check, read

    crm = read(chosen.data, mapping=chosen.mapping)
    _say(crm.summary(lang))
    for note in crm.notes:
        _say(f"- {note}")
    faults = check(crm)
    _say(faults.summary(lang))
    frame = faults.to_frame()
    if not frame.empty:
        _say(frame.to_string(index=False))
    _say(clean(crm).summary(lang))
    return int(not frame.empty)


def _declare_explore(page: argparse.ArgumentParser, lang: str) -> None:
    """Declare the arguments of ``explore``."""
    page.add_argument("--port", type=int, default=8866, help=WORDS("port", lang))
    page.add_argument("--no-browser", action="store_true", help=WORDS("no_browser", lang))


def _run_explore(chosen: argparse.Namespace, lang: str) -> int:
    """Serve the explorer notebook until the user stops it."""
    del lang
    notebook = str(shipped("notebooks/explorer.ipynb"))
    quiet = ["--no-browser"] if chosen.no_browser else []
    port = str(chosen.port)
    for module, words in (
        ("voila", ["-m", "voila", notebook, f"--port={port}", *quiet]),
        ("jupyterlab", ["-m", "jupyterlab", notebook, f"--ServerApp.port={port}", *quiet]),
    ):
        if importlib.util.find_spec(module):
            return subprocess.call([sys.executable, *words])  # noqa: S603 - our own interpreter, no shell
    raise CrmPersonaError(
        "neither voila nor JupyterLab is installed", remedy="pip install 'crmpersona[notebook]', then run it again"
    )


def _declare_notebooks(page: argparse.ArgumentParser, lang: str) -> None:
    """Declare the arguments of ``notebooks``."""
    page.add_argument("out", nargs="?", default="notebooks", help=WORDS("notebooks_out", lang))


def _run_notebooks(chosen: argparse.Namespace, lang: str) -> int:
    """Copy the shipped notebooks, never over a file that is there."""
    source, target = shipped("notebooks"), Path(chosen.out)
    if target.resolve() == source.resolve():
        raise ParameterError("this is where the notebooks come from", where=str(target), remedy="name another folder")
    copied = kept = 0
    try:
        for path in sorted(source.rglob("*.ipynb")):
            if ".ipynb_checkpoints" in path.parts:
                continue
            place = target / path.relative_to(source)
            if place.exists():
                kept += 1
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
            copied += 1
    except OSError as error:
        raise CrmPersonaError(
            f"cannot write: {error.strerror}", where=str(target), remedy="name another folder"
        ) from error
    _say(WORDS("copied", lang, count=copied, kept=kept, out=target))
    return 0


COMMANDS: tuple[Command, ...] = (
    Command("report", _declare_report, _run_report),
    Command("generate", _declare_generate, _run_generate),
    Command("check", _declare_check, _run_check),
    Command("explore", _declare_explore, _run_explore),
    Command("notebooks", _declare_notebooks, _run_notebooks),
)
