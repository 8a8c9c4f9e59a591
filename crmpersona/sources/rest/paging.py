"""From page to page: what to ask for next, and whether the server walks in a circle."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from crmpersona.contract import SourceError
from crmpersona.sources.rest.answers import MISSING, dig
from crmpersona.sources.rest.client import Answer
from crmpersona.sources.rest.rules import Endpoint, Server

__all__ = ["Circle", "following", "request_of"]

Position = Mapping[str, str]
REPEATED_PAGES = 5


def request_of(server: Server, endpoint: Endpoint, position: Position, since: str) -> tuple[str, dict[str, str]]:
    """Write the request for a position.

    Parameters
    ----------
    server : Server
        Holds the address.
    endpoint : Endpoint
        Names the parameters.
    position : dict
        Empty for the first page.
    since : str
        Moment from which changes are wanted; empty for all.

    Returns
    -------
    url : str
        Address.
    params : dict
        Parameters.

    Examples
    --------
    >>> endpoint = Endpoint("products", "items", ("id",), paging="page", size=50)
    >>> request_of(Server("shop.toml", "https://api.example.com/v1", {}), endpoint, {}, "")
    ('https://api.example.com/v1/items', {'page': '1', 'limit': '50'})
    """
    if "url" in position:
        return position["url"], {}
    params = dict(endpoint.params)
    if endpoint.paging == "page":
        params[endpoint.page_param] = position.get("page", str(endpoint.first_page))
    elif endpoint.paging == "offset":
        params[endpoint.offset_param] = position.get("offset", "0")
    elif "cursor" in position:
        params[endpoint.cursor_param] = position["cursor"]
    if endpoint.size:
        params[endpoint.size_param] = str(endpoint.size)
    if since and endpoint.since_param:
        params[endpoint.since_param] = since
    return f"{server.url.rstrip('/')}/{endpoint.path.lstrip('/')}".rstrip("/"), params


def following(
    server: Server, endpoint: Endpoint, position: Position, answer: Answer, received: int, before: int
) -> dict[str, str] | None:
    """Say what to ask for after a page.

    Parameters
    ----------
    server : Server
        Its address: the secret is sent nowhere else.
    endpoint : Endpoint
        The way of paging.
    position : dict
        Where the page was.
    answer : Answer
        The page.
    received : int
        Records on it.
    before : int
        Records of the run before it.

    Returns
    -------
    dict or None
        The next position; None after the last page.

    Raises
    ------
    SourceError
        If the next page lies on another server.

    Examples
    --------
    >>> server, endpoint = Server("shop.toml", "https://api.example.com", {}), Endpoint("products", "items", ("id",))
    >>> following(server, endpoint, {}, Answer([]), 0, 0) is None
    True
    """
    if endpoint.paging == "none":
        return None
    if endpoint.paging == "link":
        return _next_address(server, endpoint, position, answer)
    if endpoint.paging == "cursor":
        found = dig(answer.data, endpoint.cursor)
        # Zero for "no more" is a custom of several servers.
        return {"cursor": found} if isinstance(found, str) and found not in ("", "0") else None
    if _is_last(endpoint, answer, received, before):
        return None
    if endpoint.paging == "offset":
        # By what came, not by what was asked for: a server may send fewer per page than it was asked for.
        return {"offset": str(int(position.get("offset", "0")) + received)}
    return {"page": str(int(position.get("page", endpoint.first_page)) + 1)}


def _is_last(endpoint: Endpoint, answer: Answer, received: int, before: int) -> bool:
    """Say whether counted pages end here."""
    if not received or (endpoint.ends_on == "short" and received < endpoint.size):
        return True
    total = dig(answer.data, endpoint.total) if endpoint.total else MISSING
    return isinstance(total, str) and total.isdigit() and before + received >= int(total)


def _next_address(server: Server, endpoint: Endpoint, position: Position, answer: Answer) -> dict[str, str] | None:
    """Find the address of the next page in body or header."""
    found: Any = dig(answer.data, endpoint.cursor) if endpoint.cursor else answer.following
    if not isinstance(found, str) or not found:
        return None
    address = urljoin(request_of(server, endpoint, position, "")[0], found)
    home, away = _origin(server.url), _origin(address)
    if home != away:
        raise SourceError(
            f"the next page lies on another server: {away[1]}",
            where=f"{home[1]}, {endpoint.path}",
            remedy="write that server as url if it is the right one; the secret is sent nowhere else",
        )
    return {"url": address}


def _origin(address: str) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port of an address."""
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return "", None, None


class Circle:
    """Notices a server that sends the same pages again and again.

    A position that was asked for before proves it. A page whose records were all seen before does
    not, because pages may overlap: several of them in a row do.

    Parameters
    ----------
    where : str
        Server and path, for messages.

    Examples
    --------
    >>> circle = Circle("server, orders")
    >>> circle.at({"cursor": "b"})
    >>> circle.at({"cursor": "b"})
    Traceback (most recent call last):
    ...
    crmpersona.contract.errors.SourceError: the server leads back to a page ... [server, orders]. What to do: ...
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self._positions: set[bytes] = set()
        self._pages: set[bytes] = set()
        self._repeated = 0

    def at(self, position: Position) -> None:
        """Note a position.

        Parameters
        ----------
        position : dict
            What is asked for next.

        Raises
        ------
        SourceError
            If it was asked for before.
        """
        mark = _mark(sorted(position.items()))
        if mark in self._positions:
            advice = "check cursor, and cursor_param: a server that does not know it sends the first page again"
            raise SourceError("the server leads back to a page that was read before", where=self.where, remedy=advice)
        self._positions.add(mark)

    def page(self, lines: Sequence[str]) -> None:
        """Note a page.

        Parameters
        ----------
        lines : sequence of str
            Key and version of each record, as text.

        Raises
        ------
        SourceError
            If several pages in a row were all seen before.
        """
        mark = _mark(lines)
        self._repeated = self._repeated + 1 if lines and mark in self._pages else 0
        self._pages.add(mark)
        if self._repeated >= REPEATED_PAGES:
            advice = "check page_param or offset_param: a server that does not know it sends the first page for ever"
            raise SourceError(
                f"the server has sent {self._repeated} pages in a row that were read before",
                where=self.where,
                remedy=advice,
            )


def _mark(parts: Sequence[Any]) -> bytes:
    """Reduce a position or a page to sixteen bytes."""
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).digest()[:16]
