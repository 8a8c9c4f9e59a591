"""Paged REST sources: fetched page by page, patiently, into a state folder that survives a crash."""

from crmpersona.sources.rest.client import Patience
from crmpersona.sources.rest.fetching import STATE, Fetched, fetch_rest

__all__ = ["STATE", "Fetched", "Patience", "fetch_rest"]
