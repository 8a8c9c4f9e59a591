"""Declarations of columns and tables."""

import pytest

from crmpersona.contract import CONTRACT, ColumnSpec, ContractError


def test_columns_of_unknown_kind_are_refused():
    with pytest.raises(ContractError, match="number"):
        ColumnSpec("a", "number", "", "")
    with pytest.raises(ContractError, match="secret"):
        ColumnSpec("a", "text", "", "", pii="secret")


def test_unknown_column_names_the_nearest():
    with pytest.raises(ContractError, match="ordered_at"):
        CONTRACT["transactions"].column("orderd_at")
    assert CONTRACT["transactions"].has("amount")
    assert not CONTRACT["transactions"].has("amonut")
