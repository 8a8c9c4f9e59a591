"""The index against the base."""

from __future__ import annotations

import pytest

from crmpersona import plots
from crmpersona.plots.layout import layout_faults


def row(label, index, low, high, certified=True, **more):
    return {"label": label, "index": index, "ci_low": low, "ci_high": high, "share_group": 0.4, "share_base": 0.3,
            "certified": certified, **more}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_panel_per_group(lang):
    rows = [row("在小程序下单", 140, 120, 160, group=g) for g in "abc"] + [
        row("x", 0, 0, 12, group="a", share_group="<10")
    ]
    picture = plots.tgi_dots(rows, title="f", lang=lang)
    assert layout_faults(picture) == []
    assert {"a", "b", "c"} <= {a.get_text() for a, _ in picture.placed}


def test_colours_tell_above_below_and_not_certified():
    rows = [row("up", 150, 130, 170), row("down", 50, 40, 60), row("unsure", 120, 90, 150, certified=False)]
    picture = plots.tgi_dots(rows, title="f", lang="en")
    colours = {a.get_text(): a.get_color() for a, _ in picture.placed}
    assert len({colours["150"], colours["50"], colours["120"]}) == 3


def test_missing_intervals_are_no_error():
    assert "TGI 150" in plots.tgi_dots([row("a", 150, None, None)], title="f", lang="en").alt
