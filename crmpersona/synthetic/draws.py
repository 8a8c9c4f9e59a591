"""Quick draws from fixed tables of weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from crmpersona.contract import ParameterError

__all__ = ["SLOTS", "Array", "Choice", "whole_slots"]

Array = npt.NDArray[Any]
SLOTS = 1 << 14


def whole_slots(weights: Array) -> Array:
    """Give each option of each row a whole number of slots, in proportion to its weight.

    Parameters
    ----------
    weights : array of shape (rows, options)
        Not negative; every row needs a positive sum.

    Returns
    -------
    numpy.ndarray
        Slots per option; each row adds up to :data:`SLOTS` (largest remainders get the rest).

    Raises
    ------
    ParameterError
        If a weight is negative or a row holds no positive weight.

    Examples
    --------
    >>> whole_slots(np.array([[1.0, 3.0]])).tolist()
    [[4096, 12288]]
    """
    sums = weights.sum(axis=1, keepdims=True)
    if (weights < 0).any() or not (sums > 0).all():
        raise ParameterError("weights must be at least 0 with a positive sum", remedy="mend the world's TOML file")
    exact = weights / sums * SLOTS
    slots = np.floor(exact).astype(np.int64)
    missing = SLOTS - slots.sum(axis=1)
    # Stable order, so that equal remainders are served from the left on every machine.
    order = np.argsort(-(exact - slots), axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    whole: Array = slots + (rank < missing[:, None])
    return whole


@dataclass(frozen=True)
class Choice:
    """One of several options, by the weights of a row: a single table look-up per draw.

    Weights are rounded to 1/16,384, so that a million draws cost a few milliseconds. The rounded
    weights *are* the planted truth (:attr:`probabilities`).

    Parameters
    ----------
    table : array of shape (rows, SLOTS)
        Option of every slot.
    options : int
        Number of options.

    Examples
    --------
    >>> coin = Choice.of([[1.0, 1.0]])
    >>> coin.probabilities.tolist()
    [[0.5, 0.5]]
    >>> coin.draw(np.random.default_rng(7), 5).tolist()
    [0, 1, 0, 1, 0]
    """

    table: Array
    options: int

    @classmethod
    def of(cls, weights: npt.ArrayLike) -> Choice:
        """Build the look-up table.

        Parameters
        ----------
        weights : array of shape (rows, options)
            Not negative; every row needs a positive sum.

        Returns
        -------
        Choice
            Ready to draw.
        """
        slots = whole_slots(np.asarray(weights, dtype=np.float64))
        rows, options = slots.shape
        flat = np.repeat(np.tile(np.arange(options, dtype=np.int16), rows), slots.ravel())
        return cls(flat.reshape(rows, SLOTS), options)

    @property
    def probabilities(self) -> Array:
        """Exact probability of every option, row by row."""
        return np.stack([np.bincount(row, minlength=self.options) for row in self.table]) / SLOTS

    def draw(self, random: np.random.Generator, size: int, row: Array | int = 0) -> Array:
        """Draw options.

        Parameters
        ----------
        random : numpy.random.Generator
            Source of chance.
        size : int
            Number of draws.
        row : int or array of int, default 0
            Row of weights for each draw.

        Returns
        -------
        numpy.ndarray
            Option numbers from 0.
        """
        slot = random.integers(0, SLOTS, size, dtype=np.uint16)
        drawn: Array = self.table[row, slot]
        return drawn
