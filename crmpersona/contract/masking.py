"""Masks that show what kind of value was found without showing the value."""

from __future__ import annotations

import pandas as pd

__all__ = ["mask"]


def mask(value: object, kind: str = "text") -> str:
    """Hide a value so that its form can be discussed but not the person.

    Parameters
    ----------
    value : object
        Any cell. Missing values become ``"(missing)"``.
    kind : {"text", "id", "phone", "email", "name", "date", "number"}, default "text"
        What the value is. ``number`` values are shown whole, because a wrong price has to be
        seen to be understood and names nobody; ``date`` values keep their separators and the
        year; every other kind keeps at most its first character and its length class.

    Returns
    -------
    str
        The masked value, at most 24 characters long.

    Examples
    --------
    >>> mask("张伟", "name"), mask("13812345678", "phone"), mask("C0017", "id")
    ('张*', '1**********', 'C****')
    >>> mask("li@example.com", "email")
    'l***@***'
    >>> mask("05/03/2024", "date"), mask(-3.5, "number"), mask(None)
    ('##/##/2024', '-3.5', '(missing)')
    """
    text = "" if value is None or value is pd.NA or value != value else str(value).strip()  # noqa: PLR0124 - NaN
    if not text:
        return "(missing)"
    if kind == "number":
        return text[:24]
    if kind == "date":
        return _mask_date(text)
    if kind == "email" and "@" in text:
        return f"{text[0]}***@***"
    return text[0] + "*" * min(len(text) - 1, 11)


def _mask_date(text: str) -> str:
    """Keep the separators and a four-digit year, hide day, month and time."""
    shown = []
    run = ""
    for character in f"{text[:23]}\0":
        if character.isdigit():
            run += character
            continue
        shown.append(run if len(run) == 4 else "#" * len(run))
        run = ""
        shown.append("" if character == "\0" else ("*" if character.isalpha() else character))
    return "".join(shown)
