"""Reading customer data: files and frames of any shape become tables of the contract."""

from crmpersona.sources.checking import Validation, check
from crmpersona.sources.mapping import load_mapping, shipped_mappings
from crmpersona.sources.mapping_rules import ColumnRule, Mapping, TableRule
from crmpersona.sources.reading import read
from crmpersona.sources.rest import Fetched, Patience, fetch_rest

__all__ = [
    "ColumnRule",
    "Fetched",
    "Mapping",
    "Patience",
    "TableRule",
    "Validation",
    "check",
    "fetch_rest",
    "load_mapping",
    "read",
    "shipped_mappings",
]
