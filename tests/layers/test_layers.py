"""Imports go down only, Ibis stays replaceable, and nothing gets round either rule."""

from __future__ import annotations

import ast
import subprocess
import sys
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


def test_no_module_imports_its_own_package_by_text() -> None:
    """An import hidden in a string would not be seen by the layer check."""
    wrong = []
    for module in modules():
        for node in ast.walk(module.tree):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name.split(".")[-1] not in {"import_module", "__import__"}:
                continue
            given = node.args[0] if node.args else None
            foreign = isinstance(given, ast.Constant) and not str(given.value).startswith("crmpersona")
            if not foreign:
                wrong.append(f"{module.place}:{node.lineno}")
    assert not wrong


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
