"""Masks never let a value through."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import mask

KINDS = ["text", "id", "phone", "email", "name", "date"]


@pytest.mark.parametrize("empty", [None, float("nan"), "", "   ", pd.NaT, pd.NA])
def test_missing_values_say_so(empty):
    assert mask(empty) == "(missing)"


@given(st.text(min_size=4, max_size=60).filter(lambda text: len(text.strip()) > 3), st.sampled_from(KINDS[:-1]))
def test_at_most_one_character_is_shown(value, kind):
    shown = mask(value, kind)
    kept = [character for character in shown if character not in "*@"]
    assert len(kept) <= 1
    assert len(shown) <= 24


@given(st.dates())
def test_dates_keep_only_the_year(day):
    assert mask(day.isoformat(), "date") == f"{day.year:04d}-##-##"
