"""What every part agrees on: the data contract, errors, results, words, seeds, dates."""

from crmpersona.contract.crm import DERIVED, FIXED_POINT, Crm
from crmpersona.contract.dates import Month, as_of_date
from crmpersona.contract.digests import digest, plain
from crmpersona.contract.errors import (
    CleaningError,
    ContractError,
    CrmPersonaError,
    MappingError,
    NotEnoughDataError,
    ParameterError,
    PrivacyError,
    ReportError,
    SourceError,
    nearest,
)
from crmpersona.contract.formats import Formatter
from crmpersona.contract.locking import take_lock
from crmpersona.contract.masking import mask
from crmpersona.contract.options import Options, current_options, options, resolve_lang
from crmpersona.contract.results import Provenance, Result
from crmpersona.contract.schema import ColumnSpec, TableSpec
from crmpersona.contract.seeds import generator, spawn
from crmpersona.contract.shipped import shipped
from crmpersona.contract.tables import CONTRACT
from crmpersona.contract.texts import Words

__all__ = [
    "CONTRACT",
    "DERIVED",
    "FIXED_POINT",
    "CleaningError",
    "ColumnSpec",
    "ContractError",
    "Crm",
    "CrmPersonaError",
    "Formatter",
    "MappingError",
    "Month",
    "NotEnoughDataError",
    "Options",
    "ParameterError",
    "PrivacyError",
    "Provenance",
    "ReportError",
    "Result",
    "SourceError",
    "TableSpec",
    "Words",
    "as_of_date",
    "current_options",
    "digest",
    "generator",
    "mask",
    "nearest",
    "options",
    "plain",
    "resolve_lang",
    "shipped",
    "spawn",
    "take_lock",
]
