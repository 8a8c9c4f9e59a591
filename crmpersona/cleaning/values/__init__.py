"""Cleaning single values: one cleaner per field type, none of which guesses."""

from crmpersona.cleaning.values.clean import clean_column, clean_value
from crmpersona.cleaning.values.result import Cleaned

__all__ = ["Cleaned", "clean_column", "clean_value"]
