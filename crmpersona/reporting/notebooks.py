"""Read, check and strip notebooks: their declared parameters, the cell that failed, a copy without times."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from crmpersona.contract import ReportError
from crmpersona.reporting.verify import redact

__all__ = ["declared_parameters", "durations", "failure_of", "strip"]

ASSIGNMENT = re.compile(r"^(\w+)\s*(?::[^=]+)?=", re.MULTILINE)
MACHINE_TEXT = re.compile(r"(?<=ipykernel_)\d+|0x[0-9a-f]{6,16}")


def declared_parameters(notebook: Path) -> tuple[str, ...]:
    """Read the names that a notebook declares in its cell tagged ``parameters``.

    Parameters
    ----------
    notebook : pathlib.Path
        The notebook.

    Returns
    -------
    tuple of str
        Names in their order.

    Raises
    ------
    ReportError
        If the file is no notebook, or no cell is tagged.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportError("this is not a notebook", where=str(notebook), remedy="give a .ipynb file") from error
    for cell in cells:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            return tuple(ASSIGNMENT.findall("".join(cell["source"])))
    raise ReportError("no cell is tagged 'parameters'", where=str(notebook), remedy="tag the cell with the defaults")


def failure_of(notebook: Path) -> tuple[str, str]:
    """Find the failed cell of an executed notebook.

    Parameters
    ----------
    notebook : pathlib.Path
        Executed copy as papermill left it, possibly incomplete.

    Returns
    -------
    (str, str)
        Place, such as ``"7 (RFM groups)"``, and the error as one line; the error is empty where the cell was
        stopped from outside, both are where nothing is known.

    Examples
    --------
    >>> failure_of(Path("/nonexistent.ipynb"))
    ('', '')
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return "", ""
    heading, number, started = "", 0, ""
    for cell in cells:
        source = "".join(cell["source"])
        if "papermill-error-cell-tag" in cell["metadata"].get("tags", []):
            continue
        if cell["cell_type"] != "code":
            heading = next((line.lstrip("# ") for line in source.splitlines() if line.startswith("#")), heading)
            continue
        number += 1
        place = f"{number} ({heading})" if heading else str(number)
        errors = [output for output in cell.get("outputs", []) if output["output_type"] == "error"]
        if errors and errors[0].get("ename") != "KeyboardInterrupt":  # that one is papermill's own stop
            return place, _one_line(errors[0])
        if cell["metadata"].get("papermill", {}).get("status", "pending") != "pending":
            started = place
    return started, ""


def _one_line(error: dict[str, Any]) -> str:
    """Write an error of a cell as one line that shows no personal data."""
    value = " ".join(str(error.get("evalue", "")).split())
    return redact(f"{error.get('ename', 'Error')}: {value}")[:500]


def durations(notebook: Path) -> dict[str, float]:
    """Add up how long the cells of each stage took.

    Parameters
    ----------
    notebook : pathlib.Path
        Executed copy as papermill left it, times included. A cell's stage is its tag ``stage-…``; untagged cells
        are sections of the report.

    Returns
    -------
    dict
        Stage to seconds, in the notebook's order.

    Examples
    --------
    >>> durations(Path("/nonexistent.ipynb"))
    {}
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return {}
    spent: dict[str, float] = {}
    for cell in (item for item in cells if item["cell_type"] == "code"):
        stage = next((tag[6:] for tag in cell["metadata"].get("tags", []) if tag.startswith("stage-")), "sections")
        spent[stage] = spent.get(stage, 0.0) + (cell["metadata"].get("papermill", {}).get("duration") or 0.0)
    return {stage: seconds for stage, seconds in spent.items() if seconds >= 0.05}


def strip(notebook: Path, *, public: dict[str, Any]) -> None:
    """Make an executed notebook the same on every run: no times, no paths of this machine, fixed cell ids.

    Parameters
    ----------
    notebook : pathlib.Path
        Executed copy; rewritten in place.
    public : dict
        Parameters to show in the injected cell, in place of the run's own (which hold folders of this machine).
    """
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["metadata"] = {
        key: content["metadata"][key] for key in ("kernelspec", "language_info") if key in content["metadata"]
    }
    for number, cell in enumerate(content["cells"]):
        cell["id"] = f"cell-{number:02d}"
        tags = cell["metadata"].get("tags", [])
        cell["metadata"] = {"tags": tags} if tags else {}
        if "injected-parameters" in tags:
            lines = ["# Parameters of this run", *(f"{name} = {value!r}" for name, value in sorted(public.items()))]
            cell["source"] = "\n".join(lines)
        for output in cell.get("outputs", []):
            _strip_output(output)
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    notebook.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _strip_output(output: dict[str, Any]) -> None:
    """Take process numbers and addresses out of one output."""
    output.pop("metadata", None) if output["output_type"] == "stream" else output.update(metadata={})
    for holder, key in ((output, "text"), (output.get("data", {}), "text/plain")):
        if key in holder:
            text = "".join(holder[key])
            holder[key] = MACHINE_TEXT.sub("#", text)
