"""One resolver for files that ship with the package: worlds and notebooks."""

from __future__ import annotations

from pathlib import Path

from crmpersona.contract.errors import SourceError, nearest

__all__ = ["shipped"]

PACKAGE = Path(__file__).resolve().parents[1]


def shipped(name: str) -> Path:
    """Find a file or folder that ships with crmpersona.

    A wheel carries the top-level folders under ``crmpersona/_shipped``; a checkout has them beside
    the package.

    Parameters
    ----------
    name : str
        Path from the repository's root, for example ``"notebooks/monthly_persona_report.ipynb"``.

    Returns
    -------
    pathlib.Path
        Where it is on this machine.

    Raises
    ------
    SourceError
        If it does not ship.

    Examples
    --------
    >>> shipped("synthetic").is_dir()
    True
    """
    for root in (PACKAGE / "_shipped", PACKAGE.parent):
        if (root / name).exists():
            return root / name
    folder = PACKAGE.parent / Path(name).parent
    there = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    raise SourceError(
        f"{name} does not ship with crmpersona",
        remedy=f"nearest name: {nearest(Path(name).name, there) or 'none'}; reinstall if it should be there",
    )
