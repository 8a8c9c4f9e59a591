"""Configuration: what is not understood is refused by name, and a secret never gets in."""

import pytest

from crmpersona.contract import MappingError
from crmpersona.sources.rest.config import load_server

GOOD = """
[rest]
url = "https://api.example.com/v1"
token_env = "CRM_TOKEN"
requests_per_second = 2.5

[rest.tables.transactions]
path = "orders"
records = "data.items"
key = ["id", "shop"]
paging = "offset"
size = 200
params = { status = "paid", test = false, year = 2026 }
"""


def _write(tmp_path, text):
    path = tmp_path / "shop.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_values_and_defaults(tmp_path):
    server = load_server(_write(tmp_path, GOOD))
    orders = server.endpoints["transactions"]
    assert (server.requests_per_second, server.attempts, server.token_header) == (2.5, 6, "Authorization")
    assert (orders.key, orders.size, orders.offset_param) == (("id", "shop"), 200, "offset")
    assert orders.params == {"status": "paid", "test": "false", "year": "2026"}


WRONG = {
    'url = "https://api.example.com/v1"': [
        ("", "lacks url"),
        ('url = "ftp://api.example.com"', "no web address"),
        ('url = "https://[::1"', "no web address"),
        ('url = "https://api.example.com?key=1"', "holds a user, a parameter or a mark"),
        ('url = "http://api.example.com"', "travel unencrypted.*line 3"),
        ('url = "https://a.b"\ntimout_s = 3', "unknown key 'timout_s'.*line 4.*did you mean 'timeout_s'"),
        ('url = "https://a.b"\nattempts = 0', "attempts = 0 is out of range"),
        ('url = "https://a.b"\nattempts = 1.5', "is no whole number"),
        ('url = "https://a.b"\ntimeout_s = "long"', "is no number"),
        ('url = "https://a.b"\nallow_http = 1', "neither true nor false"),
        ('url = "https://a.b"\nheaders = ["a"]', "headers is no table of texts"),
        ('url = "https://a.b"\nurl = "x"', "no valid TOML"),
    ],
    'paging = "offset"': [
        ('paging = "ofset"', "did you mean 'offset'"),
        ('paging = "cursor"', "needs cursor"),
        ('paging = "offset"\ncursor = "next"', "cursor is not read with paging = 'offset'"),
        ('paging = "offset"\nsince_param = "since"', "needs updated"),
        ('paging = "offset"\nsize_parm = "n"', "did you mean 'size_param'"),
        ("paging = 3", "is no text"),
    ],
    'key = ["id", "shop"]': [("", "lacks key"), ("key = 5", "no list of names")],
    "size = 200": [('ends_on = "short"', "needs size")],
    "[rest.tables.transactions]": [("[rest.tables.orders]", "unknown key 'orders'"), ("[rest.orders]", "'orders'")],
    "[rest]": [("[rst]", r"\[rest\] with url|no block|lacks url|unknown")],
}


@pytest.mark.parametrize(
    ("old", "new", "message"), [(old, new, message) for old, cases in WRONG.items() for new, message in cases]
)
def test_mistakes_are_named(old, new, message, tmp_path):
    with pytest.raises(MappingError, match=message):
        load_server(_write(tmp_path, GOOD.replace(old, new)))


SECRETS = {
    'token_env = "CRM_TOKEN"': [
        'token = "sk-4711"',
        'api_key = "sk-4711"',
        'token_env = "sk-4711"',
        'headers = { Authorization = "Bearer sk-4711" }',
        'headers = { X-Api-Key = "sk-4711" }',
        'headers = { X-Login = "Basic sk-4711" }',
        'password = "sk-4711"',
    ],
    'url = "https://api.example.com/v1"': ['url = "https://me:sk-4711@api.example.com"'],
    "size = 200": ['access_token = "sk-4711"', "client_secret = 'sk-4711'"],
    'status = "paid"': ['access_token = "sk-4711"', 'api-key = "sk-4711"'],
}


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, cases in SECRETS.items() for new in cases])
def test_secrets_are_refused_and_not_repeated(old, new, tmp_path):
    with pytest.raises(MappingError, match=r"environment") as caught:
        load_server(_write(tmp_path, GOOD.replace(old, new)))
    assert "4711" not in str(caught.value)


def test_an_own_network_may_be_unencrypted(tmp_path):
    text = GOOD.replace("https://api", "http://api").replace("[rest]\n", "[rest]\nallow_http = true\n")
    assert load_server(_write(tmp_path, text)).allow_http
    assert load_server(_write(tmp_path, GOOD.replace("https://api.example.com", "http://localhost:80"))).token_env


def test_shapes_that_are_no_tables():
    for wrong in ({}, {"rest": 1}, {"rest": {"url": "https://a.b"}}, {"rest": {"url": "https://a.b", "tables": []}}):
        with pytest.raises(MappingError):
            load_server(wrong)
    with pytest.raises(MappingError, match="is no table"):
        load_server({"rest": {"url": "https://a.b", "tables": {"products": 3}}})
    with pytest.raises(MappingError, match="no such file"):
        load_server("nowhere.toml")
