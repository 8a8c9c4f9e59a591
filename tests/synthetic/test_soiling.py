"""Clean texts become dirty ones that a person would still read the same way."""

from __future__ import annotations

import tomllib
import unicodedata

import numpy as np
import pyarrow as pa
import pytest

from crmpersona.contract import shipped
from crmpersona.synthetic.soiling import as_text, soil

WORDS = tomllib.loads((shipped("synthetic") / "daily_goods.toml").read_text(encoding="utf-8"))["dirty_words"]
DRAWS = np.linspace(0.0, 0.999, 12)


def digits(value: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", value) if letter.isdigit())


@pytest.mark.parametrize("kind", ["spacing", "full_width", "phone", "email", "gender", "date", "moment", "short_place"])
def test_every_form_differs_from_the_clean_value(kind: str) -> None:
    clean = {
        "phone": "15401234567",
        "email": "li.wang7@example.com",
        "gender": "female",
        "date": "1990-02-03",
        "moment": "2026-03-05 06:02:33",
        "short_place": "浙江省",
    }.get(kind, "张伟12")
    dirty = getattr(soil, kind)([clean] * len(DRAWS), DRAWS, WORDS)
    assert len(dirty) == len(DRAWS)
    assert clean not in dirty


def test_phones_keep_their_digits() -> None:
    for dirty in soil.phone(["15401234567"] * len(DRAWS), DRAWS, WORDS):
        assert "15401234567" in digits(dirty)


def test_dates_keep_year_month_and_day() -> None:
    for dirty in soil.date(["1990-02-03"] * len(DRAWS), DRAWS, WORDS):
        assert digits(dirty) in {"199023", "19900203"}


def test_moments_keep_hour_and_minute() -> None:
    assert all(dirty.endswith("06:02") for dirty in soil.moment(["2026-03-05 06:02:33"] * 12, DRAWS, WORDS))


def test_full_width_is_undone_by_normalisation() -> None:
    assert [unicodedata.normalize("NFKC", dirty) for dirty in soil.full_width(["12-A"], DRAWS[:1], WORDS)] == ["12-A"]


def test_amounts_turn_their_sign_and_carry_units() -> None:
    assert soil.negative(["3.50", "-2.00"], DRAWS[:2], WORDS) == ["-3.50", "2.00"]
    assert {digits(dirty) for dirty in soil.money(["12.30"] * 12, DRAWS, WORDS)} == {"1230"}


def test_autonomous_regions_have_their_own_short_form() -> None:
    assert soil.short_place(["广西壮族自治区", "上海市"], DRAWS[:2], WORDS) == ["广西", "上海"]


def test_money_is_written_with_two_decimals() -> None:
    assert as_text(pa.chunked_array([pa.array([5, 1234])]), "amount") == ["0.05", "12.34"]
    assert as_text(pa.chunked_array([pa.array([5])]), "quantity") == ["5"]
