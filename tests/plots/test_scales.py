"""Round ticks."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from crmpersona.plots.scales import ticks


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e6))
def test_ticks_enclose_the_range_in_equal_steps(low, span):
    marks = ticks(low, low + span)
    assert marks[0] <= low + 1e-6 * span
    assert marks[-1] >= low + span - 1e-6 * span
    steps = [b - a for a, b in itertools.pairwise(marks)]
    assert max(steps) - min(steps) <= 1e-6 * max(steps)
    assert len(marks) <= 13
