"""Mappings: what is wrong is named with line, key and nearest valid key.

Covers also: mapping_rules, grammar
"""

from __future__ import annotations

from pathlib import Path

import pytest

from crmpersona.contract import MappingError
from crmpersona.sources import load_mapping, shipped_mappings
from crmpersona.sources.grammar import expression_columns, parse_expression

GOOD = """
about = "a shop"
timezone = "Asia/Shanghai"
currency = "CNY"

[tables.transactions]
files = ["kauf*"]
encoding = "GBK"
choose = "first"

[tables.transactions.columns]
customer_id = "Kunde"
amount = { column = ["Betrag", "Summe"], unit = "cents", optional = true }
currency = { constant = "CNY" }
is_return = { expression = "quantity < 0" }
gender = { column = "g", values = { "1" = "male" } }
"""


def _load(tmp_path: Path, text: str) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(text, encoding="utf-8")
    load_mapping(path)


def test_a_good_mapping(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(GOOD, encoding="utf-8")
    mapping = load_mapping(path)
    rule = mapping.table("transactions")
    assert (mapping.timezone, mapping.currency, rule.encoding, rule.choose) == ("Asia/Shanghai", "CNY", "gbk", "first")
    assert rule.columns["amount"].columns == ("Betrag", "Summe")
    assert rule.columns["customer_id"].place == "mapping shop.toml, line 12"
    assert rule.columns["gender"].values == {"1": "male"}
    assert mapping.table("products").files == ()
    assert load_mapping(mapping) is mapping


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("timezon = 'UTC'", ["unknown key 'timezon'", "line 1", "'timezone'"]),
        ("timezone = 'Asia/Shanghei'", ["no time zone", "line 1"]),
        ("[tables.transaction]", ["unknown key 'transaction'", "'transactions'"]),
        ("[tables.transactions]\nfile = 'x'", ["unknown key 'file'", "line 2", "'files'"]),
        ("[tables.transactions]\nfiles = [1]", ["no list of names", "line 2"]),
        ("[tables.transactions]\nencoding = 'gb1830'", ["is unknown", "'gb18030'"]),
        ("[tables.transactions]\nchoose = 'last'", ["choose = 'last' is unknown"]),
        ("[tables.transactions]\nunique = 'yes'", ["neither true nor false"]),
        ("[tables.transactions.columns]\namount = 3", ["amount = 3 is not understood", "line 2"]),
        ("[tables.transactions.columns]\namount = { colum = 'x' }", ["unknown key 'colum'", "'column'"]),
        ("[tables.transactions.columns]\namount = { unit = 'cents' }", ["exactly one of column"]),
        ("[tables.transactions.columns]\namount = { column = 'x', unit = 'cent' }", ["unit = 'cent'", "'cents'"]),
        (
            "[tables.transactions.columns]\nordered_at = { column = 'x', format = 'dym' }",
            ["format = 'dym'", "did you mean"],
        ),
        ("[tables.transactions.columns]\namount = { constant = 1.5 }", ["constant = 1.5 is not allowed"]),
        ("[tables.transactions.columns]\namount = { column = 'x', values = 'y' }", ["no table of texts"]),
        ("[tables.transactions.columns]\namount = { expression = 'a +' }", ["no expression", "line 2"]),
        ("a = \nb = 1", ["no valid TOML", "line 1"]),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(MappingError) as caught:
        _load(tmp_path, text)
    for word in ["shop.toml", *words]:
        assert word in str(caught.value)


def test_an_unknown_name_lists_what_ships() -> None:
    with pytest.raises(MappingError, match=r"online_retial.*did you mean 'online_retail'"):
        load_mapping("online_retial")


def test_all_shipped_mappings_load() -> None:
    assert shipped_mappings() == ("cdnow", "online_retail", "taobao_mum_baby")
    for name in shipped_mappings():
        assert load_mapping(name).about


@pytest.mark.parametrize(
    "text",
    [
        "quantity * unit_price - 0.25",
        'startswith(order_id, "C") and not quantity > 0',
        'concat(column("First Name"), " ", name)',
        "substring(phone, 1, 3)",
        "客户编号",
        'amount if currency == "CNY" else amount * 7',
    ],
)
def test_the_small_language(text: str) -> None:
    assert parse_expression(text, "here")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("__import__('os').system('x')", "unknown function"),
        ("a.b", "Attribute is not allowed"),
        ("[x for x in y]", "is not allowed"),
        ("lambda: 1", "Lambda is not allowed"),
        ("a ** 2", "Pow is not allowed"),
        ("a[0]", "Subscript is not allowed"),
        ("startwith(a, 'b')", "did you mean startswith"),
        ("contains(a)", "takes 2 arguments"),
        ("substring(a, b, 2)", "argument 2 of substring must be written out"),
        ("a * 0.00001", "more than four decimals"),
        ("a = 1", "is no expression"),
        ("(" * 500, "is no expression"),
        ("b'x'", "is not allowed"),
    ],
)
def test_everything_else_is_refused(text: str, word: str) -> None:
    with pytest.raises(MappingError, match=word.replace("(", r"\(")):
        parse_expression(text, "here")


def test_columns_of_an_expression() -> None:
    tree = parse_expression('coalesce(a, column("b c")) * a', "here")
    assert set(expression_columns(tree)) == {"a", "b c"}
