"""The look: real glyphs for Chinese, figures and signs, and the session's settings kept."""

from __future__ import annotations

import warnings

import matplotlib as mpl
from matplotlib.figure import Figure

from crmpersona.plots.theme import COLOURS, theme, use_theme


def test_chinese_latin_and_signs_are_real_glyphs(tmp_path):
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("error")
        use_theme()
        figure = Figure(figsize=(3, 1))
        figure.text(0.1, 0.5, "客户画像 Abc 123 ¥ £ € − – … ≥ ≤ → 「」 飘")
        figure.savefig(tmp_path / "a.png")
    assert (tmp_path / "a.png").stat().st_size > 1000


def test_the_session_keeps_its_own_settings():
    before = dict(mpl.rcParams)
    with theme():
        assert mpl.rcParams["font.family"][0] == "Noto Sans SC"
    assert mpl.rcParams["font.family"] == before["font.family"]


def contrast(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    light = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)


def test_letters_can_be_read_on_white():
    assert all(contrast(COLOURS[name]) >= 4.5 for name in ("ink", "soft", "main", "alert_text"))
