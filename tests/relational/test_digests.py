"""Digests follow content."""

import hashlib

import pyarrow as pa

from crmpersona.relational import arrow_digest, file_digest


def test_files_by_bytes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 3_000_000)
    assert file_digest(path) == hashlib.sha256(b"x" * 3_000_000).hexdigest()


def test_frames_by_content_not_by_chunks():
    whole = pa.table({"a": [1, 2, 3], "b": ["x", None, "z"]})
    parts = pa.concat_tables([whole.slice(0, 1), whole.slice(1)])
    assert arrow_digest(whole) == arrow_digest(parts)
    assert arrow_digest(whole) != arrow_digest(whole.slice(0, 2))
    assert arrow_digest(whole) != arrow_digest(whole.rename_columns(["a", "c"]))
