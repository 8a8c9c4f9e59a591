"""One world with households and what linking makes of it, for all tests of the folder."""

from __future__ import annotations

import pytest

from crmpersona import identity, synthetic

FIELDS = {
    "name": "full_name",
    "birth_date": "birth_date",
    "phone": "phone",
    "email": "email",
    "address": "street",
    "city": "city",
}


@pytest.fixture(scope="session")
def homes() -> synthetic.Households:
    """Give 1,200 people, some of them families."""
    return synthetic.generate_households(1_200, seed=101)


@pytest.fixture(scope="session")
def links(homes: synthetic.Households) -> identity.Links:
    """Give the records of these people, linked."""
    return identity.link_frames(homes.records, id_column="record_id", fields=FIELDS)
