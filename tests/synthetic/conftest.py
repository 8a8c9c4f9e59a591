"""Worlds that several tests look at, drawn once."""

from __future__ import annotations

import pytest

from crmpersona import synthetic
from crmpersona.synthetic import World
from crmpersona.synthetic.block import Workshop
from crmpersona.synthetic.plan import load_plan


@pytest.fixture(scope="session")
def shop() -> Workshop:
    """The daily-goods world before any block is drawn."""
    return Workshop(load_plan("daily_goods", months=24), 7)


@pytest.fixture(scope="session")
def dirty() -> World:
    """2,000 customers with errors."""
    return synthetic.generate("daily_goods", customers=2_000, seed=7)


@pytest.fixture(scope="session")
def clean() -> World:
    """The same 2,000 customers without errors."""
    return synthetic.generate("daily_goods", customers=2_000, seed=7, dirt=False)


@pytest.fixture(scope="session", params=["daily_goods", "fashion"])
def either(request: pytest.FixtureRequest) -> World:
    """1,500 clean customers of each shipped world."""
    return synthetic.generate(request.param, customers=1_500, seed=11, dirt=False)
