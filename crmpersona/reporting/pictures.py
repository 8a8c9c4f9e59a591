"""One drawing of each picture, kept at double size for slides and shrunk for page and notebook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL import Image

__all__ = ["Rendered", "rendered", "scale_for", "spark"]

DOUBLE_DPI = 200
USUAL_SCALE = 0.6  # of the double size: 1.2 dots per logical pixel, in the notebook and, if they all fit, on the page
LEAST_SCALE = 0.45
BUDGET = 1_250_000  # bytes of all pictures of a page before base64, which adds a third: the page stays under 2 MB
RAMPS = {"ink": 7, "soft": 5, "main": 5, "alert": 4, "alert_text": 4, "quiet": 3}


@dataclass(frozen=True)
class Rendered:
    """A picture as PNG files.

    Parameters
    ----------
    double : bytes
        Double size.
    width, height : int
        Logical size in pixels.
    head : int
        Height of the picture's own headline in logical pixels; the page cuts it off under its own.

    Examples
    --------
    >>> Rendered(b"", 600, 300).width
    600
    """

    double: bytes
    width: int
    height: int
    head: int = 0
    _screens: dict[tuple[float, bool], bytes] = field(default_factory=dict, repr=False, compare=False)

    def screen(self, scale: float, *, headless: bool = False) -> bytes:
        """Return a shrunk copy with few, true colours.

        Parameters
        ----------
        scale : float
            Part of the double size.
        headless : bool, default False
            Whether to cut the picture's own headline off.

        Returns
        -------
        bytes
            PNG.
        """
        key = (scale, headless)
        if key not in self._screens:
            self._screens[key] = _shrunk(self.double, scale, 2 * self.head if headless else 0)
        return self._screens[key]


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
        from crmpersona import plots

        width, height = figure.get_size_inches() * 100
        double = plots.png_bytes(figure, dpi=DOUBLE_DPI)
        _DONE[figure] = Rendered(double, round(width), round(height), int(getattr(figure, "head", 0)))
    return _DONE[figure]


def scale_for(pictures: Sequence[Rendered]) -> float:
    """Choose the size at which all pictures of a page fit into it.

    Parameters
    ----------
    pictures : sequence of Rendered
        Pictures of the page. The bytes of a picture grow about as its scale.

    Returns
    -------
    float
        Part of the double size, 0.45 to 0.6.

    Examples
    --------
    >>> scale_for([Rendered(b"x" * 1000, 10, 10)])
    0.6
    """
    total = sum(len(picture.double) for picture in pictures)
    return round(min(max(BUDGET / max(total, 1), LEAST_SCALE), USUAL_SCALE), 2)


def _shrunk(double: bytes, scale: float, cut: int) -> bytes:
    """Shrink a picture and map it to the palette of the report."""
    from PIL import Image

    image = Image.open(io.BytesIO(double)).convert("RGB")
    image = image.crop((0, cut, image.width, image.height))
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    small = image.resize(size, Image.Resampling.LANCZOS).quantize(palette=_palette(), dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    small.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


@cache
def _palette() -> Image.Image:
    """Return the colours of all pictures, each with the steps to white that smooth edges need."""
    from PIL import Image

    from crmpersona.plots.flow import GOOD
    from crmpersona.plots.theme import COLOURS, SCALE

    chosen = [(255, 255, 255)]
    for name, code in COLOURS.items():
        steps = RAMPS.get(name, 1)
        chosen += [_mixed(code, step / steps) for step in range(1, steps + 1)]
    chosen = list(dict.fromkeys([*chosen, *(_mixed(code, 1.0) for code in (*SCALE, *GOOD))]))
    filled = chosen + chosen[:1] * (256 - len(chosen))
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in filled for part in colour])
    return palette


def _mixed(code: str, share: float) -> tuple[int, int, int]:
    """Mix a colour with white."""
    red, green, blue = (round(255 - (255 - int(code[place : place + 2], 16)) * share) for place in (1, 3, 5))
    return red, green, blue


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
    'M4.0 16.0 L50.0 4.0 L96.0 10.0'
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (width - 8) / (len(values) - 1)
    path, pen_down = [], False
    for place, value in enumerate(values):
        if value is not None:
            y = height / 2 if max(known) == low else height - 4 - (value - low) / span * (height - 8)
            path.append(f"{'L' if pen_down else 'M'}{4 + place * step:.1f} {y:.1f}")
        pen_down = value is not None
    return " ".join(path)
