"""The secret goes into requests and comes out of everything else."""

from urllib.parse import quote, quote_plus

from hypothesis import given
from hypothesis import strategies as st

from crmpersona.sources.rest.rules import Server
from crmpersona.sources.rest.sealing import Seal

SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=40)


def _seal(secret, **settings):
    return Seal(Server("shop.toml", "https://api.example.com", {}, token_env="T", **settings), {"T": secret})


@given(SECRETS, st.sampled_from([str, quote_plus, lambda text: quote(text, safe="")]))
def test_closed_addresses_do_not_show_it_and_open_again(secret, form):
    seal = _seal(secret, token_param="key")
    closed = seal.closed(f"https://api.example.com/a?x=1&key={form(secret)}&y=2")
    assert (
        quote(secret, safe="") not in closed or quote(secret, safe="") in "https://api.example.com/a?x=1&key={secret}"
    )
    assert seal.opened(closed, {})[0] == f"https://api.example.com/a?x=1&key={quote(secret, safe='')}&y=2"


def test_a_short_secret_is_taken_out_of_parameters_only():
    seal = _seal("abc", token_param="key")
    assert seal.closed("https://abc.example.com/?key=abc&q=abcd") == "https://abc.example.com/?key={secret}&q=abcd"


def test_parameters_join_an_address_that_has_some():
    seal = _seal("s3cr3t-123", token_param="key")
    assert seal.opened("https://a.b/?x=1", {"y": "2 3"}) == ("https://a.b/?x=1&y=2+3&key=s3cr3t-123", {})
    assert seal.opened("https://a.b/", {}) == ("https://a.b/", {"key": "s3cr3t-123"})
    assert seal.headers() == {}
    assert _seal("s3cr3t-123", token_prefix="").headers() == {"Authorization": "s3cr3t-123"}


def test_without_a_secret_nothing_is_changed():
    seal = Seal(Server("shop.toml", "https://api.example.com", {}))
    assert not seal
    assert seal.closed("a?b=c") == "a?b=c"
    assert "s3cr3t" not in repr(_seal("s3cr3t-123"))
