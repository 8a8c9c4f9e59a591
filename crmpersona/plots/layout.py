"""A check that all text of a picture can be read: inside its box, and not on other text."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from crmpersona.plots.theme import theme

if TYPE_CHECKING:
    from crmpersona.plots.canvas import Picture

__all__ = ["layout_faults"]

DPI = 200
SCALE = DPI / 100


def layout_faults(picture: Picture, slack: float = 1.0) -> list[str]:
    """List the texts of a picture that leave their box or touch another text.

    Parameters
    ----------
    picture : Picture
        Any picture of this package.
    slack : float, default 1
        Logical pixels that letters may reach over, since outlines are rounded up to whole dots.

    Returns
    -------
    list of str
        One sentence per fault; empty where everything can be read.

    Examples
    --------
    >>> from crmpersona.plots import no_data
    >>> layout_faults(no_data("there are no orders", lang="en"))
    []
    """
    before = picture.get_dpi()
    picture.set_dpi(DPI)
    with theme():
        canvas: Any = picture.canvas
        renderer = canvas.get_renderer()
        texts = [(artist.get_text(), artist.get_window_extent(renderer), box) for artist, box in picture.placed]
    height = picture.get_figheight() * DPI
    picture.set_dpi(before)
    faults = [fault for text, extent, box in texts for fault in _outside(text, extent, box, height, slack)]
    for (text, one, _), (other, two, _) in itertools.combinations(texts, 2):
        across = min(one.x1, two.x1) - max(one.x0, two.x0)
        down = min(one.y1, two.y1) - max(one.y0, two.y0)
        if across > 2 * slack and down > 4 * slack:
            faults.append(f"{text!r} touches {other!r}")
    return faults


def _outside(text: str, extent: Any, box: Any, height: float, slack: float) -> list[str]:
    """Say on which sides a text leaves its box, and by how many logical pixels."""
    over = {
        "left": box.x - extent.x0 / SCALE,
        "right": extent.x1 / SCALE - box.right,
        "top": box.y - (height - extent.y1) / SCALE - slack,
        "bottom": (height - extent.y0) / SCALE - box.bottom - slack,
    }
    return [f"{text!r} leaves its box at the {side} by {size:.1f}" for side, size in over.items() if size > slack]
