"""The eight RFM groups."""

from __future__ import annotations

import pytest

from crmpersona import plots
from crmpersona.plots.layout import layout_faults

NAMES = {"zh": "重要挽留客户", "en": "Important: win back"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_are_whole_and_prospects_stand_below(lang):
    row = {
        "label": NAMES[lang],
        "code": "001",
        "customers": 38,
        "share_customers": 0.009,
        "share_sales": 0.022,
        "change": -3,
        "good": "down",
    }
    rows = [row] * 7 + [{**row, "customers": "<10", "share_customers": None, "change": None}]
    picture = plots.rfm_tiles([*rows, {"label": "潜在客户", "code": "", "customers": 210}], title="f", lang=lang)
    assert layout_faults(picture) == []
    texts = [a.get_text() for a, _ in picture.placed]
    assert texts.count(NAMES[lang]) == 8
    assert any("210" in text for text in texts)
    assert "<10" in texts
