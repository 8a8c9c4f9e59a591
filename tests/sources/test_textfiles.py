"""One pass tells what a text file is, in bounded memory; the copy is exact."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from crmpersona.contract import SourceError
from crmpersona.sources.textfiles import LONGEST_LINE, inspect_text, open_text, to_utf8


def test_facts_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    data = b"id\n" + "客户\n".encode("gb18030")
    path.write_bytes(data)
    facts = inspect_text(path, "a.csv")
    assert facts.digest == hashlib.sha256(data).hexdigest()
    assert (facts.size, facts.compressed) == (len(data), False)
    assert facts.first_special == (3, 2)
    assert facts.first_invalid == (3, 2)
    assert facts.verdict.encoding == "gb18030"


def test_special_characters_beyond_the_first_piece(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    plain = b"0123456789\n" * 200_000
    path.write_bytes(plain + "é\n".encode("latin-1") + plain)
    facts = inspect_text(path, "a.csv")
    assert facts.first_special == (len(plain), 200_001)
    assert facts.first_invalid == (len(plain), 200_001)


def test_a_character_across_two_pieces_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * ((1 << 20) - 2) + "\n客户\n".encode())
    facts = inspect_text(path, "a.csv")
    assert facts.first_invalid is None
    assert facts.verdict.encoding == "utf-8"


def test_a_cut_character_at_the_end_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("客户".encode()[:-1])
    assert inspect_text(path, "a.csv").first_invalid is not None


def test_gzip_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n"))
    assert inspect_text(path, "a.csv").compressed
    with open_text(path) as stream:
        assert stream.read() == b"a,b\n1,2\n"


def test_a_long_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\nb\n" + b"x" * (LONGEST_LINE + 2))
    with pytest.raises(SourceError, match=r"line 3 is longer than 4 MB \[file a.csv\]"):
        inspect_text(path, "a.csv")


@pytest.mark.parametrize("encoding", ["gb18030", "latin-1", "utf-16", "big5"])
def test_the_copy_is_exact(tmp_path: Path, encoding: str) -> None:
    text = {"latin-1": "José\r\nZoë\n"}.get(encoding, "訂單\n1,2\r\n") * 100_000
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    copy = to_utf8(tmp_path / "a.csv", tmp_path / "b.csv", encoding, "a.csv")
    assert copy.read_bytes() == text.encode("utf-8")


def test_a_byte_outside_the_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"abc\nd\xff\xff\n")
    with pytest.raises(SourceError, match=r"offset 5 \(line 2\) is not gb18030"):
        to_utf8(tmp_path / "a.csv", tmp_path / "b.csv", "gb18030", "a.csv")
