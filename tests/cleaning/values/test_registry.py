"""Field types by name."""

from __future__ import annotations

import pytest

from crmpersona.cleaning.values.registry import FIELD_TYPES, field_type_of, parts_of
from crmpersona.contract import ParameterError


def test_cleaners_are_found_by_name() -> None:
    assert parts_of("text").clean.__name__ == "clean_text"
    assert parts_of("text").quick is None
    assert all(callable(parts_of(name).clean) for name in FIELD_TYPES)


@pytest.mark.parametrize(("name", "suggestion"), [("phon", "phone"), ("e-mail", "email"), ("Dates", "date")])
def test_unknown_field_types_name_the_nearest(name: str, suggestion: str) -> None:
    with pytest.raises(ParameterError, match=f"did you mean '{suggestion}'"):
        field_type_of(name)


def test_unknown_field_types_without_a_near_name_list_all() -> None:
    with pytest.raises(ParameterError, match="cn_id"):
        field_type_of("§§§")
