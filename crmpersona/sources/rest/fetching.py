"""Fetching: page after page of every table lands in the state folder, then becomes one file per table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from crmpersona.contract import Provenance, Result, SourceError, resolve_lang
from crmpersona.relational import Engine, default_engine
from crmpersona.sources.rest.client import Client, Patience
from crmpersona.sources.rest.config import load_server
from crmpersona.sources.rest.pulling import Pull
from crmpersona.sources.rest.store import locked
from crmpersona.sources.rest.words import WORDS

__all__ = ["STATE", "Fetched", "fetch_rest"]

STATE = "_rest"


@dataclass(frozen=True, kw_only=True, repr=False)
class Fetched(Result):
    """What a run brought.

    Parameters
    ----------
    folder : Path
        Holds one JSON Lines file per table, for ``cp.read``.
    tables : pandas.DataFrame
        One row per table: ``table``, ``pages`` and ``received`` of this run, ``absorbed`` (further versions and
        repetitions of known records among all landed), ``rows`` (records in the file), ``since``, ``complete``.
    retries : int
        Requests that had to be repeated.
    notes : tuple of str
        What had to be decided, in English, without personal data.
    """

    folder: Path
    tables: pd.DataFrame = field(repr=False)
    retries: int = 0
    notes: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return one row per table."""
        return self.tables

    def summary(self, lang: str | None = None) -> str:
        """Say how many records came and how many there are."""
        lang = resolve_lang(lang)
        open_ones = ", ".join(self.tables.loc[~self.tables["complete"].astype(bool), "table"])
        return WORDS(
            "fetched" if not open_ones else "fetched_in_part",
            lang,
            pages=int(self.tables["pages"].sum()),
            received=int(self.tables["received"].sum()),
            rows=int(self.tables["rows"].sum()),
            absorbed=int(self.tables["absorbed"].sum()),
            open=open_ones,
        )


def fetch_rest(
    config: str | Path | Mapping[str, Any],
    *,
    state: str | Path | None = None,
    patience: Patience | None = None,
    environment: Mapping[str, str] | None = None,
    engine: Engine | None = None,
) -> Fetched:
    r"""Fetch the records of a paged REST API, what is new since the last run where the server can tell.

    ``cp.read("shop/rest.toml")``, or ``cp.read("shop")`` where the folder's ``crmpersona.toml`` holds a
    block ``[rest]``, fetches and reads in one step.

    Parameters
    ----------
    config : str, Path or dict
        TOML file with a block ``[rest]`` (``url``, ``token_env``, …) and a block
        ``[rest.tables.<table>]`` per table (``path``, ``records``, ``key``, ``paging``, …), or its content.
        The secret is read from the environment variable named by ``token_env``, never from the file.
    state : str or Path, optional
        Folder of landed pages and positions; None takes ``_rest`` beside the file.
    patience : Patience, optional
        How to wait; None waits for real.
    environment : mapping of str to str, optional
        Where the secret is; None takes the environment of this process.
    engine : Engine, optional
        Merges versions; None takes the engine of this process.

    Returns
    -------
    Fetched
        ``.folder`` is ready for ``cp.read(fetched.folder, mapping=config)``, also without network later.

    Raises
    ------
    MappingError
        If the configuration is wrong.
    SourceError
        If the server cannot be reached, refuses, goes on failing, or sends what is no list of records.
        What has landed is kept: the next run goes on from there.

    Notes
    -----
    A configuration; the columns are mapped as for files, fields of objects inside are called ``buyer.id``::

        timezone = "Asia/Shanghai"

        [rest]
        url = "https://crm.example.com/api/v2"
        token_env = "CRM_TOKEN"             # sent as "Authorization: Bearer …"
        requests_per_second = 5

        [rest.tables.transactions]
        path = "orders"
        records = "data.items"              # where the list is in an answer
        key = "id"                          # what makes two records versions of one
        updated = "updated_at"              # which version is newer
        since_param = "updated_since"       # ask for changes only
        paging = "cursor"                   # or page, offset, link, none
        cursor = "data.next_cursor"
        lines = "lines"                     # one row per order line

        [tables.transactions.columns]
        customer_id = "buyer.id"
        ordered_at = "created_at"
        order_id = "id"
        product_id = "lines.sku"
        amount = "lines.paid"

    Without ``since_param`` each complete run takes the place of the one before; with it, changes are added and
    a record that the server deleted stays. All settings: :class:`crmpersona.sources.rest.rules.Server` and
    :class:`~crmpersona.sources.rest.rules.Endpoint`.

    Examples
    --------
    >>> fetch_rest({"rest": {"url": "https://api.example.com", "tables": {"products": {"path": "items"}}}})
    Traceback (most recent call last):
    ...
    crmpersona.contract.errors.MappingError: rest.tables.products lacks key [configuration (dictionary)]. ...
    """
    server = load_server(config)
    if state is None and isinstance(config, Mapping):
        raise SourceError(
            "a configuration in memory has no folder of its own", where=server.label, remedy="give state="
        )
    folder = Path(state) if state is not None else Path(str(config)).parent / STATE
    client, engine = Client(server, patience, environment), engine or default_engine()
    notes: list[str] = []
    with locked(folder), client.opened():
        rows = [Pull(client, endpoint, folder, engine, notes).run() for endpoint in server.endpoints.values()]
    return Fetched(
        folder=folder / "tables",
        tables=pd.DataFrame(rows),
        retries=client.retries,
        notes=tuple(notes),
        provenance=Provenance(parameters={"source": server.label, "tables": sorted(server.endpoints)}),
    )
