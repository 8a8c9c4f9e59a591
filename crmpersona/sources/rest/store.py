"""The state folder: pages land as files before the position moves, so that a run killed anywhere goes on from there."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from crmpersona.contract import SourceError, digest, take_lock
from crmpersona.sources.rest.rules import Endpoint, Server

__all__ = ["Progress", "Run", "Store", "locked"]

PROGRESS = "progress.json"
PAGES_IN_A_PACK = 500
PIECE = re.compile(r"^(page|pack)-(\d{8})(?:-(\d{8}))?\.jsonl$")


@dataclass
class Run:
    """Where a run stands: one pass over all pages, in as many calls as it takes.

    Parameters
    ----------
    first_page : int
        Number of its first page in the folder.
    since : str
        Moment from which it asks for changes; empty for all records.
    position : dict or None
        What is asked for next; None after the last page.
    received : int
        Records so far.
    newest : str
        Latest moment of change so far, as the server wrote it.
    version : int or None
        The same as a number.
    columns : list of str
        Columns so far.

    Examples
    --------
    >>> Run(1, "").position
    {}
    """

    first_page: int
    since: str
    position: dict[str, str] | None = field(default_factory=dict)
    received: int = 0
    newest: str = ""
    version: int | None = None
    columns: list[str] = field(default_factory=list)


@dataclass
class Progress:
    """What a state folder knows of one table.

    Parameters
    ----------
    identity : str
        Digest of what makes two configurations mean the same records.
    pages : int
        Pages landed, ever.
    since : str
        Latest moment of change of all complete runs.
    columns : list of str
        Columns of all complete runs.
    run : Run or None
        The run that is under way.
    stale : bool
        Whether pages have landed that the table's file does not hold.
    landed, kept : int
        Versions landed and records kept at the last merge.

    Examples
    --------
    >>> Progress("").pages
    0
    """

    identity: str
    pages: int = 0
    since: str = ""
    columns: list[str] = field(default_factory=list)
    run: Run | None = None
    stale: bool = False
    landed: int = 0
    kept: int = 0


class Store:
    """The landed pages and the progress of one table.

    Parameters
    ----------
    state : Path
        State folder of the source.
    server : Server
        Its address belongs to the identity.
    endpoint : Endpoint
        The table.

    Raises
    ------
    SourceError
        If the folder holds records of another source, or its progress cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     server = Server("shop.toml", "https://api.example.com", {})
    ...     Store(Path(folder), server, Endpoint("products", "items", ("id",))).progress.pages
    0
    """

    def __init__(self, state: Path, server: Server, endpoint: Endpoint) -> None:
        self.folder = state / endpoint.table
        self.table_file = state / "tables" / f"{endpoint.table}.jsonl"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.table_file.parent.mkdir(exist_ok=True)
        facts = (server.url, endpoint.path, endpoint.records, endpoint.lines, endpoint.key, endpoint.updated)
        self.progress = self._load(digest([*facts, dict(endpoint.params)]))
        self._tidy()

    def _load(self, identity: str) -> Progress:
        """Read the progress."""
        path = self.folder / PROGRESS
        if not path.is_file():
            return Progress(identity)
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            run = found.pop("run")
            progress = Progress(**found, run=Run(**run) if run else None)
        except (ValueError, TypeError, KeyError) as error:
            remedy = "remove the folder; the next run fetches everything anew"
            raise SourceError(
                f"the progress of a source cannot be read ({type(error).__name__})", where=str(path), remedy=remedy
            ) from None
        if progress.identity != identity:
            raise SourceError(
                "the state folder holds records of another address, list, key or set of parameters",
                where=str(self.folder),
                remedy="give another state folder, or remove this one to fetch everything anew",
            )
        return progress

    def _tidy(self) -> None:
        """Remove what a killed run left half done: unfinished files, and pages that a pack holds already."""
        packed = [last for kind, _, last, _ in self._pieces() if kind == "pack"]
        newest = max(packed, default=0)
        for kind, first, _, path in self._pieces():
            if kind == "page" and (first <= newest or first > self.progress.pages):
                path.unlink()
        for path in self.folder.glob("*.tmp"):
            path.unlink()

    def _pieces(self) -> list[tuple[str, int, int, Path]]:
        """List pages and packs: kind, first and last page, path."""
        found = []
        for path in self.folder.iterdir():
            if match := PIECE.match(path.name):
                first = int(match[2])
                found.append((match[1], first, int(match[3] or first), path))
        return sorted(found, key=lambda piece: piece[1])

    def files(self) -> list[Path]:
        """List the files that hold records, in order of arrival.

        Returns
        -------
        list of Path
            Packs and pages.
        """
        return [path for _, first, _, path in self._pieces() if first <= self.progress.pages]

    def begin(self) -> Run:
        """Go on with the run that was interrupted, or begin one.

        Returns
        -------
        Run
            The run under way.
        """
        if self.progress.run is None:
            self.progress.run = Run(self.progress.pages + 1, self.progress.since)
        return self.progress.run

    def land(self, lines: Sequence[str]) -> None:
        """Write a page; it counts from the next :meth:`commit` on.

        Parameters
        ----------
        lines : sequence of str
            Packed records.
        """
        self.progress.pages += 1
        if lines:
            self.progress.stale = True
            path = self.folder / f"page-{self.progress.pages:08d}.jsonl"
            replace(path, (f"{line}\n".encode() for line in lines))

    def commit(self) -> None:
        """Move the position on."""
        text = json.dumps(asdict(self.progress), ensure_ascii=False, indent=1)
        replace(self.folder / PROGRESS, [text.encode()])
        if self.progress.pages and self.progress.pages % PAGES_IN_A_PACK == 0:
            self.pack()

    def pack(self) -> None:
        """Put single pages into one file, so that a folder of very many pages stays quick to list."""
        pages = [(first, path) for kind, first, _, path in self._pieces() if kind == "page"]
        if pages:
            target = self.folder / f"pack-{pages[0][0]:08d}-{self.progress.pages:08d}.jsonl"
            replace(target, _copied([path for _, path in pages]))
            for _, path in pages:
                path.unlink()

    def earlier(self) -> list[Path]:
        """List the packs of the runs before this one.

        Returns
        -------
        list of Path
            Packs.
        """
        return [path for _, first, _, path in self._pieces() if first < self.begin().first_page]


def _copied(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield the content of files, one after the other."""
    for path in paths:
        yield path.read_bytes()


def replace(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file so that it is there whole or not at all.

    Parameters
    ----------
    path : Path
        The file.
    parts : iterable of bytes
        Its content.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace(Path(folder, "a"), [b"x", b"y"])
    ...     Path(folder, "a").read_text()
    'xy'
    """
    draft = path.with_name(f"{path.name}.tmp")
    with draft.open("wb") as stream:
        for part in parts:
            stream.write(part)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Hold a state folder for one process; the system lets go of it when the process dies.

    Parameters
    ----------
    state : Path
        The folder, created where missing.

    Raises
    ------
    SourceError
        If another process holds it, or it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, locked(Path(folder)):
    ...     pass
    """
    try:
        state.mkdir(parents=True, exist_ok=True)
        handle = (state / ".lock").open("a+b")
    except OSError as error:
        remedy = "give another state folder"
        raise SourceError(
            f"the state folder cannot be written: {error.strerror}", where=str(state), remedy=remedy
        ) from None
    with handle:
        if not take_lock(handle.fileno()):
            raise SourceError(
                "another run fetches into this folder now", where=str(state), remedy="wait until it has ended"
            )
        yield
