"""Customer personas (客户画像) that people can act on and trust, from raw CRM exports to a monthly report."""

from crmpersona import cleaning, features, identity, personas, reporting, segments, sources, synthetic
from crmpersona.cleaning import clean
from crmpersona.contract import Crm, CrmPersonaError, current_options, options
from crmpersona.contract.versions import VERSION, show_versions
from crmpersona.features import featurize
from crmpersona.identity import link
from crmpersona.personas import describe
from crmpersona.reporting import report
from crmpersona.segments import segment
from crmpersona.sources import read

__version__ = VERSION

__all__ = [
    "Crm",
    "CrmPersonaError",
    "clean",
    "cleaning",
    "current_options",
    "describe",
    "features",
    "featurize",
    "identity",
    "link",
    "options",
    "personas",
    "read",
    "report",
    "reporting",
    "segment",
    "segments",
    "show_versions",
    "sources",
    "synthetic",
]
