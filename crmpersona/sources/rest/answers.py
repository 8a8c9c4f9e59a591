"""Looking into answers: the list of records, the fields of a record, the rows it becomes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from crmpersona.contract import SourceError, nearest
from crmpersona.sources.rest.rules import Endpoint

__all__ = ["MISSING", "dig", "envelope", "mark_of", "parse", "records_of", "version_of"]

MISSING = object()
DEEPEST = 8
LARGEST_RECORD = 8 << 20


def parse(text: str) -> Any:
    r"""Read JSON, numbers as the text that was sent.

    Every cell is typed later, like one of a CSV file; through binary numbers amounts and long ids
    would lose digits.

    Parameters
    ----------
    text : str
        JSON.

    Returns
    -------
    object
        Dictionaries, lists, texts, booleans, None.

    Raises
    ------
    ValueError
        If it is no JSON, or nested beyond reason.

    Examples
    --------
    >>> parse('{"amount": 12.50, "id": 12345678901234567890}')
    {'amount': '12.50', 'id': '12345678901234567890'}
    """
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except RecursionError:
        raise ValueError(f"{len(text):,} characters are nested too deeply") from None


def dig(data: Any, path: str) -> Any:
    """Follow a dotted path.

    Parameters
    ----------
    data : object
        What was parsed.
    path : str
        Names joined by dots; a name with a dot of its own is found too. Empty returns the data.

    Returns
    -------
    object
        The value, or :data:`MISSING`.

    Examples
    --------
    >>> dig({"data": {"next": "b"}}, "data.next"), dig({"a.b": 1}, "a.b"), dig({}, "a") is MISSING
    ('b', 1, True)
    """
    if not path:
        return data
    if not isinstance(data, Mapping):
        return MISSING
    if path in data:
        return data[path]
    head, _, rest = path.partition(".")
    return dig(data[head], rest) if rest and head in data else MISSING


def records_of(endpoint: Endpoint, data: Any, where: str) -> list[Mapping[str, Any]]:
    """Return the records of an answer.

    Parameters
    ----------
    endpoint : Endpoint
        Where they are.
    data : object
        The answer.
    where : str
        Server and path, for messages.

    Returns
    -------
    list of dict
        The records.

    Raises
    ------
    SourceError
        If there is no list of objects at that path; what is there is named by its keys only.

    Examples
    --------
    >>> records_of(Endpoint("products", "items", ("id",), records="items"), {"items": [{"id": "1"}]}, "server")
    [{'id': '1'}]
    """
    found = dig(data, endpoint.records)
    told = repr(endpoint.records) if endpoint.records else "its top"
    if found is MISSING or not isinstance(found, list):
        lists = list(_lists(data))
        near = nearest(endpoint.records, lists) or (lists[0] if lists else None)
        keys = ", ".join(map(repr, list(data)[:8])) if isinstance(data, Mapping) else f"a {_kind(data)}"
        advice = f"write records = {near!r}" if near else "see the server's manual for where the list is"
        raise SourceError(f"the answer holds no list at {told}; it holds {keys}", where=where, remedy=advice)
    wrong = sum(not isinstance(record, Mapping) for record in found)
    if wrong:
        advice = "see the server's manual for where the list of objects is"
        raise SourceError(
            f"{wrong:,} of {len(found):,} members of the list at {told} are no objects", where=where, remedy=advice
        )
    return found


def _kind(data: Any) -> str:
    """Name the kind of a JSON value."""
    return {list: "list", str: "text or number", bool: "boolean"}.get(type(data), "null")


def _lists(data: Any, path: str = "", depth: int = 0) -> Iterator[str]:
    """Yield the paths of the lists in an answer."""
    if isinstance(data, list):
        yield path
    elif isinstance(data, Mapping) and depth < 3:
        for name, value in data.items():
            yield from _lists(value, f"{path}.{name}" if path else name, depth + 1)


def version_of(text: Any) -> int | None:
    """Turn the moment of a record's last change into a number that orders versions.

    Parameters
    ----------
    text : object
        An ISO moment, or a number as text.

    Returns
    -------
    int or None
        Microseconds since 1970 (without zone: taken as UTC), or the number; None where it is neither.

    Examples
    --------
    >>> version_of("2026-01-05T08:00:00+08:00") == version_of("2026-01-05T00:00:00Z"), version_of("05/03/2026")
    (True, None)
    """
    if not isinstance(text, str):
        return None
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return (zoned - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)


def envelope(endpoint: Endpoint, record: Mapping[str, Any], page: int, row: int) -> tuple[str, list[str]]:
    """Pack a record for landing: its rows as JSON Lines, with key, version and place of arrival.

    Parameters
    ----------
    endpoint : Endpoint
        Names key, version and lines.
    record : dict
        The record.
    page, row : int
        Where it arrived.

    Returns
    -------
    line : str
        One line of JSON.
    columns : list of str
        Columns of its rows.

    Raises
    ------
    ValueError
        If the record is larger than 8 MB.

    Examples
    --------
    >>> packed, columns = envelope(Endpoint("products", "items", ("id",)), {"id": "7", "made": {"by": "A"}}, 1, 1)
    >>> columns, json.loads(packed)["lines"]
    (['id', 'made.by'], '{"id":"7","made.by":"A"}')
    """
    parts = [dig(record, name) for name in endpoint.key]
    known = all(isinstance(part, str) and part for part in parts)
    rows = [_flat(row) for row in _rows(record, endpoint.lines)]
    lines = "\n".join(_written(row) for row in rows)
    if len(lines) > LARGEST_RECORD:
        raise ValueError(f"{len(lines):,} characters in one record")
    packed = {
        "key": _written(parts) if known else None,
        "version": version_of(dig(record, endpoint.updated)) if endpoint.updated else None,
        "page": page,
        "row": row,
        "lines": lines,
    }
    return _written(packed), list(dict.fromkeys(name for row in rows for name in row))


def mark_of(endpoint: Endpoint, record: Mapping[str, Any]) -> str:
    """Name a version of a record, to tell whether a page was seen before.

    Parameters
    ----------
    endpoint : Endpoint
        Names key and version.
    record : dict
        The record.

    Returns
    -------
    str
        Key and moment of change; the whole record where it has no key.

    Examples
    --------
    >>> mark_of(Endpoint("products", "items", ("id",)), {"id": "7", "name": "tea"})
    "['7']"
    """
    names = [*endpoint.key, endpoint.updated] if endpoint.updated else endpoint.key
    parts = [dig(record, name) for name in names]
    return repr(
        record if MISSING in parts[: len(endpoint.key)] else [None if part is MISSING else part for part in parts]
    )


def _written(value: Any) -> str:
    """Write JSON in one line; what UTF-8 or the engine cannot hold is marked by a replacement character."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if "\\u0000" in text:
        text = json.dumps(_without_nul(value), ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _without_nul(value: Any) -> Any:
    """Replace the character that ends a text in many programs."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, Mapping):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    return [_without_nul(item) for item in value] if isinstance(value, list) else value


def _rows(record: Mapping[str, Any], lines: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a record: one, or one per member of its list of lines."""
    members = dig(record, lines) if lines else MISSING
    if not isinstance(members, list) or not members:
        # An order without lines is still an order.
        yield record
        return
    rest = _without(record, lines)
    for member in members:
        own = member if isinstance(member, Mapping) else {"value": member}
        yield {**rest, **{f"{lines}.{name}": value for name, value in own.items()}}


def _without(record: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Copy a record without the value at a path."""
    if path in record:
        return {name: value for name, value in record.items() if name != path}
    head, _, rest = path.partition(".")
    return {name: _without(value, rest) if name == head else value for name, value in record.items()}


def _flat(record: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """Bring the fields of objects inside to the top, under dotted names."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        inner = _flat(value, depth + 1) if isinstance(value, Mapping) and value and depth < DEEPEST else {}
        dotted = {f"{name}.{field}": item for field, item in inner.items()}
        # A field that is itself called "a.b" keeps its name; the object then stays whole.
        found |= dotted if dotted and not dotted.keys() & record.keys() else {name: value}
    return found
