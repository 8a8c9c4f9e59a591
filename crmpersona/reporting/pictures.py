"""One drawing of each picture, kept as two files: double size for slides, screen size for the page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Rendered", "rendered", "spark"]

DOUBLE_DPI = 200
SCREEN_SCALE = 0.7  # of the double size: 1.4 dots per logical pixel, sharp enough on the usual screen, half the bytes
SCREEN_COLOURS = 40


@dataclass(frozen=True)
class Rendered:
    """A picture as PNG files.

    Parameters
    ----------
    double : bytes
        Double size.
    screen : bytes
        Screen size, with few colours.
    width, height : int
        Logical size in pixels.

    Examples
    --------
    >>> Rendered(b"", b"", 600, 300).width
    600
    """

    double: bytes
    screen: bytes
    width: int
    height: int


_DONE: WeakKeyDictionary[Figure, Rendered] = WeakKeyDictionary()


def rendered(figure: Figure) -> Rendered:
    """Draw a picture once and return its files.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The picture. A second call returns the same files without drawing again, since a notebook shows the
        picture and the page embeds it.

    Returns
    -------
    Rendered
        The files.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> rendered(Figure(figsize=(2, 1))).height
    100
    """
    if figure not in _DONE:
        _DONE[figure] = _render(figure)
    return _DONE[figure]


def _render(figure: Figure) -> Rendered:
    """Draw, and shrink a copy for the page."""
    from PIL import Image

    from crmpersona import plots

    double = plots.png_bytes(figure, dpi=DOUBLE_DPI)
    image = Image.open(io.BytesIO(double)).convert("RGB")
    size = (round(image.width * SCREEN_SCALE), round(image.height * SCREEN_SCALE))
    small = image.resize(size, Image.Resampling.LANCZOS)
    small = small.quantize(SCREEN_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    small.save(buffer, format="PNG", optimize=True)
    width, height = figure.get_size_inches() * 100
    return Rendered(double, buffer.getvalue(), round(width), round(height))


def spark(values: tuple[float | None, ...], width: int = 230, height: int = 36) -> str:
    """Draw the line of a tile as SVG path data.

    Parameters
    ----------
    values : tuple of (float or None)
        The series, oldest first; None leaves a gap.
    width, height : int, default 230 and 36
        Size in pixels.

    Returns
    -------
    str
        The ``d`` attribute of a path; empty for fewer than two values.

    Examples
    --------
    >>> spark((1.0, 3.0, 2.0), 100, 20)
    'M2.0 18.0 L50.0 2.0 L98.0 10.0'
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (width - 4) / (len(values) - 1)
    path, pen_down = [], False
    for place, value in enumerate(values):
        if value is not None:
            y = height / 2 if max(known) == low else height - 2 - (value - low) / span * (height - 4)
            path.append(f"{'L' if pen_down else 'M'}{2 + place * step:.1f} {y:.1f}")
        pen_down = value is not None
    return " ".join(path)
