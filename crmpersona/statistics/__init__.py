"""Statistics that know no customers: intervals, quantiles, shares."""

from crmpersona.statistics.intervals import (
    Interval,
    RatioMoments,
    mean_interval,
    proportion_interval,
    ratio_interval,
    ratio_moments,
)
from crmpersona.statistics.quantiles import TopShare, quantile_interval, quantile_of_counts, top_share

__all__ = [
    "Interval",
    "RatioMoments",
    "TopShare",
    "mean_interval",
    "proportion_interval",
    "quantile_interval",
    "quantile_of_counts",
    "ratio_interval",
    "ratio_moments",
    "top_share",
]
