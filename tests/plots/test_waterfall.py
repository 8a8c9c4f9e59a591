"""From one total to another."""

from __future__ import annotations

import pytest

from crmpersona import plots
from crmpersona.plots.layout import layout_faults

PARTS = [
    ("九月", 2_356_000, False),
    ("人数", 28_000, True),
    ("次数", 91_000, True),
    ("单价", -22_000, True),
    ("十月", 2_453_000, False),
]
ROWS = [{"label": a, "value": b, "part": c} for a, b, c in PARTS]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_steps_carry_signs_and_nothing_collides(lang):
    picture = plots.waterfall(ROWS, title="finding", lang=lang, currency="CNY")
    assert layout_faults(picture) == []
    assert any(a.get_text().startswith("+¥") for a, _ in picture.placed)
    assert any(a.get_text().startswith("−¥") for a, _ in picture.placed)


def test_falling_and_negative_totals_are_drawn():
    rows = [{"label": "a", "value": 10, "part": False}, {"label": "b", "value": -30, "part": True},
            {"label": "c", "value": -20, "part": False}]  # fmt: skip
    assert layout_faults(plots.waterfall(rows, title="finding", kind="count", lang="en")) == []
    assert plots.waterfall(rows, title="f", kind="count", lang="en").alt.endswith("b −30; c −20")
