"""Reading the configuration of a REST source: TOML or a dictionary becomes checked rules; secrets are refused."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crmpersona.contract import CONTRACT, MappingError, nearest
from crmpersona.sources.mapping import Reader
from crmpersona.sources.rest.rules import Endpoint, Server

__all__ = ["load_server"]

SERVER_KEYS = tuple(item.name for item in dataclasses.fields(Server) if item.name not in ("label", "endpoints"))
TABLE_KEYS = tuple(item.name for item in dataclasses.fields(Endpoint) if item.name != "table")
CHOICES = {
    "paging": ("none", "page", "offset", "cursor", "link"),
    "ends_on": ("empty", "short", "not_found"),
}
# Which way of paging reads a key; a key that nothing reads is a mistake, not an option.
READ_BY = {
    "cursor": ("cursor", "link"),
    "cursor_param": ("cursor",),
    "page_param": ("page",),
    "first_page": ("page",),
    "offset_param": ("offset",),
    "total": ("page", "offset"),
    "ends_on": ("page", "offset"),
}
LEAST = {"timeout_s": 0.001, "attempts": 1, "back_off_s": 0, "longest_wait_s": 0, "max_pages": 1, "max_page_mb": 1}
SECRET = re.compile(
    r"(^|[-_.])(token|secret|password|passwd|pwd|api[-_]?key|apikey|authorization|credential|signature|cookie)s?$",
    re.IGNORECASE,
)
SECRET_VALUE = re.compile(r"^\s*(bearer|basic|token)\s+\S", re.IGNORECASE)
VARIABLE = re.compile(r"^[A-Za-z_][A-Za-z0-9_]{0,127}$")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


Kind = type[Server] | type[Endpoint]


def load_server(source: str | Path | Mapping[str, Any]) -> Server:
    """Read and check the ``[rest]`` block of a configuration.

    Parameters
    ----------
    source : str, Path or dict
        A TOML file, or its content.

    Returns
    -------
    Server
        Checked rules.

    Raises
    ------
    MappingError
        If the file is missing, says something that is not understood, or holds a secret. Line, key
        and the nearest valid key are named; a secret is not repeated.

    Examples
    --------
    >>> orders = {"path": "orders", "key": "id", "paging": "page"}
    >>> load_server({"rest": {"url": "https://api.example.com", "tables": {"transactions": orders}}}).timeout_s
    30
    """
    if isinstance(source, Mapping):
        return _Rest("configuration (dictionary)", "").server(source)
    path = Path(source)
    label = f"configuration {path.name}"
    if not path.is_file():
        raise MappingError("there is no such file", where=str(source), remedy="check the path")
    text = path.read_text(encoding="utf-8-sig")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"it is no valid TOML: {error}", where=label, remedy="repair that line") from None
    return _Rest(label, text).server(content)


def _default(kind: Kind, name: str) -> Any:
    """Return the default of a field."""
    return next(item.default for item in dataclasses.fields(kind) if item.name == name)


class _Rest(Reader):
    """Checks the block of a REST source."""

    def server(self, content: Mapping[str, Any]) -> Server:
        """Check the whole block."""
        block = content.get("rest")
        if not isinstance(block, Mapping):
            raise self.fail("there is no block [rest]", "", "rest", 'write [rest] with url = "https://…"')
        self.no_secrets(block, "rest")
        self.keys(block, (*SERVER_KEYS, "tables"), "rest")
        tables = block.get("tables", {})
        if not isinstance(tables, Mapping) or not tables:
            raise self.fail("[rest] names no table", "rest", "tables", "write [rest.tables.transactions]")
        self.keys(tables, CONTRACT, "rest.tables")
        given = self.values(block, "rest", Server)
        self.address(given)
        self.variable(given.get("token_env", ""))
        endpoints = {name: self.endpoint(name, one) for name, one in tables.items()}
        return Server(**{"label": self.label, "endpoints": endpoints, **given})

    def endpoint(self, table: str, content: Any) -> Endpoint:
        """Check one table."""
        section = f"rest.tables.{table}"
        if not isinstance(content, Mapping):
            raise self.fail(f"{section} is no table", "rest.tables", table, f"write [{section}]")
        self.no_secrets(content, section)
        self.keys(content, TABLE_KEYS, section)
        for name, example in (("path", "orders"), ("key", "id")):
            if not content.get(name):
                raise self.fail(f"{section} lacks {name}", section, name, f'write {name} = "{example}"')
        found = Endpoint(**{"table": table, **self.values(content, section, Endpoint)})
        for name, ways in READ_BY.items():
            if name in content and found.paging not in ways:
                advice = f"use it with paging = {' or '.join(map(repr, ways))}, or leave it out"
                raise self.fail(f"{name} is not read with paging = {found.paging!r}", section, name, advice)
        if found.paging == "cursor" and not found.cursor:
            raise self.fail("paging = 'cursor' needs cursor", section, "paging", 'cursor = "data.next_cursor"')
        if found.ends_on == "short" and not found.size:
            raise self.fail("ends_on = 'short' needs size", section, "ends_on", "size = 100, the size of a full page")
        if found.since_param and not found.updated:
            advice = 'write updated = "updated_at", the field whose newest value the next run asks for'
            raise self.fail("since_param needs updated", section, "since_param", advice)
        return found

    def values(self, content: Mapping[str, Any], section: str, kind: Kind) -> dict[str, Any]:
        """Check the values of a section by the type of the defaults."""
        found: dict[str, Any] = {}
        for name in content:
            if name == "tables":
                continue
            default = _default(kind, name)
            if name in ("headers", "params"):
                found[name] = self.pairs(content, name, section)
            elif name == "key":
                found[name] = self.texts(content, name, section)
            elif name in CHOICES:
                found[name] = self.one_of(content, name, section)
            elif isinstance(default, bool):
                found[name] = self.flag(content, name, section)
            elif isinstance(default, (int, float)):
                found[name] = self.number(content, name, section)
            else:
                found[name] = self.text(content, name, section)
        return found

    def one_of(self, content: Mapping[str, Any], name: str, section: str) -> str:
        """Return one of a few words."""
        value = self.text(content, name, section)
        if value not in CHOICES[name]:
            near = nearest(value, CHOICES[name])
            advice = f"did you mean {near!r}?" if near else f"use one of {', '.join(CHOICES[name])}"
            raise self.fail(f"{name} = {value!r} is unknown", section, name, advice)
        return value

    def number(self, content: Mapping[str, Any], name: str, section: str) -> int | float:
        """Return a number that is large enough."""
        value = content[name]
        whole = name not in ("timeout_s", "back_off_s", "longest_wait_s", "requests_per_second")
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            advice = "write a whole number" if whole else "write a number"
            raise self.fail(f"{name} = {value!r} is no {'whole ' * whole}number", section, name, advice)
        if not LEAST.get(name, 0) <= value < 1e12:
            raise self.fail(f"{name} = {value!r} is out of range", section, name, f"at least {LEAST.get(name, 0)}")
        return value

    def pairs(self, content: Mapping[str, Any], name: str, section: str) -> dict[str, str]:
        """Return a table of names and plain values."""
        value = content[name]
        if not isinstance(value, Mapping) or not all(isinstance(item, (str, int, float)) for item in value.values()):
            advice = f'write {name} = {{ status = "paid" }}'
            raise self.fail(f"{name} is no table of texts and numbers", section, name, advice)
        self.no_secrets(value, f"{section}.{name}")
        return {key: str(item).lower() if isinstance(item, bool) else str(item) for key, item in value.items()}

    def address(self, given: dict[str, Any]) -> None:
        """Refuse an address without host, with a password, or that would carry the secret in the clear."""
        url = given.get("url", "")
        if not url:
            raise self.fail("[rest] lacks url", "rest", "url", 'write url = "https://api.example.com/v1"')
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            parts, host = urlsplit(""), None
        if parts.scheme not in ("http", "https") or not host:
            raise self.fail("url is no web address", "rest", "url", 'write url = "https://api.example.com/v1"')
        if parts.username or parts.password or parts.query or parts.fragment:
            advice = "put parameters under params, and a secret into the environment: token_env"
            raise self.fail("url holds a user, a parameter or a mark", "rest", "url", advice)
        open_road = parts.scheme == "http" and host not in LOOPBACK and not given.get("allow_http")
        if open_road and given.get("token_env"):
            advice = "use https://, or set allow_http = true where the network between is your own"
            raise self.fail("the secret would travel unencrypted", "rest", "url", advice)

    def variable(self, name: str) -> None:
        """Refuse a secret where the name of its variable belongs; it is not repeated."""
        if name and not VARIABLE.match(name):
            advice = 'put the secret into the environment and write the variable\'s name: token_env = "CRM_TOKEN"'
            raise self.fail("token_env is no name of an environment variable", "rest", "token_env", advice)

    def no_secrets(self, content: Mapping[str, Any], section: str) -> None:
        """Refuse keys and values that look like secrets; the value is not repeated."""
        for key, value in content.items():
            known = key in SERVER_KEYS or key in TABLE_KEYS
            secret = isinstance(value, str) and bool(SECRET_VALUE.match(value))
            if (SECRET.search(key) and not known) or secret:
                advice = f'put the value into the environment and write token_env = "CRM_TOKEN" instead of {key}'
                raise self.fail(f"{key} holds a secret, which does not belong into a file", section, key, advice)
