"""Errors say what, where and what to do."""

import pytest

from crmpersona import contract
from crmpersona.contract import CrmPersonaError, ParameterError, nearest


def test_message_has_what_where_and_remedy():
    error = CrmPersonaError("3 dates cannot be read.", where="table orders, column day", remedy="state the format.")
    assert str(error) == "3 dates cannot be read [table orders, column day]. What to do: state the format."
    assert (error.what, error.where, error.remedy) == (
        "3 dates cannot be read",
        "table orders, column day",
        "state the format",
    )


def test_every_error_belongs_to_the_family():
    family = [getattr(contract, name) for name in contract.__all__ if name.endswith("Error")]
    assert len(family) >= 9
    assert all(issubclass(member, CrmPersonaError) for member in family)


def test_parameter_errors_are_value_errors():
    with pytest.raises(ValueError, match="odd"):
        raise ParameterError("odd")


@pytest.mark.parametrize(("word", "choice"), [("mnth", "month"), ("Customer_Id", "customer_id"), ("qqqq", None)])
def test_nearest_ignores_case_and_refuses_the_unlike(word, choice):
    assert nearest(word, ["month", "customer_id", "data"]) == choice
