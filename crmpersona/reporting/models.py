"""The ruler of a report: cut points and fitted segments, taken over from an earlier month."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from crmpersona.contract import digest
from crmpersona.reporting.manifest import files_match, write_json
from crmpersona.reporting.parameters import ReportParameters
from crmpersona.reporting.place import Place

__all__ = [
    "MODEL", "Model", "find_model", "fitted", "load_model", "rulers_of", "segmentation_of", "settings_of",
]  # fmt: skip

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


def fitted(parameters: ReportParameters, features: Any, segmentation: Any) -> dict[str, Any]:
    """Collect what later months need to measure with the same ruler.

    Parameters
    ----------
    parameters : ReportParameters
        The report's parameters.
    features : Features
        With their fitted cut points and life-cycle lines.
    segmentation : Segmentation or None
        The groups.

    Returns
    -------
    dict
        Content of ``model.json``: no customer is in it.
    """
    content = {
        "settings": settings_of(parameters),
        "fitted_month": parameters.month,
        "rulers": features.rulers,
        "segmentation": None,
        "grouping": "",
    }
    if segmentation is not None and segmentation.model is not None:
        with tempfile.TemporaryDirectory() as folder:
            path = segmentation.save(Path(folder) / "segmentation.json")
            content["segmentation"] = json.loads(path.read_text(encoding="utf-8"))
        tiers = segmentation.tiers
        content["grouping"] = str(tiers["grouping"].iloc[0]) if "grouping" in tiers and len(tiers) else ""
    return content


def rulers_of(model: Mapping[str, Any]) -> Any:
    """Return the saved cut points and life-cycle lines, or None.

    Parameters
    ----------
    model : mapping
        Content of ``model.json``.

    Returns
    -------
    dict or None
        For the ``rulers`` of :func:`crmpersona.featurize`.

    Examples
    --------
    >>> rulers_of({}) is None
    True
    """
    return model.get("rulers") or None


def segmentation_of(model: Mapping[str, Any], features: Any) -> Any:
    """Place this month's customers in the saved segments.

    Parameters
    ----------
    model : mapping
        Content of ``model.json``.
    features : Features
        This month's customers.

    Returns
    -------
    Segmentation or None
        The saved segmentation with this month's labels and groups by rule; None where none was saved.
    """
    from crmpersona import segments

    saved = model.get("segmentation")
    if not saved:
        return None
    with tempfile.TemporaryDirectory() as folder:
        write_json(Path(folder) / "segmentation.json", saved)
        former = segments.load(Path(folder) / "segmentation.json")
    grouping = str(model.get("grouping") or "")
    frame = features.frame
    tiers = pd.DataFrame({"group": frame[grouping], "grouping": grouping}) if grouping in frame else pd.DataFrame()
    return dataclasses.replace(former, labels=former.assign(features), tiers=tiers)
