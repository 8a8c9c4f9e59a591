"""Last look before a report is shown: no personal data, nothing fetched from a network, small enough."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from crmpersona.contract import PrivacyError, ReportError

__all__ = ["Secrets", "check_folder", "leaks", "outside_requests", "redact"]

HTML_LIMIT = 2_000_000
REQUEST = re.compile(
    r"""(?:\b(?:src|href|action|poster|data|srcset)\s*=\s*["']?\s*|url\(\s*["']?|@import\s+["']?)"""
    r"""(?!data:|\#)([^"'\s>)]+)""",
    re.IGNORECASE,
)
SCRIPT = re.compile(r"<script\b|\bon(?:load|error|click)\s*=|javascript:", re.IGNORECASE)
CODED = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+")
PATTERNS = {
    "mobile number": re.compile(r"(?<![\w.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![\w.])"),
    "e-mail address": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+"),
    "resident id": re.compile(r"(?<!\w)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\w)"),
}
CHINESE = re.compile(r"[\u3400-\u9fff]+")
WORD = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
SHORT_NUMBER = 8
LONGEST_NAME = 6


def redact(text: str) -> str:
    """Take everything that looks like a phone, an e-mail address or a resident id out of a text.

    Parameters
    ----------
    text : str
        Any message.

    Returns
    -------
    str
        The message with the finds replaced.

    Examples
    --------
    >>> redact("KeyError: 'li@example.com' 13812345678")
    "KeyError: '(e-mail address)' (mobile number)"
    """
    for kind, pattern in PATTERNS.items():
        text = pattern.sub(f"({kind})", text)
    return text


@dataclass(frozen=True)
class Secrets:
    """Values of the data that no reader of a report may see.

    Parameters
    ----------
    names : frozenset of str
        Names of persons.
    codes : frozenset of str
        Raw customer ids, phones, e-mail addresses, street addresses: anything that is compared as a whole.
    harmless : frozenset of str
        Texts of the report's own vocabulary (words, product and category names), which a name may equal by chance.

    Examples
    --------
    >>> Secrets.of({"name": ["王小明", None]}, codes={"customer_id": ["C0017"]}).codes
    frozenset({'C0017'})
    """

    names: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    harmless: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(
        cls,
        names: Mapping[str, Iterable[object]],
        codes: Mapping[str, Iterable[object]],
        harmless: Iterable[object] = (),
    ) -> Secrets:
        """Collect the values.

        Parameters
        ----------
        names : mapping of str to iterable
            Columns that hold names.
        codes : mapping of str to iterable
            Columns that hold ids, phones, addresses.
        harmless : iterable, optional
            Words of the report.

        Returns
        -------
        Secrets
            The values, without the short plain numbers that any count could equal.

        Examples
        --------
        >>> Secrets.of({}, {"customer_id": ["12347", "13812345678"]}).codes
        frozenset({'13812345678'})
        """
        held = _texts(codes)
        known = _texts(names)
        return cls(
            names=frozenset(name for name in known if len(name) > 1),
            codes=frozenset(
                code for code in held if len(code) > 2 and not (code.isdigit() and len(code) < SHORT_NUMBER)
            ),
            harmless=frozenset(str(text) for text in harmless if text is not None),
        )


def _texts(columns: Mapping[str, Iterable[object]]) -> set[str]:
    """Collect the texts of all columns, missing values left out."""
    cells = {cell for column in columns.values() for cell in column if cell is not None}
    return {str(cell).strip() for cell in cells} - {"", "nan", "NaT", "<NA>"}


def leaks(text: str, secrets: Secrets) -> dict[str, int]:
    """Count what a text shows of persons.

    Parameters
    ----------
    text : str
        Text of a page, a workbook or a notebook.
    secrets : Secrets
        Values that must not appear.

    Returns
    -------
    dict
        Kind of find to number of different values; empty where the text is clean. The values themselves are
        not returned, so that no message can repeat them.

    Examples
    --------
    >>> leaks("客户:王小明,C0017", Secrets(names=frozenset({"王小明"}), codes=frozenset({"C0017"})))
    {'name': 1, 'id or contact': 1}
    """
    words = set(WORD.findall(text))
    runs = set(CHINESE.findall(text))
    # A two-character name stands in many longer words by chance, so it counts only where it stands alone;
    # longer names count anywhere.
    pieces = {run[i : i + n] for run in runs for n in range(3, LONGEST_NAME + 1) for i in range(len(run) - n + 1)}
    lines = {line.strip() for line in re.split(r"[\n\t\"'<>|,;:]+", text)}
    found = {
        "name": len(((runs | pieces | lines) & secrets.names) - secrets.harmless),
        "id or contact": len(((words | lines) & secrets.codes) - secrets.harmless),
        **{kind: len(set(pattern.findall(text))) for kind, pattern in PATTERNS.items()},
    }
    return {kind: count for kind, count in found.items() if count}


def outside_requests(page: str) -> list[str]:
    """List what a page would fetch or run.

    Parameters
    ----------
    page : str
        HTML.

    Returns
    -------
    list of str
        Addresses and scripts; links inside the page and embedded data are none.

    Examples
    --------
    >>> outside_requests('<a href="#s1"></a><img src="data:image/png;base64,AAAA"><img src="http://x.test/a.png">')
    ['http://x.test/a.png']
    """
    bare = CODED.sub("data:", page)
    return sorted({*REQUEST.findall(bare), *SCRIPT.findall(bare)} - {"data:"})


def readable_text(path: Path) -> str:
    """Return the text that a reader of a file could see, embedded pictures and fonts left out.

    Parameters
    ----------
    path : pathlib.Path
        A file of the report.

    Returns
    -------
    str
        Text; empty for pictures.

    Examples
    --------
    >>> readable_text(Path("picture.png"))
    ''
    """
    if path.suffix == ".parquet":
        import pandas as pd

        return pd.read_parquet(path).to_csv(index=False)
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return "\n".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml"))
    if path.suffix in {".html", ".ipynb", ".json", ".log", ".csv", ".txt"}:
        text = CODED.sub("", path.read_text(encoding="utf-8"))
        return re.sub(r'"image/png": "[^"]*"', "", text)
    return ""


def check_folder(folder: Path, secrets: Secrets) -> None:
    """Check every file of a finished report.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the report.
    secrets : Secrets
        Values of the data that must not appear.

    Raises
    ------
    PrivacyError
        If a file shows personal data.
    ReportError
        If the page is too large or would fetch something.
    """
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        found = leaks(readable_text(path), secrets)
        if found:
            seen = ", ".join(f"{kind} ({count})" for kind, count in found.items())
            raise PrivacyError(
                f"{path.name} would show personal data: {seen}", where=path.name, remedy="tell the maintainers"
            )
    page = folder / "report.html"
    if page.stat().st_size > HTML_LIMIT:
        raise ReportError(
            f"report.html has {page.stat().st_size:,} bytes, more than {HTML_LIMIT:,}", where="report.html"
        )
    fetched = outside_requests(page.read_text(encoding="utf-8"))
    if fetched:
        raise ReportError(f"report.html would fetch or run {fetched[0]!r}", where="report.html")
