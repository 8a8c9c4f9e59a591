"""Draw a whole world into memory."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pyarrow as pa

from crmpersona.contract import ParameterError, Provenance
from crmpersona.synthetic.block import Block, Workshop
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.people import BLOCK
from crmpersona.synthetic.plan import load_plan
from crmpersona.synthetic.truths import drift_truth, persona_truth, rule_truth, season_truth
from crmpersona.synthetic.world import World

__all__ = ["block_sizes", "generate", "world_truth"]


def block_sizes(customers: int) -> list[int]:
    """Return how many customers each block keeps.

    Parameters
    ----------
    customers : int
        Customers wanted.

    Returns
    -------
    list of int
        One number per block.

    Raises
    ------
    ParameterError
        If the number has no meaning.

    Examples
    --------
    >>> block_sizes(12_000)
    [5000, 5000, 2000]
    """
    if isinstance(customers, bool) or not isinstance(customers, (int, np.integer)) or not 1 <= customers <= 50_000_000:
        raise ParameterError(
            f"customers={customers!r} is not between 1 and 50,000,000", remedy="give for example customers=2_000"
        )
    return [min(BLOCK, int(customers) - first) for first in range(0, int(customers), BLOCK)]


def world_truth(shop: Workshop, sums: dict[str, Array]) -> dict[str, pa.Table]:
    """Return the truth tables that are not per customer.

    Parameters
    ----------
    shop : Workshop
        The world.
    sums : dict of str to array
        Counts added up over blocks.

    Returns
    -------
    dict of str to pyarrow.Table
        ``persona_definitions``, ``rules``, ``drift``, ``seasonality``, ``campaign_effect``.
    """
    return {
        "persona_definitions": persona_truth(shop.plan),
        "rules": rule_truth(shop.catalogue, sums["rules"]),
        "drift": drift_truth(shop.plan),
        "seasonality": season_truth(shop.plan, shop.clock),
        "campaign_effect": shop.campaign.truth(sums["campaign"]),
    }


def _together(blocks: list[Block], kind: str) -> dict[str, pa.Table]:
    """Put the blocks of every table under one another, coded texts written out."""
    tables = {}
    for name in getattr(blocks[0], kind):
        table = pa.concat_tables([_plain(getattr(block, kind)[name]) for block in blocks])
        tables[name] = table.combine_chunks()
    return tables


def _plain(table: pa.Table) -> pa.Table:
    """Write coded texts out."""
    return table.cast(
        pa.schema([(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in table.schema])
    )


def generate(
    world: str | Path = "daily_goods",
    customers: int = 2_000,
    months: int = 24,
    seed: int = 7,
    *,
    season: bool = True,
    drift: bool = True,
    dirt: bool = True,
    end: str | dt.date | None = None,
) -> World:
    """Generate a business with planted personas, purchases, rules, drift and errors.

    Customers are drawn in fixed blocks, so that asking for more of them changes none of the first.

    Parameters
    ----------
    world : str or Path, default "daily_goods"
        Name of a shipped world (:func:`worlds`), or path to a TOML file of the same form.
    customers : int, default 2_000
        Customer ids; about one in forty is a second id of another customer.
    months : int, default 24
        Months of history.
    seed : int, default 7
        Seed of every draw: the same seed gives the same bytes.
    season : bool, default True
        Whether the calendar (Spring Festival, 618, Double 11 …) warps the shop's clock. Without it
        shop time and calendar time differ by weekday and hour only.
    drift : bool, default True
        Whether one persona shrinks and another changes its taste from the planted months on.
    dirt : bool, default True
        Whether errors are injected; each stands in ``truth["dirt"]`` with its clean value.
    end : str or date, optional
        First day after the data, the first of a month. None takes the fixed day in the world's
        file (2026-11-01), never the clock.

    Returns
    -------
    World
        ``.crm``, ``.truth``, ``.save(folder)``.

    Raises
    ------
    ParameterError
        If the world is unknown or a parameter has no meaning.

    Examples
    --------
    >>> world = generate("daily_goods", customers=100, months=3, seed=7)
    >>> world.tables["customers"].num_rows
    100
    """
    plan = load_plan(world, months=months, end=end, season=season, drift=drift, dirt=dirt)
    shop = Workshop(plan, seed)
    blocks = [shop.block(number, keep) for number, keep in enumerate(block_sizes(customers))]
    sums = {name: np.sum([block.sums[name] for block in blocks], axis=0) for name in blocks[0].sums}
    tables = _together(blocks, "tables") | {name: _plain(table) for name, table in shop.shared_tables().items()}
    truth = _together(blocks, "truth") | world_truth(shop, sums)
    switches = {"season": season, "drift": drift, "dirt": dirt}
    parameters = {
        "world": plan.spec["name"],
        "customers": customers,
        "months": months,
        "end": str(plan.end),
        **switches,
    }
    return World(
        **{key: plan.spec[key] for key in ("name", "title_zh", "title_en", "lang", "timezone", "currency")},
        start=plan.start,
        end=plan.end,
        tables=tables,
        truth_tables=truth,
        provenance=Provenance(seed=int(seed), parameters=parameters),
    )
