"""One real report of the small demo shop, and a real browser that has no network."""

from __future__ import annotations

import asyncio
import json
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from crmpersona.reporting import ReportRun, report

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
    "--window-size=1240,900",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
)  # fmt: skip
LOOK = """JSON.stringify({
  title: document.title, text: document.body.innerText,
  images: [...document.images].map(i => ({complete: i.complete, width: i.naturalWidth, alt: i.alt})),
  fonts: [...document.fonts].map(f => f.status), overflow: document.documentElement.scrollWidth - innerWidth,
  tiles: document.querySelectorAll('.tile').length, chapters: document.querySelectorAll('.chapter').length,
  scripts: document.scripts.length})"""


@dataclass
class Visit:
    """What a browser saw of a page."""

    page: dict[str, Any]
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def made(world, tmp_path_factory: pytest.TempPathFactory) -> ReportRun:
    """Make the report of October 2026 in Chinese by the shipped notebook."""
    folder = tmp_path_factory.mktemp("demo")
    world.save(folder / "shop")
    return report(month="2026-10", data=folder / "shop", out=folder / "reports", lang="zh")


@pytest.fixture
def visit(chromium: str, tmp_path: Path):
    """Open a page in a real browser without network and tell what happened."""

    def open_page(path: Path) -> Visit:
        profile = tmp_path / "profile"
        command = [chromium, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
            try:
                return asyncio.run(_visit(_port(profile / "DevToolsActivePort"), path.resolve().as_uri()))
            finally:
                browser.kill()

    return open_page


def _port(file: Path) -> str:
    """Wait until the browser says where it listens."""
    limit = time.monotonic() + 60
    while not file.exists() or len(file.read_text().split()) < 2:
        assert time.monotonic() < limit, "the browser did not start"
        threading.Event().wait(0.1)
    return file.read_text().split()[0]


async def _visit(port: str, address: str) -> Visit:
    """Drive the browser by its debugging protocol."""
    from tornado.httpclient import AsyncHTTPClient
    from tornado.websocket import websocket_connect

    pages = json.loads((await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/json/list")).body)
    target = next(page for page in pages if page["type"] == "page")["webSocketDebuggerUrl"]
    socket = await websocket_connect(target, max_message_size=64_000_000)
    commands = [
        *((f"{domain}.enable", {}) for domain in ("Network", "Log", "Runtime", "Page")),
        ("Page.navigate", {"url": address}),
    ]
    for number, (method, parameters) in enumerate(commands, 1):
        await socket.write_message(json.dumps({"id": number, "method": method, "params": parameters}))
    visit = Visit({})
    asked = False
    while not visit.page:
        message = json.loads(await asyncio.wait_for(socket.read_message(), 60))
        _note(visit, message)
        if message.get("method") == "Page.loadEventFired" and not asked:
            asked = True
            script = f"document.fonts.ready.then(() => {LOOK})"
            order = {"expression": script, "awaitPromise": True, "returnByValue": True}
            await socket.write_message(json.dumps({"id": 99, "method": "Runtime.evaluate", "params": order}))
        if message.get("id") == 99:
            visit.page = json.loads(message["result"]["result"]["value"])
    socket.close()
    return visit


def _note(visit: Visit, message: dict[str, Any]) -> None:
    """Keep requests and errors."""
    parameters = message.get("params", {})
    if message.get("method") == "Network.requestWillBeSent":
        visit.requests.append(parameters["request"]["url"][:200])
    if message.get("method") == "Log.entryAdded" and parameters["entry"]["level"] == "error":
        visit.errors.append(parameters["entry"]["text"])
    if message.get("method") == "Runtime.exceptionThrown":
        visit.errors.append(str(parameters["exceptionDetails"]["text"]))
