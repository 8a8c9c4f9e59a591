"""Where a report lives: its folder, its lock, and the swap that is safe to interrupt."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crmpersona.contract import Month, ReportError, take_lock
from crmpersona.reporting.manifest import files_match

__all__ = ["Place", "cannot_write", "disk_error"]

REFUSALS = (errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Place:
    """The folders of one report of one month in one language.

    Parameters
    ----------
    out : pathlib.Path
        Folder of all reports.
    name : str
        Name of the report, a folder under ``out``.
    month : Month
        Reported month.
    lang : {"en", "zh"}
        Language.

    Examples
    --------
    >>> place = Place(Path("reports"), "demo", Month(2026, 10), "zh")
    >>> place.live.as_posix(), place.previous.as_posix(), place.failed.as_posix()
    ('reports/demo/2026-10/zh', 'reports/demo/2026-10/.previous/zh', 'reports/demo/failed/2026-10/zh')
    """

    out: Path
    name: str
    month: Month
    lang: str

    @property
    def root(self) -> Path:
        """Folder of the report over all months."""
        return self.out / self.name

    @property
    def live(self) -> Path:
        """Folder that readers open."""
        return self.root / str(self.month) / self.lang

    @property
    def work(self) -> Path:
        """Folder in which a new report is written, on the same disk as the live one."""
        return self.root / str(self.month) / f".work-{self.lang}"

    @property
    def previous(self) -> Path:
        """Folder of the report that the live one replaced."""
        return self.root / str(self.month) / ".previous" / self.lang

    @property
    def failed(self) -> Path:
        """Folder of the evidence that a failed run leaves."""
        return self.root / "failed" / str(self.month) / self.lang

    @contextmanager
    def locked(self) -> Iterator[Place]:
        """Hold the report for one process, mend an interrupted swap, and hand out a clean work folder.

        Yields
        ------
        Place
            The place itself.

        Raises
        ------
        ReportError
            If the folder cannot be written, or another process holds the report.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.live.parent.mkdir(parents=True, exist_ok=True)
            handle = (self.root / ".lock").open("a+b")
        except OSError as error:
            raise cannot_write(self.out, error) from error
        with handle:
            if not take_lock(handle.fileno()):
                raise ReportError(
                    "another run is making this report now", where=str(self.root), remedy="wait until it has ended"
                )
            self.heal()
            yield self

    def heal(self) -> str:
        """Mend what an interrupted run left behind.

        A swap that died between its two renames left no live folder. The new report was complete and
        checked by then, so it goes in; should it be damaged, the replaced one comes back.

        Returns
        -------
        str
            ``"nothing"``, ``"finished"`` (the new report went in) or ``"restored"`` (the old one came back).

        Raises
        ------
        ReportError
            If the folder cannot be written.
        """
        done = "nothing"
        try:
            if not self.live.exists() and files_match(self.work):
                self.work.rename(self.live)
                done = "finished"
            elif not self.live.exists() and self.previous.exists():
                self.previous.rename(self.live)
                done = "restored"
            shutil.rmtree(self.work, ignore_errors=True)
        except OSError as error:
            raise cannot_write(self.out, error) from error
        return done

    def swap(self) -> None:
        """Put the finished work folder in the live one's place.

        At every moment there is a complete report on the disk, live or one rename away from it.

        Raises
        ------
        ReportError
            If the folder cannot be written.
        """
        try:
            flush(self.work)
            if self.live.exists():
                self.previous.parent.mkdir(parents=True, exist_ok=True)
                shutil.rmtree(self.previous, ignore_errors=True)
                self.live.rename(self.previous)
            self.work.rename(self.live)
        except OSError as error:
            raise cannot_write(self.out, error) from error

    def keep_failure(self, *names: str, reason: str) -> Path | None:
        """Keep the evidence of a failed run and clear the work folder.

        Parameters
        ----------
        *names : str
            Files of the work folder worth keeping.
        reason : str
            One line for ``reason.txt``.

        Returns
        -------
        pathlib.Path or None
            The evidence folder; None where not even that could be written (a full disk).

        Examples
        --------
        >>> import tempfile
        >>> place = Place(Path(tempfile.mkdtemp()), "demo", Month(2026, 10), "zh")
        >>> place.work.mkdir(parents=True)
        >>> _ = (place.work / "report.ipynb").write_text("{}")
        >>> sorted(path.name for path in place.keep_failure("report.ipynb", reason="cell 3").iterdir())
        ['reason.txt', 'report.ipynb']
        """
        kept: Path | None = self.failed
        try:
            shutil.rmtree(self.failed, ignore_errors=True)
            self.failed.mkdir(parents=True, exist_ok=True)
            for name in names:
                if (self.work / name).exists():
                    (self.work / name).rename(self.failed / name)
            shutil.rmtree(self.work, ignore_errors=True)
            (self.failed / "reason.txt").write_text(f"{reason}\n", encoding="utf-8")
        except OSError:
            kept = self.failed if self.failed.exists() else None
        shutil.rmtree(self.work, ignore_errors=True)
        return kept


def flush(folder: Path) -> None:
    """Bring every file of a folder to the disk, so that a rename never outruns its content.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.

    Examples
    --------
    >>> import tempfile
    >>> flush(Path(tempfile.mkdtemp()))
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as handle:
                os.fsync(handle.fileno())


def disk_error(text: str) -> OSError | None:
    """Find the disk's refusal in what a program or the engine said.

    Parameters
    ----------
    text : str
        Message of an error, or a log.

    Returns
    -------
    OSError or None
        The refusal as Python's own error; None where the text tells of none.

    Examples
    --------
    >>> disk_error("IO Error: could not write: No space left on device").strerror
    'No space left on device'
    >>> disk_error("KeyError: 'amount'") is None
    True
    """
    for number in REFUSALS:
        if os.strerror(number) in text:
            return OSError(number, os.strerror(number))
    return None


def cannot_write(out: Path, error: OSError, detail: str = "") -> ReportError:
    """Say that the output folder refused, and why."""
    return ReportError(
        f"cannot write the report: {error.strerror or type(error).__name__}{f' ({detail})' if detail else ''}",
        where=str(out),
        remedy="choose another folder with --out, or free space and rights there; the last good report is unchanged",
    )
