"""A page measured in logical pixels, and the few strokes every picture is made of."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib import patheffects
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Polygon

from crmpersona.plots.text import fit, text_width, wrap
from crmpersona.plots.theme import COLOURS, FAMILY, theme

__all__ = ["Box", "Canvas", "Picture"]

LOGICAL_DPI = 100
POINTS = 72 / LOGICAL_DPI
BOLD_STROKE = 0.045  # of the font size: the outline that makes the one weight of the font look bold
Align = Literal["left", "center", "right"]


class Picture(Figure):
    """A matplotlib figure that knows its alternative text and shows itself in Jupyter.

    Attributes
    ----------
    alt : str
        What the picture says, for readers who cannot see it.
    placed : list of (text artist, Box)
        Every text with the box that must hold it, for checks of the layout.
    head : int
        Height of the picture's own headline in logical pixels, for pages that bring their own.

    Examples
    --------
    >>> Picture(figsize=(1, 1)).alt
    ''
    """

    alt: str = ""
    head: int = 0
    placed: Sequence[tuple[Any, Box]] = ()

    def _repr_png_(self) -> bytes:
        """Show the picture at double size in Jupyter."""
        buffer = io.BytesIO()
        with theme():
            self.savefig(buffer, format="png", dpi=2 * LOGICAL_DPI, metadata={"Software": None})
        return buffer.getvalue()


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in logical pixels from the upper left corner.

    Parameters
    ----------
    x, y : float
        Upper left corner.
    width, height : float
        Size.

    Examples
    --------
    >>> Box(10, 10, 100, 50).inside(10)
    Box(x=20, y=20, width=80, height=30)
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height

    def inside(self, margin: float) -> Box:
        """Return the box without a margin on each side."""
        return Box(self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin)

    def below(self, offset: float) -> Box:
        """Return what is left under a strip of the given height."""
        return Box(self.x, self.y + offset, self.width, self.height - offset)

    def columns(self, count: int, gap: float) -> list[Box]:
        """Cut the box into equal columns with gaps between."""
        width = (self.width - gap * (count - 1)) / count
        return [Box(self.x + i * (width + gap), self.y, width, self.height) for i in range(count)]


class Canvas:
    """A page to draw on: origin at the upper left, one unit is one logical pixel.

    Parameters
    ----------
    width, height : float
        Size of the page in logical pixels.

    Attributes
    ----------
    picture : Picture
        The figure.
    placed : list of (text artist, Box)
        Every text with the box it must stay inside; the layout tests read it.

    Examples
    --------
    >>> canvas = Canvas(200, 100)
    >>> canvas.text(10, 10, "客户数", 12) > 30
    True
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.page = Box(0, 0, width, height)
        with theme():
            self.picture = Picture(figsize=(width / LOGICAL_DPI, height / LOGICAL_DPI), dpi=LOGICAL_DPI)
            FigureCanvasAgg(self.picture)
            self.axes = self.picture.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, width), ylim=(height, 0), frame_on=False, xticks=[], yticks=[])
        self.placed: list[tuple[Any, Box]] = []
        self._strokes = 0

    def _next(self) -> int:
        """Count a stroke: what is drawn later lies on top."""
        self._strokes += 1
        return self._strokes

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = "ink",
        bold: bool = False,
        align: Align = "left",
        room: float | None = None,
        box: Box | None = None,
    ) -> float:
        """Write one line; ``y`` is the middle of the letters' height.

        Parameters
        ----------
        x, y : float
            Anchor; which side of the text it is, ``align`` says.
        text : str
            One line.
        size : float
            Font size in logical pixels.
        colour : str, default "ink"
            Name in the palette, or a colour.
        bold : bool, default False
            Whether to thicken the letters.
        align : {"left", "center", "right"}, default "left"
            Side of the text that stands at ``x``.
        room : float, optional
            Most width; a longer text is shortened with "…".
        box : Box, optional
            Box that must hold the text, checked by the tests; the page by default.

        Returns
        -------
        float
            Width of what was written.
        """
        if room is not None:
            text = fit(text, size, room, bold=bold)
        if not text.strip():
            return 0.0
        tint = COLOURS.get(colour, colour)
        artist = self.axes.text(
            x,
            y + size * 0.36,
            text,
            fontsize=size * POINTS,
            family=list(FAMILY),
            color=tint,
            ha=align,
            va="baseline",
            parse_math=False,
            zorder=self._next(),
        )
        if bold:
            width = size * BOLD_STROKE * POINTS
            artist.set_path_effects([patheffects.withStroke(linewidth=width, foreground=tint)])
        self.placed.append((artist, box or self.page))
        return text_width(text, size, bold=bold)

    def paragraph(
        self,
        box: Box,
        text: str,
        size: float,
        *,
        colour: str = "ink",
        leading: float = 1.5,
        lines: int | None = None,
        bold: bool = False,
    ) -> float:
        """Write text over several lines from the top of a box.

        Parameters
        ----------
        box : Box
            Where; lines that do not fit its height are dropped with "…".
        text : str
            The text.
        size : float
            Font size in logical pixels.
        colour : str, default "ink"
            Name in the palette, or a colour.
        leading : float, default 1.5
            Line height in font sizes.
        lines : int, optional
            Most lines.
        bold : bool, default False
            Whether to thicken the letters.

        Returns
        -------
        float
            ``y`` under the last line.
        """
        step = size * leading
        fitting = max(1, int((box.height + 0.01) // step))
        shown = wrap(text, size, box.width, lines=fitting if lines is None else min(lines, fitting))
        for number, line in enumerate(shown):
            self.text(box.x, box.y + (number + 0.5) * step, line, size, colour=colour, bold=bold, box=box)
        return box.y + len(shown) * step

    def frame(
        self,
        box: Box,
        *,
        fill: str = "paper",
        edge: str | None = "rule",
        radius: float = 10,
        thickness: float = 1.0,
    ) -> None:
        """Draw a rectangle with rounded corners.

        Parameters
        ----------
        box : Box
            Where.
        fill : str, default "paper"
            Colour inside.
        edge : str or None, default "rule"
            Colour of the line; None draws none.
        radius : float, default 10
            Radius of the corners in logical pixels; never more than half the smaller side.
        thickness : float, default 1
            Of the line, in logical pixels.
        """
        radius = max(0.0, min(radius, box.width / 2, box.height / 2))
        patch = FancyBboxPatch(
            (box.x, box.y),
            box.width,
            box.height,
            boxstyle=f"round,pad=0,rounding_size={radius}" if radius else "square,pad=0",
            facecolor=COLOURS.get(fill, fill),
            edgecolor=COLOURS.get(edge, edge) if edge else "none",
            linewidth=thickness * POINTS if edge else 0,
            zorder=self._next(),
        )
        self.axes.add_artist(patch)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: str = "ink",
        thickness: float = 1.0,
        dashed: bool = False,
    ) -> None:
        """Draw a line through points.

        Parameters
        ----------
        points : sequence of (float, float)
            The points.
        colour : str, default "ink"
            Name in the palette, or a colour.
        thickness : float, default 1
            In logical pixels.
        dashed : bool, default False
            Whether to draw dashes.
        """
        xs, ys = zip(*points, strict=True)
        self.axes.plot(
            xs,
            ys,
            color=COLOURS.get(colour, colour),
            linewidth=thickness * POINTS,
            linestyle=(0, (2, 2)) if dashed else "-",
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=self._next(),
            scalex=False,
            scaley=False,
        )

    def dot(self, x: float, y: float, radius: float, *, colour: str = "main", edge: str | None = None) -> None:
        """Draw a disc.

        Parameters
        ----------
        x, y : float
            Centre.
        radius : float
            In logical pixels.
        colour : str, default "main"
            Colour inside.
        edge : str, optional
            Colour of a thin line around.
        """
        self.axes.add_artist(
            Circle(
                (x, y),
                radius,
                facecolor=COLOURS.get(colour, colour),
                edgecolor=COLOURS.get(edge, edge) if edge else "none",
                linewidth=1.2 * POINTS if edge else 0,
                zorder=self._next(),
            )
        )

    def shape(self, points: Sequence[tuple[float, float]], *, fill: str, opacity: float = 1.0) -> None:
        """Fill a polygon.

        Parameters
        ----------
        points : sequence of (float, float)
            Corners in order.
        fill : str
            Name in the palette, or a colour.
        opacity : float, default 1
            1 covers what is under it.
        """
        tint = COLOURS.get(fill, fill)
        patch = Polygon(list(points), closed=True, facecolor=tint, alpha=opacity, linewidth=0, zorder=self._next())
        self.axes.add_artist(patch)
