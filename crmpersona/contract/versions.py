"""Versions of everything that a result may depend on."""

from __future__ import annotations

import platform
from importlib import metadata

import pandas as pd

__all__ = ["VERSION", "show_versions"]

VERSION = "0.1.0"
"""The package's version; a test holds it to pyproject.toml."""

LIBRARIES = (
    "crmpersona",
    "pandas",
    "numpy",
    "scipy",
    "scikit-learn",
    "statsmodels",
    "duckdb",
    "ibis-framework",
    "pyarrow",
    "matplotlib",
    "seaborn",
    "papermill",
    "nbconvert",
    "ipywidgets",
    "faker",
    "xlsxwriter",
)


def show_versions() -> pd.DataFrame:
    """List the versions that a bug report should carry.

    Returns
    -------
    pandas.DataFrame
        ``name`` and ``version`` of Python, the machine's architecture and each library.

    Examples
    --------
    >>> show_versions()["name"].tolist()[:3]
    ['python', 'architecture', 'crmpersona']
    """
    rows = [("python", platform.python_version()), ("architecture", platform.machine())]
    for name in LIBRARIES:
        try:
            rows.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            rows.append((name, "not installed"))
    return pd.DataFrame(rows, columns=["name", "version"])
