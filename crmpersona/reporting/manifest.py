"""The manifest: what a report is made of, without a clock, so that equal reports have equal manifests."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from crmpersona.contract import digest
from crmpersona.contract.digests import plain

__all__ = ["LIBRARIES", "code_digest", "file_list", "files_match", "read_manifest", "versions", "write_json"]

MANIFEST = "manifest.json"
NOT_HASHED = (MANIFEST, "run.log")
LIBRARIES = (
    "duckdb", "fonttools", "ibis-framework", "ipykernel", "jinja2", "matplotlib", "nbclient", "numpy", "pandas",
    "papermill", "pillow", "pyarrow", "pylopdf-fonts-zh-cn", "scikit-learn", "scipy", "seaborn", "statsmodels",
    "xlsxwriter",
)  # fmt: skip


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    str
        64 hexadecimal characters.

    Examples
    --------
    >>> import tempfile
    >>> empty = Path(tempfile.mkstemp()[1])
    >>> sha256_of(empty)[:8]
    'e3b0c442'
    """
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def file_list(folder: Path) -> dict[str, dict[str, Any]]:
    """List the files of a report with size and sha256.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the report.

    Returns
    -------
    dict
        Relative path to ``{"bytes": …, "sha256": …}``, without the manifest itself and ``run.log`` (it holds times).

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "report.html").write_text("x")
    >>> file_list(folder)["report.html"]["bytes"]
    1
    """
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": sha256_of(path)}
        for path in found
        if path.relative_to(folder).as_posix() not in NOT_HASHED
    }


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Read the manifest of a report.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the report.

    Returns
    -------
    dict or None
        The manifest; None where there is none or it is damaged.

    Examples
    --------
    >>> read_manifest(Path("/nonexistent")) is None
    True
    """
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("files"), dict) else None


def files_match(folder: Path) -> bool:
    """Tell whether a folder holds exactly the report that its manifest describes.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the report.

    Returns
    -------
    bool
        True where every file is there, unchanged, and nothing else is.

    Examples
    --------
    >>> files_match(Path("/nonexistent"))
    False
    """
    manifest = read_manifest(folder)
    return manifest is not None and bool(manifest["files"]) and file_list(folder) == manifest["files"]


def versions() -> dict[str, str]:
    """Return the versions that can change a byte of the report.

    Returns
    -------
    dict
        Python, machine and library names to versions.

    Examples
    --------
    >>> "numpy" in versions()
    True
    """
    return {
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "machine": platform.machine(),
        **{name: metadata.version(name) for name in LIBRARIES},
    }


@cache
def code_digest(*roots: Path) -> str:
    """Return one digest of all code that makes the report.

    Parameters
    ----------
    *roots : pathlib.Path
        Package folders and single files.

    Returns
    -------
    str
        sha256 over relative names and contents.

    Examples
    --------
    >>> len(code_digest(Path(__file__).parent))
    64
    """
    parts = []
    for root in roots:
        files = [root] if root.is_file() else sorted(path for path in root.rglob("*") if _is_code(path))
        parts += [(path.relative_to(root.parent).as_posix(), sha256_of(path)) for path in files]
    return digest(parts)


def _is_code(path: Path) -> bool:
    """Tell code and templates from caches."""
    return path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"


def write_json(path: Path, value: Any) -> None:
    """Write plain data as readable, sorted JSON.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    value : object
        Anything that :func:`crmpersona.contract.digests.plain` understands.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "x.json"
    >>> write_json(target, {"b": 1, "a": 2})
    >>> target.read_text().split()
    ['{', '"a":', '2,', '"b":', '1', '}']
    """
    text = json.dumps(plain(value), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
