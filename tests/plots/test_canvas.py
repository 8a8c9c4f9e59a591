"""The page in logical pixels."""

from __future__ import annotations

from crmpersona.plots.canvas import Box, Canvas
from crmpersona.plots.layout import layout_faults


def test_boxes_are_cut_into_equal_columns_that_fill_the_room():
    columns = Box(10, 0, 100, 20).columns(3, 5)
    assert columns[0].x == 10
    assert abs(columns[-1].right - 110) < 1e-9
    assert len({round(column.width, 9) for column in columns}) == 1


def test_a_paragraph_never_leaves_its_box():
    canvas = Canvas(200, 80)
    bottom = canvas.paragraph(Box(10, 10, 180, 60), "很长的一段话" * 40, 12)
    canvas.picture.placed = canvas.placed
    assert bottom <= 70
    assert canvas.placed[-1][0].get_text().endswith("…")
    assert layout_faults(canvas.picture) == []


def test_what_is_drawn_later_lies_on_top():
    canvas = Canvas(100, 100)
    canvas.line([(0, 0), (10, 10)])
    canvas.frame(Box(0, 0, 10, 10))
    assert canvas.axes.patches[0].get_zorder() > canvas.axes.lines[0].get_zorder()


def test_dollar_signs_are_money_not_formulas():
    canvas = Canvas(100, 50)
    canvas.text(5, 20, "$5 and $6", 12)
    assert not canvas.placed[0][0].get_parse_math()


def test_pictures_show_themselves():
    assert Canvas(20, 20).picture._repr_png_()[:4] == b"\x89PNG"
