"""Write the files of a report: page, workbook, pictures, tables, model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmpersona.contract.errors import ReportError
from crmpersona.reporting.manifest import write_json
from crmpersona.reporting.page import Cover, render_page
from crmpersona.reporting.pictures import rendered
from crmpersona.reporting.section import Section
from crmpersona.reporting.workbook import write_workbook

__all__ = ["PARTS", "Bundle", "write_bundle"]

PARTS = ".parts.json"


@dataclass(frozen=True)
class Bundle:
    """What was written.

    Parameters
    ----------
    files : tuple of str
        Names relative to the output folder.
    page_bytes : int
        Size of the page.

    Examples
    --------
    >>> Bundle(("report.html",), 1200)
    1 files, report.html 1 kB
    """

    files: tuple[str, ...]
    page_bytes: int

    def __repr__(self) -> str:
        """Say how much was written."""
        return f"{len(self.files)} files, report.html {self.page_bytes // 1000:,} kB"


def write_bundle(
    output: Path,
    cover: Cover,
    sections: Sequence[Section],
    *,
    as_of: dt.date,
    model: Mapping[str, Any],
    parts: Mapping[str, Any],
) -> Bundle:
    """Write all files of a report into a folder.

    Parameters
    ----------
    output : pathlib.Path
        Folder; it need not exist.
    cover : Cover
        Title and scope.
    sections : sequence of Section
        Sections in order.
    as_of : datetime.date
        Day of the view.
    model : mapping
        Cut points and fitted segmentation, for ``model.json``.
    parts : mapping
        Key figures, data quality and settings, which the runner writes into the manifest.

    Returns
    -------
    Bundle
        What was written.

    Raises
    ------
    ReportError
        If two tables have one name, or the font lacks a character.

    Examples
    --------
    >>> import tempfile
    >>> page_one = Section("one_page", 0, "One page", "?", "A quiet month.", lang="en")
    >>> folder, day = Path(tempfile.mkdtemp()), dt.date(2026, 11, 1)
    >>> write_bundle(folder, Cover("Report", "October"), [page_one], as_of=day, model={}, parts={}).files
    ('model.json', 'personas.xlsx', 'report.html')
    """
    for folder in (output, output / "charts", output / "tables"):
        folder.mkdir(parents=True, exist_ok=True)
    page = render_page(cover, sections)
    (output / "report.html").write_text(page, encoding="utf-8", newline="\n")
    _write_charts(output / "charts", sections)
    _write_tables(output / "tables", sections)
    title = f"{cover.title} {cover.month}"
    write_workbook(output / "personas.xlsx", sections, as_of=as_of, title=title)
    write_json(output / "model.json", model)
    write_json(output / PARTS, parts)
    names = sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    return Bundle(tuple(name for name in names if not name.startswith(".")), len(page.encode()))


def _write_charts(folder: Path, sections: Sequence[Section]) -> None:
    """Write every picture at double size."""
    for section in sections:
        if section.figure is not None:
            (folder / f"{section.number:02d}_{section.key}.png").write_bytes(rendered(section.figure).double)
        for place, panel in enumerate(section.panels, 1):
            if panel.figure is not None:
                name = f"{section.number:02d}_{section.key}_{place:02d}_{panel.key}.png"
                (folder / name).write_bytes(rendered(panel.figure).double)


def _write_tables(folder: Path, sections: Sequence[Section]) -> None:
    """Write every table, small groups hidden, as Parquet."""
    seen: set[str] = set()
    for section in sections:
        for table in section.tables():
            name = f"{section.number:02d}_{table.key}.parquet"
            if name in seen:
                raise ReportError(
                    f"two tables are called {table.key}", where=f"section {section.number} ({section.key})"
                )
            seen.add(name)
            table.stored().to_parquet(folder / name, index=False)
