"""One row per customer as of a date: RFM, life cycle, value, habits, each column with its definition."""

from crmpersona.features.bridge import SalesBridge, sales_bridge
from crmpersona.features.cohorts import Cohorts, cohorts
from crmpersona.features.definitions import feature_definitions, missing_reasons
from crmpersona.features.featurize import Features, featurize
from crmpersona.features.festivals import festival_days
from crmpersona.features.flow import StageFlow, stage_flow
from crmpersona.features.habits import Habits, habits
from crmpersona.features.life_cycle import LifeCycle, life_cycle
from crmpersona.features.measures import measure_definitions, measure_history, measures
from crmpersona.features.purchases import purchase_summary
from crmpersona.features.rfm import rfm_table
from crmpersona.features.rfm_cuts import RFMCut
from crmpersona.features.rfm_groups import rfm_group_names, rfm_group_table, rfm_groups
from crmpersona.features.rfm_maps import RFMMap
from crmpersona.features.rfm_scores import RFMScorer, rfm_scores
from crmpersona.features.rhythm import LifeCycleRuler
from crmpersona.features.seasonality import Seasonality, seasonality
from crmpersona.features.tiers import Activity, ValueTiers, activity, value_tiers

__all__ = [
    "Activity",
    "Cohorts",
    "Features",
    "Habits",
    "LifeCycle",
    "LifeCycleRuler",
    "RFMCut",
    "RFMMap",
    "RFMScorer",
    "SalesBridge",
    "Seasonality",
    "StageFlow",
    "ValueTiers",
    "activity",
    "cohorts",
    "feature_definitions",
    "featurize",
    "festival_days",
    "habits",
    "life_cycle",
    "measure_definitions",
    "measure_history",
    "measures",
    "missing_reasons",
    "purchase_summary",
    "rfm_group_names",
    "rfm_group_table",
    "rfm_groups",
    "rfm_scores",
    "rfm_table",
    "sales_bridge",
    "seasonality",
    "stage_flow",
    "value_tiers",
]
