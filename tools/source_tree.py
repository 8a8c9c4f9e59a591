"""The package read as text: its modules, functions and public names, without importing any of it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "crmpersona"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """One module of the package.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    text : str
        Its content.
    tree : ast.Module
        Its syntax tree.
    """

    path: Path
    text: str
    tree: ast.Module

    @property
    def place(self) -> str:
        """Path from the repository's root, with forward slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def name(self) -> str:
        """Dotted name, for example ``crmpersona.features.rfm``."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def folder(self) -> str:
        """Folder directly under the package, or an empty text for the package's own module."""
        parts = self.path.relative_to(PACKAGE).parts
        return parts[0] if len(parts) > 1 else ""

    @property
    def headline(self) -> str:
        """First line of the module's docstring."""
        return (ast.get_docstring(self.tree) or "").partition("\n")[0].strip()


@dataclass(frozen=True)
class Function:
    """One function or method of the package.

    Parameters
    ----------
    module : Module
        Where it stands.
    qualified_name : str
        ``Class.method`` or ``function``.
    node : ast.FunctionDef
        Its syntax tree.
    """

    module: Module
    qualified_name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def place(self) -> str:
        """``crmpersona/folder/module.py::Class.method``."""
        return f"{self.module.place}::{self.qualified_name}"

    @property
    def body_lines(self) -> int:
        """Lines from the first statement after the docstring to the end."""
        body = [statement for statement in self.node.body if not _is_text(statement)]
        return (self.node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path, text, ast.parse(text, filename=str(path)))


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the package, sorted by path."""
    return tuple(_read(path) for path in sorted(PACKAGE.rglob("*.py")) if "_shipped" not in path.parts)


@cache
def modules_of_tests() -> tuple[Module, ...]:
    """Return every Python file under ``tests/``, sorted by path."""
    return tuple(_read(path) for path in sorted((ROOT / "tests").rglob("*.py")))


def functions(module: Module) -> list[Function]:
    """Return every function and method of a module, nested ones included."""
    found: list[Function] = []

    def walk(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, FUNCTIONS):
                found.append(Function(module, f"{prefix}{child.name}", child))
            inner = f"{prefix}{child.name}." if isinstance(child, (*FUNCTIONS, ast.ClassDef)) else prefix
            walk(child, inner)

    walk(module.tree, "")
    return found


def imported(module: Module) -> list[tuple[int, str]]:
    """Return line and dotted name of every import, lazy ones and ``TYPE_CHECKING`` included."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.lineno, node.module))
    return found


def public_names(module: Module) -> list[str]:
    """Return what ``__all__`` of a module lists; empty without one."""
    for node in module.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return [str(name) for name in ast.literal_eval(node.value)]  # type: ignore[attr-defined]
    return []
