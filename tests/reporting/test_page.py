"""The page: complete in itself, every glyph there, every picture with words.

Covers also: bundle, fonts, pictures, section
"""

from __future__ import annotations

import base64
import io
import re

import pandas as pd
import pytest

from crmpersona.contract import ReportError
from crmpersona.plots.canvas import Canvas
from crmpersona.reporting.page import Cover, render_page, visible_text
from crmpersona.reporting.section import Panel, Section, Tile
from crmpersona.reporting.tables import Column, Table
from crmpersona.reporting.verify import outside_requests


def picture():
    canvas = Canvas(300, 80)
    canvas.text(20, 30, "占比", 16)
    return canvas.picture


@pytest.fixture(scope="module")
def page() -> str:
    frame = pd.DataFrame({"g": ["甲<b>", "乙"], "n": [400, 3]})
    table = Table.of("groups", "", [Column("g", "组"), Column("n", "客户数", "customers")], frame)
    tile = Tile("buyers", "成交客户数", "594", (("环比", "+1.2%", "good"),), (500.0, None, 594.0))
    sections = [
        Section("one_page", 0, "一页结论", "如何?", "好转。", tiles=(tile,),
                blocks=(("先做", ["提醒"]), ("组", table))),
        Section("groups", 1, "分组", "哪些?", "两组。", figure=picture(), alt='他说"好"', table=table,
                panels=(Panel("p", "卡", picture(), "卡片", table),)),
        Section("later", 2, "以后", "何时?", "等待数据。", status="waiting"),
        Section("sheet", 13, "口径", "", "", status="sheet"),
    ]  # fmt: skip
    return render_page(Cover("客户画像月报", "2026 年 10 月", (("目标", "看清"),), ("as_of 2026-11-01",)), sections)


def test_nothing_is_fetched_and_nothing_runs(page):
    assert outside_requests(page) == []


def test_every_picture_has_words_and_can_be_decoded(page):
    from PIL import Image

    found = re.findall(r'<img src="data:image/png;base64,([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)"', page)
    assert len(found) == 2
    for code, alt, width, _ in found:
        assert alt
        assert Image.open(io.BytesIO(base64.b64decode(code))).width <= 2 * int(width)


def test_font_holds_every_character_of_the_page(page):
    from fontTools.ttLib import TTFont

    code = re.search(r"data:font/woff2;base64,([^)]+)\)", page)
    font = TTFont(io.BytesIO(base64.b64decode(code[1])))
    wanted = {letter for letter in visible_text(page) if not letter.isspace() and letter != "\u2060"}
    assert {chr(number) for number in font.getBestCmap()} >= wanted


def test_texts_are_escaped_and_small_counts_hidden(page):
    assert "甲&lt;b&gt;" in page
    assert "&lt;10" in page


def test_waiting_sections_are_one_line_and_sheets_do_not_show(page):
    assert "等待数据。" in page
    assert 'id="s13"' not in page


def test_same_input_gives_the_same_page():
    section = [Section("one_page", 0, "一", "?", "!")]
    cover = Cover("月报", "2026-10")
    assert render_page(cover, section) == render_page(cover, section)


def test_character_without_a_glyph_is_refused():
    with pytest.raises(ReportError, match=r"U\+1F600"):
        render_page(Cover("月报 😀", "2026-10"), [Section("one_page", 0, "一", "?", "!")])
