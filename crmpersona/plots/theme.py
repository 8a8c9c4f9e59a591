"""One look for all pictures: the fonts, the colours, and no trace of the machine in the bytes."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager

__all__ = ["COLOURS", "FAMILY", "SCALE", "font_paths", "register_fonts", "theme", "use_theme"]

FAMILY = ("Noto Sans SC", "DejaVu Sans")
"""Chinese, Latin, figures and signs from one face; DejaVu (shipped with matplotlib) for rare symbols."""

COLOURS = {
    "main": "#0b7285",  # teal: the group, good news
    "alert": "#e8590c",  # orange: below the base, bad news; told from teal with any colour vision
    "alert_text": "#c2410c",  # the same orange, dark enough for small letters on white
    "second": "#5f3dc4",  # violet: a third hue, used sparingly
    "ink": "#1b2733",
    "soft": "#5c6b7a",
    "quiet": "#98a4b0",
    "rule": "#e1e6eb",
    "track": "#eef2f5",
    "wash": "#d5edf1",  # pale teal behind a badge
    "alert_wash": "#fdeee3",
    "paper": "#ffffff",
}

SCALE = ("#f3f8f9", "#d9ecef", "#b3d9df", "#7fbfc9", "#409dac", "#0b7285", "#075463")
"""Light to dark teal for shares in a heat map: lightness alone carries the order."""

SETTINGS: dict[str, Any] = {
    "font.family": list(FAMILY),
    "font.size": 10,
    "text.hinting": "no_hinting",  # widths in proportion to the size, so that measured text fits at any resolution
    "axes.unicode_minus": True,
    "axes.prop_cycle": cycler(
        color=[COLOURS[name] for name in ("main", "alert", "second", "soft", "quiet")],
    ),
    "axes.edgecolor": COLOURS["rule"],
    "axes.labelcolor": COLOURS["soft"],
    "axes.titlecolor": COLOURS["ink"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": COLOURS["soft"],
    "ytick.color": COLOURS["soft"],
    "text.color": COLOURS["ink"],
    "figure.facecolor": COLOURS["paper"],
    "savefig.facecolor": COLOURS["paper"],
    "svg.hashsalt": "crmpersona",
    "svg.fonttype": "path",
}


def font_paths() -> tuple[str, str]:
    """Return the two font files, the Chinese one first.

    Returns
    -------
    tuple of str
        Noto Sans SC (SIL Open Font License) and DejaVu Sans.

    Examples
    --------
    >>> [path.rsplit("/", 1)[-1] for path in font_paths()]
    ['NotoSansSC-Regular.otf', 'DejaVuSans.ttf']
    """
    import pylopdf_fonts_zh_cn as package

    return str(package.sans_path()), font_manager.findfont(font_manager.FontProperties(family="DejaVu Sans"))


@functools.cache
def register_fonts() -> None:
    """Make Noto Sans SC known to matplotlib, once per process.

    Examples
    --------
    >>> register_fonts()
    """
    font_manager.fontManager.addfont(font_paths()[0])


def use_theme() -> None:
    """Set fonts and colours for every later matplotlib or seaborn picture of this session.

    The pictures of this package do not need the call; it is for pictures of your own. Call it after
    ``seaborn.set_theme``, which would reset the fonts.

    Examples
    --------
    >>> with mpl.rc_context():
    ...     use_theme()
    ...     mpl.rcParams["font.family"][0]
    'Noto Sans SC'
    """
    register_fonts()
    settings: Any = SETTINGS
    mpl.rcParams.update(settings)


@contextmanager
def theme() -> Iterator[None]:
    """Apply the look inside a block and leave the session's settings as they were.

    Yields
    ------
    None
        The block runs with the look.

    Examples
    --------
    >>> with theme():
    ...     mpl.rcParams["axes.unicode_minus"]
    True
    """
    with mpl.rc_context():
        use_theme()
        yield
