"""Plain data and their digests."""

import datetime as dt
import json

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.contract import Month, digest, plain

JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_LIKE)
def test_plain_data_stay_as_they_are(value):
    assert plain(value) == value
    assert digest(value) == digest(json.loads(json.dumps(value)))


def test_everything_becomes_json():
    value = {
        "frame": pd.DataFrame({"a": [1.5, np.nan]}),
        "series": pd.Series([1], index=["x"]),
        "set": {"b", "a"},
        "day": dt.date(2026, 1, 2),
        "month": Month(2026, 1),
        "missing": pd.NaT,
        "flag": np.bool_(True),
        "none": pd.NA,
        "odd": 1j,
    }
    text = json.dumps(plain(value), allow_nan=False)
    assert json.loads(text)["frame"][1]["a"] is None
    assert json.loads(text)["set"] == ["a", "b"]
    assert json.loads(text)["month"] == "2026-01"


def test_order_of_keys_does_not_matter_but_content_does():
    assert digest({"a": 1, "b": [1, 2]}) == digest({"b": [1, 2], "a": 1})
    assert digest({"a": [1, 2]}) != digest({"a": [2, 1]})
