"""The base of results."""

from dataclasses import FrozenInstanceError, dataclass, field

import pandas as pd
import pytest

from crmpersona.contract import CrmPersonaError, Provenance, Result


@dataclass(frozen=True, kw_only=True, repr=False)
class Rows(Result):
    n: int
    hidden: object = field(default=None, repr=False)

    def to_frame(self):
        return pd.DataFrame({"a": range(self.n)})

    def summary(self, lang=None):
        return "行 <数>" if lang == "zh" else "rows <n>"


def test_results_are_frozen_and_plain():
    rows = Rows(n=3, provenance=Provenance(seed=7))
    with pytest.raises(FrozenInstanceError):
        rows.n = 4
    assert rows.to_dict() == {
        "result": "Rows",
        "provenance": {"as_of": None, "seed": 7, "input_digest": None, "parameters": {}, "version": "0.1.0"},
        "n": 3,
    }
    assert repr(rows) == "rows <n>"


def test_html_escapes_and_says_how_many_rows_are_left_out():
    page = Rows(n=20)._repr_html_()
    assert "rows &lt;n&gt;" in page
    assert "8 more rows" in page
    assert "<table" not in Result()._repr_html_()


def test_no_picture_is_said():
    with pytest.raises(CrmPersonaError, match="Rows has no picture"):
        Rows(n=1).plot()
