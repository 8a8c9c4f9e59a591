"""Entry point: parse, run one command, turn errors into one line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from collections.abc import Sequence

from crmpersona.cli.commands import COMMANDS
from crmpersona.cli.words import WORDS
from crmpersona.contract import CrmPersonaError, ParameterError, options

__all__ = ["EXIT_ERROR", "EXIT_OK", "EXIT_USAGE", "main", "parser"]

EXIT_OK = 0
EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_STOPPED = 130


def parser(lang: str) -> argparse.ArgumentParser:
    """Build the parser with one help page per command.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language of the help pages.

    Returns
    -------
    argparse.ArgumentParser
        The parser; the chosen command's function is ``run``.

    Examples
    --------
    >>> parser("en").parse_args(["generate", "daily_goods", "--out", "demo"]).customers
    2000
    """
    top = argparse.ArgumentParser(prog="crmpersona", description=WORDS("program", lang))
    top.add_argument("--debug", action="store_true", help=WORDS("debug", lang))
    commands = top.add_subparsers(title=WORDS("commands", lang), dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        page = commands.add_parser(
            command.name,
            help=WORDS(command.name, lang),
            description=f"{WORDS(command.name, lang)}\n\n{_filled(WORDS(f'{command.name}_more', lang))}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.declare(page, lang)
        page.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=WORDS("debug", lang))
        page.set_defaults(run=command.run)
    return top


def _filled(text: str) -> str:
    """Break long lines of a help text; Chinese ones hold 38 characters."""
    width = 38 if any(ord(letter) > 0x2E7F for letter in text) else 78
    return "\n".join(textwrap.fill(line, width, break_long_words=True) for line in text.splitlines())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words after the program's name; None takes those of the process.

    Returns
    -------
    int
        0 done, 1 the work failed or found faults, 2 wrong usage, 130 stopped by the user.

    Examples
    --------
    >>> main(["report", "--month", "2026-10"])
    2
    """
    lang = "zh" if os.environ.get("CRMPERSONA_LANG", "").startswith("zh") else "en"
    try:
        chosen = parser(lang).parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0) if isinstance(stop.code, (int, type(None))) else EXIT_USAGE
    try:
        with options(lang=lang):
            return int(chosen.run(chosen, lang))
    except CrmPersonaError as error:
        if chosen.debug:
            raise
        print(WORDS("error", lang, error=error), file=sys.stderr)  # noqa: T201 - a command line speaks
        return EXIT_USAGE if isinstance(error, ParameterError) else EXIT_ERROR
    except KeyboardInterrupt:
        print(WORDS("stopped", lang), file=sys.stderr)  # noqa: T201
        return EXIT_STOPPED
