"""Results of single values, and what may be assumed about them.

Covers also: context.
"""

from __future__ import annotations

import pytest

from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, finished, invalid, missing, ok
from crmpersona.contract import ParameterError


def test_helpers_set_value_and_status() -> None:
    assert (ok(3, "age.years").value, ok(3, "age.years").status) == (3, "ok")
    assert [answer.status for answer in (missing("value.blank"), invalid("value.type"), ambiguous("value.type"))] == [
        "missing",
        "invalid",
        "ambiguous",
    ]
    assert ambiguous("value.type", ("a", "b")).candidates == ("a", "b")


def test_repr_masks_personal_values() -> None:
    assert "13800138000" not in repr(Cleaned("+8613800138000", "ok", "phone.mobile"))
    assert "True" in repr(Cleaned(True, "ok", "boolean.word"))


def test_notes_come_in_both_languages_with_their_places_filled() -> None:
    answer = invalid("value.too_long", longest=40)
    assert "40" in finished(answer, "en").note
    assert "40" in finished(answer, "zh").note
    assert finished(missing("value.blank"), "zh").note == "空白"


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        ({"region": "cn"}, "region", "CN"),
        ({"region": "UK"}, "region", "GB"),
        ({"date_system": "1904"}, "date_system", 1904),
        ({"currency": "cny"}, "currency", "CNY"),
        ({"timezone": "Asia/Shanghai"}, "timezone", "Asia/Shanghai"),
        ({"date_order": "DMY"}, "date_order", "dmy"),
        ({"area_code": "010"}, "area_code", "010"),
        ({"as_of": "2026-11-01"}, "as_of", "2026-11-01"),
        ({"source": None}, "source", None),
    ],
)
def test_context_is_checked_and_spelt_one_way(given: dict[str, object], field: str, expected: object) -> None:
    assert getattr(Context.of(**given), field) == expected


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"regoin": "CN"}, "did you mean 'region'"),
        ({"original": "x"}, "unknown context"),
        ({"region": "ZZ"}, "ISO 3166-1"),
        ({"date_system": 1901}, "1904"),
        ({"date_system": True}, "1904"),
        ({"currency": "yuan"}, "ISO 4217"),
        ({"timezone": "Mars/Base"}, "IANA"),
        ({"area_code": "x"}, "dialled"),
        ({"source": 3}, "as text"),
    ],
)
def test_unknown_context_says_what_would_do(given: dict[str, object], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        Context.of(**given)
