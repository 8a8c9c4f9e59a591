"""Round numbers along an axis."""

from __future__ import annotations

import math

__all__ = ["ticks"]


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Return round numbers that enclose a range.

    Parameters
    ----------
    low, high : float
        The range.
    wanted : int, default 5
        About how many steps.

    Returns
    -------
    list of float
        From at most ``low`` to at least ``high``, in steps of 1, 2 or 5 times a power of ten.

    Examples
    --------
    >>> ticks(0, 0.43)
    [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
    >>> ticks(3, 3)
    [2.0, 3.0, 4.0]
    """
    if not high > low:
        low, high = low - 1, high + 1
        wanted = 2
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    digits = max(0, -math.floor(math.log10(step)))
    return [round(number * step, digits) for number in range(first, last + 1)]
