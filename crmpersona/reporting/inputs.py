"""The input of a report: read once, named by a digest, handed to the notebook as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmpersona.contract import CONTRACT, Crm, Month, ReportError, digest, options
from crmpersona.relational import arrow_digest
from crmpersona.reporting.expressions import distinct_texts, orders_per_month
from crmpersona.reporting.parameters import ReportParameters
from crmpersona.reporting.place import disk_error
from crmpersona.reporting.verify import Secrets

__all__ = ["RAW", "Input", "open_input"]

RAW = ".input"
NAMES = ("name",)
VOCABULARY = (
    ("products", ("name", "category", "subcategory", "brand")),
    ("transactions", ("category", "brand", "channel", "device", "payment_method")),
    ("customers", ("province", "city", "country", "occupation", "member_level", "acquisition_channel")),
)


@dataclass(frozen=True)
class Input:
    """Data of a report.

    Parameters
    ----------
    crm : Crm
        What was read.
    name : str
        Name of the folder or file, without the path to it.
    digest : str
        Names the content.

    Examples
    --------
    >>> Input(Crm(tables={}), "exports").name
    'exports'
    """

    crm: Crm
    name: str
    digest: str = ""

    def save(self, folder: Path) -> None:
        """Write the data for the notebook, so that both see the same rows whatever happens to the files.

        Parameters
        ----------
        folder : pathlib.Path
            Folder to write.

        Raises
        ------
        OSError
            If the disk refuses.
        """
        try:
            self.crm.save(folder)
        except Exception as error:  # the engine has its own family of errors
            refused = disk_error(str(error))
            if refused is None:
                raise
            raise refused from error

    def require(self, parameters: ReportParameters) -> None:
        """Refuse a month without orders before a kernel starts.

        Parameters
        ----------
        parameters : ReportParameters
            The report's parameters.

        Raises
        ------
        ReportError
            If there are orders, but none in the month: they are named with their span.
        """
        if not self.crm.has("transactions"):
            return
        lines = orders_per_month(self.crm)
        month = Month.parse(parameters.month)
        if lines.get(month.number, 0):
            return
        if lines.empty:
            raise ReportError("table transactions has no dated row", where=self.name, remedy="check the date column")
        first, last = (str(Month(number // 12, number % 12 + 1)) for number in (lines.index.min(), lines.index.max()))
        raise ReportError(
            f"there is no order in {month}; orders run from {first} to {last}",
            where=f"{self.name}, table transactions",
            remedy="report a month in this span, or bring newer data",
        )

    def describe(self) -> dict[str, Any]:
        """Return name, digest and row counts for the manifest.

        Returns
        -------
        dict
            Plain data.
        """
        counts = self.crm.counts()
        rows = {
            row["table"]: {key: row.get(key) for key in ("rows", "first", "last")} for row in counts.to_dict("records")
        }
        return {"name": self.name, "digest": self.digest, "tables": rows, "notes": list(self.crm.notes)}

    def secrets(self) -> Secrets:
        """Collect the values that must not appear in a report: everything the contract calls direct.

        Returns
        -------
        Secrets
            Names, ids, contacts.
        """
        names: dict[str, list[str]] = {}
        codes: dict[str, list[str]] = {}
        for table, spec in CONTRACT.items():
            for column in spec.columns:
                if column.pii == "direct" and self.crm.has(table, column.name):
                    held = names if column.name in NAMES else codes
                    held[f"{table}.{column.name}"] = distinct_texts(self.crm.table(table), column.name)
        words = [
            text
            for table, columns in VOCABULARY
            for column in columns
            if self.crm.has(table, column)
            for text in distinct_texts(self.crm.table(table), column)
        ]
        return Secrets.of(names, codes, words)


def open_input(
    data: str | Path | Mapping[str, Any] | Crm, mapping: str | Path | None, *, timezone: str = "", currency: str = ""
) -> Input:
    """Read the data of a report.

    Parameters
    ----------
    data : str, Path, mapping of frames, or Crm
        As for :func:`crmpersona.read`; a Crm is taken as it is.
    mapping : str, Path or None
        Mapping of columns.
    timezone, currency : str, optional
        Business time zone and currency where the data name none.

    Returns
    -------
    Input
        The data with their digest.

    Raises
    ------
    SourceError
        If the data cannot be read.
    """
    name = Path(data).resolve().name if isinstance(data, (str, Path)) else "frames"
    if isinstance(data, Crm):
        # Not the digest of its provenance: its tables may have been changed since they were read.
        return Input(data, name, content_digest(data))
    from crmpersona.sources import read

    with options(timezone=timezone or None, currency=currency or None):
        crm = read(data, mapping=mapping)
    return Input(crm, name, crm.provenance.input_digest or content_digest(crm))


def content_digest(crm: Crm) -> str:
    """Digest the rows of all tables, for data that came from no file.

    Parameters
    ----------
    crm : Crm
        The data.

    Returns
    -------
    str
        64 hexadecimal characters.
    """
    parts = {}
    for name, table in crm.tables.items():
        order = [column for column in ("source", "source_row") if column in table.columns]
        parts[name] = arrow_digest((table.order_by(order) if order else table).to_pyarrow())
    return digest({"tables": parts, "timezone": crm.timezone, "currency": crm.currency})
