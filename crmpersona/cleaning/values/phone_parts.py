"""The text around a telephone number: labels, extensions, masks, spreadsheet artefacts, several numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

from crmpersona.cleaning.values.result import Cleaned, invalid

__all__ = ["joined_extension", "lost_by_spreadsheet", "masked", "numbers_in", "plain_figures", "without_labels"]

_SCIENTIFIC = re.compile(r"([+-]?)(\d+)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
_FLOAT = re.compile(r"(\d{5,20})[.,]0{1,4}")
_LABEL = re.compile(
    r"^(?:(?:tel(?:e?phone)?|phone|mobile|mob|cell(?:phone)?|ph|handy|whatsapp|wechat|call)\b(?:\s*no\b)?|tel:"
    r"|[tmp](?=\s*[:：])|联系电话|联系方式|手机号码|手机号|手机|手機|移动电话|电话号码|电话|電話|固定电话|固话|座机|微信|号码|联系)"
    r"[\s.:：=\-]*",
    re.IGNORECASE,
)
# A remark in brackets without figures, or the usual ones without brackets: the number's use, not the number.
_REMARK = re.compile(r"[(（\[【][^()（）\[\]【】\d]{1,30}[)）\]】]|(?:微信同号|手机同微信|同微信|微信)$")
_BRACKETED_EXTENSION = re.compile(r"\s*[(（]\s*(?:转|轉|分机|分機|ext\.?|x)\s*[)）]\s*", re.IGNORECASE)
_EXTENSION = re.compile(
    r"\s*(?:转|轉|分机号?|分機|内线|內線|;\s*ext\s*=|(?:,\s*)?\bextension\b|(?:,\s*)?\bextn?\b|(?<=[\d\s)])e?xt|\bdurchwahl\b"
    r"|доб|(?<=[\d\s)])[x×#~])\s*[.:：]?\s*(\d{1,7})\s*$",
    re.IGNORECASE,
)
_MASK = re.compile(r"[*＊•●·]{2,}|\d\s*[xX×#]{2,}\s*\d|\*|[xX]{3,}$")
_SEPARATOR = re.compile(r"\s*(?:[;；|、，,/]|\bor\b|\band\b|或者?|和|&)\s*", re.IGNORECASE)
_VANITY = re.compile(r"[\d\s()\-.+]*\d[\d\s()\-.]*(?:[A-Za-z]{3,}[\s\-]?)+\d*")
_DASHES = re.compile("[‐-―−－﹣~～_—·•.,/\\\\]")


def lost_by_spreadsheet(text: str, *, numeric: bool) -> str | Cleaned:
    """Undo what a spreadsheet does to a long number, where no digit was lost.

    Parameters
    ----------
    text : str
        The cell's text.
    numeric : bool
        Whether the cell held a number.

    Returns
    -------
    str or Cleaned
        The text without artefacts; invalid where digits are gone.

    Examples
    --------
    >>> lost_by_spreadsheet("13800138000.0", numeric=False)
    '13800138000'
    >>> lost_by_spreadsheet("1.38001E+10", numeric=False).rule
    'phone.scientific'
    """
    if numeric and not text.isdigit():
        return invalid("phone.not_valid")
    found = _SCIENTIFIC.fullmatch(text)
    if found:
        digits = found[2] + (found[3] or "")
        whole = len(found[2]) + int(found[4])
        return digits if found[1] != "-" and len(digits) == whole else invalid("phone.scientific")
    found = _FLOAT.fullmatch(text)
    return found[1] if found else text


def without_labels(text: str) -> str:
    """Return the text without words that only say that a telephone number follows.

    Parameters
    ----------
    text : str
        The cell's text.

    Returns
    -------
    str
        The number with its signs and extension.

    Examples
    --------
    >>> without_labels("手机：13800138000（微信同号）")
    '13800138000'
    """
    text = _BRACKETED_EXTENSION.sub(" ext ", text)
    while True:
        shorter = _REMARK.sub("", _LABEL.sub("", text, count=1)).strip()
        if shorter == text:
            return text
        text = shorter


def masked(text: str) -> bool:
    """Say whether digits were hidden on purpose.

    Parameters
    ----------
    text : str
        The cell's text.

    Returns
    -------
    bool
        True for 138****0000 and the like.

    Examples
    --------
    >>> masked("138****0000"), masked("(415) 555-2671 x123")
    (True, False)
    """
    return bool(_MASK.search(text))


def numbers_in(text: str, is_number: Callable[[str], bool]) -> list[str]:
    """Split a cell into the numbers it holds.

    Parameters
    ----------
    text : str
        The cell's text.
    is_number : callable
        Whether a part is a number by itself; only then a separator can stand between two.

    Returns
    -------
    list of str
        One part, where the signs only group the digits of one number.

    Examples
    --------
    >>> numbers_in("030/23125-000", lambda part: len(part) > 8)
    ['030/23125-000']
    >>> numbers_in("13800138000/13900139000", lambda part: len(part) > 8)
    ['13800138000', '13900139000']
    """
    pieces = [part for part in _SEPARATOR.split(text) if part][:20]
    if len(pieces) > 1 and is_number(pieces[0]):
        if len(pieces) == 2 and _EXTENSION.search(f"1 {pieces[1]}"):
            return [text]
        return pieces
    words = text.split(" ")[:20]
    if len(words) > 1 and sum(map(str.isdigit, text)) > 15:
        for cut in range(1, len(words)):
            halves = [" ".join(words[:cut]), " ".join(words[cut:])]
            if all(map(is_number, halves)):
                return halves
    return [text]


def joined_extension(text: str) -> tuple[str, str]:
    """Split a number into its main part and its extension.

    Parameters
    ----------
    text : str
        One number.

    Returns
    -------
    tuple of (str, str)
        Main part, and digits of the extension or an empty text.

    Examples
    --------
    >>> joined_extension("010-65526688转8012"), joined_extension("13800138000")
    (('010-65526688', '8012'), ('13800138000', ''))
    """
    found = _EXTENSION.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def plain_figures(text: str) -> str | None:
    """Return the figures of a number with its leading plus and single hyphens.

    Parameters
    ----------
    text : str
        Main part of a number.

    Returns
    -------
    str or None
        Digits, plus and hyphens (letters where they stand for keys); None where other letters remain.

    Examples
    --------
    >>> plain_figures("+44 (0)20 7946 0958"), plain_figures("138 0013 8000"), plain_figures("12ab")
    ('+442079460958', '13800138000', None)
    """
    text = _DASHES.sub("-", text.strip(" ;"))
    if text.startswith(("+", "00", "(+")):
        # The trunk zero in brackets is dialled at home only.
        text = re.sub(r"\(\s*0\s*\)", "", text)
    text = re.sub(r"[()\[\]<>（）【】]", " ", text).strip()
    plus = "+" if text.startswith("+") else ""
    text = text.removeprefix("+").replace("\t", " ")
    if _VANITY.fullmatch(text):
        return plus + re.sub(r"[\s\-]", "", text).upper()
    if not re.fullmatch(r"[\d\s\-]*", text) or not text.isascii():
        return None
    groups = [group for group in re.split(r"[\s\-]+", text) if group]
    # Hyphens are kept where a last group may be an extension; digits alone otherwise.
    return plus + ("-".join(groups) if len(groups) == 3 and "-" in text else "".join(groups))
