"""Telephone numbers: what one cell may hold and what must not be guessed.

Covers also: phone_parts.
"""

from __future__ import annotations

import random
from typing import Any

import phonenumbers
import pytest

from crmpersona.cleaning.values import clean_value
from crmpersona.cleaning.values.phone import plain_numbers
from crmpersona.cleaning.values.result import Cleaned, Context

CASES: list[tuple[Any, dict[str, Any], Any, str, str]] = [
    ("13800138000", {}, None, "ambiguous", "phone.no_region"),
    ("+8613800138000", {}, "+8613800138000", "ok", "phone.mobile"),
    ("86-010-65526688", {"region": "CN"}, "+861065526688", "ok", "phone.landline"),
    ("(86)13800138000", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("010-65526688-8012", {"region": "CN"}, "+861065526688;ext=8012", "ok", "phone.landline"),
    ("400-810-8888", {"region": "CN"}, "+864008108888", "ok", "phone.landline"),
    ("4008108888", {"region": "CN"}, "+864008108888", "ok", "phone.landline"),
    ("800-810-8888", {"region": "CN"}, "+868008108888", "ok", "phone.landline"),
    ("10086", {"region": "CN"}, None, "invalid", "phone.not_valid"),
    ("013800138000", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("1065526688", {"region": "CN"}, "+861065526688", "ok", "phone.landline"),
    ("2165526688", {"region": "CN"}, "+862165526688", "ok", "phone.landline"),
    ("021 6552 6688", {"region": "CN"}, "+862165526688", "ok", "phone.landline"),
    ("13800138000/13900139000", {"region": "CN"}, None, "ambiguous", "phone.several"),
    ("13800138000 13900139000", {"region": "CN"}, None, "ambiguous", "phone.several"),
    ("13800138000;13800138000", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("一三八〇〇一三八〇〇〇", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("138****0000", {"region": "CN"}, None, "invalid", "phone.masked"),
    ("13800138000（微信同号）", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("手机：138-0013-8000", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("1.3800138000E+10", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("+86 (0)10 6552 6688", {}, "+861065526688", "ok", "phone.landline"),
    ("0044 (0)20 7946 0958", {}, "+442079460958", "ok", "phone.landline"),
    ("030/23125-000", {"region": "DE"}, "+493023125000", "ok", "phone.landline"),
    ("23125000", {"region": "DE"}, None, "ambiguous", "phone.no_trunk_zero"),
    ("493023125000", {"region": "DE"}, "+493023125000", "ok", "phone.landline"),
    ("15123456789", {"region": "DE"}, "+4915123456789", "ok", "phone.mobile"),
    ("1-800-FLOWERS", {"region": "US"}, "+18003569377", "ok", "phone.landline"),
    ("555-2671", {"region": "US"}, None, "ambiguous", "phone.no_area_code"),
    ("011 86 138 0013 8000", {"region": "US"}, "+8613800138000", "ok", "phone.mobile"),
    ("0086 138 0013 8000", {"region": "US"}, "+8613800138000", "ok", "phone.mobile"),
    ("14155552671", {"region": "US"}, "+14155552671", "ok", "phone.landline"),
    ("442079460958", {"region": "GB"}, "+442079460958", "ok", "phone.landline"),
    ("020 7946 0958", {"region": "GB"}, "+442079460958", "ok", "phone.landline"),
    ("7911 123456", {"region": "GB"}, "+447911123456", "ok", "phone.mobile"),
    ("06 12 34 56 78", {"region": "FR"}, "+33612345678", "ok", "phone.mobile"),
    ("090-1234-5678", {"region": "JP"}, "+819012345678", "ok", "phone.mobile"),
    ("0912-345-678", {"region": "TW"}, "+886912345678", "ok", "phone.mobile"),
    ("2345 6789", {"region": "HK"}, "+85223456789", "ok", "phone.landline"),
    ("98765 43210", {"region": "IN"}, "+919876543210", "ok", "phone.mobile"),
    ("+91-98765-43210", {}, "+919876543210", "ok", "phone.mobile"),
    ("11111111111", {"region": "CN"}, None, "invalid", "phone.not_valid"),
    ("88888888", {"region": "CN"}, None, "ambiguous", "phone.no_area_code"),
    ("00000000000", {"region": "CN"}, None, "invalid", "phone.length"),
    ("1380013800", {"region": "CN"}, None, "invalid", "phone.not_valid"),
    ("138001380001", {"region": "CN"}, None, "invalid", "phone.not_valid"),
    ("+13800138000", {"region": "CN"}, None, "invalid", "phone.not_valid"),
    ("13,800,138,000", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("138.0013.8000", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("13800138000,", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("'13800138000", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ('="13800138000"', {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("0571/87654321", {"region": "CN"}, "+8657187654321", "ok", "phone.landline"),
    ("010-65526688/89", {"region": "CN"}, None, "ambiguous", "phone.several"),
    ("65526688", {"region": "CN"}, None, "ambiguous", "phone.no_area_code"),
    ("01065526688转8012", {"region": "CN"}, "+861065526688;ext=8012", "ok", "phone.landline"),
    ("86552668", {"region": "CN"}, None, "ambiguous", "phone.no_area_code"),
    ("tel:+86-138-0013-8000", {}, "+8613800138000", "ok", "phone.mobile"),
    ("+1 415-555-2671 ext. 5", {}, "+14155552671;ext=5", "ok", "phone.landline"),
    ("(010) 65526688", {"region": "CN"}, "+861065526688", "ok", "phone.landline"),
    ("138OO138OOO", {"region": "CN"}, None, "invalid", "phone.letters"),
    ("+86+8613800138000", {}, "+8613800138000", "ok", "phone.mobile"),
    ("8613800138000", {}, None, "ambiguous", "phone.no_region"),
    ("12345", {"region": "CN"}, None, "invalid", "phone.not_valid"),
    ("199 1234 5678", {"region": "CN"}, "+8619912345678", "ok", "phone.mobile"),
    ("0755-8888 8888 ext 12", {"region": "CN"}, "+8675588888888;ext=12", "ok", "phone.landline"),
    ("010－65526688（转）8012", {"region": "CN"}, "+861065526688;ext=8012", "ok", "phone.landline"),
    ("75588888888", {"region": "CN"}, "+8675588888888", "ok", "phone.landline"),
    ("0512-6552668", {"region": "CN"}, None, "invalid", "phone.not_valid"),
    ("+852 2345 6789", {"region": "CN"}, "+85223456789", "ok", "phone.landline"),
    ("02 9374 4000", {"region": "AU"}, "+61293744000", "ok", "phone.landline"),
    ("(11) 98765-4321", {"region": "BR"}, "+5511987654321", "ok", "phone.mobile"),
    ("+39 06 1234 5678", {}, "+390612345678", "ok", "phone.landline"),
    ("138 0013 8000 or 139 0013 9000", {"region": "CN"}, None, "ambiguous", "phone.several"),
    ("021-65526688#801", {"region": "CN"}, "+862165526688;ext=801", "ok", "phone.landline"),
    ("13800138000 张三", {"region": "CN"}, None, "invalid", "phone.letters"),
    (13800138000.0, {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    (-65526678, {"region": "CN"}, None, "invalid", "phone.not_valid"),
    ("0", {"region": "CN"}, None, "invalid", "phone.length"),
    ("１３８００１３８０００", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("１３８－００１３－８０００", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
    ("+1 (555) 123-4567", {}, None, "invalid", "phone.not_valid"),
    ("+86 1380013800", {}, None, "invalid", "phone.not_valid"),
    ("+80012345678", {}, "+80012345678", "ok", "phone.landline"),
    ("(0086)13800138000", {}, "+8613800138000", "ok", "phone.mobile"),
    ("(021)65526688-801", {"region": "CN"}, "+862165526688;ext=801", "ok", "phone.landline"),
    ("+49 (0) 30 23125000", {}, "+493023125000", "ok", "phone.landline"),
    ("+86 (010) 6552 6688", {}, "+861065526688", "ok", "phone.landline"),
    ("138-0013-8000 (mobile)", {"region": "CN"}, "+8613800138000", "ok", "phone.mobile"),
]


@pytest.mark.parametrize(("raw", "context", "value", "status", "rule"), CASES)
def test_phone(raw: Any, context: dict[str, Any], value: Any, status: str, rule: str) -> None:
    answer = clean_value("phone", raw, **context)
    assert (answer.value, answer.status, answer.rule) == (value, status, rule)


def _is_valid(cell: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(cell, "CN"))
    except phonenumbers.NumberParseException:
        return False


def _check_short_cut(found: Cleaned | None, cell: str) -> None:
    if found is not None:
        assert (found.status == "ok") == _is_valid(cell)
        assert found == clean_value("phone", cell, region="CN", lang="en")


def test_short_cut_agrees_with_phonenumbers_on_every_prefix() -> None:
    answer = plain_numbers(Context(region="CN", lang="en"))
    assert answer is not None
    generator = random.Random(7)
    for prefix in range(100, 200):
        for _ in range(20):
            cell = f"{prefix}{generator.randrange(10**8):08d}"
            _check_short_cut(answer(cell), cell)


def test_short_cut_agrees_with_phonenumbers_on_landlines() -> None:
    answer = plain_numbers(Context(region="CN", lang="en"))
    assert answer is not None
    generator = random.Random(7)
    for _ in range(2_000):
        area, digits = (
            generator.choice(
                (f"01{generator.randrange(10)}", f"02{generator.randrange(10)}", f"0{generator.randrange(100, 999)}")
            ),
            generator.choice((7, 8)),
        )
        cell = f"{area}{generator.choice(('', '-', ' '))}{generator.randrange(10**digits):0{digits}d}"
        _check_short_cut(answer(cell), cell)


def test_short_cut_is_for_china_only() -> None:
    assert plain_numbers(Context(region="US")) is None
    assert plain_numbers(Context()) is None


def test_area_code_of_the_context_completes_local_numbers() -> None:
    assert clean_value("phone", "65526688", region="CN", area_code="010").value == "+861065526688"
    assert clean_value("phone", "12345", region="CN", area_code="010").status == "invalid"
