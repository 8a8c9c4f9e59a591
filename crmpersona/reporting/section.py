"""A section of the report: a question, a sentence that answers it, a picture, a table, a note on limits."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmpersona.reporting.tables import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["STATUSES", "Panel", "Section", "Tile", "table_html"]

STATUSES = ("ready", "no_data", "waiting", "sheet")
TABLE_ROWS = 10
SHORT = 12  # Latin letters, or half as many Chinese characters
WIDE = 0x2E7F


@dataclass(frozen=True)
class Tile:
    """One figure of page one.

    Parameters
    ----------
    key : str
        Measure.
    label : str
        Its name in the report's language.
    value : str
        Its value, written.
    changes : tuple of (str, str, str)
        Comparisons: what with, the change, and its tone (``"good"``, ``"bad"`` or ``""``).
    series : tuple of (float or None)
        Up to 13 months, oldest first; None is a gap.
    about : str
        Numerator, denominator and interval, shown when one points at the tile.

    Examples
    --------
    >>> Tile("buyers", "成交客户数", "8,912", (("环比", "+1.2%", "good"),), (8806.0, 8912.0)).tone
    'good'
    """

    key: str
    label: str
    value: str
    changes: tuple[tuple[str, str, str], ...] = ()
    series: tuple[float | None, ...] = ()
    about: str = ""

    @property
    def tone(self) -> str:
        """Tone of the first comparison: colours the line."""
        return self.changes[0][2] if self.changes else ""


@dataclass(frozen=True)
class Panel:
    """A further picture of a section with its figures as a table, such as one persona card.

    Parameters
    ----------
    key : str
        Stable name: file name of the picture.
    title : str
        Heading.
    figure : matplotlib.figure.Figure or None
        Picture.
    alt : str
        What the picture says, for those who do not see it.
    table : Table or None
        The picture's figures.
    note : str
        Small print.

    Examples
    --------
    >>> Panel("champions", "Champions").note
    ''
    """

    key: str
    title: str
    figure: Figure | None = None
    alt: str = ""
    table: Table | None = None
    note: str = ""


@dataclass(frozen=True)
class Section:
    """One section of the monthly report.

    Parameters
    ----------
    key : str
        Stable name.
    number : int
        Place in the report, 0 to 13.
    title, question : str
        Name, and the one question it answers.
    headline : str
        The answer: one sentence with number, comparison and interval.
    lang : {"zh", "en"}
        Language of all texts.
    currency : str or None
        Currency of money in the table.
    figure : matplotlib.figure.Figure or None
        The one picture.
    alt : str
        What the picture says, for those who do not see it.
    table : Table or None
        Figures; the page shows ten rows at most, the workbook all.
    note : str
        Limits of the answer.
    status : {"ready", "no_data", "waiting", "sheet"}
        ``no_data``: the block says what would fill it; ``waiting``: a later version of crmpersona delivers it;
        ``sheet``: only in the workbook.
    sheet : str
        Name of its sheet in the workbook; empty for none.
    panels : tuple of Panel
        Further pictures, such as persona cards.
    tiles : tuple of Tile
        Key figures (page one only).
    blocks : tuple of (str, object)
        Boxes beside each other on page one: heading and either lines of text or a Table.
    footer : str
        Closing line.
    extra : tuple of Table
        Further tables that only the workbook and the tables folder hold.

    Examples
    --------
    >>> section = Section("overview", 1, "经营概览", "…?", "净销售额 ¥245.3 万。", lang="zh")
    >>> section.status, section.anchor
    ('ready', 's1')
    """

    key: str
    number: int
    title: str
    question: str
    headline: str
    lang: str = "zh"
    currency: str | None = None
    figure: Figure | None = None
    alt: str = ""
    table: Table | None = None
    note: str = ""
    status: str = "ready"
    sheet: str = ""
    panels: tuple[Panel, ...] = ()
    tiles: tuple[Tile, ...] = ()
    blocks: tuple[tuple[str, Any], ...] = ()
    footer: str = ""
    extra: tuple[Table, ...] = ()

    @property
    def anchor(self) -> str:
        """Name of the place in the page."""
        return f"s{self.number}"

    def tables(self) -> list[Table]:
        """List all tables of the section.

        Returns
        -------
        list of Table
            The section's own, its panels', and those of the workbook only.

        Examples
        --------
        >>> Section("x", 1, "X", "?", "!").tables()
        []
        """
        own = [self.table, *(panel.table for panel in self.panels), *self.extra]
        return [table for table in own if table is not None]

    def _repr_html_(self) -> str:
        """Show the section in Jupyter: words, picture, table."""
        escape = html.escape
        parts = [
            f"<h3>{self.number} {escape(self.title)}</h3><p><em>{escape(self.question)}</em></p>",
            f"<p><strong>{escape(self.headline)}</strong></p>",
        ]
        if self.tiles:
            cells = "".join(f"<td>{escape(tile.label)}<br><b>{escape(tile.value)}</b></td>" for tile in self.tiles)
            parts.append(f"<table><tr>{cells}</tr></table>")
        parts += [_picture(figure, alt) for figure, alt in self._pictures()]
        if self.table is not None:
            parts.append(table_html(self.table.head(TABLE_ROWS), self.lang, self.currency))
        if self.note:
            parts.append(f"<p><small>{escape(self.note)}</small></p>")
        return "\n".join(parts)

    def _pictures(self) -> list[tuple[Figure, str]]:
        """List pictures with their alternative texts."""
        own = [(self.figure, self.alt), *((panel.figure, panel.alt) for panel in self.panels)]
        return [(figure, alt) for figure, alt in own if figure is not None]


def _picture(figure: Figure, alt: str) -> str:
    """Embed a picture in Jupyter output."""
    from crmpersona.reporting.pictures import USUAL_SCALE, rendered

    code = base64.b64encode(rendered(figure).screen(USUAL_SCALE)).decode()
    return f'<img alt="{html.escape(alt, quote=True)}" style="max-width:100%" src="data:image/png;base64,{code}">'


def _is_short(texts: Iterable[str]) -> bool:
    """Tell whether a column of texts is so narrow that breaking its lines would only look torn."""
    return max((sum(2 if ord(sign) > WIDE else 1 for sign in text) for text in texts), default=0) <= SHORT


def table_html(table: Table, lang: str, currency: str | None = None) -> str:
    """Write a table as HTML: figures to the right, texts to the left.

    Parameters
    ----------
    table : Table
        The table.
    lang : {"zh", "en"}
        Language.
    currency : str, optional
        ISO 4217 code.

    Returns
    -------
    str
        A ``<table>`` element with a caption.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmpersona.reporting.tables import Column
    >>> made = Table.of("t", "", [Column("n", "Orders", "count")], pd.DataFrame({"n": [1200]}))
    >>> table_html(made, "en")[-56:]
    '<tbody><tr><td class="n">1,200</td></tr></tbody></table>'
    """
    texts = table.texts(lang, currency)
    classes = [
        ' class="n"' if column.kind != "text" else ' class="s"' if _is_short(texts.iloc[:, place]) else ""
        for place, column in enumerate(table.columns)
    ]
    caption = f"<caption>{html.escape(table.title)}</caption>" if table.title else ""
    head = "".join(
        f'<th scope="col"{mark}>{html.escape(str(label))}</th>'
        for label, mark in zip(texts.columns, classes, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(f"<td{mark}>{html.escape(cell)}</td>" for cell, mark in zip(row, classes, strict=True))
        + "</tr>"
        for row in texts.to_numpy().tolist()
    )
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
