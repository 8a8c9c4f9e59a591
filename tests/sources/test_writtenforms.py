"""Forms of dates and numbers are decided from counts."""

from __future__ import annotations

import re

import pytest

from crmpersona.sources.writtenforms import DATE_SHAPES, decide_date, decide_number


@pytest.mark.parametrize(
    ("cell", "shape"),
    [
        ("2026-01-05", "iso"),
        ("2026/1/5 8:02:03.25+08:00", "iso"),
        ("20260105", "compact"),
        ("2026年1月5日 14:02", "chinese"),
        ("5/3/2024 3:05 PM", "numeric"),
        ("5/3/24", "short_year"),
        ("1717000000", "number"),
        ("31-Jul-18", "month_name"),
        ("July 4, 2018", "month_name"),
    ],
)
def test_shapes(cell: str, shape: str) -> None:
    assert next(name for name, pattern in DATE_SHAPES.items() if re.search(pattern, cell)) == shape


@pytest.mark.parametrize(
    ("counts", "form"),
    [
        ({"iso": 3, "chinese": 2}, "iso"),
        ({"chinese": 3, "iso": 2}, "chinese"),
        ({"numeric": 3, "unequal": 3, "first_above_12": 1}, "dmy"),
        ({"numeric": 3, "unequal": 3, "second_above_12": 1}, "mdy"),
        ({"numeric": 3, "unequal": 0}, "mdy"),
        ({"compact": 3, "number": 3}, "compact"),
        ({}, "iso"),
    ],
)
def test_decided_dates(counts: dict[str, int], form: str) -> None:
    assert (decide_date(counts).form, decide_date(counts).problem) == (form, "")


@pytest.mark.parametrize(
    ("counts", "waits"),
    [
        ({"numeric": 3, "unequal": 3}, True),
        ({"numeric": 3, "unequal": 3, "first_above_12": 1, "second_above_12": 1}, False),
        ({"number": 3}, False),
        ({"short_year": 3}, False),
        ({"month_name": 3, "iso": 1}, False),
    ],
)
def test_undecided_dates(counts: dict[str, int], waits: bool) -> None:
    form = decide_date(counts)
    assert form.form == ""
    assert form.problem
    assert form.suggestion
    assert form.waits == waits


def test_numbers() -> None:
    assert decide_number({"cells": 4, "comma": 2, "point": 1}).decimal == ","
    assert decide_number({"cells": 4, "comma": 2}, ".").decimal == "."
    assert decide_number({"cells": 4, "signed": 2}).signed
    assert not decide_number({"cells": 4, "signed": 1}).signed
