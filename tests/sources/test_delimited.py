"""Delimiters and headers are found; engine errors lose the cells that they quote."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmpersona.contract import SourceError
from crmpersona.relational import default_engine
from crmpersona.sources.delimited import engine_errors, find_delimiter, load_delimited, utf8_copy
from crmpersona.sources.mapping_rules import TableRule
from crmpersona.sources.raws import checked_header

RULE = TableRule("transactions")


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb, c\n1\t2\n", "\t"),
        ('a|b\n"x|y"|2\n', "|"),
        ("only\n1\n", ","),
        ('a,b\n"one;two;three",2\n', ","),
        ("", ","),
    ],
)
def test_delimiters(sample: str, delimiter: str) -> None:
    assert find_delimiter(sample) == delimiter


def test_quotes_line_breaks_and_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,note,x\n1,"say ""hi"",\nthen go",\n2,,\n', encoding="utf-8")
    raw = load_delimited(path, "a.csv", RULE, default_engine())
    rows = raw.table.order_by("source_row").to_pandas()
    assert rows["note"].fillna("").tolist() == ['say "hi",\nthen go', ""]
    assert rows[["source", "source_row"]].to_numpy().tolist() == [["a.csv", 1], ["a.csv", 2]]


def test_the_mapping_names_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id|note;x\n1|a;b\n", encoding="utf-8")
    rule = TableRule("transactions", delimiter=";")
    assert load_delimited(path, "a.csv", rule, default_engine()).header == ("id|note", "x")


def test_plain_utf_8_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id\n1\n", encoding="utf-8")
    assert utf8_copy(path, "a.csv", RULE, default_engine())[0] == path


def test_headers_are_made_usable() -> None:
    assert checked_header(["\ufeff a ", None, "source"], "x") == ("a", "column_2", "source_given")
    with pytest.raises(SourceError, match="no header row"):
        checked_header(["", " "], "x")


def test_engine_errors_hide_cells() -> None:
    import duckdb

    fault = duckdb.InvalidInputException("Error on Line: 7 with value 'Zhang San'")
    with pytest.raises(SourceError) as caught, engine_errors("a.csv"):
        raise fault
    assert "line 7" in str(caught.value)
    assert "Zhang" not in str(caught.value)
    with pytest.raises(KeyError), engine_errors("a.csv"):
        raise KeyError
