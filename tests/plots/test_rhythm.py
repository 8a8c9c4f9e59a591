"""Hours and channels."""

from __future__ import annotations

import pytest

from crmpersona import plots
from crmpersona.plots.layout import layout_faults

HOURS = [[float(h in (12, 20)) for h in range(24)] for _ in range(7)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hours_and_channels_of_each_group(lang):
    channels = [{"label": "小程序", "share": 0.8, "base": 0.6}]
    groups = [{"name": "A", "hours": HOURS, "channels": channels},
              {"name": "B", "hours": None, "hours_missing": "orders carry days only", "channels": []}]  # fmt: skip
    picture = plots.rhythm(groups, title="f", lang=lang)
    assert layout_faults(picture) == []
    assert any("orders carry days only" in a.get_text() for a, _ in picture.placed)


def test_all_zero_hours_are_missing_not_a_blank_map():
    picture = plots.rhythm([{"name": "A", "hours": [[0] * 24] * 7, "channels": []}], title="f", lang="zh")
    assert sum("无数据" in a.get_text() for a, _ in picture.placed) == 2
