"""Segments: groups that are tested on customers who did not draw them, or the honest answer that there are none."""

from typing import TYPE_CHECKING, Any

from crmpersona.segments.explaining import Explanation, explain
from crmpersona.segments.segmentation import Segmentation, load
from crmpersona.segments.segmenting import segment
from crmpersona.segments.structure import Structure, find_structure

if TYPE_CHECKING:
    from crmpersona.segments.clusterer import Clusterer

__all__ = ["Clusterer", "Explanation", "Segmentation", "Structure", "explain", "find_structure", "load", "segment"]


def __getattr__(name: str) -> Any:
    """Load the estimator when it is first asked for: scikit-learn takes about a second to import."""
    if name == "Clusterer":
        from crmpersona.segments.clusterer import Clusterer

        return Clusterer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
