"""The report as one HTML file: own layout, pictures and font inside, no code, nothing fetched."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmpersona.reporting.fonts import subset_font
from crmpersona.reporting.pictures import Rendered, rendered, scale_for, spark
from crmpersona.reporting.section import TABLE_ROWS, Section, table_html
from crmpersona.reporting.tables import Table
from crmpersona.reporting.words import WORDS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Cover", "render_page", "visible_text"]

TEMPLATES = Path(__file__).parent / "templates"
TAGS = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)
ATTRIBUTES = re.compile(r"""\b(?:alt|title|aria-label)="([^"]*)\"""")


@dataclass(frozen=True)
class Cover:
    """What stands above the report.

    Parameters
    ----------
    title : str
        Name of the document.
    month : str
        Reported month, as people write it.
    facts : tuple of (str, str)
        Scope: goal, population, period, exclusions.
    eyebrow : tuple of str
        Short facts beside the title: as_of, number of customers.
    lang : {"zh", "en"}
        Language.

    Examples
    --------
    >>> Cover("客户画像月报", "2026 年 10 月").lang
    'zh'
    """

    title: str
    month: str
    facts: tuple[tuple[str, str], ...] = ()
    eyebrow: tuple[str, ...] = ()
    lang: str = "zh"

    def _repr_html_(self) -> str:
        """Show the cover in Jupyter."""
        rows = "".join(
            f"<tr><th>{html.escape(name)}</th><td>{html.escape(text)}</td></tr>" for name, text in self.facts
        )
        return f"<h2>{html.escape(self.title)} · {html.escape(self.month)}</h2><table>{rows}</table>"


def render_page(cover: Cover, sections: Sequence[Section]) -> str:
    """Write the whole page.

    Parameters
    ----------
    cover : Cover
        Title and scope.
    sections : sequence of Section
        Sections in order; the first is page one.

    Returns
    -------
    str
        HTML, complete in itself.

    Raises
    ------
    ReportError
        If the font lacks a character of the text.

    Examples
    --------
    >>> page = render_page(Cover("Report", "October"), [Section("one_page", 0, "One page", "?", "Quiet.", lang="en")])
    >>> page[:15], "Quiet." in page
    ('<!DOCTYPE html>', True)
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    scale = scale_for(_pictures(sections))
    surroundings = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    surroundings.globals.update(
        word=lambda key, **values: WORDS(key, cover.lang, **values),
        spark=spark,
        picture=lambda figure, alt, headless: Markup(_picture(figure, alt, scale, headless=headless)),  # noqa: S704
        table=lambda table, section: Markup(table_html(_short(table), section.lang, section.currency)),  # noqa: S704
        is_table=lambda value: isinstance(value, Table),
    )
    template = surroundings.get_template("report.html.j2")
    values: dict[str, Any] = {
        "cover": cover,
        "sections": [section for section in sections if section.status != "sheet"],
        "css": Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
    }
    page = template.render(font="", **values)
    font = base64.b64encode(subset_font(visible_text(page))).decode()
    return template.render(font=font, **values)


def visible_text(page: str) -> str:
    """Return all characters that a page can show, tool tips and alternative texts included.

    Parameters
    ----------
    page : str
        HTML.

    Returns
    -------
    str
        The text.

    Examples
    --------
    >>> visible_text('<style>p{}</style><p title="x">客户 &amp; 订单</p>').split()
    ['客户', '&', '订单', 'x']
    """
    return html.unescape(TAGS.sub(" ", page)) + " " + html.unescape(" ".join(ATTRIBUTES.findall(page)))


def _short(table: Table) -> Table:
    """Keep the rows that the page shows; the workbook holds all."""
    return table.head(TABLE_ROWS)


def _pictures(sections: Sequence[Section]) -> list[Rendered]:
    """List all pictures of the page."""
    figures = [(section.figure, *(panel.figure for panel in section.panels)) for section in sections]
    return [rendered(figure) for group in figures for figure in group if figure is not None]


def _picture(figure: Figure, alt: str, scale: float, *, headless: bool) -> str:
    """Embed a picture; under a section's own headline without the picture's."""
    files = rendered(figure)
    code = base64.b64encode(files.screen(scale, headless=headless)).decode()
    height = files.height - (files.head if headless else 0)
    return (
        f'<img src="data:image/png;base64,{code}" alt="{html.escape(alt, quote=True)}" '
        f'width="{files.width}" height="{height}">'
    )
