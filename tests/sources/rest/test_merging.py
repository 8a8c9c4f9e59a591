"""Merging equals a plain dictionary that keeps the newest version of each key."""

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crmpersona.relational import default_engine
from crmpersona.sources.rest.merging import merge, vanished

VERSIONS = st.lists(
    st.tuples(st.none() | st.sampled_from(['["a"]', '["b"]', '["c"]']), st.none() | st.integers(0, 3)), max_size=12
)


def _write(path, versions, page=1):
    lines = [
        json.dumps({"key": key, "version": version, "page": page, "row": row, "lines": json.dumps({"row": row})})
        for row, (key, version) in enumerate(versions, 1)
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def _expected(versions):
    newest = {}
    for row, (key, version) in enumerate(versions, 1):
        name = key or f"#{row}"
        rank = (-1 if version is None else version, row)
        newest[name] = max(newest.get(name, rank), rank)
    return [row for _, row in newest.values()]


@given(VERSIONS)
def test_newest_version_in_order_of_first_arrival(versions):
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "products.jsonl")
        landed, kept = merge([_write(Path(folder, "page.jsonl"), versions)], target, default_engine())
        rows = [json.loads(line)["row"] for line in target.read_text().splitlines()] if target.is_file() else []
    assert rows == _expected(versions)
    assert (landed, kept) == (len(versions), len(rows))


def test_vanished_counts_keys(tmp_path):
    before = _write(tmp_path / "a", [('["a"]', 1), ('["b"]', 1), ('["b"]', 2)])
    now = _write(tmp_path / "b", [('["b"]', 3), ('["c"]', 1)], page=2)
    assert vanished([before], [now], default_engine()) == 1
