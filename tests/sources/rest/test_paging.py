"""Paging: the next request follows from the answer. Whole runs are in test_fetching."""

import pytest

from crmpersona.contract import SourceError
from crmpersona.sources.rest.client import Answer
from crmpersona.sources.rest.paging import Circle, following, request_of
from crmpersona.sources.rest.rules import Endpoint, Server

SERVER = Server("shop.toml", "https://api.example.com/v1/", {})


def _endpoint(**settings):
    return Endpoint("products", "/items", ("id",), **settings)


@pytest.mark.parametrize("end", [None, "", "0", False, {}])
def test_what_ends_a_row_of_cursors(end):
    endpoint = _endpoint(paging="cursor", cursor="next")
    assert following(SERVER, endpoint, {}, Answer({"next": end}), 3, 0) is None
    assert following(SERVER, endpoint, {}, Answer({"next": "b"}), 0, 0) == {"cursor": "b"}


def test_requests():
    endpoint = _endpoint(paging="offset", size=5, since_param="since", params={"a": "b"})
    url, params = request_of(SERVER, endpoint, {"offset": "10"}, "2026-01-01")
    assert url == "https://api.example.com/v1/items"
    assert params == {"a": "b", "offset": "10", "limit": "5", "since": "2026-01-01"}
    assert request_of(SERVER, endpoint, {"url": "https://api.example.com/x"}, "")[1] == {}


@pytest.mark.parametrize(
    "address",
    ["https://evil.example.com/", "http://api.example.com/", "//evil.example.com/", "https://api.example.com:8443/"],
)
def test_the_secret_is_not_carried_away(address):
    with pytest.raises(SourceError, match="another server"):
        following(SERVER, _endpoint(paging="link"), {}, Answer([], address), 1, 0)


@pytest.mark.parametrize("address", ["items?p=2", "/v1/items?p=2", "https://api.example.com:443/v1/items?p=2"])
def test_addresses_may_be_relative(address):
    found = following(SERVER, _endpoint(paging="link"), {}, Answer([], address), 1, 0)
    assert found is not None
    assert found["url"].endswith("/v1/items?p=2")


def test_overlaps_are_no_circle():
    circle = Circle("server")
    for _ in range(3):
        circle.page(["a"])
        circle.page(["a"])
        circle.page(["b"])
        circle.page([])  # an empty page proves nothing
    for _ in range(4):
        circle.page(["a"])
    with pytest.raises(SourceError, match="5 pages in a row"):
        circle.page(["b"])
