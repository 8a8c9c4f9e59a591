"""Headline, panel, badge and the line that stands for missing data."""

from __future__ import annotations

import pytest

from crmpersona.contract import Formatter
from crmpersona.plots import no_data
from crmpersona.plots.layout import layout_faults
from crmpersona.plots.page import Page, shade, written


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_missing_data_is_one_line_with_the_reason(lang):
    picture = no_data("reason 原因", title="标题 title", lang=lang)
    assert layout_faults(picture) == []
    assert "reason 原因" in picture.alt
    assert picture.get_figheight() < 2


def test_long_headlines_break_and_note_stays_inside():
    page = Page(50, title="一个很长很长的结论句子" * 8, eyebrow="e" * 300, note="小字说明 " * 80)
    assert layout_faults(page.done()) == []


def test_the_head_can_be_cut_off():
    picture = Page(50, title="Finding").done()
    assert 0 < picture.head < 100


def test_texts_for_withheld_counts_stay_as_they_are():
    assert written("<10", "count", Formatter("zh")) == "<10"
    assert written(None, "rate", Formatter("zh")) == "–"


def test_shades_get_darker():
    light = [sum(int(shade(x / 10)[i : i + 2], 16) for i in (1, 3, 5)) for x in range(11)]
    assert light == sorted(light, reverse=True)
