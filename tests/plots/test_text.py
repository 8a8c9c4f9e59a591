"""Measured widths and line breaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmpersona.plots.text import fit, text_width, wrap

WORDS = st.text(alphabet="客户画像月报 abcdefgh,.。，", max_size=60)


@given(WORDS, st.integers(30, 300))
def test_every_line_fits(text, width):
    assert all(text_width(line, 12) <= width + 1e-6 or len(line) == 1 for line in wrap(text, 12, width))


@given(WORDS, st.integers(30, 300))
def test_nothing_is_lost_but_blanks(text, width):
    assert "".join("".join(wrap(text, 12, width)).split()) == "".join(text.split())


@given(WORDS, st.integers(20, 300))
def test_fit_fits(text, width):
    assert text_width(fit(text, 12, width), 12) <= max(width, text_width("…", 12))


def test_closing_signs_do_not_start_a_line():
    assert all(line[0] not in "，。；）" for line in wrap("多在晚间下单，常用小程序，来得勤。（示意）", 12, 61))


def test_english_breaks_between_words():
    assert wrap("late evening orders", 10, text_width("late evening", 10) + 1) == ["late evening", "orders"]


def test_a_limit_of_lines_ends_with_dots():
    assert wrap("很长的一段话" * 10, 12, 80, lines=2)[-1].endswith("…")
