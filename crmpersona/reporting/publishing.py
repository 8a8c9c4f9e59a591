"""The last step of the notebook: key figures, and all files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crmpersona.reporting.bundle import Bundle, write_bundle
from crmpersona.reporting.data import ReportData
from crmpersona.reporting.page import Cover
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections import definitions
from crmpersona.reporting.sections.quality import quality_counts

__all__ = ["publish"]


def publish(data: ReportData, cover: Cover, sections: Sequence[Section], output: str | Path = ".") -> Bundle:
    """Write page, workbook, pictures, tables and model of a month.

    Parameters
    ----------
    data : ReportData
        The month.
    cover : Cover
        Title and scope.
    sections : sequence of Section
        Sections in order.
    output : str or Path, default "."
        Folder to write.

    Returns
    -------
    Bundle
        What was written.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> import crmpersona as cp
    >>> from crmpersona.reporting import ReportParameters, analyse, sections
    >>> orders = pd.DataFrame({"customer_id": ["a"], "ordered_at": ["2026-10-03"], "amount": [5]})
    >>> data = analyse(cp.read(orders), ReportParameters(month="2026-10", lang="en"))
    >>> publish(data, sections.cover(data), [sections.one_page(data)], tempfile.mkdtemp()).page_bytes > 0
    True
    """
    return write_bundle(
        Path(output),
        cover,
        [*sections, definitions(data)],
        as_of=data.month.end,
        model=data.model,
        parts=_parts(data, sections),
    )


def _parts(data: ReportData, sections: Sequence[Section]) -> dict[str, Any]:
    """Collect what the manifest tells of the content; small counts stay hidden."""
    return {
        "key_figures": {key: data.figure(key).value for key in data.measures.index},
        "quality": quality_counts(data),
        "totals": dict(data.totals),
        "sections": {section.key: section.status for section in sections},
        "missing": dict(data.reasons),
        "settings": {
            "timezone": data.crm.timezone,
            "currency": data.currency,
            "customers": len(data.features.frame),
            "profiling_refused": None if data.refused is None else len(data.refused),
            "personas": [] if data.personas is None else [card.key for card in data.personas.cards],
            "has_structure": None if data.segmentation is None else data.segmentation.has_structure,
        },
    }
