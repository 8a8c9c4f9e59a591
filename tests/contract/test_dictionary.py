"""The data dictionary says everything that the contract holds."""

import pytest

from crmpersona.contract import CONTRACT
from crmpersona.contract.dictionary import markdown


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_column_has_a_line(lang):
    text = markdown(lang)
    for table in CONTRACT.values():
        assert f"## {table.name}" in text
        for column in table.columns:
            assert f"| `{column.name}` | {column.type} |" in text
    assert "female, male, other" in text
    assert "≥ 1 and ≤ 5" in text
