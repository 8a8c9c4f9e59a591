"""Digests of input: files by bytes, frames by their Arrow content."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa

__all__ = ["arrow_digest", "file_digest"]

CHUNK = 1 << 20


def file_digest(path: str | Path) -> str:
    """Return the sha256 of a file, read in pieces.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    str
        64 hexadecimal characters.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     file_digest(file.name)[:8]
    'e3b0c442'
    """
    state = hashlib.sha256()
    with Path(path).open("rb") as stream:
        while piece := stream.read(CHUNK):
            state.update(piece)
    return state.hexdigest()


def arrow_digest(table: pa.Table) -> str:
    """Return the sha256 of an Arrow table's names, types and values.

    Parameters
    ----------
    table : pyarrow.Table
        The rows, in their order.

    Returns
    -------
    str
        64 hexadecimal characters; how the table is cut into chunks does not matter.

    Examples
    --------
    >>> arrow_digest(pa.table({"a": [1]})) == arrow_digest(pa.concat_tables([pa.table({"a": [1]})]))
    True
    """
    state = hashlib.sha256()

    class Sink:
        """Feeds what Arrow writes into the hash."""

        closed = False

        def write(self, data: bytes) -> int:
            """Take a piece."""
            state.update(data)
            return len(data)

        def flush(self) -> None:
            """Nothing waits."""

        def close(self) -> None:
            """Nothing to close."""

    whole = table.combine_chunks().replace_schema_metadata(None)
    with pa.ipc.new_stream(pa.PythonFile(Sink(), mode="w"), whole.schema) as writer:
        writer.write_table(whole, max_chunksize=CHUNK)
    return state.hexdigest()
