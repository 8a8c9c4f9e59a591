"""Settings of a session: language, business time zone, currency, theme."""

from __future__ import annotations

import os
from contextvars import ContextVar, Token
from dataclasses import dataclass, fields, replace
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crmpersona.contract.errors import ParameterError, nearest

__all__ = ["LANGUAGES", "Options", "current_options", "options", "resolve_lang"]

LANGUAGES = ("en", "zh")
THEMES = ("light",)


@dataclass(frozen=True)
class Options:
    """The settings in force.

    Parameters
    ----------
    lang : {"en", "zh"}
        Language of texts and pictures.
    timezone : str
        Business time zone (IANA name): the zone in which a day begins and an hour is read.
    currency : str or None
        ISO 4217 code used where the data carry none.
    theme : {"light"}
        Look of the pictures.

    Examples
    --------
    >>> Options(lang="zh").timezone
    'UTC'
    """

    lang: str = "en"
    timezone: str = "UTC"
    currency: str | None = None
    theme: str = "light"

    def __post_init__(self) -> None:
        """Refuse values that no later step could use."""
        if self.lang not in LANGUAGES:
            raise ParameterError(f"lang={self.lang!r} is not a language of crmpersona", remedy="use 'en' or 'zh'")
        if self.theme not in THEMES:
            raise ParameterError(f"theme={self.theme!r} is unknown", remedy=f"use one of {', '.join(THEMES)}")
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ParameterError(
                f"timezone={self.timezone!r} is unknown", remedy="use an IANA name such as 'Asia/Shanghai'"
            ) from error


_CURRENT: ContextVar[Options | None] = ContextVar("crmpersona_options", default=None)


def current_options() -> Options:
    """Return the settings in force.

    Returns
    -------
    Options
        What :class:`options` set last in this context, else the defaults, where the language
        comes from ``CRMPERSONA_LANG`` in the environment.

    Examples
    --------
    >>> with options(lang="zh"):
    ...     current_options().lang
    'zh'
    """
    return _CURRENT.get() or Options(lang=os.environ.get("CRMPERSONA_LANG", "en"))


class options:  # noqa: N801 - reads as a function: cp.options(lang="zh")
    """Set options for the session, or for a ``with`` block.

    Parameters
    ----------
    lang : {"en", "zh"}, optional
        Language of texts and pictures; what is not given stays as it is.
    timezone : str, optional
        Business time zone (IANA name).
    currency : str, optional
        ISO 4217 code used where the data carry none.
    theme : {"light"}, optional
        Look of the pictures.
    **settings : str
        Anything else is refused, with the nearest name.

    Raises
    ------
    ParameterError
        If a name or a value is not known.

    Examples
    --------
    >>> with options(lang="zh", timezone="Asia/Shanghai") as now:
    ...     now.timezone
    'Asia/Shanghai'
    """

    def __init__(
        self,
        *,
        lang: str | None = None,
        timezone: str | None = None,
        currency: str | None = None,
        theme: str | None = None,
        **settings: str,
    ) -> None:
        known = [field.name for field in fields(Options)]
        for name in settings:
            raise ParameterError(f"unknown option {name!r}", remedy=f"did you mean {nearest(name, known) or known}?")
        given = {"lang": lang, "timezone": timezone, "currency": currency, "theme": theme}
        chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        self._token: Token[Options | None] = _CURRENT.set(replace(current_options(), **chosen))

    def __enter__(self) -> Options:
        """Return the settings of the block."""
        return current_options()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Bring the former settings back."""
        _CURRENT.reset(self._token)


def resolve_lang(lang: str | None) -> str:
    """Return a valid language: the one given, else the one in force.

    Parameters
    ----------
    lang : {"en", "zh"} or None
        The caller's wish.

    Returns
    -------
    str
        ``"en"`` or ``"zh"``.

    Raises
    ------
    ParameterError
        If the language is not known.

    Examples
    --------
    >>> resolve_lang("zh")
    'zh'
    """
    return current_options().lang if lang is None else replace(current_options(), lang=lang).lang
