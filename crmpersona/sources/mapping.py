"""Reading a mapping: TOML text, a shipped name or a dictionary becomes checked rules."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crmpersona.contract import CONTRACT, MappingError, digest, nearest
from crmpersona.sources.grammar import parse_expression
from crmpersona.sources.mapping_rules import UNITS, ColumnRule, Mapping, TableRule

__all__ = ["Reader", "load_mapping", "shipped_mappings"]

FOLDER = Path(__file__).with_name("mappings")
TOP_KEYS = ("about", "timezone", "timestamps", "currency", "tables", "rest")
TABLE_KEYS = (
    "files", "sheet", "encoding", "delimiter", "decimal", "missing", "choose", "unique", "broken_lines", "timestamps",
    "columns",
)  # fmt: skip
COLUMN_KEYS = ("column", "expression", "constant", "format", "unit", "timestamps", "values", "optional")
FORMATS = ("dmy", "mdy", "ymd", "epoch_s", "epoch_ms", "excel")
CHOICES = {
    "choose": ("all", "first"),
    "broken_lines": ("error", "skip"),
    "decimal": (".", ","),
    "delimiter": (",", ";", "\t", "|"),
}


def shipped_mappings() -> tuple[str, ...]:
    """List the names of the mappings that ship with crmpersona.

    Returns
    -------
    tuple of str
        Names for ``cp.read(source, mapping=name)``.

    Examples
    --------
    >>> "online_retail" in shipped_mappings()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_mapping(source: str | Path | AnyMapping[str, Any] | Mapping | None) -> Mapping:
    """Read and check a mapping.

    Parameters
    ----------
    source : str, Path, dict, Mapping or None
        Path of a TOML file, name of a shipped mapping, the same content as a dictionary, or None
        for an empty mapping.

    Returns
    -------
    Mapping
        Checked rules.

    Raises
    ------
    MappingError
        If the file is missing or says something that is not understood; the line, the key and the
        nearest valid key are named.

    Examples
    --------
    >>> load_mapping("online_retail").currency
    'GBP'
    >>> load_mapping({"curency": "GBP"})
    Traceback (most recent call last):
    ...
    crmpersona.contract.errors.MappingError: unknown key 'curency' [mapping (dictionary)]. What to do: ...
    """
    if isinstance(source, Mapping):
        return source
    if source is None:
        return Mapping(digest=digest({}))
    if isinstance(source, AnyMapping):
        return Reader("mapping (dictionary)", "").mapping(source)
    path = _find(source)
    text = path.read_text(encoding="utf-8-sig")
    label = f"mapping {path.name}"
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"it is no valid TOML: {error}", where=label, remedy="repair that line") from None
    return Reader(label, text).mapping(content)


def _find(source: str | Path) -> Path:
    """Find the file of a mapping."""
    path = Path(source)
    if path.is_file():
        return path
    shipped = FOLDER / f"{source}.toml"
    if isinstance(source, str) and shipped.is_file():
        return shipped
    names = shipped_mappings()
    raise MappingError(
        f"there is no mapping {str(source)!r}: neither a file nor a shipped name",
        where=f"shipped: {', '.join(names)}",
        remedy=f"did you mean {nearest(str(source), names) or names[0]!r}?",
    )


class Reader:
    """Checks plain data into rules and knows where in the text a key stands.

    Parameters
    ----------
    label : str
        Name of the file, for messages.
    text : str
        Its text; empty where the content came as a dictionary.

    Examples
    --------
    >>> Reader("mapping shop.toml", 'currency = 5').place("", "currency")
    'mapping shop.toml, line 1'
    """

    def __init__(self, label: str, text: str) -> None:
        self.label = label
        self.lines = text.splitlines()

    def place(self, section: str, key: str = "") -> str:
        """Name the mapping, the line and the key, as far as they can be found."""
        inside = not section
        for number, line in enumerate(self.lines, 1):
            if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
                inside = header[1].replace(" ", "").replace('"', "") == section
                if inside and not key:
                    return f"{self.label}, line {number}"
            elif inside and key and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
                return f"{self.label}, line {number}"
        dotted = ".".join(part for part in (section, key) if part)
        return f"{self.label}, {dotted}" if dotted and self.lines else self.label

    def fail(self, what: str, section: str, key: str, remedy: str) -> MappingError:
        """Make the error for one key."""
        return MappingError(what, where=self.place(section, key), remedy=remedy)

    def keys(self, content: AnyMapping[str, Any], known: Iterable[str], section: str) -> None:
        """Refuse keys that nothing reads."""
        known = tuple(known)
        for key in content:
            if key not in known:
                near = nearest(key, known)
                advice = f"did you mean {near!r}?" if near else f"known keys: {', '.join(known)}"
                raise self.fail(f"unknown key {key!r}", section, key, advice)

    def mapping(self, content: AnyMapping[str, Any]) -> Mapping:
        """Check the whole mapping."""
        self.keys(content, TOP_KEYS, "")
        tables = content.get("tables", {})
        self.keys(tables, CONTRACT, "tables")
        return Mapping(
            label=self.label,
            about=self.text(content, "about", ""),
            timezone=self.zone(content, "timezone", ""),
            timestamps=self.zone(content, "timestamps", ""),
            currency=self.text(content, "currency", ""),
            tables={name: self.table(name, rule) for name, rule in tables.items()},
            rest=content.get("rest", {}),
            digest=digest(content),
        )

    def table(self, name: str, content: AnyMapping[str, Any]) -> TableRule:
        """Check one table."""
        section = f"tables.{name}"
        if not isinstance(content, AnyMapping):
            raise self.fail(f"{section} is no table", "tables", name, f"write [{section}]")
        self.keys(content, TABLE_KEYS, section)
        columns = content.get("columns", {})
        return TableRule(
            name=name,
            files=self.texts(content, "files", section),
            sheet=self.text(content, "sheet", section),
            encoding=self.codec(content, section),
            delimiter=self.choice(content, "delimiter", section, ""),
            decimal=self.choice(content, "decimal", section, ""),
            missing=self.texts(content, "missing", section),
            choose=self.choice(content, "choose", section, "all"),
            unique=self.flag(content, "unique", section),
            broken_lines=self.choice(content, "broken_lines", section, "error"),
            timestamps=self.zone(content, "timestamps", section),
            columns={key: self.column(section, key, rule) for key, rule in columns.items()},
        )

    def column(self, table: str, name: str, content: Any) -> ColumnRule:
        """Check one column: a name, a list of names, or a table of keys."""
        section = f"{table}.columns"
        place = self.place(section, name)
        if isinstance(content, (str, list)):
            content = {"column": content}
        if not isinstance(content, AnyMapping):
            advice = "write the column's name in quotes"
            raise self.fail(f"{name} = {content!r} is not understood", section, name, advice)
        self.keys(content, COLUMN_KEYS, section)
        if sum(key in content for key in ("column", "expression", "constant")) != 1:
            what = f"{name} needs exactly one of column, expression and constant"
            raise self.fail(what, section, name, 'for example { column = "Amount" }')
        expression = self.text(content, "expression", section)
        if expression:
            parse_expression(expression, place)
        return ColumnRule(
            name=name,
            columns=self.texts(content, "column", section),
            expression=expression,
            constant=self.constant(content, section, name),
            format=self.format(content, section, name),
            unit=self.unit(content, section, name),
            timestamps=self.zone(content, "timestamps", section),
            values=self.recode(content, section, name),
            optional=self.flag(content, "optional", section),
            place=place,
        )

    def text(self, content: AnyMapping[str, Any], key: str, section: str) -> str:
        """Return a text."""
        value = content.get(key, "")
        if not isinstance(value, str):
            raise self.fail(f"{key} = {value!r} is no text", section, key, "put it in quotes")
        return value

    def texts(self, content: AnyMapping[str, Any], key: str, section: str) -> tuple[str, ...]:
        """Return a text or a list of texts as a tuple."""
        value = content.get(key, ())
        listed = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, (list, tuple)) else (None,)
        if not all(isinstance(item, str) and item for item in listed):
            raise self.fail(f"{key} = {value!r} is no list of names", section, key, 'write ["one", "two"]')
        return listed

    def flag(self, content: AnyMapping[str, Any], key: str, section: str) -> bool:
        """Return true or false."""
        value = content.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(f"{key} = {value!r} is neither true nor false", section, key, "write true or false")
        return value

    def choice(self, content: AnyMapping[str, Any], key: str, section: str, default: str) -> str:
        """Return one of a few words."""
        value = content.get(key, default)
        if value != default and value not in CHOICES[key]:
            raise self.fail(f"{key} = {value!r} is unknown", section, key, f"use one of {CHOICES[key]}")
        return str(value)

    def zone(self, content: AnyMapping[str, Any], key: str, section: str) -> str:
        """Return a time zone that exists."""
        value = self.text(content, key, section)
        if not value:
            return ""
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            advice = "use an IANA name such as Asia/Shanghai"
            raise self.fail(f"{key} = {value!r} is no time zone", section, key, advice) from None
        return value

    def codec(self, content: AnyMapping[str, Any], section: str) -> str:
        """Return an encoding that exists."""
        value = self.text(content, "encoding", section)
        try:
            return codecs.lookup(value).name if value else ""
        except LookupError:
            advice = f"did you mean {nearest(value, ('utf-8', 'gb18030', 'cp1252', 'latin-1', 'big5', 'utf-16'))!r}?"
            raise self.fail(f"encoding = {value!r} is unknown", section, "encoding", advice) from None

    def constant(self, content: AnyMapping[str, Any], section: str, name: str) -> str | int | bool | None:
        """Return a constant: text, whole number, true or false."""
        value = content.get("constant")
        if value is not None and not isinstance(value, (str, int)):
            raise self.fail(f"constant = {value!r} is not allowed", section, name, "put decimals and dates in quotes")
        return value

    def format(self, content: AnyMapping[str, Any], section: str, name: str) -> str:
        """Return a date format."""
        value = self.text(content, "format", section)
        if value and value not in FORMATS and "%" not in value:
            near = nearest(value, FORMATS)
            known = f"use one of {', '.join(FORMATS)} or a format such as %d.%m.%Y"
            advice = f"did you mean {near!r}?" if near else known
            raise self.fail(f"format = {value!r} is unknown", section, name, advice)
        return value

    def unit(self, content: AnyMapping[str, Any], section: str, name: str) -> str:
        """Return a unit."""
        value = self.text(content, "unit", section)
        if value and value not in UNITS:
            near = nearest(value, UNITS)
            advice = f"did you mean {near!r}?" if near else f"use one of {', '.join(UNITS)}"
            raise self.fail(f"unit = {value!r} is unknown", section, name, advice)
        return value

    def recode(self, content: AnyMapping[str, Any], section: str, name: str) -> dict[str, str]:
        """Return a table of texts."""
        value = content.get("values", {})
        if not isinstance(value, AnyMapping) or not all(isinstance(item, str) for item in value.values()):
            advice = 'write { M = "male", F = "female" }'
            raise self.fail(f"values = {value!r} is no table of texts", section, name, advice)
        return {str(key): item for key, item in value.items()}
