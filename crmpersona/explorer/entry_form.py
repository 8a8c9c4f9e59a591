"""A form in the notebook for entering rows by hand, checked by the data contract as each is added."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from crmpersona.contract import CONTRACT, ColumnSpec, ParameterError, nearest, resolve_lang
from crmpersona.explorer.words_form import WORDS
from crmpersona.sources import check_entry, entry_template
from crmpersona.sources.template_layout import choices, column_label, explained

if TYPE_CHECKING:
    import ipywidgets

__all__ = ["EntryForm", "entry_form"]


class EntryForm:
    """One field per column of a table, a button to add the row, and what is wrong with it.

    The rows stay in memory until :meth:`save` is called; the page shows how many there are, never what they hold.

    Parameters
    ----------
    table : str
        Table of the contract.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.

    Attributes
    ----------
    fields : dict of str to ipywidgets widget
        By column of the contract: drop-downs where there are values to choose from, pickers for dates.
    add_button, remove_button : ipywidgets.Button
        Add the row that is filled in; remove the one added last.
    message : ipywidgets.HTML
        What happened, or what to change.
    box : ipywidgets.VBox
        The whole form.

    Raises
    ------
    ParameterError
        If the table is unknown.

    Examples
    --------
    >>> form = EntryForm("customers", lang="en")
    >>> form.fields["customer_id"].value = "C1"
    >>> form.fields["gender"].value = "female"
    >>> form.add_button.click()
    >>> form.frame.to_dict("records")
    [{'customer_id': 'C1', 'gender': 'female'}]
    """

    def __init__(self, table: str, *, lang: str | None = None) -> None:
        import ipywidgets as widgets

        if table not in CONTRACT:
            near = nearest(str(table), CONTRACT)
            advice = f"did you mean {near!r}?" if near else f"tables: {', '.join(CONTRACT)}"
            raise ParameterError(f"there is no table {table!r}", remedy=advice)
        self.table, self.lang = table, resolve_lang(lang)
        self._rows: list[dict[str, str]] = []
        self.fields = {column.name: self._field(column) for column in CONTRACT[table].columns}
        self.add_button = widgets.Button(description=WORDS("add", self.lang), button_style="primary")
        self.remove_button = widgets.Button(description=WORDS("remove", self.lang))
        self.message = widgets.HTML(WORDS("none_yet", self.lang))
        self.add_button.on_click(self._add)
        self.remove_button.on_click(self._remove)
        grid = widgets.GridBox(
            list(self.fields.values()), layout=widgets.Layout(grid_template_columns="repeat(2, minmax(300px, 1fr))")
        )
        buttons = widgets.HBox([self.add_button, self.remove_button])
        self.box: ipywidgets.VBox = widgets.VBox([grid, buttons, self.message])

    @property
    def frame(self) -> pd.DataFrame:
        """The rows added, as text in the contract's form; a missing value is null."""
        there = {name for row in self._rows for name in row}
        names = [name for name in CONTRACT[self.table].names if name in there]
        return pd.DataFrame(self._rows, columns=names, dtype="string")

    def save(self, path: str | Path) -> Path:
        """Write the rows into an entry template.

        Parameters
        ----------
        path : str or Path
            Workbook to write, ending in ``.xlsx``; one of that name is replaced.

        Returns
        -------
        Path
            The workbook, for :func:`crmpersona.sources.read_entries` or ``cp.read``.

        Raises
        ------
        SourceError
            If it cannot be written.
        """
        return entry_template(path, [self.table], lang=self.lang, data={self.table: self.frame})

    def _field(self, column: ColumnSpec) -> Any:
        """Make the field of a column."""
        import ipywidgets as widgets

        settings = {
            "description": self._label(column),
            "tooltip": explained(column, self.lang),
            "style": {"description_width": "130px"},
        }
        offered = choices(column, self.lang)
        if offered:
            keys = ("true", "false") if column.type == "boolean" else column.allowed
            return widgets.Dropdown(options=[("", ""), *zip(offered, keys, strict=True)], **settings)
        if column.type == "date":
            return widgets.DatePicker(**settings)
        return widgets.NaiveDatetimePicker(**settings) if column.type == "timestamp" else widgets.Text(**settings)

    def _label(self, column: ColumnSpec) -> str:
        """Name a field, required ones marked."""
        return column_label(self.table, column.name, self.lang) + ("*" if column.required else "")

    def _add(self, _button: Any = None) -> None:
        """Check the fields; keep the row and clear them, or say what to change."""
        values = {name: field.value for name, field in self.fields.items()}
        row, faults = check_entry(self.table, values, lang=self.lang)
        problems = [
            WORDS(
                "fault",
                self.lang,
                label=column_label(self.table, fault.column, self.lang),
                problem=fault.problem(self.lang),
                remedy=fault.remedy(self.lang),
            )
            for fault in faults
        ]
        if not problems and (earlier := self._same_key(row)):
            problems = [WORDS("repeated", self.lang, row=earlier)]
        if problems:
            self._refuse(problems)
            return
        self._rows.append(row)
        for field in self.fields.values():
            field.value = "" if isinstance(field.value, str) else None
        self._say(WORDS("added", self.lang, rows=len(self._rows)))

    def _same_key(self, row: dict[str, str]) -> int:
        """Return the number of the row that has the same key, or 0."""
        key = [row.get(name) for name in CONTRACT[self.table].key]
        if not all(key):
            return 0
        keys = [[other.get(name) for name in CONTRACT[self.table].key] for other in self._rows]
        return keys.index(key) + 1 if key in keys else 0

    def _remove(self, _button: Any = None) -> None:
        """Remove the row added last."""
        if self._rows:
            self._rows.pop()
        self._say(WORDS("removed" if self._rows else "none_yet", self.lang, rows=len(self._rows)))

    def _refuse(self, problems: Sequence[str]) -> None:
        """List what to change."""
        items = "".join(f"<li>{html.escape(problem)}</li>" for problem in problems)
        self.message.value = f"<b>{html.escape(WORDS('refused', self.lang))}</b><ul>{items}</ul>"

    def _say(self, text: str) -> None:
        """Show one line."""
        self.message.value = html.escape(text)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Show the form in Jupyter."""
        return self.box._repr_mimebundle_(**options)


def entry_form(table: str, *, lang: str | None = None) -> EntryForm:
    """Open a form for entering rows of a table by hand.

    Parameters
    ----------
    table : str
        Table of the contract.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.

    Returns
    -------
    EntryForm
        Shown by Jupyter; ``.frame`` holds the rows, ``.save("rows.xlsx")`` writes them.

    Raises
    ------
    ParameterError
        If the table is unknown.

    Examples
    --------
    >>> entry_form("products", lang="zh").fields["product_id"].description
    '商品编号*'
    """
    return EntryForm(table, lang=lang)
