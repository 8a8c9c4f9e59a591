"""Ages."""

from __future__ import annotations

from typing import Any

import pytest

from crmpersona.cleaning.values import clean_value

CASES: list[tuple[Any, dict[str, Any], Any, str, str]] = [
    ("35", {}, 35, "ok", "age.years"),
    ("35.0", {}, 35, "ok", "age.years"),
    (35.0, {}, 35, "ok", "age.years"),
    (35.5, {}, 35, "ok", "age.half"),
    ("35.5", {}, 35, "ok", "age.half"),
    ("三十五岁", {}, 35, "ok", "age.years"),
    ("八岁半", {}, 8, "ok", "age.half"),
    ("18个月", {}, 1, "ok", "age.months"),
    ("6 months", {}, 0, "ok", "age.months"),
    ("3岁6个月", {}, 3, "ok", "age.months"),
    ("90后", {}, None, "invalid", "age.band"),
    ("30s", {}, None, "invalid", "age.band"),
    ("30多岁", {}, None, "invalid", "age.band"),
    ("25~34", {}, None, "invalid", "age.band"),
    ("60以上", {}, None, "invalid", "age.band"),
    (">60", {}, None, "invalid", "age.band"),
    ("18+", {}, None, "invalid", "age.band"),
    ("1990", {}, None, "invalid", "age.birth_year"),
    ("1990年", {}, None, "invalid", "age.birth_year"),
    ("1990年生", {}, None, "invalid", "age.birth_year"),
    ("虚岁36", {}, None, "ambiguous", "age.nominal"),
    ("0", {}, 0, "ok", "age.years"),
    ("120", {}, 120, "ok", "age.years"),
    ("121", {}, None, "invalid", "age.out_of_range"),
    ("999", {}, None, "invalid", "age.out_of_range"),
    ("-1", {}, None, "invalid", "age.out_of_range"),
    ("-1岁", {}, None, "invalid", "age.out_of_range"),
    ("0.5", {}, 0, "ok", "age.half"),
    ("abc", {}, None, "invalid", "age.other"),
    ("约35", {}, None, "invalid", "age.band"),
    ("100天", {}, 0, "ok", "age.days"),
    ("35 yrs", {}, 35, "ok", "age.years"),
    ("35y", {}, 35, "ok", "age.years"),
    ("35 years old", {}, 35, "ok", "age.years"),
    ("二十", {}, 20, "ok", "age.years"),
    ("两岁", {}, 2, "ok", "age.years"),
    ("３５岁", {}, 35, "ok", "age.years"),
    ("35,", {}, None, "invalid", "age.other"),
    ("年龄：35", {}, 35, "ok", "age.years"),
    ("约30岁", {}, None, "invalid", "age.band"),
    ("35岁左右", {}, None, "invalid", "age.band"),
    ("中年", {}, None, "invalid", "age.band"),
    ("35-", {}, None, "invalid", "age.other"),
    ("19900305", {}, None, "invalid", "age.other"),
    (-5, {}, None, "invalid", "age.out_of_range"),
    ("半岁", {}, 0, "ok", "age.half"),
    ("12周", {}, 0, "ok", "age.days"),
    ("1.5岁", {}, 1, "ok", "age.half"),
    ("25 or over", {}, None, "invalid", "age.band"),
    ("一百二十", {}, 120, "ok", "age.years"),
    ("35/36", {}, None, "invalid", "age.other"),
]


@pytest.mark.parametrize(("raw", "context", "value", "status", "rule"), CASES)
def test_age(raw: Any, context: dict[str, Any], value: Any, status: str, rule: str) -> None:
    answer = clean_value("age", raw, **context)
    assert (answer.value, answer.status, answer.rule) == (value, status, rule)
