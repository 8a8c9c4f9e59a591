"""The tests mirror the package, and each test checks something."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tools.source_tree import FUNCTIONS, ROOT, Module, modules, modules_of_tests

# Texts and re-exports have nothing to run; test_messages looks at the texts.
WITHOUT_TEST = ("__init__", "__main__", "words", "words_")
CHECKS = {"raises", "warns", "fail", "approx"}


def _needs_test(module: Module) -> bool:
    stem = module.path.stem
    return not (stem in WITHOUT_TEST or stem.startswith("words_"))


def test_every_module_has_its_test() -> None:
    missing = []
    for module in modules():
        if _needs_test(module):
            place = module.path.relative_to(ROOT / "crmpersona")
            twin = ROOT / "tests" / place.with_name(f"test_{place.name}")
            if not twin.is_file():
                missing.append(twin.relative_to(ROOT).as_posix())
    assert not missing, f"{len(missing)} test modules are missing: {missing}"


def _tests(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, FUNCTIONS) and node.name.startswith("test"):
            yield node


def _checking_functions(module: Module) -> set[str]:
    """Return functions of the file that check something themselves."""
    return {
        node.name
        for node in ast.walk(module.tree)
        if isinstance(node, FUNCTIONS) and any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
    }


def _checks(node: ast.AST, helpers: set[str]) -> bool:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assert):
            return True
        if isinstance(inner, ast.Call):
            name = ast.unparse(inner.func).split(".")[-1]
            if name in CHECKS or name in helpers or name.startswith(("assert_", "check_")):
                return True
    return False


def test_every_test_checks_something() -> None:
    empty = [
        f"{module.path.relative_to(ROOT).as_posix()}:{node.lineno} {node.name}"
        for module in modules_of_tests()
        if module.path.name.startswith("test_")
        for node in _tests(module)
        if not _checks(node, _checking_functions(module))
    ]
    assert not empty


@pytest.mark.parametrize("name", ["time.sleep", "datetime.now", "date.today", "np.random.seed", "random.seed"])
def test_no_test_waits_or_reads_the_clock(name: str) -> None:
    wrong = [
        f"{module.path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for module in modules_of_tests()
        if "benchmarks" not in module.path.parts
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(name)
    ]
    assert not wrong
