"""How wide a text is, and where to break it: Chinese between characters, English between words."""

from __future__ import annotations

import functools
import re

from matplotlib import font_manager
from matplotlib.ft2font import LoadFlags

from crmpersona.plots.theme import font_paths

__all__ = ["fit", "text_width", "wrap"]

MEASURED_AT = 1000
CLOSING = "，。；：、！？）」』】》”’%,.;:!?)]}·…"
OPENING = "（「『【《“‘([{¥£$€"
PIECES = re.compile(r"\s+|[⺀-鿿豈-﫿＀-￯　-〿]|[^\s⺀-鿿豈-﫿＀-￯　-〿]+")


@functools.cache
def _advance(character: str) -> float:
    """Return the width of one character in thousandths of the font size."""
    for path in font_paths():
        font = font_manager.get_font(path)
        if font.get_char_index(ord(character)):
            font.set_size(MEASURED_AT, 72)
            return float(font.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536
    return float(MEASURED_AT)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a text of one line.

    Parameters
    ----------
    text : str
        The text.
    size : float
        Font size in logical pixels.
    bold : bool, default False
        Whether it is drawn with the thicker outline, which adds a little at both ends.

    Returns
    -------
    float
        Width in logical pixels.

    Examples
    --------
    >>> text_width("客户", 20) == 2 * text_width("客", 20)
    True
    """
    return sum(map(_advance, text)) * size / MEASURED_AT + (size * 0.05 if bold else 0)


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break, closing signs kept with what they close."""
    pieces: list[str] = []
    for piece in PIECES.findall(text):
        glued = pieces and (piece[0] in CLOSING or pieces[-1][-1] in OPENING) and not piece.isspace()
        if glued and not pieces[-1].isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def wrap(text: str, size: float, width: float, *, lines: int | None = None) -> list[str]:
    """Break a text into lines that fit.

    Parameters
    ----------
    text : str
        The text; its own line ends are kept.
    size : float
        Font size in logical pixels.
    width : float
        Room in logical pixels.
    lines : int, optional
        Most lines wanted; a longer text ends with "…".

    Returns
    -------
    list of str
        The lines; a single word wider than the room is cut.

    Examples
    --------
    >>> wrap("晚上八点下单的家庭", 10, 52)
    ['晚上八点下', '单的家庭']
    >>> wrap("shops late in the evening", 10, 75)
    ['shops late in', 'the evening']
    """
    found = [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, size, width)]
    if lines is None or len(found) <= lines:
        return found
    return [*found[: lines - 1], fit(found[lines - 1], size, width, more=True)]


def _wrap_paragraph(text: str, size: float, width: float) -> list[str]:
    """Fill lines greedily with pieces."""
    done, current = [], ""
    for piece in _pieces(text):
        if text_width((current + piece).rstrip(), size) <= width:
            current += piece
            continue
        if current.strip():
            done.append(current.rstrip())
        current = piece.lstrip()
        while text_width(current, size) > width and len(current) > 1:
            head = next(n for n in range(len(current), 0, -1) if n == 1 or text_width(current[:n], size) <= width)
            done.append(current[:head])
            current = current[head:]
    return [*done, current.rstrip()] if current.strip() or not done else done


def fit(text: str, size: float, width: float, *, bold: bool = False, more: bool = False) -> str:
    """Shorten a text of one line to the room, ending with "…" where something was cut.

    Parameters
    ----------
    text : str
        The text.
    size : float
        Font size in logical pixels.
    width : float
        Room in logical pixels.
    bold : bool, default False
        Whether it is drawn bold.
    more : bool, default False
        Whether something follows that is not shown, so that "…" stands in any case.

    Returns
    -------
    str
        The text, or its beginning and "…".

    Examples
    --------
    >>> fit("重要价值客户", 10, 100), fit("重要价值客户", 10, 41)
    ('重要价值客户', '重要价…')
    """
    if not more and text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text + "…", size, bold=bold) > width:
        text = text[:-1].rstrip()
    return text.rstrip(CLOSING) + "…"
