"""One seed, independent streams."""

import numpy as np
import pytest

from crmpersona.contract import ParameterError, generator, spawn


def test_streams_depend_on_seed_stage_and_block_only():
    draws = {
        key: tuple(generator(*key).integers(0, 2**31, 4))
        for key in [(7, "a", 0), (7, "a", 1), (7, "b", 0), (8, "a", 0)]
    }
    assert len(set(draws.values())) == 4
    assert draws[7, "a", 0] == tuple(generator(7, "a", 0).integers(0, 2**31, 4))


def test_streams_are_uncorrelated():
    first, second = generator(7, "a").random(4_000), generator(7, "b").random(4_000)
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.08


@pytest.mark.parametrize("wrong", [-1, 1.5, True, "7"])
def test_odd_seeds_are_refused(wrong):
    with pytest.raises(ParameterError, match="seed"):
        spawn(wrong, "a")
