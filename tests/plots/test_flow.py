"""Moves between stages."""

from __future__ import annotations

import pytest

from crmpersona import plots
from crmpersona.plots.layout import layout_faults

STAGES = [("new", "新客户"), ("growing", "成长期客户"), ("at_risk", "预警客户"), ("prospect", "潜在客户")]
FLOWS = [
    {"source": "new", "target": "growing", "customers": 300},
    {"source": "growing", "target": "at_risk", "customers": 40},
    {"source": "at_risk", "target": "growing", "customers": "<10"},
    {"source": None, "target": "new", "customers": 200},
    {"source": "prospect", "target": "prospect", "customers": 5000},
]


def test_small_stages_keep_their_labels_apart():
    picture = plots.stage_flow(FLOWS, title="finding", stages=STAGES, left="2026-09", right="2026-10", lang="zh")
    assert layout_faults(picture) == []
    texts = " ".join(a.get_text() for a, _ in picture.placed)
    assert "首次出现" in texts
    assert "≈" in texts


def test_the_largest_moves_are_said():
    alt = plots.stage_flow(FLOWS, title="f", stages=STAGES, lang="zh").alt
    assert alt.startswith("f. 新客户 → 成长期客户 300")


@pytest.mark.parametrize("flows", [[], [{"source": "new", "target": "new", "customers": 0}]])
def test_no_move_is_a_line(flows):
    assert "无数据" in plots.stage_flow(flows, title="f", stages=STAGES, lang="zh").alt
