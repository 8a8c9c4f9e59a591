"""The command line: report, generate, check, explore, notebooks."""

from crmpersona.cli.main import main

__all__ = ["main"]
