"""Plain bars, lines and tables."""

from __future__ import annotations

import pytest

from crmpersona import plots
from crmpersona.plots.layout import layout_faults


def test_lines_keep_gaps_and_their_names_apart():
    rows = [
        {"x": f"2026-{m:02d}", "series": s, "value": None if m == 5 else v + m}
        for s, v in (("一", 100), ("二", 101), ("三", 5))
        for m in range(1, 13)
    ]
    picture = plots.lines(rows, title="f", lang="zh")
    assert layout_faults(picture) == []
    assert {"一", "二", "三"} <= {a.get_text() for a, _ in picture.placed}


def test_bars_write_value_and_interval():
    picture = plots.bars([{"label": "App", "value": 0.4, "low": 0.35, "high": 0.45, "base": 0.3}], title="f", lang="en")
    assert layout_faults(picture) == []
    assert picture.alt == "f. App 40.0%"


def test_the_chosen_row_is_marked():
    rows = [{"k": k, "silhouette": 0.3, "chosen": k == 3} for k in (2, 3, 4)]
    chosen, plain = (
        plots.k_table([{**row, "chosen": row["chosen"] and mark} for row in rows], title="f", lang="en")
        for mark in (1, 0)
    )
    assert len(chosen.axes[0].patches) == len(plain.axes[0].patches) + 1


@pytest.mark.parametrize(
    "draw", [plots.bars, plots.lines, plots.table, plots.k_table, plots.rfm_tiles, plots.penetration, plots.value_risk]
)
def test_no_rows_are_a_line_not_an_empty_chart(draw):
    assert "无数据" in draw([], title="f", lang="zh").alt


def test_the_base_is_grey_beside_the_others():
    rows = [{"x": x, "series": s, "value": v} for s, v in (("group", 3.0), ("all", 2.0)) for x in ("1", "2")]
    plain, grey = (plots.lines(rows, title="f", lang="en", base=base) for base in (None, "all"))
    colours = [{text.get_text(): text.get_color() for text, _ in picture.placed} for picture in (plain, grey)]
    assert colours[0]["group"] == colours[1]["group"]
    assert colours[0]["all"] != colours[1]["all"]
