"""Answers: numbers stay text, objects become columns, versions are ordered."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import SourceError
from crmpersona.sources.rest.answers import MISSING, dig, envelope, mark_of, parse, records_of, version_of
from crmpersona.sources.rest.rules import Endpoint

ORDERS = Endpoint("transactions", "orders", ("id",), updated="at")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def _row(record, endpoint=ORDERS):
    return json.loads(json.loads(envelope(endpoint, record, 1, 1)[0])["lines"].split("\n")[0])


@given(st.dictionaries(st.text(max_size=6), JSON, max_size=5))
def test_any_record_can_be_packed_in_one_line(record):
    line, columns = envelope(ORDERS, parse(json.dumps(record)), 3, 4)
    assert "\n" not in line
    assert list(_row(parse(json.dumps(record)))) == columns


def test_objects_become_dotted_columns_but_never_hide_a_field():
    assert _row({"a": {"b": {"c": "1"}}, "d": {}}) == {"a.b.c": "1", "d": {}}
    assert _row({"a": {"b": "1"}, "a.b": "2"}) == {"a": {"b": "1"}, "a.b": "2"}


def test_lines_at_a_path_inside():
    endpoint = Endpoint("transactions", "orders", ("id",), lines="cart.items")
    record = {"id": "1", "cart": {"items": [{"sku": "a"}, "b"], "note": "x"}}
    packed, columns = envelope(endpoint, record, 1, 1)
    rows = [json.loads(line) for line in json.loads(packed)["lines"].splitlines()]
    assert rows == [
        {"id": "1", "cart.note": "x", "cart.items.sku": "a"},
        {"id": "1", "cart.note": "x", "cart.items.value": "b"},
    ]
    assert columns == ["id", "cart.note", "cart.items.sku", "cart.items.value"]


@pytest.mark.parametrize("key", [None, "", True, ["a"]])
def test_a_record_without_key_says_so(key):
    assert json.loads(envelope(ORDERS, {"id": key}, 1, 1)[0])["key"] is None


@given(st.datetimes(timezones=st.timezones() | st.just(dt.UTC)), st.datetimes(timezones=st.just(dt.UTC)))
def test_moments_are_ordered_across_zones(one, other):
    versions = version_of(one.isoformat()), version_of(other.isoformat())
    if None not in versions:
        assert (versions[0] < versions[1]) == (one.astimezone(dt.UTC) < other)


@pytest.mark.parametrize("text", ["", "soon", "05/03/2026", None, True, "9" * 30, "１２"])
def test_what_is_no_moment_has_no_version(text):
    assert version_of(text) is None


def test_paths_and_marks():
    assert dig({"a": None}, "a.b") is MISSING
    assert dig([1], "a") is MISSING
    assert dig("x", "") == "x"
    same = [mark_of(ORDERS, {"id": "1", "at": "2", "seen": seen}) for seen in ("x", "y")]
    assert same[0] == same[1] != mark_of(ORDERS, {"id": "1"})
    assert mark_of(ORDERS, {"name": "x"}) != mark_of(ORDERS, {"name": "y"})


def test_records_are_shown_by_keys_only():
    with pytest.raises(SourceError) as caught:
        records_of(ORDERS, {"name": "张伟", "list": [1]}, "server")
    assert "张伟" not in str(caught.value)
    with pytest.raises(ValueError, match="nested too deeply"):
        parse("[" * 100_000)
