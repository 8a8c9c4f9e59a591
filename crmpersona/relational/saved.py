"""Opening a saved Crm."""

from __future__ import annotations

from pathlib import Path

from crmpersona.contract.crm import Crm, saved_facts, set_opener
from crmpersona.relational.engine import default_engine
from crmpersona.relational.intake import as_table

__all__ = ["open_saved"]


def open_saved(folder: Path) -> Crm:
    """Open the tables that :meth:`Crm.save` wrote, as views on their files.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    Crm
        Equal to the one saved.

    Examples
    --------
    >>> import tempfile
    >>> import crmpersona as cp
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     saved = cp.synthetic.sample().crm.save(folder)
    ...     cp.Crm.load(folder).has("transactions")
    True
    """
    facts, provenance = saved_facts(folder)
    names = facts.pop("tables")
    tables = {name: as_table(folder / f"{name}.parquet", default_engine()) for name in names}
    return Crm(
        tables=tables,
        timezone=facts["timezone"],
        currency=facts["currency"],
        stage=facts["stage"],
        notes=tuple(facts["notes"]),
        provenance=provenance,
    )


set_opener(open_saved)
