"""The tests mirror the package, and each test checks something."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.source_tree import FUNCTIONS, ROOT, Module, modules, modules_of_tests

# Texts and re-exports have nothing to run; test_messages looks at the texts.
WITHOUT_TEST = ("__init__", "__main__", "words", "words_")
CHECKS = {"raises", "warns", "fail", "approx"}


def _needs_test(module: Module) -> bool:
    stem = module.path.stem
    return not (stem in WITHOUT_TEST or stem.startswith("words_"))


def _covered_too(test: Module) -> list[str]:
    """Return the modules that a test file covers beside its own, from the line ``Covers also: a, b``."""
    line = re.search(r"^Covers also: (.*?)\.?$", ast.get_docstring(test.tree) or "", flags=re.MULTILINE)
    folder = test.path.relative_to(ROOT / "tests").parent
    return [(folder / f"{name.strip()}.py").as_posix() for name in line.group(1).split(",")] if line else []


def test_every_module_has_its_test() -> None:
    """Modules have a test file of their own name, or are small parts named by the test of what uses them."""
    places = {module.path.relative_to(ROOT / "crmpersona").as_posix(): module for module in modules()}
    covered = {place for test in modules_of_tests() for place in _covered_too(test)}
    assert not covered - set(places), f"these are named by a test but do not exist: {covered - set(places)}"
    missing = [
        place
        for place, module in places.items()
        if _needs_test(module) and place not in covered
        if not (ROOT / "tests" / Path(place).with_name(f"test_{Path(place).name}")).is_file()
    ]
    assert not missing, f"{len(missing)} modules have no test: {missing}"


def _tests(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, FUNCTIONS) and node.name.startswith("test"):
            yield node


def _checking_functions(module: Module) -> set[str]:
    """Return functions and fixtures, of the file or of its folder's conftest, that check something themselves."""
    near = [module, *(other for other in modules_of_tests() if other.path == module.path.with_name("conftest.py"))]
    return {
        node.name
        for place in near
        for node in ast.walk(place.tree)
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
        for helpers in [_checking_functions(module)]
        for node in _tests(module)
        if not _checks(node, helpers)
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
