"""Cleaning: rows kept, changed or rejected with a reason."""

from typing import TYPE_CHECKING, Any

from crmpersona.cleaning.cleaning import clean, cleaned
from crmpersona.cleaning.result import Cleaning
from crmpersona.cleaning.values import Cleaned, clean_column, clean_value

if TYPE_CHECKING:
    from crmpersona.cleaning.imputing import Imputer
    from crmpersona.cleaning.scaling import FrameScaler

__all__ = [
    "Cleaned",
    "Cleaning",
    "FrameScaler",
    "Imputer",
    "clean",
    "clean_column",
    "clean_value",
    "cleaned",
]


def __getattr__(name: str) -> Any:
    """Load the estimators when they are first asked for: scikit-learn takes about a second to import."""
    if name == "Imputer":
        from crmpersona.cleaning.imputing import Imputer

        return Imputer
    if name == "FrameScaler":
        from crmpersona.cleaning.scaling import FrameScaler

        return FrameScaler
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
