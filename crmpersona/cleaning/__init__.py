"""Cleaning: rows kept, changed or rejected with a reason."""

from crmpersona.cleaning.cleaning import clean, cleaned
from crmpersona.cleaning.result import Cleaning

__all__ = ["Cleaning", "clean", "cleaned"]
