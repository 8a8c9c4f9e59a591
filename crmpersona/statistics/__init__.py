"""Statistics that know no customers: intervals, quantiles, shares."""

from crmpersona.statistics.agreement import adjusted_rand, best_jaccard, jaccard_stability
from crmpersona.statistics.dip import DipTest, dip_statistic, dip_test
from crmpersona.statistics.intervals import (
    Interval,
    RatioMoments,
    mean_interval,
    proportion_interval,
    ratio_interval,
    ratio_moments,
)
from crmpersona.statistics.multiplicity import adjust
from crmpersona.statistics.quantiles import (
    TopShare,
    TopSums,
    quantile_interval,
    quantile_of_counts,
    top_share,
    top_share_of_sums,
)
from crmpersona.statistics.risk_ratios import TwoShares, fisher_p, share_index_interval, share_ratio_interval

__all__ = [
    "DipTest",
    "Interval",
    "RatioMoments",
    "TopShare",
    "TopSums",
    "TwoShares",
    "adjust",
    "adjusted_rand",
    "best_jaccard",
    "dip_statistic",
    "dip_test",
    "fisher_p",
    "jaccard_stability",
    "mean_interval",
    "proportion_interval",
    "quantile_interval",
    "quantile_of_counts",
    "ratio_interval",
    "ratio_moments",
    "share_index_interval",
    "share_ratio_interval",
    "top_share",
    "top_share_of_sums",
]
