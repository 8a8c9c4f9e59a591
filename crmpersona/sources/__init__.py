"""Reading customer data: files and frames of any shape become tables of the contract."""

from crmpersona.sources.checking import Validation, check
from crmpersona.sources.mapping import load_mapping, shipped_mappings
from crmpersona.sources.mapping_rules import ColumnRule, Mapping, TableRule
from crmpersona.sources.reading import read
from crmpersona.sources.rest import Fetched, Patience, fetch_rest
from crmpersona.sources.template import entry_template
from crmpersona.sources.template_cells import Fault, check_entry
from crmpersona.sources.template_reading import Entries, read_entries

__all__ = [
    "ColumnRule",
    "Entries",
    "Fault",
    "Fetched",
    "Mapping",
    "Patience",
    "TableRule",
    "Validation",
    "check",
    "check_entry",
    "entry_template",
    "fetch_rest",
    "load_mapping",
    "read",
    "read_entries",
    "shipped_mappings",
]
