"""CSV and TSV files: encoding, delimiter and header found, rows parsed once by the engine."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crmpersona.contract import SourceError
from crmpersona.relational import Engine
from crmpersona.sources.expressions import with_rows
from crmpersona.sources.mapping_rules import TableRule
from crmpersona.sources.raws import MOST_COLUMNS, Raw, checked_header
from crmpersona.sources.textfiles import LONGEST_LINE, TextFacts, inspect_text, open_text, to_utf8

__all__ = ["engine_errors", "find_delimiter", "load_delimited", "utf8_copy"]

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 18
SAMPLE_ROWS = 200


def find_delimiter(sample: str) -> str:
    r"""Find the delimiter: the one that cuts the most rows into as many fields as the header.

    Parameters
    ----------
    sample : str
        The beginning of the file, whole lines.

    Returns
    -------
    str
        One of ``,`` ``;`` tab ``|``; a comma where the file has one column.

    Examples
    --------
    >>> find_delimiter("id;price\n1;2,50\n")
    ';'
    """
    best, best_key = ",", (0.0, 1)
    for delimiter in DELIMITERS:
        rows = _records(sample, delimiter)
        width = len(rows[0]) if rows else 0
        if width < 2:
            continue
        agreeing = sum(len(row) == width for row in rows) / len(rows)
        if (agreeing, width) > best_key:
            best, best_key = delimiter, (agreeing, width)
    return best


def _records(sample: str, delimiter: str) -> list[list[str]]:
    """Cut a sample into rows; a row that the csv module refuses ends it."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if row:
                rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return rows


def utf8_copy(path: Path, label: str, rule: TableRule, engine: Engine) -> tuple[Path, TextFacts]:
    """Return a path whose text is UTF-8: the file itself, or a copy beside the engine.

    Parameters
    ----------
    path : Path
        The file, plain or gzip.
    label : str
        Name for messages.
    rule : TableRule
        What the mapping says; its ``encoding`` settles what the bytes leave open.
    engine : Engine
        Holds the folder for copies.

    Returns
    -------
    path : Path
        UTF-8 text, plain or gzip.
    facts : TextFacts
        What the pass over the file found.

    Raises
    ------
    SourceError
        If the encoding cannot be decided.
    """
    facts = inspect_text(path, label)
    encoding = rule.encoding or facts.verdict.encoding
    if encoding is None:
        raise _undecided(facts, label, rule)
    plain = encoding.replace("_", "-") in ("utf-8", "utf-8-sig") and facts.first_invalid is None
    named_gzip = path.suffix.lower() == ".gz"
    if plain and facts.compressed == named_gzip:
        return path, facts
    return to_utf8(path, engine.folder / f"{engine.name('copy')}.txt", encoding, label), facts


def _undecided(facts: TextFacts, label: str, rule: TableRule) -> SourceError:
    """Describe a file whose encoding is open, with the first byte in question."""
    at = facts.first_invalid if "UTF-8" in facts.verdict.reason and facts.first_invalid else facts.first_special
    offset, line = at or (0, 1)
    return SourceError(
        f"its encoding cannot be decided: {facts.verdict.reason}; first byte in question at offset {offset:,} "
        f"(line {line:,})",
        where=f"file {label}",
        remedy=f'put into the mapping, [tables.{rule.name}]: encoding = "gb18030" (or "latin-1", "big5", "utf-8")',
    )


def load_delimited(path: Path, label: str, rule: TableRule, engine: Engine) -> Raw:
    r"""Load a CSV or TSV file as text cells.

    Parameters
    ----------
    path : Path
        The file, plain or gzip.
    label : str
        Name for messages and rows.
    rule : TableRule
        Encoding, delimiter and what to do with broken lines, where the mapping says so.
    engine : Engine
        Where the rows go.

    Returns
    -------
    Raw
        All cells as text.

    Raises
    ------
    SourceError
        If the file is empty, broken, too wide, or its encoding cannot be decided.

    Examples
    --------
    >>> import tempfile
    >>> from crmpersona.relational import default_engine
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "orders.csv")
    ...     _ = path.write_text("customer_id;amount\n1;2,5\n", encoding="utf-8")
    ...     load_delimited(path, "orders.csv", TableRule("transactions"), default_engine()).header
    ('customer_id', 'amount')
    """
    text_path, facts = utf8_copy(path, label, rule, engine)
    try:
        sample = _beginning(text_path)
        if not sample.strip():
            raise SourceError("it is empty", where=f"file {label}", remedy="export it again, with a header row")
        delimiter = rule.delimiter or find_delimiter(sample)
        header = checked_header(_first_record(sample, delimiter, label), label)
        table, note = _parse(text_path, header, delimiter, label, rule, engine)
    finally:
        if text_path != path:
            text_path.unlink(missing_ok=True)
    return Raw(label, with_rows(table, label), facts.digest, header, stored=True, notes=note)


def _beginning(path: Path) -> str:
    """Return the first whole lines of a UTF-8 text."""
    with open_text(path) as stream:
        piece = stream.read(SAMPLE)
        if len(piece) == SAMPLE and b"\n" not in piece and b"\r" not in piece:
            piece += stream.read(LONGEST_LINE)
        complete = len(piece) < SAMPLE
    cut = len(piece) if complete else max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
    return str((piece[:cut] or piece).decode("utf-8-sig", errors="replace"))


def _first_record(sample: str, delimiter: str, label: str) -> list[str]:
    """Return the header fields."""
    width = sample.split("\n", 1)[0].count(delimiter) + 1
    if width > MOST_COLUMNS:
        return [f"column {position}" for position in range(width)]
    rows = _records(sample, delimiter)
    if not rows:
        raise SourceError("its header row cannot be read", where=f"file {label}", remedy="check its quotation marks")
    return rows[0]


def _parse(
    path: Path, header: tuple[str, ...], delimiter: str, label: str, rule: TableRule, engine: Engine
) -> tuple[Any, tuple[str, ...]]:
    """Let the engine parse the file once and look at the lines that it could not cut."""
    rejected = engine.name("rejected")
    columns = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in header)
    query = (
        f"SELECT * FROM read_csv({_quoted(str(path))}, auto_detect = false, header = true, columns = {{{columns}}}, "
        f"delim = {_quoted(delimiter)}, quote = '\"', escape = '\"', max_line_size = {LONGEST_LINE}, "
        f"buffer_size = {8 * LONGEST_LINE}, store_rejects = true, rejects_table = '{rejected}', "
        f"rejects_scan = '{rejected}_scan')"
    )
    with engine_errors(label):
        table = engine.materialise(engine.sql(query), stem="cells")
        found = engine.connection.raw_sql(
            f"SELECT count(DISTINCT line), min(line), arg_min(error_type::VARCHAR, line) FROM {rejected}"
        ).fetchone()
        engine.connection.raw_sql(f"DROP TABLE {rejected}; DROP TABLE {rejected}_scan")
    broken, first, kind = found
    if not broken:
        return table, ()
    what = f"{broken:,} of its lines cannot be cut into {len(header)} fields; the first is {first:,} ({kind.lower()})"
    if rule.broken_lines == "skip":
        return table, (f"{label}: {what}; they were skipped as the mapping says",)
    advice = f'repair them, or set broken_lines = "skip" under [tables.{rule.name}] of the mapping to leave them out'
    raise SourceError(what, where=f"file {label}, delimiter {delimiter!r}", remedy=advice)


def _quoted(text: str) -> str:
    """Quote a text for the engine."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def engine_errors(label: str) -> Iterator[None]:
    """Turn an engine's reading error into ours, without the cells that its message quotes.

    Parameters
    ----------
    label : str
        Name of the file.

    Raises
    ------
    SourceError
        In place of what the engine raised.

    Examples
    --------
    >>> with engine_errors("orders.csv"):
    ...     pass
    """
    try:
        yield
    except SourceError:
        raise
    except Exception as error:
        if not type(error).__module__.startswith(("duckdb", "_duckdb")):
            raise
        message = str(error)
        line = re.search(r"[Ll]ine:? (\d+)", message)
        place = f", line {int(line[1]):,}" if line else ""
        cause = re.sub(r"[\"'].*", "", message.splitlines()[0])[:160]
        remedy = "open the file at that place, or export it again"
        raise SourceError(f"it cannot be read: {cause}", where=f"file {label}{place}", remedy=remedy) from None
