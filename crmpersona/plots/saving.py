"""Pictures as small files whose bytes depend on the figures alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from crmpersona.plots.theme import theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL import Image

__all__ = ["png_bytes", "save_png", "save_svg"]

COLOURS_KEPT = 64  # enough for smooth edges of the few colours of the theme


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

    buffer = io.BytesIO()
    with theme():
        figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None}, pil_kwargs={"compress_level": 0})
    image: Image.Image = Image.open(buffer).convert("RGB")
    if quantise:
        image = _with_palette(image)
    facts = PngImagePlugin.PngInfo()
    if alt := getattr(figure, "alt", ""):
        facts.add_itxt("Description", alt)
    result = io.BytesIO()
    image.save(result, format="PNG", compress_level=7, pnginfo=facts)
    return result.getvalue()


def _with_palette(image: Image.Image) -> Image.Image:
    """Keep the most frequent colours exactly and draw every other pixel in the nearest of them.

    Pillow's own methods mix colours, so that flat areas of one colour come out in another.
    """
    from PIL import Image

    pixels = np.asarray(image).astype(np.uint32)
    packed = pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]
    found, counts = np.unique(packed[::2, ::2], return_counts=True)
    kept = found[np.lexsort((found, -counts))[:COLOURS_KEPT]]
    palette = Image.new("P", (1, 1))
    channels = np.stack([kept >> 16, kept >> 8 & 255, kept & 255], axis=1)
    palette.putpalette(channels.astype(np.uint8).ravel().tolist())
    near = np.asarray(image.quantize(palette=palette, dither=Image.Dither.NONE))
    exact = np.full(1 << 24, COLOURS_KEPT, dtype=np.uint8)  # Pillow's search is coarse: a kept colour stays what it is
    exact[kept] = np.arange(len(kept), dtype=np.uint8)
    index = np.where(exact[packed] < COLOURS_KEPT, exact[packed], near)
    result = Image.fromarray(index.astype(np.uint8), mode="P")
    result.putpalette(channels.astype(np.uint8).ravel().tolist())
    return result


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
