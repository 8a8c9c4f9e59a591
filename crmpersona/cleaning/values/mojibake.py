"""Text that was written in one encoding and read in another, repaired where nothing was lost."""

from __future__ import annotations

import re

__all__ = ["repaired"]

# Longer cells are looked at in their beginning only: mojibake goes through a whole cell or not at all.
SAMPLE = 2_000
LONGEST_REPAIR = 200_000

_HIGH_LATIN = re.compile("[\u0080-\u00ff\u0152-\u0178\u2013-\u203a\u20ac\u2122\u02c6\u02dc]")
_LATIN_PAIRS = re.compile("(?:[\u00a1-\u00fe][\u00a1-\u00fe]|[ -@\\[-`{-~])+")
_HAN = re.compile("[\u3400-\u9fff\ue000-\uf8ff\u20ac]")


def _common(text: str) -> bool:
    """Say whether every character is ASCII or among the 3,755 common characters of GB 2312."""
    for character in text:
        if character.isascii():
            continue
        try:
            lead = character.encode("gb2312")[0]
        except UnicodeEncodeError:
            return False
        if not 0xA1 <= lead <= 0xD7:
            return False
    return True


def _recoded(text: str, written: str, read: str) -> str | None:
    """Return the text with its bytes in one encoding read in another; None where that fails."""
    try:
        return text.encode(written).decode(read)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _utf8_read_as_gbk(text: str) -> str | None:
    """Undo UTF-8 Chinese read as GBK: rare characters become common ones."""
    if not _HAN.search(text) or _common(text):
        return None
    found = _recoded(text, "gb18030", "utf-8")
    return found if found and _HAN.search(found) and _common(found) else None


def _gbk_read_as_latin(text: str) -> str | None:
    """Undo GBK Chinese read as Latin-1: pairs of accented letters become common characters."""
    if len(text) < 4 or not _LATIN_PAIRS.fullmatch(text):
        return None
    found = _recoded(text, "latin-1", "gb2312")
    return found if found and _HAN.search(found) and _common(found) else None


def repaired(text: str) -> str:
    """Return the text as it was written, where it was read in a wrong encoding.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The repaired text; the same text where nothing shows that it was misread, and always
        where it is longer than 200,000 characters.

    Examples
    --------
    >>> repaired("MÃ¼ller"), repaired("寮犱紵"), repaired("ÕÅÎ°")
    ('Müller', '张伟', '张伟')
    >>> repaired("Müller"), repaired("张伟")
    ('Müller', '张伟')
    """
    if text.isascii() or len(text) > LONGEST_REPAIR:
        return text
    sample = text[:SAMPLE]
    if _HIGH_LATIN.search(sample):
        chinese = _gbk_read_as_latin(text)
        if chinese:
            return chinese
        import ftfy

        return str(ftfy.fix_encoding(text))
    return _utf8_read_as_gbk(text) or text
