"""Pictures as small files whose bytes depend on the figures alone."""

from __future__ import annotations

import functools
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from crmpersona.plots.canvas import Picture
from crmpersona.plots.flow import GOOD, TINTS
from crmpersona.plots.page import shade
from crmpersona.plots.theme import COLOURS, theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL import Image

__all__ = ["png_bytes", "save_png", "save_svg"]

RAMPS = {"ink": 7, "soft": 5, "main": 6, "alert": 4, "alert_text": 4, "quiet": 3}
"""Steps from a colour to white: those of letters and lines, whose edges are smoothed; all other colours are flat."""

Colour = tuple[int, int, int]
SHADES = 32
KEPT = 64  # colours kept of a figure that does not follow the theme


def png_bytes(figure: Figure, dpi: int = 200, quantise: bool = True) -> bytes:
    r"""Return a picture as PNG, equal bytes for equal content.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The picture; the alternative text of a Picture is written into the file.
    dpi : int, default 200
        Dots per inch; 100 is the logical size, 200 the double size for sharp screens.
    quantise : bool, default True
        Whether to keep a palette only, which makes files about a third as large.

    Returns
    -------
    bytes
        The file's content: no date, no software name.

    Examples
    --------
    >>> from crmpersona.plots.canvas import Canvas
    >>> png_bytes(Canvas(20, 10).picture)[:4]
    b'\x89PNG'
    """
    from PIL import Image, PngImagePlugin

    image = _drawn(figure, dpi)
    if quantise:
        image = image.quantize(palette=_palette(image, figure), dither=Image.Dither.NONE)
    facts = PngImagePlugin.PngInfo()
    if alt := getattr(figure, "alt", ""):
        facts.add_itxt("Description", alt)
    result = io.BytesIO()
    image.save(result, format="PNG", compress_level=7, pnginfo=facts)
    return result.getvalue()


def _drawn(figure: Figure, dpi: int) -> Image.Image:
    """Draw a figure into memory, its own resolution and canvas left as they were."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    before, own = figure.canvas, figure.get_dpi()
    try:
        figure.set_dpi(dpi)
        canvas: Any = before if isinstance(before, FigureCanvasAgg) else FigureCanvasAgg(figure)
        with theme():
            canvas.draw()
        return Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())
    finally:
        figure.set_dpi(own)
        figure.set_canvas(before)


def _palette(image: Image.Image, figure: Figure) -> Image.Image:
    """Return the colours to keep: those of the theme, or the most frequent ones of a figure of another look."""
    from PIL import Image

    result = Image.new("P", (1, 1))
    if isinstance(figure, Picture):
        result.putpalette(_theme_colours())
        return result
    pixels = np.asarray(image)[::2, ::2].astype(np.uint32)
    found, counts = np.unique(pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2], return_counts=True)
    kept = found[np.lexsort((found, -counts))[:KEPT]]
    result.putpalette(np.stack([kept >> 16, kept >> 8 & 255, kept & 255], axis=1).astype(np.uint8).ravel().tolist())
    return result


@functools.cache
def _theme_colours() -> tuple[int, ...]:
    """List the colours of the theme as red, green, blue in a row: ramps to white, shades, bands of flows."""

    def mixed(colour: str, share: float) -> Colour:
        """Mix a colour with white."""
        red, green, blue = (round(int(colour[i : i + 2], 16) * share + 255 * (1 - share)) for i in (1, 3, 5))
        return red, green, blue

    colours: list[Colour] = [(255, 255, 255)]
    for name, colour in COLOURS.items():
        steps = RAMPS.get(name, 1)
        colours += [mixed(colour, step / steps) for step in range(steps, 0, -1)]
    colours += [mixed(shade(step / (SHADES - 1)), 1.0) for step in range(SHADES)]
    colours += [
        mixed(colour, share) for colour in (*GOOD, *TINTS.values()) for share in (1.0, 0.55, 0.22) if colour[0] == "#"
    ]
    colours += [mixed(COLOURS[name], share) for name in ("alert", "quiet") for share in (0.55, 0.22)]
    return tuple(channel for colour in dict.fromkeys(colours) for channel in colour)


def save_png(figure: Figure, path: str | Path, dpi: int = 200, quantise: bool = True) -> Path:
    """Write a picture as PNG.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The picture.
    path : str or Path
        File to write; its folder must exist.
    dpi : int, default 200
        Dots per inch; 200 is double size.
    quantise : bool, default True
        Whether to keep a palette only.

    Returns
    -------
    Path
        The file.

    Examples
    --------
    >>> import tempfile
    >>> from crmpersona.plots.canvas import Canvas
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_png(Canvas(20, 10).picture, Path(folder) / "tiny.png").name
    'tiny.png'
    """
    path = Path(path)
    path.write_bytes(png_bytes(figure, dpi, quantise))
    return path


def save_svg(figure: Figure, path: str | Path) -> Path:
    """Write a picture as SVG with letters as outlines, equal bytes for equal content.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The picture.
    path : str or Path
        File to write.

    Returns
    -------
    Path
        The file.

    Examples
    --------
    >>> import tempfile
    >>> from crmpersona.plots.canvas import Canvas
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_svg(Canvas(20, 10).picture, Path(folder) / "tiny.svg").suffix
    '.svg'
    """
    path = Path(path)
    with theme():
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    return path
