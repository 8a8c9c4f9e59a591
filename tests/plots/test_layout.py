"""The check that all text can be read."""

from __future__ import annotations

from crmpersona.plots.canvas import Box, Canvas
from crmpersona.plots.layout import layout_faults


def faults_of(*texts, box=None):
    canvas = Canvas(200, 60)
    for x, y, text in texts:
        canvas.text(x, y, text, 14, box=box)
    canvas.picture.placed = canvas.placed
    return layout_faults(canvas.picture)


def test_text_on_text_is_a_fault():
    assert faults_of((10, 30, "one"), (15, 32, "two")) == ["'one' touches 'two'"]


def test_text_over_the_edge_is_a_fault():
    assert "right" in faults_of((10, 30, "far too wide"), box=Box(0, 0, 40, 60))[0]
    assert "top" in faults_of((10, 2, "high"))[0]


def test_readable_text_has_none():
    assert faults_of((10, 15, "one"), (10, 45, "two")) == []
