"""Parameters are refused by name, type and value before anything starts."""

from __future__ import annotations

import pytest

from crmpersona.contract import ParameterError
from crmpersona.reporting import PARAMETERS, ReportParameters


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mnth": "2026-10"}, "did you mean 'month'"),
        ({}, "month is missing"),
        ({"month": "2026-13"}, "is not a month"),
        ({"month": "2026-10", "lang": "fr"}, "lang='fr'"),
        ({"month": "2026-10", "scheme": "nine"}, "scheme='nine'"),
        ({"month": "2026-10", "window_days": 0}, "window_days=0"),
        ({"month": "2026-10", "window_days": "a year"}, "not a whole number"),
        ({"month": "2026-10", "window_days": True}, "not a whole number"),
        ({"month": "2026-10", "seed": -1}, "seed=-1"),
        ({"month": "2026-10", "name": "../etc"}, "no slash"),
        ({"month": "2026-10", "timezone": "Mars/Base"}, "IANA"),
        ({"month": "2026-10", "currency": "yuan"}, "ISO code"),
        ({"month": 202610}, "not a text"),
    ],
)
def test_wrong_parameters_are_named(given, message):
    with pytest.raises(ParameterError, match=message):
        ReportParameters.of(**given)


def test_texts_from_the_command_line_take_their_type():
    chosen = ReportParameters.of(month="2026-10", window_days="180", seed="3")
    assert (chosen.window_days, chosen.seed) == (180, 3)


def test_every_field_is_declared_with_words_in_both_languages():
    assert {parameter.name for parameter in PARAMETERS} == set(ReportParameters(month="2026-10").to_dict())
    assert all(parameter.about_en and parameter.about_zh for parameter in PARAMETERS)
