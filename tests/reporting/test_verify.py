"""The last look: planted canaries are found, ordinary reports pass."""

from __future__ import annotations

import pytest

from crmpersona.contract import PrivacyError, ReportError
from crmpersona.reporting.verify import Secrets, check_folder, leaks, outside_requests, redact

SECRETS = Secrets.of(
    {"name": ["王小明", "李雷", "高峰"]},
    {"customer_id": ["C000017", "12347"], "phone": ["15412345678"], "email": ["li@example.com"]},
    harmless=["高峰"],
)


@pytest.mark.parametrize(
    "text",
    ["客户王小明买得最多", "<td>李雷</td>", "id: C000017", "call 154 1234 5678", "mail li@example.com", "13912345678",
     "11010519491231002X"],
)  # fmt: skip
def test_planted_canaries_are_found(text):
    assert leaks(text, SECRETS)


@pytest.mark.parametrize(
    "text",
    ["12347 orders", "高峰时段", "李雷同学会" , "¥8,911,407.90", "2026-10-31",
     '"sha256": "13912345678abcdef0"', "1234567890123"],
)  # fmt: skip
def test_ordinary_text_passes(text):
    assert not leaks(text, SECRETS)


def test_message_never_repeats_the_value():
    assert "13912345678" not in redact("KeyError: 13912345678")
    assert "li@" not in redact("li@example.com")


@pytest.mark.parametrize(
    "page",
    ['<img src="https://x.test/a.png">', "<script>1</script>", "<style>@import 'http://x.test/a.css';</style>",
     "<style>p{background:url(//x.test/p)}</style>", '<body onload="x()">', '<link href="//x.test/f.css">'],
)  # fmt: skip
def test_outside_requests_and_scripts_are_found(page):
    assert outside_requests(page)


def test_embedded_data_and_inner_links_are_no_requests():
    page = '<link rel="icon" href="data:,"><a href="#s1">1</a><style>src: url(data:font/woff2;base64,AAAA)</style>'
    assert outside_requests(page) == []


def test_folder_with_a_leak_or_a_request_is_refused(tmp_path):
    page = tmp_path / "report.html"
    page.write_text("<p>fine</p>")
    check_folder(tmp_path, SECRETS)
    (tmp_path / "manifest.json").write_text('{"top": "C000017"}')
    with pytest.raises(PrivacyError, match=r"id or contact \(1\)"):
        check_folder(tmp_path, SECRETS)
    (tmp_path / "manifest.json").unlink()
    page.write_text('<img src="http://x.test/a.png">')
    with pytest.raises(ReportError, match="would fetch"):
        check_folder(tmp_path, SECRETS)
    page.write_text("x" * 2_000_001)
    with pytest.raises(ReportError, match="bytes"):
        check_folder(tmp_path, SECRETS)
