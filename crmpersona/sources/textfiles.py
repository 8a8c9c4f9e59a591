"""One pass over a text file: digest, encoding evidence, longest line; then a stream into UTF-8."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from crmpersona.contract import SourceError
from crmpersona.relational import file_digest
from crmpersona.sources.encodings import Verdict, decide_encoding

__all__ = ["LONGEST_LINE", "TextFacts", "inspect_text", "open_text", "to_utf8"]

CHUNK = 1 << 20
LONGEST_LINE = 4 << 20
SAMPLE = 1 << 18
GZIP_MARK = b"\x1f\x8b"
SPECIAL = re.compile(rb"[\x80-\xff]")
PER_CHUNK = 1 << 16


@dataclass(frozen=True)
class TextFacts:
    """What one pass over a text file found.

    Parameters
    ----------
    digest : str
        sha256 of the file as it lies on the disk.
    size : int
        Bytes of text, after decompression.
    compressed : bool
        Whether it is gzip.
    verdict : Verdict
        The encoding, or why there is none.
    first_special : (int, int) or None
        Offset (from 0) and line (from 1) of the first byte above 127.
    first_invalid : (int, int) or None
        Offset and line of the first byte that is not UTF-8.

    Examples
    --------
    >>> TextFacts("", 0, False, Verdict("utf-8"), None, None).size
    0
    """

    digest: str
    size: int
    compressed: bool
    verdict: Verdict
    first_special: tuple[int, int] | None
    first_invalid: tuple[int, int] | None


@dataclass
class _Scan:
    """Running state of the pass."""

    label: str
    head: bytes = b""
    size: int = 0
    line: int = 1
    run: int = 0
    sample: list[bytes] = field(default_factory=list)
    sampled: int = 0
    first_special: tuple[int, int] | None = None
    first_invalid: tuple[int, int] | None = None
    decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))

    def feed(self, chunk: bytes) -> None:
        """Take the next piece of the file."""
        if not self.head:
            self.head = chunk[:4096]
        if not chunk.isascii() and self.first_special is None:
            at = next(found.start() for found in SPECIAL.finditer(chunk))
            self.first_special = (self.size + at, self.line + chunk.count(b"\n", 0, at))
        self._check_utf8(chunk, final=False)
        self._collect(chunk)
        self._check_length(chunk)
        self.line += chunk.count(b"\n")
        self.size += len(chunk)

    def _check_utf8(self, chunk: bytes, *, final: bool) -> None:
        """Remember where the file stops being UTF-8."""
        if self.first_invalid is not None:
            return
        waiting = len(self.decoder.getstate()[0])
        try:
            self.decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            at = max(error.start - waiting, 0)
            self.first_invalid = (self.size + error.start - waiting, self.line + chunk.count(b"\n", 0, at))

    def _collect(self, chunk: bytes) -> None:
        """Keep whole lines that hold special characters, up to the size of the sample."""
        if self.sampled >= SAMPLE or chunk.isascii():
            return
        taken = 0
        for line in chunk.splitlines(keepends=True)[1 if self.size else 0 :]:
            if line.isascii() or not line.endswith((b"\n", b"\r")):
                continue
            self.sample.append(line[:PER_CHUNK])
            taken += len(line)
            if taken >= PER_CHUNK:
                break
        if not self.sample:
            self.sample.append(chunk[:PER_CHUNK])
        self.sampled += max(taken, 1)

    def _check_length(self, chunk: bytes) -> None:
        """Refuse a line that no table has, before memory fills up."""
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self.run = self.run + len(chunk) if last < 0 else len(chunk) - last - 1
        if self.run > LONGEST_LINE:
            raise SourceError(
                f"line {self.line + chunk.count(chr(10).encode())} is longer than {LONGEST_LINE >> 20} MB",
                where=f"file {self.label}",
                remedy="this is no table of one row per line; export it again with line ends",
            )


def open_text(path: Path) -> IO[bytes]:
    """Open a file for reading text bytes, through gzip where it is gzip.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    binary stream
        The text, decompressed.

    Examples
    --------
    >>> with open_text(Path(__file__)) as stream:
    ...     len(stream.read(3))
    3
    """
    return cast("IO[bytes]", gzip.open(path)) if _is_gzip(path) else path.open("rb")


def _chunks(path: Path, label: str) -> Iterator[bytes]:
    """Yield the text of a file in pieces, naming the file where it is broken."""
    try:
        with open_text(path) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except (OSError, EOFError, zlib.error) as error:
        problem = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(
            f"it cannot be read to its end: {problem}",
            where=f"file {label}",
            remedy="copy or export the file again; nothing was taken from it",
        ) from error


def inspect_text(path: Path, label: str) -> TextFacts:
    r"""Read a text file once, in bounded memory, and say what it is.

    Parameters
    ----------
    path : Path
        CSV, TSV or JSON Lines file, plain or gzip.
    label : str
        How to name the file in messages.

    Returns
    -------
    TextFacts
        Digest, size, encoding evidence.

    Raises
    ------
    SourceError
        If the file is missing or broken, or has a line beyond 4 MB.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "orders.csv")
    ...     _ = path.write_bytes("客户,数量\n张,1\n".encode("gb18030"))
    ...     facts = inspect_text(path, "orders.csv")
    >>> facts.verdict.encoding, facts.first_special
    ('gb18030', (0, 1))
    """
    scan = _Scan(label)
    for chunk in _chunks(path, label):
        scan.feed(chunk)
    scan._check_utf8(b"", final=True)  # noqa: SLF001 - the class is private to this module
    verdict = decide_encoding(scan.head, b"".join(scan.sample), valid_utf8=scan.first_invalid is None)
    return TextFacts(file_digest(path), scan.size, _is_gzip(path), verdict, scan.first_special, scan.first_invalid)


def _is_gzip(path: Path) -> bool:
    """Say whether a file is gzip by its first bytes, whatever its name."""
    with path.open("rb") as stream:
        return stream.read(2) == GZIP_MARK


def to_utf8(path: Path, target: Path, encoding: str, label: str) -> Path:
    """Write a UTF-8 copy of a text file, piece by piece.

    Parameters
    ----------
    path : Path
        The file, plain or gzip.
    target : Path
        Where the copy goes.
    encoding : str
        Codec of the file.
    label : str
        How to name the file in messages.

    Returns
    -------
    Path
        The copy.

    Raises
    ------
    SourceError
        If a byte does not belong to the encoding; its offset and line are named.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "orders.csv")
    ...     _ = path.write_bytes("客户".encode("gb18030"))
    ...     to_utf8(path, Path(folder, "copy.csv"), "gb18030", "orders.csv").read_text(encoding="utf-8")
    '客户'
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    offset, line = 0, 1
    with target.open("w", encoding="utf-8", newline="") as stream:
        for chunk in _chunks_with_end(path, label):
            waiting = len(decoder.getstate()[0])
            try:
                stream.write(decoder.decode(chunk, not chunk))
            except UnicodeDecodeError as error:
                at = error.start - waiting
                raise _not_encoded(encoding, label, offset + at, line + chunk.count(b"\n", 0, max(at, 0))) from None
            offset += len(chunk)
            line += chunk.count(b"\n")
    return target


def _chunks_with_end(path: Path, label: str) -> Iterator[bytes]:
    """Yield the pieces of a file and an empty one, which tells the decoder to finish."""
    yield from _chunks(path, label)
    yield b""


def _not_encoded(encoding: str, label: str, offset: int, line: int) -> SourceError:
    """Describe a byte that does not belong to an encoding."""
    return SourceError(
        f"the byte at offset {offset:,} (line {line:,}) is not {encoding}",
        where=f"file {label}",
        remedy=f'repair that line, or name the right encoding in the mapping: encoding = "{encoding}" is what was used',
    )
