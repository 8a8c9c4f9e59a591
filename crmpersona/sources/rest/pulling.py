"""One run over the pages of one table: ask, look, land, move on; then pack and merge."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crmpersona.contract import SourceError, nearest
from crmpersona.relational import Engine
from crmpersona.sources.rest.answers import MISSING, dig, envelope, mark_of, records_of, version_of
from crmpersona.sources.rest.client import Answer, Client, RefusedError
from crmpersona.sources.rest.merging import merge, vanished
from crmpersona.sources.rest.paging import Circle, following, request_of
from crmpersona.sources.rest.rules import Endpoint
from crmpersona.sources.rest.store import Run, Store

__all__ = ["Pull"]

LOG = logging.getLogger("crmpersona")
MOST_COLUMNS = 2_000
POSITION_LOST = (400, 404, 410, 422)
ONE_DAY_S = 86_400


class Pull:
    """One run over the pages of one table.

    Parameters
    ----------
    client : Client
        Asks the server.
    endpoint : Endpoint
        The table.
    folder : Path
        State folder of the source.
    engine : Engine
        Merges versions.
    notes : list of str
        Gets what had to be decided.
    """

    def __init__(self, client: Client, endpoint: Endpoint, folder: Path, engine: Engine, notes: list[str]) -> None:
        self.client, self.endpoint, self.engine, self.notes = client, endpoint, engine, notes
        self.server = client.server
        self.where = f"{urlsplit(self.server.url).hostname}, path {endpoint.path}, table {endpoint.table}"
        self.store = Store(folder, self.server, endpoint)
        self.circle = Circle(self.where)
        self.pages = self.received = self.unkeyed = self.undated = self.ahead = 0
        self.total: int | None = None

    def run(self) -> dict[str, Any]:
        """Fetch, pack, merge.

        Returns
        -------
        dict
            A row of :class:`~crmpersona.sources.rest.Fetched`.
        """
        run = self.store.begin()
        since, position_is_old = run.since, bool(run.position)
        while run.position is not None and not self._capped():
            try:
                self._page(run, run.position)
            except RefusedError as error:
                if not position_is_old or error.status not in POSITION_LOST:
                    raise
                self._note(f"the server no longer knows where the last run stopped ({error.status}); begun anew")
                run.position = {}
            position_is_old = False
        complete = run.position is None
        if complete:
            self._finish(run)
        self._merge()
        self._tell()
        progress = self.store.progress
        return {
            "table": self.endpoint.table,
            "pages": self.pages,
            "received": self.received,
            "absorbed": progress.landed - progress.kept,
            "rows": progress.kept,
            "since": since,
            "complete": complete,
        }

    def _note(self, text: str) -> None:
        """Keep what the user should know."""
        self.notes.append(f"{self.endpoint.table}: {text}")

    def _capped(self) -> bool:
        """Stop at the limits of one run; the next one goes on."""
        pages, rows = self.server.max_pages, self.server.max_rows
        reached = f"max_pages = {pages:,}" if self.pages >= pages else ""
        if rows and self.received >= rows:
            reached = f"max_rows = {rows:,}"
        if reached:
            self._note(f"stopped at {reached}; the next run goes on from there")
        return bool(reached)

    def _page(self, run: Run, position: Mapping[str, str]) -> None:
        """Fetch one page, land it, and only then move the position."""
        answer = self._ask(run, position)
        self.circle.at(position)
        records = records_of(self.endpoint, answer.data, self.where) if answer else []
        self.circle.page([mark_of(self.endpoint, record) for record in records])
        self._check_fields(records)
        lines = self._packed(run, records)
        moved = None
        if answer:
            self._watch(run, answer, records)
            moved = following(self.server, self.endpoint, position, answer, len(records), run.received)
        self.store.land(lines)
        self.pages, self.received = self.pages + 1, self.received + len(records)
        run.received += len(records)
        run.position = {name: self.client.seal.closed(text) for name, text in moved.items()} if moved else None
        self.store.commit()
        LOG.debug("%s: page %d with %d records", self.endpoint.table, self.pages, len(records))

    def _ask(self, run: Run, position: Mapping[str, str]) -> Answer | None:
        """Ask for a page; None where the server says by 404 that there are no more."""
        url, params = request_of(self.server, self.endpoint, position, run.since)
        try:
            return self.client.get(url, params, self.where)
        except RefusedError as error:
            if error.status == 404 and position and self.endpoint.ends_on == "not_found":
                return None
            raise

    def _check_fields(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Refuse a key or moment that no record of the first page has: the configuration is wrong."""
        if self.pages or not records:
            return
        names = list(dict.fromkeys(name for record in records for name in record))
        for name in (*self.endpoint.key, self.endpoint.updated):
            if name and all(dig(record, name) is MISSING for record in records):
                near = nearest(name, names)
                advice = f"did you mean {near!r}?" if near else f"fields there: {', '.join(names[:12])}"
                raise SourceError(f"no record has the field {name!r}", where=self.where, remedy=advice)

    def _packed(self, run: Run, records: Sequence[Mapping[str, Any]]) -> list[str]:
        """Pack the records of a page, and keep count of columns."""
        lines = []
        known = dict.fromkeys(run.columns)
        for row, record in enumerate(records, 1):
            try:
                line, columns = envelope(self.endpoint, record, self.store.progress.pages + 1, row)
            except ValueError as error:
                advice = "leave large fields out by params, where the server allows it"
                raise SourceError(f"a record is too large: {error}", where=self.where, remedy=advice) from None
            lines.append(line)
            known |= dict.fromkeys(columns)
        run.columns = list(known)
        if len(run.columns) > MOST_COLUMNS:
            advice = "check records: fields that are named by ids make a column each"
            raise SourceError(f"its records have {len(run.columns):,} fields", where=self.where, remedy=advice)
        return lines

    def _watch(self, run: Run, answer: Answer, records: Sequence[Mapping[str, Any]]) -> None:
        """Keep the newest moment of change, the total, and what is odd."""
        endpoint = self.endpoint
        total = dig(answer.data, endpoint.total) if endpoint.total else None
        self.total = int(total) if isinstance(total, str) and total.isdigit() else self.total
        if endpoint.paging == "cursor" and not self.pages and dig(answer.data, endpoint.cursor) is MISSING:
            self._note(f"the answer holds no {endpoint.cursor!r}: taken as the only page")
        self.unkeyed += sum(any(not isinstance(dig(record, name), str) for name in endpoint.key) for record in records)
        for record in records if endpoint.updated else ():
            text = dig(record, endpoint.updated)
            version = version_of(text)
            if version is None:
                self.undated += 1
            elif answer.sent_at and "-" in text and version > (answer.sent_at + ONE_DAY_S) * 1_000_000:
                self.ahead += 1
            elif run.version is None or version > run.version:
                run.version, run.newest = version, text

    def _finish(self, run: Run) -> None:
        """Close a complete run: one file of its pages, what the source no longer holds left out, columns compared."""
        progress = self.store.progress
        self.store.pack()
        earlier = self.store.earlier()
        if earlier and not run.since:
            self._replace(earlier, run)
        if self.total is not None and run.received < self.total:
            self._note(f"the server announced {self.total:,} records and sent {run.received:,}")
        if run.received and progress.columns:
            self._compare(progress.columns, run.columns)
        progress.columns = list(dict.fromkeys([*progress.columns, *run.columns]))
        progress.since = (run.newest or progress.since) if self.endpoint.since_param else ""
        progress.run = None
        self.store.commit()

    def _replace(self, earlier: Sequence[Path], run: Run) -> None:
        """Let a run over all records take the place of the runs before it."""
        if not run.received:
            self._note("the server sent no record in a run over all of them; those of earlier runs are kept")
            return
        gone = vanished(earlier, [path for path in self.store.files() if path not in earlier], self.engine)
        if gone:
            self._note(f"{gone:,} records of earlier runs are no longer sent and were left out")
        for path in earlier:
            path.unlink()

    def _compare(self, before: Sequence[str], now: Sequence[str]) -> None:
        """Report columns that came and went."""
        new = [name for name in now if name not in before]
        gone = [name for name in before if name not in now]
        if new:
            self._note(f"new columns, kept: {', '.join(new[:12])}")
        if gone:
            self._note(f"columns that no record of this run has: {', '.join(gone[:12])}")

    def _merge(self) -> None:
        """Bring the table's file in step with what has landed."""
        progress = self.store.progress
        if progress.stale or (progress.kept and not self.store.table_file.is_file()):
            progress.landed, progress.kept = merge(self.store.files(), self.store.table_file, self.engine)
            progress.stale = False
            self.store.commit()

    def _tell(self) -> None:
        """Note what was absorbed or could not be ordered."""
        progress = self.store.progress
        absorbed = progress.landed - progress.kept
        if absorbed:
            self._note(
                f"{absorbed:,} of {progress.landed:,} records received are older versions or repetitions; "
                "the newest stands"
            )
        if not progress.kept:
            self._note("the server has sent no record yet")
        if self.unkeyed:
            self._note(f"{self.unkeyed:,} records lack {', '.join(self.endpoint.key)} and were all kept")
        if self.undated:
            self._note(f"{self.undated:,} records have no readable {self.endpoint.updated}: the later arrival stands")
        if self.ahead:
            self._note(f"{self.ahead:,} records were changed in the future; the next run does not start from them")
