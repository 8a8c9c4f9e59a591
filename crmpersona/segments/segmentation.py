"""The result of a segmentation."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from crmpersona.contract import ContractError, Formatter, Provenance, Result, SourceError, resolve_lang
from crmpersona.segments.behaviour import Behaviour
from crmpersona.segments.model import Model
from crmpersona.segments.scaling import numeric_frame
from crmpersona.segments.words import WORDS

__all__ = ["Segmentation", "load"]

FORMAT = "crmpersona.segmentation"
FORMAT_VERSION = 1


@dataclass(frozen=True, kw_only=True, repr=False)
class Segmentation(Result):
    """Customers in segments, or the honest answer that there are none.

    Parameters
    ----------
    labels : pandas.Series of int
        Segment of each customer, 0 to k - 1 by falling mean of ``monetary`` (or of the first column).
        Of features, prospects without an order are left out.
    k : int
        Number of segments; 1 where there is no structure.
    has_structure : bool or None
        Whether customers fall into natural groups; None = too few data to tell.
    reasons : dict of str to str
        Why, in "zh" and "en".
    tiers : pandas.DataFrame
        Groups by rule per customer (column ``group``), to stand on where there is no structure.
    k_table : pandas.DataFrame
        Criteria per number of segments.
    stability : pandas.DataFrame
        Per segment how surely it comes back.
    certificate : dict
        What can be trusted: verdict and its cause, p-values, stability, sizes, words in both languages.
    features_used : list of str
        Columns that the segments stand on.
    notes : list of dict
        What was left out or filled, in "zh" and "en".
    model : Model
        Ruler, centres and metric; scores later months.
    behaviour : Behaviour, optional
        How features become the columns used; None for a plain frame.
    frame : pandas.DataFrame
        The columns used, as they went in; for explaining.

    Examples
    --------
    >>> from crmpersona.segments import segment
    >>> frame = pd.DataFrame({"monetary": [1.0, 2.0, 50.0, 60.0]}, index=["a", "b", "c", "d"])
    >>> found = segment(frame, k=2)
    >>> found.labels.to_dict(), found.has_structure
    ({'a': 1, 'b': 1, 'c': 0, 'd': 0}, None)
    """

    labels: pd.Series[int]
    k: int
    has_structure: bool | None
    reasons: dict[str, str]
    tiers: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    k_table: pd.DataFrame = field(default_factory=pd.DataFrame)
    stability: pd.DataFrame = field(default_factory=pd.DataFrame)
    certificate: dict[str, Any] = field(default_factory=dict)
    features_used: list[str] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    model: Model | None = field(default=None, repr=False)
    behaviour: Behaviour | None = field(default=None, repr=False)
    frame: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)

    @property
    def reason(self) -> str:
        """Why there are these segments or none, in the language in force."""
        return self.reasons[resolve_lang(None)]

    def summary(self, lang: str | None = None) -> str:
        """Say how many segments there are and why.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            Two sentences.
        """
        chosen = resolve_lang(lang)
        count = Formatter(chosen, None).count(len(self.labels))
        joint = "：" if chosen == "zh" else ": "
        headline = "segments" if self.k > 1 else "unsegmented"
        return WORDS(headline, chosen, n=count, k=self.k) + joint + self.reasons[chosen]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per segment: size, share, stability.

        Returns
        -------
        pandas.DataFrame
            Index ``segment``.
        """
        sizes = self.labels.value_counts().reindex(range(self.k), fill_value=0).rename_axis("segment")
        table = pd.DataFrame({"customers": sizes, "share": sizes / max(len(self.labels), 1)})
        return table.join(self.stability)

    def assign(self, features: Any) -> pd.Series[int]:
        """Label customers of a later month on the same ruler.

        Parameters
        ----------
        features : Features or pandas.DataFrame
            Features of that month, or a frame with the columns used.

        Returns
        -------
        pandas.Series of int
            Segment of each customer; of features, of each buyer.

        Raises
        ------
        ContractError
            If the segmentation carries no model or a column is missing.
        """
        rows = self._rows(features)
        return pd.Series(self.ruler.assign(rows), index=rows.index, name="segment", dtype="int64")

    def confidence(self, features: Any = None) -> pd.Series[float]:
        """Say how surely each customer belongs to the assigned segment.

        Parameters
        ----------
        features : Features or pandas.DataFrame, optional
            Customers of a later month; None takes those of this segmentation.

        Returns
        -------
        pandas.Series of float
            From 1/k to 1.

        Raises
        ------
        ContractError
            If the segmentation carries no model or a column is missing.
        """
        rows = self.frame if features is None else self._rows(features)
        return pd.Series(self.ruler.confidence(rows), index=rows.index, name="confidence")

    @property
    def ruler(self) -> Model:
        """The fitted model.

        Raises
        ------
        ContractError
            If the segmentation was made by hand, without one.
        """
        if self.model is None:
            raise ContractError(f"this segmentation of {self.k} has no ruler", remedy="make it with crmpersona.segment")
        return self.model

    def _rows(self, features: Any) -> pd.DataFrame:
        """Return the columns used, from features or from a frame."""
        frame = features if isinstance(features, pd.DataFrame) else features.frame
        if self.behaviour is None:
            return numeric_frame(frame)[0]
        return self.behaviour.frame(buyers_of(frame))

    def save(self, path: str | Path) -> Path:
        """Write the ruler as JSON, without any customer.

        Parameters
        ----------
        path : str or Path
            File to write.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        ContractError
            If the segmentation carries no model.
        """
        data = {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "k": self.k,
            "has_structure": self.has_structure,
            "reasons": self.reasons,
            "certificate": Result.to_dict(_Holder(content=self.certificate))["content"],
            "features_used": self.features_used,
            "model": self.ruler.to_dict(),
            "behaviour": None if self.behaviour is None else self.behaviour.to_dict(),
            "seed": self.provenance.seed,
            "as_of": self.provenance.as_of,
            "parameters": self.provenance.parameters,
        }
        place = Path(path)
        place.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return place


@dataclass(frozen=True, kw_only=True, repr=False)
class _Holder(Result):
    """Plain content on its way to JSON."""

    content: dict[str, Any]


def buyers_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the customers who ever ordered; everybody where orders are not counted.

    Parameters
    ----------
    frame : pandas.DataFrame
        Features.

    Returns
    -------
    pandas.DataFrame
        Rows with a frequency above 0.
    """
    if "frequency" not in frame:
        return frame
    return frame.loc[frame["frequency"].fillna(0).to_numpy() > 0]


def load(path: str | Path) -> Segmentation:
    """Read a segmentation that :meth:`Segmentation.save` wrote, to label later months on the same ruler.

    Parameters
    ----------
    path : str or Path
        The JSON file.

    Returns
    -------
    Segmentation
        Without customers: ``labels`` is empty until ``assign`` is called.

    Raises
    ------
    SourceError
        If the file does not exist, is not JSON, or holds something else.

    Examples
    --------
    >>> import tempfile
    >>> from crmpersona.segments import segment
    >>> frame = pd.DataFrame({"monetary": [1.0, 2.0, 50.0, 60.0]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     again = load(segment(frame, k=2).save(Path(folder) / "ruler.json"))
    >>> again.assign(frame).tolist()
    [1, 1, 0, 0]
    """
    place = Path(path)
    if not place.is_file():
        raise SourceError("there is no such file", where=place.name, remedy="give the file that .save() wrote")
    try:
        data = json.loads(place.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SourceError(f"the file is not JSON ({error})", where=place.name) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != FORMAT_VERSION:
        raise SourceError(
            "the file holds no segmentation that this version understands",
            where=place.name,
            remedy="save it again with this version",
        )
    nobody: pd.Series[int] = pd.Series([0], dtype="int64", name="segment").iloc[:0]
    return Segmentation(
        labels=nobody,
        k=int(data["k"]),
        has_structure=data["has_structure"],
        reasons=data["reasons"],
        certificate=data["certificate"],
        features_used=list(data["features_used"]),
        model=Model.from_dict(data["model"]),
        behaviour=None if data["behaviour"] is None else Behaviour.from_dict(data["behaviour"]),
        provenance=Provenance(as_of=data["as_of"], seed=data["seed"], parameters=data["parameters"]),
    )
