"""The ruler of a report: cut points and fitted segments, taken over from an earlier month."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crmpersona.contract import digest
from crmpersona.reporting.manifest import files_match, write_json
from crmpersona.reporting.parameters import ReportParameters
from crmpersona.reporting.place import Place

__all__ = ["MODEL", "Model", "find_model", "load_model", "settings_of"]

MODEL = "model.json"


@dataclass(frozen=True)
class Model:
    """Cut points and segments of an earlier report, or nothing.

    Parameters
    ----------
    content : mapping
        What ``model.json`` held; empty where there is none.
    month : str
        Month of the report it was taken from.

    Examples
    --------
    >>> Model().digest, bool(Model())
    ('', False)
    """

    content: Mapping[str, Any] = field(default_factory=dict)
    month: str = ""

    @property
    def digest(self) -> str:
        """Digest of the content: enters the run id."""
        return digest(self.content) if self.content else ""

    def __bool__(self) -> bool:
        """Tell whether there is a model."""
        return bool(self.content)

    def save(self, path: Path) -> None:
        """Write the content as JSON, an empty object where there is none.

        Parameters
        ----------
        path : pathlib.Path
            File to write.
        """
        write_json(path, self.content)


def settings_of(parameters: ReportParameters) -> dict[str, Any]:
    """Return the parameters that a model depends on: another window or scheme needs another ruler.

    Parameters
    ----------
    parameters : ReportParameters
        The report's parameters.

    Returns
    -------
    dict
        Names and values.

    Examples
    --------
    >>> sorted(settings_of(ReportParameters(month="2026-10")))
    ['currency', 'seed', 'timezone', 'window_days']
    """
    return {name: getattr(parameters, name) for name in ("currency", "seed", "timezone", "window_days")}


def load_model(path: Path | None) -> dict[str, Any]:
    """Read a model file.

    Parameters
    ----------
    path : pathlib.Path or None
        The file.

    Returns
    -------
    dict
        Content; empty where there is no readable file.

    Examples
    --------
    >>> load_model(None)
    {}
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def find_model(place: Place, parameters: ReportParameters, *, refit: bool) -> Model:
    """Find the model of the nearest earlier month, so that this month is measured with the same ruler.

    Parameters
    ----------
    place : Place
        Folders of this report.
    parameters : ReportParameters
        This report's parameters.
    refit : bool
        Whether to ignore what is there.

    Returns
    -------
    Model
        The model; empty where no intact earlier report with equal settings exists.
    """
    if refit or not place.root.is_dir():
        return Model()
    months = sorted(
        (path.name for path in place.root.glob("[0-9]*-[0-9]*") if path.name < parameters.month), reverse=True
    )
    for month in months:
        for lang in sorted({"zh", "en"}, key=lambda code: code != parameters.lang):
            folder = place.root / month / lang
            content = load_model(folder / MODEL)
            if content.get("settings") == settings_of(parameters) and files_match(folder):
                return Model(content, month)
    return Model()
