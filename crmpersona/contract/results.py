"""The base of every result: frozen, explained in two languages, shown well in Jupyter."""

from __future__ import annotations

import dataclasses
import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from crmpersona.contract.digests import plain
from crmpersona.contract.errors import CrmPersonaError
from crmpersona.contract.versions import VERSION

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Provenance", "Result"]

ROWS_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where a result comes from: enough to make it again.

    Parameters
    ----------
    as_of : str, optional
        Day of the view (ISO); rows at or after its midnight were not seen.
    seed : int, optional
        Seed of every random draw.
    input_digest : str, optional
        sha256 that names the input.
    parameters : dict, optional
        All parameters, defaults included.
    version : str, optional
        Version of crmpersona.

    Examples
    --------
    >>> Provenance(as_of="2026-11-01", seed=7).seed
    7
    """

    as_of: str | None = None
    seed: int | None = None
    input_digest: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    version: str = VERSION


@dataclass(frozen=True, kw_only=True, repr=False)
class Result:
    """Base of all results.

    Parameters
    ----------
    provenance : Provenance, optional
        Where the result comes from.

    Examples
    --------
    >>> Result().to_dict()["result"]
    'Result'
    """

    provenance: Provenance = field(default_factory=Provenance)

    def to_frame(self) -> pd.DataFrame:
        """Return the figures as a tidy table.

        Returns
        -------
        pandas.DataFrame
            One row per figure, group or customer, as the subclass says.
        """
        return pd.DataFrame()

    def summary(self, lang: str | None = None) -> str:
        """Say in one or two true sentences what the result means.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        str
            The sentences.
        """
        del lang
        return type(self).__name__

    def plot(self, lang: str | None = None) -> Figure:
        """Draw the result.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        matplotlib.figure.Figure
            The picture.

        Raises
        ------
        CrmPersonaError
            If this result has no picture.
        """
        del lang
        raise CrmPersonaError(f"{type(self).__name__} has no picture", remedy="use .to_frame() or .summary()")

    def to_dict(self) -> dict[str, Any]:
        """Return all fields as JSON-safe plain data.

        Returns
        -------
        dict
            ``result`` (name of the type) and every public field.
        """
        shown = {item.name: getattr(self, item.name) for item in dataclasses.fields(self) if item.repr}
        return {"result": type(self).__name__, **{name: plain(value) for name, value in shown.items()}}

    def __repr__(self) -> str:
        """Show the summary."""
        return self.summary()

    def _repr_html_(self) -> str:
        """Show the summary and the first rows in Jupyter."""
        frame = self.to_frame()
        sentence = f"<p>{html.escape(self.summary())}</p>"
        if frame.empty:
            return sentence
        more = len(frame) - ROWS_SHOWN
        tail = f"<p>… {more:,} more rows: .to_frame()</p>" if more > 0 else ""
        return sentence + frame.head(ROWS_SHOWN).to_html(border=0) + tail
