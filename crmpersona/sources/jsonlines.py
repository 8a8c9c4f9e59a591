"""JSON Lines files: one object per line, every value as text, typed later like a CSV cell."""

from __future__ import annotations

from pathlib import Path

from crmpersona.contract import SourceError
from crmpersona.relational import Engine
from crmpersona.sources.delimited import engine_errors, utf8_copy
from crmpersona.sources.expressions import with_rows
from crmpersona.sources.mapping_rules import TableRule
from crmpersona.sources.raws import Raw, checked_header

__all__ = ["load_json_lines"]

LARGEST_OBJECT = 16 << 20


def load_json_lines(path: Path, label: str, rule: TableRule, engine: Engine) -> Raw:
    r"""Load a JSON Lines file as text cells.

    Parameters
    ----------
    path : Path
        The file, plain or gzip.
    label : str
        Name for messages and rows.
    rule : TableRule
        Encoding, where the mapping says so.
    engine : Engine
        Where the rows go.

    Returns
    -------
    Raw
        All values as text; nested ones as JSON.

    Raises
    ------
    SourceError
        If a line is no JSON object.

    Examples
    --------
    >>> import tempfile
    >>> from crmpersona.relational import default_engine
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "orders.jsonl")
    ...     _ = path.write_text('{"customer_id": "0012", "amount": 2.5}\n', encoding="utf-8")
    ...     load_json_lines(path, "orders.jsonl", TableRule("transactions"), default_engine()).header
    ('customer_id', 'amount')
    """
    text_path, facts = utf8_copy(path, label, rule, engine)
    quoted = "'" + str(text_path).replace("'", "''") + "'"
    query = (
        f"SELECT json FROM read_json_objects({quoted}, format = 'auto', ignore_errors = false, "
        f"maximum_object_size = {LARGEST_OBJECT})"
    )
    try:
        with engine_errors(label):
            objects = engine.materialise(engine.sql(query), stem="objects")
    finally:
        if text_path != path:
            text_path.unlink(missing_ok=True)
    name = objects.get_name()
    wrong = engine.connection.raw_sql(
        f"SELECT count(*), min(rowid) + 1 FROM {name} WHERE json_type(json) <> 'OBJECT'"
    ).fetchone()
    if wrong[0]:
        raise SourceError(
            f"{wrong[0]:,} of its lines are no JSON objects, the first is line {wrong[1]:,}",
            where=f"file {label}",
            remedy='write one object per line: {"customer_id": "…", …}',
        )
    keys = _keys(engine, name)
    header = checked_header(keys, label)
    paths = ", ".join(_extract(key, shown) for key, shown in zip(keys, header, strict=True))
    cells = engine.materialise(engine.sql(f"SELECT {paths} FROM {name} ORDER BY rowid"), stem="cells")
    return Raw(label, with_rows(cells, label), facts.digest, header, stored=True)


def _keys(engine: Engine, name: str) -> list[str]:
    """List the keys of all objects in order of first appearance."""
    found = engine.connection.raw_sql(
        f"SELECT key FROM (SELECT unnest(json_keys(json)) AS key, rowid AS place, "
        f"generate_subscripts(json_keys(json), 1) AS spot FROM {name}) GROUP BY key ORDER BY min(place), min(spot)"
    ).fetchall()
    return [key for (key,) in found]


def _extract(key: str, shown: str) -> str:
    """Write the extraction of one key as text."""
    pointer = "/" + key.replace("~", "~0").replace("/", "~1")
    return f"json ->> '{pointer.replace(chr(39), chr(39) * 2)}' AS \"{shown.replace(chr(34), chr(34) * 2)}\""
