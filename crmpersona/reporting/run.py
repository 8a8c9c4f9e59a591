"""One command for one month: check, run the notebook, look at the result, swap it in."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from crmpersona.contract import (
    Crm,
    CrmPersonaError,
    Month,
    ParameterError,
    Provenance,
    ReportError,
    Result,
    digest,
    resolve_lang,
    shipped,
)
from crmpersona.reporting.bundle import PARTS
from crmpersona.reporting.execution import Execution, Limits, execute
from crmpersona.reporting.inputs import RAW, Input, open_input
from crmpersona.reporting.manifest import (
    MANIFEST,
    code_digest,
    file_list,
    files_match,
    read_manifest,
    versions,
    write_json,
)
from crmpersona.reporting.models import Model, find_model
from crmpersona.reporting.notebooks import declared_parameters, durations, strip
from crmpersona.reporting.parameters import ReportParameters, check_names
from crmpersona.reporting.place import Place, cannot_write, disk_error
from crmpersona.reporting.verify import check_folder, redact

__all__ = ["NOTEBOOK", "ReportRun", "report"]

NOTEBOOK = "notebooks/monthly_persona_report.ipynb"
PACKAGE = Path(__file__).resolve().parents[1]
EXECUTED = "report.ipynb"
LOG = "run.log"


@dataclass(frozen=True, kw_only=True, repr=False)
class ReportRun(Result):
    """What a call of :func:`report` left behind.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the report.
    run_id : str
        Digest of parameters, input, model and code: equal ids mean equal reports.
    manifest : dict
        Content of ``manifest.json``.
    status : {"written", "unchanged"}
        ``unchanged``: the same run was there already, so nothing was done.
    earlier : tuple of ReportRun
        Runs of the months before, when catching up with ``since``.

    Examples
    --------
    >>> run = ReportRun(folder=Path("reports/demo/2026-10/zh"), run_id="ab12", manifest={}, status="unchanged")
    >>> run.summary("en")
    'unchanged: reports/demo/2026-10/zh already holds this report (run ab12).'
    """

    folder: Path
    run_id: str
    manifest: dict[str, Any] = field(repr=False)
    status: str
    earlier: tuple[ReportRun, ...] = ()

    @property
    def page(self) -> Path:
        """The page to open."""
        return self.folder / "report.html"

    def to_frame(self) -> pd.DataFrame:
        """Return the key figures of the report.

        Returns
        -------
        pandas.DataFrame
            Columns ``key`` and ``value``.
        """
        return pd.DataFrame(sorted(self.manifest.get("key_figures", {}).items()), columns=["key", "value"])

    def summary(self, lang: str | None = None) -> str:
        """Say what was done, and where the report is."""
        chinese = resolve_lang(lang) == "zh"
        short = self.run_id[:12]
        if self.status == "unchanged":
            if chinese:
                return f"无变化：{self.folder} 已是这份报告（运行号 {short}）。"
            return f"unchanged: {self.folder} already holds this report (run {short})."
        return f"报告已写入 {self.page}（运行号 {short}）。" if chinese else f"written: {self.page} (run {short})."


@dataclass(frozen=True)
class _Job:
    """One month to report, with everything that names the run."""

    parameters: ReportParameters
    place: Place
    input: Input
    notebook: Path
    limits: Limits
    refit: bool
    model: Model

    @property
    def run_id(self) -> str:
        """Digest of all that can change the report."""
        return digest(
            {
                "parameters": self.parameters.to_dict(),
                "input": self.input.digest,
                "model": self.model.digest,
                "refit": self.refit,
                "code": code_digest(PACKAGE, self.notebook),
                "versions": versions(),
            }
        )


def report(
    month: str | None = None,
    data: str | Path | Mapping[str, Any] | Crm | None = None,
    out: str | Path = "reports",
    lang: str = "zh",
    *,
    since: str | None = None,
    mapping: str | Path | None = None,
    force: bool = False,
    refit: bool = False,
    notebook: str | Path | None = None,
    limits: Limits | None = None,
    **parameters: Any,
) -> ReportRun:
    """Make the monthly persona report.

    Parameters
    ----------
    month : str
        Reported month, ``"2026-10"``; the view is as of the first day after it.
    data : str, Path, mapping of frames, or Crm
        The input, as for :func:`crmpersona.read`.
    out : str or Path, default "reports"
        Folder of all reports; this one lands in ``<out>/<name>/<month>/<lang>/``.
    lang : {"zh", "en"}, default "zh"
        Language of the report.
    since : str, optional
        First month to catch up with: every month from there that is missing or out of date is made, in order.
    mapping : str or Path, optional
        Mapping of the input's columns: a TOML file or a shipped name.
    force : bool, default False
        Whether to make the report again although the same one is there.
    refit : bool, default False
        Whether to fit cut points and segments anew; by default they come from the report of an earlier month, so
        that months are measured with the same ruler.
    notebook : str or Path, optional
        A notebook of your own with the same parameters; None takes the shipped one.
    limits : Limits, optional
        Time limits and attempts.
    **parameters : object
        ``name``, ``scheme``, ``window_days``, ``seed``, ``timezone``, ``currency``: see
        :class:`~crmpersona.reporting.ReportParameters`.

    Returns
    -------
    ReportRun
        Folder, run id and manifest.

    Raises
    ------
    ParameterError
        If a parameter is unknown or not allowed; no kernel has been started then.
    ReportError
        If the notebook failed or the result did not pass the last look; the last good report is unchanged.
    SourceError
        If the data cannot be read.

    Examples
    --------
    >>> report(month="2026-10", data="exports", mnth="2026-09")
    Traceback (most recent call last):
    ...
    crmpersona.contract.errors.ParameterError: unknown parameter 'mnth' [parameters]. What to do: did you mean 'month'.
    """
    known = [*ReportParameters.__dataclass_fields__, *("data", "out", "since", "mapping", "force", "refit")]
    check_names(parameters, [*known, "notebook", "limits"])
    path = _notebook_path(notebook)
    first = ReportParameters.of(month=month, lang=lang, **{"name": _default_name(data), **parameters})
    months = _months(since, first.month)
    if data is None:
        raise ParameterError("data is missing", where="parameters", remedy="give data='folder with the exports'")
    source = open_input(data, mapping, timezone=first.timezone, currency=first.currency)
    runs: tuple[ReportRun, ...] = ()
    for one in months:
        chosen = ReportParameters.of(**{**first.to_dict(), "month": one})
        place = Place(Path(out), chosen.name, Month.parse(one), chosen.lang)
        with place.locked():
            model = find_model(place, chosen, refit=refit)
            job = _Job(chosen, place, source, path, limits or Limits(), refit, model)
            runs = (*runs, _one(job, force=force, earlier=runs))
    return runs[-1]


def _months(since: str | None, last: str) -> list[str]:
    """List the months to report, oldest first."""
    end = Month.parse(last)
    start = Month.parse(since) if since else end
    if start > end:
        raise ParameterError(
            f"since={since!r} is after month={last!r}", where="parameters", remedy="give an earlier month"
        )
    return [str(start.shift(step)) for step in range(end.number - start.number + 1)]


def _default_name(data: Any) -> str:
    """Name a report after its data's folder or file."""
    if isinstance(data, (str, Path)):
        stem = Path(data).resolve().stem.lstrip(".")
        return "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in stem)[:80] or "report"
    return "report"


def _notebook_path(notebook: str | Path | None) -> Path:
    """Find the notebook and refuse one whose parameters are not ours."""
    path = Path(notebook) if notebook else shipped(NOTEBOOK)
    declared = declared_parameters(path)
    check_names(dict.fromkeys(ReportParameters.__dataclass_fields__), list(declared))
    return path


def _one(job: _Job, *, force: bool, earlier: tuple[ReportRun, ...]) -> ReportRun:
    """Make one month's report, or find that it is there."""
    provenance = Provenance(
        as_of=job.parameters.as_of,
        seed=job.parameters.seed,
        input_digest=job.input.digest,
        parameters=job.parameters.to_dict(),
    )
    run_id = job.run_id
    there = read_manifest(job.place.live)
    status = "unchanged"
    if force or there is None or there.get("run_id") != run_id or not files_match(job.place.live):
        job.input.require(job.parameters)
        there, status = _make(job, run_id), "written"
    return ReportRun(
        folder=job.place.live, run_id=run_id, manifest=there, status=status, earlier=earlier, provenance=provenance
    )


def _make(job: _Job, run_id: str) -> dict[str, Any]:
    """Run the notebook in the work folder, check what it wrote, and swap it in."""
    log: list[str] = []
    place = job.place
    try:
        place.work.mkdir(parents=True)
        begin = time.perf_counter()
        result = _run_notebook(job, log)
        refused = disk_error(f"{result.reason}\n{result.log}") if result.fault == "disk" else None
        if refused:
            raise cannot_write(place.out, refused, result.reason)
        if not result.done:
            raise ReportError(f"the report of {job.parameters.month} failed in {result.reason}")
        log.append(_timing(place.work / EXECUTED, time.perf_counter() - begin))
        manifest = _finish(job, run_id)
        (place.work / LOG).write_text(_log_text(job, [*log, result.log]), encoding="utf-8")
        place.swap()
    except OSError as error:
        raise _give_up(job, cannot_write(place.out, error), log) from error
    except CrmPersonaError as error:
        raise _give_up(job, error, log) from error
    return manifest


def _run_notebook(job: _Job, log: list[str]) -> Execution:
    """Hand data, model and parameters to the notebook; whatever it leaves of a failed attempt is cleared."""
    work = job.place.work
    job.input.save(work / RAW)
    job.model.save(work / ".model-before.json")
    given = {**job.parameters.to_dict(), "data": RAW, "model": ".model-before.json", "output": "."}
    return execute(job.notebook, work / EXECUTED, given, limits=job.limits, say=log.append)


def _finish(job: _Job, run_id: str) -> dict[str, Any]:
    """Strip the notebook, take the last look, write the manifest last: a folder with a manifest is a good one."""
    work = job.place.work
    for leftover in (work / RAW, work / ".model-before.json"):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink(missing_ok=True)
    strip(work / EXECUTED, public={**job.parameters.to_dict(), "data": job.input.name, "model": "", "output": "."})
    if not (work / PARTS).exists():
        raise ReportError(
            "the notebook wrote no report", where=job.notebook.name, remedy="end it with reporting.publish"
        )
    parts = json.loads((work / PARTS).read_text(encoding="utf-8"))
    (work / PARTS).unlink()
    check_folder(work, job.input.secrets())
    manifest = {
        "report": job.parameters.name,
        "run_id": run_id,
        "as_of": job.parameters.as_of,
        "parameters": {**job.parameters.to_dict(), "refit": job.refit},
        "input": job.input.describe(),
        "model": {"before": job.model.digest, "from_month": job.model.month},
        "code": {"digest": code_digest(PACKAGE, job.notebook), "versions": versions()},
        **parts,
        "files": file_list(work),
    }
    write_json(work / MANIFEST, manifest)
    written: dict[str, Any] = json.loads((work / MANIFEST).read_text(encoding="utf-8"))
    return written


def _timing(executed: Path, seconds: float) -> str:
    """Say where the time went: kernel start and papermill, then each stage."""
    spent = durations(executed)
    stages = {"kernel start, papermill": seconds - sum(spent.values())}
    stages |= {name: spent[name] for name in sorted(spent, key=lambda name: (name == "bundle", name == "sections"))}
    lines = [("notebook", seconds), *((f"  {name}", took) for name, took in stages.items())]
    return "\n".join(f"{name:26s}{took:8.1f} s {took / seconds:6.0%}" for name, took in lines)


def _log_text(job: _Job, lines: list[str]) -> str:
    """Write the log: the only file that may hold times."""
    import datetime as dt

    now = dt.datetime.now(dt.UTC).isoformat(sep=" ", timespec="seconds")
    ruler = f"taken over from {job.model.month}" if job.model else "fitted on this month"
    head = [
        f"report   {job.parameters.name} {job.parameters.month} {job.parameters.lang}, written {now}",
        f"run      {job.run_id[:12]} of input {job.input.name} {job.input.digest[:12]}",
        f"ruler    {ruler}",
        "",
    ]
    return redact("\n".join([*head, *filter(None, lines)]) + "\n")


def _give_up(job: _Job, error: CrmPersonaError, log: list[str]) -> ReportError:
    """Keep the evidence of a failed run and tell it in one line."""
    executed = job.place.work / EXECUTED
    try:
        strip(executed, public=job.parameters.to_dict())
        executed.write_text(redact(executed.read_text(encoding="utf-8")), encoding="utf-8")
    except (OSError, ValueError):
        executed.unlink(missing_ok=True)  # none, or half of one on a full disk: it may still show what redact takes out
    kept = job.place.keep_failure(EXECUTED, reason="\n".join([error.what, *log]))
    where = f"partial notebook: {kept}" if kept else str(job.place.out)
    remedy = error.remedy or "see the partial notebook; the last good report is unchanged"
    return ReportError(error.what, where=where, remedy=remedy)
