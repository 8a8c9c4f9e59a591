"""Notes of the cleaners of places, postcodes, countries, names and genders."""

from __future__ import annotations

__all__ = ["PLACE_NOTES"]

PLACE_NOTES: dict[str, tuple[str, str]] = {}
