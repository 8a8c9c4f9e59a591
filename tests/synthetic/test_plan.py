"""Worlds are read from TOML, and what is missing is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from crmpersona.contract import ParameterError, shipped
from crmpersona.synthetic.plan import load_plan, worlds


def test_two_worlds_ship() -> None:
    assert worlds() == ["daily_goods", "fashion"]


@pytest.mark.parametrize("world", ["daily_goods", "fashion"])
def test_a_world_has_four_to_six_personas_with_names_in_both_languages(world: str) -> None:
    personas = load_plan(world, months=12).personas
    assert 4 <= len(personas) <= 6
    for persona in personas:
        assert persona["name_en"].isascii()
        assert any("一" <= letter <= "鿿" for letter in persona["name_zh"])


def test_the_end_is_a_fixed_day_and_never_the_clock() -> None:
    plan = load_plan("daily_goods", months=24)
    assert (plan.start, plan.end) == (dt.date(2024, 11, 1), dt.date(2026, 11, 1))


def test_another_end_moves_the_history() -> None:
    assert load_plan("daily_goods", months=2, end="2026-03-01").start == dt.date(2026, 1, 1)


def test_a_mistyped_world_gets_the_nearest_name() -> None:
    with pytest.raises(ParameterError, match="did you mean 'fashion'"):
        load_plan("fashon", months=12)


@pytest.mark.parametrize("months", [0, -3, 1.5, True, "24", 121])
def test_months_without_meaning_are_refused(months: object) -> None:
    with pytest.raises(ParameterError, match="months="):
        load_plan("daily_goods", months=months)  # type: ignore[arg-type]


def test_an_end_inside_a_month_is_refused() -> None:
    with pytest.raises(ParameterError, match="first day of a month"):
        load_plan("daily_goods", months=12, end="2026-10-15")


def test_a_world_of_ones_own_is_read_and_its_gaps_are_named(tmp_path: Path) -> None:
    text = (shipped("synthetic") / "daily_goods.toml").read_text(encoding="utf-8")
    for name in ("people_zh.toml", "texts_zh.toml", "regions_cn.csv"):
        (tmp_path / name).write_bytes((shipped("synthetic") / name).read_bytes())
    (tmp_path / "mine.toml").write_text(text.replace("weight = 0.27", "weight = 0.5"), encoding="utf-8")
    assert load_plan(tmp_path / "mine.toml", months=3).numbers("weight")[0] == 0.5
    broken = text.replace("never_buys", "nevr_buys", 1).replace("[campaign]", "[campain]")
    (tmp_path / "broken.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(ParameterError, match=r"campaign, personas\.thrifty_family\.never_buys"):
        load_plan(tmp_path / "broken.toml", months=3)


def test_broken_toml_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"bad\.toml cannot be read"):
        load_plan(tmp_path / "bad.toml", months=3)
