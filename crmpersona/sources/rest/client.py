"""One request at a time: the secret kept out of sight, failures told apart, patience with a limit."""

from __future__ import annotations

import email.utils
import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crmpersona.contract import SourceError
from crmpersona.sources.rest.answers import parse
from crmpersona.sources.rest.rules import Server
from crmpersona.sources.rest.sealing import Seal

if TYPE_CHECKING:
    import httpx
    import tenacity

__all__ = ["Answer", "Client", "Patience", "RefusedError"]

LOG = logging.getLogger("crmpersona")
TALKATIVE = ("httpx", *(f"httpcore.{name}" for name in ("connection", "http11", "http2", "proxy", "socks")))
WORTH_ANOTHER_TRY = (408, 425, 429)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Patience:
    """How waiting is done; tests hand in their own, so that they never wait.

    Parameters
    ----------
    wait : callable
        Waits for some seconds.
    clock : callable
        Gives seconds that never run backwards.
    draw : random.Random
        Draws the jitter; by default from the system, so that two programs do not wait in step.

    Examples
    --------
    >>> waits = []
    >>> Patience(wait=waits.append).wait(0.5)
    >>> waits
    [0.5]
    """

    wait: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    draw: random.Random = field(default_factory=random.Random)


@dataclass(frozen=True)
class Answer:
    """What the server said.

    Parameters
    ----------
    data : object
        Parsed JSON.
    following : str
        Address of the next page by the header ``Link``; empty where there is none.
    sent_at : float or None
        The header ``Date``, in seconds since 1970.

    Examples
    --------
    >>> Answer([]).following
    ''
    """

    data: Any
    following: str = ""
    sent_at: float | None = None


class RefusedError(SourceError):
    """The server answers that the request itself is wrong.

    Parameters
    ----------
    what : str
        What was found.
    status : int
        Status of the answer.
    where, remedy : str
        As for every error.

    Examples
    --------
    >>> RefusedError("no such page", status=404).status
    404
    """

    def __init__(self, what: str, *, status: int, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.status = status


class _PassingError(Exception):
    """A failure that another try may mend."""

    def __init__(self, what: str, after_s: float | None = None) -> None:
        super().__init__(what)
        self.after_s = after_s


class Client:
    """Asks a server for pages.

    Parameters
    ----------
    server : Server
        Address, secret's variable, limits.
    patience : Patience
        How to wait.
    environment : mapping of str to str, optional
        Where the secret is; None takes the environment of this process.

    Raises
    ------
    SourceError
        If the secret's variable is not set, or cannot be sent.

    Examples
    --------
    >>> Client(Server("shop.toml", "https://api.example.com", {}, token_env="T"), environment={"T": "s3"}).retries
    0
    """

    def __init__(
        self, server: Server, patience: Patience | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        self.server = server
        self.patience = patience or Patience()
        self.retries = 0
        self.seal = Seal(server, environment)
        self._http: httpx.Client | None = None
        self._last: float | None = None

    @contextmanager
    def opened(self) -> Iterator[Client]:
        """Keep the connection for the time of a run.

        Yields
        ------
        Client
            The client itself.
        """
        import httpx

        # A proxy of the network cannot reach this machine's own servers.
        away = urlsplit(self.server.url).hostname not in LOOPBACK
        for name in TALKATIVE:
            logging.getLogger(name).addFilter(self._says_nothing_secret)
        try:
            with httpx.Client(timeout=self.server.timeout_s, trust_env=away) as self._http:
                yield self
        finally:
            self._http = None
            for name in TALKATIVE:
                logging.getLogger(name).removeFilter(self._says_nothing_secret)

    def _says_nothing_secret(self, line: logging.LogRecord) -> bool:
        """Drop lines of the libraries below: they show addresses and headers, where a secret may stand."""
        del line
        return not self.seal

    def get(self, url: str, params: Mapping[str, str], where: str) -> Answer:
        """Get one page, as often as it takes.

        Parameters
        ----------
        url : str
            Address, sealed.
        params : mapping of str to str
            Parameters, sealed.
        where : str
            Server and path, for messages.

        Returns
        -------
        Answer
            The page.

        Raises
        ------
        SourceError
            If the server cannot be reached or goes on failing.
        RefusedError
            If it says that the request is wrong.
        """
        import tenacity

        tries = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.server.attempts),
            wait=self._pause,
            retry=tenacity.retry_if_exception_type(_PassingError),
            sleep=self.patience.wait,
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            return tries(self._once, url, params, where)
        except _PassingError as error:
            raise SourceError(
                f"{error} ({self.server.attempts} tries)",
                where=where,
                remedy="run again when the server is well: what has landed is kept, and the run goes on from there",
            ) from None

    def _tell(self, state: tenacity.RetryCallState) -> None:
        """Log a repetition."""
        self.retries += 1
        error = state.outcome.exception() if state.outcome else None
        LOG.warning("try %d failed: %s; waiting %.1f s", state.attempt_number, error, state.upcoming_sleep)

    def _pause(self, state: tenacity.RetryCallState) -> float:
        """Say how long to wait: what the server asks for, else exponential back-off with full jitter."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, _PassingError) and error.after_s is not None:
            return error.after_s
        longest = min(self.server.longest_wait_s, self.server.back_off_s * 2.0 ** min(state.attempt_number - 1, 60))
        return self.patience.draw.uniform(0.0, longest)

    def _keep_the_rate(self) -> None:
        """Wait until the rate limit allows another request."""
        if self.server.requests_per_second and self._last is not None:
            due = self._last + 1.0 / self.server.requests_per_second
            if (early := due - self.patience.clock()) > 0:
                self.patience.wait(early)
        self._last = self.patience.clock()

    def _once(self, url: str, params: Mapping[str, str], where: str) -> Answer:
        """Try once."""
        import httpx

        self._keep_the_rate()
        if self._http is None:
            raise SourceError(f"the connection to {where} is closed", remedy="use it inside `with client.opened()`")
        address, query = self.seal.opened(url, params)
        headers = {"Accept": "application/json", **self.server.headers, **self.seal.headers()}
        try:
            with self._http.stream("GET", address, params=query or None, headers=headers) as answer:
                self._judge(answer, where)
                body = self._body(answer, where)
        except httpx.HTTPError as error:
            raise _PassingError(_reason(error)) from None
        except httpx.InvalidURL:
            raise SourceError("the next page's address is no web address", where=where) from None
        following = answer.links.get("next", {}).get("url", "")
        data = self._json(body, answer, where)
        return Answer(
            data,
            self.seal.closed(str(answer.url.join(following))) if following else "",
            _moment(answer.headers.get("date", "")),
        )

    def _judge(self, answer: httpx.Response, where: str) -> None:
        """Sort answers into good ones, failures that pass, and refusals."""
        status = answer.status_code
        if status in WORTH_ANOTHER_TRY or status >= 500:
            raise _PassingError(f"the server answers {status}", self._asked_wait(answer, where))
        if status in (401, 403):
            variable = self.server.token_env
            advice = (
                f"put a valid secret with the right to read into the environment variable {variable}"
                if variable
                else 'it wants a secret: write token_env = "CRM_TOKEN" under [rest] and set that variable'
            )
            raise RefusedError(f"the server refuses access ({status})", status=status, where=where, remedy=advice)
        if 300 <= status < 400:
            target = urlsplit(self.seal.closed(str(answer.headers.get("location", "")))).hostname or "another path"
            advice = "write the address that it leads to as url; the secret is sent nowhere else"
            raise RefusedError(f"the server leads on to {target} ({status})", status=status, where=where, remedy=advice)
        if status >= 400:
            advice = "check url, path and params" if status == 404 else "check params and paging"
            raise RefusedError(f"the server answers {status}", status=status, where=where, remedy=advice)

    def _asked_wait(self, answer: httpx.Response, where: str) -> float | None:
        """Return the seconds that the server asks to wait, by its own clock where it names a date."""
        text = answer.headers.get("retry-after", "").strip()
        if text.isascii() and text.isdigit():
            seconds = float(text[:12])
        else:
            until, now = (_moment(value) for value in (text, answer.headers.get("date", "")))
            if until is None or now is None:
                return None
            seconds = max(0.0, until - now)
        if seconds > self.server.longest_wait_s:
            raise SourceError(
                f"the server asks to wait {seconds:,.0f} s; longest_wait_s is {self.server.longest_wait_s:,.0f}",
                where=where,
                remedy="run again after that time: what has landed is kept, and the run goes on from there",
            )
        return seconds

    def _body(self, answer: httpx.Response, where: str) -> bytes:
        """Read the body up to the limits of size and time."""
        most, until = self.server.max_page_mb << 20, self.patience.clock() + 10 * self.server.timeout_s
        parts, size = [], 0
        for part in answer.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > most:
                advice = "ask for fewer records per page (size), or raise max_page_mb"
                raise SourceError(f"one page is larger than {self.server.max_page_mb} MB", where=where, remedy=advice)
            if self.patience.clock() > until:
                raise _PassingError(f"one page took longer than {10 * self.server.timeout_s:g} s")
        return b"".join(parts)

    def _json(self, body: bytes, answer: httpx.Response, where: str) -> Any:
        """Parse the body; what is no JSON at all is told apart from what broke on the way."""
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if body.lstrip()[:1] == b"<":
            raise SourceError(
                f"the server sends a page for people ({kind or 'HTML'}), not JSON",
                where=where,
                remedy="check url and path: it may be a login page, or the address of the site instead of its API",
            )
        try:
            return parse(self.seal.closed(_decoded(body, answer.charset_encoding or "utf-8")))
        except (ValueError, LookupError):
            raise _PassingError(f"the server sends broken JSON ({len(body):,} bytes, {kind or 'no type'})") from None


def _reason(error: Exception) -> str:
    """Say what went wrong on the way, without the address."""
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "the server does not answer in time"
    if isinstance(error, httpx.ConnectError):
        return "the server cannot be reached"
    return f"the connection broke off ({type(error).__name__})"


def _moment(text: str) -> float | None:
    """Turn a date of HTTP into seconds."""
    try:
        return email.utils.parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def _decoded(body: bytes, declared: str) -> str:
    """Decode a body: JSON is UTF-8 by its standard, whatever is declared, unless the bytes say otherwise."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode(declared)
