"""The explorer in a notebook: choose, and see the answer; no code needed."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crmpersona import plots
from crmpersona.contract import Crm
from crmpersona.explorer.state import Explorer
from crmpersona.explorer.words import WORDS

if TYPE_CHECKING:
    import ipywidgets
    import pandas as pd

__all__ = ["ExplorerView", "explore"]


class ExplorerView:
    """Dropdowns above a sentence, a picture and a table.

    The picture is an image widget rather than an output area, so that it looks the same in JupyterLab, in a served
    page and in tests.

    Parameters
    ----------
    explorer : Explorer
        What can be chosen.

    Attributes
    ----------
    box : ipywidgets.VBox
        The whole view.
    month, grouping, group, measure : ipywidgets.Dropdown
        The choices.
    sentence, table : ipywidgets.HTML
        The finding in words and figures.
    picture : ipywidgets.Image
        The finding as a picture.

    Examples
    --------
    >>> view = ExplorerView(Explorer.sample("en"))
    >>> view.measure.value = "buyers"
    >>> "Buyers" in view.sentence.value
    True
    """

    def __init__(self, explorer: Explorer) -> None:
        import ipywidgets as widgets

        self.explorer = explorer
        lang = explorer.lang
        self.month = widgets.Dropdown(options=list(explorer.months), description=WORDS("month", lang))
        self.grouping = widgets.Dropdown(options=_pairs(explorer.groupings()), description=WORDS("grouping", lang))
        self.group = widgets.Dropdown(options=[(WORDS("all", lang), "all")], description=WORDS("group", lang))
        self.measure = widgets.Dropdown(
            options=_pairs(explorer.measures()), value="net_sales", description=WORDS("measure", lang)
        )
        self.sentence, self.table = widgets.HTML(), widgets.HTML()
        self.picture = widgets.Image(format="png", layout=widgets.Layout(max_width="860px"))
        self._busy = False
        for control in (self.month, self.grouping):
            control.observe(self._regroup, names="value")
        for control in (self.group, self.measure):
            control.observe(self._show, names="value")
        hint = widgets.HTML(f"<small>{html.escape(WORDS('hint', lang))}</small>")
        rows = [widgets.HBox([self.month, self.measure]), widgets.HBox([self.grouping, self.group])]
        self.box: ipywidgets.VBox = widgets.VBox([*rows, self.sentence, self.picture, self.table, hint])
        self._show()

    def _regroup(self, _change: Any = None) -> None:
        """Offer the groups of the chosen month and grouping."""
        self._busy = True
        kept = self.group.value
        options = _pairs(self.explorer.groups(self.month.value, self.grouping.value))
        self.group.options = options
        keys = [key for _, key in options]
        self.group.value = kept if kept in keys else (keys[0] if keys else None)
        self._busy = False
        self._show()

    def _show(self, _change: Any = None) -> None:
        """Show the look that is chosen."""
        if self._busy or self.group.value is None:
            return
        look = self.explorer.look(self.month.value, self.grouping.value, self.group.value, self.measure.value)
        self.sentence.value = f"<p style='font-size:15px'><b>{html.escape(look.summary())}</b></p>"
        self.picture.value = plots.png_bytes(look.plot())
        self.table.value = _html(look.table())

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Show the widgets in Jupyter."""
        return self.box._repr_mimebundle_(**options)


def _html(table: pd.DataFrame) -> str:
    """Write a table for reading: figures to the right, air between the columns."""
    cell = "style='padding:2px 14px;text-align:right;white-space:nowrap'"
    head = "".join(f"<th {cell}>{html.escape(str(name))}</th>" for name in ["", *table.columns])
    rows = [
        "".join(
            [f"<th {cell}>{html.escape(str(month))}</th>", *(f"<td {cell}>{html.escape(str(v))}</td>" for v in row)]
        )
        for month, row in zip(table.index, table.to_numpy(), strict=True)
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table style='border-collapse:collapse;line-height:1.5'><tr>{head}</tr>{body}</table>"


def _pairs(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Turn words to key into the pairs of a dropdown."""
    return list(words.items())


def explore(crm: Crm, *, lang: str | None = None, window_days: int = 365) -> ExplorerView:
    """Open the explorer: month, group and measure by dropdown.

    Parameters
    ----------
    crm : Crm
        The data; cleaned with defaults where they are as read.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    window_days : int, default 365
        Window of RFM and value tiers.

    Returns
    -------
    ExplorerView
        Shown by Jupyter as widgets.

    Raises
    ------
    NotEnoughDataError
        If there is not one month with orders.

    Examples
    --------
    >>> explore(Explorer.sample("zh").crm, lang="zh").month.description
    '月份'
    """
    return ExplorerView(Explorer(crm, lang=lang, window_days=window_days))
