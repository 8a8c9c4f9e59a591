"""Pictures of features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from crmpersona.features.rfm_groups import rfm_group_names
from crmpersona.features.words_behaviour import TEXTS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["group_sizes"]


def group_sizes(frame: pd.DataFrame, lang: str | None = None) -> Figure:
    """Draw the share of customers in each RFM group.

    Parameters
    ----------
    frame : pandas.DataFrame
        Customer table with ``rfm_eight`` or, without money, ``rfm_eleven``.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.

    Returns
    -------
    matplotlib.figure.Figure
        The picture.
    """
    from crmpersona.plots import bars

    scheme = "eight" if "rfm_eight" in frame else "eleven"
    counts = frame[f"rfm_{scheme}"].value_counts()
    names = rfm_group_names(scheme, lang)
    rows = [{"label": name, "value": counts.get(key, 0) / len(frame)} for key, name in names.items()]
    return bars(pd.DataFrame(rows), title=TEXTS(f"picture_{scheme}", lang), kind="rate")
