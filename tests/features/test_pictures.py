"""Pictures of features show every group by name."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from crmpersona.features.pictures import group_sizes
from crmpersona.features.rfm_groups import rfm_group_names


@pytest.mark.parametrize("scheme", ["eight", "eleven"])
def test_every_group_is_named(scheme):
    names = rfm_group_names(scheme, "zh")
    figure = group_sizes(pd.DataFrame({f"rfm_{scheme}": list(names)}), "zh")
    shown = {text.get_text() for text in figure.findobj(match=plt.Text)}
    plt.close("all")
    assert set(names.values()) <= shown
