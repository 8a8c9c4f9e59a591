"""Synthetic CRM worlds with planted truth."""

from __future__ import annotations

from crmpersona.contract import shipped
from crmpersona.synthetic.generating import generate
from crmpersona.synthetic.households import Households, generate_households
from crmpersona.synthetic.plan import worlds
from crmpersona.synthetic.world import World, load_world
from crmpersona.synthetic.writing import write

__all__ = ["Households", "World", "generate", "generate_households", "sample", "worlds", "write"]


def sample() -> World:
    """Open the small world that ships with the package: 200 customers of ``daily_goods`` with their truth.

    Returns
    -------
    World
        Read from disk, in a few hundredths of a second.

    Examples
    --------
    >>> sample().tables["customers"].num_rows
    200
    """
    return load_world(shipped("synthetic/sample"))
