"""A real HTTP server in this process that misbehaves as a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crmpersona.sources import Patience


@dataclass
class Request:
    """What was asked."""

    number: int
    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass
class Reply:
    """What is answered. ``cut`` announces more bytes than come; ``silent`` closes without a word."""

    data: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut: bool = False
    silent: bool = False


class Hostile:
    """A server on a free port of this machine; ``answer`` decides each reply."""

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        self.answer = answer
        self.asked: list[Request] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
                request = Request(len(outer.asked) + 1, parts.path, query, dict(self.headers))
                outer.asked.append(request)
                self.reply(outer.answer(request))

            def reply(self, reply: Reply) -> None:
                if reply.silent:
                    self.close_connection = True
                    return
                body = json.dumps(reply.data, ensure_ascii=False).encode() if reply.body is None else reply.body
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body) * (2 if reply.cut else 1)))
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = reply.cut

            def log_message(self, *_: object) -> None:
                """Keep the test's output clean."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # A client that gave up is what some tests are about.
        self.server.handle_error = lambda *_: None
        self.url = f"http://127.0.0.1:{self.server.server_port}/api"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[Request], Reply]], Hostile]]:
    """Start servers; all are closed after the test."""
    started: list[Hostile] = []

    def start(answer: Callable[[Request], Reply]) -> Hostile:
        started.append(Hostile(answer))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def waits() -> list[float]:
    """Seconds that would have been waited."""
    return []


@pytest.fixture
def patience(waits: list[float]) -> Patience:
    """Wait without waiting; a fixed draw of the jitter, and a clock that stands still."""
    import random

    return Patience(wait=waits.append, clock=lambda: 0.0, draw=random.Random(7))


def order(number: int, **changes: Any) -> dict[str, Any]:
    """Make one order."""
    return {
        "id": f"A{number:05d}",
        "buyer": {"id": f"C{number % 7}"},
        "at": f"2026-01-{number % 27 + 1:02d}T08:00:00Z",
        "amount": number + 0.5,
        "updated": f"2026-02-01T00:00:{number % 60:02d}Z",
        **changes,
    }


@pytest.fixture
def config() -> Callable[..., dict[str, Any]]:
    """Write a configuration for orders; keywords change the table, ``server`` the server."""

    def make(url: str, *, server: dict[str, Any] | None = None, **table: Any) -> dict[str, Any]:
        orders = {"path": "orders", "records": "data", "key": "id", "updated": "updated", "paging": "page", **table}
        orders = {name: value for name, value in orders.items() if value is not None}
        return {
            "rest": {"url": url, "back_off_s": 1, "attempts": 4, **(server or {}), "tables": {"transactions": orders}},
            "tables": {"transactions": {"columns": {"customer_id": "buyer.id", "ordered_at": "at", "order_id": "id"}}},
        }

    return make


def paged(records: list[dict[str, Any]], size: int = 3) -> Callable[[Request], Reply]:
    """Answer page numbers from 1 with slices of the records."""

    def answer(request: Request) -> Reply:
        start = (int(request.query.get("page", "1")) - 1) * size
        return Reply({"data": records[start : start + size], "total": len(records)})

    return answer


def landed(folder: Path) -> list[dict[str, Any]]:
    """Read the table's file."""
    text = (folder / "transactions.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
