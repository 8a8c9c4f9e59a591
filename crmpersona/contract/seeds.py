"""One seed, many independent streams: by stage name and block number."""

from __future__ import annotations

import hashlib

import numpy as np

from crmpersona.contract.errors import ParameterError

__all__ = ["generator", "spawn"]


def spawn(seed: int, stage: str, block: int = 0) -> np.random.SeedSequence:
    """Derive the seed sequence of one stage and block.

    Adding a stage or a block changes no other, because each depends on its own name only.

    Parameters
    ----------
    seed : int
        The user's seed, 0 or larger.
    stage : str
        Name of the step that draws.
    block : int, default 0
        Number of the block inside the stage.

    Returns
    -------
    numpy.random.SeedSequence
        Independent of every other (stage, block).

    Raises
    ------
    ParameterError
        If the seed is not a whole number of at least 0.

    Examples
    --------
    >>> spawn(7, "names").generate_state(1) == spawn(7, "names").generate_state(1)
    array([ True])
    """
    given: object = seed
    if isinstance(given, bool) or not isinstance(given, (int, np.integer)) or given < 0:
        raise ParameterError(f"seed={seed!r} is not a whole number of at least 0", remedy="give for example seed=7")
    name = int.from_bytes(hashlib.sha256(stage.encode()).digest()[:8], "big")
    return np.random.SeedSequence(entropy=int(seed), spawn_key=(name, block))


def generator(seed: int, stage: str, block: int = 0) -> np.random.Generator:
    """Return the random generator of one stage and block.

    Parameters
    ----------
    seed : int
        The user's seed, 0 or larger.
    stage : str
        Name of the step that draws.
    block : int, default 0
        Number of the block inside the stage.

    Returns
    -------
    numpy.random.Generator
        A PCG64 generator; the same arguments give the same numbers.

    Examples
    --------
    >>> bool(generator(7, "demo").random() == generator(7, "demo").random())
    True
    """
    return np.random.Generator(np.random.PCG64(spawn(seed, stage, block)))
