"""Bars and tables inside a box, and the lower blocks of the card.

Covers also: card_parts
"""

from __future__ import annotations

import pandas as pd

from crmpersona.contract import Formatter
from crmpersona.plots.canvas import Box, Canvas
from crmpersona.plots.card_parts import actions_height, draw_actions
from crmpersona.plots.layout import layout_faults
from crmpersona.plots.rows import base_bars, grid, records


def test_missing_values_become_none_and_lists_stay():
    frame = pd.DataFrame({"a": [1.0, None], "b": ["x", pd.NA], "c": [[1, 2], [3]]})
    assert records(frame) == [{"a": 1.0, "b": "x", "c": [1, 2]}, {"a": None, "b": None, "c": [3]}]


def test_bars_with_base_and_withheld_figures_stay_inside():
    canvas = Canvas(300, 150)
    rows = [
        {"label": "小程序", "share": 0.83, "base": 0.63},
        {"label": "门店", "share": None, "base": 0.9, "text": "<10"},
    ]
    base_bars(canvas, Box(10, 10, 280, 60), rows, Formatter("zh"))
    canvas.picture.placed = canvas.placed
    assert layout_faults(canvas.picture) == []
    assert "<10" in [artist.get_text() for artist, _ in canvas.placed]


def test_rows_that_do_not_fit_are_left_out():
    canvas = Canvas(300, 60)
    grid(canvas, Box(0, 0, 300, 60), ["a", "b"], [["1", "2"]] * 10)
    assert len(canvas.placed) == 4


def test_actions_need_the_height_they_say():
    rows = [("目标", "一句不短的话，" * 6), ("渠道", "短")] * 3
    canvas = Canvas(500, actions_height(rows, 480) + 20)
    draw_actions(canvas, Box(10, 10, 480, canvas.height - 20), rows)
    canvas.picture.placed = canvas.placed
    assert layout_faults(canvas.picture) == []
    assert "".join(a.get_text() for a, _ in canvas.placed).count("目标") == 3
