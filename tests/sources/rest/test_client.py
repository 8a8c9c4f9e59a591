"""The client: back-off grows and is drawn, refusals carry their status. The rest is in test_fetching."""

import random
from types import SimpleNamespace

import pytest

from crmpersona.contract import SourceError
from crmpersona.sources.rest.client import Client, Patience, RefusedError
from crmpersona.sources.rest.rules import Server
from tests.sources.rest.conftest import Reply


def _server(url="https://api.example.com", **settings):
    return Server("shop.toml", url, {}, **settings)


def _pauses(client, tries):
    return [client._pause(SimpleNamespace(outcome=None, attempt_number=number)) for number in range(1, tries + 1)]


def test_back_off_doubles_up_to_its_limit_with_full_jitter():
    class Longest(random.Random):
        def uniform(self, *limits):
            return limits[1]

    server = _server(back_off_s=1, longest_wait_s=10)
    assert _pauses(Client(server, Patience(draw=Longest())), 6) == [1, 2, 4, 8, 10, 10]
    drawn = _pauses(Client(server, Patience(draw=random.Random(7))), 6)
    assert drawn == _pauses(Client(server, Patience(draw=random.Random(7))), 6)
    assert len(set(drawn)) == 6
    assert _pauses(Client(server), 2_000)[-1] <= 10


def test_a_refusal_has_its_status(serve, patience):
    server = serve(lambda _: Reply({}, status=422))
    client = Client(_server(server.url), patience)
    with client.opened(), pytest.raises(RefusedError, match="answers 422") as caught:
        client.get(server.url, {}, "here")
    assert caught.value.status == 422


@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "no-such-charset"])
def test_other_encodings(charset, serve, patience):
    known = charset != "no-such-charset"
    body = '{"name": "张伟"}'.encode(charset if known else "utf-8")
    server = serve(lambda _: Reply(body=body, headers={"Content-Type": f"application/json; charset={charset}"}))
    client = Client(_server(server.url), patience)
    with client.opened():
        assert client.get(server.url, {}, "here").data == {"name": "张伟"}


def test_without_a_connection(patience):
    with pytest.raises(SourceError, match="connection to here is closed"):
        Client(_server(), patience).get("https://api.example.com", {}, "here")
