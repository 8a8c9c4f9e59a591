"""The secret: fetched from the environment, put into requests, taken out of everything that is kept or shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import quote, quote_plus, unquote_plus

from crmpersona.contract import SourceError
from crmpersona.sources.rest.rules import Server

__all__ = ["Seal"]

MARK = "{secret}"
SHORTEST_SCRUBBED = 8
LONGEST_QUERY = 8_192


class Seal:
    """The secret of a server, which no text shows.

    Parameters
    ----------
    server : Server
        Names the variable, and where the secret goes in a request.
    environment : mapping of str to str, optional
        Where the secret is; None takes the environment of this process.

    Raises
    ------
    SourceError
        If the variable is not set, or holds what cannot be sent.

    Examples
    --------
    >>> seal = Seal(Server("shop.toml", "https://api.example.com", {}, token_env="T"), {"T": "s3cr3t-123"})
    >>> seal.closed("https://api.example.com/items?token=s3cr3t-123"), seal.headers()
    ('https://api.example.com/items?token={secret}', {'Authorization': 'Bearer s3cr3t-123'})
    """

    def __init__(self, server: Server, environment: Mapping[str, str] | None = None) -> None:
        self.server = server
        self._secret = ""
        if not server.token_env:
            return
        self._secret = (os.environ if environment is None else environment).get(server.token_env, "").strip()
        if not self._secret:
            raise SourceError(
                f"the environment variable {server.token_env} is not set",
                where=server.label,
                remedy=f"set {server.token_env} to the secret of the server, then run again",
            )
        if not (self._secret.isascii() and self._secret.isprintable()):
            raise SourceError(
                f"the environment variable {server.token_env} holds characters that cannot be sent",
                where=server.label,
                remedy="copy the secret again, without line breaks",
            )

    def __bool__(self) -> bool:
        """Say whether there is a secret."""
        return bool(self._secret)

    def headers(self) -> dict[str, str]:
        """Return the header that carries the secret.

        Returns
        -------
        dict
            Empty where a parameter carries it, or there is none.
        """
        if not self._secret or self.server.token_param:
            return {}
        return {self.server.token_header: f"{self.server.token_prefix} {self._secret}".strip()}

    def opened(self, url: str, params: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        """Put the secret into a request.

        Parameters
        ----------
        url : str
            Address, closed.
        params : mapping of str to str
            Parameters, closed.

        Returns
        -------
        url : str
            Address to send.
        params : dict
            Parameters to send; already part of the address where it has some of its own.
        """
        query = {name: text.replace(MARK, self._secret) for name, text in params.items()}
        if self._secret and self.server.token_param and MARK not in url:
            query[self.server.token_param] = self._secret
        address = url.replace(MARK, quote(self._secret, safe=""))
        if query and "?" in address:
            joined = "&".join(f"{quote_plus(name)}={quote_plus(text)}" for name, text in query.items())
            return f"{address}&{joined}", {}
        return address, query

    def closed(self, text: str) -> str:
        """Take the secret out of a text, in whatever way an address writes it.

        Parameters
        ----------
        text : str
            A cursor, an address, the body of an answer.

        Returns
        -------
        str
            Text that may be stored.
        """
        if not self._secret:
            return text
        # A very short secret would also be found inside ordinary words.
        if len(self._secret) >= SHORTEST_SCRUBBED:
            for form in (self._secret, quote(self._secret, safe=""), quote_plus(self._secret)):
                text = text.replace(form, MARK)
        head, mark, query = text.partition("?")
        if not mark or len(query) > LONGEST_QUERY:
            return text
        return f"{head}?{'&'.join(map(self._pair, query.split('&')))}"

    def _pair(self, pair: str) -> str:
        """Take the secret out of one parameter."""
        name, sign, value = pair.partition("=")
        return f"{name}={MARK}" if sign and unquote_plus(value) == self._secret else pair
