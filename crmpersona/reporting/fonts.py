"""The glyphs that a page uses, and only those, as a WOFF2 font inside the page."""

from __future__ import annotations

import io
import logging

from crmpersona.contract import ReportError

__all__ = ["subset_font"]

SILENT = frozenset("\n\r\t\u200b\u2060\ufeff\xad")
ALWAYS = "".join(chr(code) for code in range(0x20, 0x7F))


def subset_font(text: str) -> bytes:
    """Cut Noto Sans SC down to the characters of a text.

    Parameters
    ----------
    text : str
        Everything the page shows.

    Returns
    -------
    bytes
        A WOFF2 font; equal texts give equal bytes.

    Raises
    ------
    ReportError
        If the font lacks a character, which would show as a box.

    Examples
    --------
    >>> subset_font("客户画像")[:4]
    b'wOF2'
    """
    from fontTools.subset import Options, Subsetter, load_font, save_font

    from crmpersona.plots.theme import font_paths

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = Options(
        flavor="woff2",
        layout_features=["kern", "halt", "chws"],
        hinting=False,
        desubroutinize=False,
        notdef_outline=True,
    )
    options.recalc_timestamp = False  # the font's own date, so that bytes depend on the text alone
    font = load_font(font_paths()[0], options, lazy=True)
    wanted = set(text) | set(ALWAYS)
    missing = sorted(wanted - SILENT - {chr(code) for code in font.getBestCmap()})
    if missing:
        shown = " ".join(f"U+{ord(character):04X}" for character in missing[:8])
        raise ReportError(
            f"the font has no glyph for {shown}", where="report.html", remedy="leave these characters out"
        )
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(wanted)))
    subsetter.subset(font)
    target = io.BytesIO()
    save_font(font, target, options)
    return target.getvalue()
