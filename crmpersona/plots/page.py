"""What pictures share: headline, panel, badge, footer, and the line that stands for missing data."""

from __future__ import annotations

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.text import text_width, wrap
from crmpersona.plots.theme import COLOURS, SCALE
from crmpersona.plots.words import WORDS

__all__ = ["MARGIN", "WIDTH", "Cell", "Page", "badge", "missing", "no_data", "panel", "shade", "written"]

WIDTH = 1180
MARGIN = 28
HEADLINE = 22
SECTION = 15.5
BODY = 13
SMALL = 12

Cell = str | float | int | None
"""A figure, a text that stands for one (such as "<10"), or nothing."""


class Page:
    """A canvas with headline above and small print below.

    Parameters
    ----------
    height : float
        Height of the content in logical pixels, without headline and small print.
    title : str
        The finding, in words.
    eyebrow : str, optional
        Small line above the headline.
    note : str, optional
        Small print under the picture.
    width : float, default 1180
        Width of the page.

    Attributes
    ----------
    canvas : Canvas
        To draw on.
    body : Box
        Room for the content.

    Examples
    --------
    >>> Page(100, title="Sales rose").body.height
    100
    """

    def __init__(self, height: float, *, title: str, eyebrow: str = "", note: str = "", width: float = WIDTH) -> None:
        room = width - 2 * MARGIN - 20
        heads = wrap(title, HEADLINE, room, lines=2) if title else []
        notes = wrap(note, SMALL, width - 2 * MARGIN, lines=3) if note else []
        top = MARGIN + (20 if eyebrow else 0) + len(heads) * HEADLINE * 1.4 + (16 if heads else 0)
        foot = (18 + len(notes) * SMALL * 1.5) if notes else 0
        self.canvas = Canvas(width, round(top + height + foot + MARGIN * 0.8))
        self.body = Box(MARGIN, top, width - 2 * MARGIN, height)
        self._write_head(heads, eyebrow)
        for number, line in enumerate(notes):
            self.canvas.text(MARGIN, top + height + 18 + number * SMALL * 1.5, line, SMALL, colour="soft")
        self.alt = title

    def _write_head(self, heads: list[str], eyebrow: str) -> None:
        """Write the headline beside its accent bar."""
        top = MARGIN
        if eyebrow:
            self.canvas.text(MARGIN + 20, top + 8, eyebrow, SMALL, colour="soft", room=self.body.width - 20)
        start = top + (20 if eyebrow else 0)
        for number, line in enumerate(heads):
            self.canvas.text(MARGIN + 20, start + (number + 0.5) * HEADLINE * 1.4, line, HEADLINE, bold=True)
        if heads:
            bar = Box(MARGIN, top, 6, start - top + len(heads) * HEADLINE * 1.4)
            self.canvas.frame(bar, fill="main", edge=None, radius=0)

    def done(self, alt: str = "") -> Picture:
        """Return the picture with its alternative text.

        Parameters
        ----------
        alt : str, optional
            What follows the headline in the alternative text.

        Returns
        -------
        Picture
            The picture.
        """
        picture = self.canvas.picture
        picture.alt = ". ".join(part.rstrip(".。 ") for part in (self.alt, alt) if part)
        picture.placed = self.canvas.placed
        picture.head = round(self.body.y)
        return picture


def panel(canvas: Canvas, box: Box, title: str = "", *, size: float = SECTION, lines: int = 1) -> Box:
    """Draw a rounded box with a bold title and return the room inside.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        The outline.
    title : str, optional
        The finding of this box.
    size : float, default 15.5
        Font size of the title.
    lines : int, default 1
        Most lines of the title.

    Returns
    -------
    Box
        Room inside, under the title.
    """
    canvas.frame(box)
    inner = box.inside(17)
    if not title:
        return inner
    lower = canvas.paragraph(
        Box(inner.x, inner.y - 3, inner.width, size * 1.4 * lines), title, size, bold=True, leading=1.4
    )
    return Box(inner.x, lower + 8, inner.width, inner.bottom - lower - 8)


def badge(canvas: Canvas, x: float, y: float, text: str, tone: str = "good", *, align: str = "left") -> float:
    """Draw a pill with a short text; ``y`` is its middle.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    x, y : float
        Left (or right) end and middle.
    text : str
        A few words.
    tone : {"good", "warn", "quiet"}, default "good"
        Colour.
    align : {"left", "right"}, default "left"
        Which end stands at ``x``.

    Returns
    -------
    float
        Width of the pill.
    """
    fill, colour = {"warn": ("alert_wash", "alert_text"), "quiet": ("track", "soft")}.get(tone, ("wash", "main"))
    width = text_width(text, SMALL) + 20
    left = x if align == "left" else x - width
    box = Box(left, y - 10, width, 20)
    canvas.frame(box, fill=fill, edge=None)
    canvas.text(left + 10, y, text, SMALL, colour=colour, box=box)
    return width


def missing(canvas: Canvas, box: Box, reason: str, lang: str | None = None) -> None:
    """Say in a line why a box is empty and what would fill it.

    Parameters
    ----------
    canvas : Canvas
        Where to draw.
    box : Box
        The empty room.
    reason : str
        Why there is nothing, and what would fill it.
    lang : {"en", "zh"}, optional
        Language.
    """
    canvas.paragraph(box, WORDS("no_data", lang, reason=reason), BODY, colour="soft")


def no_data(reason: str, *, title: str = "", lang: str | None = None) -> Picture:
    """Draw one line instead of an empty chart.

    Parameters
    ----------
    reason : str
        Why there is nothing to draw, and what would fill it.
    title : str, optional
        Headline.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.

    Returns
    -------
    Picture
        A strip with the line.

    Examples
    --------
    >>> no_data("there is no table feedback", lang="en").alt
    'No data: there is no table feedback'
    """
    page = Page(58, title=title)
    inner = panel(page.canvas, page.body)
    missing(page.canvas, inner, reason, lang)
    return page.done(WORDS("no_data", resolve_lang(lang), reason=reason))


def written(value: Cell, kind: str, fmt: Formatter) -> str:
    """Write a figure in its kind; a text stays as it is.

    Parameters
    ----------
    value : str, float or None
        The figure, or a text such as "<10" that stands for it.
    kind : {"money", "count", "rate", "number", "days", "points", "change"}
        What the figure is.
    fmt : Formatter
        Language and currency.

    Returns
    -------
    str
        The text.

    Examples
    --------
    >>> written(0.25, "rate", Formatter("en")), written("<10", "count", Formatter("en"))
    ('25.0%', '<10')
    """
    if isinstance(value, str):
        return value
    number = None if value is None else float(value)
    writers = {
        "money": fmt.money,
        "count": fmt.count,
        "rate": fmt.rate,
        "days": fmt.days,
        "points": fmt.points,
        "change": fmt.change,
    }
    return writers[kind](number) if kind in writers else fmt.number(number, 2)


def shade(share: float) -> str:
    """Return the colour of a value between 0 and 1 on the light-to-dark scale.

    Parameters
    ----------
    share : float
        Position on the scale; values outside are taken to the ends.

    Returns
    -------
    str
        A colour.

    Examples
    --------
    >>> shade(0) == SCALE[0], shade(2) == SCALE[-1]
    (True, True)
    """
    place = min(max(share, 0.0), 1.0) * (len(SCALE) - 1)
    lower = min(int(place), len(SCALE) - 2)
    mixed = [
        round(
            int(SCALE[lower][i : i + 2], 16) * (1 - place + lower)
            + int(SCALE[lower + 1][i : i + 2], 16) * (place - lower)
        )
        for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def on_shade(share: float) -> str:
    """Return the colour of letters that can be read on :func:`shade`.

    Parameters
    ----------
    share : float
        Position on the scale.

    Returns
    -------
    str
        A colour of the palette.

    Examples
    --------
    >>> on_shade(0.1), on_shade(0.9)
    ('#1b2733', '#ffffff')
    """
    return COLOURS["paper"] if share > 0.6 else COLOURS["ink"]
