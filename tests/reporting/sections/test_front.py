"""Every section of one small shop: a sentence that answers, words in both languages, nothing small shown.

Covers also: actions, common, customers, later, overview, people, quality, rfm, risk, tastes
"""

from __future__ import annotations

import pytest

from crmpersona.reporting import ReportParameters, analyse, sections
from crmpersona.reporting.sections.actions import play_rows
from crmpersona.reporting.sections.common import festivals_of, horizon
from crmpersona.reporting.sections.front import month_name
from crmpersona.reporting.sections.risk import stakes

NAMES = (
    "one_page", "overview", "retention", "life_cycle", "rfm", "personas", "contrast", "tastes", "habits", "risk",
    "voice", "campaigns", "actions", "quality",
)  # fmt: skip


@pytest.fixture(scope="module")
def october(world):
    return analyse(world.crm, ReportParameters(month="2026-10", lang="zh"))


def test_sections_are_numbered_in_order_and_each_answers_in_one_line(october):
    made = [getattr(sections, name)(october) for name in NAMES]
    assert [section.number for section in made] == list(range(14))
    assert all(section.headline and "\n" not in section.headline for section in made)
    assert {section.key: section.status for section in made if section.status == "waiting"} == {
        "voice": "waiting",
        "campaigns": "waiting",
    }
    assert all(section.alt for section in made if section.figure is not None)


def test_page_one_has_eight_tiles_three_boxes_and_the_daily_words(october):
    page = sections.one_page(october)
    assert len(page.tiles) == 8
    assert len(page.blocks) == 3
    assert 1 <= len(page.blocks[0][1]) <= 3
    assert all(word in page.footer for word in ("高价值", "潜在", "活跃", "沉睡"))


def test_parts_of_the_bridge_add_up_to_the_change(october):
    bridge = october.rows_of("bridge")
    steps = bridge[bridge["part"]]["value"].sum()
    ends = bridge[~bridge["part"]]["value"]
    assert steps == pytest.approx(ends.iloc[-1] - ends.iloc[0])


def test_rfm_rows_add_up_to_all_customers(october):
    from crmpersona.reporting.sections.rfm import rfm_rows

    assert rfm_rows(october)["customers"].sum() == len(october.features.frame)


def test_stakes_cover_every_buyer_of_the_window_once(october):
    assert stakes(october)["customers"].sum() == october.features.frame["value_tier"].notna().sum()


def test_no_action_is_for_fewer_than_ten(october):
    assert (play_rows(october)["customers"] >= 10).all()


def test_month_and_data_end_are_written_in_the_language(october):
    assert month_name(october.month, "zh") == "2026 年 10 月"
    assert "2026-10" in horizon(october)
    assert festivals_of(october) == festivals_of(october)
