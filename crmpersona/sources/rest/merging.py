"""From landed pages to one JSON Lines file per table: of each record the newest version, each record once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from crmpersona.relational import Engine
from crmpersona.sources.rest.store import replace

__all__ = ["merge", "vanished"]

LARGEST_LINE = 32 << 20
BATCH = 2_000


def _lines(paths: Sequence[Path]) -> str:
    """Write the query over landed files; a record without key stands for itself."""
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    columns = "{key: 'VARCHAR', version: 'BIGINT', page: 'BIGINT', row: 'BIGINT', lines: 'VARCHAR'}"
    return (
        f"SELECT coalesce(key, '#' || page || ':' || row) AS key, version, page, row, lines FROM read_json([{listed}], "
        f"format = 'newline_delimited', columns = {columns}, maximum_object_size = {LARGEST_LINE})"
    )


def merge(paths: Sequence[Path], target: Path, engine: Engine) -> tuple[int, int]:
    """Write the newest version of every record, in order of first arrival.

    Newest is the greatest version; among equal or unknown ones the last to arrive.

    Parameters
    ----------
    paths : sequence of Path
        Landed files.
    target : Path
        JSON Lines; removed where there are no records.
    engine : Engine
        Sorts, on disk where memory is short.

    Returns
    -------
    received, kept : int
        Versions landed, and records.

    Examples
    --------
    >>> import tempfile
    >>> from crmpersona.relational import default_engine
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     merge([], Path(folder, "products.jsonl"), default_engine())
    (0, 0)
    """
    if not paths:
        target.unlink(missing_ok=True)
        return 0, 0
    place = "PARTITION BY key ORDER BY"
    query = (
        f"SELECT lines, times FROM (SELECT lines, "
        f"row_number() OVER ({place} version DESC NULLS LAST, page DESC, row DESC) AS rank, "
        f"count(*) OVER (PARTITION BY key) AS times, "
        f"min(page * 1000000000 + row) OVER (PARTITION BY key) AS first "
        f"FROM ({_lines(paths)})) WHERE rank = 1 ORDER BY first"
    )
    cursor = engine.connection.raw_sql(query)
    counts = [0, 0]

    def parts() -> Iterator[bytes]:
        while batch := cursor.fetchmany(BATCH):
            counts[0] += sum(times for _, times in batch)
            counts[1] += len(batch)
            yield "".join(f"{lines}\n" for lines, _ in batch).encode()

    replace(target, parts())
    if not counts[1]:
        target.unlink()
    return counts[0], counts[1]


def vanished(earlier: Sequence[Path], now: Sequence[Path], engine: Engine) -> int:
    """Count the records of earlier runs that a complete run no longer brought.

    Parameters
    ----------
    earlier, now : sequence of Path
        Landed files.
    engine : Engine
        Where to count.

    Returns
    -------
    int
        Records.

    Examples
    --------
    >>> from crmpersona.relational import default_engine
    >>> vanished([], [], default_engine())
    0
    """
    if not earlier or not now:
        return 0
    query = f"SELECT count(*) FROM (SELECT key FROM ({_lines(earlier)}) EXCEPT SELECT key FROM ({_lines(now)}))"
    return int(engine.connection.raw_sql(query).fetchone()[0])
