"""E-mail addresses."""

from __future__ import annotations

from typing import Any

import pytest

from crmpersona.cleaning.values import clean_value

CASES: list[tuple[Any, dict[str, Any], Any, str, str]] = [
    ("mailto:a.b@example.com", {}, "a.b@example.com", "ok", "email.address"),
    ("Zhang Wei <zhang.wei@example.com>", {}, None, "invalid", "email.not_valid"),
    ("'li@example.com'", {}, "li@example.com", "ok", "email.address"),
    ("li (at) example (dot) com", {}, "li@example.com", "ok", "email.address"),
    ("li[at]example.com", {}, "li@example.com", "ok", "email.address"),
    ("li at example dot com", {}, "li@example.com", "ok", "email.address"),
    ("wang@example", {}, None, "invalid", "email.not_valid"),
    ("wang@.com", {}, None, "invalid", "email.not_valid"),
    ("@example.com", {}, None, "invalid", "email.not_valid"),
    ("a@b@c.com", {}, None, "invalid", "email.two_ats"),
    ("a@example.com;b@example.com", {}, None, "ambiguous", "email.several"),
    ("a@example.com, a@example.com", {}, "a@example.com", "ok", "email.address"),
    ("a@example.com b@example.com", {}, None, "ambiguous", "email.several"),
    ("a@gmial.com", {}, "a@gmial.com", "ok", "email.provider_slip"),
    ("info@example.com", {}, "info@example.com", "ok", "email.role"),
    ("123456@qq.com", {}, "123456@qq.com", "ok", "email.qq_number"),
    ("user@例子.中国", {}, "user@例子.中国", "ok", "email.address"),
    ("user@xn--bcher-kva.example", {}, "user@bücher.example", "ok", "email.address"),
    ("a..b@example.com", {}, None, "invalid", "email.not_valid"),
    (".a@example.com", {}, None, "invalid", "email.not_valid"),
    ("a.@example.com", {}, None, "invalid", "email.not_valid"),
    ("zhang wei@example.com", {}, None, "invalid", "email.not_valid"),
    ("zhang.wei @ example.com", {}, "zhang.wei@example.com", "ok", "email.address"),
    ("zhang.wei@example.com.", {}, "zhang.wei@example.com", "ok", "email.address"),
    ("zhang.wei@example,com", {}, None, "invalid", "email.not_valid"),
    ("a@example.com（备用）", {}, "a@example.com", "ok", "email.address"),
    ("无@无", {}, None, "invalid", "email.not_valid"),
    ("test@test.com", {}, None, "invalid", "email.placeholder"),
    ("a@localhost", {}, None, "invalid", "email.not_valid"),
    ("a@127.0.0.1", {}, None, "invalid", "email.not_valid"),
    ("a@[127.0.0.1]", {}, None, "invalid", "email.not_valid"),
    ('"quoted"@example.com', {}, None, "invalid", "email.not_valid"),
    ("张伟@example.com", {}, "张伟@example.com", "ok", "email.address"),
    ("a@example.com\u200b", {}, "a@example.com", "ok", "email.address"),
    ("A&B@example.com", {}, "a&b@example.com", "ok", "email.address"),
    ("o'neil@example.com", {}, "o'neil@example.com", "ok", "email.address"),
    ("a@-x.com", {}, None, "invalid", "email.not_valid"),
    ("a@example.c", {}, None, "invalid", "email.not_valid"),
    (
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com",
        {},
        None,
        "invalid",
        "email.not_valid",
    ),
    ("www.example.com", {}, None, "invalid", "email.no_at"),
    ("13800138000@163.com", {}, "13800138000@163.com", "ok", "email.address"),
    ("a@ｅｘａｍｐｌｅ．com", {}, "a@example.com", "ok", "email.address"),
    ("a@example。com", {}, "a@example.com", "ok", "email.address"),
    ("+tag@gmail.com", {}, "+tag@gmail.com", "ok", "email.address"),
    ("First.Last+x@GMAIL.com", {}, "first.last+x@gmail.com", "ok", "email.address"),
    ("邮箱：a@example.com", {}, "a@example.com", "ok", "email.address"),
    ("a@exa mple.com", {}, None, "invalid", "email.not_valid"),
    ("ß@example.com", {}, "ß@example.com", "ok", "email.address"),
    ("STRASSE@FUẞ.example", {}, "strasse@fuß.example", "ok", "email.address"),
    ("user@faß.de", {}, "user@faß.de", "ok", "email.address"),
    ("a@example.test", {}, "a@example.test", "ok", "email.address"),
    ("mailto:a@example.com?subject=x", {}, "a@example.com", "ok", "email.address"),
    ("n/a", {}, None, "missing", "value.placeholder"),
    ("a@invalid", {}, None, "invalid", "email.not_valid"),
]


@pytest.mark.parametrize(("raw", "context", "value", "status", "rule"), CASES)
def test_email(raw: Any, context: dict[str, Any], value: Any, status: str, rule: str) -> None:
    answer = clean_value("email", raw, **context)
    assert (answer.value, answer.status, answer.rule) == (value, status, rule)
