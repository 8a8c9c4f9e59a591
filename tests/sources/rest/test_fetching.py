"""Fetching from a server that fails in every way it can: nothing is lost, doubled or leaked.

Covers also: pulling, rules.
"""

from __future__ import annotations

import itertools
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import traceback
import tracemalloc
from pathlib import Path

import httpx
import pytest

import crmpersona as cp
from crmpersona.contract import CrmPersonaError, MappingError, SourceError
from crmpersona.sources import Patience, fetch_rest
from crmpersona.sources.rest import store as store_module
from tests.sources.rest.conftest import Reply, Request, landed, order, paged

ORDERS = [order(number) for number in range(1, 11)]
SECRET = "s3cr3t/token+with=marks-0815"


def _ids(folder: Path) -> list[str]:
    return [row["id"] for row in landed(folder)]


WANTED = [record["id"] for record in ORDERS]


def test_pages_become_a_crm_with_types_raws_and_source_rows(serve, config, patience, tmp_path):
    server = serve(paged([*ORDERS[:9], order(10, amount="soon")]))
    settings = config(server.url)
    found = fetch_rest(settings, state=tmp_path / "state", patience=patience)
    crm = cp.read(found.folder, mapping=settings, timezone="UTC")
    frame = crm.frame("transactions")
    assert frame["order_id"].tolist() == WANTED
    assert frame["customer_id"].tolist()[:2] == ["C1", "C2"]
    assert frame["amount"].tolist()[:2] == [1.5, 2.5]
    assert frame["amount__raw"].dropna().tolist() == ["soon"]
    assert frame["source_row"].tolist() == list(range(1, 11))
    assert set(frame["source"]) == {"transactions.jsonl"}
    assert found.tables[["pages", "received", "rows", "absorbed"]].iloc[0].tolist() == [5, 10, 10, 0]


def _cursor(request: Request) -> Reply:
    start = int(request.query.get("after", "0").removeprefix("c"))
    end = start + 3
    return Reply({"data": ORDERS[start:end], "next": {"after": f"c{end}" if end < len(ORDERS) else None}})


def _offset(request: Request) -> Reply:
    """Sends two at a time whatever it is asked for."""
    start = int(request.query["skip"])
    return Reply({"data": ORDERS[start : start + 2]})


def _link(request: Request) -> Reply:
    start = int(request.query.get("from", "0"))
    more = {"Link": f'</api/orders?from={start + 4}>; rel="next", </api/orders>; rel="first"'}
    return Reply({"data": ORDERS[start : start + 4]}, headers=more if start + 4 < len(ORDERS) else {})


def _link_in_body(request: Request) -> Reply:
    start = int(request.query.get("from", "0"))
    more = f"/api/orders?from={start + 4}" if start + 4 < len(ORDERS) else ""
    return Reply({"data": ORDERS[start : start + 4], "links": {"next": more}})


def _until_not_found(request: Request) -> Reply:
    reply = paged(ORDERS)(request)
    return reply if reply.data["data"] else Reply({"error": "no such page"}, status=404)


WAYS = {
    "page": (paged(ORDERS), {}, 5),
    "page with total": (paged(ORDERS), {"total": "total"}, 4),
    "page, short is last": (paged(ORDERS), {"ends_on": "short", "size": 3}, 4),
    "page until 404": (_until_not_found, {"ends_on": "not_found"}, 5),
    "offset of a server that sends fewer": (
        _offset,
        {"paging": "offset", "offset_param": "skip", "size": 5, "ends_on": "empty"},
        6,
    ),
    "cursor": (_cursor, {"paging": "cursor", "cursor": "next.after", "cursor_param": "after"}, 4),
    "link header": (_link, {"paging": "link"}, 3),
    "link in the body": (_link_in_body, {"paging": "link", "cursor": "links.next"}, 3),
}


@pytest.mark.parametrize(("answer", "table", "requests"), WAYS.values(), ids=WAYS)
def test_every_way_of_paging_brings_all_records_once(answer, table, requests, serve, config, patience, tmp_path):
    server = serve(answer)
    found = fetch_rest(config(server.url, **table), state=tmp_path, patience=patience)
    assert _ids(found.folder) == WANTED
    assert len(server.asked) == requests
    assert found.tables["complete"].all()


def _then(*replies: Reply):
    """Misbehave first on the second page, then answer well."""
    left = list(replies)

    def answer(request: Request) -> Reply:
        if request.query.get("page") == "2" and left:
            return left.pop(0)
        return paged(ORDERS)(request)

    return answer


TROUBLES = {
    "500": Reply({}, status=500),
    "502 with a page": Reply(status=502, body=b"<html>Bad gateway</html>"),
    "503": Reply({}, status=503),
    "408": Reply({}, status=408),
    "429": Reply({}, status=429),
    "truncated JSON": Reply(body=b'{"data": [{"id": "A0'),
    "broken JSON": Reply(body=b'{"data": nope}'),
    "not even text": Reply(body=b"\xff\xfe\xfd"),
    "nested beyond reason": Reply(body=b"[" * 200_000),
    "cut off": Reply({"data": ORDERS[3:6]}, cut=True),
    "closed without a word": Reply(silent=True),
    "wrong gzip": Reply(body=b"no gzip", headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_passing_trouble_is_overcome(trouble, serve, config, patience, waits, tmp_path):
    server = serve(_then(trouble, trouble))
    found = fetch_rest(config(server.url), state=tmp_path, patience=patience)
    assert _ids(found.folder) == WANTED
    assert found.retries == len(waits) == 2
    assert all(0 <= wait <= longest for wait, longest in zip(waits, (1, 2), strict=True))


def test_a_server_that_does_not_answer_in_time(serve, config, patience, tmp_path):
    answered = threading.Event()

    def answer(request: Request) -> Reply:
        if request.number == 2:
            answered.wait(20)
        return paged(ORDERS)(request)

    server = serve(answer)
    found = fetch_rest(config(server.url, server={"timeout_s": 0.2}), state=tmp_path, patience=patience)
    answered.set()
    assert _ids(found.folder) == WANTED
    assert found.retries == 1


def test_lasting_trouble_ends_with_a_sentence_and_the_next_run_goes_on(serve, config, patience, tmp_path):
    server = serve(_then(*[Reply({}, status=503)] * 4))
    settings = config(server.url)
    with pytest.raises(SourceError, match=r"the server answers 503 \(4 tries\) \[127.0.0.1, path orders"):
        fetch_rest(settings, state=tmp_path, patience=patience)
    asked = len(server.asked)
    assert _ids(fetch_rest(settings, state=tmp_path, patience=patience).folder) == WANTED
    assert server.asked[asked].query["page"] == "2"


def test_a_server_that_is_down(serve, config, patience, tmp_path):
    server = serve(paged(ORDERS))
    server.close()
    with pytest.raises(SourceError, match="the server cannot be reached"):
        fetch_rest(config(server.url), state=tmp_path, patience=patience)


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        ("7", 7.0),
        ("Mon, 05 Jan 2026 08:00:30 GMT", 30.0),
        ("Mon, 05 Jan 2026 07:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
    ],
)
def test_the_wait_that_the_server_asks_for_is_kept(asked, waited, serve, config, patience, waits, tmp_path):
    def answer(request: Request) -> Reply:
        if request.number == 1:
            return Reply({}, status=429, headers={"Retry-After": asked})
        return paged(ORDERS)(request)

    server = serve(answer)
    # Every answer carries the date of the server, by which its own dates are meant.
    server.server.RequestHandlerClass.date_time_string = lambda *_: "Mon, 05 Jan 2026 08:00:00 GMT"
    fetch_rest(config(server.url), state=tmp_path, patience=patience)
    assert waits == [waited] if waited is not None else 0 <= waits[0] <= 1


def test_a_wait_beyond_the_limit_is_left_to_the_user(serve, config, patience, waits, tmp_path):
    server = serve(lambda _: Reply({}, status=429, headers={"Retry-After": "86400"}))
    with pytest.raises(SourceError, match=r"asks to wait 86,400 s; longest_wait_s is 120.*run again"):
        fetch_rest(config(server.url), state=tmp_path, patience=patience)
    assert not waits


def test_duplicates_and_overlaps_are_absorbed_and_the_newest_version_stands(serve, config, patience, tmp_path):
    old, new = order(3, amount=1, updated="2026-02-02T00:00:00+08:00"), order(3, amount=2, updated="2026-02-01T23:00Z")
    pages = [ORDERS[:2], [new, *ORDERS[:2]], [old, ORDERS[3]], []]
    server = serve(lambda request: Reply({"data": pages[int(request.query["page"]) - 1]}))
    found = fetch_rest(config(server.url), state=tmp_path, patience=patience)
    rows = {row["id"]: row for row in landed(found.folder)}
    assert list(rows) == ["A00001", "A00002", "A00003", "A00004"]
    assert rows["A00003"]["amount"] == "2"
    assert found.tables["absorbed"].tolist() == [3]
    assert any("3 of 7 records received are older versions or repetitions" in note for note in found.notes)


@pytest.mark.parametrize(
    ("table", "answer", "message"),
    [
        ({}, lambda _: Reply({"data": ORDERS[:3]}), "5 pages in a row that were read before"),
        (
            {"paging": "cursor", "cursor": "next"},
            lambda _: Reply({"data": ORDERS[:3], "next": "same"}),
            "leads back to a page that was read before",
        ),
        (
            {"paging": "link"},
            lambda request: Reply({"data": []}, headers={"Link": f'</api/orders?p={request.number % 3}>; rel="next"'}),
            "leads back to a page that was read before",
        ),
    ],
    ids=["page", "cursor", "link"],
)
def test_a_server_that_walks_in_a_circle_is_noticed(table, answer, message, serve, config, patience, tmp_path):
    server = serve(answer)
    with pytest.raises(SourceError, match=message):
        fetch_rest(config(server.url, **table), state=tmp_path, patience=patience)
    assert len(server.asked) < 10


def test_the_next_run_asks_for_what_changed_only(serve, config, patience, tmp_path):
    records = list(ORDERS)

    def answer(request: Request) -> Reply:
        since = request.query.get("since", "")
        return paged([record for record in records if record["updated"] >= since])(request)

    server = serve(answer)
    settings = config(server.url, since_param="since", total="total")
    first = fetch_rest(settings, state=tmp_path, patience=patience)
    asked = len(server.asked)
    records[0] = order(1, amount=99, updated="2026-02-03T00:00:00Z")
    records.append(order(11, updated="2026-02-04T00:00:00Z"))
    second = fetch_rest(settings, state=tmp_path, patience=patience)
    third = fetch_rest(settings, state=tmp_path, patience=patience)
    assert [request.query.get("since") for request in server.asked[asked:]] == [
        "2026-02-01T00:00:10Z",
        "2026-02-04T00:00:00Z",
    ]
    assert first.tables["since"].tolist() == [""]
    # What changed last comes once more: a moment may hold several changes.
    assert second.tables["received"].tolist() == [3]
    assert third.tables["received"].tolist() == [1]
    assert _ids(third.folder) == [*WANTED, "A00011"]
    assert landed(third.folder)[0]["amount"] == "99"


def test_a_moment_in_the_future_does_not_close_the_source(serve, config, patience, tmp_path):
    server = serve(paged([*ORDERS, order(12, updated="2999-01-01T00:00:00Z")]))
    settings = config(server.url, since_param="since")
    found = fetch_rest(settings, state=tmp_path, patience=patience)
    assert fetch_rest(settings, state=tmp_path, patience=patience).tables["since"].tolist() == ["2026-02-01T00:00:10Z"]
    assert any("changed in the future" in note for note in found.notes)


def test_a_run_over_everything_takes_the_place_of_earlier_ones(serve, config, patience, tmp_path):
    records = list(ORDERS)
    server = serve(paged(records))
    settings = config(server.url)
    fetch_rest(settings, state=tmp_path, patience=patience)
    del records[0]
    found = fetch_rest(settings, state=tmp_path, patience=patience)
    assert _ids(found.folder) == WANTED[1:]
    assert any("1 records of earlier runs are no longer sent" in note for note in found.notes)
    assert len(list((tmp_path / "transactions").glob("p*.jsonl"))) == 1
    records.clear()
    empty = fetch_rest(settings, state=tmp_path, patience=patience)
    assert _ids(empty.folder) == WANTED[1:]
    assert any("sent no record in a run over all of them" in note for note in empty.notes)


def test_limits_of_one_run(serve, config, patience, tmp_path):
    server = serve(paged(ORDERS))
    parts = []
    for _ in range(3):
        found = fetch_rest(config(server.url, server={"max_pages": 2}), state=tmp_path, patience=patience)
        parts.append((found.tables["rows"].item(), bool(found.tables["complete"].item())))
    assert parts == [(6, False), (10, False), (10, True)]
    found = fetch_rest(config(server.url, server={"max_rows": 4}), state=tmp_path / "rows", patience=patience)
    assert any("stopped at max_rows = 4; the next run goes on" in note for note in found.notes)
    assert "transactions" in found.summary("zh")
    assert "transactions" in found.summary("en")


def test_the_rate_is_kept(serve, config, tmp_path):
    now = [0.0]
    waited = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    server = serve(paged(ORDERS))
    settings = config(server.url, server={"requests_per_second": 4})
    fetch_rest(settings, state=tmp_path, patience=Patience(wait=wait, clock=lambda: now[0]))
    assert waited == [0.25] * 4


def test_a_page_that_drips_is_given_up(serve, config, tmp_path):
    ticks = itertools.count()
    server = serve(paged(ORDERS))
    settings = config(server.url, server={"timeout_s": 1, "attempts": 2})
    slow = Patience(wait=lambda _: None, clock=lambda: 20.0 * next(ticks))
    with pytest.raises(SourceError, match="one page took longer than 10 s"):
        fetch_rest(settings, state=tmp_path, patience=slow)


def test_columns_that_come_and_go_are_reported(serve, config, patience, tmp_path):
    records = list(ORDERS)
    server = serve(paged(records))
    settings = config(server.url)
    fetch_rest(settings, state=tmp_path, patience=patience)
    records[:] = [
        {**{name: value for name, value in record.items() if name != "amount"}, "vip": True} for record in ORDERS
    ]
    found = fetch_rest(settings, state=tmp_path, patience=patience)
    assert "transactions: new columns, kept: vip" in found.notes
    assert "transactions: columns that no record of this run has: amount" in found.notes
    assert cp.read(found.folder, mapping=settings).frame("transactions")["vip"].tolist() == ["true"] * 10


def test_lines_of_an_order_become_rows_and_a_removed_line_is_gone(serve, config, patience, tmp_path):
    first = order(1, items=[{"sku": "tea", "n": 2}, {"sku": "soap", "n": 1}])
    changed = order(1, items=[{"sku": "tea", "n": 3}], updated="2026-03-01T00:00:00Z")
    pages = [[first, order(2, items=[])], [changed], []]
    server = serve(lambda request: Reply({"data": pages[int(request.query["page"]) - 1]}))
    found = fetch_rest(config(server.url, lines="items"), state=tmp_path, patience=patience)
    rows = landed(found.folder)
    assert [(row["id"], row.get("items.sku"), row.get("items.n")) for row in rows] == [
        ("A00001", "tea", "3"),
        ("A00002", None, None),
    ]


def test_numbers_keep_every_digit(serve, config, patience, tmp_path):
    body = b'{"data": [{"id": 12345678901234567890, "amount": 12345678901234.10, "updated": 1767571200}]}'
    server = serve(lambda _: Reply(body=body))
    found = fetch_rest(config(server.url, paging="none"), state=tmp_path, patience=patience)
    assert landed(found.folder) == [
        {"id": "12345678901234567890", "amount": "12345678901234.10", "updated": "1767571200"}
    ]


def test_odd_texts_survive(serve, config, patience, tmp_path):
    body = json.dumps({"data": [order(1, note="a\0b\ud800c\u2028张\n伟")]}).encode()
    server = serve(lambda _: Reply(body=body))
    settings = config(server.url, paging="none")
    found = fetch_rest(settings, state=tmp_path, patience=patience)
    assert cp.read(found.folder, mapping=settings).frame("transactions")["note"].tolist() == ["a\ufffdb?c\u2028张\n伟"]


REFUSALS = {
    "401": (Reply({}, status=401), {}, r"refuses access \(401\).*environment variable CRM_TOKEN"),
    "403": (Reply({}, status=403), {}, r"refuses access \(403\).*environment variable CRM_TOKEN"),
    "404": (Reply({}, status=404), {}, "answers 404.*check url, path and params"),
    "400": (Reply({}, status=400), {}, "answers 400"),
    "redirect": (
        Reply({}, status=302, headers={"Location": "https://other.example.com/login"}),
        {},
        "leads on to other.example.com",
    ),
    "html": (
        Reply(body=b"<!doctype html><title>Log in</title>", headers={"Content-Type": "text/html"}),
        {},
        r"page for people \(text/html\), not JSON",
    ),
    "wrong records": (
        Reply({"result": {"rows": [order(1)]}}),
        {},
        "no list at 'data'; it holds 'result'.*'result.rows'",
    ),
    "records are an object": (Reply({"data": {"id": 1}}), {}, "no list at 'data'"),
    "list of texts": (Reply({"data": ["a", {}]}), {}, "1 of 2 members of the list"),
    "null": (Reply(None), {}, "no list at 'data'; it holds a null"),
    "wrong key": (Reply({"data": [order(1)]}), {"key": "idd"}, "no record has the field 'idd'.*did you mean 'id'"),
    "wrong moment": (Reply({"data": [order(1)]}), {"updated": "updatd"}, "did you mean 'updated'"),
    "other server": (
        Reply({"data": ORDERS[:1]}, headers={"Link": '<https://evil.example.com/x>; rel="next"'}),
        {"paging": "link"},
        "next page lies on another server: evil.example.com",
    ),
    "huge record": (Reply({"data": [order(1, note="x" * (9 << 20))]}), {}, "a record is too large"),
    "too many fields": (
        Reply({"data": [order(1, tags={str(number): 1 for number in range(3_000)})]}),
        {},
        "its records have 3,005 fields",
    ),
}


@pytest.mark.parametrize(("reply", "table", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_read_is_refused_without_another_try(reply, table, message, serve, config, patience, tmp_path):
    server = serve(lambda _: reply)
    settings = config(server.url, server={"token_env": "CRM_TOKEN"}, **table)
    with pytest.raises(SourceError, match=message) as caught:
        fetch_rest(settings, state=tmp_path, patience=patience, environment={"CRM_TOKEN": SECRET})
    assert len(server.asked) == 1
    assert "A00001" not in str(caught.value)


def test_a_page_that_is_too_large(serve, config, patience, tmp_path):
    server = serve(lambda _: Reply(body=b" " * (2 << 20)))
    with pytest.raises(SourceError, match="larger than 1 MB"):
        fetch_rest(config(server.url, server={"max_page_mb": 1}), state=tmp_path, patience=patience)


def test_no_records_at_all(serve, config, patience, tmp_path):
    server = serve(lambda _: Reply({"data": []}))
    found = fetch_rest(config(server.url), state=tmp_path, patience=patience)
    assert found.tables["rows"].tolist() == [0]
    assert "transactions: the server has sent no record yet" in found.notes


@pytest.mark.parametrize("by", ["header", "parameter", "parameter, repeated by the server"])
def test_the_secret_is_sent_and_never_shown(by, serve, config, patience, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)

    def answer(request: Request) -> Reply:
        sent = request.query.get("access_token") or request.headers.get("Authorization", "").removeprefix("Bearer ")
        assert sent == SECRET
        if request.number == 2:
            return Reply({}, status=500)
        if request.number >= 5:
            return Reply({}, status=403)
        start = int(request.query.get("from", "0"))
        echo = f"&access_token={httpx.QueryParams({'t': SECRET})}".replace("t=", "", 1) if "repeated" in by else ""
        link = {"Link": f'</api/orders?from={start + 2}{echo}>; rel="next"', "X-Echo": "1"}
        return Reply({"data": [{**ORDERS[start], "echo": SECRET}]}, headers=link)

    server = serve(answer)
    how = {"token_env": "CRM_TOKEN", **({"token_param": "access_token"} if "parameter" in by else {})}
    settings = config(server.url, server=how, paging="link")
    with pytest.raises(SourceError) as caught:
        fetch_rest(settings, state=tmp_path, patience=patience, environment={"CRM_TOKEN": SECRET})
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(caught.value)
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).decode()
    for form in (SECRET, "s3cr3t%2Ftoken", "s3cr3t/token"):
        assert form not in shown
        assert form not in stored
    assert "{secret}" in stored
    assert len(server.asked) == 5


@pytest.mark.parametrize(
    ("value", "message"), [(None, "CRM_TOKEN is not set"), ("a\nb", "cannot be sent"), ("", "not set")]
)
def test_a_secret_that_is_not_there_is_named_by_its_variable(value, message, config, tmp_path):
    environment = {} if value is None else {"CRM_TOKEN": value}
    settings = config("https://api.example.com", server={"token_env": "CRM_TOKEN"})
    with pytest.raises(SourceError, match=message):
        fetch_rest(settings, state=tmp_path, environment=environment)


CHILD = """
import sys
from crmpersona.sources import fetch_rest
fetch_rest(sys.argv[1], state=sys.argv[2])
"""


def _toml(path: Path, url: str) -> Path:
    path.write_text(
        f"""
timezone = "UTC"
[rest]
url = "{url}"
[rest.tables.transactions]
path = "orders"
records = "data"
key = "id"
updated = "updated"
paging = "page"
[tables.transactions.columns]
customer_id = "buyer.id"
ordered_at = "at"
order_id = "id"
""",
        encoding="utf-8",
    )
    return path


def test_a_process_killed_in_the_middle_is_resumed(serve, tmp_path):
    reached, killed = threading.Event(), threading.Event()

    def answer(request: Request) -> Reply:
        if request.number == 3:
            reached.set()
            killed.wait(60)
        return paged(ORDERS)(request)

    server = serve(answer)
    path = _toml(tmp_path / "shop.toml", server.url)
    child = subprocess.Popen([sys.executable, "-c", CHILD, path, tmp_path / "state"])
    assert reached.wait(60)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    killed.set()
    found = fetch_rest(path, state=tmp_path / "state")
    assert _ids(found.folder) == WANTED
    assert [request.query["page"] for request in server.asked] == ["1", "2", "3", "3", "4", "5"]


class _CrashError(BaseException):
    """The power fails."""


@pytest.mark.parametrize("at", range(1, 13))
def test_a_crash_at_any_write_loses_and_doubles_nothing(at, serve, config, patience, tmp_path, monkeypatch):
    server = serve(paged(ORDERS))
    settings = config(server.url)
    writes = itertools.count(1)
    real = store_module.replace

    def failing(path, parts):
        if next(writes) == at:
            path.with_name(f"{path.name}.tmp").write_bytes(b'{"half": ')
            raise _CrashError
        real(path, parts)

    monkeypatch.setattr(store_module, "replace", failing)
    monkeypatch.setattr("crmpersona.sources.rest.merging.replace", failing)
    try:
        fetch_rest(settings, state=tmp_path, patience=patience)
    except _CrashError:
        crashed = True
    else:
        crashed = False
    found = fetch_rest(settings, state=tmp_path, patience=patience)
    assert _ids(found.folder) == WANTED
    assert crashed == (at <= 12)
    assert found.tables["absorbed"].tolist() == [0]
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_lost_position_begins_anew(serve, config, patience, tmp_path):
    lost = ["c3"]

    def answer(request: Request) -> Reply:
        if request.query.get("after") in lost:
            lost.clear()
            return Reply({}, status=410)
        return _cursor(request)

    server = serve(answer)
    settings = config(server.url, paging="cursor", cursor="next.after", cursor_param="after", server={"max_pages": 1})
    fetch_rest(settings, state=tmp_path, patience=patience)
    settings["rest"]["max_pages"] = 100
    found = fetch_rest(settings, state=tmp_path, patience=patience)
    assert _ids(found.folder) == WANTED
    assert "transactions: the server no longer knows where the last run stopped (410); begun anew" in found.notes
    assert found.tables["absorbed"].tolist() == [3]


def test_many_pages_need_no_more_memory_than_a_hundred(config, patience, tmp_path, monkeypatch):
    """Through httpx without a socket: the pages themselves are what is counted."""
    size = 2
    served = {"pages": 0}

    def answer(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params["page"])
        records = [order(page * size + row) for row in range(size)] if page <= served["pages"] else []
        return httpx.Response(200, json={"data": records})

    class Direct(httpx.Client):
        def __init__(self, **_):
            super().__init__(transport=httpx.MockTransport(answer))

    monkeypatch.setattr(httpx, "Client", Direct)
    monkeypatch.setattr("os.fsync", lambda _: None)
    peaks = []
    for pages in (100, 1_100):
        served["pages"] = pages
        tracemalloc.start()
        found = fetch_rest(config("http://127.0.0.1/api"), state=tmp_path / str(pages), patience=patience)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert found.tables[["pages", "rows"]].iloc[0].tolist() == [pages + 1, pages * size]
    assert peaks[1] < peaks[0] + (3 << 20)
    assert len(list((tmp_path / "1100" / "transactions").glob("p*.jsonl"))) == 3


def test_two_runs_at_once_are_refused(serve, config, patience, tmp_path):
    settings = config(serve(paged(ORDERS)).url)
    with store_module.locked(tmp_path), pytest.raises(SourceError, match="another run fetches into this folder"):
        fetch_rest(settings, state=tmp_path, patience=patience)


def test_another_source_does_not_mix_into_the_state(serve, config, patience, tmp_path):
    server = serve(paged(ORDERS))
    fetch_rest(config(server.url), state=tmp_path, patience=patience)
    with pytest.raises(SourceError, match="records of another address"):
        fetch_rest(config(server.url, params={"shop": 2}), state=tmp_path, patience=patience)


def test_read_fetches_by_file_and_by_folder(serve, tmp_path):
    server = serve(paged(ORDERS))
    path = _toml(tmp_path / "rest.toml", server.url)
    crm = cp.read(path)
    assert crm.frame("transactions")["order_id"].tolist() == WANTED
    folder = tmp_path / "shop"
    folder.mkdir()
    _toml(folder / "crmpersona.toml", server.url)
    (folder / "customers.csv").write_text("customer_id,name\nC1,李\n", encoding="utf-8")
    whole = cp.read(folder)
    assert whole.counts().set_index("table")["rows"].to_dict() == {"customers": 1, "transactions": 10}
    assert whole.provenance.input_digest == cp.read(folder).provenance.input_digest


def test_read_says_what_is_wrong(serve, tmp_path):
    server = serve(lambda _: Reply({"data": []}))
    with pytest.raises(SourceError, match="no record for any table"):
        cp.read(_toml(tmp_path / "rest.toml", server.url))
    plain = tmp_path / "plain.toml"
    plain.write_text('timezone = "UTC"', encoding="utf-8")
    with pytest.raises(MappingError, match=r"no block \[rest\]"):
        cp.read(plain)
    with pytest.raises(CrmPersonaError, match=r"block \[rest\]"):
        cp.read("https://api.example.com/orders")
    with pytest.raises(SourceError, match="give state="):
        fetch_rest({"rest": {"url": server.url, "tables": {"products": {"path": "a", "key": "id"}}}})
