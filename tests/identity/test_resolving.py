"""The steps from keys to people."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crmpersona.identity.comparisons import Field
from crmpersona.identity.resolving import key_columns, resolve

FIELDS = [Field("f0", "name", "full_name"), Field("f1", "tel", "phone")]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"name": [], "tel": []}, dtype=object),
        pd.DataFrame({"name": ["张伟"], "tel": ["13800001234"]}),
        pd.DataFrame({"name": [None] * 4, "tel": [None] * 4}, dtype=object),
        pd.DataFrame({"name": ["张伟", "李娜", "王芳"], "tel": ["13800001234", None, "13900001234"]}),
    ],
)
def test_records_with_nothing_in_common_stay_alone(frame: pd.DataFrame) -> None:
    found = resolve(key_columns(frame, FIELDS), FIELDS, threshold=0.9, seed=7)
    assert found.person.tolist() == list(range(len(frame)))
    assert found.pairs.empty
    assert np.isnan(found.recall)
