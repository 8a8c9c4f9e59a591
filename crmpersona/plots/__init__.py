"""Pictures: each function draws tidy rows or a plain dict, and knows no result type of the package."""

from __future__ import annotations

from crmpersona.plots.canvas import Picture
from crmpersona.plots.card import persona_card
from crmpersona.plots.cohort import cohort_triangle
from crmpersona.plots.dots import tgi_dots
from crmpersona.plots.flow import stage_flow
from crmpersona.plots.generic import bars, k_table, lines, table
from crmpersona.plots.groups import penetration, segment_map, value_risk
from crmpersona.plots.kpi import kpi_tiles, page_one
from crmpersona.plots.layout import layout_faults
from crmpersona.plots.page import no_data
from crmpersona.plots.rfm import rfm_tiles
from crmpersona.plots.rhythm import rhythm
from crmpersona.plots.saving import png_bytes, save_png, save_svg
from crmpersona.plots.theme import use_theme
from crmpersona.plots.waterfall import waterfall

__all__ = [
    "Picture",
    "bars",
    "cohort_triangle",
    "k_table",
    "kpi_tiles",
    "layout_faults",
    "lines",
    "no_data",
    "page_one",
    "penetration",
    "persona_card",
    "png_bytes",
    "rfm_tiles",
    "rhythm",
    "save_png",
    "save_svg",
    "segment_map",
    "stage_flow",
    "table",
    "tgi_dots",
    "use_theme",
    "value_risk",
    "waterfall",
]
