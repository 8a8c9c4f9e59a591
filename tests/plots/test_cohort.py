"""Retention of cohorts."""

from __future__ import annotations

import pytest

from crmpersona import plots
from crmpersona.plots.layout import layout_faults

ROWS = [
    {
        "cohort": f"2026-{m:02d}",
        "size": "<10" if m == 3 else 100 * m,
        "month": k,
        "share": 0.3 / (k + 1) if m + k <= 8 else None,
    }
    for m in range(1, 9)
    for k in range(9)
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_unfinished_months_stay_blank(lang):
    picture = plots.cohort_triangle(ROWS, title="finding", lang=lang)
    assert layout_faults(picture) == []
    cells = [a.get_text() for a, _ in picture.placed if a.get_text().endswith("%")]
    assert len(cells) == sum(8 - m for m in range(1, 9))
    assert "<10" in [a.get_text() for a, _ in picture.placed]


def test_no_share_at_all_is_a_line():
    assert (
        "No data"
        in plots.cohort_triangle([{"cohort": "a", "size": 1, "month": 1, "share": None}], title="t", lang="en").alt
    )
