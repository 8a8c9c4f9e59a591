"""Imports go down only, Ibis stays replaceable, and nothing gets round either rule."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from tools.source_tree import ROOT, Module, imported, modules


def test_imports_go_down_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def _may_import_ibis(module: Module) -> bool:
    names = (*module.path.parts[:-1], module.path.stem)
    return module.folder == "relational" or any(
        name == "expressions" or name.startswith("expressions_") for name in names
    )


def test_ibis_is_imported_in_relational_and_expressions_only() -> None:
    wrong = [
        f"{module.place}:{line}"
        for module in modules()
        if not _may_import_ibis(module)
        for line, name in imported(module)
        if name.split(".")[0] == "ibis"
    ]
    assert not wrong, f"move these to relational/ or an expressions module: {wrong}"


BY_TEXT = {"import_module", "__import__", "resolve_name", "run_module", "run_path"}
HELD_BY_LAYERS = ("crmpersona", "ibis")


def test_no_module_imports_its_own_package_by_text() -> None:
    """An import hidden in a string, or under another name, would not be seen by the layer check."""
    wrong = []
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and any(a.name in BY_TEXT and a.asname for a in node.names):
                wrong.append(f"{module.place}:{node.lineno}")
            if not isinstance(node, ast.Call) or ast.unparse(node.func).split(".")[-1] not in BY_TEXT:
                continue
            given = node.args[0] if node.args else None
            foreign = isinstance(given, ast.Constant) and str(given.value).split(".")[0] not in HELD_BY_LAYERS
            if not foreign:
                wrong.append(f"{module.place}:{node.lineno}")
    assert not wrong, f"import these by name, inside the function that needs them: {wrong}"


def test_every_folder_must_have_its_layer() -> None:
    """The layer check says nothing of a folder that it does not know, unless it is exhaustive."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (contract,) = settings["contracts"]
    assert contract["type"] == "layers"
    assert contract["exhaustive"] is True
    assert contract["containers"] == [settings["root_package"]]
    assert not {"ignore_imports", "exhaustive_ignores"} & set(contract), "an exception would be a wall with a hole"


def test_imports_name_their_module_in_full() -> None:
    relative = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_import_is_quick() -> None:
    """Heavy libraries wait until a function needs them."""
    heavy = [
        "matplotlib",
        "sklearn",
        "statsmodels",
        "seaborn",
        "papermill",
        "xlsxwriter",
        "faker",
        "nbconvert",
        "scipy.stats",
    ]
    code = f"import sys, crmpersona; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
